package realtime

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/centrifugal/centrifuge"
	"golang.org/x/time/rate"

	"ringline/internal/call"
)

// session is one connection after its login. Who it is never changes.
type session struct {
	node *Node
	account
	device call.DeviceID
	origin call.Origin
	client *centrifuge.Client
	since  time.Time // when it began; not later than its first command
	at     int64     // the same by the clock that all nodes share, in ns; 0 if there are no others
	life   *pulse
	limit  *rate.Limiter

	claimed  atomic.Bool   // the lease of its device, if there are other nodes
	reports  *rate.Limiter // of its media
	measured measured
}

// begin is called when the client has its connect reply, before its first command.
func (n *Node) begin(client *centrifuge.Client) {
	s, ok := client.Context().Value(sessionKey{}).(*session)
	if !ok {
		client.Disconnect(centrifuge.DisconnectServerError) // login put it there: cannot happen
		return
	}
	s.client = client
	client.OnRPC(s.command)
	client.OnRefresh(func(e centrifuge.RefreshEvent, done centrifuge.RefreshCallback) {
		done(s.refresh(e.Token))
	})
	client.OnDisconnect(func(e centrifuge.DisconnectEvent) {
		n.metrics.disconnect(e.Code)
		n.devices.detach(s)
	})
	if n.others != nil {
		s.at = n.others.members.Now().UnixNano()
	}
	app := n.apps.App(int64(s.app))
	replaced, kicked := n.devices.attach(s, app != nil && !app.Settings.MultiDevice, s.life.seen())
	if replaced != nil {
		replaced.client.Disconnect(disconnectReplaced)
	}
	for _, k := range kicked {
		k.client.Disconnect(disconnectKicked)
	}
	if n.others != nil {
		n.others.tellLogin(s)
	}
	// Whoever logged in while the app was being disabled came too late to be thrown out with the others.
	if app = n.apps.App(int64(s.app)); app == nil || app.Disabled {
		client.Disconnect(disconnectExpelled)
	}
}

// admitFrame refuses what a client sends beyond its rate, RPCs and anything else but pongs.
func (n *Node) admitFrame(client *centrifuge.Client, _ centrifuge.CommandReadEvent) error {
	s, ok := client.Context().Value(sessionKey{}).(*session)
	if !ok || s.limit.Allow() { // before the login there is no session, and only one command
		return nil
	}
	n.metrics.throttled.Inc()
	return centrifuge.ErrorTooManyRequests
}

// command runs one RPC. The library calls it for one frame of a connection at a time, so a client's commands
// take effect in their order, and a client that floods waits for itself.
func (s *session) command(e centrifuge.RPCEvent, done centrifuge.RPCCallback) {
	n := s.node
	do, known := n.commands[e.Method]
	switch {
	case !known:
		n.metrics.commands.WithLabelValues("unknown", "method_not_found").Inc()
		done(centrifuge.RPCReply{}, centrifuge.ErrorMethodNotFound)
		return
	case !n.working.enter():
		done(centrifuge.RPCReply{}, unavailable())
		return
	}
	defer n.working.leave()
	ctx, cancel := context.WithTimeout(s.client.Context(), n.config.Command)
	defer cancel()

	answer, err := do(ctx, s, e.Data)
	n.metrics.command(e.Method, err)
	if err != nil {
		told, known := refusal(err)
		if !known {
			n.log.Error("run a client's command", slog.String("method", e.Method), slog.Int64("app", int64(s.app)),
				slog.String("user", string(s.user)), slog.Any("error", err))
		}
		done(centrifuge.RPCReply{}, told)
		return
	}
	done(centrifuge.RPCReply{Data: encode(answer)}, nil)
}

func unavailable() *centrifuge.Error {
	told, _ := refusal(call.ErrUnavailable)
	return told
}
