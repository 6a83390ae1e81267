package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"ringline/internal/audit"
	"ringline/internal/audit/history"
	loadtest "ringline/internal/load"
	"ringline/internal/tenant"
)

// soak is what half an hour of everything came to.
type soak struct {
	result *loadtest.Result
	disk   []loadtest.Point // database and its log in bytes, by seconds
	kept   []kept           // what is in it
	guests guests
	rows   []trend
	calls  int // that were audited
	broken []audit.Broken
}

// benchSoak runs the scenario soak with records that are kept for a while only, a slow client and a dead back end beside it, and tells what grew.
func benchSoak(ctx context.Context, args []string, out io.Writer) (err error) {
	var o common
	f := flag.NewFlagSet("bench soak", flag.ContinueOnError)
	o.register(f)
	length := f.Duration("for", 30*time.Minute, "how long calls start")
	plot := f.String("plot", "", "also draw what was taken into this file, docs/images/soak.svg")
	if err := f.Parse(args); err != nil {
		return err
	}
	text, err := loadtest.Text("soak")
	if err != nil {
		return err
	}
	scenario, err := loadtest.Decode("soak", text)
	if err != nil {
		return err
	}
	scenario.Duration = *length
	dir, remove, err := o.workspace()
	if err != nil {
		return err
	}
	defer remove()
	var s soak
	if err := s.run(ctx, &o, filepath.Join(dir, "data"), scenario, out); err != nil {
		return err
	}
	s.rows = s.trends()
	s.result.Summary(out)
	fmt.Fprintln(out, "\n"+s.block())
	if err := o.publish("soak", s.block()); err != nil {
		return err
	}
	if *plot != "" {
		if err := os.MkdirAll(filepath.Dir(*plot), 0o755); err != nil { //nolint:gosec // a folder of the documentation
			return err
		}
		if err := os.WriteFile(*plot, []byte(s.plot()), 0o644); err != nil { //nolint:gosec // a picture of the documentation
			return err
		}
	}
	return s.failed()
}

// run has it all happen on one server.
func (s *soak) run(ctx context.Context, o *common, data string, scenario loadtest.Scenario, out io.Writer) (err error) {
	own, err := loadtest.StartOwn(ctx, loadtest.OwnOptions{
		Binary: o.binary, Data: data, Output: out, Settings: tenant.Settings{RecordsFor: keptFor(scenario.Duration), WebhookRequests: 64},
	})
	if err != nil {
		return err
	}
	began := time.Now()
	beside, stop := context.WithCancel(ctx)
	var others sync.WaitGroup
	others.Go(func() { s.watchDisk(beside, filepath.Join(data, "ringline.db"), began) })
	err = s.guests.invite(beside, own, &others)
	if err == nil {
		s.result, err = loadtest.Run(ctx, loadtest.Options{Target: own.Target, Scenario: scenario, Progress: everyMinute(out)})
	}
	stop()
	others.Wait()
	if err := errors.Join(err, own.Close()); err != nil {
		return err
	}
	h, err := history.Read(ctx, filepath.Join(data, "ringline.db"))
	if err != nil {
		return err
	}
	s.calls, s.broken = len(h.Calls), audit.Audit(h)
	return nil
}

// failed says what must not be.
func (s *soak) failed() error {
	var all []error
	for _, b := range s.broken[:min(len(s.broken), 20)] {
		all = append(all, errors.New(b.String()))
	}
	for _, r := range s.rows {
		if r.grows() {
			all = append(all, fmt.Errorf("%s grows by %.1f %% of its median within the time measured, more than %d %%", r.name, 100*r.growth(), growthBound))
		}
	}
	return errors.Join(append(all, s.result.Err())...)
}

// everyMinute shows one second of sixty.
func everyMinute(out io.Writer) func(loadtest.Second) {
	n := 0
	return func(one loadtest.Second) {
		if n%60 == 0 {
			fmt.Fprintln(out, one.Line())
		}
		n++
	}
}
