package webhook

import (
	"context"
	"sync"
	"time"

	"ringline/internal/call"
	"ringline/internal/tenant"
)

const (
	window  = 1024             // most calls that a lane keeps in memory
	loaded  = 256              // most messages that it does
	page    = 256              // most places that are read from the store at once
	atOnce  = 16               // most messages of a call that are
	dead    = 8                // calls that fail one after the other until the receiver counts as down
	outage  = 10 * time.Second // for how long nothing was taken, until the next thing that is means that the receiver is back
	longest = 30 * time.Second // longest pause between two tries whether a receiver that is down is back
	asleep  = 30 * time.Second // how often a lane looks whether a disabled app is enabled
	trouble = time.Second      // pause after the store failed
)

// lane sends what one app has pending. It knows the calls that can be sent now, at most [window] of them; those that failed
// and wait, and those beyond the window, it finds in the store when their time has come. So each call that has something
// pending is known, or postponed in the store, or lies where the search has still to come along.
//
// Fields below the line are guarded by the queue's lock, which is never held while the store or a receiver is asked.
type lane struct {
	queue   *Queue
	app     call.AppID
	changed chan struct{} // has a token when there may be something to do
	workers sync.WaitGroup

	// ——
	mine   bool // it sends; see owner.go
	giving bool // it no longer does, and nobody else may yet
	fresh  bool // something was committed here since it asked whether it may
	known  map[call.ID]*waiting
	ready  []call.ID // the known ones that nobody works on, in their turn
	busy   int       // those that somebody does

	loaded int    // messages in memory
	read   recent // calls whose messages were read lately

	look    search
	pollAt  time.Time // when the first postponed call is due, as far as known; zero is never
	polling bool      // somebody is just looking for that

	failing      map[call.ID]bool // calls that failed since something was taken last; up to dead
	failingSince time.Time        // when that began; zero while all is well
	probes       int              // tries whether it is back; 0 while it does not count as down
	probeAt      time.Time        // when the next one may be
	rest         time.Time        // until when to do nothing at all: the app is disabled, or the store in trouble
}

// waiting is a call that has something to send.
type waiting struct {
	whole    bool // messages is all that it has, so that nothing need be read
	messages []Delivery
	version  int64 // of the call, as far as other nodes' changes were heard of: what is read from now on has what they committed
	again    bool  // more came while somebody worked on it
	eager    bool  // to be tried although it is not due
}

func newLane(q *Queue, app call.AppID) *lane {
	return &lane{
		queue: q, app: app, changed: make(chan struct{}, 1), fresh: true, known: map[call.ID]*waiting{}, failing: map[call.ID]bool{},
	}
}

// run works until ctx is done or nothing is left to be sent.
func (l *lane) run(ctx context.Context) {
	for ctx.Err() == nil {
		if !l.own(ctx) {
			if !l.stand(ctx) {
				return
			}
			continue
		}
		if app := l.awake(); app != nil {
			l.fill(ctx)
			l.sendReady(ctx, app)
		}
		if l.retire(ctx) {
			return
		}
		wait := time.NewTimer(l.wait())
		select {
		case <-ctx.Done():
		case <-l.changed:
		case <-wait.C:
		}
		wait.Stop()
	}
	l.workers.Wait()
	l.disown(ctx)
}

// awake returns the app if there is anything to be done for it now.
func (l *lane) awake() *tenant.App {
	app := l.queue.apps.App(int64(l.app))
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	now := l.queue.now()
	if now.Before(l.rest) {
		return nil
	}
	if app == nil || app.Disabled {
		l.rest = now.Add(asleep)
		return nil
	}
	return app
}

// idle reports whether there is nothing left to do. From then on the lane does not count as who sends.
func (l *lane) idle() bool {
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	if len(l.known) > 0 || l.look.on || !l.pollAt.IsZero() || !l.read.empty(l.queue.now()) {
		return false
	}
	l.giving, l.mine, l.fresh = l.mine, false, false
	return true
}

// wait is how long there is nothing to do unless something happens.
func (l *lane) wait() time.Duration {
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	now, next := l.queue.now(), time.Time{}
	most := recently
	if l.queue.duties != nil {
		most = askAgain // it may be lost
	}
	if !l.pollAt.IsZero() && l.roomy() {
		next = l.pollAt
	}
	if l.probes > 0 && l.busy == 0 && len(l.ready) > 0 && (next.IsZero() || l.probeAt.Before(next)) {
		next = l.probeAt
	}
	switch {
	case now.Before(l.rest):
		return min(most, l.rest.Sub(now))
	case next.IsZero():
		return most
	}
	return min(most, max(0, next.Sub(now)))
}

// arrived takes up a call of which something was committed. If nothing of the call can be pending but what is known, its
// messages are kept and need not be read. The lock is held.
func (l *lane) arrived(change *call.Change) {
	l.fresh = true
	id, n := change.To.ID, len(change.Deliveries)
	w := l.known[id]
	switch {
	case w != nil:
		w.again, w.whole = true, w.whole && l.complete(change)
	case len(l.known) < window:
		w = l.add(id)
		w.whole = l.complete(change) && l.queue.known && !l.look.on && l.pollAt.IsZero() && !l.polling
	default: // it is in the store, and searched for when there is room
		l.search(Position{At: change.Deliveries[0].At.Add(-time.Millisecond)}, false, l.queue.now())
		return
	}
	if w.whole && l.loaded+n <= loaded {
		if l.queue.duties != nil { // of the call's next change it matters that this one is known
			l.read.add(id, change.To.Version, l.queue.now())
		}
		w.messages = append(w.messages, Committed(change)...)
		l.loaded += n
	} else {
		l.unload(w)
	}
	l.wake()
}

// add takes up a call. The lock is held.
func (l *lane) add(id call.ID) *waiting {
	w := &waiting{}
	l.known[id] = w
	l.ready = append(l.ready, id)
	return w
}

func (l *lane) wake() {
	select {
	case l.changed <- struct{}{}:
	default:
	}
}
