package record_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringline/internal/call"
	"ringline/internal/record"
)

// P8, story by story, by the real rules.
func TestMissed(t *testing.T) {
	to := func(users ...call.UserID) call.Start { return call.Start{Callees: users} }
	bobBusy := to("bob")
	bobBusy.Held = map[call.UserID]call.ID{"bob": "other"}
	oneBusy := to("bob", "cid")
	oneBusy.Held = map[call.UserID]call.ID{"cid": "other"}
	served := to("bob")
	served.By, served.Caller = admin, "ann"
	tablet := call.Actor{Kind: call.ByUser, User: "bob", Device: "bob-tablet"}
	again := call.Invite{By: phone("cid"), Users: []call.UserID{"bob"}, RingFor: 30 * time.Second}
	end := call.EndCall{By: admin}
	for name, tc := range map[string]struct {
		start   call.Start
		steps   []step
		missers []call.UserID
	}{
		"it rang out":                       {to("bob"), []step{{1, call.Rang{By: phone("bob")}}, {40, call.Tick{}}}, []call.UserID{"bob"}},
		"it rang out for who had no device": {to("bob"), []step{{40, call.Tick{}}}, []call.UserID{"bob"}},
		"it rang out for all":               {to("bob", "cid"), []step{{40, call.Tick{}}}, []call.UserID{"bob", "cid"}},
		"answered":                          {to("bob"), []step{{5, call.Accept{By: phone("bob")}}, {9, end}}, nil},
		"answered on another device, which vanished": {to("bob"), []step{{1, call.Rang{By: phone("bob")}}, {5, call.Accept{By: tablet}}, {9, call.Lapse{User: "bob", Device: "bob-tablet"}}}, nil},
		"declined":                            {to("bob"), []step{{5, call.Reject{By: phone("bob")}}}, nil},
		"declined on another device":          {to("bob"), []step{{1, call.Rang{By: phone("bob")}}, {5, call.Reject{By: tablet}}}, nil},
		"chose to look busy":                  {to("bob"), []step{{5, call.Reject{By: phone("bob"), Busy: true}}}, nil},
		"was busy":                            {bobBusy, nil, nil},
		"one was busy, one did not answer":    {oneBusy, []step{{40, call.Tick{}}}, []call.UserID{"bob"}},
		"the caller gave up":                  {to("bob"), []step{{5, call.Cancel{By: phone("ann")}}}, nil},
		"the caller vanished":                 {to("bob"), []step{{5, call.Lapse{User: "ann", Device: "ann-phone"}}}, nil},
		"the service failed the caller":       {to("bob"), []step{{5, call.Lapse{User: "ann", Device: "ann-phone", Restart: true}}}, nil},
		"an administrator ended it":           {to("bob"), []step{{5, end}}, nil},
		"an administrator took the ring back": {to("bob"), []step{{5, call.Kick{By: admin, User: "bob"}}}, nil},
		"over for others while it rang":       {to("bob", "cid"), []step{{5, call.Accept{By: phone("cid")}}, {6, end}}, nil},
		"one answered, one did not":           {to("bob", "cid"), []step{{5, call.Accept{By: phone("cid")}}, {40, call.Tick{}}, {50, end}}, []call.UserID{"bob"}},
		"a back end called, and nobody came":  {served, []step{{40, call.Tick{}}}, []call.UserID{"ann", "bob"}},
		"a back end called, and one waited":   {served, []step{{5, call.Accept{By: phone("ann")}}, {40, call.Tick{}}}, []call.UserID{"bob"}},
		"missed, then asked again and answered": {to("bob", "cid"), []step{
			{5, call.Accept{By: phone("cid")}}, {40, call.Tick{}}, {41, again}, {42, call.Accept{By: phone("bob")}}, {50, end},
		}, nil},
		"missed, then came by the call's id": {to("bob", "cid"), []step{
			{5, call.Accept{By: phone("cid")}}, {40, call.Tick{}}, {42, call.Join{By: phone("bob")}}, {50, end},
		}, nil},
		"missed, then asked again in vain": {to("bob", "cid"), []step{
			{5, call.Accept{By: phone("cid")}}, {40, call.Tick{}}, {41, again}, {50, end},
		}, []call.UserID{"bob"}},
		"declined, then asked again and rung out": {to("bob", "cid"), []step{
			{5, call.Accept{By: phone("cid")}}, {6, call.Reject{By: phone("bob")}}, {7, again}, {40, call.Tick{}}, {50, end},
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			c := play(t, tc.start, tc.steps...)
			if c.Live() {
				t.Fatal("the call goes on")
			}
			if diff := cmp.Diff(tc.missers, record.Missers(&c), cmpEmpty); diff != "" {
				t.Errorf("P8: who missed it (- want, + got):\n%s", diff)
			}
			// Whose name was erased, missed what they missed.
			erased, err := record.Erasure{User: "bob", Alias: "gone"}.Call(&c)
			if err != nil {
				t.Fatal(err)
			}
			if record.Missed(&erased, "gone") != slices.Contains(tc.missers, "bob") || record.Missed(&erased, "bob") {
				t.Error("P8: an alias missed something else")
			}
		})
	}
}

