package realtime

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringline/internal/call"
)

// P2, P10, P18: devices hear of a call, whatever node they are connected to and whichever commits.
func TestFanOutAcrossNodes(t *testing.T) {
	t.Parallel()
	f := newFleet(t, quick(), "a", "b", "c")
	a, b, c := f.nodes[0], f.nodes[1], f.nodes[2]
	alice, bob, bob2 := a.device("alice", "d1"), b.device("bob", "d1"), c.device("bob", "d2")
	id := alice.start("bob")
	bob.rings(id)
	bob2.rings(id)
	bob.must("call.accept", actData{Call: id})
	alice.await("answered", func() bool { return alice.calls[id].AnsweredAt > 0 })
	bob2.leg(id, "answered elsewhere", func(l legMessage, _ *callMessage) bool { return l.State == call.Joined && l.Device == "d1" })
	if _, err := c.calls.Do(t.Context(), call.Ref{App: app1, ID: id}, call.EndCall{By: call.Actor{Kind: call.ByAdmin}}, call.Request{}); err != nil {
		t.Fatal(err)
	}
	for _, one := range []*client{alice, bob, bob2} {
		one.ended(id, call.EndedByApp)
		one.mu.Lock()
		for _, outcome := range one.outcomes {
			if outcome == "gap" {
				t.Errorf("%s/%s saw a gap: %v", one.user, one.dev, one.outcomes)
			}
		}
		one.mu.Unlock()
	}
	eventually(t, "no lease is left", func() bool { return f.keeper("alice", "d1")+f.keeper("bob", "d1") == "" })
}

// P10: while Redis is away commands commit and are answered; when it is back, every client finds the truth.
func TestRedisAwayThenSync(t *testing.T) {
	t.Parallel()
	f := newFleet(t, quick(), "a", "b")
	a, b := f.nodes[0], f.nodes[1]
	alice, bob := a.device("alice", "d1"), b.device("bob", "d1")
	f.redis.Stop()
	eventually(t, "a is cut off", func() bool { return !a.link.Whole() })
	id := alice.start("bob")
	f.redis.Start()
	bob.rings(id)
	bob.await("told to sync", func() bool { return bob.told > 0 })
	alice.await("told to sync", func() bool { return alice.told > 0 })
	eventually(t, "whole", func() bool { return a.link.Whole() && b.link.Whole() })
	bob.must("call.accept", actData{Call: id})
	alice.await("answered", func() bool { return alice.calls[id].AnsweredAt > 0 })
}

// P2, P10: while Redis is away a call rings by what the store's feed tells.
func TestRingsWithoutRedis(t *testing.T) {
	t.Parallel()
	f := newFleet(t, quick(), "a", "b")
	a, b := f.nodes[0], f.nodes[1]
	alice, bob := a.device("alice", "d1"), b.device("bob", "d1")
	f.redis.Stop()
	eventually(t, "b is cut off", func() bool { return !b.link.Whole() })
	id := alice.start("bob")
	b.node.Heard(call.Ref{App: app1, ID: id})
	bob.rings(id)
	bob.must("call.accept", actData{Call: id})
	a.node.Heard(call.Ref{App: app1, ID: id})
	alice.await("answered", func() bool { return alice.calls[id].AnsweredAt > 0 })
}

// Somebody is thrown out wherever they are connected, and it is said when that cannot be known.
func TestKickAcrossNodes(t *testing.T) {
	t.Parallel()
	f := newFleet(t, quick(), "a", "b", "c")
	a, b, c := f.nodes[0], f.nodes[1], f.nodes[2]
	alice, bob, bob2 := a.device("alice", "d1"), b.device("bob", "d1"), c.device("bob", "d2")
	id := talk(alice, bob)
	if n, err := a.node.Disconnect(t.Context(), app1, "bob", ""); n != 2 || err != nil {
		t.Errorf("threw out %d, %v", n, err)
	}
	for _, one := range []*client{bob, bob2} {
		one.await("thrown out", func() bool { return one.gone != nil && one.gone.Code == disconnectExpelled.Code })
	}
	alice.ended(id, call.Offline)
	f.redis.Stop()
	eventually(t, "cut off", func() bool { return !a.link.Whole() })
	if _, err := a.node.Disconnect(t.Context(), app1, "carol", ""); !errors.Is(err, call.ErrUnavailable) {
		t.Errorf("without Redis: %v", err)
	}
}

