package main

import (
	"bytes"
	"fmt"
	"html"
	"math"
)

// A plot is 640 wide; both its axes go by powers of ten, so a straight line is a power law.
const (
	plotWidth, plotHeight          = 640.0, 360.0
	plotLeft, plotRight            = 56.0, 16.0
	plotTop, plotBottom, plotKeyed = 16.0, 46.0, 20.0 // the last for each curve, below
)

// Colours that can be told apart on white and on black, also by who sees no red or green.
var plotColours = []string{"#2f81d8", "#d9822b"}

// plot draws the curves as SVG, readable in light and in dark.
func (g *growth) plot() []byte {
	x, y := axis{from: math.Inf(1), to: math.Inf(-1)}, axis{from: math.Inf(1), to: math.Inf(-1)}
	for _, c := range g.Curves {
		for _, p := range c.Points {
			x.take(p.X)
			y.take(p.Y)
		}
	}
	x.round(plotLeft, plotWidth-plotRight)
	y.round(plotHeight-plotBottom, plotTop)
	height := plotHeight + plotKeyed*float64(len(g.Curves))
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g" role="img">`+"\n", plotWidth, height)
	fmt.Fprintf(&b, "<title>%s over %s</title>\n", html.EscapeString(g.Y), html.EscapeString(g.X))
	fmt.Fprint(&b, "<style>text{font:12px sans-serif;fill:#444}.grid{stroke:#8886;stroke-width:1}.curve{fill:none;stroke-width:2}"+
		"@media(prefers-color-scheme:dark){text{fill:#bbb}}</style>\n")
	for e := x.from; e <= x.to; e++ {
		at := x.at(math.Pow(10, e))
		fmt.Fprintf(&b, `<line class="grid" x1="%.1f" y1="%g" x2="%.1f" y2="%g"/><text x="%.1f" y="%g" text-anchor="middle">%s</text>`+"\n",
			at, plotTop, at, plotHeight-plotBottom, at, plotHeight-plotBottom+16, power(e))
	}
	for e := y.from; e <= y.to; e++ {
		at := y.at(math.Pow(10, e))
		fmt.Fprintf(&b, `<line class="grid" x1="%g" y1="%.1f" x2="%g" y2="%.1f"/><text x="%g" y="%.1f" text-anchor="end">%s</text>`+"\n",
			plotLeft, at, plotWidth-plotRight, at, plotLeft-6, at+4, power(e))
	}
	fmt.Fprintf(&b, `<text x="%g" y="%g" text-anchor="middle">%s</text>`+"\n", (plotLeft+plotWidth-plotRight)/2, plotHeight-plotBottom+34, html.EscapeString(g.X))
	for i, c := range g.Curves {
		colour := plotColours[i%len(plotColours)]
		fmt.Fprintf(&b, `<polyline class="curve" stroke="%s" points="`, colour)
		for _, p := range c.Points {
			if p.X > 0 && p.Y > 0 {
				fmt.Fprintf(&b, "%.1f,%.1f ", x.at(p.X), y.at(p.Y))
			}
		}
		fmt.Fprint(&b, "\"/>\n")
		for _, p := range c.Points {
			if p.X > 0 && p.Y > 0 {
				fmt.Fprintf(&b, `<circle cx="%.1f" cy="%.1f" r="3.5" fill="%s"/>`+"\n", x.at(p.X), y.at(p.Y), colour)
			}
		}
		row := plotHeight + plotKeyed*float64(i)
		fmt.Fprintf(&b, `<circle cx="%g" cy="%g" r="5" fill="%s"/><text x="%g" y="%g">%s</text>`+"\n",
			plotLeft, row+4, colour, plotLeft+12, row+8, html.EscapeString(c.Name))
	}
	fmt.Fprintln(&b, "</svg>")
	return b.Bytes()
}

// axis is a range of powers of ten, and where on the picture it lies.
type axis struct{ from, to, low, high float64 }

func (a *axis) take(v float64) {
	if v > 0 {
		a.from, a.to = min(a.from, math.Log10(v)), max(a.to, math.Log10(v))
	}
}

// round widens the range to whole powers, at least one.
func (a *axis) round(low, high float64) {
	if math.IsInf(a.from, 0) {
		a.from, a.to = 0, 0
	}
	a.from, a.to = math.Floor(a.from), math.Ceil(a.to)
	a.to = max(a.to, a.from+1)
	a.low, a.high = low, high
}

func (a *axis) at(v float64) float64 {
	return a.low + (math.Log10(v)-a.from)/(a.to-a.from)*(a.high-a.low)
}

// power writes a power of ten as people do.
func power(e float64) string {
	if e < 0 {
		return fmt.Sprintf("%g", math.Pow(10, e))
	}
	return thousands(int(math.Pow(10, e)))
}
