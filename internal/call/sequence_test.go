package call_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"ringline/internal/call"
)

// moves is everything that two callees with two devices each, a caller, a stranger, an administrator and the
// clock can do to a call, also what no door would let them.
func moves() []call.Command {
	var all []call.Command
	for _, who := range []string{"alice/a1", "bob/b1", "bob/b2", "carol/c1", "carol/c2", "dave/d1", "admin"} {
		by := actor(who)
		all = append(all,
			call.Accept{By: by}, call.Reject{By: by}, call.Reject{By: by, Busy: true}, call.Hangup{By: by}, call.Cancel{By: by},
			call.Join{By: by}, call.Invite{By: by, Users: []call.UserID{"bob", "dave"}, RingFor: 20 * time.Second},
			call.Rang{By: by}, call.SwitchMedia{By: by, Media: call.Audio},
			call.Lapse{User: by.User, Device: by.Device}, call.Lapse{User: by.User, Device: by.Device, Restart: true},
		)
	}
	for _, u := range []call.UserID{"alice", "bob", "carol", "dave"} {
		all = append(all, call.Kick{By: actor("admin"), User: u})
	}
	return append(all, call.EndCall{By: actor("admin")}, call.Tick{},
		call.Move{To: "n1"}, call.Move{From: "n1", To: "n2"}, call.Move{From: "n2", To: "n1", Lost: true})
}

func begin(t testing.TB) call.Call { return beginBy(t, actor("alice/a1"), "") }

// beginServed is the same call, started by a back end between its users.
func beginServed(t testing.TB) call.Call { return beginBy(t, actor("admin"), "alice") }

func beginBy(t testing.TB, by call.Actor, caller call.UserID) call.Call {
	ch, err := call.Apply(call.Call{}, call.Start{
		App: 1, ID: "c1", By: by, Caller: caller, Callees: []call.UserID{"bob", "carol"},
		Media: call.Video, RingFor: 10 * time.Second, Max: 4,
	}, epoch)
	if err != nil {
		t.Fatal(err)
	}
	return ch.To
}

// step applies one command, holds every invariant against what comes out and returns the call afterwards.
func step(t testing.TB, before call.Call, cmd call.Command, now time.Time) call.Call {
	untouched, end := slices.Clone(before.Legs), call.End{}
	if before.End != nil {
		end = *before.End
	}
	ch, err := call.Apply(before, cmd, now)
	if !slices.Equal(before.Legs, untouched) || before.End != nil && *before.End != end {
		t.Fatalf("%s wrote to the call it was given:\n%+v\n%+v", cmd.Rule(), untouched, before)
	}
	if err != nil {
		var refused *call.Error
		if !errors.As(err, &refused) || !slices.Contains(call.Codes(), refused.Code) {
			t.Fatalf("%s: refused with %v, which no door can translate", cmd.Rule(), err)
		}
		return before
	}
	if ch.Empty() {
		return before
	}
	to := ch.To
	if err := call.Check(&to); err != nil {
		t.Fatalf("%s at %v of\n%+v\ngives\n%+v\n%v", cmd.Rule(), now.Sub(epoch), before, to, err)
	}
	if before.End != nil {
		t.Fatalf("P4: %s changed an ended call", cmd.Rule())
	}
	checkChange(t, &before, &ch)
	if again, err := call.Apply(to, cmd, now); err == nil && !again.Empty() && repeatable(cmd) {
		t.Fatalf("P12: %s has a second effect when repeated: %v", cmd.Rule(), again.Events)
	}
	return to
}

// repeatable says whether a command that is sent twice, without a request id, must have one effect.
func repeatable(cmd call.Command) bool {
	switch cmd.(type) {
	case call.Invite: // who was asked and has declined may be asked again
		return false
	case call.Join: // who was in and has left may come back
		return false
	}
	return true
}

func checkChange(t testing.TB, before *call.Call, ch *call.Change) {
	last, ended := before.LastAt, 0
	for i, e := range ch.Events {
		if !e.At.After(last) || e.Seq != i {
			t.Fatalf("P6: event %d of %s at %v follows one at %v", e.Seq, ch.Rule, e.At, last)
		}
		last = e.At
		if e.Type == call.Ended {
			ended++
			if i != len(ch.Events)-1 {
				t.Fatalf("P4: %s: something follows the end: %v", ch.Rule, ch.Events)
			}
		}
	}
	if (ended == 1) != (ch.To.End != nil) {
		t.Fatalf("P4: %s: %d end events, end %v", ch.Rule, ended, ch.To.End)
	}
	held := slices.DeleteFunc(before.Holds(), func(u call.UserID) bool { return slices.Contains(ch.Release, u) })
	now := append(held, ch.Claim...)
	holds := ch.To.Holds()
	slices.Sort(now)
	slices.Sort(holds)
	if !slices.Equal(now, holds) {
		t.Fatalf("P1: %s: claims and releases give %v, the call holds %v", ch.Rule, now, holds)
	}
	for i := range before.Legs {
		if before.Legs[i] != ch.To.Legs[i] && !slices.Contains(ch.Legs, i) {
			t.Fatalf("P10: %s changed leg %d and does not say so", ch.Rule, i)
		}
	}
	if ch.To.Version != before.Version+1 || ch.From != before.Version {
		t.Fatalf("%s: version %d to %d, from %d", ch.Rule, before.Version, ch.To.Version, ch.From)
	}
}

// FuzzSequence walks where the model does not reach: long sequences, odd pauses, clocks that step back.
func FuzzSequence(f *testing.F) {
	f.Add([]byte{1, 20, 3, 40, 5, 60})
	f.Add([]byte{0, 1, 79, 2, 12, 1, 24})
	f.Fuzz(func(t *testing.T, walk []byte) {
		c, now, all := begin(t), epoch, moves()
		if len(walk)%2 == 1 {
			c = beginServed(t)
		}
		for i := 0; i+1 < len(walk) && i < 200; i += 2 {
			now = now.Add(time.Duration(int8(walk[i+1])) * time.Second)
			c = step(t, c, all[int(walk[i])%len(all)], now)
		}
	})
}

// TestClockStepBack holds that events go on rising when the clock does not (P6, P14).
func TestClockStepBack(t *testing.T) {
	c := begin(t)
	c = step(t, c, call.Accept{By: actor("bob/b1")}, epoch.Add(-time.Hour))
	if want := epoch.Add(3 * time.Millisecond); !c.AnsweredAt.Equal(want) {
		t.Errorf("answered at %v, want %v", c.AnsweredAt, want)
	}
}
