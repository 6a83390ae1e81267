package record_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"ringline/internal/call"
	"ringline/internal/record"
	"ringline/internal/store/memory"
	"ringline/internal/tenant"
)

// ended puts a call into the store that was over at a time.
func ended(t *testing.T, store *memory.Store, app call.AppID, id int, at time.Time) call.Ref {
	t.Helper()
	start, err := call.Apply(call.Call{}, call.Start{
		App: app, ID: call.ID(fmt.Sprintf("c%d", id)), By: phone("ann"), Callees: []call.UserID{"bob"}, Media: call.Audio, RingFor: time.Minute, Max: 9,
	}, at.Add(-time.Minute))
	if err == nil {
		err = store.Commit(t.Context(), start)
	}
	if err != nil {
		t.Fatal(err)
	}
	end, err := call.Apply(start.To, call.EndCall{By: admin}, at.Add(-time.Millisecond)) // the end itself is the second event
	if err == nil {
		err = store.Commit(t.Context(), end)
	}
	if err != nil || !end.To.End.At.Equal(at) {
		t.Fatal(end.To.End, err)
	}
	return end.To.Ref()
}

func count(t *testing.T, store *memory.Store, app call.AppID) int {
	t.Helper()
	n, err := store.CountRecords(t.Context(), record.Filter{App: app})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// value reads a counter or gauge.
func value(t *testing.T, metrics *prometheus.Registry, name string) float64 {
	t.Helper()
	families, err := metrics.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		if m := f.GetMetric()[0]; f.GetName() == name {
			return m.GetCounter().GetValue() + m.GetGauge().GetValue()
		}
	}
	t.Fatalf("no metric %s", name)
	return 0
}

// keep runs f next to a keeper of two apps on a clock of its own: 1 keeps for a day, 2 for thirty.
func keep(t *testing.T, store *memory.Store, purger record.Purger, f func(metrics *prometheus.Registry)) {
	t.Helper()
	apps, err := tenant.NewDirectory([]tenant.App{
		{ID: 1, Secrets: []tenant.Secret{"s"}, Settings: tenant.Settings{RecordsFor: 24 * time.Hour}},
		{ID: 2, Secrets: []tenant.Secret{"s"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	metrics := prometheus.NewRegistry()
	if purger == nil {
		purger = store
	}
	keeper := record.NewKeeper(record.KeeperOptions{Store: purger, Apps: apps, Now: time.Now, Metrics: metrics})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- keeper.Run(ctx) }()
	synctest.Wait()
	f(metrics)
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// Records go at the start and then within minutes of their time, each app's at its own, and no earlier.
func TestKeeper(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, now := memory.New(), time.Now()
		for i, age := range []time.Duration{25 * time.Hour, 24 * time.Hour, 24*time.Hour - 30*time.Second, 0} {
			ended(t, store, 1, i, now.Add(-age))
			ended(t, store, 2, i, now.Add(-age))
		}
		ended(t, store, 2, 9, now.Add(-31*24*time.Hour))
		ended(t, store, 3, 9, now.Add(-1000*24*time.Hour)) // of an app that is gone
		keep(t, store, nil, func(metrics *prometheus.Registry) {
			want := func(when string, one, two int) {
				t.Helper()
				if n, m := count(t, store, 1), count(t, store, 2); n != one || m != two {
					t.Errorf("%s: %d and %d records, want %d and %d", when, n, m, one, two)
				}
			}
			want("at the start", 3, 4)
			time.Sleep(time.Minute - time.Second)
			want("before the next round", 3, 4)
			time.Sleep(2 * time.Second)
			synctest.Wait()
			want("after the next round", 1, 4)
			time.Sleep(24 * time.Hour)
			synctest.Wait()
			want("a day later", 0, 4)
			if count(t, store, 3) != 1 {
				t.Error("the records of an app that nobody listed are gone")
			}
			if n := value(t, metrics, "ringline_records_purged_total"); n != 5 {
				t.Errorf("%v records are said to be purged", n)
			}
			if last := value(t, metrics, "ringline_records_purge_time_seconds"); last < float64(time.Now().Add(-time.Minute).Unix()) {
				t.Errorf("the last round is said to be at %v", last)
			}
		})
	})
}

// lots notes what a keeper asks of a store.
type lots struct {
	*memory.Store
	at    []time.Time
	sizes []int
	takes time.Duration
	fails int // how many more times
}

func (l *lots) PurgeRecords(ctx context.Context, app call.AppID, before time.Time, limit int) (int, error) {
	if app != 1 {
		return 0, nil
	}
	l.at = append(l.at, time.Now())
	if l.fails > 0 {
		l.fails--
		return 0, errors.New("the disk is on fire")
	}
	time.Sleep(l.takes)
	n, err := l.Store.PurgeRecords(ctx, app, before, limit)
	l.sizes = append(l.sizes, n)
	return n, err
}

// Many are forgotten in small lots, with three times as much room for others in between.
func TestKeeperLeavesRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &lots{Store: memory.New(), takes: 10 * time.Millisecond}
		begun := time.Now()
		for i := range 250 {
			ended(t, store.Store, 1, i, begun.Add(-48*time.Hour))
		}
		keep(t, store.Store, store, func(*prometheus.Registry) {
			time.Sleep(time.Second)
			synctest.Wait()
			if len(store.sizes) != 3 || store.sizes[0] != 100 || store.sizes[2] != 50 {
				t.Fatalf("lots of %v", store.sizes)
			}
			for i, at := range store.at {
				if want := time.Duration(i) * 40 * time.Millisecond; at.Sub(begun) != want {
					t.Errorf("lot %d after %v, want %v", i, at.Sub(begun), want)
				}
			}
		})
	})
}

// A store that fails is asked again at the next round, and the other app's records go all the same.
func TestKeeperGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &lots{Store: memory.New(), fails: 2}
		ended(t, store.Store, 1, 1, time.Now().Add(-48*time.Hour))
		keep(t, store.Store, store, func(metrics *prometheus.Registry) {
			time.Sleep(90 * time.Second)
			synctest.Wait()
			if n := count(t, store.Store, 1); n != 1 {
				t.Errorf("%d records while the store fails", n)
			}
			if n := value(t, metrics, "ringline_records_purge_failures_total"); n != 2 {
				t.Errorf("%v failures are counted", n)
			}
			time.Sleep(time.Minute)
			synctest.Wait()
			if n := count(t, store.Store, 1); n != 0 {
				t.Errorf("%d records when it is well again", n)
			}
		})
	})
}
