package postgres_test

import (
	"log/slog"
	"os"
	"testing"

	"ringline/internal/admin"
	"ringline/internal/control"
	"ringline/internal/profile"
	"ringline/internal/reply"
	"ringline/internal/store/postgres"
	"ringline/internal/store/postgres/pgtest"
	"ringline/internal/store/storetest"
	"ringline/internal/tenant"
)

var shared pgtest.Shared

func TestMain(m *testing.M) { os.Exit(shared.Main(m)) }

// open opens a store on a database, with settings changed.
func open(t testing.TB, url string, change ...func(*postgres.Config)) *postgres.Store {
	t.Helper()
	cfg := postgres.Default()
	cfg.URL, cfg.Shared = tenant.Secret(url), true
	for _, f := range change {
		f(&cfg)
	}
	store, err := postgres.Open(t.Context(), cfg, slog.New(slog.NewTextHandler(t.Output(), nil)))
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
	storetest.Run(t, func(t *testing.T) control.Store { return open(t, shared.Database(t)) })
}

func TestRecords(t *testing.T) {
	storetest.RunRecords(t, func(t *testing.T) storetest.Records { return open(t, shared.Database(t)) })
}

func TestDeliveries(t *testing.T) {
	storetest.RunDeliveries(t, func(t *testing.T) storetest.Deliveries { return open(t, shared.Database(t)) })
}

func TestAdmin(t *testing.T) {
	storetest.RunAdmin(t, func(t *testing.T) admin.Store { return open(t, shared.Database(t)) })
}

func TestProfiles(t *testing.T) {
	storetest.RunProfiles(t, func(t *testing.T) profile.Store { return open(t, shared.Database(t)) })
}

func TestReplies(t *testing.T) {
	storetest.Replies(t, func(t *testing.T) reply.Store { return open(t, shared.Database(t)) })
}

// A place is a folder to the suite; here it stands for a database.
func TestDurable(t *testing.T) {
	url := shared.Database(t)
	storetest.Durable(t, func(t *testing.T, _ string) storetest.Closer { return open(t, url) })
}

func TestDurableAdmin(t *testing.T) {
	url := shared.Database(t)
	storetest.DurableAdmin(t, func(t *testing.T, _ string) interface {
		admin.Store
		Close() error
	} {
		return open(t, url)
	})
}

func TestCluster(t *testing.T) {
	storetest.RunCluster(t, func(t *testing.T) storetest.Cluster { return open(t, shared.Database(t)) })
}

func TestHosted(t *testing.T) {
	storetest.RunHosted(t, func(t *testing.T) storetest.Hosted { return open(t, shared.Database(t)) })
}

func TestBatches(t *testing.T) {
	storetest.RunBatches(t, func(t *testing.T) storetest.Batches { return open(t, shared.Database(t)) })
}
