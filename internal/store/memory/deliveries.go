package memory

import (
	"cmp"
	"context"
	"slices"
	"time"

	"ringline/internal/call"
	"ringline/internal/webhook"
)

var _ webhook.Store = (*Store)(nil)

// delivery is a row: where it stands among all, and what became of it.
type delivery struct {
	webhook.Delivery
	seq int
}

// addDeliveries keeps what back ends are to be told of a change. The lock is held.
func (s *Store) addDeliveries(change *call.Change) {
	for _, d := range webhook.Committed(change) {
		row := &delivery{seq: s.delivered, Delivery: d}
		s.delivered++
		s.deliveries = append(s.deliveries, row)
		s.ofCall[d.Call] = append(s.ofCall[d.Call], row)
	}
}

// Backlogs implements [webhook.Store].
func (s *Store) Backlogs(context.Context) ([]webhook.Backlog, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	apps := map[call.AppID]webhook.Backlog{}
	for _, d := range s.deliveries {
		if d.State != webhook.Pending {
			continue
		}
		b, ok := apps[d.Call.App]
		if !ok || d.At.Before(b.Oldest) {
			b.Oldest = d.At
		}
		b.App, b.Pending = d.Call.App, b.Pending+1
		apps[d.Call.App] = b
	}
	var list []webhook.Backlog
	for _, b := range apps {
		list = append(list, b)
	}
	slices.SortFunc(list, func(a, b webhook.Backlog) int { return cmp.Compare(a.App, b.App) })
	return list, nil
}

// PendingDeliveries implements [webhook.Store].
func (s *Store) PendingDeliveries(_ context.Context, app call.AppID, behind webhook.Position, limit int) ([]webhook.Position, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	last := s.seq(app, behind)
	var list []webhook.Position
	for _, d := range s.pickedDeliveries(webhook.Filter{App: app, State: webhook.Pending}) {
		if len(list) < limit && (behind.At.IsZero() || cmp.Or(d.At.Compare(behind.At), cmp.Compare(d.seq, last)) > 0) {
			list = append(list, webhook.Position{At: d.At, ID: d.ID()})
		}
	}
	return list, nil
}

// PostponedDeliveries implements [webhook.Store].
func (s *Store) PostponedDeliveries(_ context.Context, app call.AppID, limit int) ([]webhook.Postponed, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var list []webhook.Postponed
	for _, d := range s.deliveries {
		if d.Call.App == app && !d.Due.IsZero() {
			list = append(list, webhook.Postponed{Call: d.Call.ID, Due: d.Due})
		}
	}
	slices.SortStableFunc(list, func(a, b webhook.Postponed) int { return a.Due.Compare(b.Due) })
	return list[:min(limit, len(list))], nil
}

// NextDeliveries implements [webhook.Store].
func (s *Store) NextDeliveries(_ context.Context, ref call.Ref, limit int) (list []webhook.Delivery, err error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, d := range s.ofCall[ref] {
		if d.State == webhook.Pending && len(list) < limit {
			list = append(list, d.copy())
		}
	}
	return list, nil
}

// SettleDelivery implements [webhook.Store].
func (s *Store) SettleDelivery(_ context.Context, given *webhook.Delivery, state webhook.State, due, now time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.find(given.Call.App, given.ID())
	if d == nil || d.State != webhook.Pending {
		return nil
	}
	d.Attempts, d.Tries = slices.Clone(given.Attempts), given.Tries
	if state == webhook.Pending {
		d.Due = due
	} else {
		d.settle(state, now)
	}
	return nil
}

// CancelDeliveries implements [webhook.Store].
func (s *Store) CancelDeliveries(_ context.Context, app call.AppID, now time.Time) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	pending := s.pickedDeliveries(webhook.Filter{App: app, State: webhook.Pending})
	for _, d := range pending {
		d.settle(webhook.Canceled, now)
	}
	return len(pending), nil
}

