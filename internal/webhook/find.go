package webhook

import (
	"context"
	"time"
)

// How a lane finds what there is to send: what comes up is told by those who commit it, and the rest lies in the store.

// search is a walk through everything that is pending in the store, in the order of time.
type search struct {
	on     bool
	behind Position
	eager  bool      // also what is not due, unless it was tried since
	begun  time.Time // when it began
	news   int       // counts what came in ahead of it
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

// search begins a search behind a position, unless one is under way that comes along there. The lock is held.
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

// due notes when a postponed call is due. The lock is held.
func (l *lane) due(at time.Time) {
	if l.pollAt.IsZero() || at.Before(l.pollAt) {
		l.pollAt = at
	}
}

func (l *lane) postponed(due time.Time) {
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	l.due(due)
}
