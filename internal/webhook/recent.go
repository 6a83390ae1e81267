package webhook

import (
	"time"

	"ringline/internal/call"
)

const (
	recently   = time.Minute // how long a call counts as read lately, at least
	mostRecent = 4096        // calls remembered for each such stretch of time
)

// recent remembers which calls were read from the store lately. What was committed for one of these may have been sent by
// reading it, before the lane heard of it. It forgets in stretches; one in which it would have to remember too much it answers
// for with yes. The zero recent is ready.
type recent struct {
	calls, before map[call.ID]bool
	since         time.Time // when the stretch of calls began
	all, allWere  bool
}

func (r *recent) turn(now time.Time) {
	switch passed := now.Sub(r.since); {
	case passed < recently:
	case passed < 2*recently:
		r.before, r.allWere, r.calls, r.all, r.since = r.calls, r.all, nil, false, now
	default:
		*r = recent{since: now}
	}
}

func (r *recent) add(id call.ID, now time.Time) {
	r.turn(now)
	if len(r.calls) >= mostRecent {
		r.all = true
		return
	}
	if r.calls == nil {
		r.calls = map[call.ID]bool{}
	}
	r.calls[id] = true
}

func (r *recent) has(id call.ID, now time.Time) bool {
	r.turn(now)
	return r.all || r.allWere || r.calls[id] || r.before[id]
}

func (r *recent) empty(now time.Time) bool {
	r.turn(now)
	return len(r.calls)+len(r.before) == 0
}
