package realtime

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"ringline/internal/call"
)

const (
	lapsers = 256             // lapses under way at once: enough to fill a group commit
	again   = time.Second     // until a lapse that failed is tried again
	look    = time.Second     // the longest wait between two looks, so that every stall is noticed
	stall   = 2 * time.Second // a timer that is this late means that the process stood still
)

// recall grants a lease to every device that is in a call as the process starts: whoever does not come back
// within it was lost by the service, not by the network.
func (n *Node) recall(ctx context.Context) error {
	if n.others != nil {
		if err := n.others.recall(ctx); err != nil {
			return fmt.Errorf("recall the devices that this node keeps: %w", err)
		}
		return nil
	}
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

// watchLeases takes devices whose lease is over out of their calls, until ctx is done. One that takes long keeps no
// other waiting.
func (n *Node) watchLeases(ctx context.Context) {
	var lapsing sync.WaitGroup
	defer lapsing.Wait()
	free, busy := make(chan struct{}, lapsers), 0
	for last := time.Now(); ; {
		wait := look
		if busy < lapsers {
			wait = min(n.devices.wait(last), look)
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-free:
			busy--
		case <-n.devices.sooner:
		case <-timer.C:
		}
		timer.Stop()
		now := time.Now()
		n.excuseStall(last, now, wait)
		last = now
		for _, l := range n.devices.lapsed(now, lapsers-busy) {
			busy++
			lapsing.Go(func() {
				n.lapse(ctx, l)
				free <- struct{}{}
			})
		}
	}
}

// excuseStall starts all leases anew if the process stood still since it last looked: it could not hear anybody.
// It looks again after wait at the latest.
func (n *Node) excuseStall(last, now time.Time, wait time.Duration) {
	if late := now.Sub(last) - wait; late > stall {
		n.log.Warn("the process stood still; leases start anew", slog.Duration("for", late))
		n.devices.excuse(now)
	}
}

func (n *Node) lapse(ctx context.Context, l lapse) {
	if l.session != nil {
		l.session.client.Disconnect(disconnectSilent)
		n.turned(l.account)
	}
	if n.others != nil {
		switch n.others.judge(ctx, &l) {
		case lapses:
		case another:
			return
		case unclear:
			n.later(l)
			return
		}
	}
	n.metrics.lapses.Inc()
	err := n.calls.Lapse(ctx, l.app, l.user, l.device, l.restart)
	if err != nil && ctx.Err() == nil {
		n.log.Error("take a lost device out of its call; it will be tried again",
			slog.Int64("app", int64(l.app)), slog.String("user", string(l.user)), slog.Any("error", err))
		n.later(l)
	} else if n.others != nil && err == nil {
		n.others.keeper.drop(rowOf(l.account, l.device)) // it may have been in no call any more
	}
}

// later has a lapse tried again, unless the device comes back before.
func (n *Node) later(l lapse) {
	n.devices.grantAgain(l, time.Now().Add(again-n.config.Lease))
}
