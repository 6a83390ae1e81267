package record_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringline/internal/call"
	"ringline/internal/record"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func at(seconds int) time.Time { return noon.Add(time.Duration(seconds) * time.Second) }

func phone(user call.UserID) call.Actor {
	return call.Actor{Kind: call.ByUser, User: user, Device: call.DeviceID(user + "-phone")}
}

var admin = call.Actor{Kind: call.ByAdmin, User: "administrator"}

// step is a command at a second.
type step struct {
	second int
	cmd    call.Command
}

// play makes a call of ann's by the real rules.
func play(t testing.TB, m call.Start, steps ...step) call.Call {
	t.Helper()
	m.App, m.ID, m.RingFor, m.Max = 1, "c", 30*time.Second, 9
	if m.By == (call.Actor{}) {
		m.By = phone("ann")
	}
	if m.Media == "" {
		m.Media = call.Audio
	}
	var c call.Call
	for _, s := range append([]step{{0, m}}, steps...) {
		change, err := call.Apply(c, s.cmd, at(s.second))
		if err != nil {
			t.Fatalf("%s: %v", s.cmd.Rule(), err)
		}
		c = change.To
	}
	if err := call.Check(&c); err != nil {
		t.Fatal(err)
	}
	return c
}

// Events of one command are a millisecond apart.
const ms = time.Millisecond

