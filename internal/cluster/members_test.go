package cluster_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"ringline/internal/cluster"
	"ringline/internal/store/memory"
)

// away is a store that can be away, for one node alone.
type away struct {
	cluster.Store
	now atomic.Bool
}

var errAway = errors.New("the database is away")

func (s *away) Beat(ctx context.Context, me cluster.Node) ([]cluster.Node, time.Time, error) {
	if s.now.Load() {
		return nil, time.Time{}, errAway
	}
	return s.Store.Beat(ctx, me)
}

func (s *away) Own(ctx context.Context, owner string, duties []string, d time.Duration) ([]string, error) {
	if s.now.Load() {
		return nil, errAway
	}
	return s.Store.Own(ctx, owner, duties, d)
}

// process is a node that runs until it is stopped, or killed: then it says nothing any more.
type process struct {
	*cluster.Members
	store *away
	stop  context.CancelFunc
	done  chan error

	mu   sync.Mutex
	gone []string
}

func run(t *testing.T, store cluster.Store, name string) *process {
	t.Helper()
	p := &process{store: &away{Store: store}, done: make(chan error, 1)}
	ctx, cancel := context.WithCancel(t.Context())
	p.stop = cancel
	var err error
	if p.Members, err = cluster.Join(ctx, cluster.Options{Store: p.store, Name: name, Inner: name + ":1"}); err != nil {
		t.Fatal(err)
	}
	p.OnGone(func(name string) {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.gone = append(p.gone, name)
	})
	go func() { p.done <- p.Run(ctx) }()
	synctest.Wait()
	return p
}

// end stops a node as it should.
func (p *process) end(t *testing.T) {
	t.Helper()
	p.stop()
	if err := <-p.done; err != nil {
		t.Error(err)
	}
}

func (p *process) told() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	told := p.gone
	p.gone = nil
	slices.Sort(told)
	return told
}

func (p *process) names() string {
	var names []string
	for _, n := range p.Nodes() {
		names = append(names, n.Name)
	}
	return strings.Join(names, " ")
}

func wait(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// TestDeath: every survivor is told of a node that has died, within four seconds, and once.
func TestDeath(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memory.New()
		a, b, c := run(t, store, "a"), run(t, store, "b"), run(t, store, "c")
		wait(time.Second)
		if a.names() != "a b c" || a.told() != nil {
			t.Errorf("a sees %q", a.names())
		}
		if n, ok := a.Node("b"); !ok || n.Inner != "b:1" {
			t.Errorf("b is %+v", n)
		}
		b.store.now.Store(true)
		wait(4 * time.Second)
		for _, p := range []*process{a, c} {
			if told := p.told(); p.names() != "a c" || len(told) != 1 || told[0] != "b" {
				t.Errorf("%s sees %q and was told of %v", p.Self().Name, p.names(), told)
			}
		}
		b.store.now.Store(false) // it only could not reach the database
		wait(2 * time.Second)
		if a.names() != "a b c" {
			t.Errorf("a sees %q", a.names())
		}
		b.end(t)
		wait(time.Second)
		if told := a.told(); len(told) != 1 || told[0] != "b" {
			t.Errorf("a was told of %v when b left", told)
		}
		a.end(t)
		c.end(t)
	})
}

// TestOldDead: who starts is told of those that died while nobody was there.
func TestOldDead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memory.New()
		a := run(t, store, "a")
		a.store.now.Store(true) // and it is gone
		a.end(t)
		time.Sleep(time.Minute)
		b := run(t, store, "b")
		if told := b.told(); len(told) != 1 || told[0] != "a" {
			t.Errorf("b was told of %v", told)
		}
		b.end(t)
	})
}

