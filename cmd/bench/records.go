package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"

	"ringline/internal/call"
	"ringline/internal/record"
	"ringline/internal/store/sqlite"
)

// records says how long questions about records take, among few and among many.
type records struct {
	Machine   string        `json:"machine"`
	Few       int           `json:"few"`
	Many      int           `json:"many"`
	Days      int           `json:"days"` // over which they began
	Users     int           `json:"users"`
	FirstRate float64       `json:"first_rate"` // calls put into the empty store per second: the first tenth
	LastRate  float64       `json:"last_rate"`  // the last tenth
	Questions []questionRow `json:"questions"`
}

type questionRow struct {
	Name  string        `json:"name"`
	Few   time.Duration `json:"few_ns"`  // the median
	Many  time.Duration `json:"many_ns"` // the median
	Ratio float64       `json:"ratio"`
}

// busyUser is in one of ten calls, rareResult is what one of ten thousand came to.
const (
	busyUser   call.UserID = "robot"
	rareResult             = call.ResultInterrupted
)

type recordsOptions struct {
	common
	few, many, days, users, times int
	calls                         time.Duration
	plots                         string
}

func benchRecords(ctx context.Context, args []string, out io.Writer) (err error) {
	var o recordsOptions
	f := flag.NewFlagSet("bench records", flag.ContinueOnError)
	o.register(f)
	f.IntVar(&o.many, "many", 1_000_000, "records to look among")
	f.IntVar(&o.few, "few", 1000, "records to compare with")
	f.IntVar(&o.days, "days", 30, "days over which the calls began")
	f.IntVar(&o.users, "users", 100_000, "users who call each other")
	f.IntVar(&o.times, "times", 201, "how often each question is asked")
	f.DurationVar(&o.calls, "calls", time.Second, "how long a server starts and ends calls among each number of records, five times; 0: not at all")
	f.StringVar(&o.plots, "plots", "docs/images", "folder of the plot that goes with -write")
	if err := f.Parse(args); err != nil {
		return err
	}
	if o.few < 10 || o.many < o.few || o.days < 7 || o.users < 1000 || o.times < 1 {
		return errors.New("-few must be at least 10, -many as many as -few, -days 7, -users 1000, -times 1")
	}
	dir, remove, err := o.workspace()
	if err != nil {
		return err
	}
	defer remove()

	r := &records{Machine: describe(), Few: o.few, Many: o.many, Days: o.days, Users: o.users}
	until := time.Now().Truncate(time.Hour)
	few, err := o.open(ctx, filepath.Join(dir, fmt.Sprint(o.few)))
	if err != nil {
		return err
	}
	many, err := o.open(ctx, filepath.Join(dir, fmt.Sprint(o.many)))
	if err != nil {
		return errors.Join(err, few.Close())
	}
	err = r.ask(ctx, &o, few, many, until)
	if err := errors.Join(err, few.Close(), many.Close()); err != nil {
		return err
	}
	if err := o.report("records", r, out); err != nil || o.calls == 0 {
		return err
	}
	all, err := o.among(ctx, dir, until)
	if err != nil {
		return err
	}
	g := o.growth(all)
	if o.write != "" {
		if err := g.publish(o.write, o.plots); err != nil {
			return err
		}
	}
	if !o.asJSON {
		fmt.Fprintln(out, "\n"+g.table())
	}
	return nil
}

// ask fills the two stores and asks all questions.
func (r *records) ask(ctx context.Context, o *recordsOptions, few, many *sqlite.Store, until time.Time) (err error) {
	if _, _, err := o.fill(ctx, few, o.few, until); err != nil {
		return err
	}
	if r.FirstRate, r.LastRate, err = o.fill(ctx, many, o.many, until); err != nil {
		return err
	}
	for _, q := range o.questions(until) {
		row, err := o.ask(ctx, q, few, many)
		if err != nil {
			return fmt.Errorf("%s: %w", q.name, err)
		}
		r.Questions = append(r.Questions, row)
	}
	return nil
}

// open makes a store in a folder of its own.
func (o *recordsOptions) open(ctx context.Context, folder string) (*sqlite.Store, error) {
	if err := o.prepare(ctx, folder); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	settings := sqlite.Default()
	settings.Path = filepath.Join(folder, "ringline.db")
	return sqlite.Open(ctx, settings, slog.New(slog.DiscardHandler))
}

// question is something to ask of a store; random says where.
type question struct {
	name string
	ask  func(ctx context.Context, s *sqlite.Store, random *rand.Rand) (found int, err error)
}

