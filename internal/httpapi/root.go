package httpapi

import (
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"time"
)

// Root hands each request to its door.
type Root struct {
	v4      http.Handler
	rest    http.Handler
	proxies proxies
	hsts    []string // the header's value; shared by all answers and never written to
	answer  time.Duration
	body    int64
	log     *slog.Logger
}

// NewRoot returns the root handler. Everything under /v4/ goes to v4 as it came, because that dialect
// answers every path itself and a mux would redirect the unusual ones; all else goes to rest, usually
// an [http.ServeMux]. To both a request looks as if no proxy that c trusts stood in between: its RemoteAddr is the
// client's, and its URL.Scheme tells what the client speaks.
//
// Browsers are told to come by https only for as long as hsts says; 0 tells them nothing.
func NewRoot(v4, rest http.Handler, c Config, hsts time.Duration, log *slog.Logger) *Root {
	h := &Root{
		v4: v4, rest: rest, log: log, answer: c.AnswerTimeout, body: c.BodyBytes,
		proxies: proxies{trusted: c.TrustedProxies, header: c.ProxyHeader},
	}
	if hsts > 0 {
		h.hsts = []string{"max-age=" + strconv.FormatInt(int64(hsts/time.Second), 10)}
	}
	return h
}

var noSniff = []string{"nosniff"} // shared by all answers and never written to

// ServeHTTP answers a request.
func (h *Root) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if refused(w, r) {
		return
	}
	h.proxies.see(r)
	head := w.Header()
	head["X-Content-Type-Options"] = noSniff
	if h.hsts != nil {
		head["Strict-Transport-Security"] = h.hsts
	}
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
	head.Set("X-Request-Id", id)
	rec := &recorder{ResponseWriter: w, patience: h.answer}
	r.Body = http.MaxBytesReader(w, r.Body, h.body)
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
