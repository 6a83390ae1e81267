package postgres

import (
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"ringline/internal/call"
)

// pending is a change that waits to be written.
type pending struct {
	change      *call.Change
	doc, events string  // encoded by the one who asks
	request     *string // its key
	token       int64   // tells it from every other change
	keys        []key
	until       time.Time // when it fails
	taken       atomic.Bool
	done        chan error
}

// key is something that at most one change under way may touch.
type key struct {
	app  call.AppID
	kind byte // call, user or request
	name string
}

func newPending(change *call.Change, until time.Time) *pending {
	text := change.To.AppendJSON(make([]byte, 0, 2<<10))
	n := len(text)
	both := string(call.AppendEvents(text, change.Events))
	p := &pending{
		change: change, doc: both[:n], events: both[n:], request: KeepRequest(change.Request), token: rand.Int64(), until: until,
		done: make(chan error, 1),
	}
	app := change.To.App
	p.keys = append(make([]key, 0, 2+len(change.Claim)+len(change.Release)), key{app, 'c', string(change.To.ID)})
	for _, users := range [][]call.UserID{change.Claim, change.Release} {
		for _, u := range users {
			p.keys = append(p.keys, key{app, 'u', string(u)})
		}
	}
	if p.request != nil {
		p.keys = append(p.keys, key{app, 'r', *p.request})
	}
	return p
}

// take claims the change for writing, or for giving it up. One of them gets it.
func (p *pending) take() bool { return p.taken.CompareAndSwap(false, true) }

// queue is where changes wait for the writers. It gives out what touches nothing that is being written: what does would only wait
// in the database, for a lock that it then finds taken.
type queue struct {
	mu      sync.Mutex
	more    sync.Cond // on mu: there may be something to take
	waiting []*pending
	busy    map[key]struct{} // of what was taken and is not released
	limit   int
	closed  bool
}

func newQueue(limit int) *queue {
	q := &queue{limit: limit, busy: map[key]struct{}{}}
	q.more.L = &q.mu
	return q
}

// add puts a change at the end, if there is room and the queue is open.
func (q *queue) add(p *pending) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed || len(q.waiting) >= q.limit {
		return false
	}
	q.waiting = append(q.waiting, p)
	q.more.Signal()
	return true
}

// take waits for changes and returns up to n that nobody has given up and that touch nothing in common, with each other or with
// those that are being written; of what does, the oldest goes first. It returns none when the queue is closed and empty.
func (q *queue) take(n int) []*pending {
	q.mu.Lock()
	defer q.mu.Unlock()
	for {
		if batch := q.pick(n); len(batch) > 0 {
			if len(q.waiting) > 0 {
				q.more.Signal()
			}
			return batch
		}
		if q.closed && len(q.waiting) == 0 {
			q.more.Broadcast()
			return nil
		}
		q.more.Wait()
	}
}

func (q *queue) pick(n int) (batch []*pending) {
	var left []*pending
	var behind map[key]struct{} // of those that stay
	for i, p := range q.waiting {
		if len(batch) == n {
			left = append(left, q.waiting[i:]...)
			break
		}
		if q.touched(p, q.busy) || q.touched(p, behind) {
			if behind == nil {
				behind = map[key]struct{}{}
			}
			mark(behind, p)
			left = append(left, p)
			continue
		}
		if !p.take() {
			continue
		}
		mark(q.busy, p)
		batch = append(batch, p)
	}
	q.waiting = left
	return batch
}

func (q *queue) touched(p *pending, keys map[key]struct{}) bool {
	if len(keys) == 0 {
		return false
	}
	for _, k := range p.keys {
		if _, there := keys[k]; there {
			return true
		}
	}
	return false
}

func mark(keys map[key]struct{}, p *pending) {
	for _, k := range p.keys {
		keys[k] = struct{}{}
	}
}

// release lets others touch what a batch touched.
func (q *queue) release(batch []*pending) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, p := range batch {
		for _, k := range p.keys {
			delete(q.busy, k)
		}
	}
	if len(q.waiting) > 0 {
		q.more.Signal()
	}
}

// close refuses what comes from here on. What waits is still taken.
func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.more.Broadcast()
}

func (q *queue) len() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.waiting)
}
