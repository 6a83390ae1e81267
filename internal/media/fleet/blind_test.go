package fleet_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"ringline/internal/call"
	"ringline/internal/store/memory"
)

// blind is a store that does not say who has which calls while it is away.
type blind struct {
	*memory.Store
	away atomic.Bool
}

func (s *blind) Hosted(ctx context.Context, host string) ([]call.Ref, error) {
	if s.away.Load() {
		return nil, errAway
	}
	return s.Store.Hosted(ctx, host)
}

func (s *blind) Hosts(ctx context.Context) ([]string, error) {
	if s.away.Load() {
		return nil, errAway
	}
	return s.Store.Hosts(ctx)
}

// TestBlindnessIsToldOnce: a store that is away when calls have to be moved is asked again every two seconds, and the log says so once, and again
// the next time. Then they are moved.
func TestBlindnessIsToldOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, log := &blind{Store: memory.New()}, new(bytes.Buffer)
		join(t, store.Store, spec{name: "a", finds: store, log: slog.New(slog.NewTextHandler(log, nil))})
		b := join(t, store.Store, spec{name: "b"})
		time.Sleep(1500 * time.Millisecond)
		for i := range 4 {
			b.talk(t, i)
		}
		store.away.Store(true)
		b.kill()
		time.Sleep(time.Minute)
		store.away.Store(false)
		time.Sleep(time.Minute)
		if n := spread(t, store.Store); n["b"] != 0 {
			t.Errorf("calls are spread %v", n)
		}
		store.away.Store(true)
		time.Sleep(time.Minute)
		synctest.Wait()
		if n := strings.Count(log.String(), "trying again"); n != 2 {
			t.Errorf("it was said %d times: %s", n, log)
		}
	})
}
