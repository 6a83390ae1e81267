package storetest

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"

	"ringline/internal/call"
	"ringline/internal/control"
)

// suite is one test with its store.
type suite struct {
	*testing.T
	store control.Store
}

// The apps of the tests.
const app, otherApp call.AppID = 1400000001, 1400000002

const ringFor = 30 * time.Second

// at is a moment some seconds into the tests' time.
func at(seconds int) time.Time {
	return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC).Add(time.Duration(seconds) * time.Second)
}

func newID() call.ID { return call.ID(uuid.Must(uuid.NewV7()).String()) }

// phone is a user on their phone. The name stands for itself, "ann" has the device "ann-phone".
func phone(user call.UserID) call.Actor {
	return call.Actor{Kind: call.ByUser, User: user, Device: call.DeviceID(user + "-phone")}
}

func tablet(user call.UserID) call.Actor {
	return call.Actor{Kind: call.ByUser, User: user, Device: call.DeviceID(user + "-tablet")}
}

// starting is a call that the caller starts from their phone.
func starting(app call.AppID, caller call.UserID, callees ...call.UserID) call.Start {
	return call.Start{
		App: app, ID: newID(), By: phone(caller), Callees: callees, Media: call.Audio,
		Room: call.Room{Name: "1", Numeric: true}, RingFor: ringFor, Max: 9,
	}
}

func admin() call.Actor { return call.Actor{Kind: call.ByAdmin, User: "administrator"} }

// decide applies a command that must change something.
func (s *suite) decide(c call.Call, cmd call.Command, now time.Time) call.Change {
	s.Helper()
	change, err := call.Apply(c, cmd, now)
	if err != nil {
		s.Fatalf("the rules refuse %s: %v", cmd.Rule(), err)
	}
	if change.Empty() {
		s.Fatalf("%s changes nothing", cmd.Rule())
	}
	return change
}

// commit makes a change that must be accepted and read back.
func (s *suite) commit(change call.Change) call.Call {
	s.Helper()
	if err := s.store.Commit(s.Context(), change); err != nil {
		s.Fatalf("commit %s of %s: %v", change.Rule, change.To.ID, err)
	}
	got := s.load(change.To.Ref())
	same(s, "the call after "+change.Rule, got, change.To)
	return got
}

// do decides and commits.
func (s *suite) do(c call.Call, cmd call.Command, now time.Time) call.Call {
	s.Helper()
	return s.commit(s.decide(c, cmd, now))
}

// start begins a call at the first moment.
func (s *suite) start(m call.Start) call.Call {
	s.Helper()
	return s.do(call.Call{}, m, at(0))
}

// refused commits a change that must be refused with want and leave no trace.
func (s *suite) refused(change call.Change, want error) {
	s.Helper()
	before := s.everything()
	err := s.store.Commit(s.Context(), change)
	s.isRefusal(err, want)
	same(s, "the store after a refusal", s.everything(), before)
}

// isRefusal compares what refusals say, whatever they are wrapped in.
func (s *suite) isRefusal(err, want error) {
	s.Helper()
	var claimed, wantClaimed *call.Claimed
	var repeated, wantRepeated *call.Repeated
	switch {
	case errors.As(want, &wantClaimed) && errors.As(err, &claimed):
		same(s, "the claims in the way", claimed.Held, wantClaimed.Held)
	case errors.As(want, &wantRepeated) && errors.As(err, &repeated):
		same(s, "the repeated request's call", repeated.Call, wantRepeated.Call)
	case !errors.Is(err, want):
		s.Fatalf("refused with %v, want %v", err, want)
	}
}

// load reads a call that must exist and be whole.
func (s *suite) load(ref call.Ref) call.Call {
	s.Helper()
	c, err := s.store.Load(s.Context(), ref)
	if err != nil {
		s.Fatalf("load %v: %v", ref, err)
	}
	if err := call.Check(&c); err != nil {
		s.Fatalf("call %s is broken: %v", c.ID, err)
	}
	return c
}

func (s *suite) live(app call.AppID) []call.Call {
	s.Helper()
	calls, err := s.store.Live(s.Context(), app)
	if err != nil {
		s.Fatalf("list live calls: %v", err)
	}
	return calls
}

