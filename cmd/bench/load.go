package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"ringline/internal/process"
)

// load drives one target over a number of connections.
type load struct {
	target *target
	conns  []*conn
	steps  []step
}

func newLoad(ctx context.Context, t *target, conns int) (*load, error) {
	l := &load{target: t}
	for range conns {
		c, err := dial(ctx, t.server.URL)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("connect to %s: %w", t.name, err), l.close())
		}
		l.conns, l.steps = append(l.conns, c), append(l.steps, t.worker())
	}
	return l, nil
}

func (l *load) close() error {
	var errs []error
	for _, c := range l.conns {
		errs = append(errs, c.Close())
	}
	return errors.Join(errs...)
}

// sample is what one round measured on one target.
type sample struct {
	Rate   float64       `json:"operations_per_second"`
	P50    time.Duration `json:"p50_ns"`
	P99    time.Duration `json:"p99_ns"`
	CPU    time.Duration `json:"cpu_per_operation_ns"` // of the server's process
	Others float64       `json:"others"`               // part of the machine that was taken by other programs, 0…1
}

// used is processor time at one moment.
type used struct{ server, client, machine time.Duration }

func (l *load) used() (u used, err error) {
	var errs [3]error
	u.server, errs[0] = process.CPU(l.target.server.PID())
	u.client, errs[1] = process.CPU(os.Getpid())
	u.machine, errs[2] = process.Busy()
	return u, errors.Join(errs[:]...)
}

// run keeps every connection busy for about d.
func (l *load) run(ctx context.Context, d time.Duration) (sample, error) {
	before, err := l.used()
	if err != nil {
		return sample{}, err
	}
	took := make([][]time.Duration, len(l.conns))
	var group errgroup.Group
	begun := time.Now()
	for i, c := range l.conns {
		group.Go(func() (err error) {
			took[i], err = work(ctx, c, l.steps[i], begun, d)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return sample{}, fmt.Errorf("drive %s: %w", l.target.name, err)
	}
	if l.target.settle != nil {
		if err := l.target.settle(ctx); err != nil {
			return sample{}, fmt.Errorf("drive %s: %w", l.target.name, err)
		}
	}
	elapsed := time.Since(begun)
	after, err := l.used()
	if err != nil {
		return sample{}, err
	}
	all := slices.Concat(took...)
	n := len(all)
	p50, p99 := percentiles(all)
	return sample{
		Rate: float64(n) / elapsed.Seconds(), P50: p50, P99: p99,
		CPU:    (after.server - before.server) / time.Duration(n),
		Others: after.others(before, elapsed),
	}, nil
}

// percentiles sorts what it is given; of nothing they are 0.
func percentiles(took []time.Duration) (p50, p99 time.Duration) {
	slices.Sort(took)
	if n := len(took); n > 0 {
		p50, p99 = took[n/2], took[n*99/100]
	}
	return p50, p99
}

// others is the part of the machine that was taken by other programs, 0…1.
func (u used) others(before used, elapsed time.Duration) float64 {
	other := u.machine - before.machine - (u.server - before.server) - (u.client - before.client)
	return min(1, max(0, other.Seconds()/elapsed.Seconds()/float64(runtime.NumCPU())))
}

// work does operations until d has passed since begun, and tells how long each took.
func work(ctx context.Context, c *conn, next step, begun time.Time, d time.Duration) ([]time.Duration, error) {
	took := make([]time.Duration, 0, 1<<12)
	for last := time.Since(begun); last < d && ctx.Err() == nil; {
		if err := next(c); err != nil {
			return nil, err
		}
		now := time.Since(begun)
		took = append(took, now-last)
		last = now
	}
	return took, ctx.Err()
}
