// Package memory keeps calls in memory, for tests and for trying things out.
//
// It guarantees everything that [control.Store] asks for except that a change survives the process:
// nothing is written anywhere, and what is forgotten is what [record.Store] says.
package memory

import (
	"context"
	"slices"
	"sync"
	"time"

	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/record"
	"ringline/internal/store/live"
)

// Store is a [control.Store] and a [record.Store] in memory.
type Store struct {
	replies
	nodes

	live     *live.Set
	admin    adminState
	profiles profileState

	mu       sync.RWMutex // guards the rest; a commit holds it until its change is published
	ended    map[call.Ref]call.Call
	history  map[call.Ref][]control.Entry
	requests map[request]call.ID
	usage    map[day]record.Usage
	facts    map[call.Ref][]record.Fact
	reports  map[call.Ref]map[int]record.Report // by leg

	deliveries []*delivery // as they were committed
	delivered  int         // how many there ever were
	ofCall     map[call.Ref][]*delivery
}

type request struct {
	app call.AppID
	call.Request
}

var _ control.Store = (*Store)(nil)

// New returns an empty store.
func New() *Store {
	return &Store{
		live:     live.New(),
		ended:    map[call.Ref]call.Call{},
		history:  map[call.Ref][]control.Entry{},
		requests: map[request]call.ID{},
		usage:    map[day]record.Usage{},
		facts:    map[call.Ref][]record.Fact{},
		reports:  map[call.Ref]map[int]record.Report{},
		ofCall:   map[call.Ref][]*delivery{},
	}
}

// Commit implements [control.Store].
func (s *Store) Commit(_ context.Context, change call.Change) error {
	ref, asked := change.To.Ref(), request{change.To.App, change.Request}
	s.mu.Lock()
	defer s.mu.Unlock()

	if id, ok := s.requests[asked]; ok {
		return &call.Repeated{Call: id}
	}
	if _, over := s.ended[ref]; over {
		return call.ErrConflict
	}
	batch := s.live.Batch()
	if err := batch.Judge(&change); err != nil {
		return err
	}
	batch.Add(&change)

	if !change.To.Live() {
		s.ended[ref] = change.To
		s.sum(&change.To)
	}
	if change.Request != (call.Request{}) {
		s.requests[asked] = ref.ID
	}
	s.history[ref] = append(s.history[ref], control.Entry{
		Version: change.To.Version, Rule: change.Rule, Node: change.Node, Request: change.Request, Origin: change.Origin, Events: change.Events,
	})
	s.addDeliveries(&change)
	batch.Publish()
	return nil
}

// Load implements [control.Store].
func (s *Store) Load(_ context.Context, ref call.Ref) (call.Call, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if c, ok := s.live.Get(ref); ok {
		return c, nil
	}
	if c, ok := s.ended[ref]; ok {
		return c, nil
	}
	return call.Call{}, call.ErrNotFound
}

// Requested implements [control.Store].
func (s *Store) Requested(_ context.Context, app call.AppID, req call.Request) (call.ID, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if id, ok := s.requests[request{app, req}]; ok {
		return id, nil
	}
	return "", call.ErrNotFound
}

// Held implements [control.Store].
func (s *Store) Held(_ context.Context, app call.AppID, user call.UserID) (call.ID, error) {
	if id, ok := s.live.Held(app, user); ok {
		return id, nil
	}
	return "", call.ErrNotFound
}

// Live implements [control.Store].
func (s *Store) Live(_ context.Context, app call.AppID) ([]call.Call, error) {
	return s.live.List(app), nil
}

// Due implements [control.Store].
func (s *Store) Due(_ context.Context, now time.Time, limit int) ([]call.Ref, error) {
	return s.live.Due(now, limit), nil
}

// History implements [control.Store].
func (s *Store) History(_ context.Context, ref call.Ref) ([]control.Entry, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if entries := s.history[ref]; entries != nil {
		return slices.Clone(entries), nil
	}
	return nil, call.ErrNotFound
}

// LoadAll returns calls, live or ended, in no order; those that there are not are left out.
func (s *Store) LoadAll(ctx context.Context, refs []call.Ref) ([]call.Call, error) {
	var calls []call.Call
	for _, ref := range refs {
		if c, err := s.Load(ctx, ref); err == nil {
			calls = append(calls, c)
		}
	}
	return calls, nil
}

// Hosted lists the live calls whose room a node has, in order of their ids; of those without a host if it is empty.
func (s *Store) Hosted(_ context.Context, host string) ([]call.Ref, error) {
	return s.live.Hosted(host), nil
}

// Hosts lists the nodes that have rooms of live calls, in no order; an empty name is among them if calls have no host.
func (s *Store) Hosts(context.Context) ([]string, error) {
	return s.live.Hosts(), nil
}
