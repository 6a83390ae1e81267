package sqlite

import (
	"runtime"
	"sync"
	"sync/atomic"

	"zombiezen.com/go/sqlite"

	"ringline/internal/call"
)

// pending is a change, or another task, that waits to be written.
type pending struct {
	what        string                   // the change's rule, or what the task does
	task        func(*sqlite.Conn) error // nil for a change
	alone       bool                     // the task is one statement
	files       bool                     // see filing.go
	change      call.Change
	doc, events string // encoded by the one who asks, who is not alone; the writer is
	taken       atomic.Bool
	accepted    bool  // the writer's: it is part of the batch's transaction
	err         error // the writer's: otherwise why not
	done        chan error
}

func newPending(change call.Change) *pending {
	text := change.To.AppendJSON(make([]byte, 0, 2<<10))
	n := len(text)
	both := string(call.AppendEvents(text, change.Events))
	return &pending{what: change.Rule, change: change, doc: both[:n], events: both[n:], done: make(chan error, 1)}
}

// take claims the change for writing, or for giving it up. One of them gets it.
func (p *pending) take() bool { return p.taken.CompareAndSwap(false, true) }

// answer tells who waits. It must be called once.
func (p *pending) answer(err error) { p.done <- err }

// queue is where changes and tasks wait for the writer.
type queue struct {
	mu      sync.Mutex
	waiting []*pending
	limit   int
	closed  bool
	ready   chan struct{} // has an element when there may be something to take
}

func newQueue(limit int) *queue { return &queue{limit: limit, ready: make(chan struct{}, 1)} }

// add puts a change at the end, if there is room and the queue is open.
func (q *queue) add(p *pending) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed || len(q.waiting) >= q.limit {
		return false
	}
	q.waiting = append(q.waiting, p)
	if len(q.waiting) == 1 {
		q.wake()
	}
	return true
}

// gather lets everybody who is about to add a change do so first, and returns when nobody did. A transaction costs a
// sync, so sharing one is sooner than waiting for the next. No time passes in it but what others work.
func (q *queue) gather() {
	for before, now := -1, q.len(); before < now && now < most; before, now = now, q.len() {
		runtime.Gosched()
	}
}

// take returns up to n changes that nobody has given up, the oldest first, and whether more can ever come.
func (q *queue) take(n int) (batch []*pending, open bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	n = min(n, len(q.waiting))
	for _, p := range q.waiting[:n] {
		if p.take() {
			batch = append(batch, p)
		}
	}
	if n == len(q.waiting) {
		q.waiting = nil
	} else {
		q.waiting = q.waiting[n:]
		q.wake()
	}
	return batch, !q.closed || len(q.waiting) > 0
}

// close refuses what comes from here on. What waits is still taken.
func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.wake()
}

func (q *queue) len() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.waiting)
}

func (q *queue) wake() {
	select {
	case q.ready <- struct{}{}:
	default:
	}
}
