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

// Deliver publishes a committed change to everybody it concerns, and has the other nodes do so. It does not wait for any client or node.
// Users without a device that is connected or within its lease cost nothing: whoever comes later syncs.
// Before and after [Node.Run] nobody is here to be told.
func (n *Node) Deliver(ch call.Change) {
	here := n.sockets.open()
	if !here && n.others == nil {
		return
	}
	var w callWord // each text is encoded once, when the first one needs it
	now := time.Now()
	if n.others != nil {
		w.Left = n.others.follow(&ch, now)
	} else {
		for _, i := range ch.Legs {
			n.expect(ch.To.App, &ch.To.Legs[i], now, false)
		}
	}
	newcomers := ch.Newcomers()
	for _, user := range ch.Audience() {
		who := account{ch.To.App, user}
		near := here && n.devices.reachable(who)
		if !near && n.others == nil {
			continue
		}
		var data []byte
		if slices.Contains(newcomers, user) {
			if w.Whole == nil {
				w.Whole = encode(publication{Call: introduction(&ch, n.now())})
			}
			data = w.Whole
		} else {
			if w.Part == nil {
				w.Part = encode(publication{Call: update(&ch, n.now())})
			}
			data = w.Part
		}
		if near {
			n.publish(who, data)
		}
		if n.others != nil {
			w.add(user, newcomers)
		}
	}
	if n.others != nil {
		w.App = ch.To.App
		n.others.tell(&word{Call: &w})
	}
}

// publish tells the devices of a user that are connected here, or away within their lease, something of a call.
func (n *Node) publish(who account, data []byte) {
	history := centrifuge.WithHistory(n.config.HistorySize, n.config.HistoryTTL)
	if _, err := n.library.Publish(channel(who), data, history); err != nil {
		n.log.Error("publish a change; the user's devices will notice the gap and sync",
			slog.Int64("app", int64(who.app)), slog.String("user", string(who.user)), slog.Any("error", err))
		return
	}
	n.metrics.publications.WithLabelValues("call").Inc()
}
