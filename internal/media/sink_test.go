package media_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"

	"ringline/internal/call"
	"ringline/internal/media"
)

func TestSinkFollowsTheCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := newLiar()
		sink := media.NewSink(server, quiet)
		run(t, sink.Run)
		calls := newCalls(t, sink)
		want := func(step, asked string) {
			t.Helper()
			synctest.Wait()
			if got := server.asked(); got != asked {
				t.Fatalf("%s: asked for %q, want %q", step, got, asked)
			}
		}

		ref := ringing(t, calls, "alice", "bob", "carol")
		want("ringing", "")
		do(t, calls, ref, call.Accept{By: actor("bob")})
		want("first answer", "open")
		do(t, calls, ref, call.Accept{By: actor("carol")})
		want("second answer", "open, open")
		do(t, calls, ref, call.Hangup{By: actor("carol")})
		want("carol leaves", "open, open, remove carol carol-phone")
		do(t, calls, ref, call.Invite{By: actor("alice"), Users: []call.UserID{"dora"}, RingFor: 10e9})
		do(t, calls, ref, call.Reject{By: actor("dora")})
		want("dora declines", "open, open, remove carol carol-phone")
		do(t, calls, ref, call.EndCall{By: admin})
		want("the end", "open, open, remove carol carol-phone, close")
	})
}

// P13: who is taken out leaves the room, and a call that a back end starts has none before two are in.
func TestSinkFollowsAdministrators(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := newLiar()
		sink := media.NewSink(server, quiet)
		run(t, sink.Run)
		calls := newCalls(t, sink)
		want := func(step, asked string) {
			t.Helper()
			synctest.Wait()
			if got := server.asked(); got != asked {
				t.Fatalf("%s: asked for %q, want %q", step, got, asked)
			}
		}
		c, err := calls.Start(t.Context(), call.Start{
			App: app, By: admin, Caller: "alice", Callees: []call.UserID{"bob", "carol"}, Media: call.Audio,
		}, call.Request{})
		if err != nil {
			t.Fatal(err)
		}
		do(t, calls, c.Ref(), call.Accept{By: actor("bob")})
		want("bob is in alone", "")
		do(t, calls, c.Ref(), call.Accept{By: actor("alice")})
		want("two are in", "open")
		do(t, calls, c.Ref(), call.Kick{By: admin, User: "bob"})
		want("bob is taken out", "open, remove bob bob-phone")
		do(t, calls, c.Ref(), call.Kick{By: admin, User: "carol"})
		want("carol is no longer asked", "open, remove bob bob-phone, close")
	})
}

func TestSinkLeavesCallsAloneThatNobodyAnswered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := newLiar()
		sink := media.NewSink(server, quiet)
		run(t, sink.Run)
		calls := newCalls(t, sink)
		do(t, calls, ringing(t, calls, "alice", "bob"), call.Cancel{By: actor("alice")})
		synctest.Wait()
		if got := server.asked(); got != "" {
			t.Errorf("asked for %q, want nothing: there never was a room", got)
		}
	})
}

// P17: a call whose room is slow delays no other, and keeps its own order.
func TestSinkKeepsOrderPerCallAndCallsApart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := newLiar()
		release := make(chan struct{})
		stuck := make(chan struct{}, 1)
		stuck <- struct{}{} // the first request hangs
		server.before = func(ctx context.Context) {
			select {
			case <-stuck:
				select {
				case <-release:
				case <-ctx.Done():
				}
			default:
			}
		}
		sink := media.NewSink(server, quiet)
		run(t, sink.Run)
		calls := newCalls(t, sink)

		slow := answered(t, calls, "alice", "bob", "carol")
		synctest.Wait()
		do(t, calls, slow, call.Hangup{By: actor("carol")})
		do(t, calls, slow, call.EndCall{By: admin})
		for i := range 100 {
			answered(t, calls, call.UserID(fmt.Sprint("x", i)), call.UserID(fmt.Sprint("y", i)))
		}
		synctest.Wait()
		if n := len(server.has()); n != 100 {
			t.Errorf("%d rooms while one call hangs, want the other 100", n)
		}
		close(release)
		synctest.Wait()
		if _, open := server.has()[slow]; open {
			t.Error("the slow call's room is open after its end")
		}
	})
}

func TestSinkDoesOnlyWhatStillMatters(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := newLiar()
		sink := media.NewSink(server, quiet)
		calls := newCalls(t, sink)
		for i := range 50 { // nobody works yet
			do(t, calls, answered(t, calls, call.UserID(fmt.Sprint("x", i)), "bob"), call.EndCall{By: admin})
		}
		ref := answered(t, calls, "alice", "bob", "carol")
		do(t, calls, ref, call.Hangup{By: actor("carol")})
		run(t, sink.Run)
		synctest.Wait()
		if got := len(server.has()); got != 1 {
			t.Errorf("%d rooms, want the one of the live call", got)
		}
		if server.opened() != 1 {
			t.Errorf("asked for %q, want one room opened, the others were over before", server.asked())
		}
	})
}

// Whoever came back before they were removed is in the call: removing them now would break what they have just built.
func TestSinkSparesWhoCameBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := newLiar()
		sink := media.NewSink(server, quiet)
		calls := newCalls(t, sink)
		ref := answered(t, calls, "alice", "bob", "carol", "dora")
		do(t, calls, ref, call.Hangup{By: actor("carol")})
		do(t, calls, ref, call.Hangup{By: actor("dora")})
		do(t, calls, ref, call.Join{By: actor("carol")})
		run(t, sink.Run)
		synctest.Wait()
		if got := server.asked(); got != "remove dora dora-phone, open" {
			t.Errorf("asked for %q, want dora to be removed and carol to stay", got)
		}
	})
}

// A media server that is down takes nothing with it; what it missed is the reconciler's.
func TestSinkSurvivesAMediaServerThatIsDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := newLiar()
		server.down = true
		sink := media.NewSink(server, quiet)
		run(t, sink.Run)
		calls := newCalls(t, sink)
		ref := answered(t, calls, "alice", "bob")
		synctest.Wait()
		do(t, calls, ref, call.EndCall{By: admin})
		synctest.Wait()
		if got := server.asked(); got != "open, close" {
			t.Errorf("asked for %q, want %q", got, "open, close")
		}
	})
}
