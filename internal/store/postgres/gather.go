package postgres

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"ringline/internal/call"
)

// mostGathered is how much is asked in one statement.
const mostGathered = 64

// tooSlow is how long a round is waited for before what came meanwhile is asked beside it.
const tooSlow = 100 * time.Millisecond

// gather has what is asked while the database is busy with the same for others asked together, in one statement. Who comes alone does not
// wait for company: so it costs no time, and takes fewer transactions the more there is to do. A statement from which nothing comes back holds up
// nobody else: there may be a few of them.
type gather[Q, A any] struct {
	// run answers all, in their order. It must end by itself: nobody's patience counts for the others'.
	run   func(all []Q) ([]A, error)
	lanes int           // how many rounds may be under way
	turn  chan struct{} // has a token while no lane begins a round, or waits for one that is not too slow yet
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
	left   atomic.Bool // nobody waits for the answer any more
}

func newGather[Q, A any](lanes int, run func([]Q) ([]A, error)) *gather[Q, A] {
	g := &gather[Q, A]{run: run, lanes: lanes, turn: make(chan struct{}, 1), more: make(chan struct{}, 1), ended: make(chan struct{})}
	g.turn <- struct{}{}
	return g
}

// ask waits for the answer, for as long as most and until ctx is done. What is under way then is seen to its end, and what waits is not asked any more.
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
	defer q.left.Store(true)
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
	var lanes sync.WaitGroup
	defer lanes.Wait()
	for range g.lanes {
		lanes.Go(func() {
			for g.lane(ctx) {
			}
		})
	}
}

// lane waits for its turn and asks, round after round, until one is too slow: then it is another lane's turn. It reports false when ctx is done.
func (g *gather[Q, A]) lane(ctx context.Context) bool {
	select {
	case <-ctx.Done():
		return false
	case <-g.turn:
	}
	for {
		all := g.next(ctx)
		if len(all) == 0 {
			return false
		}
		slow := time.AfterFunc(tooSlow, func() { g.turn <- struct{}{} })
		g.round(all)
		if !slow.Stop() {
			return true
		}
	}
}

// next waits until somebody waits for an answer, and returns all who do, as far as they fit in a round. It returns none when ctx is done.
func (g *gather[Q, A]) next(ctx context.Context) (all []*question[Q, A]) {
	for ctx.Err() == nil {
		if all = g.pick(); len(all) > 0 {
			return all
		}
		select {
		case <-ctx.Done():
		case <-g.more:
		}
	}
	return nil
}

// pick returns who waits, as far as they fit in a round.
func (g *gather[Q, A]) pick() (all []*question[Q, A]) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for i, q := range g.waiting {
		if len(all) == mostGathered {
			g.waiting = g.waiting[i:]
			return all
		}
		if !q.left.Load() {
			all = append(all, q)
		}
	}
	g.waiting = nil
	return all
}

// round asks once for all.
func (g *gather[Q, A]) round(all []*question[Q, A]) {
	asks := make([]Q, len(all))
	for i, q := range all {
		asks[i] = q.asks
	}
	answers, err := g.run(asks)
	var bad *unreadable
	alone := len(all) > 1 && errors.As(err, &bad)
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
}
