// Package process runs the real ringline binary as a child process, for tests and measurements.
//
// It guarantees that a Server from [Start] has said that it is ready, on ports nobody else uses, and that [Server.Stop]
// and [Server.Kill] return when the process is gone. It reads what Linux tells about a process under /proc, so measuring
// works on Linux only.
package process

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"ringline/internal/admin"
	"ringline/internal/process/child"
)

// patience is how long a server may take to start or stop before it counts as stuck.
const patience = 30 * time.Second

// Options says how to run a server.
type Options struct {
	Binary string   // path of ringline
	Args   []string // what to run it with; empty means serve, with the settings below
	Listen string   // host:port; empty takes a free port
	Open   string   // http://host:port of another program, which is ready when it listens there; empty means ringline, which says so
	Data   string   // folder of its database, made if it is not there
	Store  string   // address of a PostgreSQL database that it uses instead; empty means none
	Key    string   // file of the key for the secrets of apps; empty means one in the folder
	// Apps makes the apps of a database that has none yet.
	Apps   func(context.Context, *admin.Admin) error
	Config string        // text of its configuration file; empty means none
	Dev    bool          // with the development app
	Env    []string      // added to this process's environment, NAME=value
	Within time.Duration // how long it may take until it is ready; 0 means 30 s
	Output io.Writer     // gets what the server prints and logs; nil drops it. It must take writes from two goroutines
}

// Server is a running ringline.
type Server struct {
	URL   string        // where it is open, http://host:port
	Ready time.Duration // from the start of the process until it said that it is ready

	command *exec.Cmd
	exited  chan struct{} // closed when the process is gone
}

// failed says how a process that is gone went.
func (s *Server) failed() error {
	if s.command.ProcessState.Success() {
		return nil
	}
	return &exec.ExitError{ProcessState: s.command.ProcessState}
}

// Start runs a server and returns when it is ready. The context is for the whole life of the process: it is killed when ctx is done.
func Start(ctx context.Context, o Options) (*Server, error) {
	args, err := o.args()
	if err != nil {
		return nil, err
	}
	if err := o.makeApps(ctx); err != nil {
		return nil, fmt.Errorf("make the server's apps: %w", err)
	}
	if o.Output == nil {
		o.Output = io.Discard
	}
	var last tail
	command := exec.CommandContext(ctx, o.Binary, args...)
	command.Env, command.WaitDelay = o.env(), time.Second // for children of its own that go on holding what it printed to
	command.Stderr = io.MultiWriter(o.Output, &last)
	ready := make(chan string, 1)
	command.Stdout = &watch{output: o.Output, ready: ready}
	begun := time.Now()
	exited, err := child.Launch(command, syscall.SIGKILL)
	if err != nil {
		return nil, fmt.Errorf("run the server: %w (make build makes it)", err)
	}
	s := &Server{command: command, exited: exited}
	if o.Open != "" {
		go s.knock(ctx, o.Open, ready)
	}
	select {
	case s.URL = <-ready:
		s.Ready = time.Since(begun)
		return s, nil
	case <-s.exited:
		return nil, fmt.Errorf("the server ended before it was ready (%w), saying:\n%s", s.failed(), last.String())
	case <-time.After(cmp.Or(o.Within, patience)):
		return nil, errors.Join(fmt.Errorf("the server was not ready within %v, saying:\n%s", cmp.Or(o.Within, patience), last.String()), s.Kill())
	}
}

// args is the command line. The configuration is written into the data folder.
func (o *Options) args() ([]string, error) {
	if len(o.Args) > 0 {
		return o.Args, nil
	}
	args := []string{"serve", "--listen", cmp.Or(o.Listen, "127.0.0.1:0"), "--data", o.Data}
	if o.Dev {
		args = append(args, "--dev")
	}
	if o.Config != "" {
		file := filepath.Join(o.Data, "ringline.yaml")
		if err := errors.Join(os.MkdirAll(o.Data, 0o700), os.WriteFile(file, []byte(o.Config), 0o600)); err != nil {
			return nil, fmt.Errorf("write the server's configuration: %w", err)
		}
		args = append(args, "--config", file)
	}
	return args, nil
}

// env is the environment: this process's without its own settings, so that nothing but the options matters, and media on free ports.
func (o *Options) env() []string {
	ours := func(variable string) bool { return strings.HasPrefix(variable, "RINGLINE_") }
	env := append(slices.DeleteFunc(os.Environ(), ours),
		"RINGLINE_MEDIA_NODE_IP=127.0.0.1", "RINGLINE_MEDIA_UDP_PORT=0", "RINGLINE_MEDIA_TCP_PORT=-1", "RINGLINE_MEDIA_STUN_PORT=0")
	if o.Store != "" {
		env = append(env, "RINGLINE_STORE_URL="+o.Store)
	}
	if o.Key != "" {
		env = append(env, "RINGLINE_SECRETS_KEY_FILE="+o.Key)
	}
	return append(env, o.Env...)
}

// watch takes what a server prints, and finds the line that says it is ready.
type watch struct {
	output io.Writer
	ready  chan<- string
	line   []byte // begins a line
}

func (w *watch) Write(p []byte) (int, error) {
	w.line = append(w.line, p...)
	for {
		line, rest, whole := bytes.Cut(w.line, []byte{'\n'})
		if !whole {
			return len(p), nil
		}
		_, _ = fmt.Fprintf(w.output, "%s\n", line) // a test's log, at most
		if rest, ok := strings.CutPrefix(string(line), "ringline ready http="); ok {
			url, _, _ := strings.Cut(rest, " ")
			w.ready <- url
		}
		w.line = append(w.line[:0:0], rest...)
	}
}

// knock tries to connect until the program listens or is gone.
func (s *Server) knock(ctx context.Context, url string, ready chan<- string) {
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for {
		select {
		case <-again.C:
		case <-s.exited:
			return
		}
		c, err := (&net.Dialer{}).DialContext(ctx, "tcp", strings.TrimPrefix(url, "http://"))
		if err == nil {
			_ = c.Close() // it was a question only
			ready <- url
			return
		}
	}
}

// PID is the number of the process.
func (s *Server) PID() int { return s.command.Process.Pid }

// Exited is closed when the process is gone, for whatever reason.
func (s *Server) Exited() <-chan struct{} { return s.exited }

// Kill ends the process as a power cut would, without any warning.
func (s *Server) Kill() error {
	if err := s.command.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("kill the server: %w", err)
	}
	<-s.exited
	return nil
}

// Stop asks the server to end and waits for it. A server that ends badly, or not at all, is an error.
func (s *Server) Stop() error {
	if err := s.command.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("stop the server: %w", err)
	}
	select {
	case <-s.exited:
	case <-time.After(patience):
		return errors.Join(fmt.Errorf("the server did not stop within %v", patience), s.Kill())
	}
	if err := s.failed(); err != nil {
		return fmt.Errorf("the server ended badly: %w", err)
	}
	return nil
}

// tail keeps the end of what is written to it.
type tail struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

const tailBytes = 4 << 10

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.buf.Write(p)
	if over := t.buf.Len() - tailBytes; over > 0 {
		t.buf.Next(over)
	}
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.buf.String()
}