func (s *suite) due(now time.Time, limit int) []call.Ref {
	s.Helper()
	refs, err := s.store.Due(s.Context(), now, limit)
	if err != nil {
		s.Fatalf("list due calls: %v", err)
	}
	return refs
}

func (s *suite) history(ref call.Ref) []control.Entry {
	s.Helper()
	entries, err := s.store.History(s.Context(), ref)
	if err != nil {
		s.Fatalf("history of %v: %v", ref, err)
	}
	return entries
}

// holder is the call that holds a user, or empty.
func (s *suite) holder(app call.AppID, user call.UserID) call.ID {
	s.Helper()
	id, err := s.store.Held(s.Context(), app, user)
	if err != nil && !errors.Is(err, call.ErrNotFound) {
		s.Fatalf("who holds %s: %v", user, err)
	}
	return id
}

// requested is the call that an earlier request was about, or empty.
func (s *suite) requested(app call.AppID, request call.Request) call.ID {
	s.Helper()
	id, err := s.store.Requested(s.Context(), app, request)
	if err != nil && !errors.Is(err, call.ErrNotFound) {
		s.Fatalf("what %v was about: %v", request, err)
	}
	return id
}

// same fails the test with the difference. Nil and empty lists are alike.
func same[T any](s *suite, what string, got, want T) {
	s.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		s.Fatalf("%s differs (- want, + got):\n%s", what, diff)
	}
}

// state is everything one can ask a store about its live calls.
type state struct {
	Live    []call.Call
	Held    map[call.AppID]map[call.UserID]call.ID
	Due     []call.Ref
	History map[call.Ref][]control.Entry
}

// users are all the names the tests use; P1 is checked for each of them.
var users = []call.UserID{"ann", "bob", "cid", "dan", "eve", "fay", "gus", "hal"}

// everything reads the state and checks that it is in accord with itself: every live call is whole (P3, P4), no
// user is in two (P1), and the claims are those of the calls.
func (s *suite) everything() state {
	s.Helper()
	all := state{
		Live:    s.live(0),
		Held:    map[call.AppID]map[call.UserID]call.ID{app: {}, otherApp: {}},
		Due:     s.due(at(1e6), 1e6),
		History: map[call.Ref][]control.Entry{},
	}
	holds := map[call.AppID]map[call.UserID]call.ID{app: {}, otherApp: {}}
	for i := range all.Live {
		c := &all.Live[i]
		if err := call.Check(c); err != nil {
			s.Fatalf("live call %s is broken: %v", c.ID, err)
		}
		if !c.Live() {
			s.Fatalf("call %s has ended and is listed as live", c.ID)
		}
		for _, u := range c.Holds() {
			if first := holds[c.App][u]; first != "" {
				s.Fatalf("P1: %s of app %d is in %s and %s", u, c.App, first, c.ID)
			}
			holds[c.App][u] = c.ID
		}
		all.History[c.Ref()] = s.history(c.Ref())
		s.checkHistory(c, all.History[c.Ref()])
		if due := slices.Contains(all.Due, c.Ref()); due == c.Deadline().IsZero() {
			s.Fatalf("call %s has the deadline %v, and that it is due is %v", c.ID, c.Deadline(), due)
		}
	}
	for _, app := range []call.AppID{app, otherApp} {
		for _, u := range users {
			if id := s.holder(app, u); id != "" {
				all.Held[app][u] = id
			}
		}
	}
	same(s, "who is held", all.Held, holds)
	return all
}

// checkHistory compares a timeline with its call: no version missing, times rising, the last event the latest.
func (s *suite) checkHistory(c *call.Call, entries []control.Entry) {
	s.Helper()
	if int64(len(entries)) != c.Version {
		s.Fatalf("call %s is at version %d with %d entries in its history", c.ID, c.Version, len(entries))
	}
	var last time.Time
	for i, e := range entries {
		if e.Version != int64(i)+1 || len(e.Events) == 0 || e.Rule == "" {
			s.Fatalf("entry %d of call %s is %+v", i, c.ID, e)
		}
		for seq, event := range e.Events {
			if event.Seq != seq || !event.At.After(last) {
				s.Fatalf("P6: event %d.%d of call %s is %+v, after %v", i, seq, c.ID, event, last)
			}
			last = event.At
		}
	}
	if !last.Equal(c.LastAt) {
		s.Fatalf("the last event of call %s was at %v, the call says %v", c.ID, last, c.LastAt)
	}
}
