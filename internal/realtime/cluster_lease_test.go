package realtime

import (
	"testing"
	"time"

	"ringline/internal/call"
	"ringline/internal/cluster"
)

// P3, P18: a device whose node dies keeps its place in the call, if it comes back to another one.
func TestLeaseOutlivesNode(t *testing.T) {
	t.Parallel()
	f := newFleet(t, quick(), "a", "b", "c")
	a, b, c := f.nodes[0], f.nodes[1], f.nodes[2]
	alice, bob := a.device("alice", "d1"), b.device("bob", "d1")
	id := talk(alice, bob)
	f.keptBy(b, bob)
	b.die(bob)
	bob.comesTo(c)
	f.keptBy(c, bob)
	f.stays(id, 2*quick().Lease)
	bob.must("call.hangup", actData{Call: id})
	alice.ended(id, call.HungUp)
}

// P3: if it does not come back, it is out after a whole lease that the node that took over gave it, and it is said that the service lost it.
func TestLeaseOfDeadNodeLapses(t *testing.T) {
	t.Parallel()
	f := newFleet(t, quick(), "a", "b", "c")
	alice, bob := f.nodes[0].device("alice", "d1"), f.nodes[1].device("bob", "d1")
	id := talk(alice, bob)
	f.keptBy(f.nodes[1], bob)
	died := time.Now()
	f.nodes[1].die(bob)
	alice.ended(id, call.Interrupted)
	if took := time.Since(died); took < quick().Lease {
		t.Errorf("out after %v", took)
	}
}

// P3, P18: that lease is a whole one also where the device was until a moment ago: what is left of the one from then does not count.
func TestLeaseOfDeadNodeIsNotTheOldOne(t *testing.T) {
	t.Parallel()
	config := quick()
	config.Lease = 2 * cluster.Dead // b is dead before a forgets bob
	f := newFleet(t, config, "a", "b")
	a, b := f.nodes[0], f.nodes[1]
	alice, bob := a.device("alice", "d1"), a.device("bob", "d1")
	id := talk(alice, bob)
	f.keptBy(a, bob)
	bob.moves(b)
	f.keptBy(b, bob)
	b.die(bob)
	f.keptBy(a, bob)
	taken := time.Now()
	alice.ended(id, call.Interrupted)
	if took := time.Since(taken); took < config.Lease-time.Second {
		t.Errorf("out %v after it was taken over, want %v", took, config.Lease)
	}
}

// P3: what the dead node had not written down is found by the others.
func TestUnwrittenLeaseIsFound(t *testing.T) {
	t.Parallel()
	f := newFleet(t, quick(), "a", "b")
	alice, bob := f.nodes[0].device("alice", "d1"), f.nodes[1].device("bob", "d1")
	f.nodes[1].rows.noKeep.Store(true)
	id := talk(alice, bob)
	f.nodes[1].die(bob)
	if by := f.keeper("bob", "d1"); by != "" {
		t.Fatalf("%s keeps bob", by)
	}
	alice.ended(id, call.Interrupted)
}

// A device that moves is kept by the node that it moved to, and the one it left does not take it out; lost there, it is out.
func TestLeaseMoves(t *testing.T) {
	t.Parallel()
	f := newFleet(t, quick(), "a", "b", "c")
	a, b, c := f.nodes[0], f.nodes[1], f.nodes[2]
	alice, bob := a.device("alice", "d1"), b.device("bob", "d1")
	id := talk(alice, bob)
	f.keptBy(b, bob)
	bob.moves(c)
	f.keptBy(c, bob)
	f.stays(id, 2*quick().Lease)
	bob.wire.cut()
	alice.ended(id, call.Offline)
}

// Nobody is taken out while the rows cannot be read: not whose node is cut off from the store, and not by those who took the rows over.
func TestStoreAwayLapsesNobody(t *testing.T) {
	t.Parallel()
	f := newFleet(t, quick(), "a", "b")
	a, b := f.nodes[0], f.nodes[1]
	alice, bob := a.device("alice", "d1"), b.device("bob", "d1")
	id := talk(alice, bob)
	f.keptBy(b, bob)
	b.rows.away.Store(true)
	f.keptBy(a, bob) // b is taken for dead
	f.stays(id, 2*quick().Lease)
	b.rows.away.Store(false)
	f.keptBy(b, bob) // it said that bob is connected, and writes so when it can
	bob.wire.cut()
	alice.ended(id, call.Offline)
}

// A device that is away while the rows cannot be read is out once they can.
func TestLapseWaitsForStore(t *testing.T) {
	t.Parallel()
	f := newFleet(t, quick(), "a", "b")
	a, b := f.nodes[0], f.nodes[1]
	alice, bob := a.device("alice", "d1"), b.device("bob", "d1")
	id := talk(alice, bob)
	f.keptBy(b, bob)
	a.rows.away.Store(true)
	b.rows.away.Store(true)
	bob.wire.cut()
	f.stays(id, quick().Lease+2*time.Second)
	a.rows.away.Store(false)
	b.rows.away.Store(false)
	alice.await("over", func() bool { return alice.calls[id].End != nil })
}

// While Redis is away it cannot be asked where a device is: it gets another lease, and then the row counts.
func TestLapseWithoutRedis(t *testing.T) {
	t.Parallel()
	f := newFleet(t, quick(), "a", "b")
	alice, bob := f.nodes[0].device("alice", "d1"), f.nodes[1].device("bob", "d1")
	id := talk(alice, bob)
	f.keptBy(f.nodes[1], bob)
	f.redis.Stop()
	eventually(t, "cut off", func() bool { return !f.nodes[1].link.Whole() })
	cut := time.Now()
	bob.wire.cut()
	eventually(t, "bob is out", func() bool { return !f.live(id) })
	if took := time.Since(cut); took < 2*quick().Lease-quick().Ping {
		t.Errorf("out after %v", took)
	}
	f.redis.Start()
	alice.await("knows by call.sync and call.get how it ended", func() bool { return alice.calls[id].End != nil && alice.calls[id].End.Reason == call.Offline })
}

// A node that is started anew under its name gives a lease to the devices that it kept, and to no others.
func TestRecallOwnRows(t *testing.T) {
	t.Parallel()
	f := newFleet(t, quick(), "a", "b")
	alice, bob := f.nodes[0].device("alice", "d1"), f.nodes[1].device("bob", "d1")
	id := talk(alice, bob)
	f.keptBy(f.nodes[1], bob)
	f.keptBy(f.nodes[0], alice)
	f.nodes[1].rows.away.Store(true)
	bob.wire.cut()
	f.nodes[1].stop()
	again := f.add(quick(), "b") // waits for the death of the one before
	if again.node.devices.knows(account{app1, "alice"}, "d1") {
		t.Error("it recalls a device that another node keeps")
	}
	bob.comesTo(again)
	f.keptBy(again, bob)
	f.stays(id, 2*quick().Lease)
}
