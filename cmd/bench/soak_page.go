package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	loadtest "ringline/internal/load"
)

// growthBound is how much of its median, in per cent, a line through what a server takes may rise within the time measured.
const growthBound = 10

// settled is the part of a soak after which it is measured: before, caches and tables find their size.
const settled = 0.25

// trend is how something went over a soak.
type trend struct {
	name   string
	unit   string
	bound  bool // it must not grow
	points []loadtest.Point
}

func (t *trend) measured() []loadtest.Point {
	if len(t.points) == 0 {
		return nil
	}
	from := t.points[len(t.points)-1].X * settled
	return slices.DeleteFunc(slices.Clone(t.points), func(p loadtest.Point) bool { return p.X < from })
}

func (t *trend) median() float64 { return medianY(t.measured()) }

// growth is what the fitted line rises by, as a part of the median.
func (t *trend) growth() float64 {
	points := t.measured()
	if len(points) < 2 || t.median() == 0 {
		return 0
	}
	return loadtest.Slope(points) * (points[len(points)-1].X - points[0].X) / t.median()
}

func (t *trend) grows() bool { return t.bound && 100*t.growth() > growthBound }

func medianY(points []loadtest.Point) float64 {
	if len(points) == 0 {
		return 0
	}
	var all []float64
	for _, p := range points {
		all = append(all, p.Y)
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// perStep is how many seconds are one point: their median.
const perStep = 15

// trends are what is watched, a point each quarter of a minute.
func (s *soak) trends() []trend {
	gauge := func(of func(*loadtest.Gauges) float64) []loadtest.Point {
		return s.steps(func(one *loadtest.Second) (float64, bool) {
			if one.Server == nil {
				return 0, false
			}
			return of(one.Server), true
		})
	}
	p99 := func(name string) []loadtest.Point {
		return s.steps(func(one *loadtest.Second) (float64, bool) {
			spot, ok := one.Times[name]
			return spot.P99.Seconds() * 1000, ok
		})
	}
	const mb = 1 << 20
	disk := slices.DeleteFunc(slices.Clone(s.disk), func(p loadtest.Point) bool { return p.X > s.length() })
	for i := range disk {
		disk[i].Y /= mb
	}
	records, perRecord := s.holdings()
	return []trend{
		{"memory (RSS)", "MB", true, gauge(func(g *loadtest.Gauges) float64 { return g.RSS / mb })},
		{"heap in use", "MB", true, gauge(func(g *loadtest.Gauges) float64 { return g.Heap / mb })},
		{"goroutines", "", true, gauge(func(g *loadtest.Gauges) float64 { return g.Goroutines })},
		{"open files", "", true, gauge(func(g *loadtest.Gauges) float64 { return g.Files })},
		{"database and its log", "MB", true, disk},
		{"records kept", "", true, records},
		{"database in use for each record kept", "KB", true, perRecord},
		{"processors busy", "", false, gauge(func(g *loadtest.Gauges) float64 { return g.CPU })},
		{"start answered, p99 of a second", "ms", false, p99("start")},
		{"accept known to both, p99 of a second", "ms", false, p99("connect")},
	}
}

// holdings are how many records there are, and what the database takes for each. If as many go as come, neither grows: the first does
// when records stay that should go, the second when something of theirs stays behind.
func (s *soak) holdings() (records, perRecord []loadtest.Point) {
	for _, k := range s.kept {
		if k.at > s.length() || k.records == 0 {
			continue
		}
		records = append(records, loadtest.Point{X: k.at, Y: float64(k.records)})
		perRecord = append(perRecord, loadtest.Point{X: k.at, Y: k.used / float64(k.records) / 1024})
	}
	return records, perRecord
}

// length is for how long calls started, in seconds.
func (s *soak) length() float64 {
	return (s.result.Scenario.WarmUp + s.result.Scenario.Duration).Seconds()
}

func (s *soak) steps(of func(*loadtest.Second) (float64, bool)) (all []loadtest.Point) {
	seconds := slices.DeleteFunc(slices.Clone(s.result.Seconds), func(one loadtest.Second) bool { return one.At > s.length() })
	for chunk := range slices.Chunk(seconds, perStep) {
		var points []loadtest.Point
		for i := range chunk {
			if v, ok := of(&chunk[i]); ok {
				points = append(points, loadtest.Point{Y: v})
			}
		}
		if len(points) > 0 {
			all = append(all, loadtest.Point{X: chunk[len(chunk)/2].At, Y: medianY(points)})
		}
	}
	return all
}

// block is the section of the page.
func (s *soak) block() string {
	var b strings.Builder
	r := s.result
	fmt.Fprintf(&b, "`make soak`: %s, load average %s; %v from %s UTC.\n\n", describe(), r.Generator.Load,
		time.Duration(r.Took*float64(time.Second)).Round(time.Second), r.Began.Format("2006-01-02 15:04"))
	fmt.Fprintf(&b, "%d users with %d devices each, %.1f calls per second: %d calls, %d of them not as planned, SER %.3f. %.0f devices logged off and on each "+
		"second; every %v %.0f %% of all lost their connection at once. Beside that a client that read too slowly was told of %d calls and cut %d times, "+
		"%d calls belonged to an app whose back end was dead. Records were kept for %v.\n\n",
		r.Scenario.Users, r.Scenario.Devices, r.Calls.Rate, r.Calls.Asked, r.Calls.Failed, r.Sessions.SER, r.Scenario.Churn, r.Scenario.StormEvery,
		100*r.Scenario.StormPart, s.guests.slowCalls.Load(), s.guests.slowCuts.Load(), s.guests.deadCalls.Load(), keptFor(r.Scenario.Duration))
	fmt.Fprintf(&b, "The auditor read the history of the %d calls that were still kept: %s. Growth is that of a line through the points (Theil and Sen) over the last %.0f %% of the time, "+
		"as a part of the median; up to %d %% counts as flat.\n\n", s.calls, counted(len(s.broken)), 100*(1-settled), growthBound)
	fmt.Fprintln(&b, "| what | median | growth | |\n| --- | ---: | ---: | --- |")
	for _, t := range s.rows {
		verdict := "flat"
		switch {
		case !t.bound:
			verdict = ""
		case t.grows():
			verdict = "**grows**"
		}
		fmt.Fprintf(&b, "| %s | %s | %+.1f %% | %s |\n", t.name, strings.TrimSpace(fmt.Sprintf("%.4g %s", t.median(), t.unit)), 100*t.growth(), verdict)
	}
	fmt.Fprintln(&b, "\n![What a server took over a soak](images/soak.svg)")
	b.WriteString(s.tables())
	return b.String()
}

// tables are the rows of each table when measuring began and when calls stopped. Those of the dead back end's app stay.
func (s *soak) tables() string {
	measured := slices.DeleteFunc(slices.Clone(s.kept), func(k kept) bool { return k.at < s.length()*settled || k.at > s.length() })
	if len(measured) < 2 {
		return ""
	}
	first, last := measured[0], measured[len(measured)-1]
	rows := [][]string{{"table", fmt.Sprintf("rows after %.0f s", first.at), fmt.Sprintf("rows after %.0f s", last.at)}}
	for _, name := range slices.Sorted(maps.Keys(last.rows)) {
		if first.rows[name]+last.rows[name] > 0 {
			rows = append(rows, []string{name, fmt.Sprint(first.rows[name]), fmt.Sprint(last.rows[name])})
		}
	}
	return "\n" + markdown(rows, 1)
}

func counted(broken int) string {
	if broken == 0 {
		return "no promise was broken"
	}
	return fmt.Sprintf("promises were broken %d times", broken)
}

// plot shows everything that must not grow, each as a part of its own median.
func (s *soak) plot() string {
	p := loadtest.Plot{Title: "Soak", X: "minutes", Y: "% of the median"}
	for _, t := range s.rows {
		if !t.bound || t.median() == 0 {
			continue
		}
		l := loadtest.Line{Name: t.name}
		for _, q := range t.points {
			l.Points = append(l.Points, loadtest.Point{X: q.X / 60, Y: 100 * q.Y / t.median()})
		}
		p.Lines = append(p.Lines, l)
	}
	return p.SVG(true)
}
