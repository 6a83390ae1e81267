package control

import (
	"sync"
	"time"
)

// slew is how fast a steady clock follows the machine's: one part in a thousand. The longest ring, ten minutes, moves by 0.6 s then.
const slew = 1000

// SteadyClock returns a clock that starts at the machine's time and from then on passes evenly, whatever is done to the
// machine's clock: a step of a minute moves no deadline by more than a second (P14). It closes the gap slowly.
func SteadyClock() func() time.Time {
	return steady(time.Now, time.Now())
}

func steady(now func() time.Time, start time.Time) func() time.Time {
	var (
		mu     sync.Mutex
		last   = start // carries the monotonic reading
		offset time.Duration
	)
	wall := start.Round(0)
	return func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		t := now()
		passed := t.Sub(last) // monotonic
		if passed < 0 {
			passed = 0
		}
		last = t
		wall = wall.Add(passed)
		offset = t.Round(0).Sub(wall)
		wall = wall.Add(max(-passed/slew, min(passed/slew, offset)))
		return wall
	}
}
