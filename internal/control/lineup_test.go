package control

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"

	"ringline/internal/call"
)

// TestLineup: one at a time for each call, nobody waits for another call, who gives up leaves, and nothing is kept.
func TestLineup(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l lineup
		one, two := call.Ref{App: 1, ID: "c"}, call.Ref{App: 2, ID: "c"}
		enter := func(ctx context.Context, ref call.Ref) func() {
			leave, err := l.enter(ctx, ref)
			if err != nil {
				t.Fatal(err)
			}
			return leave
		}
		leave := enter(t.Context(), one)
		enter(t.Context(), two)() // P16: the same id in another app is another call

		ctx, giveUp := context.WithCancel(t.Context())
		gone, in := make(chan error), make(chan func())
		go func() {
			_, err := l.enter(ctx, one)
			gone <- err
		}()
		go func() { in <- enter(t.Context(), one) }()
		synctest.Wait()
		giveUp()
		if err := <-gone; !errors.Is(err, context.Canceled) {
			t.Errorf("who gave up: %v", err)
		}
		select {
		case <-in:
			t.Fatal("two are in at once")
		default:
		}
		leave()
		(<-in)()
		for i := range l.shards {
			if n := len(l.shards[i].all); n > 0 {
				t.Errorf("%d lines are kept after everybody left", n)
			}
		}
	})
}
