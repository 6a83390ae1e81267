package rates

import (
	"context"
	"math"
	"slices"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"ringline/internal/redis"
	"ringline/internal/redis/redistest"
	"ringline/internal/tenant"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const patience = 20 * time.Second

var (
	key   = Key{Door: "v4", Name: "end_call", App: 1400000001}
	limit = Limit{PerSecond: 100, Burst: 100}
)

// clock is what requests are counted by. It stands still until it is moved.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 11, 5, 9, 0, 0, 0, time.UTC)} }

func (c *clock) time() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) wait(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// deaf hears nothing but counts.
type deaf struct{}

func (deaf) Told(string, []byte)         {}
func (deaf) Asked(string, []byte) []byte { return nil }
func (deaf) Joined(string)               {}
func (deaf) Lost(string)                 {}
func (deaf) Missed()                     {}

// nodes are some that share a Redis.
type nodes struct {
	t     testing.TB
	clock *clock
	all   []*Rates
	links []*redis.Link
}

func newNodes(t testing.TB, url string, names ...string) *nodes {
	t.Helper()
	n := &nodes{t: t, clock: newClock()}
	for _, name := range names {
		c := redis.Default()
		c.URL, c.Timeout = tenant.Secret(url), 100*time.Millisecond
		link, err := redis.New(redis.Options{Config: c, Name: name})
		if err != nil {
			t.Fatal(err)
		}
		link.Hear(deaf{})
		n.links = append(n.links, link)
		n.all = append(n.all, Shared(n.clock.time, link, func() int { return len(names) }))
	}
	ctx, cancel := context.WithCancel(context.Background())
	var parts sync.WaitGroup
	for i := range names {
		parts.Go(func() {
			if err := n.links[i].Run(ctx); err != nil {
				t.Error(err)
			}
		})
		parts.Go(func() {
			if err := n.all[i].Run(ctx); err != nil {
				t.Error(err)
			}
		})
	}
	t.Cleanup(func() {
		cancel()
		parts.Wait()
	})
	n.together()
	return n
}

func (n *nodes) until(what string, holds func() bool) {
	n.t.Helper()
	for late := time.Now().Add(patience); !holds(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(late) {
			n.t.Fatalf("waited in vain: %s", what)
		}
	}
}

// together waits until all nodes hear each other and count with the whole limit.
func (n *nodes) together() {
	n.t.Helper()
	n.until("all hear each other", func() bool {
		for i, r := range n.all {
			if len(n.links[i].Peers()) != len(n.all)-1 || r.parts.Load() != 1 {
				return false
			}
		}
		return true
	})
}

// apart waits until all nodes know that they cannot be heard.
func (n *nodes) apart() {
	n.t.Helper()
	n.until("all know that Redis is away", func() bool {
		for _, r := range n.all {
			if r.parts.Load() != int64(len(n.all)) {
				return false
			}
		}
		return true
	})
}

// heard waits until all nodes have heard of all that was let go, so that as much is left in each of them.
func (n *nodes) heard(want float64) {
	n.t.Helper()
	n.until("all nodes have counted the same", func() bool {
		return !slices.ContainsFunc(n.all, func(r *Rates) bool { return math.Abs(left(r)-want) > 0.01 })
	})
}

func left(r *Rates) float64 {
	now := r.now()
	b := r.bucket(key, limit, now)
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.limiter.TokensAt(now)
}

// drain asks until there is no more, and returns how many were let go.
func drain(r *Rates) int {
	for n := 0; ; n++ {
		if !r.Take(key, limit) {
			return n
		}
	}
}

// P20: a node that all requests come to lets the whole limit go, and the others know.
func TestOneNodeHasTheWholeLimit(t *testing.T) {
	n := newNodes(t, redistest.New(t).URL(), "a", "b", "c")
	for range 5 {
		if got := drain(n.all[0]); got != limit.Burst {
			t.Fatalf("%d were let go, want %d", got, limit.Burst)
		}
		n.heard(0)
		if got := drain(n.all[1]) + drain(n.all[2]); got != 0 {
			t.Fatalf("the other nodes let %d go, after the limit", got)
		}
		n.clock.wait(time.Second)
	}
}

// P20: where requests come to all nodes at once, they let no more go over 5 s than one alone would.
func TestAllNodesHaveOneLimit(t *testing.T) {
	n := newNodes(t, redistest.New(t).URL(), "a", "b", "c")
	total, one := 0, float64(limit.Burst) // what is left in one bucket that counts all
	const step = 250 * time.Millisecond
	for range 5 * time.Second / step {
		for _, r := range n.all {
			let := drain(r)
			total, one = total+let, one-float64(let)
		}
		n.heard(one)
		n.clock.wait(step)
		one += step.Seconds() * float64(limit.PerSecond)
	}
	if least, most := 5*limit.PerSecond, 6*limit.PerSecond; total < least || total > most {
		t.Errorf("three nodes let %d go in 5 s, want %d to %d", total, least, most)
	}
}

// P20: while Redis is away each node lets its share go, and when it is back there is one limit again.
func TestRedisAway(t *testing.T) {
	server := redistest.New(t)
	n := newNodes(t, server.URL(), "a", "b", "c")
	server.Stop()
	n.apart()
	for second := range 5 {
		for i, r := range n.all {
			if got := drain(r); got < 33 || got > 34 {
				t.Errorf("node %d let %d go in second %d, want a third of %d", i, got, second, limit.PerSecond)
			}
		}
		n.clock.wait(time.Second)
	}
	server.Start()
	n.together()
	one := float64(limit.Burst / 3)
	for _, r := range n.all {
		one -= float64(drain(r))
	}
	n.heard(one)
	n.clock.wait(mostOwed * time.Second) // buckets are full again
	if got := drain(n.all[0]); got != limit.Burst {
		t.Errorf("%d were let go, want %d", got, limit.Burst)
	}
	n.heard(0)
	if got := drain(n.all[1]) + drain(n.all[2]); got != 0 {
		t.Errorf("the other nodes let %d go, after the limit", got)
	}
}

// P20: nobody waits for a Redis that stands still.
func TestRedisStandsStill(t *testing.T) {
	server := redistest.New(t)
	n := newNodes(t, server.URL(), "a", "b")
	server.Freeze()
	defer server.Thaw()
	begun := time.Now()
	let := 0
	for range 100_000 {
		if n.all[0].Take(key, limit) {
			let++
		}
	}
	if took := time.Since(begun); took > 5*time.Second || let < limit.Burst/2 || let > limit.Burst {
		t.Errorf("%d were let go, in %v", let, took)
	}
	n.apart()
}
