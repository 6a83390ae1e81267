package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestExponent(t *testing.T) {
	for want, f := range map[float64]func(float64) float64{
		0: func(float64) float64 { return 7 }, 1: func(x float64) float64 { return 3 * x }, 2: func(x float64) float64 { return x * x / 5 },
	} {
		var points []point
		for _, x := range []float64{1, 100, 1000} {
			points = append(points, point{x, f(x)})
		}
		if got := exponent(points); math.Abs(got-want) > 1e-9 {
			t.Errorf("the exponent of x to the %v is found to be %v", want, got)
		}
	}
	if got := exponent([]point{{1, 2}, {10, 0}}); !math.IsNaN(got) {
		t.Errorf("one point and a nothing make the line %v", got)
	}
}

// TestGrowthOnThePage: the block and its plot, which has to be XML.
func TestGrowthOnThePage(t *testing.T) {
	dir := t.TempDir()
	g := growth{
		Name: "x", About: "Measured", Head: []string{"a", "b"}, Rows: [][]string{{"1", "2"}}, X: "calls & more", Y: "µs",
		Curves: []curve{{Name: "Cost <µs>", Says: "It is so.", Points: []point{{1, 2}, {100_000, 250}}}},
	}
	g.fit()
	page := filepath.Join(dir, "docs", "page.md")
	if err := os.Mkdir(filepath.Dir(page), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := g.publish(page, filepath.Join(dir, "docs", "images")); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(page)
	if err != nil || !strings.Contains(string(text), "(images/growth-x.svg)") || !strings.Contains(string(text), "power is 0.42. It is so.") {
		t.Errorf("the page is %s, %v", text, err)
	}
	picture, err := os.ReadFile(filepath.Join(dir, "docs", "images", "growth-x.svg"))
	if err != nil {
		t.Fatal(err)
	}
	for d := xml.NewDecoder(bytes.NewReader(picture)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("the plot is no XML: %v\n%s", err, picture)
		}
	}
	if !strings.Contains(string(picture), "100,000") {
		t.Errorf("the axis does not reach the last point:\n%s", picture)
	}
}

func TestSizes(t *testing.T) {
	for _, tc := range []struct {
		first, last int
		want        []int
	}{{1, 100, []int{1, 10, 100}}, {100, 2500, []int{100, 1000, 2500}}, {5, 5, []int{5}}} {
		if got := sizes(tc.first, tc.last); !slices.Equal(got, tc.want) {
			t.Errorf("from %d to %d: %v", tc.first, tc.last, got)
		}
	}
}
