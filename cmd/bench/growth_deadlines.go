package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"ringline/internal/call"
)

const (
	ringOut      = 10 * time.Second // all calls of a size ring out within this time
	shortestRing = 10 * time.Second // what the server API takes
)

// deadlines measures how late a call that nobody answers is over for who made it.
func (o *growthOptions) deadlines(ctx context.Context) (*growth, error) {
	g := &growth{
		About: fmt.Sprintf("%s. So many calls ring out within the same %v, evenly. Late is from the deadline in the call until one of %d callers' devices "+
			"has heard of the end, which is on the disk then", describe(), ringOut, robots),
		Head: []string{"calls", "ends per second asked for", "late p50", "p99", "most", "others"},
		X:    "calls that ring out within 10 s", Y: "ms late",
	}
	p50 := curve{Name: "How late half of them are at most (ms)", Says: "A heap knows the next deadline; a bunch of those that are due shares a transaction."}
	p99 := curve{Name: "How late 99 of 100 are at most (ms)", Says: "It is flat until the asked ends per second come near to what the machine can do at all, and then they queue."}
	rate := 500.0 // starts per second, cautious until measured
	for _, n := range sizes(max(100, o.most/100), o.most) {
		late, others, measured, err := o.lateness(ctx, n, rate)
		if err != nil {
			return nil, err
		}
		rate = measured
		slices.Sort(late)
		half, most99, most := late[n/2], late[n*99/100], late[n-1]
		progress("%s calls ring out: p50 %s, p99 %s, most %s late", thousands(n), micros(half), micros(most99), micros(most))
		g.Rows = append(g.Rows, []string{
			thousands(n), fmt.Sprintf("%.0f", float64(n)/ringOut.Seconds()), micros(half), micros(most99), micros(most), fmt.Sprintf("%.0f %%", 100*others),
		})
		p50.Points = append(p50.Points, point{float64(n), float64(half) / 1e6})
		p99.Points = append(p99.Points, point{float64(n), float64(most99) / 1e6})
	}
	g.Curves = []curve{p50, p99}
	return g, nil
}

// lateness has n calls ring out, and says how late each was, what others had of the machine meanwhile, and how many calls per second
// were started. rate is how many to expect: the first deadline is after the last start.
func (o *growthOptions) lateness(ctx context.Context, n int, rate float64) (late []time.Duration, others, measured float64, err error) {
	dir, remove, err := o.workspace()
	if err != nil {
		return nil, 0, 0, err
	}
	defer remove()
	server, err := o.serve(ctx, dir)
	if err != nil {
		return nil, 0, 0, err
	}
	defer func() { err = errors.Join(err, server.Stop()) }()
	var mu sync.Mutex
	due, all := map[call.ID]time.Time{}, make(chan struct{})
	began := time.Now()
	for i := range robots {
		s, err := plug(ctx, server.URL, call.UserID(fmt.Sprintf("robot-%d", i)), func(t news) {
			mu.Lock()
			defer mu.Unlock()
			if t.End == nil {
				for _, l := range t.Legs {
					if l.Deadline > 0 {
						due[t.ID] = time.UnixMilli(l.Deadline)
					}
				}
				return
			}
			if at, known := due[t.ID]; known && t.End.Result == call.ResultNoAnswer {
				late = append(late, epoch.Add(t.Took).Sub(at))
			}
			if len(late) == n {
				close(all)
			}
		})
		if err != nil {
			return nil, 0, 0, err
		}
		defer func() { _ = s.close() }() // the server ends first or later, that is all the same
	}
	first := time.Now().Add(shortestRing + time.Second + time.Duration(1.5*float64(n)/rate*float64(time.Second)))
	took, err := startCalls(ctx, server, n, "robot", func(i int) time.Duration {
		at := first.Add(ringOut * time.Duration(i) / time.Duration(n))
		return max(shortestRing, time.Until(at))
	})
	if err != nil {
		return nil, 0, 0, err
	}
	if time.Now().After(first) {
		return nil, 0, 0, fmt.Errorf("starting %d calls took %v, longer than the first of them rang: the machine is too busy", n, took.Round(time.Second))
	}
	if err := pause(ctx, time.Until(first)); err != nil {
		return nil, 0, 0, err
	}
	l := load{target: serverTarget(server)}
	before, err := l.used()
	if err != nil {
		return nil, 0, 0, err
	}
	begun := time.Now()
	select {
	case <-all:
	case <-time.After(ringOut + time.Minute):
		mu.Lock()
		defer mu.Unlock()
		return nil, 0, 0, fmt.Errorf("of %d calls %d were over a minute after their time", n, len(late))
	case <-ctx.Done():
		return nil, 0, 0, ctx.Err()
	}
	after, err := l.used()
	progress("%s calls: started in %v, the whole took %v", thousands(n), took.Round(time.Millisecond), time.Since(began).Round(time.Millisecond))
	return late, after.others(before, time.Since(begun)), float64(n) / took.Seconds(), err
}
