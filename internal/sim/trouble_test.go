package sim

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// trouble is what may be wrong between the process and its store. The driver sets it.
type trouble struct {
	mu    sync.Mutex
	bad   float64   // part of the commits that fail, half of them although they happened
	down  bool      // answers nothing
	still bool      // everything waits
	queue []*waiter // those that do
	tries map[moment]int
	odd   map[string]int // what happened
}

func (t *trouble) set(bad float64, down bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.bad, t.down = bad, down
}

// stop makes everything wait until goOn.
func (t *trouble) stop() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.still = true
}

// letGo wakes everybody at once: their process is dead.
func (t *trouble) letGo() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.still = false
	for _, x := range t.queue {
		close(x.wake)
	}
	t.queue = nil
}

// waiter is an operation on the store that waits.
type waiter struct {
	since time.Time
	about string
	wake  chan struct{}
}

// goOn wakes one after the other, each when the one before has done what it can: as they came, and those of one moment in an order
// that does not depend on goroutines.
func (t *trouble) goOn(settle func()) {
	t.mu.Lock()
	slices.SortStableFunc(t.queue, func(a, b *waiter) int { return cmp.Or(a.since.Compare(b.since), strings.Compare(a.about, b.about)) })
	t.mu.Unlock()
	for {
		t.mu.Lock()
		if len(t.queue) == 0 {
			t.still = false
			t.mu.Unlock()
			return
		}
		close(t.queue[0].wake)
		t.queue = t.queue[1:]
		t.mu.Unlock()
		settle()
	}
}

// passage lets a command that was woken go on to its end, so that commands do not take turns in an order of their own making.
type passage struct{ woken bool }

type passageKey struct{}

// wait stands still with everything else, then says whether the store answers.
func (t *trouble) wait(ctx context.Context, about []any) (down bool) {
	p, _ := ctx.Value(passageKey{}).(*passage)
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.still && (p == nil || !p.woken) {
		x := &waiter{time.Now(), fmt.Sprint(about...), make(chan struct{})}
		t.queue = append(t.queue, x)
		t.mu.Unlock()
		<-x.wake
		t.mu.Lock()
		if p != nil {
			p.woken = true
		}
	}
	return t.down
}
