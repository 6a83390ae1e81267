package memory

import (
	"context"
	"slices"
	"sync"
	"time"

	"ringline/internal/call"
	"ringline/internal/reply"
)

// replies is a [reply.Store]. The zero one is empty.
type replies struct {
	mu  sync.Mutex
	all map[[32]byte]reply.Reply
}

var _ reply.Store = (*Store)(nil)

// Reply implements [reply.Store].
func (s *replies) Reply(_ context.Context, id [32]byte) (reply.Reply, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r, ok := s.all[id]; ok {
		return r, nil
	}
	return reply.Reply{}, call.ErrNotFound
}

// SaveReply implements [reply.Store].
func (s *replies) SaveReply(_ context.Context, r reply.Reply) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all == nil {
		s.all = map[[32]byte]reply.Reply{}
	}
	r.Sealed = slices.Clone(r.Sealed)
	s.all[r.ID] = r
	return nil
}

// PurgeReplies implements [reply.Store].
func (s *replies) PurgeReplies(_ context.Context, before time.Time, limit int) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for id, r := range s.all {
		if n < limit && r.At.Before(before) {
			delete(s.all, id)
			n++
		}
	}
	return n, nil
}
