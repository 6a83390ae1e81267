//go:build unix

package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"ringline/internal/call"
	"ringline/internal/store/sqlite"
)

func init() { roles["full"] = fillDisk }

// TestDiskFull has another process run into the end of its disk, see [fillDisk].
func TestDiskFull(t *testing.T) {
	process, lines := another(t, "full", t.TempDir())
	for line := range lines {
		t.Log(line)
	}
	if err := process.Wait(); err != nil {
		t.Fatal(err)
	}
}

// fillDisk runs out of disk in the middle of writing and gets room again. The limit on the size of a file does what a
// full disk does: writes come back short or fail.
func fillDisk(dir string) error {
	signal.Ignore(syscall.SIGXFSZ)
	var room syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &room); err != nil {
		return err
	}
	store, err := openQuietly(dir)
	if err != nil {
		return err
	}
	for round, more := range []int64{30_000, 100, nothing, 5_000, nothing, 50_000} {
		info, err := os.Stat(filepath.Join(dir, "ringline.db-wal"))
		if err != nil {
			return err
		}
		full := room
		if full.Cur = uint64(info.Size() + more); more == nothing {
			full.Cur = 1000
		}
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &full); err != nil {
			return err
		}
		done, failed, err := writeUntilFull(store, int64(round)*1e6)
		if err != nil {
			return err
		}
		if err := store.Ping(context.Background()); more == nothing && !errors.Is(err, call.ErrUnavailable) {
			return fmt.Errorf("round %d: nothing can be written, and the store says %w", round, err)
		}
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &room); err != nil {
			return err
		}
		if err := wait(store); err != nil {
			return fmt.Errorf("round %d: %w", round, err)
		}
		if err := compare(store, done, failed); err != nil {
			return fmt.Errorf("round %d: after %d calls: %w", round, len(done), err)
		}
		fmt.Printf("round %d: %d calls before the disk was full, then it came back\n", round, len(done))
	}
	return store.Close()
}

// nothing is when not even the smallest transaction can be written. Otherwise the store may find room by itself: it
// empties the WAL.
const nothing = -1

// writeUntilFull starts calls until one fails, which must be for the disk's sake.
func writeUntilFull(store *sqlite.Store, n int64) (done []call.Call, failed call.Call, err error) {
	for {
		n++
		change, err := call.Apply(call.Call{}, starting(n), time.Now())
		if err != nil {
			return nil, failed, err
		}
		switch err := store.Commit(context.Background(), change); {
		case errors.Is(err, call.ErrUnavailable):
			return done, change.To, nil
		case err != nil:
			return nil, failed, err
		}
		done = append(done, change.To)
	}
}

// wait waits for the store to come back by itself.
func wait(store *sqlite.Store) error {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for range 2000 {
		if store.Ping(context.Background()) == nil {
			return nil
		}
		<-tick.C
	}
	return errors.New("the store did not come back in 20 s")
}

// compare checks that what was acknowledged is there, and what was refused is not.
func compare(store *sqlite.Store, done []call.Call, failed call.Call) error {
	for _, c := range done {
		if got, err := store.Load(context.Background(), c.Ref()); err != nil || got.Version != c.Version {
			return fmt.Errorf("P9: call %s was acknowledged: version %d, %w", c.ID, got.Version, err)
		}
	}
	if _, err := store.Load(context.Background(), failed.Ref()); !errors.Is(err, call.ErrNotFound) {
		return fmt.Errorf("call %s was refused, and loading it says %w", failed.ID, err)
	}
	return nil
}