func TestOf(t *testing.T) {
	to := func(users ...call.UserID) call.Start { return call.Start{Callees: users} }
	robot := to("bob")
	robot.Robot, robot.By = "robot", admin
	type leg struct {
		user                          call.UserID
		role                          call.Role
		device                        call.DeviceID
		invited, rung, answered, left time.Duration // from noon; -1 for never
		reason                        call.Reason
		ring, talk                    time.Duration
		invitedBy                     call.UserID
	}
	const never = time.Duration(-1)
	s := func(n int) time.Duration { return time.Duration(n) * time.Second }
	for name, tc := range map[string]struct {
		call     call.Call
		kind     record.Kind
		answered bool
		ring     time.Duration
		talk     time.Duration
		legs     []leg
	}{
		"answered": {
			play(t, to("bob"), step{2, call.Rang{By: phone("bob")}}, step{5, call.Accept{By: phone("bob")}}, step{65, call.Hangup{By: phone("ann")}}),
			record.OneToOne, true, s(5), s(60) + ms,
			[]leg{
				{"ann", call.Caller, "ann-phone", 0, never, 0, s(65), call.HungUp, 0, s(60), ""},
				{"bob", call.Invitee, "bob-phone", ms, s(2), s(5), s(65) + ms, call.CallOver, s(5) - ms, s(60) + ms, "ann"},
			},
		},
		"canceled": {
			play(t, to("bob"), step{3, call.Cancel{By: phone("ann")}}),
			record.OneToOne, false, s(3) + ms, 0,
			[]leg{
				{"ann", call.Caller, "ann-phone", 0, never, 0, s(3) + ms, call.CallOver, 0, 0, ""},
				{"bob", call.Invitee, "", ms, never, never, s(3), call.Canceled, s(3) - ms, 0, "ann"},
			},
		},
		"rejected": {
			play(t, to("bob"), step{3, call.Reject{By: phone("bob")}}),
			record.OneToOne, false, s(3) + ms, 0,
			[]leg{
				{"ann", call.Caller, "ann-phone", 0, never, 0, s(3) + ms, call.CallOver, 0, 0, ""},
				{"bob", call.Invitee, "bob-phone", ms, never, never, s(3), call.Rejected, s(3) - ms, 0, "ann"},
			},
		},
		"missed": {
			play(t, to("bob"), step{40, call.Tick{}}),
			record.OneToOne, false, s(40) + ms, 0,
			[]leg{
				{"ann", call.Caller, "ann-phone", 0, never, 0, s(40) + ms, call.CallOver, 0, 0, ""},
				{"bob", call.Invitee, "", ms, never, never, s(40), call.NoAnswer, s(40) - ms, 0, "ann"},
			},
		},
		"busy": {
			play(t, func() call.Start { m := to("bob"); m.Held = map[call.UserID]call.ID{"bob": "other"}; return m }()),
			record.OneToOne, false, 2 * ms, 0,
			[]leg{
				{"ann", call.Caller, "ann-phone", 0, never, 0, 2 * ms, call.CallOver, 0, 0, ""},
				{"bob", call.Invitee, "", ms, never, never, ms, call.Busy, 0, 0, "ann"},
			},
		},
		"robot": {
			play(t, robot, step{4, call.Accept{By: phone("bob")}}, step{14, call.EndCall{By: admin}}),
			record.OneToOne, true, s(4), s(10),
			[]leg{
				{"robot", call.Caller, "", 0, never, 0, s(14), call.CallOver, 0, s(10), ""},
				{"bob", call.Invitee, "bob-phone", ms, never, s(4), s(14), call.CallOver, s(4) - ms, s(10), "robot"},
			},
		},
		"called together, with one who leaves before anybody else comes": {
			play(t, func() call.Start { m := to("bob", "cid"); m.By, m.Caller = admin, "ann"; return m }(),
				step{2, call.Accept{By: phone("cid")}},
				step{3, call.Hangup{By: phone("cid")}},
				step{5, call.Accept{By: phone("bob")}},
				step{9, call.Accept{By: phone("ann")}},
				step{19, call.Kick{By: admin, User: "bob"}}),
			record.Group, true, s(9), s(10) + ms,
			[]leg{
				{"ann", call.Caller, "ann-phone", ms, never, s(9), s(19) + ms, call.CallOver, s(9) - ms, s(10) + ms, ""},
				{"bob", call.Invitee, "bob-phone", 2 * ms, never, s(5), s(19), call.Removed, s(5) - 2*ms, s(10), ""},
				{"cid", call.Invitee, "cid-phone", 3 * ms, never, s(2), s(3), call.HungUp, s(2) - 3*ms, 0, ""},
			},
		},
		"group, with one who leaves and is asked again, and one who comes by herself": {
			play(t, to("bob", "cid"),
				step{5, call.Accept{By: phone("bob")}},
				step{10, call.Accept{By: phone("cid")}},
				step{20, call.Hangup{By: phone("bob")}},
				step{30, call.Invite{By: phone("cid"), Users: []call.UserID{"bob"}, RingFor: 30 * time.Second}},
				step{32, call.Accept{By: phone("bob")}},
				step{40, call.Join{By: phone("dan")}},
				step{50, call.EndCall{By: admin}}),
			record.Group, true, s(5), s(45),
			[]leg{
				{"ann", call.Caller, "ann-phone", 0, never, 0, s(50), call.CallOver, 0, s(45), ""},
				{"bob", call.Invitee, "bob-phone", ms, never, s(5), s(20), call.HungUp, s(5) - ms, s(15), "ann"},
				{"cid", call.Invitee, "cid-phone", 2 * ms, never, s(10), s(50), call.CallOver, s(10) - 2*ms, s(40), "ann"},
				{"bob", call.Invitee, "bob-phone", s(30), never, s(32), s(50), call.CallOver, s(2), s(18), "cid"},
				{"dan", call.Joiner, "dan-phone", s(40), never, s(40), s(50), call.CallOver, 0, s(10), ""},
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			want := record.Record{Kind: tc.kind, Answered: tc.answered, Ring: tc.ring, Talk: tc.talk}
			for _, l := range tc.legs {
				then := func(d time.Duration) time.Time {
					if d == never {
						return time.Time{}
					}
					return noon.Add(d)
				}
				want.Legs = append(want.Legs, record.Leg{
					User: l.user, Role: l.role, Robot: l.user == "robot", Device: l.device, InvitedBy: l.invitedBy, InvitedAt: then(l.invited),
					RungAt: then(l.rung), AnsweredAt: then(l.answered), LeftAt: then(l.left), Reason: l.reason, Ring: l.ring, Talk: l.talk,
				})
			}
			got := record.Of(&tc.call)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("- want, + got:\n%s", diff)
			}
			// P5: talk time is from the answer to the end.
			if tc.answered && got.Talk != tc.call.End.At.Sub(tc.call.AnsweredAt) {
				t.Errorf("P5: talked %v", got.Talk)
			}
			u := record.UsageOf(&tc.call)
			var talk time.Duration
			for _, l := range tc.legs {
				talk += l.talk
			}
			if u.Calls != 1 || (u.Answered == 1) != tc.answered || u.Talk != tc.talk || u.Ring != tc.ring || u.Participant != talk ||
				u.Result != tc.call.End.Result || !u.Day.Equal(noon.Add(-12*time.Hour)) {
				t.Errorf("usage %+v", u)
			}
		})
	}
}