func (o *recordsOptions) questions(until time.Time) []question {
	from := until.Add(-time.Duration(o.days) * 24 * time.Hour)
	all := record.Filter{App: benchApp}
	week := record.Filter{App: benchApp, From: until.Add(-7 * 24 * time.Hour).Add(12345 * time.Millisecond), Until: until.Add(-12345 * time.Millisecond)}
	of := func(change func(*record.Filter)) record.Filter {
		f := all
		change(&f)
		return f
	}
	count := func(f record.Filter) func(context.Context, *sqlite.Store, *rand.Rand) (int, error) {
		return func(ctx context.Context, s *sqlite.Store, _ *rand.Rand) (int, error) { return s.CountRecords(ctx, f) }
	}
	newest := func(f record.Filter) func(context.Context, *sqlite.Store, *rand.Rand) (int, error) {
		return func(ctx context.Context, s *sqlite.Store, _ *rand.Rand) (int, error) {
			calls, err := s.Records(ctx, f, false, record.Position{}, 20)
			return len(calls), err
		}
	}
	return []question{
		{"the newest 20", newest(all)},
		{"100 behind a position deep inside (v1 cursor)", func(ctx context.Context, s *sqlite.Store, random *rand.Rand) (int, error) {
			middle := from.Add(time.Duration(random.Int64N(int64(until.Sub(from) / 2))))
			calls, err := s.Records(ctx, all, true, record.Position{StartedAt: middle}, 100)
			return len(calls), err
		}},
		{"count all", count(all)},
		{"count the last 7 days, cut within minutes", count(week)},
		{"first page of 100 of 7 days, with its count (v4)", pageOf(week, 0)},
		{"page in the middle, with its count (v4)", pageOf(week, 0.5)},
		{"page near the end, with its count (v4)", pageOf(week, 0.99)},
		{"a user's newest 20 (of a thousand hardly anybody has one)", func(ctx context.Context, s *sqlite.Store, random *rand.Rand) (int, error) {
			f := of(func(f *record.Filter) { f.User = o.user(random) })
			calls, err := s.Records(ctx, f, false, record.Position{}, 20)
			return len(calls) + 1, err // among few not everybody called
		}},
		{"the newest 20 of who is in one of ten calls", newest(of(func(f *record.Filter) { f.User = busyUser }))},
		{"the newest 20 by a frequent result", newest(of(func(f *record.Filter) { f.Results = []call.Result{call.Completed} }))},
		{"the newest 20 by a result of one in 10,000", newest(of(func(f *record.Filter) { f.Results = []call.Result{rareResult} }))},
		{"the newest 20 group video calls", newest(of(func(f *record.Filter) { f.Kind, f.Media = record.Group, call.Video }))},
	}
}

// pageOf asks what get_record_by_filter does: the number, and a page so far from the first.
func pageOf(f record.Filter, where float64) func(context.Context, *sqlite.Store, *rand.Rand) (int, error) {
	return func(ctx context.Context, s *sqlite.Store, _ *rand.Rand) (int, error) {
		n, err := s.CountRecords(ctx, f)
		if err != nil {
			return 0, err
		}
		calls, err := s.PageRecords(ctx, f, int(where*float64(n)), 100)
		return len(calls), err
	}
}

// ask times a question, among few and among many in turn.
func (o *recordsOptions) ask(ctx context.Context, q question, few, many *sqlite.Store) (questionRow, error) {
	random := rand.New(rand.NewPCG(1, 2))
	var took [2][]time.Duration
	for range o.times {
		for i, s := range []*sqlite.Store{few, many} {
			begun := time.Now()
			found, err := q.ask(ctx, s, random)
			if err != nil {
				return questionRow{}, err
			}
			if found == 0 {
				return questionRow{}, errors.New("found nothing")
			}
			took[i] = append(took[i], time.Since(begun))
		}
	}
	row := questionRow{Name: q.name}
	for i, median := range []*time.Duration{&row.Few, &row.Many} {
		slices.Sort(took[i])
		*median = took[i][len(took[i])/2]
	}
	row.Ratio = float64(row.Many) / float64(row.Few)
	return row, nil
}

func (r *records) about() string {
	return fmt.Sprintf("%s; calls of %d users over %d days. Putting them in took %.0f calls per second at first and %.0f at last",
		r.Machine, r.Users, r.Days, r.FirstRate, r.LastRate)
}

func (r *records) rows() [][]string {
	rows := [][]string{{"median of", fmt.Sprintf("among %d", r.Few), fmt.Sprintf("among %d", r.Many), "ratio"}}
	for _, q := range r.Questions {
		rows = append(rows, []string{q.Name, micros(q.Few), micros(q.Many), fmt.Sprintf("%.1f", q.Ratio)})
	}
	return rows
}

func (r *records) table() string { return fmt.Sprintf("%s\n\n%s", r.about(), columns(r.rows())) }

func (r *records) block() string { return fmt.Sprintf("%s.\n\n%s", r.about(), markdown(r.rows(), 1)) }
