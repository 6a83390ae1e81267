package sqlite_test

import (
	"log/slog"
	"path/filepath"
	"testing"

	"ringline/internal/control"
	"ringline/internal/reply"
	"ringline/internal/store/sqlite"
	"ringline/internal/store/storetest"
)

func open(t testing.TB, dir string) *sqlite.Store {
	t.Helper()
	cfg := sqlite.Default()
	cfg.Path = filepath.Join(dir, "ringline.db")
	store, err := sqlite.Open(t.Context(), cfg, slog.New(slog.NewTextHandler(t.Output(), nil)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return store
}

func TestContract(t *testing.T) {
	storetest.Run(t, func(t *testing.T) control.Store { return open(t, t.TempDir()) })
}

func TestRecords(t *testing.T) {
	storetest.RunRecords(t, func(t *testing.T) storetest.Records { return open(t, t.TempDir()) })
}

func TestDurable(t *testing.T) {
	storetest.Durable(t, func(t *testing.T, dir string) storetest.Closer { return open(t, dir) })
}

func TestDeliveries(t *testing.T) {
	storetest.RunDeliveries(t, func(t *testing.T) storetest.Deliveries { return open(t, t.TempDir()) })
}

func TestHosted(t *testing.T) {
	storetest.RunHosted(t, func(t *testing.T) storetest.Hosted { return open(t, t.TempDir()) })
}

func TestReplies(t *testing.T) {
	storetest.Replies(t, func(t *testing.T) reply.Store { return open(t, t.TempDir()) })
}
