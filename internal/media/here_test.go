package media_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/media"
)

// onNode is what belongs on a node by its name.
func onNode(name string) media.Here { return func(c *call.Call) bool { return c.Host == name } }

// hosted returns a call that all have joined and whose room is on a node.
func hosted(t *testing.T, calls *control.Control, host string, users ...call.UserID) call.Ref {
	t.Helper()
	c, err := calls.Start(t.Context(), call.Start{App: app, By: actor(users[0]), Callees: users[1:], Media: call.Audio, Host: host}, call.Request{})
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range users[1:] {
		do(t, calls, c.Ref(), call.Accept{By: actor(u)})
	}
	return c.Ref()
}

// TestSinkOfOneNode: a node has rooms for its own calls alone, and gives up the room of one that is moved away.
func TestSinkOfOneNode(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := newLiar()
		sink := media.NewSink(server, quiet).Only(onNode("n1"))
		run(t, sink.Run)
		calls := newCalls(t, sink)
		want := func(step, asked string) {
			t.Helper()
			synctest.Wait()
			if got := server.asked(); got != asked {
				t.Fatalf("%s: asked for %q, want %q", step, got, asked)
			}
		}
		other := hosted(t, calls, "n2", "alice", "bob", "carol")
		do(t, calls, other, call.Kick{By: admin, User: "carol"})
		want("a call of another node", "")
		do(t, calls, other, call.Move{From: "n2", To: "n3"})
		do(t, calls, other, call.Move{From: "n3", To: "n2", Lost: true})
		time.Sleep(2 * media.Lingering)
		want("that is moved from one to another", "")
		do(t, calls, other, call.Move{From: "n2", To: "n1", Lost: true})
		want("that is moved here", "open")
		do(t, calls, other, call.Move{From: "n1", To: "n2"})
		time.Sleep(media.Lingering - time.Second)
		want("and back", "open")
		time.Sleep(2 * time.Second)
		want("and back, and its members had their time", "open, close")
		do(t, calls, other, call.EndCall{By: admin})
		want("and is over", "open, close")
	})
}

// TestLingering: P13. The room of a call that is moved away stays for those who are in the call, and for no longer than the call and they do.
func TestLingering(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := newLiar()
		sink := media.NewSink(server, quiet).Only(onNode("n1"))
		run(t, sink.Run)
		calls := newCalls(t, sink)
		run(t, media.NewReconciler(server, calls, nil, quiet).With(sink).Run)
		over, goesOn := hosted(t, calls, "n1", "alice", "bob", "carol"), hosted(t, calls, "n1", "xenia", "yuri")
		synctest.Wait()
		server.claim(over, phone("alice"), phone("bob"), phone("carol"))
		server.claim(goesOn, phone("xenia"), phone("yuri"))
		moved := time.Now()
		for _, ref := range []call.Ref{over, goesOn} {
			do(t, calls, ref, call.Move{From: "n1", To: "n2"})
		}
		time.Sleep(time.Second)
		do(t, calls, over, call.Kick{By: admin, User: "carol"})
		synctest.Wait()
		if there := server.has()[over]; len(there) != 2 {
			t.Errorf("after carol was taken out, in the old room are %v", there)
		}
		do(t, calls, over, call.EndCall{By: admin})
		synctest.Wait()
		if _, open := server.has()[over]; open {
			t.Error("the call is over and its old room is open")
		}
		for time.Since(moved) < media.Lingering-time.Second {
			if len(server.has()[goesOn]) != 2 {
				t.Fatalf("%v after the move nobody is left in the old room", time.Since(moved))
			}
			time.Sleep(100 * time.Millisecond)
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if n := len(server.has()); n != 0 {
			t.Errorf("%d rooms that were moved away are still open", n)
		}
	})
}

// TestSinkComesBack: what is moved away and back before anybody got to it has a room.
func TestSinkComesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := newLiar()
		sink := media.NewSink(server, quiet).Only(onNode("n1"))
		calls := newCalls(t, sink)
		ref := hosted(t, calls, "n1", "alice", "bob")
		do(t, calls, ref, call.Move{From: "n1", To: "n2"})
		do(t, calls, ref, call.Move{From: "n2", To: "n1"})
		run(t, sink.Run)
		synctest.Wait()
		time.Sleep(2 * media.Lingering)
		synctest.Wait()
		if got := server.asked(); got != "open" {
			t.Errorf("asked for %q, want a room", got)
		}
	})
}

