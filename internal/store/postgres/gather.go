package postgres

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"ringline/internal/call"
)

// mostGathered is how much is asked in one statement.
const mostGathered = 64

// gather has what is asked while the database is busy with the same for others asked together, in one statement. Who comes alone does not
// wait for company: so it costs no time, and takes fewer transactions the more there is to do.
type gather[Q, A any] struct {
	// run answers all, in their order. It must end by itself: nobody's patience counts for the others'.
	run   func(all []Q) ([]A, error)
	more  chan struct{} // has a token when somebody may be waiting
	ended chan struct{} // closed when nobody is answered any more

	mu      sync.Mutex
	waiting []*question[Q, A]
}

type question[Q, A any] struct {
	asks   Q
	answer A
	err    error
	done   chan struct{}
}

func newGather[Q, A any](run func([]Q) ([]A, error)) *gather[Q, A] {
	return &gather[Q, A]{run: run, more: make(chan struct{}, 1), ended: make(chan struct{})}
}

// ask waits for the answer, for as long as most and until ctx is done; it may have been asked then all the same.
func (g *gather[Q, A]) ask(ctx context.Context, most time.Duration, what string, asks Q) (A, error) {
	q := &question[Q, A]{asks: asks, done: make(chan struct{})}
	g.mu.Lock()
	g.waiting = append(g.waiting, q)
	g.mu.Unlock()
	select {
	case g.more <- struct{}{}:
	default:
	}
	late := time.NewTimer(most)
	defer late.Stop()
	var none A
	select {
	case <-q.done:
		return q.answer, q.err
	case <-ctx.Done():
		return none, fmt.Errorf("%s: %w", what, ctx.Err())
	case <-late.C:
		return none, fmt.Errorf("%s: the database is too slow, or away: %w", what, call.ErrUnavailable)
	case <-g.ended:
		return none, fmt.Errorf("%s: the store is closed: %w", what, call.ErrUnavailable)
	}
}

// serve asks until ctx is done.
func (g *gather[Q, A]) serve(ctx context.Context) {
	defer close(g.ended)
	for {
		select {
		case <-ctx.Done():
			return
		case <-g.more:
		}
		for ctx.Err() == nil && g.round() {
		}
	}
}

// round asks once for all who wait, as far as they fit. It reports false if nobody does.
func (g *gather[Q, A]) round() bool {
	g.mu.Lock()
	n := min(mostGathered, len(g.waiting))
	all := g.waiting[:n:n]
	g.waiting = g.waiting[n:]
	g.mu.Unlock()
	if n == 0 {
		return false
	}
	asks := make([]Q, n)
	for i, q := range all {
		asks[i] = q.asks
	}
	answers, err := g.run(asks)
	var bad *unreadable
	alone := n > 1 && errors.As(err, &bad)
	for i, q := range all {
		if alone { // what cannot be read is one's own trouble
			answers, err = g.run(asks[i : i+1])
			i = 0
		}
		if q.err = err; err == nil {
			q.answer = answers[i]
		}
		close(q.done)
	}
	return true
}
