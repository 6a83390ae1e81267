package storetest

import (
	"testing"

	"ringline/internal/call"
	"ringline/internal/control"
)

// Closer is a store that can be closed and opened again.
type Closer interface {
	control.Store
	Close() error
}

// Durable checks that closing and opening a store changes nothing. open opens the store that lives at
// a place, a directory that is empty at first.
func Durable(t *testing.T, open func(t *testing.T, dir string) Closer) {
	dir := t.TempDir()
	store := open(t, dir)
	s := &suite{T: t, store: store}
	reopen := func() {
		t.Helper()
		if err := store.Close(); err != nil {
			t.Fatalf("close: %v", err)
		}
		store = open(t, dir)
		s.store = store
	}

	wish := call.Request{User: "ann", Device: "ann-phone", ID: "r1"}
	change := s.decide(call.Call{}, starting(app, "ann", "bob"), at(0))
	change.Request = wish
	ringing := s.commit(change)
	talking := s.do(s.start(starting(otherApp, "ann", "bob")), call.Accept{By: phone("bob")}, at(1))
	ended := s.do(s.start(starting(app, "cid", "dan")), call.Cancel{By: phone("cid")}, at(2))
	before, endedHistory := s.everything(), s.history(ended.Ref())

	for range 2 {
		reopen()
		same(s, "the store", s.everything(), before)
		same(s, "the ended call", s.load(ended.Ref()), ended)
		same(s, "its history", s.history(ended.Ref()), endedHistory)
		same(s, "the request's call", s.requested(app, wish), ringing.ID)
	}

	// It judges as before.
	s.refused(change, &call.Repeated{Call: ringing.ID})
	again := starting(app, "eve", "fay")
	again.ID = ended.ID
	s.refused(s.decide(call.Call{}, again, at(3)), call.ErrConflict)
	again.ID = talking.ID
	again.App = otherApp
	s.refused(s.decide(call.Call{}, again, at(3)), call.ErrConflict)
	s.refused(s.decide(call.Call{}, starting(app, "eve", "bob"), at(3)),
		&call.Claimed{Held: map[call.UserID]call.ID{"bob": ringing.ID}})

	// P14: late deadlines are due at once.
	same(s, "the calls due", s.due(at(1000), 10), []call.Ref{ringing.Ref()})
	missed := s.do(ringing, call.Tick{}, at(1000))
	talking = s.do(talking, call.Hangup{By: phone("ann")}, at(1000))
	reopen()
	same(s, "the call nobody answered", s.load(missed.Ref()), missed)
	same(s, "the call that was answered", s.load(talking.Ref()), talking)
	same(s, "the live calls", s.live(0), nil)
	s.start(starting(app, "ann", "bob", "cid", "dan"))
	s.everything()
	if err := store.Close(); err != nil {
		t.Fatalf("close: %v", err)
	}
}
