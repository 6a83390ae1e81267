package control

import (
	"container/heap"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"ringline/internal/call"
)

const (
	sweepers = 64              // ticks under way at once: enough to fill a group commit, few enough to leave room for commands
	sweepNet = 5 * time.Second // how often the store is asked for what this process has not heard of
	sweepLot = 1000            // most calls taken at once
)

// Run acts on deadlines until ctx is done: those this process committed at their moment, those it finds in the store
// at start and every few seconds, the longest overdue first.
func (c *Control) Run(ctx context.Context) error {
	net := time.NewTicker(sweepNet)
	defer net.Stop()
	if err := c.recall(ctx); err != nil {
		return err
	}
	for {
		wait := time.NewTimer(c.due.wait(c.now()))
		select {
		case <-ctx.Done():
			wait.Stop()
			return nil
		case <-net.C:
			if refs, err := c.store.Due(ctx, c.now(), sweepLot); err != nil {
				c.log.Warn("look for overdue calls", slog.Any("error", err))
			} else {
				c.tick(ctx, refs)
			}
		case <-c.due.changed:
		case <-wait.C:
			c.tick(ctx, c.due.pop(c.now(), sweepLot))
		}
		wait.Stop()
	}
}

// Drain refuses new calls from now on. Those that are running go on.
func (c *Control) Drain() {
	c.drain.Do(func() { close(c.closed) })
}

// recall takes the deadlines of the calls that live in the store.
func (c *Control) recall(ctx context.Context) error {
	live, err := c.store.Live(ctx, 0)
	if err != nil {
		return fmt.Errorf("recall live calls: %w", err)
	}
	for i := range live {
		c.due.push(live[i].Ref(), live[i].Deadline())
	}
	c.metrics.live(live)
	return nil
}

func (c *Control) tick(ctx context.Context, refs []call.Ref) {
	var group errgroup.Group
	group.SetLimit(sweepers)
	for _, ref := range refs {
		group.Go(func() error {
			_, err := c.Do(ctx, ref, call.Tick{}, call.Request{})
			if err != nil && ctx.Err() == nil && !errors.Is(err, call.ErrNotFound) {
				c.log.Error("act on a deadline; it will be tried again",
					slog.Int64("app", int64(ref.App)), slog.String("call", string(ref.ID)), slog.Any("error", err))
			}
			return nil
		})
	}
	_ = group.Wait() // its functions return nil
}

// sweep remembers when calls have to be looked at. Entries of calls that have moved on are harmless: their tick finds nothing due.
type sweep struct {
	mu      sync.Mutex
	heap    deadlines
	changed chan struct{} // has a token after the first deadline came nearer
}

// push notes a deadline; the zero time is none.
func (s *sweep) push(ref call.Ref, at time.Time) {
	if at.IsZero() {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	heap.Push(&s.heap, deadline{at: at, ref: ref})
	if s.heap[0].ref == ref {
		select {
		case s.changed <- struct{}{}:
		default:
		}
	}
}

// pop takes up to limit calls whose time has come.
func (s *sweep) pop(now time.Time, limit int) []call.Ref {
	s.mu.Lock()
	defer s.mu.Unlock()
	var refs []call.Ref
	for len(s.heap) > 0 && len(refs) < limit && !now.Before(s.heap[0].at) {
		refs = append(refs, heap.Pop(&s.heap).(deadline).ref)
	}
	return refs
}

// wait is how long until the first deadline; an hour if there is none.
func (s *sweep) wait(now time.Time) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.heap) == 0 {
		return time.Hour
	}
	return max(0, s.heap[0].at.Sub(now))
}

type deadline struct {
	at  time.Time
	ref call.Ref
}

// deadlines is a heap, the earliest first.
type deadlines []deadline

func (d deadlines) Len() int           { return len(d) }
func (d deadlines) Less(i, j int) bool { return d[i].at.Before(d[j].at) }
func (d deadlines) Swap(i, j int)      { d[i], d[j] = d[j], d[i] }
func (d *deadlines) Push(x any)        { *d = append(*d, x.(deadline)) }

func (d *deadlines) Pop() any {
	last := len(*d) - 1
	x := (*d)[last]
	*d = (*d)[:last]
	return x
}
