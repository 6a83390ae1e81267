package memory

import (
	"cmp"
	"context"
	"slices"
	"time"

	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/record"
)

var _ record.Store = (*Store)(nil)

// Records implements [record.Store].
func (s *Store) Records(_ context.Context, f record.Filter, oldestFirst bool, behind record.Position, limit int) ([]call.Call, error) {
	all := s.recorded(f)
	if !oldestFirst {
		slices.Reverse(all)
	}
	if behind != (record.Position{}) {
		all = slices.DeleteFunc(all, func(c call.Call) bool {
			n := cmp.Or(c.StartedAt.Compare(behind.StartedAt), cmp.Compare(c.ID, behind.ID))
			return n == 0 || (n < 0) == oldestFirst
		})
	}
	return page(all, 0, limit), nil
}

// CountRecords implements [record.Store].
func (s *Store) CountRecords(_ context.Context, f record.Filter) (int, error) {
	return len(s.recorded(f)), nil
}

// PageRecords implements [record.Store].
func (s *Store) PageRecords(_ context.Context, f record.Filter, skip, limit int) ([]call.Call, error) {
	return page(s.recorded(f), skip, limit), nil
}

// recorded lists what a filter picks, the oldest first.
func (s *Store) recorded(f record.Filter) []call.Call {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var all []call.Call
	for _, c := range s.ended {
		if f.Picks(&c) {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, func(a, b call.Call) int {
		return cmp.Or(a.StartedAt.Compare(b.StartedAt), cmp.Compare(a.ID, b.ID))
	})
	return all
}

func page(all []call.Call, skip, limit int) []call.Call {
	skip = min(max(skip, 0), len(all))
	return all[skip:min(skip+max(limit, 0), len(all))]
}

// day is what sums are kept for.
type day struct {
	app    call.AppID
	day    time.Time
	media  call.Media
	result call.Result
}

// sum adds an ended call to its day. The lock is held.
func (s *Store) sum(c *call.Call) {
	u := record.UsageOf(c)
	key := day{c.App, u.Day, u.Media, u.Result}
	u.Add(s.usage[key])
	s.usage[key] = u
}

// Usage implements [record.Store].
func (s *Store) Usage(_ context.Context, app call.AppID, from, until time.Time) ([]record.Usage, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var days []record.Usage
	for key, u := range s.usage {
		if key.app == app && !u.Day.Before(record.Day(from)) && !u.Day.After(until) {
			days = append(days, u)
		}
	}
	slices.SortFunc(days, func(a, b record.Usage) int {
		return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.Media, b.Media), cmp.Compare(a.Result, b.Result))
	})
	return days, nil
}

// AddFacts implements [record.Store].
func (s *Store) AddFacts(_ context.Context, facts []record.Fact) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range facts {
		s.facts[f.Call] = append(s.facts[f.Call], f)
	}
	return nil
}

// Facts implements [record.Store].
func (s *Store) Facts(_ context.Context, ref call.Ref) ([]record.Fact, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	facts := slices.Clone(s.facts[ref])
	slices.SortStableFunc(facts, func(a, b record.Fact) int { return a.At.Compare(b.At) })
	return facts, nil
}

// PurgeRecords implements [record.Store].
func (s *Store) PurgeRecords(_ context.Context, app call.AppID, endedBefore time.Time, limit int) (int, error) {
	old := s.recorded(record.Filter{App: app})
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for i := range old {
		if ref := old[i].Ref(); n < limit && old[i].End.At.Before(endedBefore) && !s.unsent(ref) {
			n++
			s.forget(ref)
		}
	}
	for ref, facts := range s.facts {
		if ref.App == app && n < limit && s.history[ref] == nil {
			s.facts[ref] = slices.DeleteFunc(facts, func(f record.Fact) bool { return f.At.Before(endedBefore) })
		}
	}
	return n, nil
}

// forget drops an ended call with all that belongs to it. The lock is held.
func (s *Store) forget(ref call.Ref) {
	for _, entry := range s.history[ref] {
		delete(s.requests, request{ref.App, entry.Request})
	}
	delete(s.ended, ref)
	delete(s.history, ref)
	delete(s.facts, ref)
	delete(s.reports, ref)
	s.forgetDeliveries(ref)
}

// EraseUser implements [record.Store].
func (s *Store) EraseUser(_ context.Context, app call.AppID, user, alias call.UserID) (int, error) {
	e := record.Erasure{User: user, Alias: alias}
	if err := e.Check(); err != nil {
		return 0, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	erased := map[call.Ref]call.Call{}
	for ref, c := range s.ended {
		if ref.App != app || c.Leg(user) == nil {
			continue
		}
		c, err := e.Call(&c)
		if err != nil {
			return 0, err
		}
		erased[ref] = c
	}
	for ref, c := range erased {
		s.ended[ref] = c
		s.history[ref] = s.eraseTimeline(ref, e)
		for i, f := range s.facts[ref] {
			s.facts[ref][i] = e.Fact(f)
		}
		s.eraseReports(&c, alias)
		s.eraseDeliveries(ref, time.Now())
	}
	return len(erased), nil
}

// eraseTimeline returns a call's history without the user, and forgets their requests. The lock is held.
func (s *Store) eraseTimeline(ref call.Ref, e record.Erasure) []control.Entry {
	entries := slices.Clone(s.history[ref])
	for i := range entries {
		entry := &entries[i]
		if e.Asked(entry.Events) {
			delete(s.requests, request{ref.App, entry.Request})
			entry.Request, entry.Origin = call.Request{}, call.Origin{}
		}
		entry.Events = e.Events(entry.Events)
	}
	return entries
}
