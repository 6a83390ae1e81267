package webhook

import (
	"context"
	"time"

	"ringline/internal/call"
)

// Whether the receiver is there, and the store. One that takes nothing of several calls is asked with one message at a time.

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

// recovered has everything tried soon. The lock is held.
func (l *lane) recovered(now time.Time) {
	l.fresh = true
	clear(l.failing)
	l.failingSince, l.probes, l.probeAt, l.rest = time.Time{}, 0, time.Time{}, time.Time{}
	l.search(Position{}, true, now)
	l.wake()
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
