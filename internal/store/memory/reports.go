package memory

import (
	"cmp"
	"context"
	"slices"

	"ringline/internal/call"
	"ringline/internal/record"
)

// SaveReports implements [record.Store].
func (s *Store) SaveReports(_ context.Context, reports []record.Report) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range reports {
		if s.history[r.Call] == nil {
			continue
		}
		if s.reports[r.Call] == nil {
			s.reports[r.Call] = map[int]record.Report{}
		}
		s.reports[r.Call][r.Leg] = r
	}
	return nil
}

// Reports implements [record.Store].
func (s *Store) Reports(_ context.Context, app call.AppID, calls []call.ID) ([]record.Report, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var all []record.Report
	for _, id := range slices.Compact(slices.Sorted(slices.Values(calls))) {
		for _, r := range s.reports[call.Ref{App: app, ID: id}] {
			all = append(all, r)
		}
	}
	slices.SortFunc(all, func(a, b record.Report) int {
		return cmp.Or(cmp.Compare(a.Call.ID, b.Call.ID), cmp.Compare(a.Leg, b.Leg))
	})
	return all, nil
}

// eraseReports forgets what the devices of the erased user reported of a call, which bears the alias by now. The lock is held.
func (s *Store) eraseReports(c *call.Call, alias call.UserID) {
	for i := range c.Legs {
		if c.Legs[i].User == alias {
			delete(s.reports[c.Ref()], c.Legs[i].N)
		}
	}
}
