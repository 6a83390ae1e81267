package main

import (
	"os"
	"strings"
	"testing"
)

// TestSummary: a cell is found by its block, row and column, a ratio by two, and what nobody measured is said to be so.
func TestSummary(t *testing.T) {
	const text = "<!-- a -->\nwords\n\n| server | rate | CPU |\n| --- | ---: | ---: |\n| one | 10 (1–20) | 500 µs |\n| two | 4 | 2.0 ms |\n\n" +
		"| server | note |\n| --- | --- |\n| one | other |\n<!-- end of a -->\n"
	for _, tc := range []struct {
		want string
		of   []cell
	}{
		{"10 (1–20)", []cell{{"a", "one", "rate"}}},
		{"2.50", []cell{{"a", "one", "rate"}, {"a", "two", "rate"}}},
		{"0.25", []cell{{"a", "one", "CPU"}, {"a", "two", "CPU"}}},
		{"other", []cell{{"a", "one", "note"}}},
		{"not measured here", []cell{{"b", "one", "rate"}}},
		{"not measured here", []cell{{"a", "one", "rate"}, {"a", "three", "rate"}}},
		{"not measured here", []cell{{"a", "two", "note"}}},
	} {
		if got := measured(text, tc.of); got != tc.want {
			t.Errorf("%v: %q, want %q", tc.of, got, tc.want)
		}
	}
}

// TestAims: every block that the summary reads is on the page, so none was renamed without it.
func TestAims(t *testing.T) {
	text, err := os.ReadFile("../../docs/benchmarks.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range aims {
		for _, c := range a.of {
			if !strings.Contains(string(text), "<!-- "+c.block+" -->") {
				t.Errorf("the page has no block %q", c.block)
			}
		}
	}
}
