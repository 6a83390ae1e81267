package realtime

import (
	"log/slog"
	"slices"
	"strconv"
	"time"

	"github.com/centrifugal/centrifuge"

	"ringline/internal/call"
)

// channel is where a user's devices hear of their calls.
func channel(who account) string {
	return "user/" + strconv.FormatInt(int64(who.app), 10) + "/" + string(who.user)
}

// presenceChannel is where the users of an app hear of each other.
func presenceChannel(app call.AppID) string {
	return "presence/" + strconv.FormatInt(int64(app), 10)
}

// Deliver publishes a committed change to everybody it concerns. It does not wait for any client.
// Users without a device that is connected or within its lease cost nothing: whoever comes later syncs.
// Before and after [Node.Run] nobody is there to be told.
func (n *Node) Deliver(ch call.Change) {
	if !n.sockets.open() {
		return
	}
	now := time.Now()
	for _, i := range ch.Legs {
		n.expect(ch.To.App, &ch.To.Legs[i], now, false)
	}
	var whole, part []byte // each is encoded once, when the first one needs it
	newcomers := ch.Newcomers()
	for _, user := range ch.Audience() {
		who := account{ch.To.App, user}
		if !n.devices.reachable(who) {
			continue
		}
		var data []byte
		if slices.Contains(newcomers, user) {
			if whole == nil {
				whole = encode(publication{Call: introduction(&ch, n.now())})
			}
			data = whole
		} else {
			if part == nil {
				part = encode(publication{Call: update(&ch, n.now())})
			}
			data = part
		}
		history := centrifuge.WithHistory(n.config.HistorySize, n.config.HistoryTTL)
		if _, err := n.library.Publish(channel(who), data, history); err != nil {
			n.log.Error("publish a change; the user's devices will notice the gap and sync",
				slog.Int64("app", int64(who.app)), slog.String("call", string(ch.To.ID)), slog.String("user", string(user)), slog.Any("error", err))
			continue
		}
		n.metrics.publications.WithLabelValues("call").Inc()
	}
}
