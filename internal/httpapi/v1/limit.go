package v1

import (
	"fmt"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// How often a token may ask.
const (
	requestsPerSecond = 100
	requestBurst      = 200
)

var limitText = fmt.Sprintf("%d requests a second, %d at once", requestsPerSecond, requestBurst)

// limits holds a bucket for each token. The zero limits is ready. Only tokens that are good have one, so there are few.
type limits struct {
	mu      sync.Mutex
	buckets map[string]*rate.Limiter
}

// take lets a request of somebody go, or says how long to wait. The operator has no limit.
func (l *limits) take(who *identity, now time.Time) time.Duration {
	if who.local {
		return 0
	}
	l.mu.Lock()
	if l.buckets == nil {
		l.buckets = map[string]*rate.Limiter{}
	}
	b := l.buckets[who.name]
	if b == nil {
		b = rate.NewLimiter(requestsPerSecond, requestBurst)
		l.buckets[who.name] = b
	}
	l.mu.Unlock()
	if b.AllowN(now, 1) {
		return 0
	}
	return time.Second
}
