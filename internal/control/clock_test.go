package control

import (
	"testing"
	"time"
)

// TestSteadyClock: P14. The machine's clock steps by a minute in the middle of a ring; the ring's end moves by less than a
// second, and over hours the gap is closed.
func TestSteadyClock(t *testing.T) {
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, step := range []time.Duration{0, time.Minute, -time.Minute} {
		clock := newSteady(start)
		var got time.Time
		read := func(passed time.Duration) {
			wall := start.Add(passed)
			if passed > 10*time.Second {
				wall = wall.Add(step)
			}
			if now := clock.read(wall, passed); now.Before(got) {
				t.Fatalf("the clock steps back from %v to %v", got, now)
			} else {
				got = now
			}
		}
		for s := range 601 { // the longest ring
			read(time.Duration(s) * time.Second)
		}
		if off := got.Sub(start.Add(10 * time.Minute)).Abs(); off > time.Second {
			t.Errorf("a step of %v moves the end of a ring by %v", step, off)
		}
		for m := range 24 * 60 {
			read(10*time.Minute + time.Duration(m+1)*time.Minute)
		}
		if gap := got.Sub(start.Add(24*time.Hour + 10*time.Minute + step)).Abs(); gap > time.Millisecond {
			t.Errorf("a day after a step of %v the gap is %v", step, gap)
		}
	}
	if d := time.Since(SteadyClock()()).Abs(); d > time.Minute {
		t.Errorf("a fresh steady clock is off by %v", d)
	}
}

// TestSteadyClockWakesUp: a machine that slept, or learns the time after its start, does not write yesterday into records.
func TestSteadyClockWakesUp(t *testing.T) {
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, step := range []time.Duration{time.Hour, 56 * 365 * 24 * time.Hour} {
		clock := newSteady(start)
		clock.read(start.Add(time.Second), time.Second)
		wall := start.Add(step + 2*time.Second)
		if got := clock.read(wall, 2*time.Second); !got.Equal(wall) {
			t.Errorf("after a step of %v it is %v, want %v", step, got, wall)
		}
	}
	clock := newSteady(start)
	if got := clock.read(start.Add(-24*time.Hour), time.Second); got.Before(start) {
		t.Errorf("it went back to %v", got)
	}
}
