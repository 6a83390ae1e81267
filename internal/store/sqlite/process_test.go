package sqlite_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"ringline/internal/call"
	"ringline/internal/store/sqlite"
)

const roleEnv, dirEnv = "RINGLINE_TEST_ROLE", "RINGLINE_TEST_DIR"

// roles are what another process can do with a directory.
var roles = map[string]func(dir string) error{"hold": hold, "write": writeForever}

// another starts this binary in a role. Its lines of output come in order until it is gone.
func another(t *testing.T, role, dir string) (process *exec.Cmd, lines <-chan string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), roleEnv+"="+role, dirEnv+"="+dir)
	cmd.Stderr = t.Output()
	if _, err := cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	out := make(chan string, 1)
	go func() {
		defer close(out)
		for r := bufio.NewReader(stdout); ; {
			line, err := r.ReadString('\n')
			if err != nil {
				return // what the dying process did not finish does not count
			}
			out <- strings.TrimSuffix(line, "\n")
		}
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		for range out {
		}
		_ = cmd.Wait()
	})
	return cmd, out
}

func openQuietly(dir string) (*sqlite.Store, error) {
	cfg := sqlite.Default()
	cfg.Path = filepath.Join(dir, "ringline.db")
	return sqlite.Open(context.Background(), cfg, slog.New(slog.DiscardHandler))
}

// hold opens the store and keeps it until it is killed.
func hold(dir string) error {
	if _, err := openQuietly(dir); err != nil {
		return err
	}
	fmt.Println("open")
	_, err := io.Copy(io.Discard, os.Stdin) // it stays open: only a kill ends this
	return err
}

// writeForever makes calls of all sorts in 16 goroutines until it is killed, and says what was acknowledged: a call's id
// and its version.
func writeForever(dir string) error {
	store, err := openQuietly(dir)
	if err != nil {
		return err
	}
	var out sync.Mutex
	acknowledged := func(c call.Call) {
		out.Lock()
		defer out.Unlock()
		fmt.Fprintf(os.Stdout, "%s %d\n", c.ID, c.Version) // one write, so never torn by another goroutine
	}
	errs := make(chan error)
	base := time.Now().UnixNano() // other users than the last process
	for worker := range 16 {
		go func() {
			for n := 0; ; n++ {
				if err := someCall(store, base+int64(n*16+worker), acknowledged); err != nil {
					errs <- err
					return
				}
			}
		}()
	}
	return <-errs
}

// someCall starts a call and mostly goes on with it.
func someCall(store *sqlite.Store, n int64, acknowledged func(call.Call)) error {
	m := starting(n % 1e12)
	callee := call.Actor{Kind: call.ByUser, User: m.Callees[0], Device: "phone"}
	commands := []call.Command{m, call.Rang{By: callee}, call.Accept{By: callee}, call.Hangup{By: m.By}}
	var c call.Call
	for _, cmd := range commands[:1+rand.IntN(len(commands))] {
		change, err := call.Apply(c, cmd, time.Now())
		if err != nil {
			return err
		}
		if err := store.Commit(context.Background(), change); err != nil {
			return err
		}
		c = change.To
		acknowledged(c)
	}
	return nil
}

// TestKilled checks P9: whatever was acknowledged before a kill -9 in the middle of writing is there afterwards,
// nothing is half there, and the next process goes on from it.
func TestKilled(t *testing.T) {
	dir := t.TempDir()
	acknowledged := map[call.ID]int64{}
	for round := range 3 {
		process, lines := another(t, "write", dir)
		enough := 100 + rand.IntN(700)
		for line := range lines {
			var id call.ID
			var version int64
			if _, err := fmt.Sscan(line, &id, &version); err != nil {
				t.Fatalf("%q: %v", line, err)
			}
			acknowledged[id] = max(acknowledged[id], version)
			if enough--; enough == 0 {
				if err := process.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
		}
		if enough > 0 {
			t.Fatal("the process died by itself")
		}

		store := open(t, dir) // it compares the claims with the calls and refuses what is not in accord
		for id, version := range acknowledged {
			c, err := store.Load(t.Context(), call.Ref{App: app, ID: id})
			if err != nil {
				t.Fatalf("P9: round %d: version %d of call %s was acknowledged: %v", round, version, id, err)
			}
			if c.Version < version {
				t.Fatalf("P9: round %d: version %d of call %s was acknowledged, %d is there", round, version, id, c.Version)
			}
			if err := call.Check(&c); err != nil {
				t.Fatalf("round %d: call %s: %v", round, id, err)
			}
			entries, err := store.History(t.Context(), c.Ref())
			if err != nil || int64(len(entries)) != c.Version {
				t.Fatalf("round %d: call %s is at version %d, its history has %d: %v", round, id, c.Version, len(entries), err)
			}
		}
		if err := store.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestLocked checks that two processes cannot share a file, and that a dead one holds nothing.
func TestLocked(t *testing.T) {
	dir := t.TempDir()
	process, lines := another(t, "hold", dir)
	if line := <-lines; line != "open" {
		t.Fatalf("the other process says %q", line)
	}
	if _, err := openQuietly(dir); !errors.Is(err, sqlite.ErrLocked) {
		t.Fatalf("opened beside another process: %v", err)
	}
	if err := process.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for range lines {
	}
	open(t, dir)
	// The same holds within one process.
	if _, err := openQuietly(dir); !errors.Is(err, sqlite.ErrLocked) {
		t.Fatalf("opened twice: %v", err)
	}
}
