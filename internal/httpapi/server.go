// Package httpapi holds what all HTTP doors share: the server with its limits, the root handler that sees through
// proxies, logs and recovers, health, readiness, metrics, and the headers of pages and answers.
//
// It guarantees that a panic in a handler ends neither the process nor without an answer, that a slow
// or silent client cannot hold a connection for ever, that a client's address is the one that a proxy of ours says or
// else the one that its packets come from, and that no query string is ever logged: query strings carry UserSigs and
// media tickets.
//
// It knows no command and no dialect; those are in the packages below it.
package httpapi

import (
	"log/slog"
	"net/http"
	"time"
)

// NewServer returns the server for a root handler. Whoever starts it also closes it.
func NewServer(root http.Handler, c Config, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           root,
		ReadHeaderTimeout: c.HeaderTimeout,
		ReadTimeout:       c.RequestTimeout,
		WriteTimeout:      c.AnswerTimeout,
		IdleTimeout:       c.IdleTimeout,
		MaxHeaderBytes:    c.HeaderBytes,
		ConnContext:       connContext,
		// One HTTP/2 connection carries many requests, so it is the connection that has to show that it lives.
		HTTP2: &http.HTTP2Config{SendPingTimeout: pingAfter, PingTimeout: pongWithin, WriteByteTimeout: c.RequestTimeout},
		// What net/http complains about is what clients do: broken handshakes, early ends.
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
}

const (
	pingAfter  = 30 * time.Second // of silence on an HTTP/2 connection
	pongWithin = 15 * time.Second
)
