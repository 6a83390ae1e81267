package realtime

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/centrifugal/centrifuge"

	"ringline/internal/call"
)

// loginData is what the connect command carries beside the UserSig.
type loginData struct {
	App      int64         `json:"app"`
	User     call.UserID   `json:"user"`
	Device   call.DeviceID `json:"device"`
	Platform string        `json:"platform"` // see platforms; empty when the client does not say
}

// loginReply is the data of the connect reply.
type loginReply struct {
	Now    int64         `json:"now"`
	User   call.UserID   `json:"user"`
	Device call.DeviceID `json:"device"`
	Lease  int64         `json:"lease"` // milliseconds
	Ring   int64         `json:"ring"`  // milliseconds
	Max    int           `json:"max"`   // members
}

const maxDeviceBytes = 64

// decodeLogin reads the data of a connect command. Its error is fit for the client.
func decodeLogin(data []byte) (loginData, error) {
	var in loginData
	if err := decode(data, &in); err != nil {
		return in, invalidLogin(err.Error())
	}
	if in.App <= 0 {
		return in, invalidLogin("app: is missing")
	}
	if err := call.CheckUser("user", in.User); err != nil {
		return in, invalidLogin(err.Error())
	}
	if err := checkDevice(in.Device); err != nil {
		return in, invalidLogin(err.Error())
	}
	switch in.Platform {
	case "", "web", "android", "ios", "windows", "macos", "linux":
		return in, nil
	default:
		return in, invalidLogin("platform: must be web, android, ios, windows, macos, linux or left out")
	}
}

func checkDevice(id call.DeviceID) error {
	switch {
	case id == "":
		return call.Invalid("device", "is missing")
	case len(id) > maxDeviceBytes:
		return call.Invalid("device", "is longer than %d bytes", maxDeviceBytes)
	}
	for i := range len(id) {
		switch b := id[i]; {
		case 'a' <= b && b <= 'z', 'A' <= b && b <= 'Z', '0' <= b && b <= '9', b == '.', b == '_', b == '-':
		default:
			return call.Invalid("device", "may only hold letters, digits, dots, underscores and hyphens")
		}
	}
	return nil
}

type sessionKey struct{}

// login judges a connect command.
func (n *Node) login(ctx context.Context, e centrifuge.ConnectEvent) (centrifuge.ConnectReply, error) {
	reply, err := n.admit(ctx, e)
	result := "ok"
	var refused *centrifuge.Error
	switch {
	case errors.As(err, &refused):
		result = fmt.Sprint(refused.Code)
	case err != nil:
		result = "limit"
	}
	n.metrics.logins.WithLabelValues(result).Inc()
	return reply, err
}

func (n *Node) admit(ctx context.Context, e centrifuge.ConnectEvent) (centrifuge.ConnectReply, error) {
	var none centrifuge.ConnectReply
	in, err := decodeLogin(e.Data)
	if err != nil {
		return none, err
	}
	if cell := n.cells.Of(in.App); cell != nil {
		return none, wrongCell(cell)
	}
	app := n.apps.App(in.App)
	switch {
	case app == nil:
		return none, errUnknownApp
	case app.Disabled:
		return none, errAppDisabled
	}
	until, err := n.sigs.VerifyUntil(app, in.User, e.Token)
	if err != nil {
		return none, loginRefusal(err)
	}
	now := time.Now()
	who := account{call.AppID(in.App), in.User}
	if !n.devices.arrive(who, in.Device, now) {
		n.log.Debug("a user has too many devices", slog.Int64("app", in.App), slog.String("user", string(in.User)))
		return none, centrifuge.DisconnectConnectionLimit
	}
	ip, _ := ctx.Value(peerKey{}).(string)
	s := &session{
		node: n, account: who, device: in.Device, since: time.Now(), limit: n.limiter(), reports: newReportLimit(), origin: call.Origin{IP: ip, Platform: in.Platform},
	}
	if s.life, _ = ctx.Value(pulseKey{}).(*pulse); s.life == nil {
		s.life = newPulse(now)
	}
	hears := map[string]centrifuge.SubscribeOptions{
		channel(who): {EnableRecovery: true},
	}
	if app.Settings.ListUsers {
		hears[presenceChannel(who.app)] = centrifuge.SubscribeOptions{}
	}
	return centrifuge.ConnectReply{
		Context:           context.WithValue(ctx, sessionKey{}, s),
		Credentials:       &centrifuge.Credentials{UserID: channel(who), ExpireAt: renewAt(until, now)},
		ClientSideRefresh: true,
		Subscriptions:     hears,
		Data: encode(loginReply{
			Now: millis(n.now()), User: in.User, Device: in.Device, Lease: n.config.Lease.Milliseconds(),
			Ring: app.Settings.RingTimeout.Milliseconds(), Max: app.Settings.MaxMembers,
		}),
	}, nil
}

// renewAt is when the SDK of a client asks its app for the next UserSig, unix time: a while before the present one's
// last second, and not in the first half of what is left of it.
func renewAt(until int64, now time.Time) int64 {
	left := until - now.Unix()
	return until - max(0, min(left/2, int64(renewAhead/time.Second)))
}

// refresh judges a new UserSig of a session that goes on.
func (s *session) refresh(sig string) (centrifuge.RefreshReply, error) {
	app := s.node.apps.App(int64(s.app))
	switch {
	case app == nil:
		return centrifuge.RefreshReply{}, errUnknownApp
	case app.Disabled:
		return centrifuge.RefreshReply{}, errAppDisabled
	}
	until, err := s.node.sigs.VerifyUntil(app, s.user, sig)
	if err != nil {
		return centrifuge.RefreshReply{}, loginRefusal(err)
	}
	return centrifuge.RefreshReply{ExpireAt: renewAt(until, time.Now())}, nil
}

// decode reads a JSON object that a client sent. Nothing at all is the empty object. Its error is a *call.Error.
func decode(data []byte, into any) error {
	if len(data) == 0 {
		return nil
	}
	err := json.Unmarshal(data, into)
	var wrong *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &wrong) && wrong.Field != "":
		return call.Invalid(wrong.Field, "must not be a JSON %s", wrong.Value)
	default:
		return call.Invalid("data", "must be a JSON object")
	}
}
