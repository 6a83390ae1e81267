package sim

import (
	"context"
	"sync"
)

// trouble is what may be wrong between the process and its store. The driver sets it.
type trouble struct {
	mu    sync.Mutex
	bad   float64         // part of the commits that fail, half of them although they happened
	down  bool            // answers nothing
	still bool            // everything waits
	queue []chan struct{} // those that do, in the order in which they came
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
	for _, c := range t.queue {
		close(c)
	}
	t.queue = nil
}

// goOn wakes one after the other, each when the one before has done what it can.
func (t *trouble) goOn(settle func()) {
	for {
		t.mu.Lock()
		if len(t.queue) == 0 {
			t.still = false
			t.mu.Unlock()
			return
		}
		close(t.queue[0])
		t.queue = t.queue[1:]
		t.mu.Unlock()
		settle()
	}
}

// passage lets a command that was woken go on to its end, so that commands do not take turns in an order of their own making.
type passage struct{ woken bool }

type passageKey struct{}

// wait stands still with everything else, then says whether the store answers.
func (t *trouble) wait(ctx context.Context) (down bool) {
	p, _ := ctx.Value(passageKey{}).(*passage)
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.still && (p == nil || !p.woken) {
		c := make(chan struct{})
		t.queue = append(t.queue, c)
		t.mu.Unlock()
		<-c
		t.mu.Lock()
		if p != nil {
			p.woken = true
		}
	}
	return t.down
}
