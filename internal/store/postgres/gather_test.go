package postgres

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"ringline/internal/call"
)

// What comes while something is asked is asked together, each gets its own answer, and who cannot wait does not.
func TestGather(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		var rounds [][]int
		answer := make(chan error)
		g := newGather(1, func(all []int) ([]int, error) {
			rounds = append(rounds, slices.Clone(all))
			twice := make([]int, len(all))
			for i, n := range all {
				twice[i] = 2 * n
			}
			return twice, <-answer
		})
		ended := make(chan struct{})
		go func() { g.serve(ctx); close(ended) }()
		type got struct {
			n   int
			err error
		}
		ask := func(n int) chan got {
			c := make(chan got, 1)
			go func() {
				v, err := g.ask(ctx, time.Second, "ask", n)
				c <- got{v, err}
			}()
			synctest.Wait()
			return c
		}
		one, two, three := ask(1), ask(2), ask(3)
		if len(rounds) != 1 || !slices.Equal(rounds[0], []int{1}) {
			t.Fatalf("who comes alone is asked for alone: %v", rounds)
		}
		answer <- nil
		if r := <-one; r.n != 2 || r.err != nil {
			t.Errorf("one gets %+v", r)
		}
		answer <- nil
		if a, b := <-two, <-three; a.n != 4 || b.n != 6 || len(rounds) != 2 {
			t.Errorf("two and three get %+v and %+v, in rounds %v", a, b, rounds)
		}
		four := ask(4)
		answer <- errors.ErrUnsupported
		if r := <-four; !errors.Is(r.err, errors.ErrUnsupported) {
			t.Errorf("four gets %+v", r)
		}
		stuck, behind := ask(5), ask(6)
		for _, c := range []chan got{stuck, behind} {
			if r := <-c; !errors.Is(r.err, call.ErrUnavailable) {
				t.Errorf("while the database is stuck somebody gets %+v", r)
			}
		}
		cancel()
		answer <- nil
		<-ended
		if _, err := g.ask(t.Context(), time.Second, "ask", 7); !errors.Is(err, call.ErrUnavailable) {
			t.Errorf("after the end: %v", err)
		}
	})
}

// TestStuckRound: one round from which nothing comes back holds up those who are in it. Who comes later is asked for beside it a moment later; not
// for each of them, however many rounds are stuck.
func TestStuckRound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		var under, most atomic.Int64
		stuck := make(chan struct{})
		g := newGather(3, func(all []int) ([]int, error) {
			most.Store(max(most.Load(), under.Add(1)))
			defer under.Add(-1)
			if all[0] < 0 {
				<-stuck
			}
			return all, nil
		})
		ended := make(chan struct{})
		go func() { g.serve(ctx); close(ended) }()
		ask := func(n int) error {
			v, err := g.ask(ctx, time.Second, "ask", n)
			if err == nil && v != n {
				t.Errorf("%d gets %d", n, v)
			}
			return err
		}
		var all sync.WaitGroup
		for n := range 2 {
			all.Go(func() {
				if err := ask(-1 - n); !errors.Is(err, call.ErrUnavailable) {
					t.Errorf("in a round that is stuck: %v", err)
				}
			})
			synctest.Wait()
			for n := range 200 { // the first waits a moment
				begun := time.Now()
				if err := ask(n); err != nil || time.Since(begun) > 2*tooSlow || n > 0 && time.Since(begun) > 0 {
					t.Fatalf("beside it: %v after %v", err, time.Since(begun))
				}
			}
		}
		all.Wait()
		for range 10 {
			all.Go(func() {
				if err := ask(-1); !errors.Is(err, call.ErrUnavailable) {
					t.Errorf("all are stuck: %v", err)
				}
			})
		}
		all.Wait()
		if most.Load() != 3 {
			t.Errorf("%d rounds were under way", most.Load())
		}
		cancel()
		close(stuck)
		<-ended
	})
}

// TestGivenUp: P17. A database that was too slow for a while is not asked afterwards for those who have given up: whoever comes then would wait for all of them.
func TestGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		stuck := make(chan struct{})
		var asked []int
		g := newGather(1, func(all []int) ([]int, error) {
			<-stuck
			asked = append(asked, all...)
			return all, nil
		})
		ended := make(chan struct{})
		go func() { g.serve(ctx); close(ended) }()
		var all sync.WaitGroup
		for n := range 3 * mostGathered {
			all.Go(func() {
				if _, err := g.ask(ctx, time.Second, "ask", n); !errors.Is(err, call.ErrUnavailable) {
					t.Errorf("while the database is stuck: %v", err)
				}
			})
			synctest.Wait()
		}
		all.Wait()
		late := make(chan error, 1)
		go func() {
			_, err := g.ask(ctx, time.Second, "ask", -1)
			late <- err
		}()
		synctest.Wait()
		close(stuck)
		if err := <-late; err != nil || !slices.Equal(asked, []int{0, -1}) {
			t.Errorf("%v, and it was asked for %v", err, asked)
		}
		cancel()
		<-ended
	})
}
