package storetest

import (
	"context"
	"strings"

	"ringline/internal/call"
)

func testStart(s *suite) {
	change := s.decide(call.Call{}, starting(app, "ann", "bob", "cid"), at(0))
	c := s.commit(change)

	same(s, "the live calls", s.live(app), []call.Call{c})
	same(s, "the due calls", s.due(c.Deadline(), 10), []call.Ref{c.Ref()})
	for _, u := range []call.UserID{"ann", "bob", "cid"} {
		same(s, "who holds "+string(u), s.holder(app, u), c.ID)
	}
	entries := s.history(c.Ref())
	s.checkHistory(&c, entries)
	same(s, "the events", entries[0].Events, change.Events)
	s.everything()
}

func testEveryRule(s *suite) {
	c := s.start(starting(app, "ann", "bob", "cid", "dan"))
	for i, cmd := range []call.Command{
		call.Rang{By: phone("bob")},
		call.Accept{By: phone("bob")},
		call.Reject{By: tablet("cid")},
		call.SwitchMedia{By: phone("ann"), Media: call.Video},
		call.Move{To: "node 1"},
		call.Move{From: "node 1", To: "node 2", Lost: true},
		call.Invite{By: phone("bob"), Users: []call.UserID{"cid", "eve"}, RingFor: ringFor},
		call.Join{By: phone("fay")},
		call.Accept{By: phone("eve")},
		call.Hangup{By: phone("ann")},
		call.Lapse{User: "eve", Device: phone("eve").Device},
		call.Tick{}, // dan and cid did not answer
		call.EndCall{By: admin()},
	} {
		now := at(i + 1)
		if _, tick := cmd.(call.Tick); tick {
			now = at(60)
		} else if i > 11 {
			now = at(61)
		}
		c = s.do(c, cmd, now)
		s.everything()
		s.checkHistory(&c, s.history(c.Ref()))
	}
	if c.Live() {
		s.Fatal("the call goes on")
	}
	if started := s.do(call.Call{}, starting(app, "ann", "bob"), at(90)); started.Live() {
		s.do(started, call.Cancel{By: phone("ann")}, at(91))
	}
	same(s, "the live calls", s.live(app), nil)
}

// testAdministrator: what a back end does to a call is kept as decided, too, and the users it takes or lets go are held or free.
func testAdministrator(s *suite) {
	m := starting(app, "", "bob", "cid")
	m.By, m.Caller = admin(), "ann"
	c := s.start(m)
	same(s, "who holds the caller, who still rings", s.holder(app, "ann"), c.ID)
	s.refused(s.decide(call.Call{}, starting(app, "ann", "eve"), at(1)), &call.Claimed{Held: map[call.UserID]call.ID{"ann": c.ID}})
	same(s, "the due calls", s.due(c.Deadline(), 10), []call.Ref{c.Ref()})
	for i, cmd := range []call.Command{
		call.Accept{By: phone("bob")},
		call.Accept{By: phone("ann")},
		call.Kick{By: admin(), User: "cid"},
		call.Invite{By: admin(), Users: []call.UserID{"dan"}, RingFor: ringFor},
		call.Kick{By: admin(), User: "bob"},
		call.Kick{By: admin(), User: "ann"},
	} {
		c = s.do(c, cmd, at(i+2))
		s.everything()
		s.checkHistory(&c, s.history(c.Ref()))
		if kick, ok := cmd.(call.Kick); ok {
			same(s, "who holds a user who was taken out", s.holder(app, kick.User), call.ID(""))
		}
	}
	if c.Live() || c.End.Reason != call.Removed || c.End.Cause != "kick" || c.End.By != admin() {
		s.Fatalf("P19: the end is %+v", c.End)
	}
}

