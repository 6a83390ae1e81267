package control

import (
	"container/heap"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"ringline/internal/call"
)

const (
	sweepers = 64              // ticks under way at once: enough to fill a group commit, few enough to leave room for commands
	sweepNet = 5 * time.Second // how often the store is asked for what this process has not heard of
	sweepLot = 1000            // most calls taken at once
	tryAgain = time.Second     // until a call whose deadline could not be acted upon is looked at anew
)

// Run acts on deadlines until ctx is done: those this process committed at their moment, those it finds in the store
// at start and every few seconds, the longest overdue first. It must be called once.
func (c *Control) Run(ctx context.Context) error {
	net := time.NewTicker(sweepNet)
	defer net.Stop()
	if err := c.recall(ctx); err != nil {
		return err
	}
	close(c.ready)
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

// Ready is closed once Run knows the calls that lived before it. The gauges of live calls are right if no command came earlier.
func (c *Control) Ready() <-chan struct{} { return c.ready }

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
		c.due.set(live[i].Ref(), live[i].Deadline())
	}
	c.metrics.live(live)
	return nil
}

// tick looks at calls that are due. Those for which that fails are due again soon.
func (c *Control) tick(ctx context.Context, refs []call.Ref) {
	var group errgroup.Group
	group.SetLimit(sweepers)
	var failed atomic.Int64
	for _, ref := range refs {
		group.Go(func() error {
			_, err := c.Do(ctx, ref, call.Tick{}, call.Request{})
			if err == nil || errors.Is(err, call.ErrNotFound) {
				return nil
			}
			failed.Add(1)
			c.due.retry(ref, c.now())
			return fmt.Errorf("call %s of app %d: %w", ref.ID, ref.App, err)
		})
	}
	if err := group.Wait(); err != nil && ctx.Err() == nil {
		c.log.Error("cannot act on deadlines, trying again", slog.Int64("calls", failed.Load()), slog.Any("first", err))
	}
}

// sweep remembers when calls have to be looked at, once for each call that has a deadline.
type sweep struct {
	mu      sync.Mutex // guards heap and calls
	heap    deadlines
	calls   map[call.Ref]*deadline
	changed chan struct{} // has a token after the first deadline came nearer
}

func newSweep() sweep {
	return sweep{calls: map[call.Ref]*deadline{}, changed: make(chan struct{}, 1)}
}

// set notes when a call is due; the zero time is never.
func (s *sweep) set(ref call.Ref, at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.put(ref, at)
}

// retry has a call looked at anew soon, or at its deadline if that comes first. A deadline that has passed waits as
// well: it is what could not be acted upon.
func (s *sweep) retry(ref call.Ref, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	soon := now.Add(tryAgain)
	if d := s.calls[ref]; d == nil || d.at.After(soon) || !d.at.After(now) {
		s.put(ref, soon)
	}
}

func (s *sweep) put(ref call.Ref, at time.Time) {
	d := s.calls[ref]
	switch {
	case at.IsZero():
		if d != nil {
			heap.Remove(&s.heap, d.pos)
			delete(s.calls, ref)
		}
		return
	case d == nil:
		d = &deadline{at: at, ref: ref}
		s.calls[ref] = d
		heap.Push(&s.heap, d)
	case !at.Equal(d.at):
		d.at = at
		heap.Fix(&s.heap, d.pos)
	}
	if s.heap[0] == d {
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
		d := heap.Pop(&s.heap).(*deadline)
		delete(s.calls, d.ref)
		refs = append(refs, d.ref)
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
	pos int // in the heap
}

// deadlines is a heap, the earliest first.
type deadlines []*deadline

func (d deadlines) Len() int           { return len(d) }
func (d deadlines) Less(i, j int) bool { return d[i].at.Before(d[j].at) }
func (d deadlines) Swap(i, j int)      { d[i], d[j] = d[j], d[i]; d[i].pos, d[j].pos = i, j }

func (d *deadlines) Push(x any) {
	x.(*deadline).pos = len(*d)
	*d = append(*d, x.(*deadline))
}

func (d *deadlines) Pop() any {
	last := len(*d) - 1
	x := (*d)[last]
	(*d)[last] = nil
	*d = (*d)[:last]
	return x
}
