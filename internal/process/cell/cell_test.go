package cell

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// echo answers each line with itself, and tells who it is.
func echo(t *testing.T, name string) (address string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				for lines := bufio.NewScanner(c); lines.Scan(); {
					fmt.Fprintln(c, name, lines.Text())
				}
			}()
		}
	}()
	t.Cleanup(func() {
		l.Close()
		<-done
	})
	return l.Addr().String()
}

// say sends a line and returns the answer.
func say(t *testing.T, c net.Conn, line string) (string, error) {
	t.Helper()
	if err := c.SetDeadline(time.Now().Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Fprintln(c, line); err != nil {
		return "", err
	}
	answer, err := bufio.NewReader(c).ReadString('\n')
	return strings.TrimSpace(answer), err
}

func dial(t *testing.T, w *Wire) (net.Conn, error) {
	t.Helper()
	c, err := net.Dial("tcp", w.Address())
	if err == nil {
		t.Cleanup(func() { c.Close() })
	}
	return c, err
}

func TestWire(t *testing.T) {
	w, err := lay("test", echo(t, "one"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Cut)
	speaks := func(want string) net.Conn {
		t.Helper()
		c, err := dial(t, w)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := say(t, c, "hello"); got != want {
			t.Fatalf("answered %q, %v; want %q", got, err, want)
		}
		return c
	}
	c := speaks("one hello")

	w.Cut()
	if got, err := say(t, c, "hello"); err == nil {
		t.Errorf("a cut wire answers %q", got)
	}
	if c, err := dial(t, w); err == nil {
		t.Errorf("a cut wire lets %v in", c.LocalAddr())
	}
	if err := w.Heal(t.Context()); err != nil {
		t.Fatal(err)
	}
	c = speaks("one hello")

	if err := w.Freeze(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if got, err := say(t, c, "hello"); !os.IsTimeout(err) {
			t.Errorf("a frozen wire answers %q, %v", got, err)
		}
		if c, err = dial(t, w); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Heal(t.Context()); err != nil {
		t.Fatal(err)
	}
	speaks("one hello")
	if err := w.lead(echo(t, "two")); err != nil {
		t.Fatal(err)
	}
	speaks("two hello")
}

func TestLabelled(t *testing.T) {
	var out strings.Builder
	l := &labelled{name: "node1", to: &out}
	for _, part := range []string{"one li", "ne\nanother\nbegun"} {
		if _, err := io.WriteString(l, part); err != nil {
			t.Fatal(err)
		}
	}
	if got := out.String(); got != "node1: one line\nnode1: another\n" {
		t.Errorf("%q", got)
	}
}

// TestFailedStart: what was started is gone when the rest cannot be.
func TestFailedStart(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	if err := os.Chmod(filepath.Dir(temporary), 0o755); err != nil { // the databases run as another user
		t.Fatal(err)
	}
	_, err := Start(t.Context(), Options{Binary: "/nonexistent", Nodes: 1})
	if Missing(err) && os.Getenv("CI") != "true" {
		t.Skip(err)
	}
	if err == nil || !strings.Contains(err.Error(), "node1") {
		t.Errorf("%v", err)
	}
	if left, err := filepath.Glob(temporary + "/*"); err != nil || len(left) > 0 {
		t.Errorf("left %v, %v", left, err)
	}
	if _, err := Start(t.Context(), Options{Nodes: 4}); err == nil {
		t.Error("the balancer has no place for a fourth node")
	}
}