func testTexts(s *suite) {
	m := starting(app, "ann", "bob")
	m.UserData = "\x00 \" ' \\ ; -- </script> \u2028 Zürich 東京 🕿" + strings.Repeat("x", 3900)
	m.Push = []byte{0, 1, 2, 0xff, '"'}
	m.By.Device = "d'é\"; DROP TABLE calls; --\x00"
	m.Room = call.Room{Name: "007"}
	m.ChatGroup = "@TGS#1"
	change := s.decide(call.Call{}, m, at(0))
	change.Node = "node '1'"
	change.Request = call.Request{User: "ann", Device: m.By.Device, ID: "r'1\x00\""}
	c := s.commit(change)
	same(s, "the request's call", s.requested(app, change.Request), c.ID)
	entry := s.history(c.Ref())[0]
	same(s, "the request in the history", entry.Request, change.Request)
	same(s, "the node in the history", entry.Node, change.Node)
	same(s, "the events", entry.Events, change.Events)
}

func testStale(s *suite) {
	first := s.start(starting(app, "ann", "bob", "cid"))
	second := s.do(first, call.Accept{By: phone("bob")}, at(1))

	s.refused(s.decide(first, call.Accept{By: phone("cid")}, at(2)), call.ErrConflict)

	ahead := second
	ahead.Version++
	s.refused(s.decide(ahead, call.Accept{By: phone("cid")}, at(2)), call.ErrConflict)

	again := starting(app, "dan", "eve")
	again.ID = first.ID
	s.refused(s.decide(call.Call{}, again, at(2)), call.ErrConflict)

	unknown := second
	unknown.ID = newID()
	s.refused(s.decide(unknown, call.Accept{By: phone("cid")}, at(2)), call.ErrConflict)

	ended := s.do(second, call.EndCall{By: admin()}, at(3))
	s.refused(s.decide(call.Call{}, again, at(4)), call.ErrConflict)
	s.refused(s.decide(second, call.EndCall{By: admin()}, at(4)), call.ErrConflict)
	same(s, "the ended call", s.load(ended.Ref()), ended)
	same(s, "its history", len(s.history(ended.Ref())), 3)
}

func testClaimed(s *suite) {
	one := s.start(starting(app, "ann", "bob"))
	two := s.start(starting(app, "cid", "dan"))

	// One free callee, the others in two different calls.
	s.refused(s.decide(call.Call{}, starting(app, "eve", "bob", "fay", "cid"), at(1)),
		&call.Claimed{Held: map[call.UserID]call.ID{"bob": one.ID, "cid": two.ID}})
	same(s, "who holds the free callee", s.holder(app, "fay"), call.ID(""))

	// The caller alone.
	s.refused(s.decide(call.Call{}, starting(app, "ann", "eve"), at(1)),
		&call.Claimed{Held: map[call.UserID]call.ID{"ann": one.ID}})

	// Into a running call: asked, and uninvited.
	one = s.do(one, call.Accept{By: phone("bob")}, at(2))
	s.refused(s.decide(one, call.Invite{By: phone("ann"), Users: []call.UserID{"eve", "dan"}, RingFor: ringFor}, at(3)),
		&call.Claimed{Held: map[call.UserID]call.ID{"dan": two.ID}})
	s.refused(s.decide(one, call.Join{By: phone("cid")}, at(3)),
		&call.Claimed{Held: map[call.UserID]call.ID{"cid": two.ID}})
}

func testBusyCallee(s *suite) {
	one := s.start(starting(app, "ann", "bob"))
	m := starting(app, "cid", "bob", "dan")
	m.Held = map[call.UserID]call.ID{"bob": one.ID}
	two := s.do(call.Call{}, m, at(1))
	same(s, "who holds the busy callee", s.holder(app, "bob"), one.ID)
	s.everything()

	// All busy: the call is over as it begins, and has held nobody.
	m = starting(app, "eve", "bob", "dan")
	m.Held = map[call.UserID]call.ID{"bob": one.ID, "dan": two.ID}
	over := s.do(call.Call{}, m, at(2))
	if over.Live() || over.End.Result != call.ResultBusy {
		s.Fatalf("the call's end is %+v", over.End)
	}
	same(s, "who holds its caller", s.holder(app, "eve"), call.ID(""))
	same(s, "the live calls", s.live(app), []call.Call{one, two})
}

