package memory

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"ringline/internal/cluster"
)

// nodes is a [cluster.Store]. The zero one is empty.
type nodes struct {
	mu     sync.Mutex
	ahead  time.Duration // of the clock, see [Store.Later]
	all    map[string]cluster.Node
	duties map[string]duty
	leases map[cluster.Lease]string // the node that keeps it
}

type duty struct {
	owner string
	until time.Time
}

// forgetNode is after what time a dead node is forgotten for which nothing is kept.
const forgetNode = time.Hour

var _ cluster.Store = (*Store)(nil)

// Later moves the clock by which nodes live, for tests.
func (s *nodes) Later(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ahead += d
}

func (s *nodes) now() time.Time { return time.Now().Add(s.ahead) }

// Beat implements [cluster.Store].
func (s *nodes) Beat(_ context.Context, me cluster.Node) ([]cluster.Node, time.Time, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	if was, ok := s.all[me.Name]; ok && was.Incarnation != me.Incarnation && was.Alive(now) {
		return nil, time.Time{}, cluster.ErrTaken
	}
	if s.all == nil {
		s.all = map[string]cluster.Node{}
	}
	me.Seen = now
	s.all[me.Name] = me
	keeps := map[string]bool{}
	for _, node := range s.leases {
		keeps[node] = true
	}
	maps.DeleteFunc(s.all, func(name string, n cluster.Node) bool { return now.Sub(n.Seen) > forgetNode && !keeps[name] })
	return slices.SortedFunc(maps.Values(s.all), func(a, b cluster.Node) int { return strings.Compare(a.Name, b.Name) }), now, nil
}

// Leave implements [cluster.Store].
func (s *nodes) Leave(_ context.Context, me cluster.Node) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if was, ok := s.all[me.Name]; ok && was.Incarnation == me.Incarnation {
		was.State = cluster.Left
		s.all[me.Name] = was
	}
	return nil
}

// Own implements [cluster.Store].
func (s *nodes) Own(_ context.Context, owner string, duties []string, d time.Duration) (owned []string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	if s.duties == nil {
		s.duties = map[string]duty{}
	}
	for _, name := range duties {
		if was, ok := s.duties[name]; !ok || was.owner == owner || now.After(was.until) {
			s.duties[name] = duty{owner, now.Add(d)}
			owned = append(owned, name)
		}
	}
	return owned, nil
}

// Disown implements [cluster.Store].
func (s *nodes) Disown(_ context.Context, owner string, duties []string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, name := range duties {
		if s.duties[name].owner == owner {
			delete(s.duties, name)
		}
	}
	return nil
}

// KeepLeases implements [cluster.Store].
func (s *nodes) KeepLeases(_ context.Context, node string, leases []cluster.Lease) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.leases == nil {
		s.leases = map[cluster.Lease]string{}
	}
	for _, l := range leases {
		s.leases[l] = node
	}
	return nil
}

// DropLeases implements [cluster.Store].
func (s *nodes) DropLeases(_ context.Context, node string, leases []cluster.Lease) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, l := range leases {
		if s.leases[l] == node {
			delete(s.leases, l)
		}
	}
	return nil
}

// KeptLeases implements [cluster.Store].
func (s *nodes) KeptLeases(_ context.Context, node string) ([]cluster.Lease, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.kept(node), nil
}

// KeepsLease implements [cluster.Store].
func (s *nodes) KeepsLease(_ context.Context, node string, lease cluster.Lease) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	by, ok := s.leases[lease]
	return ok && by == node, nil
}

// TakeLeases implements [cluster.Store].
func (s *nodes) TakeLeases(_ context.Context, from, to string) ([]cluster.Lease, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if was, ok := s.all[from]; ok && was.Alive(s.now()) {
		return nil, nil
	}
	taken := s.kept(from)
	for _, l := range taken {
		s.leases[l] = to
	}
	return taken, nil
}

func (s *nodes) kept(node string) (leases []cluster.Lease) {
	for l, by := range s.leases {
		if by == node {
			leases = append(leases, l)
		}
	}
	slices.SortFunc(leases, func(a, b cluster.Lease) int {
		return cmp.Or(cmp.Compare(a.App, b.App), cmp.Compare(a.User, b.User), cmp.Compare(a.Device, b.Device))
	})
	return leases
}
