package webhook

import (
	"fmt"
	"testing"
	"time"

	"ringline/internal/call"
)

func TestRecent(t *testing.T) {
	var r recent
	now := time.Unix(1000, 0)
	want := func(id call.ID, has bool) {
		t.Helper()
		if r.has(id, now) != has {
			t.Errorf("after %v: %s is recent: %v", now.Sub(time.Unix(1000, 0)), id, !has)
		}
	}
	want("a", false)
	r.add("a", now)
	now = now.Add(50 * time.Second)
	r.add("b", now)
	want("a", true)
	now = now.Add(59 * time.Second)
	want("b", true)
	now = now.Add(61 * time.Second)
	want("a", false)
	want("b", false)

	for i := range mostRecent + 1 {
		r.add(call.ID(fmt.Sprint(i)), now)
	}
	want("never seen", true) // for all it knows
	now = now.Add(2 * time.Minute)
	want("never seen", false)
	if len(r.calls)+len(r.before) > 2*mostRecent {
		t.Error("it remembers too much")
	}
}
