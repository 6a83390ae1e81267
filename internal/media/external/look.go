package external

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"ringline/internal/call"
	"ringline/internal/media/livekit"
)

// lookTimeout is for all of a look.
const lookTimeout = 5 * time.Second

// Found is what a look at a server came to.
type Found struct {
	Fault    error         // why calls cannot have their media there; nil if they can
	Creates  bool          // it makes rooms by itself, so that an old ticket opens one that is over
	ClockOff time.Duration // how far its clock is ahead of ours; 0 if it does not say
	Rooms    int           // of calls
}

// Look looks at a server, for who sets it up. It changes nothing there.
func Look(ctx context.Context, cfg livekit.External) (f Found) {
	ctx, cancel := context.WithTimeout(ctx, lookTimeout)
	defer cancel()
	s, err := New(cfg, time.Minute, nil, slog.New(slog.DiscardHandler))
	if err != nil {
		return Found{Fault: err}
	}
	defer s.client.CloseIdleConnections()
	refs, err := s.list(ctx)
	if err != nil {
		f.Fault = s.explain(err)
	}
	f.Rooms = len(refs)
	status, date, err := s.knock(ctx)
	if err != nil && f.Fault == nil {
		f.Fault = fmt.Errorf("%s does not take signalling: %w", s.base(), err)
	}
	f.Creates = status == http.StatusOK
	if at, err := http.ParseTime(date); err == nil {
		f.ClockOff = time.Until(at).Truncate(time.Second)
	}
	return f
}

// knock asks, as a client does, whether a ticket for a room that is not there opens one.
func (s *Server) knock(ctx context.Context) (status int, date string, err error) {
	ticket, err := s.Tickets.Ticket(call.Ref{App: 1, ID: call.ID("look-" + rand.Text())}, "ringline", "ringline")
	if err != nil {
		return 0, "", err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.base()+"/rtc/validate?access_token="+url.QueryEscape(ticket.Token), http.NoBody)
	if err != nil {
		return 0, "", err
	}
	res, err := s.client.Do(r)
	if err != nil {
		var asked *url.Error
		if errors.As(err, &asked) {
			err = asked.Err // without the ticket
		}
		return 0, "", err
	}
	defer func() { _ = res.Body.Close() }()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 4<<10))
	return res.StatusCode, res.Header.Get("Date"), nil
}

// warn tells the log if the server makes rooms by itself.
func (s *Server) warn(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, lookTimeout)
	defer cancel()
	if status, _, err := s.knock(ctx); err == nil && status == http.StatusOK {
		s.log.Warn("media: the media server makes rooms by itself, so old tickets open rooms that are over: set room.auto_create: false there")
	}
}
