package control

import (
	"sync"
	"time"

	"ringline/internal/call"
)

// slew is how fast a steady clock follows the machine's: one part in a thousand. The longest ring, ten minutes, moves by 0.6 s then.
const slew = 1000

// SteadyClock returns a clock that starts at the machine's time and from then on passes evenly, whatever is done to the
// machine's clock: a step of a minute moves no deadline by more than a second (P14). It closes the gap slowly.
// Only if it falls behind by more than the longest ring does it jump: then the machine slept, or started with no idea
// of the time, and every ring of before is over anyway.
func SteadyClock() func() time.Time {
	base := time.Now()
	return Steady(base, func() (time.Time, time.Duration) {
		now := time.Now()
		return wall(now), now.Sub(base) // Sub uses the monotonic readings, which never step
	})
}

// Steady is a [SteadyClock] over a machine whose time is read: its wall clock, and how long it has been since start.
func Steady(start time.Time, read func() (wall time.Time, passed time.Duration)) func() time.Time {
	clock := newSteady(start)
	return func() time.Time { return clock.read(read()) }
}

type steady struct {
	mu     sync.Mutex
	now    time.Time
	passed time.Duration // since the start, at the latest reading
}

func newSteady(start time.Time) *steady { return &steady{now: start.Round(0)} }

// read tells the time, given the machine's wall clock and how long it has been since the start.
func (s *steady) read(wall time.Time, passed time.Duration) time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := max(0, passed-s.passed)
	s.passed += d
	s.now = s.now.Add(d)
	gap := wall.Sub(s.now)
	if gap <= call.MaxRing {
		gap = max(-d/slew, min(d/slew, gap))
	}
	s.now = s.now.Add(gap)
	return s.now
}
