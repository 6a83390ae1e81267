package webhook

import (
	"math"
	"time"

	"ringline/internal/call"
)

const (
	recently   = time.Minute // how long a call counts as read lately, at least
	mostRecent = 4096        // calls remembered for each such stretch of time
)

// recent remembers which calls were read from the store lately, and up to which version everything of them is known. What was committed
// for one of these may have been sent by reading it, before the lane heard of it. It forgets in stretches; one in which it would have to
// remember too much it answers for with all versions. The zero recent is ready.
type recent struct {
	calls, before map[call.ID]int64
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

// add notes that everything of a call up to a version is known.
func (r *recent) add(id call.ID, version int64, now time.Time) {
	r.turn(now)
	_, known := r.calls[id]
	if !known && len(r.calls) >= mostRecent {
		r.all = true
		return
	}
	if r.calls == nil {
		r.calls = map[call.ID]int64{}
	}
	r.calls[id] = max(version, r.calls[id])
}

// seen says up to which version of a call everything is known, if it was read lately.
func (r *recent) seen(id call.ID, now time.Time) (version int64, read bool) {
	r.turn(now)
	version, read = r.calls[id]
	before, was := r.before[id]
	switch {
	case r.allWere || r.all && !read: // there may have been a later one
		return math.MaxInt64, true
	case read || was:
		return max(version, before), true
	}
	return 0, false
}

func (r *recent) empty(now time.Time) bool {
	r.turn(now)
	return len(r.calls)+len(r.before) == 0
}
