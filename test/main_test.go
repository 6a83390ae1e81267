// Package test runs the real binary and talks to it as the world does: over HTTP, WebSocket and the command line.
//
// It holds only tests. They build the binary themselves, so that they never judge an old one.
package test

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"ringline/internal/process"
	"ringline/internal/process/livekitd"
)

var (
	binary string // the ringline under test
	built  string // folder of what the tests build
)

func TestMain(m *testing.M) {
	livekitd.Child()
	dir, err := os.MkdirTemp("", "ringline-test-")
	if err == nil {
		built = dir
		binary, err = binaryToTest(dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	if err := writePage(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	_ = os.RemoveAll(dir) // a left-over in the temporary folder
	os.Exit(code)
}

// binaryToTest makes the binary, unless RINGLINE_BINARY names one.
func binaryToTest(dir string) (string, error) {
	if given := os.Getenv("RINGLINE_BINARY"); given != "" {
		_ = os.Unsetenv("RINGLINE_BINARY") // it is no setting of the server's, which would say so
		return filepath.Abs(given)
	}
	return build(dir, "")
}

// build makes a binary, with a build tag if one is named.
func build(dir, tag string) (string, error) {
	made := filepath.Join(dir, "ringline")
	command := exec.Command("go", "build", "-tags", tag, "-o", made, "ringline/cmd/ringline")
	// As the Makefile builds it, so that what it compiled is used again; most of the binary is the media server.
	command.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS="+os.Getenv("GOFLAGS")+" -trimpath -buildvcs=false")
	if out, err := command.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build ringline: %w\n%s", err, out)
	}
	return made, nil
}

// noticeSources looks at everything that the binary is made of, once. `go test` remembers a result for as long as the files
// that the tests looked at are the same; what another process reads, such as the compiler, it does not see.
var noticeSources = sync.OnceValue(func() error {
	for _, part := range []string{"../go.mod", "../client", "../cmd", "../examples", "../internal", "../web/dist"} {
		err := filepath.WalkDir(part, func(file string, _ fs.DirEntry, err error) error {
			if err == nil {
				_, err = os.Stat(file)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
})

// serve runs a server until the test ends. Its log is shown if the test fails.
func serve(t *testing.T, o process.Options) *process.Server {
	t.Helper()
	s := launch(t, o)
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// launch is serve for a server whose end is the test's own business. It does not outlive the test.
func launch(t *testing.T, o process.Options) *process.Server {
	t.Helper()
	if err := noticeSources(); err != nil {
		t.Fatal(err)
	}
	if o.Binary == "" {
		o.Binary = binary
	}
	if o.Data == "" {
		o.Data = t.TempDir()
	}
	if o.Output == nil {
		o.Output = shown{t}
	}
	ctx, kill := context.WithCancel(context.Background())
	s, err := process.Start(ctx, o)
	if err != nil {
		kill()
		t.Fatal(err)
	}
	t.Cleanup(func() {
		kill()
		<-s.Exited()
	})
	return s
}

// shown writes to a test's log.
type shown struct{ testing.TB }

func (s shown) Write(p []byte) (int, error) {
	for line := range strings.Lines(string(p)) {
		s.Log("server: " + strings.TrimRight(line, "\n"))
	}
	return len(p), nil
}

// soon is how long to wait for what should happen at once. Machines that run tests are slow at times.
const soon = 10 * time.Second

// eventually waits until another process has got somewhere.
func eventually(t *testing.T, what string, reached func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*soon)
	defer cancel()
	look := time.NewTicker(50 * time.Millisecond)
	defer look.Stop()
	for !reached() {
		select {
		case <-ctx.Done():
			t.Fatalf("waited in vain: %s", what)
		case <-look.C:
		}
	}
}
