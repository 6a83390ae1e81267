package control

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"ringline/internal/call"
)

// mostDoubts bounds what is remembered of a store that fails for long. Of what is beyond it nobody is told:
// clients learn of it at their next sync, and deadlines at the next look into the store.
const mostDoubts = 4096

// doubts keeps changes whose commit failed without saying whether they were written. A call has at most one,
// because nothing else is decided on it before that is known. The zero doubts is ready.
type doubts struct {
	mu      sync.Mutex
	changes map[call.Ref]*call.Change
}

func (d *doubts) add(change call.Change) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.changes) >= mostDoubts {
		return false
	}
	if d.changes == nil {
		d.changes = map[call.Ref]*call.Change{}
	}
	d.changes[change.To.Ref()] = &change
	return true
}

func (d *doubts) about(ref call.Ref) *call.Change {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.changes[ref]
}

func (d *doubts) forget(ref call.Ref) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.changes, ref)
}

// doubt remembers a change that may have been committed, and has its call looked at soon.
func (c *Control) doubt(change *call.Change) {
	if c.doubts.add(*change) {
		c.due.retry(change.To.Ref(), c.now())
	}
}

// settle finds out what became of a change in doubt, and tells of it if it was committed: otherwise those who did not
// ask would never hear of it, while the one who did gets a success when he repeats himself. The call's line is held.
func (c *Control) settle(ctx context.Context, ref call.Ref) error {
	change := c.doubts.about(ref)
	if change == nil {
		return nil
	}
	now, err := c.store.Load(ctx, ref)
	if err != nil && !errors.Is(err, call.ErrNotFound) {
		return fmt.Errorf("look for an earlier change: %w", err)
	}
	c.doubts.forget(ref)
	if now.Version == change.To.Version && now.LastAt.Equal(change.To.LastAt) {
		c.tell(change)
	} else {
		c.due.set(ref, now.Deadline())
	}
	return nil
}
