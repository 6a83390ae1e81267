package rates

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

const (
	tellEvery = 100 * time.Millisecond
	idle      = time.Minute // until a bucket that nobody asks for is forgotten
)

// Key says whose requests are counted, and which of them.
type Key struct {
	Door string `json:"d"`
	Name string `json:"n,omitempty"`
	App  int64  `json:"a,omitempty"`
}

// Limit is so many requests a second, with so many at once.
type Limit struct {
	PerSecond int `json:"r"`
	Burst     int `json:"b"`
}

// Link connects the nodes; *redis.Link is one.
type Link interface {
	// Count has the other nodes hear a count. It does not wait.
	Count(count []byte)
	// HearCounts says who hears the counts of other nodes.
	HearCounts(hear func(count []byte))
	// Whole reports whether the others can be reached.
	Whole() bool
}

// Rates counts. It is safe for concurrent use.
type Rates struct {
	now     func() time.Time
	link    Link // nil: nobody else counts
	serving func() int
	parts   atomic.Int64 // that a limit is divided into: 1 while the others hear what we count

	mu      sync.RWMutex
	buckets map[Key]*bucket
	untold  []*bucket // those that let something go since the others were told
}

// Alone returns what counts for one node.
func Alone(now func() time.Time) *Rates {
	r := &Rates{now: now, buckets: map[Key]*bucket{}}
	r.parts.Store(1)
	return r
}

// Shared returns what counts together with the other nodes, while [Rates.Run] runs. It comes before the link runs.
// serving says how many nodes serve, this one among them.
func Shared(now func() time.Time, link Link, serving func() int) *Rates {
	r := Alone(now)
	r.link, r.serving = link, serving
	r.look()
	link.HearCounts(r.heard)
	return r
}

// Take lets a request go, or reports that it is too many.
func (r *Rates) Take(k Key, limit Limit) bool {
	now := r.now()
	b := r.bucket(k, limit, now)
	ok, first := b.take(limit, int(r.parts.Load()), now)
	if first && r.link != nil {
		r.mu.Lock()
		r.untold = append(r.untold, b)
		r.mu.Unlock()
	}
	return ok
}

func (r *Rates) bucket(k Key, limit Limit, now time.Time) *bucket {
	r.mu.RLock()
	b := r.buckets[k]
	r.mu.RUnlock()
	if b != nil {
		return b
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if b = r.buckets[k]; b == nil {
		b = newBucket(k, limit, now)
		r.buckets[k] = b
	}
	return b
}

// Run tells the other nodes what is let go here, until ctx is done. A node alone need not run it.
func (r *Rates) Run(ctx context.Context) error {
	if r.link == nil {
		<-ctx.Done()
		return nil
	}
	tell, forget := time.NewTicker(tellEvery), time.NewTicker(idle)
	defer tell.Stop()
	defer forget.Stop()
	for {
		select {
		case <-ctx.Done():
			r.tell()
			return nil
		case <-tell.C:
			r.look()
			r.tell()
		case <-forget.C:
			r.forget()
		}
	}
}

// look finds out whether limits are to be divided.
func (r *Rates) look() {
	parts := 1
	if !r.link.Whole() {
		parts = max(1, r.serving())
	}
	r.parts.Store(int64(parts))
}

// forget forgets buckets that nobody asked for lately and that are as good as new.
func (r *Rates) forget() {
	now := r.now()
	r.mu.Lock()
	defer r.mu.Unlock()
	for k, b := range r.buckets {
		if b.idle(now) {
			delete(r.buckets, k)
		}
	}
}
