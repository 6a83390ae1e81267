// Package pgtest runs PostgreSQL servers of its own, for tests and measurements.
//
// A [Server] is made with initdb in a folder of its own, listens on a free port of 127.0.0.1 and is gone, with its folder, after
// [Server.Remove]. It can be stopped, crashed and started again, and a [Server.Standby] can follow it and take its place.
// It takes the programs of a Debian package, and runs as another user if the test is root, because PostgreSQL refuses root.
package pgtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"

	"ringline/internal/process/child"
)

// ErrMissing says that PostgreSQL is not installed.
var ErrMissing = errors.New("PostgreSQL 15 or newer is not installed: apt-get install postgresql")

// patience is how long a server may take to start or stop.
const patience = 30 * time.Second

// Server is a PostgreSQL server.
type Server struct {
	bin, dir string
	port     int
	settings []string
	owner    *syscall.Credential // nil: this process's user
	process  *exec.Cmd           // nil while it is stopped
	gone     chan struct{}       // closed when the process is
}

// New makes a server and starts it. Settings are name=value, as in postgresql.conf. Without fsync=off it survives a power cut,
// which tests need not.
func New(ctx context.Context, settings ...string) (*Server, error) {
	s, err := place(settings)
	if err != nil {
		return nil, err
	}
	_, err = s.run(ctx, "initdb", "-D", s.data(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	if err == nil {
		err = s.Start(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, s.Remove())
	}
	return s, nil
}

// place finds the programs, a folder and a port.
func place(settings []string) (*Server, error) {
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	s := &Server{bin: bin, settings: settings}
	if os.Getuid() == 0 {
		if s.owner, err = other(); err != nil {
			return nil, err
		}
	}
	if s.dir, err = os.MkdirTemp("", "pg"); err != nil {
		return nil, err
	}
	if s.owner != nil {
		if err := os.Chown(s.dir, int(s.owner.Uid), int(s.owner.Gid)); err != nil {
			return nil, errors.Join(err, s.Remove())
		}
	}
	if s.port, err = freePort(); err != nil {
		return nil, errors.Join(err, s.Remove())
	}
	return s, nil
}

// programs finds the folder of the newest version that is installed.
func programs() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/postgres")
	if err != nil {
		return "", err
	}
	newest, where := 14, ""
	for _, path := range found {
		bin := filepath.Dir(path)
		if version, err := strconv.Atoi(filepath.Base(filepath.Dir(bin))); err == nil && version > newest {
			newest, where = version, bin
		}
	}
	if where == "" {
		return "", ErrMissing
	}
	return where, nil
}

// other is a user that is not root.
func other() (*syscall.Credential, error) {
	u, err := user.Lookup("postgres")
	if err != nil {
		if u, err = user.Lookup("nobody"); err != nil {
			return nil, err
		}
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, err
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

func (s *Server) data() string { return filepath.Join(s.dir, "data") }

// Address is where the server listens.
func (s *Server) Address() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)) }

// URL is the address of a database on it.
func (s *Server) URL(database string) string {
	u := url.URL{Scheme: "postgres", User: url.User("postgres"), Host: s.Address(), Path: "/" + database}
	return u.String()
}

// run runs one of PostgreSQL's programs to its end.
func (s *Server) run(ctx context.Context, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, filepath.Join(s.bin, name), args...)
	cmd.Dir, cmd.SysProcAttr = s.dir, &syscall.SysProcAttr{Credential: s.owner}
	out, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%s: %w: %s", name, err, bytes.TrimSpace(out))
	}
	return string(out), nil
}

// Start starts a stopped server and returns when it answers.
func (s *Server) Start(ctx context.Context) error {
	log, err := os.OpenFile(s.log(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	args := []string{"-D", s.data(), "-p", strconv.Itoa(s.port), "-k", s.dir}
	for _, setting := range slices.Concat([]string{"listen_addresses=127.0.0.1", "max_connections=200"}, s.settings) {
		args = append(args, "-c", setting)
	}
	cmd := exec.CommandContext(context.WithoutCancel(ctx), filepath.Join(s.bin, "postgres"), args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = s.dir, log, log
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.owner}
	gone, err := child.Launch(cmd, syscall.SIGQUIT)
	if err := errors.Join(err, log.Close()); err != nil {
		return err
	}
	s.process, s.gone = cmd, gone
	return s.answers(ctx)
}

func (s *Server) log() string { return filepath.Join(s.dir, "log") }

// answers waits until the server takes connections.
func (s *Server) answers(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		conn, err := pgx.Connect(ctx, s.URL("postgres"))
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-s.gone:
			text, _ := os.ReadFile(s.log())
			return fmt.Errorf("PostgreSQL did not start: %s", text[max(0, len(text)-2000):])
		case <-ctx.Done():
			return fmt.Errorf("PostgreSQL does not answer: %w", err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// Stop ends the server as an operator does: connections are closed, nothing is lost.
func (s *Server) Stop() error { return s.end(syscall.SIGINT) }

// Crash ends the server at once, as a crash of the machine would for its clients.
func (s *Server) Crash() error { return s.end(syscall.SIGQUIT) }

func (s *Server) end(signal syscall.Signal) error {
	if s.process == nil {
		return nil
	}
	if err := s.process.Process.Signal(signal); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	select {
	case <-s.gone:
		s.process = nil
		return nil
	case <-time.After(patience):
		return errors.Join(errors.New("PostgreSQL does not end"), syscall.Kill(-s.process.Process.Pid, syscall.SIGKILL))
	}
}

// Remove ends the server and removes its folder.
func (s *Server) Remove() error { return errors.Join(s.Crash(), os.RemoveAll(s.dir)) }

// PID is the process of a running server, whose children do its work.
func (s *Server) PID() int { return s.process.Process.Pid }
