package realtime

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"ringline/internal/call"
)

const (
	lapsers = 64              // lapses under way at once: enough to fill a group commit
	again   = time.Second     // until a lapse that failed is tried again
	look    = time.Second     // the longest wait between two looks, so that every stall is noticed
	stall   = 2 * time.Second // a timer that is this late means that the process stood still
)

// recall grants a lease to every device that is in a call as the process starts: whoever does not come back
// within it was lost by the service, not by the network.
func (n *Node) recall(ctx context.Context) error {
	live, err := n.calls.Live(ctx, 0)
	if err != nil {
		return fmt.Errorf("recall live calls: %w", err)
	}
	now := time.Now()
	for i := range live {
		for j := range live[i].Legs {
			n.expect(live[i].App, &live[i].Legs[j], now, true)
		}
	}
	return nil
}

// expect grants a lease to a leg's device, if it is in the call and not known already.
func (n *Node) expect(app call.AppID, l *call.Leg, now time.Time, restart bool) {
	if l.State == call.Joined && !l.Robot {
		n.devices.grant(account{app, l.User}, l.Device, now, restart)
	}
}

// watchLeases takes devices whose lease is over out of their calls, until ctx is done.
func (n *Node) watchLeases(ctx context.Context) {
	for {
		begun := time.Now()
		wait := min(n.devices.wait(begun), look)
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-n.devices.sooner:
		case <-timer.C:
		}
		timer.Stop()
		now := time.Now()
		if late := now.Sub(begun) - wait; late > stall {
			n.log.Warn("the process stood still; leases start anew", slog.Duration("for", late))
			n.devices.excuse(now)
		}
		n.lapse(ctx, n.devices.lapsed(now))
	}
}

func (n *Node) lapse(ctx context.Context, over []lapse) {
	var group errgroup.Group
	group.SetLimit(lapsers)
	for _, l := range over {
		if l.session != nil {
			l.session.client.Disconnect(disconnectSilent)
			n.turned(l.account)
		}
		group.Go(func() error {
			n.metrics.lapses.Inc()
			err := n.calls.Lapse(ctx, l.app, l.user, l.device, l.restart)
			if err != nil && ctx.Err() == nil {
				n.log.Error("take a lost device out of its call; it will be tried again",
					slog.Int64("app", int64(l.app)), slog.String("user", string(l.user)), slog.Any("error", err))
				n.devices.grant(l.account, l.device, time.Now().Add(again-n.config.Lease), l.restart)
			}
			return nil
		})
	}
	_ = group.Wait() // its functions return nil
}
