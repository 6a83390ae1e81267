package webhook

import (
	"context"
	"log/slog"
	"strconv"
	"time"

	"ringline/internal/call"
)

// Where several nodes share a store, an app's lane is a duty: one node sends, in order within a call, and hears of what the others commit.
// Their lanes ask for the duty once more, in case it was just being given back, and are gone until something is committed there again.
const (
	askAgain = time.Second      // after what time a lane asks again for the duty, and how often one that sends looks whether it still has it
	overdue  = 2 * time.Second  // pending for so long, an app's messages have nobody who sends them, as far as one can tell
	hurry    = 6 * time.Second  // for so long after a node's death everything counts as overdue: until what it had is free, and a little more
	unheard  = 10 * time.Second // how long ago at most what was just heard of may have been committed

	// needless is the same as overdue of an app that has no webhook, as far as this node knows: whoever sends for that gives everything up,
	// and that an app has one now is known everywhere by then.
	needless = 2 * time.Minute
)

// Duties says whose turn it is to send an app's messages; see cluster.Members.
type Duties interface {
	Own(ctx context.Context, duty string) (bool, error)
	Owns(duty string) bool // asks nobody
	Disown(ctx context.Context, duty string)
}

// Heard tells that another node has changed a call, and to which version. What there is to send of it is in the store.
func (q *Queue) Heard(ref call.Ref, version int64) {
	if app := q.apps.App(int64(ref.App)); app == nil || app.Webhook == nil {
		return
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	switch l := q.lanes[ref.App]; {
	case l == nil:
	case l.mine:
		l.heard(ref.ID, version)
	case l.giving: // it was still ours when the other node asked
		l.fresh = true
		l.wake()
	}
}

// Gone has this node take over what one that has died or left had to send, or had committed without our hearing of it.
func (q *Queue) Gone() {
	q.mu.Lock()
	q.hurry = q.now().Add(hurry)
	q.mu.Unlock()
	q.Look()
}

// Look has everything looked at that other nodes might have left or changed without our hearing of it.
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

// often is how often the backlog is looked at.
func (q *Queue) often() time.Duration {
	q.mu.Lock()
	defer q.mu.Unlock()
	switch {
	case q.duties == nil:
		return recount
	case q.now().Before(q.hurry):
		return askAgain
	}
	return recountShared
}

// adopt makes lanes for apps whose messages nobody seems to send.
func (q *Queue) adopt(all []Backlog) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, b := range all {
		wait := overdue
		if q.now().Before(q.hurry) {
			wait = 0
		}
		if app := q.apps.App(int64(b.App)); app == nil || app.Webhook == nil {
			wait = needless
		}
		if !q.over && q.lanes[b.App] == nil && q.now().Sub(b.Oldest) >= wait {
			q.lane(b.App)
		}
	}
}

func dutyOf(app call.AppID) string { return "webhooks of " + strconv.FormatInt(int64(app), 10) }

func (l *lane) duty() string { return dutyOf(l.app) }

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
		l.mine, l.giving = has, false
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
	l.ready, l.read = nil, recent{} // others may have committed and sent since
}

// stand waits until the duty may be free. It reports false if the lane is at its end.
func (l *lane) stand(ctx context.Context) bool {
	if l.quit() {
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

// quit takes the lane out of the queue if nothing came up here since the duty was asked for the last time, so that whoever has it knows of
// everything, and nothing that it sent is under way: what becomes of that another lane would not know.
func (l *lane) quit() bool {
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	if l.fresh || l.busy > 0 {
		l.fresh = false
		return false
	}
	delete(l.queue.lanes, l.app)
	return true
}

// retire gives the duty back if nothing is left to do, and reports whether the lane is at its end. It is in the queue until then, so that nobody
// begins anything on the strength of a duty that is being given back; if something comes up meanwhile it asks for the duty again.
func (l *lane) retire(ctx context.Context) bool {
	if !l.idle() {
		return false
	}
	l.disown(ctx)
	return l.quit()
}

// disown gives the duty back. Nothing of the lane may be under way.
func (l *lane) disown(ctx context.Context) {
	if d := l.queue.duties; d != nil && d.Owns(l.duty()) {
		d.Disown(context.WithoutCancel(ctx), l.duty())
	}
}

// heard takes up a call that another node has changed. The lock is held.
func (l *lane) heard(id call.ID, version int64) {
	now := l.queue.now()
	switch w := l.known[id]; {
	case w != nil:
		w.version = max(w.version, version)
		l.unload(w)
	case len(l.known) < window:
		l.add(id).version = version
	default:
		l.search(Position{At: now.Add(-unheard)}, false, now)
	}
	l.wake()
}

// complete reports whether a change is all that a call can have pending beside what is known of it. It is not if it may have been read
// before we heard of it; and where there are other nodes, if what comes before it may have been committed there without our hearing of it yet.
// The lock is held.
func (l *lane) complete(change *call.Change) bool {
	seen, read := l.read.seen(change.To.ID, l.queue.now())
	if read && change.To.Version <= seen {
		return false
	}
	return l.queue.duties == nil || l.mine && (change.From == 0 || read && change.From <= seen)
}
