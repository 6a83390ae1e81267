package rates

import (
	"testing"
	"time"
)

// P20: a node alone counts for itself, follows the setting, and keeps keys apart.
func TestAlone(t *testing.T) {
	c := newClock()
	r := Alone(c.time)
	if got := drain(r); got != limit.Burst {
		t.Errorf("%d were let go, want %d", got, limit.Burst)
	}
	if !r.Take(Key{Door: "v4", App: key.App}, limit) {
		t.Error("another key has no limit of its own")
	}
	c.wait(100 * time.Millisecond)
	if got := drain(r); got != limit.PerSecond/10 {
		t.Errorf("%d were let go a tenth of a second later", got)
	}
	twice := Limit{PerSecond: 2 * limit.PerSecond, Burst: 2 * limit.Burst}
	r.Take(key, twice)
	c.wait(2 * time.Second)
	for n := range twice.Burst {
		if !r.Take(key, twice) {
			t.Fatalf("%d were let go, want %d", n, twice.Burst)
		}
	}
	if r.Take(key, twice) {
		t.Error("more was let go than the new setting allows")
	}
	if len(r.untold) > 0 {
		t.Error("who is alone keeps something to tell")
	}
}

// A share is at least one request a second.
func TestSmallShare(t *testing.T) {
	c := newClock()
	r := Alone(c.time)
	r.parts.Store(10)
	for range 3 {
		if one := (Limit{PerSecond: 2, Burst: 2}); !r.Take(key, one) || r.Take(key, one) {
			t.Error("a tenth of two requests is not one")
		}
		c.wait(time.Second)
	}
}

// What others let go is owed for 5 s at most, whatever they say, and what is not a count does nothing.
func TestHeard(t *testing.T) {
	c := newClock()
	r := Alone(c.time)
	for _, text := range []string{
		``, `nonsense`, `{}`, `[{}]`, `[null]`, `[{"d":"v4","n":"end_call","a":1400000001,"r":0,"b":0,"c":9}]`,
		`[{"d":"v4","n":"end_call","a":1400000001,"r":100,"b":100,"c":-9}]`,
	} {
		r.heard([]byte(text))
	}
	if got := left(r); got != float64(limit.Burst) {
		t.Fatalf("%v is left, want all", got)
	}
	r.heard([]byte(`[{"d":"v4","n":"end_call","a":1400000001,"r":100,"b":100,"c":9000000000000000000}]`))
	if got := left(r); got != -mostOwed*float64(limit.PerSecond) {
		t.Fatalf("%v is left", got)
	}
	c.wait(mostOwed * time.Second)
	if r.Take(key, limit) {
		t.Error("a request was let go too early")
	}
	c.wait(time.Second / 100)
	if !r.Take(key, limit) {
		t.Error("no request is let go when all is made up for")
	}
}

// Buckets that nobody asked for in a minute are forgotten, if they are full.
func TestForget(t *testing.T) {
	c := newClock()
	r := Alone(c.time)
	slow := Limit{PerSecond: 1, Burst: 200}
	for range slow.Burst {
		r.Take(Key{Door: "slow"}, slow)
	}
	r.Take(key, limit)
	c.wait(idle - 1)
	r.forget()
	if len(r.buckets) != 2 {
		t.Fatalf("%d buckets are left, want 2", len(r.buckets))
	}
	c.wait(1)
	r.forget()
	if r.buckets[key] != nil || len(r.buckets) != 1 {
		t.Fatalf("%d buckets are left, want the one that is not full", len(r.buckets))
	}
	if r.Take(Key{Door: "slow"}, Limit{PerSecond: 1, Burst: 200}); left(r) != float64(limit.Burst) {
		t.Error("a bucket that was forgotten is not as good as new")
	}
}

func BenchmarkTake(b *testing.B) {
	r := Alone(time.Now)
	b.ReportAllocs()
	for range b.N {
		r.Take(key, limit)
	}
}
