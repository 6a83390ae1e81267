package load

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
)

// Line says in one line how a second was.
func (s *Second) Line() string {
	line := fmt.Sprintf("%4.0f s  %4d started  %4d ended  %5d live", s.At, s.Started, s.Ended, s.Live)
	for _, name := range []string{timeStart, timeRing} {
		if spot, ok := s.Times[name]; ok {
			line += fmt.Sprintf("  %s p99 %s", name, short(spot.P99))
		}
	}
	if s.Server != nil {
		line += fmt.Sprintf("  server %.2f CPU %.0f MB", s.Server.CPU, s.Server.RSS/(1<<20))
	}
	if s.Errors > 0 {
		line += fmt.Sprintf("  %d errors", s.Errors)
	}
	return line
}

// Summary writes what a run measured, for a terminal.
func (r *Result) Summary(w io.Writer) {
	s := &r.Scenario
	fmt.Fprintf(w, "%s: %s (seed %d)\n", s.Name, r.what(), s.Seed)
	if r.Stopped {
		fmt.Fprintln(w, "It was stopped before its time; this is what was measured until then.")
	}
	var parts []string
	for _, outcome := range slices.Sorted(maps.Keys(r.Calls.Outcomes)) {
		parts = append(parts, fmt.Sprintf("%d %s", r.Calls.Outcomes[outcome], strings.ReplaceAll(outcome, "_", " ")))
	}
	fmt.Fprintf(w, "%d calls, %.1f per second: %s; %d failed", r.Calls.Asked, r.Calls.Rate, strings.Join(parts, ", "), r.Calls.Failed)
	if r.Calls.GivenUp > 0 {
		fmt.Fprintf(w, ", %d given up", r.Calls.GivenUp)
	}
	fmt.Fprintln(w)
	if r.Calls.Starved > 0 {
		fmt.Fprintf(w, "%d more were to start and nobody was free for them: take more users, or shorter calls\n", r.Calls.Starved)
	}
	if !s.Robots && r.Calls.Asked > 0 {
		fmt.Fprintf(w, "SER %.3f  SEER %.3f  ISA %.3f  SCR %.3f  (RFC 6076)\n", r.Sessions.SER, r.Sessions.SEER, r.Sessions.ISA, r.Sessions.SCR)
	}
	if r.Hooks != nil {
		fmt.Fprintf(w, "%d webhook messages heard, %d of them repeated\n", r.Hooks.Messages, r.Hooks.Repeated)
	}
	fmt.Fprintln(w)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "TIME\tCOUNT\tP50\tP95\tP99\tMOST\tFROM → TO")
	for _, one := range r.Times {
		fmt.Fprintf(t, "%s\t%d\t%s\t%s\t%s\t%s\t%s\n", one.Name, one.Count, short(one.P50), short(one.P95), short(one.P99), short(one.Max), one.About)
	}
	_ = t.Flush() // whoever reads it is gone
	fmt.Fprintf(w, "\n%s\n", r.cost())
	for _, f := range r.Faults[:min(len(r.Faults), 10)] {
		fmt.Fprintf(w, "failed %d×: %s: %s\n", f.Count, f.Kind, f.Text)
	}
	for _, b := range r.Broken {
		fmt.Fprintf(w, "PROMISE BROKEN %d×: %s\n", b.Count, b.Example)
	}
	for _, m := range r.Missed {
		fmt.Fprintf(w, "LIMIT MISSED: %s\n", m)
	}
}

func (r *Result) what() string {
	s := &r.Scenario
	if s.Robots {
		return fmt.Sprintf("%g calls per second by a back end, for %v", s.Rate, s.Duration)
	}
	return fmt.Sprintf("%d users with %d devices each, %g calls per second for %v", s.Users, s.Devices, s.Rate, s.Duration)
}

// cost says what the server and the generator took.
func (r *Result) cost() string {
	var cpu, most float64
	n := 0
	for i := range r.Seconds {
		if g := r.Seconds[i].Server; g != nil {
			cpu, most, n = cpu+g.CPU, max(most, g.RSS), n+1
		}
	}
	text := fmt.Sprintf("The generator kept %.2f of %d processors busy and was %s late at most (p99).", r.Generator.CPU, r.Generator.Processors, short(r.Generator.Late))
	if n > 0 {
		text = fmt.Sprintf("The server kept %.2f processors busy on average and took %.0f MB at most. ", cpu/float64(n), most/(1<<20)) + text
	}
	if r.Generator.Load != "" {
		text += " Load average of the generator's machine: " + r.Generator.Load + "."
	}
	return text
}
