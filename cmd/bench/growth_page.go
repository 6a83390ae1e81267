package main

import (
	"fmt"
	"math"
	"strings"
)

// fit finds the exponents. A curve of which only one point was measured has none.
func (g *growth) fit() {
	for i := range g.Curves {
		g.Curves[i].Exponent = exponent(g.Curves[i].Points)
	}
}

// exponent is the slope of the straight line through the points' logarithms, by least squares; NaN if there is no such line.
func exponent(points []point) float64 {
	var n, sx, sy, sxx, sxy float64
	for _, p := range points {
		if p.X > 0 && p.Y > 0 {
			x, y := math.Log(p.X), math.Log(p.Y)
			n, sx, sy, sxx, sxy = n+1, sx+x, sy+y, sxx+x*x, sxy+x*y
		}
	}
	if n < 2 {
		return math.NaN()
	}
	return (n*sxy - sx*sy) / (n*sxx - sx*sx)
}

// laws says how each curve grows, and why.
func (g *growth) laws() string {
	var b strings.Builder
	for _, c := range g.Curves {
		if !math.IsNaN(c.Exponent) {
			fmt.Fprintf(&b, "* %s grows with the power %.2f. %s\n", c.Name, c.Exponent, c.Says)
		}
	}
	return b.String()
}

// table is the result for a terminal.
func (g *growth) table() string {
	return fmt.Sprintf("%s\n%s.\n\n%s\n%s", g.Name, g.About, columns(append([][]string{g.Head}, g.Rows...)), g.laws())
}

// block is the result for a page.
func (g *growth) block(plot string) string {
	return fmt.Sprintf("%s.\n\n%s\n![%s over %s, both by powers of ten](%s)\n\n%s",
		g.About, markdown(append([][]string{g.Head}, g.Rows...), 0), g.Y, g.X, plot, g.laws())
}

// thousands writes a number with commas.
func thousands(n int) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
