package storetest

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"ringline/internal/call"
	"ringline/internal/control"
)

func testNotFound(s *suite) {
	c := s.start(starting(app, "ann", "bob"))
	for _, ref := range []call.Ref{{App: app, ID: newID()}, {App: otherApp, ID: c.ID}, {App: app, ID: ""}} {
		_, err := s.store.Load(s.Context(), ref)
		s.isNotFound("load", err)
		_, err = s.store.History(s.Context(), ref)
		s.isNotFound("history", err)
	}
	_, err := s.store.Held(s.Context(), app, "cid")
	s.isNotFound("held", err)
	_, err = s.store.Requested(s.Context(), app, call.Request{User: "ann", Device: "ann-phone", ID: "r1"})
	s.isNotFound("requested", err)
	_, err = s.store.Requested(s.Context(), app, call.Request{})
	s.isNotFound("requested nothing", err)
}

func (s *suite) isNotFound(what string, err error) {
	s.Helper()
	if !errors.Is(err, call.ErrNotFound) {
		s.Fatalf("%s: %v, want %v", what, err, call.ErrNotFound)
	}
}

func testRelease(s *suite) {
	c := s.start(starting(app, "ann", "bob", "cid"))
	c = s.do(c, call.Accept{By: phone("bob")}, at(1))
	c = s.do(c, call.Reject{By: phone("cid")}, at(2))
	same(s, "who holds somebody who declined", s.holder(app, "cid"), call.ID(""))
	other := s.start(starting(app, "cid", "dan"))

	// Asked again while in another call: refused, then free.
	invite := call.Invite{By: phone("ann"), Users: []call.UserID{"cid"}, RingFor: ringFor}
	s.refused(s.decide(c, invite, at(3)), &call.Claimed{Held: map[call.UserID]call.ID{"cid": other.ID}})
	s.do(other, call.Cancel{By: phone("cid")}, at(4))
	c = s.do(c, invite, at(5))
	same(s, "who holds somebody asked again", s.holder(app, "cid"), c.ID)

	c = s.do(c, call.Accept{By: phone("cid")}, at(6))
	c = s.do(c, call.Hangup{By: phone("ann")}, at(7))
	same(s, "who holds somebody who left", s.holder(app, "ann"), call.ID(""))
	s.do(c, call.EndCall{By: admin()}, at(8))
	for _, u := range users {
		same(s, "who holds "+string(u), s.holder(app, u), call.ID(""))
	}
	s.start(starting(app, "bob", "ann", "cid", "dan"))
	s.everything()
}

func testRobot(s *suite) {
	var calls []call.Call
	for i, callee := range []call.UserID{"ann", "bob"} {
		m := starting(app, "", callee)
		m.By, m.Robot = admin(), "robot"
		calls = append(calls, s.do(call.Call{}, m, at(i)))
	}
	same(s, "who holds the robot", s.holder(app, "robot"), call.ID(""))
	same(s, "the live calls", s.live(app), calls)
	s.do(calls[0], call.EndCall{By: admin()}, at(2))
	same(s, "who holds the other call's callee", s.holder(app, "bob"), calls[1].ID)
}

func testEnded(s *suite) {
	var ended []call.Call
	for i := range 5 {
		c := s.do(call.Call{}, starting(app, "ann", "bob"), at(10*i))
		c = s.do(c, call.Accept{By: phone("bob")}, at(10*i+1))
		ended = append(ended, s.do(c, call.Hangup{By: phone("ann")}, at(10*i+2)))
	}
	for _, c := range ended {
		same(s, "an ended call", s.load(c.Ref()), c)
		entries := s.history(c.Ref())
		s.checkHistory(&c, entries)
		if last := entries[2]; last.Rule != "hangup" || last.Events[len(last.Events)-1].Type != call.Ended {
			s.Fatalf("P4: the last entry of an ended call is %+v", last)
		}
	}
	same(s, "the live calls", s.live(0), nil)
	same(s, "the due calls", s.due(at(1e6), 100), nil)
}

func testHistory(s *suite) {
	var want []control.Entry
	c := call.Call{}
	for i, cmd := range []call.Command{
		starting(app, "ann", "bob"), call.Rang{By: phone("bob")}, call.Accept{By: phone("bob")}, call.Hangup{By: phone("bob")},
	} {
		change := s.decide(c, cmd, at(i))
		change.Node = fmt.Sprintf("node%d", i%2)
		if i%2 == 0 {
			change.Request = call.Request{User: "ann", Device: "d", ID: fmt.Sprint(i)}
		}
		c = s.commit(change)
		want = append(want, control.Entry{
			Version: int64(i) + 1, Rule: cmd.Rule(), Node: change.Node, Request: change.Request, Events: change.Events,
		})
		same(s, "the history", s.history(c.Ref()), want)
	}
	// The list is the reader's own.
	got := s.history(c.Ref())
	got[0] = control.Entry{}
	same(s, "the history, read again", s.history(c.Ref()), want)
}

