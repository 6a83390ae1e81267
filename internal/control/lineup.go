package control

import (
	"context"
	"hash/maphash"
	"sync"

	"ringline/internal/call"
)

// lineup lets the commands of one call go one after the other. The zero lineup is ready.
type lineup struct {
	once   sync.Once
	seed   maphash.Seed
	shards [64]lines
}

type lines struct {
	mu  sync.Mutex
	all map[call.Ref]*line
}

// line is held by whoever has its token. waiting counts who is in or before it.
type line struct {
	token   chan struct{}
	waiting int
}

// enter waits for the call's turn, or until ctx is done. leave must be called once.
func (l *lineup) enter(ctx context.Context, ref call.Ref) (leave func(), err error) {
	l.once.Do(func() { l.seed = maphash.MakeSeed() })
	s := &l.shards[maphash.String(l.seed, string(ref.ID))%uint64(len(l.shards))]

	s.mu.Lock()
	if s.all == nil {
		s.all = map[call.Ref]*line{}
	}
	at := s.all[ref]
	if at == nil {
		at = &line{token: make(chan struct{}, 1)}
		s.all[ref] = at
	}
	at.waiting++
	s.mu.Unlock()

	quit := func() {
		s.mu.Lock()
		if at.waiting--; at.waiting == 0 {
			delete(s.all, ref)
		}
		s.mu.Unlock()
	}
	select {
	case at.token <- struct{}{}:
		return func() { <-at.token; quit() }, nil
	default:
	}
	select {
	case at.token <- struct{}{}:
		return func() { <-at.token; quit() }, nil
	case <-ctx.Done():
		quit()
		return nil, ctx.Err()
	}
}