func testRepeated(s *suite) {
	wish := call.Request{User: "ann", Device: "ann-phone", ID: "r1"}
	change := s.decide(call.Call{}, starting(app, "ann", "bob"), at(0))
	change.Request = wish
	c := s.commit(change)
	same(s, "the request's call", s.requested(app, wish), c.ID)
	same(s, "the request in the history", s.history(c.Ref())[0].Request, wish)

	// P12: the same wish again, as it was and as it would be decided now.
	s.refused(change, &call.Repeated{Call: c.ID})
	again := s.decide(call.Call{}, starting(app, "ann", "bob"), at(1))
	again.Request = wish
	s.refused(again, &call.Repeated{Call: c.ID})
	more := s.decide(c, call.Accept{By: phone("bob")}, at(1))
	more.Request = wish
	s.refused(more, &call.Repeated{Call: c.ID})

	// A refused change's request was not answered: it may come again.
	fresh := call.Request{User: "cid", Device: "cid-phone", ID: "r1"}
	change = s.decide(call.Call{}, starting(app, "cid", "bob"), at(2))
	change.Request = fresh
	s.refused(change, &call.Claimed{Held: map[call.UserID]call.ID{"bob": c.ID}})
	same(s, "the refused request's call", s.requested(app, fresh), call.ID(""))
	change = s.decide(call.Call{}, starting(app, "cid", "dan"), at(3))
	change.Request = fresh
	s.commit(change)

	// It is the whole of user, device and id that makes a request.
	for _, other := range []call.Request{
		{User: "ann", Device: "ann-tablet", ID: "r1"},
		{User: "eve", Device: "ann-phone", ID: "r1"},
		{User: "ann", Device: "ann-phone", ID: "r2"},
		{}, // none at all is no request, and may come as often as it likes
		{},
	} {
		change = s.decide(c, call.SwitchMedia{By: phone("ann"), Media: flip(c.Media)}, at(4))
		change.Request = other
		c = s.commit(change)
	}

	// After the end, too.
	s.do(c, call.Cancel{By: phone("ann")}, at(5))
	s.refused(again, &call.Repeated{Call: c.ID})
	same(s, "the request's call after its end", s.requested(app, wish), c.ID)
}

func flip(m call.Media) call.Media {
	if m == call.Audio {
		return call.Video
	}
	return call.Audio
}

func testOrder(s *suite) {
	wish := call.Request{User: "ann", Device: "ann-phone", ID: "r1"}
	change := s.decide(call.Call{}, starting(app, "ann", "bob"), at(0))
	change.Request = wish
	one := s.commit(change)
	two := s.start(starting(app, "cid", "dan"))
	stale := two
	two = s.do(two, call.Accept{By: phone("dan")}, at(1))

	// Stale, in the way and repeated, all at once.
	change = s.decide(stale, call.Join{By: phone("bob")}, at(2))
	change.Request = wish
	s.refused(change, &call.Repeated{Call: one.ID})
	change.Request = call.Request{}
	s.refused(change, call.ErrConflict)
	change = s.decide(two, call.Join{By: phone("bob")}, at(2))
	s.refused(change, &call.Claimed{Held: map[call.UserID]call.ID{"bob": one.ID}})
}

// testGivenUp allows a store to finish what it was asked for, but not to say so wrongly.
func testGivenUp(s *suite) {
	ctx, cancel := context.WithCancel(s.Context())
	cancel()
	for range 20 {
		change := s.decide(call.Call{}, starting(app, "ann", "bob"), at(0))
		before := s.everything()
		if err := s.store.Commit(ctx, change); err != nil {
			same(s, "the store after a commit that nobody waited for", s.everything(), before)
			continue
		}
		s.do(s.load(change.To.Ref()), call.Cancel{By: phone("ann")}, at(1))
	}
}
