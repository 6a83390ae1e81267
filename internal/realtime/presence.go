package realtime

import (
	"context"
	"log/slog"
	"sync"

	"ringline/internal/call"
)

// presence tells the users of an app that lists them who comes and goes. One goroutine publishes,
// each time what is true then, so that the last word is always right however fast somebody flickers.
type presence struct {
	mu    sync.Mutex
	stale map[account]struct{} // whose state has to be published
	wake  chan struct{}
}

func newPresence() *presence {
	return &presence{stale: map[account]struct{}{}, wake: make(chan struct{}, 1)}
}

func (p *presence) touch(who account) {
	p.mu.Lock()
	p.stale[who] = struct{}{}
	p.mu.Unlock()
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

func (p *presence) take() map[account]struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	taken := p.stale
	p.stale = map[account]struct{}{}
	return taken
}

// turned hears from devices that a user may have come or gone.
func (n *Node) turned(who account) {
	if n.lists(who.app) {
		n.presence.touch(who)
	}
}

// lists reports whether the app shows its users who is online.
func (n *Node) lists(app call.AppID) bool {
	a := n.apps.App(int64(app))
	return a != nil && a.Settings.ListUsers
}

// watchPresence publishes who comes and goes, until ctx is done.
func (n *Node) watchPresence(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-n.presence.wake:
		}
		for who := range n.presence.take() {
			data := encode(publication{Presence: &presenceMessage{User: who.user, Online: n.devices.isOnline(who)}})
			if _, err := n.library.Publish(presenceChannel(who.app), data); err != nil {
				n.log.Error("publish presence", slog.Int64("app", int64(who.app)), slog.String("user", string(who.user)), slog.Any("error", err))
				continue
			}
			n.metrics.publications.WithLabelValues("presence").Inc()
		}
	}
}
