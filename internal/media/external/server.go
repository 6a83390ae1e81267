package external

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/livekit/protocol/auth"
	lk "github.com/livekit/protocol/livekit"
	"github.com/twitchtv/twirp"

	"ringline/internal/call"
	"ringline/internal/media"
	"ringline/internal/media/livekit"
)

const (
	dialTimeout   = 2 * time.Second
	ticketTimeout = time.Second     // for making the room that a ticket is for; commands of clients have two
	tokenTTL      = 5 * time.Minute // of a request; clocks differ
)

// Server is one LiveKit server of the operator. Make it with [New], let its [Server.Run] work.
type Server struct {
	*livekit.Tickets

	cfg     livekit.External
	api     lk.RoomService
	client  *http.Client
	log     *slog.Logger
	metrics *metrics

	mu     sync.Mutex // guards what follows
	state  media.HostState
	fault  error // why it is away or refuses; nil if it is there
	failed int   // looks in a row
	looks  int
	rooms  int
	onAway []func(name string)
	seen   memory // of reports
}

// New makes one; nothing is asked yet, and it counts as away. The settings must be valid.
func New(cfg livekit.External, ttl time.Duration, m *Metrics, log *slog.Logger) (*Server, error) {
	secret, err := cfg.ReadSecret()
	if err != nil {
		return nil, err
	}
	client := &http.Client{
		Transport: &http.Transport{
			Proxy:               http.ProxyFromEnvironment,
			DialContext:         (&net.Dialer{Timeout: dialTimeout, KeepAlive: 5 * time.Second}).DialContext,
			TLSHandshakeTimeout: dialTimeout, MaxIdleConnsPerHost: 64, IdleConnTimeout: 30 * time.Second, ForceAttemptHTTP2: true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, // what we send is for that server alone
	}
	s := &Server{
		Tickets: cfg.Tickets(secret, ttl), cfg: cfg, client: client, log: log.With(slog.String("host", cfg.Name)),
		state: media.HostAway, fault: errors.New("it was not asked yet"),
	}
	if m != nil {
		s.metrics = m.of(cfg.Name)
	}
	s.api = lk.NewRoomServiceProtobufClient(s.base(), client)
	return s, nil
}

// base is where its API is.
func (s *Server) base() string {
	return "http" + strings.TrimPrefix(strings.TrimSuffix(s.cfg.URL, "/"), "ws")
}

// Name is its name among all hosts.
func (s *Server) Name() string { return s.cfg.Name }

// Ticket makes the room of a call and a ticket for it. The error is [call.ErrUnavailable] if the server is away.
func (s *Server) Ticket(ctx context.Context, ref call.Ref, user call.UserID, device call.DeviceID) (media.Ticket, error) {
	ctx, cancel := context.WithTimeout(ctx, ticketTimeout)
	defer cancel()
	if err := s.Open(ctx, ref); err != nil {
		s.log.Debug("media: cannot make the room that a ticket is for", slog.Int64("app", int64(ref.App)), slog.String("call", string(ref.ID)), slog.Any("error", err))
		return media.Ticket{}, call.ErrUnavailable
	}
	return s.Tickets.Ticket(ref, user, device)
}

// as lets a request do something.
func (s *Server) as(ctx context.Context, grant *auth.VideoGrant) (context.Context, error) {
	token, err := auth.NewAccessToken(s.Key, s.Secret).SetVideoGrant(grant).SetValidFor(tokenTTL).ToJWT()
	if err != nil {
		return nil, fmt.Errorf("sign a request: %w", err)
	}
	ctx, err = twirp.WithHTTPRequestHeaders(ctx, http.Header{"Authorization": {"Bearer " + token}})
	if err != nil {
		return nil, fmt.Errorf("sign a request: %w", err)
	}
	return ctx, nil
}

// is reports whether a server answered with an error of that kind.
func is(err error, code twirp.ErrorCode) bool {
	var answered twirp.Error
	return errors.As(err, &answered) && answered.Code() == code
}

// refused reports whether a server does not take our key.
func refused(err error) bool {
	return is(err, twirp.Unauthenticated) || is(err, twirp.PermissionDenied)
}
