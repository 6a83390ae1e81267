package livekit

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/livekit/livekit-server/pkg/service"

	"ringline/internal/call"
	"ringline/internal/media"
)

// Gate knows who may connect to the media of a call right now. See [media.Gate].
type Gate interface {
	// MayJoin returns nil, [media.ErrNotMember], [media.ErrElsewhere], or another error when it could not find out.
	MayJoin(ctx context.Context, ref call.Ref, user call.UserID, device call.DeviceID) error
}

// openTimeout bounds what a connecting client waits for its room; it takes well under a millisecond.
const openTimeout = 3 * time.Second

// Handler serves LiveKit's signalling: mount it at /rtc and /rtc/. The http.ResponseWriter must still be a
// http.Hijacker there, and the access_token parameter, which is secret, must not be logged.
//
// Answers: 401 without a valid ticket, 403 when its holder is not in the call, 503 while stopping or when the call's room is on another
// node, else LiveKit's.
func (s *Server) Handler() http.Handler { return http.HandlerFunc(s.door) }

func (s *Server) door(w http.ResponseWriter, r *http.Request) {
	// The ticket is the only credential, no cookie counts: pages of any origin may connect.
	w.Header().Set("Access-Control-Allow-Origin", "*")
	switch r.Method {
	case http.MethodOptions:
		w.Header().Set("Access-Control-Allow-Headers", "Authorization")
		w.Header().Set("Access-Control-Max-Age", "86400")
		w.WriteHeader(http.StatusNoContent)
		return
	case http.MethodGet:
	default:
		w.Header().Set("Allow", "GET, OPTIONS")
		http.Error(w, "only GET", http.StatusMethodNotAllowed)
		return
	}
	if !s.enter() {
		http.Error(w, "the server is stopping, connect again in a moment", http.StatusServiceUnavailable)
		return
	}
	defer s.visits.Done()

	h, err := s.verify(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusUnauthorized)
		return
	}
	// LiveKit would let a second participant in under a name derived from the user's.
	if r.URL.Query().Has("publish") {
		http.Error(w, "publish: not offered", http.StatusForbidden)
		return
	}
	if status, text := s.admit(r.Context(), h); status != http.StatusOK {
		http.Error(w, text, status)
		return
	}
	r = r.WithContext(service.WithGrantsExpiry(r.Context(), h.grants, apiKey, h.expires))
	r.Body = http.NoBody // LiveKit would take parameters from there, too
	s.rtc.ServeHTTP(w, r)
}

// admit asks the gate, and makes sure that the room is there: the client may be faster than the sink that opens
// rooms, and after a restart nobody else would.
func (s *Server) admit(ctx context.Context, h holder) (status int, text string) {
	ctx, cancel := context.WithTimeout(ctx, openTimeout)
	defer cancel()
	err := s.gate.MayJoin(ctx, h.call, h.user, h.device)
	if err == nil {
		err = s.Open(ctx, h.call)
	}
	switch {
	case err == nil:
		return http.StatusOK, ""
	case errors.Is(err, media.ErrNotMember):
		return http.StatusForbidden, media.ErrNotMember.Error()
	case errors.Is(err, media.ErrElsewhere):
		return http.StatusServiceUnavailable, media.ErrElsewhere.Error() + ", try again"
	case errors.Is(ctx.Err(), context.Canceled):
		return http.StatusServiceUnavailable, "gone" // the client is; nobody reads this
	}
	s.log.Error("media: cannot let a member in", slog.Any("error", err),
		slog.Int64("app", int64(h.call.App)), slog.String("call", string(h.call.ID)), slog.String("user", string(h.user)))
	return http.StatusServiceUnavailable, "media is not available now, try again"
}

// enter counts a request in, unless the server is stopping.
func (s *Server) enter() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopping {
		return false
	}
	s.visits.Add(1)
	return true
}