// TestSinkFollowsOtherNodes: P13. What another node did to a call that has its room here is done to the room.
func TestSinkFollowsOtherNodes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := newLiar()
		sink := media.NewSink(server, quiet).Only(onNode("n1"))
		run(t, sink.Run)
		calls := newCalls(t, nil) // another node's
		ref := hosted(t, calls, "n1", "alice", "bob", "carol", "dora")
		server.claim(ref, phone("alice"), phone("bob"), phone("carol"), phone("dora"))
		follow := func() {
			c, err := calls.Load(t.Context(), ref)
			if err != nil {
				t.Fatal(err)
			}
			sink.Follow(&c)
			synctest.Wait()
		}
		follow()
		if got := server.asked(); got != "" {
			t.Fatalf("asked for %q, and nothing had happened", got)
		}
		do(t, calls, ref, call.Kick{By: admin, User: "carol"})
		do(t, calls, ref, call.Hangup{By: actor("dora")})
		do(t, calls, ref, call.Join{By: actor("dora")})
		follow()
		if got := server.asked(); got != "remove carol carol-phone" {
			t.Fatalf("asked for %q, want carol to be removed and dora to stay", got)
		}
		do(t, calls, ref, call.Move{From: "n1", To: "n2"})
		follow()
		time.Sleep(media.Lingering + time.Second)
		if len(server.has()) != 0 {
			t.Fatal("the room of a call that was moved away is still open")
		}
		do(t, calls, ref, call.Move{From: "n2", To: "n1"})
		do(t, calls, ref, call.EndCall{By: admin})
		server.claim(ref, phone("alice"))
		follow()
		if len(server.has()) != 0 {
			t.Fatal("the room of a call that is over is still open")
		}
	})
}

// TestGateOfOneNode: whoever belongs in a call enters its room where that is, and nowhere else: there is one room.
func TestGateOfOneNode(t *testing.T) {
	calls := newCalls(t, nil)
	gate := media.NewGate(calls).Only(onNode("n1"))
	here, there := hosted(t, calls, "n1", "alice", "bob"), hosted(t, calls, "n2", "carol", "dora")
	for _, tc := range []struct {
		ref  call.Ref
		who  call.UserID
		want error
	}{{here, "alice", nil}, {here, "carol", media.ErrNotMember}, {there, "carol", media.ErrElsewhere}, {there, "alice", media.ErrNotMember}} {
		if err := gate.MayJoin(t.Context(), tc.ref, tc.who, phone(tc.who).Device); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", tc.who, err, tc.want)
		}
	}
}

// TestReconcilerOfOneNode: P13. A room whose call another node gave away stays for those in the call, and for nobody else, and is closed then; that
// room is no drift.
func TestReconcilerOfOneNode(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &keeper{t: t, calls: newCalls(t, nil), server: newLiar(), metrics: prometheus.NewRegistry()}
		sink := media.NewSink(k.server, quiet).Only(onNode("n1"))
		here, away := hosted(t, k.calls, "n1", "alice", "bob"), hosted(t, k.calls, "n2", "carol", "dora")
		k.server.claim(here, phone("alice"))
		k.server.claim(away, phone("carol"), phone("mallory"))
		run(t, sink.Run)
		run(t, media.NewReconciler(k.server, k.calls, k.metrics, quiet).With(sink).Run)
		time.Sleep(media.Lingering - time.Second)
		k.wantRooms(map[call.Ref][]media.Participant{here: {phone("alice")}, away: {phone("carol")}})
		time.Sleep(2 * time.Second)
		k.wantRooms(map[call.Ref][]media.Participant{here: {phone("alice")}})
		k.wantDrift(0, 1)
	})
}

// TestOldNewsOfAMove: P18. That a call was moved away is heard of after it is back: its room stays.
func TestOldNewsOfAMove(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &keeper{t: t, server: newLiar(), metrics: prometheus.NewRegistry()}
		sink := media.NewSink(k.server, quiet).Only(onNode("n1"))
		k.calls = newCalls(t, sink)
		run(t, sink.Run)
		run(t, media.NewReconciler(k.server, k.calls, k.metrics, quiet).With(sink).Run)
		ref := hosted(t, k.calls, "n1", "alice", "bob")
		synctest.Wait()
		k.server.claim(ref, phone("alice"), phone("bob"))
		time.Sleep(time.Second)
		do(t, k.calls, ref, call.Move{From: "n1", To: "n2"})
		old, err := k.calls.Load(t.Context(), ref)
		if err != nil {
			t.Fatal(err)
		}
		do(t, k.calls, ref, call.Move{From: "n2", To: "n1"})
		sink.Follow(&old)
		time.Sleep(2 * media.Lingering)
		k.wantRooms(map[call.Ref][]media.Participant{ref: {phone("alice"), phone("bob")}})
	})
}
