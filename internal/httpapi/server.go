// Package httpapi holds what all HTTP doors share: the server with its limits, the root handler that
// logs and recovers, health, readiness, metrics, and the headers of pages.
//
// It guarantees that a panic in a handler ends neither the process nor without an answer, that a slow
// or silent client cannot hold a connection for ever, and that no query string is ever logged: query
// strings carry UserSigs and media tickets.
//
// It knows no command and no dialect; those are in the packages below it.
package httpapi

import (
	"log/slog"
	"net/http"
	"time"
)

// Limits of the server. A client keeps its connection for many requests, so only what is idle or slow is cut.
const (
	headerTimeout  = 10 * time.Second // from the first byte of a request to the end of its header
	requestTimeout = 30 * time.Second // to the end of its body
	answerTimeout  = 2 * time.Minute  // from the end of its header to the end of its answer; not of a socket that was taken over
	idleTimeout    = 2 * time.Minute  // between requests
	headerBytes    = 64 << 10         // of a request's line and header; a UserSig in the query has some 300
)

// NewServer returns the server for a root handler. Whoever starts it also closes it.
func NewServer(root http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           root,
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       requestTimeout,
		WriteTimeout:      answerTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    headerBytes,
		// What net/http complains about is what clients do: broken handshakes, early ends.
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
}
