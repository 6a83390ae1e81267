package sim

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"ringline/internal/call"
)

// line is one thing that happened, for people who read a failing run.
type line struct {
	at   time.Duration // since the begin
	n    int
	call call.ID // empty: it concerns everybody
	text string
}

// note takes something down, if the run is one to be told.
func (w *world) note(id call.ID, format string, args ...any) {
	if !w.tell {
		return
	}
	w.inbox.mu.Lock()
	defer w.inbox.mu.Unlock()
	w.lines = append(w.lines, line{time.Since(w.begun), len(w.lines), id, fmt.Sprintf(format, args...)})
}

var callID = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}`)

// story tells what happened to the calls that the first faults speak of, and what broke meanwhile.
func (w *world) story() string {
	concerned := map[call.ID]bool{}
	for _, f := range w.inbox.broken[:min(len(w.inbox.broken), 3)] {
		for _, id := range callID.FindAllString(f, -1) {
			concerned[call.ID(id)] = true
		}
	}
	for _, a := range w.tape.all() {
		if ch := &a.change; concerned[ch.To.ID] {
			text := fmt.Sprintf("app %d, version %d by %s on %s:", ch.To.App, ch.To.Version, ch.Rule, ch.Node)
			for _, e := range ch.Events {
				text += fmt.Sprintf(" %s(%s)", e.Type, strings.Trim(string(e.User)+" "+string(e.Device)+" "+string(e.Reason), " "))
			}
			w.lines = append(w.lines, line{a.at.Sub(w.begun), len(w.lines), ch.To.ID, text})
		}
	}
	slices.SortStableFunc(w.lines, func(a, b line) int { return cmp.Or(cmp.Compare(a.at, b.at), a.n-b.n) })
	var b strings.Builder
	for i, l := range w.lines {
		if l.call != "" && !concerned[l.call] {
			continue
		}
		near := l.call != "" || slices.ContainsFunc(w.lines[max(0, i-40):min(len(w.lines), i+40)], func(o line) bool {
			return concerned[o.call] && (o.at-l.at).Abs() < 2*time.Second
		})
		if near {
			fmt.Fprintf(&b, "%9.3f  %-13s %s\n", l.at.Seconds(), string(l.call)[max(0, len(l.call)-12):], l.text)
		}
	}
	return b.String()
}
