package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"ringline/internal/process"
)

// live measures among how many live calls another one is started and ended, what a live one takes, and how long a start takes with them.
func (o *growthOptions) live(ctx context.Context) (*growth, error) {
	g := &growth{
		About: fmt.Sprintf("%s. So many calls ring, each at somebody who is offline, while %d connections start and end others for %gs. "+
			"Memory is what the server takes more than before they were started; on disk they are after a clean stop", describe(), growthConns, o.seconds),
		Head: []string{"live calls", "CPU of a start or end", "p50", "p99", "operations/s", "memory of a live call", "on disk", "start to ready", "CPU of that", "others"},
		X:    "live calls", Y: "µs of processor for a start or end",
	}
	cost := curve{Name: "The processor time of a start or end", Says: "A call is found by its id, who is busy by a key; nothing looks at all live calls."}
	restart := curve{Name: "The processor time until a server is ready", Says: "All live calls are read at the start, so it has to become linear where they outweigh the rest of a start."}
	for _, n := range sizes(1, o.most) {
		if n == 10 {
			continue
		}
		s, err := o.among(ctx, n)
		if err != nil {
			return nil, err
		}
		progress("%s live calls: %s of processor, ready in %v", thousands(n), micros(s.CPU), s.ready.Round(time.Millisecond))
		memory, disk := "too few to tell", "too few to tell"
		if n >= 1000 {
			memory, disk = fmt.Sprintf("%.1f KB", float64(s.memory)/float64(n)/1e3), fmt.Sprintf("%.1f KB", float64(s.disk)/float64(n)/1e3)
		}
		g.Rows = append(g.Rows, []string{
			thousands(n), micros(s.CPU), micros(s.P50), micros(s.P99), fmt.Sprintf("%.0f", s.Rate), memory, disk,
			fmt.Sprintf("%d ms", s.ready.Milliseconds()), fmt.Sprintf("%d ms", s.reading.Milliseconds()), fmt.Sprintf("%.0f %%", 100*s.Others),
		})
		cost.Points = append(cost.Points, point{float64(n), float64(s.CPU) / 1e3})
		restart.Points = append(restart.Points, point{float64(n), float64(s.reading) / 1e6})
	}
	cost.Name, restart.Name = cost.Name+" (µs)", restart.Name+" (ms)"
	g.Curves, g.Y = []curve{cost, restart}, "µs of a start or end; ms until ready"
	return g, nil
}

// liveSample is what was measured among so many live calls.
type liveSample struct {
	sample
	memory, disk int64
	ready        time.Duration // from the start of the process with the calls until it was ready
	reading      time.Duration // its processor time until then
}

func (o *growthOptions) among(ctx context.Context, n int) (s liveSample, err error) {
	dir, remove, err := o.workspace()
	if err != nil {
		return s, err
	}
	defer remove()
	server, err := o.serve(ctx, dir)
	if err != nil {
		return s, err
	}
	defer func() {
		if server != nil {
			err = errors.Join(err, server.Stop())
		}
	}()
	before, err := process.Memory(server.PID())
	if err != nil {
		return s, err
	}
	if _, err := startCalls(ctx, server, n, "robot", func(int) time.Duration { return 10 * time.Minute }); err != nil {
		return s, err
	}
	if err := pause(ctx, 3*time.Second); err != nil {
		return s, err
	}
	after, err := process.Memory(server.PID())
	if err != nil {
		return s, err
	}
	s.memory = after - before
	err, server = server.Stop(), nil
	if err != nil {
		return s, err
	}
	file, err := os.Stat(filepath.Join(dir, "ringline.db"))
	if err != nil {
		return s, err
	}
	s.disk = file.Size()
	if server, err = o.serve(ctx, dir); err != nil {
		return s, err
	}
	s.ready = server.Ready
	if s.reading, err = process.CPU(server.PID()); err != nil {
		return s, err
	}
	s.sample, err = o.drive(ctx, serverTarget(server))
	return s, err
}

// startCalls starts calls of a robot with users of their own, as fast as the connections can. It returns how long that took.
func startCalls(ctx context.Context, server *process.Server, n int, robot string, ring func(int) time.Duration) (time.Duration, error) {
	var next atomic.Int64
	signed := query()
	begun := time.Now()
	group, ctx := errgroup.WithContext(ctx)
	for range min(n, growthConns) {
		group.Go(func() error {
			c, err := dial(ctx, server.URL)
			if err != nil {
				return err
			}
			defer func() { _ = c.Close() }() // nothing waits in it
			for i := next.Add(1) - 1; i < int64(n) && ctx.Err() == nil; i = next.Add(1) - 1 {
				body := fmt.Sprintf(`{"Robot_Account":"%s-%d","CalleeList_Account":["live-%d"],"Timeout":%d,"CallInfo":{"MediaType":"Audio"}}`,
					robot, i%robots, i, ring(int(i)).Milliseconds())
				if _, err := answer(c, post(signed, "start_call_by_robot", body)); err != nil {
					return fmt.Errorf("call %d of %d: %w", i+1, n, err)
				}
			}
			return ctx.Err()
		})
	}
	err := group.Wait()
	return time.Since(begun), err
}

// robots is how many callers share the calls of startCalls: one can be in many, and what it hears comes over one connection.
const robots = 64
