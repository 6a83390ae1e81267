package test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"ringline/internal/process"
)

// smallDisk is in bytes; a call of the crowd takes some 10 KB of it with its messages.
const smallDisk = "size=48m"

// TestDiskFull: the disk of a server is full for a while. Commands that would change something are refused with a typed error and
// in time, nothing is done by half, who is in a call stays and is told the truth; monitoring says what is wrong, and when there
// is room again everything goes on by itself (P4, P5, P6, P9, P20).
func TestDiskFull(t *testing.T) {
	disk := t.TempDir()
	if err := syscall.Mount("ringline-test", disk, "tmpfs", 0, smallDisk); err != nil {
		t.Skipf("a small disk needs root and the right to mount one (%v): this test shows nothing here", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(disk, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	c := gather(t, "disk full", process.Options{Data: filepath.Join(disk, "data")})
	ann, bob := login(t, c.server.URL, c.app, "ann", "a1"), login(t, c.server.URL, c.app, "bob", "b1")
	talk := c.talk(ann, bob)
	back := newAPI(c.server.URL, c.app)
	for n := range *rounds {
		c.busy(100)
		c.during(func() {
			ballast := fillUp(t, disk)
			refused := c.refusedStart(back, n)
			c.stillTalk(talk, ann, bob) // reads go on
			if status, text := c.get("/readyz"); status != http.StatusServiceUnavailable || !strings.Contains(text, "store: not ready") {
				t.Errorf("/readyz of a server whose disk is full: %d %q", status, text)
			}
			if up := c.metric("ringline_store_up"); up != "0" {
				t.Errorf("ringline_store_up is %q while the disk is full", up)
			}
			if n == 0 {
				if said := c.doctor(); !strings.Contains(said, "fail  disk space") {
					t.Errorf("the doctor says of a full disk:\n%s", said)
				}
			}
			t.Logf("refused after %v: %s", refused.took.Round(time.Millisecond), refused.text)
			if err := os.Remove(ballast); err != nil {
				t.Fatal(err)
			}
			eventually(t, "the server comes back by itself", func() bool {
				status, _ := c.get("/readyz")
				return status == http.StatusOK
			})
		})
		back.must(t, "end_call", object{"CallId": back.ring(t, apart("after-full", n))})
	}
	ann.must(t, "call.hangup", object{"request": "bye", "call": talk})
	c.end()
}

// fillUp writes until nothing more can be written, and returns the file to remove.
func fillUp(t *testing.T, disk string) string {
	t.Helper()
	file, err := os.Create(filepath.Join(disk, "ballast"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, piece := range [][]byte{make([]byte, 1<<20), make([]byte, 4096), {0}} {
		for err = nil; err == nil; {
			_, err = file.Write(piece)
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
	}
	return file.Name()
}

type refusal struct {
	took time.Duration
	text string
}

// refusedStart starts calls until one is refused: what was written ahead may have room yet.
func (c *crowd) refusedStart(back *api, n int) (r refusal) {
	c.t.Helper()
	eventually(c.t, "a start is refused", func() bool {
		begun := time.Now()
		a, err := back.do(c.t.Context(), "start_call_by_robot", start(apart("full", n)))
		r.took = time.Since(begun)
		if err != nil {
			c.t.Fatalf("no answer at all while the disk is full: %v", err)
		}
		if a.ErrorCode == 0 {
			_, _ = back.do(c.t.Context(), "end_call", object{"CallId": a.Response.CallId})
			return false
		}
		if a.ErrorCode != 101001 && a.ErrorCode != 60008 {
			c.t.Fatalf("refused with %d %s while the disk is full", a.ErrorCode, a.ErrorInfo)
		}
		r.text = a.ErrorInfo
		return true
	})
	return r
}

// get asks for a page.
func (c *crowd) get(path string) (status int, text string) {
	ctx, cancel := context.WithTimeout(c.t.Context(), soon)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.server.URL+path, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	a, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, err.Error()
	}
	defer a.Body.Close()
	body, err := io.ReadAll(a.Body)
	if err != nil {
		return 0, err.Error()
	}
	return a.StatusCode, string(body)
}

// metric reads one without labels; empty if it is not there.
func (c *crowd) metric(name string) string {
	_, text := c.get("/metrics")
	for line := range strings.Lines(text) {
		if value, ok := strings.CutPrefix(line, name+" "); ok {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// doctor runs it beside the server.
func (c *crowd) doctor() string {
	command := exec.CommandContext(c.t.Context(), binary, "doctor", "--data", c.options.Data)
	var said bytes.Buffer
	command.Stdout, command.Stderr = &said, &said
	_ = command.Run() // it fails when it finds something
	return said.String()
}
