// Package live keeps a store's live calls in memory: the calls, whom they hold and when each is due.
//
// Readers always see whole, published batches. A writer first puts changes into a [Batch], which judges
// them against the set and against each other, makes them durable by its own means, and only then
// publishes: so nobody ever reads what could still be lost.
//
// It does not know ended calls, requests or histories; those belong to the store around it.
package live

import (
	"cmp"
	"maps"
	"slices"
	"sync"
	"time"

	"ringline/internal/call"
)

// Set is the live calls of all apps. Reading is safe for concurrent use; only one [Batch] may be
// in the making at a time.
type Set struct {
	mu    sync.RWMutex
	calls map[call.Ref]*entry
	held  map[seat]call.ID
	due   deadlines
}

// seat is what a call claims: a user of an app.
type seat struct {
	app  call.AppID
	user call.UserID
}

// New returns a set of the given live calls, for instance those that a store found at its start. They are the
// set's from here on.
func New(calls ...*call.Call) *Set {
	s := &Set{calls: make(map[call.Ref]*entry, len(calls)), held: make(map[seat]call.ID, 2*len(calls))}
	for _, c := range calls {
		s.put(c)
		for _, u := range c.Holds() {
			s.held[seat{c.App, u}] = c.ID
		}
	}
	return s
}

// Get returns a live call.
func (s *Set) Get(ref call.Ref) (call.Call, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if e := s.calls[ref]; e != nil {
		return *e.call, true
	}
	return call.Call{}, false
}

// Held returns the call that holds a user.
func (s *Set) Held(app call.AppID, user call.UserID) (call.ID, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	id, ok := s.held[seat{app, user}]
	return id, ok
}

// Len counts the live calls.
func (s *Set) Len() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return len(s.calls)
}

// Holds counts the users who are held.
func (s *Set) Holds() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return len(s.held)
}

// List returns the live calls of an app, or of all apps if app is 0, in order of their ids.
func (s *Set) List(app call.AppID) []call.Call {
	found := s.pointers(app)
	slices.SortFunc(found, func(a, b *call.Call) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.App, b.App))
	})
	calls := make([]call.Call, len(found))
	for i, c := range found {
		calls[i] = *c
	}
	return calls
}

// pointers is the part of List that needs the lock. What they point to never changes.
func (s *Set) pointers(app call.AppID) []*call.Call {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var found []*call.Call
	if app == 0 {
		found = make([]*call.Call, 0, len(s.calls))
	}
	for ref, e := range s.calls {
		if app == 0 || ref.App == app {
			found = append(found, e.call)
		}
	}
	return found
}

// Due lists up to limit calls whose deadline is not after now, the longest overdue first.
func (s *Set) Due(now time.Time, limit int) []call.Ref {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.due.first(now, limit)
}

// put adds a live call or replaces what was known of it.
func (s *Set) put(c *call.Call) {
	e := s.calls[c.Ref()]
	if e == nil {
		e = &entry{pos: nowhere}
		s.calls[c.Ref()] = e
	}
	e.call = c
	s.due.set(e, c.Deadline())
}

// drop forgets a call.
func (s *Set) drop(ref call.Ref) {
	if e := s.calls[ref]; e != nil {
		s.due.set(e, time.Time{})
		delete(s.calls, ref)
	}
}

// Hosted lists the calls whose media room a host has, in the order of [Set.List]; an empty name is for those without a host.
func (s *Set) Hosted(host string) (refs []call.Ref) {
	for _, c := range s.List(0) {
		if c.Host == host {
			refs = append(refs, c.Ref())
		}
	}
	return refs
}

// Hosts lists the hosts of calls, in no order; an empty name is among them if calls have none.
func (s *Set) Hosts() []string {
	hosts := map[string]bool{}
	for _, c := range s.List(0) {
		hosts[c.Host] = true
	}
	return slices.Collect(maps.Keys(hosts))
}
