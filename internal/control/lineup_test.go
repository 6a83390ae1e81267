package control

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

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

// TestSweepKeepsOneEntryPerCall: P17, P20. However often a call changes, it costs the sweeper one entry, and none after its end.
func TestSweepKeepsOneEntryPerCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSweep()
		a, b, c := call.Ref{ID: "a"}, call.Ref{ID: "b"}, call.Ref{ID: "c"}
		at := func(seconds int) time.Time { return time.Unix(int64(seconds), 0) }
		for i := range 1000 {
			s.set(a, at(1000-i))
			s.set(b, at(500))
			s.set(c, at(2))
		}
		if len(s.heap) != 3 || len(s.calls) != 3 {
			t.Fatalf("%d entries for three calls", len(s.heap))
		}
		s.set(c, time.Time{})
		s.set(c, time.Time{})
		if got := s.wait(at(0)); got != time.Second {
			t.Errorf("the first is due in %v, want 1s", got)
		}
		if got := s.pop(at(499), 10); !slices.Equal(got, []call.Ref{a}) {
			t.Errorf("due are %v, want a", got)
		}
		if got := s.pop(at(500), 10); !slices.Equal(got, []call.Ref{b}) || len(s.calls) != 0 {
			t.Errorf("due are %v with %d left, want b and none", got, len(s.calls))
		}
	})
}
