package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"ringline/internal/load"
	"ringline/internal/tenant"
)

// bench is what `ringline bench` was asked for.
type bench struct {
	place benchPlace

	list     bool
	print    string
	users    int
	rate     float64
	duration time.Duration
	seed     uint64
	quiet    bool
	json     string
	report   string
}

func benchCommand() *cobra.Command {
	var b bench
	c := &cobra.Command{
		Use:   "bench [SCENARIO]",
		Short: "Put calls on a server and measure how it takes them",
		Long: `Plays a scenario: devices log in over real WebSockets, people call each other, answer, decline, talk, vanish, and every
call is checked. A scenario is one that comes with the program (--list) or a file of your own (--print NAME gives you one to change).

Without --server or --dev it starts a server of its own in a temporary folder, and removes both. To measure a server, give
it an app that nobody else uses: its calls are real, and so are its records.

Calls start at their times whether or not the server keeps up, and times count from then. The exit status is not 0 if a promise
was broken or a limit of the scenario missed. docs/load.md explains every number.`,
		Example: `  ringline bench
  ringline bench ring-storm --report storm.html
  ringline bench --dev http://127.0.0.1:8080 --rate 5 --duration 1m
  ringline bench mine.yaml --server https://calls.example.com --app 1400000002 --secret-file app.secret --json result.json`,
		Args: atMost(1),
		RunE: func(c *cobra.Command, args []string) error { return b.run(c, args) },
	}
	c.ValidArgsFunction = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return load.Builtin(), cobra.ShellCompDirectiveDefault
	}
	f := c.Flags()
	b.place.register(f)
	f.BoolVar(&b.list, "list", false, "list the scenarios that come with the program")
	f.StringVar(&b.print, "print", "", "print this scenario, to copy and change")
	f.IntVar(&b.users, "users", 0, "take so many users instead of the scenario's")
	f.Float64Var(&b.rate, "rate", 0, "start so many calls per second instead")
	f.DurationVar(&b.duration, "duration", 0, "start calls for so long instead")
	f.Uint64Var(&b.seed, "seed", 0, "repeat what was left to chance in the run that printed this seed")
	f.BoolVarP(&b.quiet, "quiet", "q", false, "print the summary only")
	f.StringVar(&b.json, "json", "", "also write the result to this file as JSON; - prints it instead of the summary")
	f.StringVar(&b.report, "report", "", "also write a report to this file, one HTML page with plots")
	return c
}

func (b *bench) run(c *cobra.Command, args []string) (err error) {
	out := c.OutOrStdout()
	switch {
	case b.list:
		return listScenarios(out)
	case b.print != "":
		text, err := load.Text(b.print)
		return write(out, text, err)
	}
	scenario, err := b.scenario(args)
	if err != nil {
		return err
	}
	target, done, err := b.place.open(c, &scenario)
	if err != nil {
		return err
	}
	result, err := load.Run(c.Context(), load.Options{Target: target, Scenario: scenario, Progress: b.progress(c.ErrOrStderr())})
	if err := errors.Join(err, done()); err != nil {
		if c.Context().Err() != nil && result == nil {
			return errors.New("stopped before the first call: nothing was measured")
		}
		return err
	}
	return errors.Join(b.tell(out, result), result.Err())
}

// scenario reads the one that was asked for, with what flags change.
func (b *bench) scenario(args []string) (load.Scenario, error) {
	name := "calls"
	if len(args) > 0 {
		name = args[0]
	}
	var text []byte
	var err error
	if ext := filepath.Ext(name); ext == ".yaml" || ext == ".yml" || strings.ContainsRune(name, filepath.Separator) {
		text, err = os.ReadFile(name)
	} else {
		text, err = load.Text(name)
	}
	if err != nil {
		return load.Scenario{}, err
	}
	s, err := load.Decode(name, text)
	if err != nil {
		return s, err
	}
	if b.users > 0 {
		s.Users = b.users
	}
	if b.rate > 0 {
		s.Rate = b.rate
	}
	if b.duration > 0 {
		s.Duration = b.duration
	}
	if b.seed > 0 {
		s.Seed = b.seed
	}
	return s, s.Check()
}

func listScenarios(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, name := range load.Builtin() {
		text, err := load.Text(name)
		if err != nil {
			return err
		}
		s, err := load.Decode(name, text)
		if err != nil {
			return err
		}
		fmt.Fprintf(t, "%s\t%s\n", name, s.About)
	}
	return t.Flush()
}

// progress says once a second how it goes: over the line before on a terminal, else on a line of its own.
func (b *bench) progress(w io.Writer) func(load.Second) {
	if b.quiet {
		return nil
	}
	terminal := false
	if f, ok := w.(*os.File); ok {
		info, err := f.Stat()
		terminal = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	return func(s load.Second) {
		switch {
		case terminal:
			fmt.Fprintf(w, "\r\x1b[K%s", s.Line())
		default:
			fmt.Fprintln(w, s.Line())
		}
	}
}

// tell writes the result wherever it was asked for.
func (b *bench) tell(out io.Writer, r *load.Result) error {
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	text = append(text, '\n')
	if b.report != "" {
		page, err := load.Report(r)
		if err == nil {
			err = os.WriteFile(b.report, page, 0o600)
		}
		if err != nil {
			return fmt.Errorf("--report: %w", err)
		}
	}
	if b.json == "-" {
		return write(out, text, nil)
	}
	if b.json != "" {
		if err := os.WriteFile(b.json, text, 0o600); err != nil {
			return fmt.Errorf("--json: %w", err)
		}
	}
	fmt.Fprintln(out)
	r.Summary(out)
	return nil
}

// settings are those of the app of a server that is started for a scenario.
func benchSettings(s *load.Scenario) tenant.Settings {
	return tenant.Settings{
		MaxMembers: max(tenant.DefaultMaxMembers, s.GroupSize+1), MaxCallees: max(tenant.DefaultMaxCallees, s.GroupSize),
		WebhookRequests: 64,
	}
}

// ownServer starts a server from this very program.
func ownServer(ctx context.Context, s *load.Scenario) (load.Target, func() error, error) {
	binary, err := os.Executable()
	if err != nil {
		return load.Target{}, nil, err
	}
	own, err := load.StartOwn(context.WithoutCancel(ctx), load.OwnOptions{Binary: binary, Settings: benchSettings(s)})
	if err != nil {
		return load.Target{}, nil, err
	}
	return own.Target, own.Close, nil
}
