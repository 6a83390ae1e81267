package main

import (
	"context"
	"errors"
	"flag"
	"io"
	"time"

	"ringline/internal/process"
)

type callsOptions struct {
	common
	rounds  int
	round   time.Duration
	conns   int
	profile string
}

func benchCalls(ctx context.Context, args []string, out io.Writer) (err error) {
	var o callsOptions
	f := flag.NewFlagSet("bench", flag.ContinueOnError)
	o.register(f)
	f.IntVar(&o.rounds, "rounds", 5, "rounds, each with both servers")
	f.DurationVar(&o.round, "round", 4*time.Second, "how long each server is driven in a round")
	f.IntVar(&o.conns, "conns", 32, "keep-alive connections")
	f.StringVar(&o.profile, "profile", "", "afterwards take a CPU profile of the server under the same load, into this file")
	if err := f.Parse(args); err != nil {
		return err
	}
	if o.rounds < 1 || o.round <= 0 || o.conns < 1 {
		return errors.New("-rounds, -round and -conns must be positive")
	}
	dir, remove, err := o.workspace()
	if err != nil {
		return err
	}
	defer remove()

	hello, err := helloTarget(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, hello.server.Stop()) }()
	ours, err := ringlineTarget(ctx, process.Options{Binary: o.binary, Data: dir, Dev: o.profile != ""}) // profiles are development's
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ours.server.Stop()) }()

	disk, err := syncTime(dir)
	if err != nil {
		return err
	}
	r, err := o.measure(ctx, hello, ours)
	if err != nil {
		return err
	}
	r.Sync = disk
	if err := o.report("calls", r, out); err != nil {
		return err
	}
	if o.profile != "" {
		return o.takeProfile(ctx, ours, out)
	}
	return nil
}

// measure runs the rounds. Who goes first changes from round to round, so that neither always meets a warm machine.
func (o *callsOptions) measure(ctx context.Context, hello, ours *target) (_ *result, err error) {
	r := &result{Machine: describe(), Connections: o.conns, Round: o.round}
	var loads [2]*load
	for i, t := range []*target{hello, ours} {
		l, err := newLoad(ctx, t, o.conns)
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, l.close()) }()
		if _, err := l.run(ctx, o.round/4); err != nil { // warm up
			return nil, err
		}
		loads[i] = l
	}
	for n := range o.rounds {
		var both [2]sample
		for k := range both {
			which := (n + k) % 2
			if both[which], err = loads[which].run(ctx, o.round); err != nil {
				return nil, err
			}
		}
		r.Rounds = append(r.Rounds, round{Hello: both[0], Ringline: both[1], Ratio: both[1].Rate / both[0].Rate})
	}
	r.sum()
	return r, nil
}
