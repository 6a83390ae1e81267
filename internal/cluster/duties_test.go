package cluster_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"ringline/internal/cluster"
	"ringline/internal/store/memory"
)

// slow is a store that does not answer when duties are given back or renewed, until the caller gives up.
type slow struct {
	cluster.Store
	give, own atomic.Bool
	asked     chan struct{} // has a token when it was asked to give something back
	answer    chan struct{} // closed: it does so
}

func (s *slow) Disown(ctx context.Context, owner string, duties []string) error {
	if s.give.Load() {
		select {
		case s.asked <- struct{}{}:
		default:
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-s.answer:
		}
	}
	return s.Store.Disown(ctx, owner, duties)
}

func (s *slow) Own(ctx context.Context, owner string, duties []string, d time.Duration) ([]string, error) {
	if s.own.Load() {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	return s.Store.Own(ctx, owner, duties, d)
}

func joinSlow(t *testing.T) (*cluster.Members, *slow) {
	t.Helper()
	s := &slow{Store: memory.New(), asked: make(chan struct{}, 1), answer: make(chan struct{})}
	m, err := cluster.Join(t.Context(), cluster.Options{Store: s, Name: "a"})
	if err != nil {
		t.Fatal(err)
	}
	return m, s
}

// TestGiveBackWhileAway: a node that has many duties stops soon although the database does not answer.
func TestGiveBackWhileAway(t *testing.T) {
	m, s := joinSlow(t)
	const many = 100
	for i := range many {
		if mine, err := m.Own(t.Context(), fmt.Sprint(i)); !mine || err != nil {
			t.Fatal(mine, err)
		}
	}
	s.give.Store(true)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	done := make(chan struct{})
	go func() {
		defer close(done)
		var all sync.WaitGroup
		for i := range many {
			all.Go(func() { m.Disown(ctx, fmt.Sprint(i)) })
		}
		all.Wait()
	}()
	select {
	case <-done:
	case <-time.After(8 * time.Second):
		t.Error("it still waits for the database")
	}
	if ctx.Err() == nil && m.Owns("0") {
		t.Error("it still has what it gave back")
	}
}

// TestTakenWhileGivenBack: a duty that is taken anew while it is on its way back is not lost unnoticed: somebody else could have it, too.
func TestTakenWhileGivenBack(t *testing.T) {
	m, s := joinSlow(t)
	if mine, err := m.Own(t.Context(), "x"); !mine || err != nil {
		t.Fatal(mine, err)
	}
	s.give.Store(true)
	var both sync.WaitGroup
	both.Go(func() { m.Disown(t.Context(), "x") })
	<-s.asked
	took := make(chan struct{})
	both.Go(func() {
		defer close(took)
		if mine, err := m.Own(t.Context(), "x"); !mine || err != nil {
			t.Error(mine, err)
		}
	})
	select { // it takes it now, or waits until it has been given back
	case <-took:
	case <-time.After(50 * time.Millisecond):
	}
	close(s.answer)
	both.Wait()
	if other, err := s.Store.Own(t.Context(), "another", []string{"x"}, time.Minute); err != nil || m.Owns("x") && len(other) > 0 {
		t.Errorf("two have the duty (%v)", err)
	}
}

// TestBeatsWhileDutiesHang: a node whose duties cannot be renewed goes on saying that it lives.
func TestBeatsWhileDutiesHang(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, s := joinSlow(t)
		if mine, err := m.Own(t.Context(), "x"); !mine || err != nil {
			t.Fatal(mine, err)
		}
		s.own.Store(true)
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- m.Run(ctx) }()
		b := run(t, s.Store, "b")
		for range 20 {
			wait(cluster.BeatEvery / 2)
			if _, living := b.Node("a"); !living {
				t.Fatal("it is taken for dead while it lives")
			}
		}
		if m.Owns("x") {
			t.Error("it has a duty that it could not renew")
		}
		b.end(t)
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}
