package httpapi

import (
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"runtime/debug"
	"strings"
	"time"
)

// Root hands each request to its door.
type Root struct {
	v4   http.Handler
	rest http.Handler
	log  *slog.Logger
}

// NewRoot returns the root handler. Everything under /v4/ goes to v4 as it came, because that dialect
// answers every path itself and a mux would redirect the unusual ones; all else goes to rest, usually
// an [http.ServeMux].
func NewRoot(v4, rest http.Handler, log *slog.Logger) *Root {
	return &Root{v4: v4, rest: rest, log: log}
}

// ServeHTTP answers a request.
func (h *Root) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	logged := h.log.Enabled(r.Context(), slog.LevelDebug)
	if r.URL.Path == "/v4" || strings.HasPrefix(r.URL.Path, "/v4/") {
		if !logged {
			h.v4.ServeHTTP(w, r)
			return
		}
		rec := &recorder{ResponseWriter: w}
		defer h.access(rec, r, time.Now())
		h.v4.ServeHTTP(rec, r)
		return
	}

	id := requestID()
	w.Header().Set("X-Request-Id", id)
	rec := &recorder{ResponseWriter: w}
	if logged {
		defer h.access(rec, r, time.Now())
	}
	defer h.recovered(rec, r, id)
	h.rest.ServeHTTP(rec, r)
}

// recovered turns a panic into an answer and a log line.
func (h *Root) recovered(w *recorder, r *http.Request, id string) {
	p := recover()
	if p == nil {
		return
	}
	if p == http.ErrAbortHandler { //nolint:errorlint // a panic value, compared as net/http compares it
		panic(p)
	}
	h.log.ErrorContext(r.Context(), "handler panicked",
		"request", id, "method", r.Method, "path", r.URL.Path, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
	if w.status != 0 {
		panic(http.ErrAbortHandler) // half an answer is out; cut it rather than let it look whole
	}
	http.Error(w, "internal error, request "+id, http.StatusInternalServerError)
}

// access logs one request.
func (h *Root) access(w *recorder, r *http.Request, begun time.Time) {
	h.log.DebugContext(r.Context(), "request", "method", r.Method, "path", r.URL.Path, "status", w.status,
		"bytes", w.bytes, "took", time.Since(begun), "remote", r.RemoteAddr, "request", w.Header().Get("X-Request-Id"))
}

// requestID makes the id that an answer and its log lines share.
func requestID() string { return fmt.Sprintf("%016x", rand.Uint64()) }
