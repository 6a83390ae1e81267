package realtime

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringline/internal/call"
	"ringline/internal/store/memory"
	"ringline/internal/tenant"
)

// P2: three devices of one user ring, one answers, the others stop and know where. In both encodings.
func TestThreeDevicesRing(t *testing.T) {
	w := newWorld(t, Default())
	alice := w.device("alice", "a1")
	bobs := []*client{w.device("bob", "b1"), w.device("bob", "b2", protobuf), w.device("bob", "b3")}
	id := alice.start("bob")
	for _, b := range bobs {
		b.rings(id)
	}
	bobs[0].must("call.rang", callData{id})

	out := bobs[1].must("call.accept", actData{Call: id, Request: "r1"})
	if out.Ticket == nil || out.Ticket.Token != "ticket-of-bob-b2" {
		t.Errorf("the winner's ticket is %+v", out.Ticket)
	}
	for _, c := range append(bobs, alice) {
		c.await("bob answered on b2", func() bool {
			m := c.calls[id]
			return m != nil && len(m.Legs) == 2 && m.Legs[1].State == call.Joined && m.Legs[1].Device == "b2"
		})
	}
	if code := bobs[0].rpc("call.accept", actData{Call: id}, nil); code != 1006 {
		t.Errorf("P2: the second answer is told %d", code)
	}
	alice.must("call.hangup", actData{Call: id})
	for _, c := range append(bobs, alice) {
		c.ended(id, call.HungUp)
	}
}

// A callee who is offline logs in while it rings, and gets the call.
func TestLoginWhileRinging(t *testing.T) {
	w := newWorld(t, Default())
	alice := w.device("alice", "a1")
	id := alice.start("bob")
	bob := w.device("bob", "b1")
	bob.rings(id)
	bob.must("call.accept", actData{Call: id})
	alice.leg(id, "answered", func(_ legMessage, m *callMessage) bool { return m.AnsweredAt > 0 })
}

// A page reload: the same device comes back within its lease and finds its call.
func TestReconnectKeepsTheCall(t *testing.T) {
	w := newWorld(t, Default())
	alice, bob := w.device("alice", "a1"), w.device("bob", "b1")
	id := alice.start("bob")
	bob.rings(id)
	bob.must("call.accept", actData{Call: id})
	bob.close() // an explicit, clean disconnect

	again := w.device("bob", "b1")
	again.leg(id, "still in", func(l legMessage, m *callMessage) bool { return l.State == call.Joined && m.End == nil })
	again.must("call.ticket", callData{id})
	again.must("call.hangup", actData{Call: id})
	alice.ended(id, call.HungUp)
}

// A device that vanishes without a word is taken out when its lease is over, and not before.
func TestVanishedDevice(t *testing.T) {
	t.Parallel() // it waits for real time to pass
	config := quick()
	w := newWorld(t, config)
	alice, bob := w.device("alice", "a1"), w.device("bob", "b1")
	id := alice.start("bob")
	bob.rings(id)
	bob.must("call.accept", actData{Call: id})
	alice.leg(id, "answered", func(_ legMessage, m *callMessage) bool { return m.AnsweredAt > 0 })

	begun := time.Now()
	bob.wire.freeze()
	alice.ended(id, call.Offline)
	if took := time.Since(begun); took > config.Lease+time.Second {
		t.Errorf("P3: noticed after %v, the lease is %v", took, config.Lease)
	}
	c, err := w.calls.Load(t.Context(), call.Ref{App: app1, ID: id})
	if err != nil {
		t.Fatal(err)
	}
	if talked := c.End.At.Sub(c.AnsweredAt); talked < config.Lease/2 {
		t.Errorf("given up %v after the answer, the lease is %v", talked, config.Lease)
	}
}

// A connection that breaks, and does not come back, costs the place in the call as well.
func TestBrokenConnectionLapses(t *testing.T) {
	t.Parallel() // it waits for real time to pass
	w := newWorld(t, quick())
	alice, bob := w.device("alice", "a1"), w.device("bob", "b1")
	id := alice.start("bob")
	bob.rings(id)
	bob.must("call.accept", actData{Call: id})
	bob.wire.cut()
	alice.ended(id, call.Offline)
	alice.await("bob is shown as gone", func() bool { online, known := alice.online["bob"]; return known && !online })
}

// P10: what a client missed while it was away, and what it heard, make up the truth.
func TestRecoveryAfterAGap(t *testing.T) {
	w := newWorld(t, Default())
	alice, bob, carol := w.device("alice", "a1"), w.device("bob", "b1"), w.device("carol", "c1")
	id := alice.start("bob", "carol")
	bob.rings(id)
	carol.rings(id)
	bob.must("call.accept", actData{Call: id})

	bob.await("in", func() bool { return bob.calls[id].AnsweredAt > 0 })
	bob.wire.cut()
	bob.await("noticed", func() bool { return bob.login == nil })
	carol.must("call.accept", actData{Call: id})
	alice.must("call.switch_media", mediaData{Call: id, Media: call.Audio})
	alice.must("call.invite", inviteData{Call: id, Users: []call.UserID{"dave"}})
	bob.wire.mend()

	bob.await("back", func() bool { return bob.logins == 2 })
	truth, err := w.calls.Load(t.Context(), call.Ref{App: app1, ID: id})
	if err != nil {
		t.Fatal(err)
	}
	want := bare(snapshot(&truth, time.Now()))
	bob.await("bob knows the truth", func() bool { return cmp.Equal(bob.calls[id], want) })
	if !bob.recover {
		t.Error("P10: what was missed was not brought back by recovery")
	}
	alice.must("call.hangup", actData{Call: id})
	bob.leg(id, "hears on", func(_ legMessage, m *callMessage) bool { return m.Version == truth.Version+1 })
}

