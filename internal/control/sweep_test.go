package control

import (
	"slices"
	"testing"
	"time"

	"ringline/internal/call"
)

// TestSweepKeepsOneEntryPerCall: P17, P20. However often a call changes, it costs the sweeper one entry, and none after its end.
func TestSweepKeepsOneEntryPerCall(t *testing.T) {
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
	s.retry(a, at(1).Add(-tryAgain)) // at the same moment: it stays there
	s.retry(b, at(499))              // at its deadline
	if got := s.wait(at(0)); got != time.Second {
		t.Errorf("the first is due in %v, want 1s", got)
	}
	if got := s.pop(at(499), 10); !slices.Equal(got, []call.Ref{a}) {
		t.Errorf("due are %v, want a", got)
	}
	if got := s.pop(at(500), 10); !slices.Equal(got, []call.Ref{b}) || len(s.calls) != 0 {
		t.Errorf("due are %v with %d left, want b and none", got, len(s.calls))
	}
	s.set(a, at(600))
	s.retry(a, at(700)) // it has passed: not before a while, or a store in trouble gets no rest
	if got := s.wait(at(700)); got != tryAgain {
		t.Errorf("what failed is due in %v, want %v", got, tryAgain)
	}
}
