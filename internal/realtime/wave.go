package realtime

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"time"

	"github.com/centrifugal/centrifuge"
)

// A wave tells the clients of a node to sync, some at a time, because each of them asks the store then.
const (
	wavePart  = 50                     // users told at once
	wavePause = 100 * time.Millisecond // until the next ones are: 500 a second
	waveDelay = time.Second            // at most, before the first ones: not all nodes begin together
)

// sendWaves tells all clients to sync each time that something was missed, until ctx is done.
func (o *others) sendWaves(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-o.wave:
		}
		if !pause(ctx, rand.N(waveDelay)) {
			return
		}
		o.sendWave(ctx)
	}
}

func (o *others) sendWave(ctx context.Context) {
	n := o.node
	everybody := n.devices.everybody()
	if len(everybody) > 0 {
		n.log.Info("tells its clients to sync, as something of other servers was missed", slog.Int("users", len(everybody)))
	}
	for i, who := range everybody {
		if i%wavePart == 0 && i > 0 && !pause(ctx, wavePause) {
			return
		}
		for _, s := range n.devices.sessions(who) {
			o.tellLogin(s) // it may have been missed as well
		}
		n.publishSync(who)
	}
}

// publishSync tells a user's devices to sync.
func (n *Node) publishSync(who account) {
	if _, err := n.library.Publish(channel(who), encode(publication{Sync: true})); err != nil {
		n.log.Error("tell a user's devices to sync", slog.Int64("app", int64(who.app)), slog.String("user", string(who.user)), slog.Any("error", err))
		return
	}
	n.metrics.publications.WithLabelValues("sync").Inc()
}

// tellLogin tells the other nodes that a device is connected here.
func (o *others) tellLogin(s *session) {
	app := o.node.apps.App(int64(s.app))
	o.tell(&word{Login: &loginWord{
		App: s.app, User: s.user, Device: s.device, At: s.at, Only: app != nil && !app.Settings.MultiDevice,
	}})
}

// Drain asks all clients to connect anew, which they then do elsewhere, over a time, and takes no new ones. It returns when they have gone, or ctx
// is done. A node that is alone keeps them: there is nobody else.
func (n *Node) Drain(ctx context.Context, over time.Duration) {
	if n.others == nil {
		return
	}
	n.draining.Store(true)
	everybody := n.devices.everybody()
	rand.Shuffle(len(everybody), func(i, j int) { everybody[i], everybody[j] = everybody[j], everybody[i] })
	parts := max(1, int(over/wavePause))
	part := (len(everybody) + parts - 1) / parts
	for i, who := range everybody {
		if i%part == 0 && i > 0 && !pause(ctx, wavePause) {
			return
		}
		for _, s := range n.devices.sessions(who) {
			s.client.Disconnect(centrifuge.DisconnectShutdown)
		}
	}
	for { // those who were logging in meanwhile, too
		rest := n.devices.everybody()
		for _, who := range rest {
			for _, s := range n.devices.sessions(who) {
				s.client.Disconnect(centrifuge.DisconnectShutdown)
			}
		}
		if len(rest) == 0 || !pause(ctx, wavePause/2) {
			return
		}
	}
}

// pause waits, and reports whether ctx is not done.
func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}
