package rates

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// mostOwed is how long nobody is let through at most, for what was let go twice.
const mostOwed = 5 // seconds

// bucket counts the requests of one key.
type bucket struct {
	key Key

	mu      sync.Mutex
	limiter *rate.Limiter
	limit   Limit // of all nodes
	parts   int   // of which the limiter lets one go
	spent   int   // let go since the others were told
	used    time.Time
}

func newBucket(k Key, limit Limit, now time.Time) *bucket {
	return &bucket{key: k, limiter: rate.NewLimiter(rate.Limit(limit.PerSecond), limit.Burst), limit: limit, parts: 1, used: now}
}

// take lets a request go. first says that it is the first one that the others are to be told of.
func (b *bucket) take(limit Limit, parts int, now time.Time) (ok, first bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.used = now
	if b.limit != limit || b.parts != parts { // the setting was changed, or others can be reached or not
		b.limit, b.parts = limit, parts
		b.limiter.SetLimitAt(now, max(1, rate.Limit(limit.PerSecond)/rate.Limit(parts)))
		b.limiter.SetBurstAt(now, max(1, limit.Burst/parts))
	}
	if !b.limiter.AllowN(now, 1) {
		return false, false
	}
	b.spent++
	return true, b.spent == 1
}

// told returns what is to be told now.
func (b *bucket) told() count {
	b.mu.Lock()
	defer b.mu.Unlock()
	n := b.spent
	b.spent = 0
	return count{Key: b.key, Limit: b.limit, N: n}
}

// owe takes out what another node has let go.
func (b *bucket) owe(n int, now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.used = now
	burst, lowest := b.limiter.Burst(), -mostOwed*float64(b.limiter.Limit())
	for n = min(n, int(b.limiter.TokensAt(now)-lowest)); n > 0; n -= burst {
		b.limiter.ReserveN(now, min(n, burst))
	}
}

// idle reports whether nothing is lost with the bucket.
func (b *bucket) idle(now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return now.Sub(b.used) >= idle && b.limiter.TokensAt(now) >= float64(b.limiter.Burst())
}