// P13, P15: who is taken out of a group hears it on every device, gets no ticket any more and cannot come back unasked. The others go on.
func TestTakenOut(t *testing.T) {
	w := newWorld(t, Default())
	alice, carol := w.device("alice", "a1"), w.device("carol", "c1")
	bob, other := w.device("bob", "b1"), w.device("bob", "b2")
	id := alice.start("bob", "carol")
	for _, c := range []*client{bob, carol} {
		c.rings(id)
		c.must("call.accept", actData{Call: id})
	}
	ref := call.Ref{App: app1, ID: id}
	if _, err := w.calls.Do(t.Context(), ref, call.Kick{By: admin, User: "bob"}, call.Request{}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []*client{bob, other} {
		c.leg(id, "taken out", func(l legMessage, m *callMessage) bool { return l.Reason == call.Removed && m.End == nil })
	}
	if code := bob.rpc("call.ticket", callData{id}, nil); code != 1007 {
		t.Errorf("asking for a ticket is told %d", code)
	}
	if code := other.rpc("call.join", actData{Call: id}, nil); code != 1004 {
		t.Errorf("joining unasked is told %d", code)
	}
	alice.must("call.invite", inviteData{Call: id, Users: []call.UserID{"bob"}})
	other.rings(id)
	other.must("call.accept", actData{Call: id})
	carol.await("bob is back", func() bool { return len(carol.calls[id].Legs) == 4 && carol.calls[id].Legs[3].State == call.Joined })
}

// A call that a back end starts rings on every device of both users. Who is in first gets no ticket, and asks for one when the call is answered.
func TestCalledTogether(t *testing.T) {
	w := newWorld(t, Default())
	alice, tablet, bob := w.device("alice", "a1"), w.device("alice", "a2"), w.device("bob", "b1")
	c, err := w.calls.Start(t.Context(), call.Start{App: app1, By: admin, Caller: "alice", Callees: []call.UserID{"bob"}, Media: call.Audio}, call.Request{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c2 := range []*client{alice, tablet, bob} {
		c2.rings(c.ID)
	}
	if out := alice.must("call.accept", actData{Call: c.ID}); out.Ticket != nil {
		t.Errorf("alice is in alone, with the ticket %+v", out.Ticket)
	}
	if code := alice.rpc("call.ticket", callData{c.ID}, nil); code != 1007 {
		t.Errorf("asking for a ticket too early is told %d", code)
	}
	tablet.leg(c.ID, "answered on a1", func(l legMessage, _ *callMessage) bool { return l.State == call.Joined && l.Device == "a1" })
	if out := bob.must("call.accept", actData{Call: c.ID}); out.Ticket == nil {
		t.Error("bob has no ticket")
	}
	alice.await("answered", func() bool { return alice.calls[c.ID].AnsweredAt > 0 })
	alice.must("call.ticket", callData{c.ID})
}

// One device at a time: the older one is told that it was kicked, and leaves its call at once.
func TestKick(t *testing.T) {
	w := newWorld(t, Default()) // the lease is too long to be waited for
	alice := w.device("alice", "a1", inApp(app2))
	bob := w.device("bob", "b1", inApp(app2))
	id := alice.start("bob")
	bob.rings(id)
	bob.must("call.accept", actData{Call: id})

	newer := w.device("bob", "b2", inApp(app2))
	bob.await("kicked", func() bool { return bob.gone != nil })
	if code := bob.code(); code != 4500 {
		t.Errorf("the older device is told %d", code)
	}
	alice.ended(id, call.Offline)
	newer.start("carol") // free at once
	if online := w.node.Online(t.Context(), app2, "", 0); !cmp.Equal(online, []call.UserID{"alice", "bob"}) {
		t.Errorf("online are %v", online)
	}
}

// The same device twice: the newer connection stays, the older one is told and does not come back.
func TestReplacedConnection(t *testing.T) {
	w := newWorld(t, Default())
	alice, older := w.device("alice", "a1"), w.device("bob", "b1")
	newer := w.device("bob", "b1")
	older.await("replaced", func() bool { return older.gone != nil })
	if code := older.code(); code != 4502 {
		t.Errorf("the older connection is told %d", code)
	}
	id := alice.start("bob")
	newer.rings(id)
}

// After a restart the devices of live calls have a lease to come back; who does not was lost by the service.
func TestRestart(t *testing.T) {
	t.Parallel() // it waits for real time to pass
	store := memory.New()
	before := newWorldOver(t, Default(), store)
	alice, bob, carol := before.device("alice", "a1"), before.device("bob", "b1"), before.device("carol", "c1")
	id := alice.start("bob", "carol")
	for _, c := range []*client{bob, carol} {
		c.rings(id)
		c.must("call.accept", actData{Call: id})
	}
	before.stop()
	for _, c := range []*client{alice, bob, carol} {
		c.await("told to come back", func() bool { return c.dropped == 3001 && c.gone == nil })
		c.close()
	}

	after := newWorldOver(t, quick(), store)
	alice, bob = after.device("alice", "a1"), after.device("bob", "b1")
	for _, c := range []*client{alice, bob} {
		c.await("carol is lost, the call goes on", func() bool {
			m := c.calls[id]
			return m != nil && m.End == nil && m.Legs[2].Reason == call.Interrupted && m.Legs[1].State == call.Joined
		})
	}
}

// P16: the same names in two apps hear nothing of each other.
func TestAppsAreIsolated(t *testing.T) {
	w := newWorld(t, Default())
	alice, bob := w.device("alice", "d1"), w.device("bob", "d2")
	others := []*client{w.device("alice", "d1", inApp(app2)), w.device("bob", "d2", inApp(app2))}
	id := alice.start("bob")
	bob.rings(id)
	bob.must("call.accept", actData{Call: id})
	alice.must("call.hangup", actData{Call: id})
	bob.ended(id, call.HungUp)
	if code := others[0].rpc("users.online", nothing{}, nil); code != 1012 {
		t.Errorf("P16: users.online of an app that does not list its users is told %d", code)
	}
	for _, c := range others {
		c.must("call.start", startData{Callees: []call.UserID{"nobody-" + call.UserID(c.dev)}, Media: call.Audio})
		c.mu.Lock()
		if _, heard := c.calls[id]; heard || len(c.online) > 0 || c.gone != nil {
			t.Errorf("P16: %s of the other app heard %v, %v, %+v", c.user, c.calls, c.online, c.gone)
		}
		c.mu.Unlock()
	}
}

func TestPresence(t *testing.T) {
	w := newWorld(t, Default())
	alice := w.device("alice", "a1")
	bob := w.device("bob", "b1")
	second := w.device("bob", "b2")
	alice.await("bob comes", func() bool { return alice.online["bob"] })
	var out onlineAnswer
	if code := alice.rpc("users.online", nothing{}, &out); code != 0 || !cmp.Equal(out.Users, []call.UserID{"alice", "bob"}) {
		t.Errorf("online are %v, %d", out.Users, code)
	}
	bob.close()
	second.must("call.sync", nothing{})
	if online := w.node.Online(t.Context(), app1, "", 0); len(online) != 2 {
		t.Errorf("online are %v though one of two devices left", online)
	}
	second.close()
	alice.await("bob goes", func() bool { online, known := alice.online["bob"]; return known && !online })
}

func TestDisconnect(t *testing.T) {
	w := newWorld(t, Default())
	alice, bob := w.device("alice", "a1"), w.device("bob", "b1")
	id := alice.start("bob")
	bob.rings(id)
	bob.must("call.accept", actData{Call: id})
	if n, err := w.node.Disconnect(t.Context(), app1, "bob", ""); n != 1 || err != nil {
		t.Errorf("disconnected %d, %v", n, err)
	}
	bob.await("thrown out", func() bool { return bob.gone != nil && bob.gone.Code == 4501 })
	alice.ended(id, call.Offline)
}

// Who is in an app that is disabled is thrown out, nobody else (P16).
func TestDisconnectApp(t *testing.T) {
	w := newWorld(t, Default())
	alice, bob := w.device("alice", "a1"), w.device("bob", "b1")
	others := []*client{w.device("alice", "a1", inApp(app2)), w.device("bob", "b1", inApp(app2))}
	id := alice.start("bob")
	bob.rings(id)
	otherID := others[0].start("bob")
	others[1].rings(otherID)

	w.node.DisconnectApp(app1)
	for _, c := range []*client{alice, bob} {
		c.await("thrown out", func() bool { return c.gone != nil && c.gone.Code == 4501 })
	}
	eventually(t, "the call is over", func() bool {
		c, err := w.calls.Load(t.Context(), call.Ref{App: app1, ID: id})
		return err == nil && !c.Live()
	})
	others[1].must("call.accept", actData{Call: otherID})
	others[0].await("answered", func() bool { return others[0].calls[otherID].AnsweredAt != 0 })
}

// disabledMeanwhile is an app that is disabled while somebody logs in.
type disabledMeanwhile struct {
	Apps
	asked atomic.Int32
}

func (d *disabledMeanwhile) App(id int64) *tenant.App {
	app := *d.Apps.App(id)
	app.Disabled = d.asked.Add(1) > 1
	return &app
}

func TestDisabledDuringLogin(t *testing.T) {
	w := newWorld(t, Default())
	w.node.apps = &disabledMeanwhile{Apps: w.apps}
	alice := w.dial("alice", "a1")
	alice.await("thrown out", func() bool { return alice.gone != nil && alice.gone.Code == 4501 })
}
