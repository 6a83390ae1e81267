package control

import (
	"slices"
	"strconv"
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
	if got := s.pop(at(499)); !slices.Equal(got, []call.Ref{a}) {
		t.Errorf("due are %v, want a", got)
	}
	if got := s.pop(at(500)); !slices.Equal(got, []call.Ref{b}) || s.busy() != 2 {
		t.Errorf("due are %v with %d looked at, want b and two", got, s.busy())
	}
	s.done(a)
	s.done(b)
	if len(s.calls) != 0 {
		t.Errorf("%d are left, want none", len(s.calls))
	}
	s.set(a, at(600))
	s.retry(a, at(700)) // it has passed: not before a while, or a store in trouble gets no rest
	if got := s.wait(at(700)); got != tryAgain {
		t.Errorf("what failed is due in %v, want %v", got, tryAgain)
	}
}

// TestSweepersGrowWithTheBacklog: P3, P17. A call is with one sweeper at a time, few of them are at work while that is enough,
// and more when the first call waits for long.
func TestSweepersGrowWithTheBacklog(t *testing.T) {
	s, begun := newSweep(), time.Unix(1000, 0)
	for i := range 1000 {
		s.set(call.Ref{ID: call.ID(strconv.Itoa(i))}, begun)
	}
	first := s.pop(begun)
	if len(first) != fewSweepers {
		t.Errorf("%d are swept at once, want %d", len(first), fewSweepers)
	}
	if got := s.wait(begun); got != behind {
		t.Errorf("the next look is in %v, want %v", got, behind)
	}
	late := begun.Add(behind)
	if more := s.pop(late); len(more) != manySweepers-fewSweepers {
		t.Errorf("%d more are swept when the next is late, want %d", len(more), manySweepers-fewSweepers)
	}
	s.found(first, late)                                  // the store does not know that they are swept
	s.set(first[0], late)                                 // it is due again, once it was looked at
	s.retry(first[1], late)                               // and so is this, later
	if got := s.pop(late.Add(time.Hour)); len(got) != 0 { // all are busy
		t.Errorf("%d more were taken, want none", len(got))
	}
	for _, ref := range first {
		s.done(ref)
	}
	if got := len(s.calls); got != 1000-fewSweepers+2 {
		t.Errorf("%d calls are known, want %d", got, 1000-fewSweepers+2)
	}
}

// TestSweepAgainWhenTheStoreAnswers: P14. What could not be looked at waits, but not once the store says that it is due; what has a later
// deadline by now waits for that.
func TestSweepAgainWhenTheStoreAnswers(t *testing.T) {
	s, now := newSweep(), time.Unix(1000, 0)
	failed, busy, later := call.Ref{ID: "failed"}, call.Ref{ID: "busy"}, call.Ref{ID: "later"}
	for _, ref := range []call.Ref{failed, busy, later} {
		s.set(ref, now)
	}
	s.pop(now)
	for _, ref := range []call.Ref{failed, busy, later} {
		s.retry(ref, now)
	}
	s.done(failed)
	s.done(later)
	s.set(later, now.Add(time.Minute))
	s.found([]call.Ref{failed, busy, later}, now)
	if got := s.pop(now); !slices.Equal(got, []call.Ref{failed}) {
		t.Errorf("looked at are %v, want the one that failed", got)
	}
	s.done(busy)
	if got := s.wait(now); got != tryAgain {
		t.Errorf("the one that was being looked at is due in %v, want %v", got, tryAgain)
	}
}
