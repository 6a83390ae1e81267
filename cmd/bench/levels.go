package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"

	loadtest "ringline/internal/load"
)

// level is one of the promised service levels, and the time that measures it.
type level struct {
	what, aim, time string
	p50, p95, p99   time.Duration // 0: no aim
	most            time.Duration
}

const ms = time.Millisecond

var levels = []level{
	{what: "start answered → ring on the callee's socket", aim: "p50 20 ms, p99 150 ms", time: "ring", p50: 20 * ms, p99: 150 * ms},
	{what: "accept → both sides know", aim: "p99 100 ms", time: "connect", p99: 100 * ms},
	{what: "end answered → last member's socket knows", aim: "p99 100 ms", time: "end_known", p99: 100 * ms},
	{what: "vanished client noticed", aim: "15 s", time: "vanished", most: 15 * time.Second},
	{what: "record readable after the end", aim: "1 s", time: "record", most: time.Second},
	{what: "first webhook attempt, from the command on", aim: "p99 1 s", time: "webhook", p99: time.Second},
}

// benchLevels plays the scenario of that name on a server of its own.
func benchLevels(ctx context.Context, args []string, out io.Writer) error {
	var refused refusals
	result, o, err := played(ctx, "levels", args, out, refused.flood)
	if err != nil {
		return err
	}
	block := heard(result, levels) + "| " + refused.row() + "\n"
	fmt.Fprintln(out, "\n"+block)
	if err := o.publish("levels", block); err != nil {
		return err
	}
	return errors.Join(result.Err(), refused.odd)
}

// played plays a scenario on a server of its own, with the flags of args. Beside, if it is not nil, is done meanwhile.
func played(ctx context.Context, name string, args []string, out io.Writer, beside func(context.Context, *loadtest.Own) error) (*loadtest.Result, *common, error) {
	var o common
	f := flag.NewFlagSet("bench "+name, flag.ContinueOnError)
	o.register(f)
	length := f.Duration("for", 0, "how long calls start; 0 as the scenario says")
	if err := f.Parse(args); err != nil {
		return nil, nil, err
	}
	text, err := loadtest.Text(name)
	if err != nil {
		return nil, nil, err
	}
	scenario, err := loadtest.Decode(name, text)
	if err != nil {
		return nil, nil, err
	}
	if *length > 0 {
		scenario.Duration = *length
	}
	dir, remove, err := o.workspace()
	if err != nil {
		return nil, nil, err
	}
	defer remove()
	own, err := loadtest.StartOwn(ctx, loadtest.OwnOptions{Binary: o.binary, Data: dir})
	if err != nil {
		return nil, nil, err
	}
	meanwhile, stop := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() {
		if beside == nil {
			done <- nil
			return
		}
		done <- beside(meanwhile, own)
	}()
	result, err := loadtest.Run(ctx, loadtest.Options{Target: own.Target, Scenario: scenario, Progress: everyMinute(out)})
	stop()
	if err := errors.Join(err, <-done, own.Close()); err != nil {
		return nil, nil, err
	}
	result.Summary(out)
	return result, &o, nil
}

// heard says how what was measured compares with the aims.
func heard(r *loadtest.Result, rows []level) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, load average %s; %d users with %d devices each, %.1f calls per second, %d calls of which %d failed. The load lived on the same machine: "+
		"it kept %.2f processors busy and started calls up to %v late (p99).\n\n", describe(), r.Generator.Load, r.Scenario.Users, r.Scenario.Devices,
		r.Calls.Rate, r.Calls.Asked, r.Calls.Failed, r.Generator.CPU, r.Generator.Late.Round(100*time.Microsecond))
	fmt.Fprintln(&b, "| what | aim | measured | p50 | p95 | p99 | kept |\n| --- | --- | ---: | ---: | ---: | ---: | --- |")
	for _, l := range rows {
		t := r.Time(l.time)
		if t == nil {
			fmt.Fprintf(&b, "| %s | %s | 0 | | | | not measured |\n", l.what, l.aim)
			continue
		}
		fmt.Fprintf(&b, "| %s | %s | %d | %s | %s | %s | %s |\n",
			l.what, l.aim, t.Count, loadtest.Short(t.P50), loadtest.Short(t.P95), loadtest.Short(t.P99), l.kept(t))
	}
	return b.String()
}

func (l level) kept(t *loadtest.Time) string {
	switch {
	case l.aim == "":
		return ""
	case over(t.P50, l.p50) || over(t.P95, l.p95) || over(t.P99, l.p99) || over(t.Max, l.most):
		return "**no**"
	default:
		return "yes"
	}
}

func over(got, aim time.Duration) bool { return aim > 0 && got > aim }
