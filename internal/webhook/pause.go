package webhook

import "time"

// pauses lie between one failed attempt of a message and the next: at first the documented ones (reference/webhooks.md §4),
// then ever longer ones. The last one repeats.
var pauses = []time.Duration{
	time.Second, time.Second, 2 * time.Second, 3 * time.Second, 5 * time.Second,
	10 * time.Second, 30 * time.Second, time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 20 * time.Minute, 30 * time.Minute,
	time.Hour,
}

// pause is what follows the n-th failure in a row, n from 1, longer by up to a tenth so that not everybody comes back at once.
func pause(n int, random func() float64) time.Duration {
	p := pauses[min(max(n, 1), len(pauses))-1]
	return p + time.Duration(random()*float64(p)/10)
}