// Deliveries implements [webhook.Store].
func (s *Store) Deliveries(_ context.Context, f webhook.Filter, behind webhook.Position, limit int) ([]webhook.Delivery, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	last := s.seq(f.App, behind)
	var list []webhook.Delivery
	for _, d := range slices.Backward(s.pickedDeliveries(f)) {
		if len(list) < limit && (behind.At.IsZero() || cmp.Or(d.At.Compare(behind.At), cmp.Compare(d.seq, last)) < 0) {
			list = append(list, d.copy())
		}
	}
	return list, nil
}

// Delivery implements [webhook.Store].
func (s *Store) Delivery(_ context.Context, app call.AppID, id string) (webhook.Delivery, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if d := s.find(app, id); d != nil {
		return d.copy(), nil
	}
	return webhook.Delivery{}, call.ErrNotFound
}

// ResendDeliveries implements [webhook.Store].
func (s *Store) ResendDeliveries(_ context.Context, f webhook.Filter, now time.Time) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, d := range s.pickedDeliveries(f) {
		if d.resend(now) {
			n++
		}
	}
	return n, nil
}

// ResendDelivery implements [webhook.Store].
func (s *Store) ResendDelivery(_ context.Context, app call.AppID, id string, now time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if d := s.find(app, id); d != nil && d.resend(now) {
		return nil
	}
	return call.ErrNotFound
}

// unsent reports whether a call has deliveries that are still to be sent: it is not to be forgotten yet. The lock is held.
func (s *Store) unsent(ref call.Ref) bool {
	return slices.ContainsFunc(s.ofCall[ref], func(d *delivery) bool { return d.State == webhook.Pending })
}

// forgetDeliveries removes those of a call. The lock is held.
func (s *Store) forgetDeliveries(ref call.Ref) {
	delete(s.ofCall, ref)
	s.deliveries = slices.DeleteFunc(s.deliveries, func(d *delivery) bool { return d.Call == ref })
}

// eraseDeliveries empties the bodies of those of a call. What was not sent yet never is. The lock is held.
func (s *Store) eraseDeliveries(ref call.Ref, now time.Time) {
	for _, d := range s.ofCall[ref] {
		d.Body, d.Origin = nil, call.Origin{}
		if d.State == webhook.Pending {
			d.settle(webhook.Canceled, now)
		}
	}
}

func (d *delivery) settle(state webhook.State, now time.Time) {
	d.State, d.Due, d.SettledAt = state, time.Time{}, now
}

func (d *delivery) resend(now time.Time) bool {
	if len(d.Body) == 0 {
		return false
	}
	d.State, d.Due, d.SettledAt, d.Until = webhook.Pending, time.Time{}, time.Time{}, now.Add(webhook.GiveUpAfter)
	return true
}

func (d *delivery) copy() webhook.Delivery {
	c := d.Delivery
	c.Body, c.Attempts = slices.Clone(d.Body), slices.Clone(d.Attempts)
	return c
}

func (s *Store) find(app call.AppID, id string) *delivery {
	of, _, _, err := webhook.ParseID(id)
	if err != nil {
		return nil
	}
	for _, d := range s.ofCall[call.Ref{App: app, ID: of}] {
		if d.ID() == id {
			return d
		}
	}
	return nil
}

// seq is where a position stands among those of its time; behind all of them if it is unknown.
func (s *Store) seq(app call.AppID, p webhook.Position) int {
	if d := s.find(app, p.ID); d != nil {
		return d.seq
	}
	return int(^uint(0) >> 1)
}

// pickedDeliveries lists what a filter picks, the oldest first.
func (s *Store) pickedDeliveries(f webhook.Filter) []*delivery {
	var list []*delivery
	for _, d := range s.deliveries {
		if d.Call.App == f.App && (f.Call == "" || d.Call.ID == f.Call) && (f.State == "" || d.State == f.State) &&
			(f.Event == "" || d.Event == f.Event) && (f.From.IsZero() || !d.At.Before(f.From)) && (f.Until.IsZero() || !d.At.After(f.Until)) {
			list = append(list, d)
		}
	}
	slices.SortStableFunc(list, func(a, b *delivery) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.seq, b.seq)) })
	return list
}
