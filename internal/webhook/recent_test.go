package webhook

import (
	"fmt"
	"math"
	"testing"
	"time"

	"ringline/internal/call"
)

func TestRecent(t *testing.T) {
	var r recent
	now := time.Unix(1000, 0)
	want := func(id call.ID, version int64, read bool) {
		t.Helper()
		if v, is := r.seen(id, now); is != read || v != version {
			t.Errorf("after %v: %s is seen up to %d, %v", now.Sub(time.Unix(1000, 0)), id, v, is)
		}
	}
	want("a", 0, false)
	r.add("a", 3, now)
	r.add("a", 2, now)
	now = now.Add(50 * time.Second)
	r.add("b", 1, now)
	want("a", 3, true)
	now = now.Add(59 * time.Second)
	want("b", 1, true)
	r.add("b", 4, now)
	want("b", 4, true)
	now = now.Add(3 * time.Minute)
	want("a", 0, false)
	want("b", 0, false)

	for i := range mostRecent + 1 {
		r.add(call.ID(fmt.Sprint(i)), 1, now)
	}
	want("never seen", math.MaxInt64, true) // for all it knows
	want("7", 1, true)
	now = now.Add(time.Minute)
	r.add("7", 2, now)
	want("7", math.MaxInt64, true)
	now = now.Add(2 * time.Minute)
	want("never seen", 0, false)
	if len(r.calls)+len(r.before) > 2*mostRecent {
		t.Error("it remembers too much")
	}
}
