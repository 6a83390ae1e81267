package v4

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limits holds token buckets, one for each app that used it: so many requests per second, with as many at once
// (reference/server-api.md §1.6). The zero limits is ready.
type limits struct {
	mu      sync.RWMutex
	buckets map[int64]*rate.Limiter
}

// allow takes a token, or reports that there is none.
func (l *limits) allow(app int64, perSecond int, now time.Time) bool {
	b := l.bucket(app, perSecond)
	if b.Burst() != perSecond { // the setting was changed
		b.SetLimitAt(now, rate.Limit(perSecond))
		b.SetBurstAt(now, perSecond)
	}
	return b.AllowN(now, 1)
}

func (l *limits) bucket(app int64, perSecond int) *rate.Limiter {
	l.mu.RLock()
	b := l.buckets[app]
	l.mu.RUnlock()
	if b != nil {
		return b
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if b = l.buckets[app]; b == nil {
		if l.buckets == nil {
			l.buckets = map[int64]*rate.Limiter{}
		}
		b = rate.NewLimiter(rate.Limit(perSecond), perSecond)
		l.buckets[app] = b
	}
	return b
}
