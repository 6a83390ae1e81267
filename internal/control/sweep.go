package control

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"ringline/internal/call"
)

const (
	sweepNet = 5 * time.Second // how often the store is asked for what this process has not heard of
	// The same where there are other nodes, which may die with what they know: what they should have acted upon a moment ago.
	sharedNet  = 500 * time.Millisecond
	sharedWait = 300 * time.Millisecond
	sweepLot   = 1000 // most calls it names then
	// Until a call whose deadline could not be acted upon is looked at anew. P3 and P14 leave a second from the store's return.
	tryAgain = 750 * time.Millisecond
	sayAgain = time.Second // from one complaint about that to the next
)

// Run acts on deadlines until ctx is done: those this process committed at their moment, those it finds in the store
// at start, and now and then, the longest overdue first. One that takes long keeps no other waiting.
// It must be called once.
func (c *Control) Run(ctx context.Context) error {
	every, wait := sweepNet, time.Duration(0)
	if c.others != nil {
		every, wait = sharedNet, sharedWait
	}
	net := time.NewTicker(every)
	defer net.Stop()
	if err := c.recall(ctx); err != nil {
		return err
	}
	close(c.ready)
	var sweepers sync.WaitGroup
	defer sweepers.Wait()
	looking := make(chan struct{}, 1)
	for {
		for _, ref := range c.due.pop(c.now()) {
			sweepers.Go(func() { c.tick(ctx, ref) })
		}
		next := time.NewTimer(c.due.wait(c.now()))
		select {
		case <-ctx.Done():
			next.Stop()
			return nil
		case <-net.C:
			select {
			case looking <- struct{}{}:
				sweepers.Go(func() {
					c.look(ctx, wait)
					<-looking
				})
			default: // the store has not answered yet
			}
		case <-c.due.changed:
		case <-next.C:
		}
		next.Stop()
	}
}

// look asks the store for what is overdue for a while. That it cannot is told once until it can. One looks at a time.
func (c *Control) look(ctx context.Context, wait time.Duration) {
	refs, err := c.store.Due(ctx, c.now().Add(-wait), sweepLot)
	if ctx.Err() != nil {
		return
	}
	if c.blind.News(err) {
		c.log.Warn("cannot look for overdue calls, trying again", slog.Any("error", err))
	}
	if err == nil {
		c.due.found(refs, c.now())
	}
}

// Ready is closed once Run knows the calls that lived before it. The gauges of live calls are right if no command came earlier.
func (c *Control) Ready() <-chan struct{} { return c.ready }

// Drain refuses new calls from now on. Those that are running go on.
func (c *Control) Drain() {
	c.drain.Do(func() { close(c.closed) })
}

// draining reports whether new calls are refused.
func (c *Control) draining() bool {
	select {
	case <-c.closed:
		return true
	default:
		return false
	}
}

// Counted sets the gauges of live calls where there are other nodes: a call is started on one and ends on another, so somebody
// has to count them.
func (c *Control) Counted(ringing, connected int) { c.metrics.counted(ringing, connected) }

// recall takes the deadlines of the calls that live in the store. While other nodes live they are theirs, and what a dead one had the
// net finds; otherwise nobody else can know them.
func (c *Control) recall(ctx context.Context) error {
	if c.others != nil && c.others() {
		return nil
	}
	live, err := c.store.Live(ctx, 0)
	if err != nil {
		return fmt.Errorf("recall live calls: %w", err)
	}
	for i := range live {
		c.due.set(live[i].Ref(), live[i].Deadline())
	}
	if c.others == nil {
		c.metrics.live(live)
	}
	return nil
}

// tick looks at a call that is due. If that fails it is due again soon.
func (c *Control) tick(ctx context.Context, ref call.Ref) {
	_, err := c.Do(ctx, ref, call.Tick{}, call.Request{})
	if err != nil && !errors.Is(err, call.ErrNotFound) {
		c.due.retry(ref, c.now())
		if first, unsaid := c.complaints.add(time.Now()); first && ctx.Err() == nil {
			c.log.Error("cannot act on a deadline, trying again", slog.String("call", string(ref.ID)), slog.Int64("app", int64(ref.App)),
				slog.Any("error", err), slog.Int("unsaid", unsaid))
		}
	}
	c.due.done(ref)
}

// complaints keeps a store in trouble from filling the log: one of many failures is said in a second. The zero complaints is ready.
type complaints struct {
	mu     sync.Mutex
	said   time.Time
	unsaid int
}

// add reports whether a failure is to be said, and how many were not since the last.
func (c *complaints) add(now time.Time) (say bool, unsaid int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now.Sub(c.said) < sayAgain {
		c.unsaid++
		return false, 0
	}
	unsaid, c.said, c.unsaid = c.unsaid, now, 0
	return true, unsaid
}
