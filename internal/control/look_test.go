package control_test

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
	"ringline/internal/control"
	"ringline/internal/store/memory"
	"ringline/internal/tenant"
)

// silent is a store that does not say what is overdue while it is away.
type silent struct {
	*memory.Store
	away atomic.Bool
}

func (s *silent) Due(ctx context.Context, now time.Time, limit int) ([]call.Ref, error) {
	if s.away.Load() {
		return nil, call.ErrUnavailable
	}
	return s.Store.Due(ctx, now, limit)
}

// TestBlindnessIsToldOnce: a store that is away is asked twice a second, and the log says so once, and again the next time.
func TestBlindnessIsToldOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		apps, err := tenant.NewDirectory(nil)
		if err != nil {
			t.Fatal(err)
		}
		store, log := &silent{Store: memory.New()}, new(bytes.Buffer)
		c := control.New(control.Options{
			Store: store, Apps: apps, Sink: &tape{}, Now: time.Now, Others: func() bool { return false }, Log: slog.New(slog.NewTextHandler(log, nil)),
		})
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- c.Run(ctx) }()
		for _, away := range []bool{true, false, true} {
			store.away.Store(away)
			time.Sleep(time.Minute)
		}
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if n := strings.Count(log.String(), "cannot look for overdue calls"); n != 2 {
			t.Errorf("it was said %d times: %s", n, log)
		}
	})
}