func testDue(s *suite) {
	startAt := func(second int, caller, callee call.UserID) call.Call {
		return s.do(call.Call{}, starting(app, caller, callee), at(second))
	}
	// Started out of order, so that the order is not that of their ids.
	late, early, middle := startAt(20, "ann", "bob"), startAt(0, "cid", "dan"), startAt(10, "eve", "fay")
	answered := startAt(0, "gus", "hal")
	s.do(answered, call.Accept{By: phone("hal")}, at(1))

	same(s, "the calls due before any deadline", s.due(early.Deadline().Add(-time.Millisecond), 10), nil)
	same(s, "the calls due at the deadline", s.due(early.Deadline(), 10), []call.Ref{early.Ref()})
	same(s, "the calls due", s.due(at(1000), 10), []call.Ref{early.Ref(), middle.Ref(), late.Ref()})
	same(s, "the calls due, at most two", s.due(at(1000), 2), []call.Ref{early.Ref(), middle.Ref()})
	same(s, "the calls due, none asked for", s.due(at(1000), 0), nil)

	// Asking takes nothing away; time does.
	s.do(early, call.Tick{}, early.Deadline())
	same(s, "the calls due after one was looked at", s.due(at(1000), 10), []call.Ref{middle.Ref(), late.Ref()})
	late = s.do(late, call.Accept{By: phone("bob")}, at(21))
	same(s, "the calls due after an answer", s.due(at(1000), 10), []call.Ref{middle.Ref()})

	// A call is due with the first of its invitations, and then with the next.
	late = s.do(late, call.Invite{By: phone("ann"), Users: []call.UserID{"cid"}, RingFor: time.Second}, at(25))
	late = s.do(late, call.Invite{By: phone("ann"), Users: []call.UserID{"dan"}, RingFor: time.Minute}, at(25))
	same(s, "the calls due, one of them anew", s.due(at(1000), 10), []call.Ref{late.Ref(), middle.Ref()})
	late = s.do(late, call.Tick{}, at(26).Add(time.Millisecond))
	same(s, "the calls due with the next invitation", s.due(at(1000), 10), []call.Ref{middle.Ref(), late.Ref()})
	same(s, "the calls due in between", s.due(at(60), 10), []call.Ref{middle.Ref()})
}

func testLive(s *suite) {
	var mine, all []call.Call
	for i, app := range []call.AppID{app, otherApp, app, otherApp, app} {
		c := s.do(call.Call{}, starting(app, users[i], "x"+users[i]), at(0))
		all = append(all, c)
		if i%2 == 0 {
			mine = append(mine, c)
		}
	}
	same(s, "the live calls of an app", s.live(app), mine)
	same(s, "the live calls of all apps", s.live(0), all)
	same(s, "the live calls of an app that nobody knows", s.live(7), nil)

	s.do(all[2], call.EndCall{By: admin()}, at(1))
	same(s, "the live calls after an end", s.live(0), slices.Delete(all, 2, 3))
}

// testApps checks P16 with the same users, call ids and requests in both apps.
func testApps(s *suite) {
	wish := call.Request{User: "ann", Device: "ann-phone", ID: "r1"}
	m := starting(app, "ann", "bob")
	change := s.decide(call.Call{}, m, at(0))
	change.Request = wish
	one := s.commit(change)
	same(s, "the request's call in the other app", s.requested(otherApp, wish), call.ID(""))

	m.App = otherApp
	change = s.decide(call.Call{}, m, at(100))
	change.Request = wish
	two := s.commit(change)
	s.everything()

	same(s, "the first app's call", s.load(one.Ref()), one)
	same(s, "the live calls", s.live(app), []call.Call{one})
	same(s, "the other app's live calls", s.live(otherApp), []call.Call{two})
	same(s, "the calls due", s.due(one.Deadline(), 10), []call.Ref{one.Ref()})

	one = s.do(one, call.Cancel{By: phone("ann")}, at(1))
	same(s, "the other app's call after the first one's end", s.load(two.Ref()), two)
	same(s, "who holds the user in the other app", s.holder(otherApp, "ann"), two.ID)
	same(s, "who holds the user", s.holder(app, "ann"), call.ID(""))
	same(s, "the first app's history", len(s.history(one.Ref())), 2)
	same(s, "the other app's history", len(s.history(two.Ref())), 1)
	same(s, "the request's call", s.requested(app, wish), one.ID)
	same(s, "the request's call in the other app", s.requested(otherApp, wish), two.ID)
}

// Where a command came from is kept with its change, once, and in none of its events.
func testOrigin(s *suite) {
	from := call.Origin{IP: "2001:db8::7", Platform: "android"}
	m := starting(app, "ann", "bob")
	m.By.From = from
	c := s.start(m)
	c = s.do(c, call.Tick{}, at(31))
	entries := s.history(c.Ref())
	same(s, "origins", []call.Origin{entries[0].Origin, entries[1].Origin}, []call.Origin{from, {}})
	for _, e := range append(entries[0].Events, entries[1].Events...) {
		same(s, "origin of an event", e.By.From, call.Origin{})
	}
	same(s, "origin of the end", c.End.By.From, call.Origin{})
}
