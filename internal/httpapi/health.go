package httpapi

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"
)

// Health answers that the process is alive. It looks at nothing, so that a busy store gets nobody killed.
func Health() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		plain(w, http.StatusOK, "ok\n")
	})
}

// Check is one thing without which the server should get no traffic.
type Check struct {
	Name  string                      // one word, shown to everybody
	Probe func(context.Context) error // nil when all is well
}

// readyTimeout is how long all checks together may take.
const readyTimeout = 2 * time.Second

// Ready answers 200 if all checks pass, else 503, with a line for each. What exactly is wrong goes to
// the log, once until it is well again: the page is open to everybody, and balancers ask twice a second.
func Ready(log *slog.Logger, checks ...Check) http.Handler {
	failing := make([]atomic.Bool, len(checks))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), readyTimeout)
		defer cancel()
		status, text := http.StatusOK, ""
		for i, c := range checks {
			if err := c.Probe(ctx); err != nil {
				if !failing[i].Swap(true) {
					log.WarnContext(ctx, "not ready", "check", c.Name, "error", err)
				}
				status = http.StatusServiceUnavailable
				text += c.Name + ": not ready\n"
				continue
			}
			if failing[i].Swap(false) {
				log.InfoContext(ctx, "ready again", "check", c.Name)
			}
			text += c.Name + ": ok\n"
		}
		if text == "" {
			text = "ok\n"
		}
		plain(w, status, text)
	})
}

func plain(w http.ResponseWriter, status int, text string) {
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text) // a client that went away is no error
}
