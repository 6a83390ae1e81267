package pgtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"testing"
)

// Shared is one server for all tests of a package. The zero Shared starts it when the first test asks; [Shared.Main] removes it.
type Shared struct {
	once   sync.Once
	server *Server
	err    error
	made   atomic.Int64
}

// Main runs a package's tests and removes the server.
func (s *Shared) Main(m *testing.M) int {
	code := m.Run()
	if s.server != nil {
		if err := s.server.Remove(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	return code
}

// Server returns the shared server. The test is skipped if PostgreSQL is not installed, and fails if that is so on a build machine,
// where CI is set.
func (s *Shared) Server(t testing.TB) *Server {
	t.Helper()
	s.once.Do(func() { s.server, s.err = New(context.WithoutCancel(t.Context()), "fsync=off") })
	Need(t, s.err)
	return s.server
}

// Database makes an empty database for a test and returns its URL. It is dropped when the test ends.
func (s *Shared) Database(t testing.TB) string {
	t.Helper()
	server := s.Server(t)
	name := fmt.Sprintf("test%d", s.made.Add(1))
	if err := server.Exec(t.Context(), "postgres", "CREATE DATABASE "+name+" STRATEGY file_copy"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Exec(context.WithoutCancel(t.Context()), "postgres", "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	return server.URL(name)
}

// Own starts a server for one test alone, see [Shared.Server].
func Own(t testing.TB, settings ...string) *Server {
	t.Helper()
	s, err := New(t.Context(), settings...)
	Need(t, err)
	t.Cleanup(func() {
		if err := s.Remove(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// Need skips or fails a test for which no server could be started.
func Need(t testing.TB, err error) {
	t.Helper()
	switch {
	case err == nil:
	case errors.Is(err, ErrMissing) && os.Getenv("CI") != "true":
		t.Skip(err)
	default:
		t.Fatal(err)
	}
}
