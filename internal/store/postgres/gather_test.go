package postgres

import (
	"context"
	"errors"
	"slices"
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
		g := newGather(func(all []int) ([]int, error) {
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
