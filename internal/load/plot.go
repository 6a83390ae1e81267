package load

import (
	"fmt"
	"html"
	"math"
	"strings"
)

// Plot is a picture of lines, drawn as SVG that looks right on light and on dark pages.
type Plot struct {
	Title string
	X, Y  string // what the axes show, with the unit
	Lines []Line
	LogY  bool   // each step up is ten times as much
	Ticks []Tick // of the x axis; none: round numbers
}

// Line is one of them, through its points from left to right.
type Line struct {
	Name   string
	Points []Point
}

// Point is one of a line.
type Point struct{ X, Y float64 }

// Tick names a place of an axis.
type Tick struct {
	At   float64
	Name string
}

// PlotStyle is what plots need of a page's style sheet.
const PlotStyle = `.plot{--ink:#1d2430;--faint:#d9dee6;--soft:#5b6675;font:12px system-ui,sans-serif}
.plot text{fill:var(--soft)}.plot .title{fill:var(--ink);font-weight:600;font-size:14px}.plot .grid{stroke:var(--faint)}
.plot polyline{fill:none;stroke-width:2;stroke-linejoin:round}
.c0{stroke:#2563c9}.c1{stroke:#c2410c}.c2{stroke:#15803d}.c3{stroke:#9333c9}.c4{stroke:#a16207}.c5{stroke:#0e7490}.c6{stroke:#be185d}.c7{stroke:#64748b}
@media (prefers-color-scheme:dark){.plot{--ink:#e8ecf2;--faint:#38414f;--soft:#a6b0bf}
.c0{stroke:#6ea8ff}.c1{stroke:#ff9a5c}.c2{stroke:#5fd38a}.c3{stroke:#c99bff}.c4{stroke:#e6c35c}.c5{stroke:#5fd0e6}.c6{stroke:#ff8fc0}.c7{stroke:#9fb0c4}}
`

// Where the picture lies within its frame.
const (
	plotWidth, plotHeight = 760, 300
	plotLeft, plotRight   = 64, 744
	plotTop, plotBottom   = 56, 254
	colors                = 8
)

// SVG draws it. One that stands in a file of its own brings its style along.
func (p *Plot) SVG(alone bool) string {
	x, y := p.axis(func(q Point) float64 { return q.X }, false), p.axis(func(q Point) float64 { return q.Y }, true)
	if len(p.Ticks) == 0 {
		p.Ticks = ticks(x.low, x.high)
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="plot" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s">`, plotWidth, plotHeight, html.EscapeString(p.Title))
	if alone {
		fmt.Fprintf(&b, "<style>%s@media (prefers-color-scheme:dark){.ground{fill:#161b22}}</style><rect class=\"ground\" width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>", PlotStyle)
	}
	fmt.Fprintf(&b, `<text class="title" x="12" y="20">%s</text>`, html.EscapeString(p.Title))
	p.legend(&b)
	for _, t := range y.ticks(p.LogY) {
		at := plotBottom - y.place(t.At)*(plotBottom-plotTop)
		fmt.Fprintf(&b, `<line class="grid" x1="%d" y1="%.1f" x2="%d" y2="%.1f"/><text x="%d" y="%.1f" text-anchor="end">%s</text>`,
			plotLeft, at, plotRight, at, plotLeft-6, at+4, t.Name)
	}
	for _, t := range p.Ticks {
		if t.At < x.low || t.At > x.high {
			continue
		}
		fmt.Fprintf(&b, `<text x="%.1f" y="%d" text-anchor="middle">%s</text>`, plotLeft+x.place(t.At)*(plotRight-plotLeft), plotBottom+18, t.Name)
	}
	fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="end">%s</text><text x="12" y="%d">%s</text>`,
		plotRight, plotBottom+38, html.EscapeString(p.X), plotTop-8, html.EscapeString(p.Y))
	for i, l := range p.Lines {
		fmt.Fprintf(&b, `<polyline class="c%d" points="`, i%colors)
		for _, q := range l.Points {
			fmt.Fprintf(&b, "%.1f,%.1f ", plotLeft+x.place(q.X)*(plotRight-plotLeft), plotBottom-y.place(q.Y)*(plotBottom-plotTop))
		}
		b.WriteString(`"/>`)
	}
	b.WriteString("</svg>\n")
	return b.String()
}

func (p *Plot) legend(b *strings.Builder) {
	at := plotRight
	for i := len(p.Lines) - 1; i >= 0; i-- {
		name := p.Lines[i].Name
		at -= 7*len([]rune(name)) + 30
		fmt.Fprintf(b, `<line class="c%d" x1="%d" y1="16" x2="%d" y2="16" stroke-width="3"/><text x="%d" y="20">%s</text>`,
			i%colors, at, at+16, at+20, html.EscapeString(name))
	}
}

// axis maps numbers to 0…1.
type axis struct {
	low, high float64
	log       bool
}

func (p *Plot) axis(of func(Point) float64, vertical bool) axis {
	a := axis{low: math.Inf(1), high: math.Inf(-1), log: vertical && p.LogY}
	for _, l := range p.Lines {
		for _, q := range l.Points {
			if v := of(q); !a.log || v > 0 {
				a.low, a.high = min(a.low, v), max(a.high, v)
			}
		}
	}
	switch {
	case a.low > a.high: // no point at all
		a.low, a.high = 1, 10
		return a
	case a.log:
		a.low, a.high = math.Pow(10, math.Floor(math.Log10(a.low))), math.Pow(10, math.Ceil(math.Log10(a.high)))
		if a.low == a.high {
			a.high *= 10
		}
		return a
	}
	if vertical {
		a.low, a.high = 0, max(a.high*1.08, 1e-9)
	}
	if a.low == a.high {
		a.high++
	}
	return a
}

func (a axis) place(v float64) float64 {
	if a.log {
		return min(max((math.Log10(max(v, a.low))-math.Log10(a.low))/(math.Log10(a.high)-math.Log10(a.low)), 0), 1)
	}
	return (v - a.low) / (a.high - a.low)
}

func (a axis) ticks(log bool) (all []Tick) {
	if !log {
		return ticks(a.low, a.high)
	}
	for v := a.low; v <= a.high*1.001; v *= 10 {
		all = append(all, Tick{v, number(v)})
	}
	return all
}

// ticks are about five round numbers.
func ticks(low, high float64) (all []Tick) {
	step := math.Pow(10, math.Floor(math.Log10((high-low)/4)))
	for _, f := range []float64{5, 2} {
		if (high-low)/(step*f) >= 3 {
			step *= f
			break
		}
	}
	for v := math.Ceil(low/step) * step; v <= high; v += step {
		all = append(all, Tick{v, number(v)})
	}
	return all
}

func number(v float64) string {
	if math.Abs(v) < 1e-9 {
		return "0"
	}
	return fmt.Sprintf("%.4g", v)
}
