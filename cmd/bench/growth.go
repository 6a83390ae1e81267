package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ringline/internal/admin"
	"ringline/internal/page"
	"ringline/internal/process"
	"ringline/internal/tenant"
)

type growthOptions struct {
	common
	only    string
	plots   string
	seconds float64
	most    int
}

// growth is how the cost of one thing depends on how many of another there are.
type growth struct {
	Name   string     `json:"name"`  // of its block on the page
	About  string     `json:"about"` // what was done
	Head   []string   `json:"head"`
	Rows   [][]string `json:"rows"`
	Curves []curve    `json:"curves"`
	X, Y   string     // what the axes of the plot show
}

// curve is one measured quantity over the size.
type curve struct {
	Name     string  `json:"name"`
	Points   []point `json:"points"`
	Exponent float64 `json:"exponent"` // of the power law that fits best: 0 does not grow, 1 is linear
	Says     string  `json:"says"`     // why it is so
}

type point struct{ X, Y float64 }

// growths are the measurements, in the order of the page.
var growths = []struct {
	name    string
	measure func(*growthOptions, context.Context) (*growth, error)
}{
	{"live", (*growthOptions).live},
	{"deadlines", (*growthOptions).deadlines},
	{"devices", (*growthOptions).devices},
	{"members", (*growthOptions).members},
}

func benchGrowth(ctx context.Context, args []string, out io.Writer) error {
	var o growthOptions
	f := flag.NewFlagSet("bench growth", flag.ContinueOnError)
	o.register(f)
	f.StringVar(&o.only, "only", "", "some of live, deadlines, devices and members, with commas between; empty: all of them")
	f.StringVar(&o.plots, "plots", "docs/images", "folder of the plots that go with -write")
	f.Float64Var(&o.seconds, "seconds", 3, "how long the server is driven at each size")
	f.IntVar(&o.most, "most", 100_000, "most live calls; of devices a tenth of it, of members at most 100")
	if err := f.Parse(args); err != nil {
		return err
	}
	if o.seconds <= 0 || o.most < 100 {
		return errors.New("-seconds must be positive, -most at least 100")
	}
	only := strings.Split(o.only, ",")
	var all []*growth
	var failed error // one that fails does not cost the others
	for _, g := range growths {
		if o.only != "" && !slices.Contains(only, g.name) {
			continue
		}
		begun := time.Now()
		result, err := g.measure(&o, ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			progress("%s: %v", g.name, err)
			failed = errors.Join(failed, fmt.Errorf("%s: %w", g.name, err))
			continue
		}
		result.Name = g.name
		result.fit()
		progress("%s: done in %v", g.name, time.Since(begun).Round(time.Second))
		all = append(all, result)
		if o.write != "" {
			if err := result.publish(o.write, o.plots); err != nil {
				return err
			}
		}
	}
	if o.asJSON {
		return errors.Join(failed, writeJSON(out, all))
	}
	for _, g := range all {
		fmt.Fprintln(out, g.table())
	}
	return failed
}

// publish puts a result into the page, and its plot beside it.
func (g *growth) publish(file, plots string) error {
	if err := os.MkdirAll(plots, 0o755); err != nil { //nolint:gosec // a folder of the documentation
		return err
	}
	name := filepath.Join(plots, "growth-"+g.Name+".svg")
	if err := os.WriteFile(name, g.plot(), 0o644); err != nil { //nolint:gosec // a picture of the documentation
		return err
	}
	link, err := filepath.Rel(filepath.Dir(file), name)
	if err != nil {
		return err
	}
	return page.Write(file, "growth of "+g.Name, g.block(filepath.ToSlash(link)))
}

// sizes are powers of ten from the first to the last, which is one itself, or stands in for one.
func sizes(first, last int) (all []int) {
	for n := first; n < last; n *= 10 {
		all = append(all, n)
	}
	return append(all, last)
}

// drive keeps a target busy for the seconds of a size, after a warm-up.
func (o *growthOptions) drive(ctx context.Context, t *target) (_ sample, err error) {
	l, err := newLoad(ctx, t, growthConns)
	if err != nil {
		return sample{}, err
	}
	defer func() { err = errors.Join(err, l.close()) }()
	window := time.Duration(o.seconds * float64(time.Second))
	if _, err := l.run(ctx, window/4); err != nil {
		return sample{}, err
	}
	return l.run(ctx, window)
}

// growthConns is how many requests are under way at once.
const growthConns = 32

// growthConfig lifts what limits a single device: here a few do the work of many.
const growthConfig = benchConfig + "realtime: {rate: 1000000, burst: 1000000, queue_bytes: 16777216}\n"

func makeGrowthApp(ctx context.Context, apps *admin.Admin) error {
	_, _, err := apps.CreateApp(ctx, admin.By{Name: "bench"}, admin.Spec{
		ID: benchApp, Secret: benchSecret, Settings: tenant.Settings{RequestsPerSecond: 1_000_000, MaxMembers: 100, MaxCallees: 99},
	})
	return err
}

// serve starts a server in a folder, which may have been another's before.
func (o *growthOptions) serve(ctx context.Context, dir string) (*process.Server, error) {
	return process.Start(ctx, process.Options{Binary: o.binary, Data: dir, Config: growthConfig, Apps: makeGrowthApp, Within: 3 * time.Minute})
}

// pause lets a server come to rest.
func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
