package external

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"time"

	"github.com/livekit/protocol/auth"
	lk "github.com/livekit/protocol/livekit"
	"google.golang.org/protobuf/encoding/protojson"

	"ringline/internal/call"
	"ringline/internal/media"
	"ringline/internal/media/livekit"
)

// ReportsPath is where servers send what they see, each under its name.
const ReportsPath = "/media/webhook/"

const (
	reportBytes   = 64 << 10        // most of one; LiveKit's are a few thousand
	tokenBytes    = 4 << 10         // most of what signs one
	reportTimeout = 5 * time.Second // for looking at the call
)

// outcome is what became of a report.
type outcome string

const (
	taken    outcome = "taken"
	repeated outcome = "repeated" // known already
	foreign  outcome = "foreign"  // about nothing that this server has of ours
	forged   outcome = "forged"   // not signed by this server, or too long ago
	large    outcome = "large"
	garbled  outcome = "garbled"
	failed   outcome = "failed" // the call could not be looked at: LiveKit sends it again
)

// answers are what the sender of a report is told: what helps nobody must not be sent again.
var answers = map[outcome]int{
	taken: http.StatusOK, repeated: http.StatusOK, foreign: http.StatusOK, forged: http.StatusUnauthorized,
	large: http.StatusRequestEntityTooLarge, garbled: http.StatusBadRequest, failed: http.StatusServiceUnavailable,
}

// Reports takes what servers report; mount it at [ReportsPath]. What counts is handed on, to the one who listens to that server.
func Reports(servers []*Server, calls media.Calls, listen func(host string) func(media.Event)) http.Handler {
	mux := http.NewServeMux()
	for _, s := range servers {
		on := listen(s.Name())
		mux.HandleFunc("POST "+ReportsPath+s.Name(), func(w http.ResponseWriter, r *http.Request) {
			o := s.report(w, r, calls, on)
			s.metrics.report(o)
			w.Header().Set("Cache-Control", "no-store")
			http.Error(w, string(o), answers[o])
		})
	}
	return mux
}

// report judges one. Nothing is read of it before its token is known to be that server's, and nothing is believed before the token fits it.
func (s *Server) report(w http.ResponseWriter, r *http.Request, calls media.Calls, on func(media.Event)) outcome {
	hash, ok := s.signed(r.Header.Get("Authorization"))
	if !ok {
		return forged
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, reportBytes))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return large
	case err != nil:
		return garbled
	}
	sum := sha256.Sum256(body)
	if subtle.ConstantTimeCompare([]byte(hash), []byte(base64.StdEncoding.EncodeToString(sum[:]))) != 1 {
		return forged
	}
	var ev lk.WebhookEvent
	if err := (protojson.UnmarshalOptions{DiscardUnknown: true, AllowPartial: true}).Unmarshal(body, &ev); err != nil {
		return garbled
	}
	event, ok := livekit.Event(&ev)
	if !ok {
		return foreign
	}
	id := ev.GetId()
	if id == "" {
		id = hex.EncodeToString(sum[:])
	}
	if !s.seen.first(id, time.Now()) {
		return repeated
	}
	o := s.weigh(r.Context(), event, calls)
	if o == failed {
		s.seen.forget(id)
	}
	if o == taken {
		on(event)
	}
	return o
}

// signed returns the hash of the body that a token is for. It is ours to believe if that server's key signed it, not long ago.
func (s *Server) signed(token string) (hash string, ok bool) {
	if token == "" || len(token) > tokenBytes {
		return "", false
	}
	parsed, err := auth.ParseAPIToken(token)
	if err != nil || parsed.APIKey() != s.Key {
		return "", false
	}
	claims, grants, err := parsed.Verify(s.Secret) // by HMAC, in constant time
	if err != nil || claims.ExpiresAt == nil || grants.Sha256 == "" {
		return "", false
	}
	return grants.Sha256, true
}

// weigh holds what was reported against the call.
func (s *Server) weigh(ctx context.Context, ev media.Event, calls media.Calls) outcome {
	ctx, cancel := context.WithTimeout(ctx, reportTimeout)
	defer cancel()
	c, err := calls.Load(ctx, ev.Call)
	switch {
	case errors.Is(err, call.ErrNotFound):
		return foreign
	case err != nil:
		s.log.Warn("media: cannot look at the call of an event", slog.Int64("app", int64(ev.Call.App)), slog.String("call", string(ev.Call.ID)), slog.Any("error", err))
		return failed
	case c.Host != s.cfg.Name:
		return foreign
	}
	return taken
}
