package load

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"
)

// sample is a result with something of everything, and with names that are markup.
func sample() *Result {
	r := &Result{
		Format: Format, Server: "https://calls.example.com/<b>", Began: time.Unix(0, 0).UTC(), Took: 3, Scenario: Default(),
		Calls:  Calls{Asked: 40, Outcomes: map[string]int64{planAnswer: 39}, Failed: 1, Rate: 10},
		Faults: []Fault{{Kind: "answered", Text: "<script>alert(1)</script>", Count: 1}},
		Hooks:  &Hooks{Messages: 80}, Missed: []string{"1 of 40 calls failed"},
	}
	r.Scenario.Name = "a & b"
	c := newClockwork()
	for i := range 1000 {
		for _, name := range []string{timeStart, timeRing, timeEnd} {
			c.took(name, time.Duration(i)*time.Millisecond)
		}
	}
	r.Times = c.times()
	for i := range 3 {
		r.Seconds = append(r.Seconds, Second{
			At: float64(i + 1), Started: 10, Times: map[string]Spot{timeStart: {Count: 10, P50: time.Millisecond, P99: time.Duration(i+1) * time.Second}},
			Server: &Gauges{CPU: 0.5, RSS: 100 << 20, Heap: 40 << 20},
		})
	}
	return r
}

// TestReport: the page holds everything, is well-formed where it can be, and asks nobody else for anything.
func TestReport(t *testing.T) {
	r := sample()
	page, err := Report(r)
	if err != nil {
		t.Fatal(err)
	}
	text := string(page)
	for _, want := range []string{"<!doctype html>", "a &amp; b", "p99 of each second", "The server&#39;s memory</text>", "1 of 40 calls failed", "prefers-color-scheme:dark", "ring_timeout: 5s", Short(r.Times[0].P99)} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not there", want)
		}
	}
	for _, bad := range []string{"<script", "src=", "href=", "url(", "@import", "NaN", "Inf", "ZgotmplZ"} {
		if strings.Contains(text, bad) {
			t.Errorf("%q is there", bad)
		}
	}
	for _, url := range regexp.MustCompile(`https?://[^"<&\s]+`).FindAllString(text, -1) {
		if url != "http://www.w3.org/2000/svg" && url != "https://calls.example.com/" {
			t.Errorf("names %s", url)
		}
	}
	pictures := regexp.MustCompile(`(?s)<svg.*?</svg>`).FindAllString(text, -1)
	if len(pictures) < 6 {
		t.Errorf("%d plots", len(pictures))
	}
	for _, p := range pictures {
		wellFormed(t, p)
	}
}

func wellFormed(t *testing.T, text string) {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Errorf("%v in %.80s…", err, text)
			return
		}
	}
}

// TestPlotOfNothing: what was not measured is no reason to draw rubbish.
func TestPlotOfNothing(t *testing.T) {
	for _, p := range []Plot{{}, {LogY: true}, {Lines: []Line{{Name: "<", Points: []Point{{0, 0}, {1, 0}}}}}, {LogY: true, Lines: []Line{{Points: []Point{{0, 0}, {0, 5}}}}}} {
		svg := p.SVG(true)
		wellFormed(t, svg)
		if strings.Contains(svg, "NaN") || strings.Contains(svg, "Inf") {
			t.Error(svg)
		}
	}
	if _, err := Report(&Result{Scenario: Default()}); err != nil {
		t.Error(err)
	}
}