// Where users have one device, a login on another node ends the others and takes them out of their call at once.
func TestOneDeviceAcrossNodes(t *testing.T) {
	t.Parallel()
	f := newFleet(t, quick(), "a", "b")
	a, b := f.nodes[0], f.nodes[1]
	alice, bob := a.device("alice", "d1", inApp(app2)), a.device("bob", "d1", inApp(app2))
	id := talk(alice, bob)
	bob2 := b.device("bob", "d2", inApp(app2))
	bob.await("kicked", func() bool { return bob.gone != nil && bob.gone.Code == disconnectKicked.Code })
	alice.await("over", func() bool { return alice.calls[id].End != nil })
	if bob2.code() != 0 {
		t.Errorf("the new device was told %d", bob2.code())
	}
}

// A device that connects to another node takes the place of its old connection, and so it does if the nodes could not talk then.
func TestSameDeviceAcrossNodes(t *testing.T) {
	t.Parallel()
	f := newFleet(t, quick(), "a", "b")
	a, b := f.nodes[0], f.nodes[1]
	old := a.device("alice", "d1")
	now := b.device("alice", "d1")
	old.await("replaced", func() bool { return old.gone != nil && old.gone.Code == disconnectReplaced.Code })
	f.redis.Stop()
	eventually(t, "cut off", func() bool { return !a.link.Whole() && !b.link.Whole() })
	newest := a.device("alice", "d1")
	f.redis.Start()
	now.await("replaced", func() bool { return now.gone != nil && now.gone.Code == disconnectReplaced.Code })
	if newest.code() != 0 {
		t.Errorf("the newest connection was told %d", newest.code())
	}
}

// Who is online is seen from every node, in the presence of apps that have it and in the lists of operators; a node's end takes its users along.
func TestPresenceAcrossNodes(t *testing.T) {
	t.Parallel()
	f := newFleet(t, quick(), "a", "b", "c")
	a, b, c := f.nodes[0], f.nodes[1], f.nodes[2]
	alice, bob := a.device("alice", "d1"), b.device("bob", "d1")
	alice.await("sees bob", func() bool { return alice.online["bob"] })
	b.device("bob", "d2")
	c.device("carol", "d1")
	alice.await("sees carol", func() bool { return alice.online["carol"] })
	var list onlineAnswer
	if code := alice.rpc("users.online", nil, &list); code != 0 || !cmp.Equal(list.Users, []call.UserID{"alice", "bob", "carol"}) {
		t.Errorf("%v, told %d", list.Users, code)
	}
	for _, page := range []struct {
		after call.UserID
		limit int
		want  []call.UserID
	}{{"", 0, []call.UserID{"alice", "bob", "carol"}}, {"", 2, []call.UserID{"alice", "bob"}}, {"alice", 1, []call.UserID{"bob"}}} {
		if got := a.node.Online(t.Context(), app1, page.after, page.limit); !cmp.Equal(got, page.want) {
			t.Errorf("after %q: %v", page.after, got)
		}
	}
	devices := c.node.Devices(t.Context(), app1, "bob", "carol")
	if bobs := devices["bob"]; len(bobs) != 2 || !bobs[0].Online || bobs[0].ID != "d1" || bobs[0].Origin.Platform != "linux" || len(devices["carol"]) != 1 {
		t.Errorf("%+v", devices)
	}
	late := f.add(quick(), "d")
	eventually(t, "the new node knows who is there", func() bool { return len(late.node.everybodyOnline(app1)) == 3 })
	b.die(bob)
	alice.await("sees bob go", func() bool { return !alice.online["bob"] })
	if code := alice.rpc("users.online", nil, &list); code != 0 || !cmp.Equal(list.Users, []call.UserID{"alice", "carol"}) {
		t.Errorf("%v, told %d", list.Users, code)
	}
}

// P18: a node that is to be stopped has its clients come to others first, and takes no new ones.
func TestDrain(t *testing.T) {
	t.Parallel()
	f := newFleet(t, quick(), "a", "b")
	a, b := f.nodes[0], f.nodes[1]
	alice, bob := a.device("alice", "d1"), b.device("bob", "d1")
	id := talk(alice, bob)
	f.keptBy(b, bob)
	bob.wire.lead(a.world)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	b.node.Drain(ctx, 300*time.Millisecond)
	if connected, _ := b.node.devices.count(); connected != 0 {
		t.Errorf("%d are left", connected)
	}
	bob.await("connected again", func() bool { return bob.logins == 2 && bob.login != nil })
	f.keptBy(a, bob)
	b.stop()
	f.stays(id, quick().Lease+time.Second)
	alice.must("call.hangup", actData{Call: id})
	bob.ended(id, call.HungUp)
}
