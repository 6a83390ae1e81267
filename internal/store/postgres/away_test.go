package postgres_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ringline/internal/call"
	"ringline/internal/store/postgres"
	"ringline/internal/store/postgres/pgtest"
)

// callers start calls in a store until they are told to stop, and remember what was acknowledged.
type callers struct {
	store   *postgres.Store
	users   atomic.Int64
	stop    atomic.Bool
	group   sync.WaitGroup
	mu      sync.Mutex
	sure    map[call.Ref]call.Call // acknowledged
	doubt   map[call.Ref]bool      // not known
	failed  int
	longest time.Duration
	wrong   []error
}

func start(t *testing.T, store *postgres.Store, n int) *callers {
	c := &callers{store: store, sure: map[call.Ref]call.Call{}, doubt: map[call.Ref]bool{}}
	for range n {
		c.group.Go(func() {
			for !c.stop.Load() {
				change := decide(t, call.Call{}, starting(c.users.Add(1)), time.Now())
				begun := time.Now()
				err := store.Commit(context.Background(), change)
				c.note(change, err, time.Since(begun))
			}
		})
	}
	return c
}

func (c *callers) note(change call.Change, err error, took time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.longest = max(c.longest, took)
	switch {
	case err == nil:
		c.sure[change.To.Ref()] = change.To
	case errors.Is(err, call.ErrUnavailable):
		c.failed++
		c.doubt[change.To.Ref()] = true
	default:
		c.wrong = append(c.wrong, err)
	}
}

// reach waits until more calls were acknowledged.
func (c *callers) reach(t *testing.T, more int) {
	t.Helper()
	for begun, end := c.count(), time.Now().Add(60*time.Second); c.count() < begun+more; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("only %d calls more", c.count()-begun)
		}
	}
}

func (c *callers) count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.sure)
}

// judge checks P9: what was acknowledged is there, whole, and nothing is half there.
func (c *callers) judge(t *testing.T) {
	t.Helper()
	c.stop.Store(true)
	c.group.Wait()
	for _, err := range c.wrong {
		t.Errorf("neither made nor unavailable: %v", err)
	}
	live, err := c.store.Live(t.Context(), app)
	if err != nil {
		t.Fatal(err)
	}
	there := map[call.Ref]bool{}
	for i := range live {
		l := &live[i]
		there[l.Ref()] = true
		if _, sure := c.sure[l.Ref()]; !sure && !c.doubt[l.Ref()] {
			t.Errorf("nobody made call %s", l.ID)
		}
		if entries, err := c.store.History(t.Context(), l.Ref()); err != nil || int64(len(entries)) != l.Version {
			t.Errorf("call %s has %d entries, %v", l.ID, len(entries), err)
		}
	}
	for ref := range c.sure {
		if !there[ref] {
			t.Errorf("P9: call %s was acknowledged and is not there", ref.ID)
		}
	}
	claims, err := c.store.Number(t.Context(), "SELECT count(*) FROM claims")
	if err != nil || claims != 2*len(live) {
		t.Errorf("%d calls hold %d users, %v", len(live), claims, err)
	}
	t.Logf("%d acknowledged, %d failed, the longest took %v", len(c.sure), c.failed, c.longest)
}

// TestAway crashes the database in the middle of commits and starts it again. While it is away commands fail in time and typed, and
// the same store goes on when it is back.
func TestAway(t *testing.T) {
	server := pgtest.Own(t)
	store := open(t, server.URL("postgres"))
	c := start(t, store, 16)
	for range 2 {
		c.reach(t, 50)
		if err := server.Crash(); err != nil {
			t.Fatal(err)
		}
		begun := time.Now()
		_, err := store.Load(t.Context(), call.Ref{App: app, ID: "x"})
		if !errors.Is(err, call.ErrUnavailable) || time.Since(begun) > 3*time.Second {
			t.Errorf("while it is away: %v after %v", err, time.Since(begun))
		}
		if err := store.Ping(t.Context()); !errors.Is(err, call.ErrUnavailable) {
			t.Errorf("ping while it is away: %v", err)
		}
		if err := server.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	c.reach(t, 50)
	c.judge(t)
	if c.longest > 3*time.Second {
		t.Errorf("somebody waited for %v", c.longest)
	}
}

// TestPromoted: the leader crashes in the middle of commits and its standby takes its place. The store finds it among the hosts of
// its address, and what was acknowledged is there.
func TestPromoted(t *testing.T) {
	leader := pgtest.Own(t, "synchronous_standby_names=other")
	standby, err := leader.Standby(t.Context(), "other")
	pgtest.Need(t, err)
	t.Cleanup(func() {
		if err := standby.Remove(); err != nil {
			t.Error(err)
		}
	})
	store := open(t, strings.Replace(leader.URL("postgres"), leader.Address(), leader.Address()+","+standby.Address(), 1))
	c := start(t, store, 16)
	c.reach(t, 50)
	if err := leader.Crash(); err != nil {
		t.Fatal(err)
	}
	if err := standby.Promote(t.Context()); err != nil {
		t.Fatal(err)
	}
	c.reach(t, 50)
	c.judge(t)
}