// Of a call that goes on there is no time to an end.
func TestOfLive(t *testing.T) {
	c := play(t, call.Start{Callees: []call.UserID{"bob"}}, step{5, call.Accept{By: phone("bob")}})
	r := record.Of(&c)
	if !r.Answered || r.Ring != 5*time.Second || r.Talk != 0 || r.Legs[0].Talk != 0 || r.Legs[1].Ring != 5*time.Second-ms {
		t.Errorf("%+v", r)
	}
	c = play(t, call.Start{Callees: []call.UserID{"bob"}})
	if r := record.Of(&c); r.Answered || r.Ring != 0 || r.Legs[1].Ring != 0 {
		t.Errorf("%+v", r)
	}
}

func TestUsers(t *testing.T) {
	c := play(t, call.Start{Callees: []call.UserID{"bob", "cid"}},
		step{1, call.Reject{By: phone("bob")}},
		step{2, call.Accept{By: phone("cid")}},
		step{3, call.Invite{By: phone("cid"), Users: []call.UserID{"dan", "bob"}, RingFor: time.Minute}},
		step{4, call.EndCall{By: admin}})
	if diff := cmp.Diff([]call.UserID{"ann", "bob", "cid", "dan"}, record.Users(&c)); diff != "" {
		t.Error(diff)
	}
}

func TestPicks(t *testing.T) {
	c := play(t, call.Start{Callees: []call.UserID{"bob"}}, step{1, call.Reject{By: phone("bob")}})
	live := play(t, call.Start{Callees: []call.UserID{"bob"}})
	for name, tc := range map[string]struct {
		filter record.Filter
		want   bool
	}{
		"everything":      {record.Filter{App: 1}, true},
		"another app":     {record.Filter{App: 2}, false},
		"no app":          {record.Filter{}, false},
		"user":            {record.Filter{App: 1, User: "bob"}, true},
		"another user":    {record.Filter{App: 1, User: "cid"}, false},
		"just then":       {record.Filter{App: 1, From: noon, Until: noon}, true},
		"later":           {record.Filter{App: 1, From: noon.Add(1)}, false},
		"earlier":         {record.Filter{App: 1, Until: noon.Add(-1)}, false},
		"result":          {record.Filter{App: 1, Results: []call.Result{call.ResultBusy, call.ResultRejected}}, true},
		"another result":  {record.Filter{App: 1, Results: []call.Result{call.ResultBusy}}, false},
		"kind":            {record.Filter{App: 1, Kind: record.OneToOne}, true},
		"another kind":    {record.Filter{App: 1, Kind: record.Group}, false},
		"media":           {record.Filter{App: 1, Media: call.Audio}, true},
		"another medium":  {record.Filter{App: 1, Media: call.Video}, false},
		"all of it":       {record.Filter{App: 1, User: "ann", From: noon, Kind: record.OneToOne, Media: call.Audio}, true},
		"all of it but 1": {record.Filter{App: 1, User: "ann", From: noon, Kind: record.Group, Media: call.Audio}, false},
	} {
		if got := tc.filter.Picks(&c); got != tc.want {
			t.Errorf("%s: %v", name, got)
		}
		if tc.filter.Picks(&live) {
			t.Errorf("%s picks a live call", name)
		}
	}
}
