package test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// TestNodesShareRates: an app that asks two servers at once is let through as often as by one (P20), and one that asks a single server has its whole
// rate there.
func TestNodesShareRates(t *testing.T) {
	n := newNodes(t)
	one, two := n.start("first"), n.start("second")
	app := overloadApp()
	let := func(urls ...string) (int, time.Duration) {
		const during = 5 * time.Second
		var passed atomic.Int64
		var askers sync.WaitGroup
		begun := time.Now()
		for _, url := range urls {
			back := newAPI(url, app)
			askers.Go(func() {
				for time.Since(begun) < during {
					r, err := back.do(t.Context(), "get_callback", object{})
					switch {
					case err != nil:
						t.Error(err)
						return
					case r.ErrorCode != 60007:
						passed.Add(1)
					}
				}
			})
		}
		askers.Wait()
		return int(passed.Load()), time.Since(begun)
	}
	eventually(t, "the servers hear each other", func() bool {
		return (&crowd{t: t, server: one}).metric("ringline_redis_servers") == "1" && (&crowd{t: t, server: two}).metric("ringline_redis_servers") == "1"
	})
	for _, urls := range [][]string{{one.URL}, {one.URL, two.URL}} {
		got, took := let(urls...)
		most := perSecond + perSecond*took.Seconds() // what may be asked at once, and each second
		t.Logf("%d servers let %d through in %v, one bucket %.0f", len(urls), got, took, most)
		if float64(got) < most/2 || float64(got) > 1.1*most+2 {
			t.Errorf("%d servers let %d through in %v", len(urls), got, took)
		}
	}
}
