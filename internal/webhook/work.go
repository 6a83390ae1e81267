package webhook

import (
	"context"
	"errors"
	"time"

	"ringline/internal/call"
	"ringline/internal/tenant"
)

// How a lane sends: one attempt for one call at a time, and what becomes of it.

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
	case what == notOurs:
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
	a, what := q.sender.send(ctx, app, &message{id: d.ID(), event: d.Event, origin: d.Origin, body: d.Body, ours: l.owns})
	q.metrics.open.Dec()
	if what == notOurs {
		return d, what, nil
	}
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
