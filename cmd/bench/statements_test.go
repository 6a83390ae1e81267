package main

import (
	"strings"
	"testing"
)

func TestStatementsBlock(t *testing.T) {
	r := &statementsResult{
		Rows: map[string][]float64{"SELECT a": {1, 2, 3}, "SELECT b": {1, 2, 4}, "rare": {0, 0, 0.01}, transactions: {5, 6, 7}},
		Idle: map[string][]float64{"beat": {0, 2, 3}}, Took: map[string]float64{"SELECT a": 0.25},
	}
	want := strings.Join([]string{
		"| `SELECT b` | 1.00 | 2.00 | 4.00 |  |", "| `SELECT a` | 1.00 | 2.00 | 3.00 | 0.25 |", "| others | 0.00 | 0.00 | 0.01 |  |", "| **transactions** | 5.00 | 6.00 | 7.00 |  |", "",
	}, "\n")
	if got := r.block(); !strings.Contains(got, want) || !strings.Contains(got, "| `beat` | 0.00 | 2.00 | 3.00 |  |\n") {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestNameOf(t *testing.T) {
	for text, want := range map[string]string{
		"SELECT  1\n\tFROM calls":                           "SELECT 1 FROM calls",
		"UPDATE deliveries SET " + strings.Repeat("x", 80):  "UPDATE deliveries SET " + strings.Repeat("x", 48) + "…",
		"SELECT " + strings.Repeat("x", 80) + " FROM calls": "SELECT " + strings.Repeat("x", 63) + "… calls",
	} {
		if got := nameOf(text); got != want {
			t.Errorf("%q is named %q, want %q", text, got, want)
		}
	}
}
