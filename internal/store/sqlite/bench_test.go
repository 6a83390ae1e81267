package sqlite_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"ringline/internal/call"
	"ringline/internal/dialect"
	"ringline/internal/store/sqlite"
	"ringline/internal/tenant"
	"ringline/internal/webhook"
)

// starting is a call between two users whom nobody else calls.
func starting(n int64) call.Start {
	return call.Start{
		App: 1400000001, ID: call.ID(uuid.Must(uuid.NewV7()).String()),
		By:      call.Actor{Kind: call.ByUser, User: call.UserID(fmt.Sprintf("caller-%d", n)), Device: "0198f2a0-phone"},
		Callees: []call.UserID{call.UserID(fmt.Sprintf("callee-%d", n))},
		Media:   call.Video, Room: call.Room{Name: fmt.Sprint(n%call.MaxNumericRoom + 1), Numeric: true},
		UserData: `{"reason":"support","ticket":4711}`, RingFor: 30 * time.Second, Max: 9,
	}
}

// BenchmarkCommit measures what a call costs the store: its start and its end, two changes that are durable. One
// iteration is one change.
func BenchmarkCommit(b *testing.B) {
	for _, callers := range []int{1, 16, 256} {
		b.Run(fmt.Sprintf("callers=%d", callers), func(b *testing.B) {
			benchCommit(b, callers, func(store *sqlite.Store, n int64) error {
				_, err := startAndEnd(b, store, n, nil)
				return err
			})
		})
	}
}

// BenchmarkDeliveries is the same with the three messages of such a call to a back end that hears of everything: with their
// being written, and also with their being read and settled.
func BenchmarkDeliveries(b *testing.B) {
	app := &tenant.App{ID: 1400000001, Webhook: &tenant.Webhook{Events: dialect.Webhooks()}}
	for _, callers := range []int{1, 16, 256} {
		for _, settled := range []bool{false, true} {
			b.Run(fmt.Sprintf("settled=%v/callers=%d", settled, callers), func(b *testing.B) {
				benchCommit(b, callers, func(store *sqlite.Store, n int64) error {
					ref, err := startAndEnd(b, store, n, app)
					if err == nil && settled {
						err = settleAll(b, store, ref)
					}
					return err
				})
			})
		}
	}
}

func benchCommit(b *testing.B, callers int, one func(store *sqlite.Store, n int64) error) {
	store := open(b, b.TempDir())
	var left, users atomic.Int64
	left.Store(int64(b.N))
	var group sync.WaitGroup
	b.ResetTimer()
	used := cpu()
	writes, bytes := written()
	for range callers {
		group.Go(func() {
			for left.Add(-2) >= 0 {
				if err := one(store, users.Add(1)); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "changes/s")
	b.ReportMetric(float64((cpu()-used).Microseconds())/float64(b.N), "cpu-µs/change")
	nowWrites, nowBytes := written()
	b.ReportMetric(float64(nowWrites-writes)/float64(b.N), "writes/change")
	b.ReportMetric(float64(nowBytes-bytes)/1024/float64(b.N), "KiB/change")
}

// startAndEnd makes a call of which the app's back end is told, if an app is given.
func startAndEnd(b *testing.B, store *sqlite.Store, n int64, app *tenant.App) (call.Ref, error) {
	m, now := starting(n), time.Now()
	start, err := call.Apply(call.Call{}, m, now)
	if err != nil {
		return call.Ref{}, err
	}
	start.Request = call.Request{User: m.By.User, Device: m.By.Device, ID: string(m.ID)}
	start.Deliveries = webhook.V4{}.Render(app, &start)
	if err := store.Commit(b.Context(), start); err != nil {
		return call.Ref{}, err
	}
	end, err := call.Apply(start.To, call.EndCall{By: call.Actor{Kind: call.ByAdmin, User: "administrator"}}, now)
	if err != nil {
		return call.Ref{}, err
	}
	end.Deliveries = webhook.V4{}.Render(app, &end)
	return end.To.Ref(), store.Commit(b.Context(), end)
}

func settleAll(b *testing.B, store *sqlite.Store, ref call.Ref) error {
	for range 3 {
		next, err := store.NextDeliveries(b.Context(), ref, 1)
		if err != nil {
			return err
		}
		d := &next[0]
		d.Attempts, d.Tries = []webhook.Attempt{{At: time.Now(), Took: time.Millisecond, Status: 200, Node: "node-1"}}, 1
		if err := store.SettleDelivery(b.Context(), d, webhook.Delivered, time.Time{}, time.Now()); err != nil {
			return err
		}
	}
	return nil
}

// BenchmarkOpen measures a start with 100,000 live calls in the file.
func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	store := open(b, dir)
	var group sync.WaitGroup
	var users atomic.Int64
	for range 256 {
		group.Go(func() {
			for n := users.Add(1); n <= 100_000; n = users.Add(1) {
				start, err := call.Apply(call.Call{}, starting(n), time.Now())
				if err == nil {
					err = store.Commit(b.Context(), start)
				}
				if err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
	if err := store.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		store := open(b, dir)
		b.StopTimer()
		if calls, err := store.Live(b.Context(), 0); err != nil || len(calls) != 100_000 {
			b.Fatalf("%d live calls, %v", len(calls), err)
		}
		if err := store.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}