// TestName: a process waits for the death of the earlier one of its name, and is refused while that lives; the one that stood
// still meanwhile notices.
func TestName(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memory.New()
		first := run(t, store, "a")
		if _, err := cluster.Join(t.Context(), cluster.Options{Store: store, Name: "a"}); err == nil || !strings.Contains(err.Error(), "cluster.name") {
			t.Errorf("two of one name: %v", err)
		}
		first.store.now.Store(true)
		begun := time.Now()
		second := run(t, store, "a")
		if took := time.Since(begun); took > cluster.Dead+cluster.BeatEvery {
			t.Errorf("waited %v for the death", took)
		}
		first.store.now.Store(false)
		if err := <-first.done; err == nil || !strings.Contains(err.Error(), "another process") {
			t.Errorf("the first one goes on: %v", err)
		}
		second.end(t)
	})
}

// TestSingle: nobody shares with a node that cannot.
func TestSingle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memory.New()
		join := func(name string, single bool) error {
			m, err := cluster.Join(t.Context(), cluster.Options{Store: store, Name: name, Single: single})
			if err == nil && m.Shared() == single {
				t.Errorf("%s: shared is %t", name, m.Shared())
			}
			return err
		}
		if err := join("a", true); err != nil {
			t.Fatal(err)
		}
		for name, single := range map[string]bool{"b": false, "c": true} {
			if err := join(name, single); err == nil || !strings.Contains(err.Error(), "redis.url") {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// TestDuty: a duty is done by one node at a time, and by another one soon after the first has died, left or lost the database.
func TestDuty(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memory.New()
		a, b := run(t, store, "a"), run(t, store, "b")
		var doing atomic.Int64
		var by atomic.Value
		ctx, cancel := context.WithCancel(t.Context())
		var group sync.WaitGroup
		work := func(p *process) {
			group.Go(func() {
				err := p.While(ctx, "sweep", func(ctx context.Context) error {
					if doing.Add(1) > 1 {
						t.Error("two do it")
					}
					by.Store(p.Self().Name)
					<-ctx.Done()
					doing.Add(-1)
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			})
			synctest.Wait()
		}
		work(a)
		work(b)
		wait(time.Minute)
		if by.Load() != "a" || !a.Owns("sweep") || b.Owns("sweep") {
			t.Errorf("it is done by %v", by.Load())
		}
		a.store.now.Store(true)
		wait(6 * time.Second)
		if by.Load() != "b" || a.Owns("sweep") {
			t.Errorf("after the death of a it is done by %v", by.Load())
		}
		a.store.now.Store(false)
		wait(time.Minute)
		if by.Load() != "b" {
			t.Errorf("it went to %v", by.Load())
		}
		b.end(t)
		wait(5 * time.Second)
		cancel()
		group.Wait()
		a.end(t)
	})
}

// TestClock: the members' time is the store's, and goes on without it.
func TestClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memory.New()
		store.Later(time.Hour)
		a := run(t, store, "a")
		ahead := func() time.Duration { return time.Until(a.Now()) }
		if d := ahead(); d != time.Hour {
			t.Errorf("%v ahead", d)
		}
		a.store.now.Store(true)
		time.Sleep(time.Minute)
		if d := ahead(); d != time.Hour {
			t.Errorf("%v ahead without the database", d)
		}
		a.end(t)
	})
}

// TestAlone: one node has everything, and asks nobody.
func TestAlone(t *testing.T) {
	m := cluster.Alone("a", "")
	yes, err := m.Own(t.Context(), "sweep")
	if err != nil || !yes || !m.Owns("anything") || m.Shared() {
		t.Errorf("owns %t, %v", yes, err)
	}
	if keeps, err := m.KeepsLease(t.Context(), cluster.Lease{}); err != nil || !keeps {
		t.Errorf("keeps %t, %v", keeps, err)
	}
	m.SetLoad(3)
	if err := m.Leaving(t.Context()); err != nil {
		t.Error(err)
	}
	if all := m.Nodes(); len(all) != 1 || all[0].Name != "a" || all[0].Load != 3 || all[0].State != cluster.Leaving {
		t.Errorf("nodes are %+v", all)
	}
	ended := errors.New("ended")
	if err := m.While(t.Context(), "sweep", func(context.Context) error { return ended }); !errors.Is(err, ended) {
		t.Errorf("while: %v", err)
	}
}
