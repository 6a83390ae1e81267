package webhook

import (
	"context"
	"errors"
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
	mine  bool // it sends; see owner.go
	fresh bool // something was committed here since it asked whether it may
	known map[call.ID]*waiting
	ready []call.ID // the known ones that nobody works on, in their turn
	busy  int       // those that somebody does

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

// search is a walk through everything that is pending in the store, in the order of time.
type search struct {
	on     bool
	behind Position
	eager  bool      // also what is not due, unless it was tried since
	begun  time.Time // when it began
	news   int       // counts what came in ahead of it
}

func newLane(q *Queue, app call.AppID) *lane {
	return &lane{
		queue: q, app: app, changed: make(chan struct{}, 1), fresh: true, known: map[call.ID]*waiting{}, failing: map[call.ID]bool{},
	}
}

// run works until ctx is done or nothing is left to be sent.
func (l *lane) run(ctx context.Context) {
	defer l.disown(ctx)
	defer l.workers.Wait()
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
		if l.retire() {
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

// fill brings in what is due and what has not been seen yet, while there is room.
func (l *lane) fill(ctx context.Context) {
	for ctx.Err() == nil {
		l.queue.mu.Lock()
		now, look, known := l.queue.now(), l.look, len(l.known)
		roomy := l.roomy()
		if l.polling = roomy && !l.pollAt.IsZero() && !now.Before(l.pollAt); l.polling {
			l.pollAt = time.Time{}
		}
		polling := l.polling
		l.queue.mu.Unlock()
		answered := false
		switch {
		case !roomy:
		case polling:
			answered = l.poll(ctx, now, known+page)
		case look.on:
			answered = l.step(ctx, look, min(window-known, page))
		}
		if !answered {
			return
		}
	}
}

// roomy reports whether the store need be asked for more: not while there is plenty to do. The lock is held.
func (l *lane) roomy() bool {
	room := window - len(l.known)
	return room >= page || room > 0 && len(l.ready) == 0
}

// poll takes the calls whose time has come. Known ones may be in front, and must not hide the others: limit is more than these.
// It reports false if the store did not answer.
func (l *lane) poll(ctx context.Context, now time.Time, limit int) bool {
	found, err := l.queue.store.PostponedDeliveries(ctx, l.app, limit)
	if err != nil {
		l.postponed(now)
		l.storeFailed(ctx, "look for webhooks that are due", err)
	}
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	l.polling = false
	for i, p := range found {
		full := len(l.known) >= window || i == limit-1 // the last one may not be the last there is
		if p.Due.After(now) || full {
			l.due(p.Due)
			break
		}
		if l.known[p.Call] == nil {
			l.add(p.Call)
		}
	}
	return err == nil
}

// step goes on with a search by up to limit places. It reports false if the store did not answer.
func (l *lane) step(ctx context.Context, look search, limit int) bool {
	found, err := l.queue.store.PendingDeliveries(ctx, l.app, look.behind, limit)
	if err != nil {
		l.storeFailed(ctx, "look for webhooks to send", err)
		return false
	}
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	if l.look.begun != look.begun || l.look.behind != look.behind {
		return true // it was sent elsewhere
	}
	for _, at := range found {
		id, _, _, err := ParseID(at.ID)
		if err != nil {
			continue // no store has such a one
		}
		w := l.known[id]
		if w == nil {
			w = l.add(id)
		}
		l.unload(w) // there may be more than we know of
		w.eager = w.eager || look.eager
		l.look.behind = at
	}
	if len(found) < limit && l.look.news == look.news {
		l.look.on = false
	}
	return true
}

// sendReady starts as many requests as may be under way.
func (l *lane) sendReady(ctx context.Context, app *tenant.App) {
	if app.Webhook == nil {
		l.cancel(ctx)
		return
	}
	for l.mayStart(app) {
		select {
		case l.queue.slots <- struct{}{}: // whoever waits longest is next, so apps take turns
		case <-ctx.Done():
			return
		}
		t, ok := l.take(app)
		if !ok {
			<-l.queue.slots
			return
		}
		l.workers.Go(func() { l.work(ctx, app, &t) })
	}
}

func (l *lane) mayStart(app *tenant.App) bool {
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	return l.open(app)
}

// open reports whether one more request may be under way. The lock is held.
func (l *lane) open(app *tenant.App) bool {
	most := app.Settings.WebhookRequests
	if l.probes > 0 {
		most = 1
		if l.queue.now().Before(l.probeAt) {
			most = 0
		}
	}
	return len(l.ready) > 0 && l.busy < most && l.owns()
}

// turn is one call's.
type turn struct {
	*waiting
	id      call.ID
	eager   bool
	version int64      // up to which what is read has everything
	first   *Delivery  // nil if it has to be read
	read    []Delivery // what was
}

// take gives the next call to somebody who works on it.
func (l *lane) take(app *tenant.App) (t turn, ok bool) {
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	if !l.open(app) {
		return t, false
	}
	id := l.ready[0]
	l.ready = l.ready[1:]
	l.busy++
	w := l.known[id]
	t = turn{waiting: w, id: id, eager: w.eager, version: w.version}
	if w.whole {
		first := w.messages[0]
		t.first = &first
	}
	w.again, w.eager = false, false
	return t, true
}

// work makes one attempt for a call, if it has something to send that is due. The slot is held, and let go.
func (l *lane) work(ctx context.Context, app *tenant.App, t *turn) {
	d, what, err := l.attempt(ctx, app, t)
	<-l.queue.slots
	then := nothing
	switch {
	case errors.Is(err, call.ErrNotFound): // all is told
	case err != nil:
		l.storeFailed(ctx, "read a webhook to send", err)
		then = look
	case what == notDue:
		l.postponed(d.Due)
	default:
		then = l.settle(ctx, d, what)
	}
	l.done(t, then)
}

// sequel is what a call has to send after an attempt.
type sequel int

const (
	nothing sequel = iota // that can be sent now
	more                  // what is behind the message that was settled, if anything
	look                  // whatever the store says
)

// attempt sends the first pending message of a call. What was begun is seen to its end when the server stops.
func (l *lane) attempt(ctx context.Context, app *tenant.App, t *turn) (*Delivery, outcome, error) {
	q, ctx, d := l.queue, context.WithoutCancel(ctx), t.first
	if d == nil {
		read, err := q.store.NextDeliveries(ctx, call.Ref{App: l.app, ID: t.id}, atOnce)
		if err != nil {
			return nil, "", err
		}
		if len(read) == 0 {
			return nil, "", call.ErrNotFound
		}
		t.read, d = read, &read[0]
	}
	if what := l.skip(d, t.eager); what != "" {
		return d, what, nil
	}
	if d.Tries == 0 {
		q.metrics.first.Observe(q.now().Sub(d.At).Seconds())
	}
	q.metrics.open.Inc()
	a, what := q.sender.send(ctx, app, &message{id: d.ID(), event: d.Event, origin: d.Origin, body: d.Body})
	q.metrics.open.Dec()
	q.metrics.attempted(what, a.Took)
	d.Tries++
	d.Attempts = append(d.Attempts, a)
	if over := len(d.Attempts) - MostAttempts; over > 0 {
		d.Attempts = d.Attempts[over:]
	}
	return d, what, nil
}

// skip says why a message is not sent now; empty if it is. An eager search wants it sent before it is due, though not
// again what was tried since the search began.
func (l *lane) skip(d *Delivery, eager bool) outcome {
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	now, last := l.queue.now(), len(d.Attempts)-1
	switch {
	case now.Before(d.Due) && !(eager && (last < 0 || d.Attempts[last].At.Before(l.look.begun))):
		return notDue
	case l.probes > 0 && now.After(d.Until):
		return hopeless
	}
	return ""
}

// settle writes down what became of an attempt, and says what comes next. If the store fails it tries again while the server
// runs: nobody is bothered with the same message because of our disk.
func (l *lane) settle(ctx context.Context, d *Delivery, what outcome) sequel {
	q, now := l.queue, l.queue.now()
	state, due := Delivered, time.Time{}
	switch {
	case what == outcomeDelivered:
	case now.Before(d.Until):
		state, due = Pending, now.Add(pause(d.Tries, q.random))
		if due.After(d.Until) {
			due = d.Until
		}
	default:
		state = GivenUp
		q.log.Warn("a webhook was not taken in time and is given up", "app", l.app, "call", d.Call.ID, "delivery", d.ID(),
			"tries", d.Tries, "error", lastError(d))
	}
	for wait := trouble; ; wait = min(2*wait, longest) {
		err := q.store.SettleDelivery(context.WithoutCancel(ctx), d, state, due, now)
		if err == nil {
			break
		}
		q.log.Error("cannot write down what became of a webhook, trying again", "app", l.app, "delivery", d.ID(), "error", err)
		again := time.NewTimer(wait)
		select {
		case <-again.C:
		case <-ctx.Done():
			again.Stop()
			return nothing // it is sent once more by the next process
		}
	}
	if state != Pending {
		q.metrics.settled.WithLabelValues(string(state)).Inc()
		q.metrics.pending.Dec()
	}
	switch what {
	case hopeless:
	case outcomeDelivered:
		l.succeeded(now)
	default:
		l.failed(d.Call.ID, now)
	}
	if state == Pending {
		l.postponed(due)
		return nothing
	}
	return more
}

func lastError(d *Delivery) string {
	if len(d.Attempts) == 0 {
		return "never tried: the receiver was down all the time"
	}
	return d.Attempts[len(d.Attempts)-1].Error
}

// done gives a call back.
func (l *lane) done(t *turn, n sequel) {
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	l.busy--
	w, now := t.waiting, l.queue.now()
	stays := n != nothing || w.again || w.eager
	if t.first == nil {
		for i := range t.read {
			t.version = max(t.version, t.read[i].Version)
		}
		l.read.add(t.id, t.version, now)
		if behind := len(t.read) - 1; n == more && !w.again && !w.eager && len(t.read) < atOnce && l.loaded+behind <= loaded {
			w.whole, w.messages = true, t.read // which is all there was, and nothing came since
			l.loaded += behind + 1
		}
	}
	if n == more && w.whole {
		l.loaded--
		w.messages = w.messages[1:]
		stays = len(w.messages) > 0
	} else {
		l.unload(w)
	}
	if stays {
		l.ready = append(l.ready, t.id)
	} else {
		delete(l.known, t.id)
	}
	l.wake()
}

// unload has a call's messages read from the store from now on, also if somebody has just read them. The lock is held.
func (l *lane) unload(w *waiting) {
	l.loaded -= len(w.messages)
	w.whole, w.messages, w.again = false, nil, true
}

// cancel gives up everything: the app has no webhook any more.
func (l *lane) cancel(ctx context.Context) {
	n, err := l.queue.store.CancelDeliveries(ctx, l.app, l.queue.now())
	l.queue.metrics.settled.WithLabelValues(string(Canceled)).Add(float64(n))
	l.queue.metrics.pending.Sub(float64(n))
	if err != nil {
		l.storeFailed(ctx, "cancel webhooks", err)
		return
	}
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	l.forget()
}

// storeFailed lets the store come round.
func (l *lane) storeFailed(ctx context.Context, what string, err error) {
	if ctx.Err() != nil {
		return
	}
	l.queue.log.Error("cannot "+what+", trying again", "app", l.app, "error", err)
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	l.rest = l.queue.now().Add(trouble)
}

// retire reports whether there is nothing left to do, and takes the lane out of the queue then.
func (l *lane) retire() bool {
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	if len(l.known) > 0 || l.look.on || !l.pollAt.IsZero() || !l.read.empty(l.queue.now()) {
		return false
	}
	delete(l.queue.lanes, l.app)
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

// What follows changes the lane, with the queue's lock held.

// arrived takes up a call of which something was committed. If nothing of the call can be pending but what is known, its
// messages are kept and need not be read.
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

func (l *lane) add(id call.ID) *waiting {
	w := &waiting{}
	l.known[id] = w
	l.ready = append(l.ready, id)
	return w
}

// search begins a search behind a position, unless one is under way that comes along there.
func (l *lane) search(behind Position, eager bool, now time.Time) {
	switch {
	case !l.look.on || eager:
		l.look = search{on: true, behind: behind, eager: eager, begun: now}
	case behind.At.Before(l.look.behind.At):
		l.look.behind = behind
	default:
		l.look.news++
	}
}

// recovered has everything tried soon.
func (l *lane) recovered(now time.Time) {
	l.fresh = true
	clear(l.failing)
	l.failingSince, l.probes, l.probeAt, l.rest = time.Time{}, 0, time.Time{}, time.Time{}
	l.search(Position{}, true, now)
	l.wake()
}

func (l *lane) due(at time.Time) {
	if l.pollAt.IsZero() || at.Before(l.pollAt) {
		l.pollAt = at
	}
}

func (l *lane) wake() {
	select {
	case l.changed <- struct{}{}:
	default:
	}
}

// These take the lock.

func (l *lane) postponed(due time.Time) {
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	l.due(due)
}

// succeeded notes that the receiver took something.
func (l *lane) succeeded(now time.Time) {
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	switch {
	case l.probes > 0, !l.failingSince.IsZero() && now.Sub(l.failingSince) >= outage:
		l.recovered(now)
	default:
		clear(l.failing)
		l.failingSince = time.Time{}
	}
}

// failed notes that it did not. A receiver that takes nothing of several calls is asked with one message at a time.
func (l *lane) failed(id call.ID, now time.Time) {
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	if l.failingSince.IsZero() {
		l.failingSince = now
	}
	if len(l.failing) < dead {
		l.failing[id] = true
	}
	switch {
	case l.probes == 0 && len(l.failing) < dead, l.probes > 0 && now.Before(l.probeAt): // what was under way when it went down
		return
	case l.probes == 0:
		l.look.eager = false
	}
	l.probes++
	l.probeAt = now.Add(min(pause(l.probes, l.queue.random), longest))
}
