package redis

import (
	"testing"

	"ringline/internal/redis/redistest"
)

// A count is heard by the counters of all other nodes, and by nobody else; a node without one lets it be.
func TestCounts(t *testing.T) {
	server := redistest.New(t)
	a, b, c := ready(t, server.URL(), "a"), ready(t, server.URL(), "b"), node(t, server.URL(), "c")
	own, heard := make(chan string, 10), make(chan string, 10)
	a.HearCounts(func(count []byte) { own <- string(count) })
	b.HearCounts(func(count []byte) { heard <- string(count) })
	a.run()
	b.run()
	for _, e := range []*ear{a, b, c} {
		until(t, e.name+" knows the others", func() bool { return e.Whole() && len(e.Peers()) == 2 })
	}
	a.Count([]byte("seven"))
	a.Tell([]byte("done"))
	b.hears("a: done")
	c.hears("a: done")
	if len(heard) != 1 || <-heard != "seven" || len(own) > 0 || len(b.words) != 1 || len(c.words) != 1 {
		t.Errorf("b and c heard %q and %q, besides counts; a has %d counts", b.words, c.words, len(own))
	}
}