// Nothing is missed before the call is over.
func TestMissedOfLive(t *testing.T) {
	c := play(t, call.Start{Callees: []call.UserID{"bob", "cid"}}, step{5, call.Accept{By: phone("cid")}}, step{40, call.Tick{}})
	if !c.Live() || len(record.Missers(&c)) > 0 {
		t.Errorf("live %v, missed by %v", c.Live(), record.Missers(&c))
	}
}

var cmpEmpty = cmp.Transformer("empty", func(u []call.UserID) string { return fmt.Sprint(u) })

// told is what the events of a call say of a user; the classification reads the legs instead.
type told struct{ rangOut, answered bool }

func (o *told) hear(events []call.Event, user call.UserID) {
	for _, e := range events {
		if e.User != user {
			continue
		}
		switch e.Type {
		case call.RangOut:
			o.rangOut = true
		case call.Started, call.Answered, call.JoinedIn, call.Declined:
			o.answered = true
		case call.WasBusy:
			o.answered = o.answered || e.By.User == user
		case call.InviteSent, call.Rung, call.Withdrawn, call.Left, call.MediaSwitched, call.MediaMoved, call.Ended:
		}
	}
}

// P8, exhaustively: whatever is done to a call, in any order, a user missed it just if the events say so.
func TestMissedWhateverHappens(t *testing.T) {
	tablet := call.Actor{Kind: call.ByUser, User: "bob", Device: "bob-tablet"}
	moves := []call.Command{
		call.Accept{By: phone("bob")},
		call.Accept{By: tablet},
		call.Reject{By: phone("bob")},
		call.Reject{By: tablet, Busy: true},
		call.Hangup{By: phone("bob")},
		call.Join{By: phone("bob")},
		call.Lapse{User: "bob", Device: "bob-phone"},
		call.Accept{By: phone("cid")},
		call.Reject{By: phone("cid")},
		call.Hangup{By: phone("cid")},
		call.Cancel{By: phone("ann")},
		call.Hangup{By: phone("ann")},
		call.Lapse{User: "ann", Device: "ann-phone"},
		call.Invite{By: admin, Users: []call.UserID{"bob"}, RingFor: 30 * time.Second},
		call.Invite{By: admin, Users: []call.UserID{"bob"}, RingFor: 30 * time.Second, Held: map[call.UserID]call.ID{"bob": "other"}},
		call.Kick{By: admin, User: "bob"},
		call.EndCall{By: admin},
		call.Tick{},
	}
	ended, missed := 0, 0
	var explore func(c call.Call, bob told, second, left int)
	explore = func(c call.Call, bob told, second, left int) {
		if !c.Live() {
			ended++
			want := bob.rangOut && !bob.answered
			if record.Missed(&c, "bob") != want {
				t.Fatalf("P8: missed is %v, want %v, of %+v", !want, want, c)
			}
			if want {
				missed++
			}
			return
		}
		for _, cmd := range moves {
			now, rest := second+1, left-1
			if _, tick := cmd.(call.Tick); tick {
				now = second + 31
			}
			if left == 0 {
				cmd = call.EndCall{By: admin}
			}
			change, err := call.Apply(c, cmd, at(now))
			if err == nil && !change.Empty() {
				next := bob
				next.hear(change.Events, "bob")
				explore(change.To, next, now, rest)
			}
			if left == 0 {
				return
			}
		}
	}
	for _, start := range []call.Start{
		{By: phone("ann"), Callees: []call.UserID{"bob", "cid"}},
		{By: phone("ann"), Callees: []call.UserID{"bob", "cid"}, Held: map[call.UserID]call.ID{"bob": "other"}},
		{By: admin, Caller: "bob", Callees: []call.UserID{"ann", "cid"}},
	} {
		start.App, start.ID, start.Media, start.RingFor, start.Max = 1, "c", call.Audio, 30*time.Second, 9
		change, err := call.Apply(call.Call{}, start, at(0))
		if err != nil {
			t.Fatal(err)
		}
		var bob told
		bob.hear(change.Events, "bob")
		explore(change.To, bob, 0, 5)
	}
	if ended < 1000 || missed < 50 {
		t.Errorf("only %d calls ended, %d of them missed", ended, missed)
	}
	t.Logf("%d calls, %d missed", ended, missed)
}
