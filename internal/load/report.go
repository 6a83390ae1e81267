package load

import (
	"bytes"
	_ "embed"
	"html/template"
	"math"
	"time"

	"go.yaml.in/yaml/v3"
)

//go:embed report.html
var reportText string

var reportPage = template.Must(template.New("report").Funcs(template.FuncMap{"short": Short}).Parse(reportText))

// Report makes a page of a result: one HTML file that needs nothing else, no network and no script.
func Report(r *Result) ([]byte, error) {
	scenario, err := yaml.Marshal(&r.Scenario)
	if err != nil {
		return nil, err
	}
	var plots []template.HTML
	for _, p := range r.plots() {
		plots = append(plots, template.HTML(p.SVG(false))) //nolint:gosec // SVG escapes what it is given
	}
	var page bytes.Buffer
	err = reportPage.Execute(&page, map[string]any{
		"R": r, "What": r.what(), "Cost": r.cost(), "Plots": plots, "Text": string(scenario), "Style": template.CSS(PlotStyle), //nolint:gosec // ours
	})
	return page.Bytes(), err
}

// plots are the pictures of a report.
func (r *Result) plots() []*Plot {
	all := []*Plot{r.percentiles()}
	for _, kind := range []struct {
		title string
		of    func(Spot) time.Duration
	}{
		{"p50 of each second", func(s Spot) time.Duration { return s.P50 }},
		{"p99 of each second", func(s Spot) time.Duration { return s.P99 }},
	} {
		p := &Plot{Title: kind.title, X: "seconds", Y: "ms", LogY: true}
		for _, name := range shown {
			p.add(name, r.Seconds, func(s *Second) (float64, bool) {
				spot, ok := s.Times[name]
				return inMS(kind.of(spot)), ok
			})
		}
		all = append(all, p)
	}
	rates := &Plot{Title: "Calls and errors", X: "seconds", Y: "per second"}
	rates.add("started", r.Seconds, func(s *Second) (float64, bool) { return float64(s.Started), true })
	rates.add("ended", r.Seconds, func(s *Second) (float64, bool) { return float64(s.Ended), true })
	rates.add("errors", r.Seconds, func(s *Second) (float64, bool) { return float64(s.Errors), true })
	live := &Plot{Title: "Calls under way", X: "seconds", Y: "calls"}
	live.add("live", r.Seconds, func(s *Second) (float64, bool) { return float64(s.Live), true })
	cpu := &Plot{Title: "Processors busy", X: "seconds", Y: "processors"}
	cpu.add("server", r.Seconds, func(s *Second) (float64, bool) {
		if s.Server == nil {
			return 0, false
		}
		return s.Server.CPU, true
	})
	cpu.add("generator", r.Seconds, func(s *Second) (float64, bool) { return s.Own, true })
	memory := &Plot{Title: "The server's memory", X: "seconds", Y: "MB"}
	for _, m := range []struct {
		name string
		of   func(*Gauges) float64
	}{{"RSS", func(g *Gauges) float64 { return g.RSS }}, {"heap", func(g *Gauges) float64 { return g.Heap }}} {
		memory.add(m.name, r.Seconds, func(s *Second) (float64, bool) {
			if s.Server == nil {
				return 0, false
			}
			return m.of(s.Server) / (1 << 20), true
		})
	}
	for _, p := range []*Plot{rates, live, cpu, memory} {
		if len(p.Lines) > 0 {
			all = append(all, p)
		}
	}
	return all
}

// shown are the times that are drawn over a run.
var shown = []string{timeStart, timeRing, timeConnect, timeEnd, timeEndKnown, timeBack}

// add draws what is known of each second; nothing, if nothing is.
func (p *Plot) add(name string, seconds []Second, of func(*Second) (float64, bool)) {
	l := Line{Name: name}
	for i := range seconds {
		if v, ok := of(&seconds[i]); ok {
			l.Points = append(l.Points, Point{seconds[i].At, v})
		}
	}
	if len(l.Points) > 1 {
		p.Lines = append(p.Lines, l)
	}
}

// percentiles show each time's whole distribution; to the right each step is a tenth of the rest.
func (r *Result) percentiles() *Plot {
	p := &Plot{Title: "How long, by percentile", X: "percentile", Y: "ms", LogY: true}
	most := 0.0
	for _, t := range r.Times {
		if t.Name == timeVanished || t.Name == timeLogin || t.Name == timeLate {
			continue
		}
		l := Line{Name: t.Name}
		for _, q := range t.Curve {
			rest := 1 - q.Part
			if q.Part == 1 {
				rest = 1 / float64(t.Count+1)
			}
			x := decades(rest)
			most = max(most, x)
			l.Points = append(l.Points, Point{x, inMS(q.At)})
		}
		p.Lines = append(p.Lines, l)
	}
	p.Lines = p.Lines[:min(len(p.Lines), colors)]
	for _, t := range []Tick{{0, "0"}, {decades(.5), "50"}, {1, "90"}, {2, "99"}, {3, "99.9"}, {4, "99.99"}, {5, "99.999"}} {
		if t.At <= most {
			p.Ticks = append(p.Ticks, t)
		}
	}
	return p
}

func inMS(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// decades counts how often a part of one is a tenth.
func decades(part float64) float64 { return -math.Log10(part) }
