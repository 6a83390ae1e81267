package webhook

import (
	"context"
	"log/slog"
	"strconv"
	"time"

	"ringline/internal/call"
)

// Where several nodes share a store, an app's lane is a duty: one node sends, in order within a call, and the lanes of the others wait
// until the duty is free or nothing is left to be sent.
const (
	askAgain = time.Second      // how often a lane that waits asks for the duty, and one that sends looks whether it still has it
	overdue  = 2 * time.Second  // pending for so long, an app's messages have nobody who sends them, as far as one can tell
	unheard  = 10 * time.Second // how long ago at most what was just heard of may have been committed
)

// Duties says whose turn it is to send an app's messages; see cluster.Members.
type Duties interface {
	Own(ctx context.Context, duty string) (bool, error)
	Owns(duty string) bool // asks nobody
	Disown(ctx context.Context, duty string)
}

// Heard tells that another node has changed a call. What there is to send of it is in the store.
func (q *Queue) Heard(ref call.Ref) {
	if app := q.apps.App(int64(ref.App)); app == nil || app.Webhook == nil {
		return
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if l := q.lanes[ref.App]; l != nil && l.mine {
		l.heard(ref.ID)
	}
}

// Look has everything looked at that other nodes might have left or changed without our hearing of it. Whoever hears that a node
// has gone calls it.
func (q *Queue) Look() {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, l := range q.lanes {
		if l.mine && l.probes == 0 { // a receiver that is down gets everything when it is back
			l.search(Position{}, false, q.now())
			l.wake()
		}
	}
	select {
	case q.anew <- struct{}{}:
	default:
	}
}

// adopt makes lanes for apps whose messages nobody seems to send.
func (q *Queue) adopt(all []Backlog) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, b := range all {
		if !q.over && q.lanes[b.App] == nil && q.now().Sub(b.Oldest) >= overdue {
			q.lane(b.App)
		}
	}
}

func (l *lane) duty() string { return "webhooks of " + strconv.FormatInt(int64(l.app), 10) }

// owns reports whether the lane may send. It asks nobody.
func (l *lane) owns() bool { return l.queue.duties == nil || l.queue.duties.Owns(l.duty()) }

// own takes the duty if it is free, and reports whether the lane may send. Whenever that begins everything is searched for: others have
// sent before.
func (l *lane) own(ctx context.Context) bool {
	d := l.queue.duties
	if d == nil {
		return true
	}
	had := d.Owns(l.duty())
	has := had
	if !had {
		var err error
		if has, err = d.Own(ctx, l.duty()); err != nil && ctx.Err() == nil {
			l.queue.log.Warn("cannot find out who sends an app's webhooks", slog.Int64("app", int64(l.app)), slog.Any("error", err))
		}
	}
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	if !has || !had || !l.mine {
		l.forget()
		l.mine = has
		if has {
			l.search(Position{}, false, l.queue.now())
		}
	}
	return has
}

// forget drops everything that is known of what to send. The lock is held.
func (l *lane) forget() {
	l.look, l.pollAt = search{}, time.Time{}
	for _, w := range l.known {
		l.unload(w)
	}
	for _, id := range l.ready {
		delete(l.known, id)
	}
	l.ready = nil
}

// stand waits until the duty may be free. It reports false if nothing is left to be sent: then the lane has been taken out of the queue.
func (l *lane) stand(ctx context.Context) bool {
	left, err := l.queue.store.PendingDeliveries(ctx, l.app, Position{}, 1)
	if err == nil && len(left) == 0 && l.quit() {
		return false
	}
	again := time.NewTimer(askAgain)
	defer again.Stop()
	select {
	case <-ctx.Done():
	case <-again.C:
	}
	return true
}

// quit takes a lane out of the queue that does not send, unless something was committed here meanwhile.
func (l *lane) quit() bool {
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	if len(l.known) > 0 {
		return false
	}
	delete(l.queue.lanes, l.app)
	return true
}

// disown gives the duty back, when nothing of the lane is under way any more and no other lane has come in its place.
func (l *lane) disown(ctx context.Context) {
	if l.queue.duties == nil {
		return
	}
	l.queue.mu.Lock()
	next := l.queue.lanes[l.app]
	mine := l.mine && (next == nil || next == l)
	l.queue.mu.Unlock()
	if mine {
		l.queue.duties.Disown(context.WithoutCancel(ctx), l.duty())
	}
}

// heard takes up a call that another node has changed. The lock is held.
func (l *lane) heard(id call.ID) {
	now := l.queue.now()
	switch w := l.known[id]; {
	case w != nil:
		w.again = true
		l.unload(w)
	case len(l.known) < window:
		l.add(id)
	default:
		l.search(Position{At: now.Add(-unheard)}, false, now)
	}
	l.wake()
}

// complete reports whether a change is all that a call can have pending, as far as other nodes go: of a later one the messages before
// it may have been committed there, and not been heard of yet.
func (l *lane) complete(change *call.Change) bool {
	return l.queue.duties == nil || l.mine && change.From == 0
}
