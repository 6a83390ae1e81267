// Package redistest runs Redis servers of its own, for tests.
//
// A [Server] has a folder of its own, listens on a free port of 127.0.0.1 and is gone, with its folder, when its test is over. It can be
// stopped, started again, frozen and emptied. It takes the program of the Debian package redis-server, and fails the test without it.
package redistest

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"ringline/internal/process/child"
)

// patience is how long a server may take to start.
const patience = 20 * time.Second

// Server is a Redis server.
type Server struct {
	t    testing.TB
	dir  string
	port int
	args []string

	encrypted bool
	process   *exec.Cmd     // nil while it is stopped
	gone      chan struct{} // closed when the process is
}

// New starts a server, which keeps nothing on disk. Arguments are those of redis-server.
func New(t testing.TB, args ...string) *Server {
	t.Helper()
	s := place(t)
	s.args = append([]string{"--port", strconv.Itoa(s.port), "--save", "", "--appendonly", "no"}, args...)
	s.Start()
	return s
}

// NewTLS starts a server that takes connections with TLS alone.
func NewTLS(t testing.TB, cert, key string) *Server {
	t.Helper()
	s := place(t)
	s.args = []string{
		"--port", "0", "--tls-port", strconv.Itoa(s.port), "--tls-cert-file", cert, "--tls-key-file", key, "--tls-auth-clients", "no",
		"--tls-ca-cert-file", cert, "--save", "", "--appendonly", "no",
	}
	s.encrypted = true
	s.Start()
	return s
}

// Sentinel starts a Sentinel with a settings file, which it rewrites.
func Sentinel(t testing.TB, file string) *Server {
	t.Helper()
	s := place(t)
	s.args = []string{file, "--sentinel", "--port", strconv.Itoa(s.port)}
	s.Start()
	return s
}

// place finds a folder and a port.
func place(t testing.TB) *Server {
	t.Helper()
	if _, err := exec.LookPath("redis-server"); err != nil {
		t.Fatalf("%v (apt-get install redis-server)", err)
	}
	dir, err := os.MkdirTemp("", "redis")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{t: t, dir: dir}
	t.Cleanup(func() {
		s.Stop()
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.port = l.Addr().(*net.TCPAddr).Port
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return s
}

// Port is where it listens.
func (s *Server) Port() int { return s.port }

// Address is the same with the host.
func (s *Server) Address() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)) }

// URL is the address as a setting.
func (s *Server) URL() string { return "redis://" + s.Address() }

// Start starts a stopped server, empty, and returns when it answers.
func (s *Server) Start() {
	s.t.Helper()
	args := append(slices.Clone(s.args), "--bind", "127.0.0.1", "--dir", s.dir)
	cmd := exec.CommandContext(context.WithoutCancel(s.t.Context()), "redis-server", args...) // cleanups still want it
	gone, err := child.Launch(cmd, syscall.SIGKILL)
	if err != nil {
		s.t.Fatal(err)
	}
	s.process, s.gone = cmd, gone
	late := time.NewTimer(patience)
	defer late.Stop()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for s.Do("PING") == "" {
		select {
		case <-tick.C:
		case <-late.C:
			s.t.Fatal("redis-server does not answer")
		}
	}
}

// Stop kills the server.
func (s *Server) Stop() {
	if s.process == nil {
		return
	}
	_ = s.process.Process.Kill()
	<-s.gone
	s.process = nil
}

// Freeze has the server stand still: connections stay and nothing is answered.
func (s *Server) Freeze() { _ = s.process.Process.Signal(syscall.SIGSTOP) }

// Thaw lets it go on.
func (s *Server) Thaw() { _ = s.process.Process.Signal(syscall.SIGCONT) }

// Do runs a command and returns the first line of its answer, empty if there is none.
func (s *Server) Do(command string) string {
	line, _, _ := strings.Cut(s.All(command), "\r\n")
	return line
}

// All runs a command and returns its answer, as it travels; empty if there is none.
func (s *Server) All(command string) string {
	dialer := &net.Dialer{Timeout: time.Second}
	ctx := context.WithoutCancel(s.t.Context())
	var conn net.Conn
	var err error
	if s.encrypted {
		conn, err = (&tls.Dialer{NetDialer: dialer, Config: &tls.Config{InsecureSkipVerify: true}}).DialContext(ctx, "tcp", s.Address()) //nolint:gosec // it is the one that was started here
	} else {
		conn, err = dialer.DialContext(ctx, "tcp", s.Address())
	}
	if err != nil {
		return ""
	}
	defer func() { _ = conn.Close() }()
	_ = conn.SetDeadline(time.Now().Add(patience))
	if _, err := fmt.Fprintf(conn, "%s\r\n", command); err != nil {
		return ""
	}
	r := bufio.NewReader(conn)
	line, err := r.ReadString('\n')
	if err != nil || !strings.HasPrefix(line, "$") && !strings.HasPrefix(line, "*") {
		return line
	}
	_ = conn.SetDeadline(time.Now().Add(quiet)) // what else there is has been sent with it
	rest, _ := io.ReadAll(r)
	return line + string(rest)
}

const quiet = 50 * time.Millisecond
