// Package hooktest is the network and net/http of a receiver of webhooks, for tests.
//
// Connections are pipes: it needs no port, and lives on the virtual clock of the test that made it. What it answers is the test's business.
package hooktest

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"testing"
)

// Taken is what a back end answers that took a message.
const Taken = `{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}`

// Server answers whoever dials it.
type Server struct {
	http  *http.Server
	conns chan net.Conn
	done  chan struct{}
}

// Serve starts one, which runs until it is closed. If it fails, so does the test.
func Serve(t testing.TB, handler http.Handler) *Server {
	s := &Server{conns: make(chan net.Conn), done: make(chan struct{})}
	s.http = &http.Server{Handler: handler, ErrorLog: slog.NewLogLogger(slog.DiscardHandler, 0)} //nolint:gosec // clients are the test's own
	go func() {
		if err := s.http.Serve(listener{s}); !errors.Is(err, http.ErrServerClosed) && !errors.Is(err, net.ErrClosed) {
			t.Error(err)
		}
	}()
	return s
}

// Dial connects with it.
func (s *Server) Dial(ctx context.Context) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case s.conns <- theirs:
		return ours, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-s.done:
		return nil, errors.New("connection refused")
	}
}

// Done is closed when the server is.
func (s *Server) Done() <-chan struct{} { return s.done }

// Close cuts its connections and lets nobody in any more.
func (s *Server) Close() {
	close(s.done)
	_ = s.http.Close() // pipes close
}

// listener is how net/http sees it.
type listener struct{ *Server }

func (l listener) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.done:
		return nil, net.ErrClosed
	}
}

func (listener) Close() error { return nil }

func (listener) Addr() net.Addr { return &net.TCPAddr{} }
