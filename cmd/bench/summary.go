package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"

	"ringline/internal/page"
)

// cell is where on the page a number stands: the block, the beginning of the row's first cell, and the head of the column.
type cell struct{ block, row, column string }

// aims are what a server should be able to do, and where on the page stands whether it can. A second cell, if there is one, divides the first.
var aims = []struct {
	what, aim string
	of        []cell
}{
	{"start or end of a durable call over HTTP, of the requests that a bare net/http hello answers", "0.5", []cell{{"peers", "Ringline, create + end", "of hello"}}},
	{"the same, processor time", "under 110 µs", []cell{{"peers", "Ringline, create + end", "CPU/operation"}}},
	{"the same, operations for each of Janus' rooms in memory", "above 1", []cell{{"peers", "Ringline, create + end", "operations/s"}, {"peers", "Janus", "operations/s"}}},
	{"the same, operations for each of LiveKit's rooms in memory", "above 1", []cell{{"peers", "Ringline, create + end", "operations/s"}, {"peers", "LiveKit", "operations/s"}}},
	{"a complete call between two devices, processor time", "none set", []cell{{"peers", "Ringline, complete calls", "CPU/operation"}}},
	{"start or end among 100,000 live calls, processor time for one among 1", "1", []cell{{"growth of live", "100,000", "CPU of a start or end"}, {"growth of live", "1 ", "CPU of a start or end"}}},
	{"start or end among 1,000,000 records, processor time for one among 1,000", "near 1", []cell{{"growth of records", "1,000,000", "CPU of a start or end"}, {"growth of records", "1,000 ", "CPU of a start or end"}}},
	{"100,000 calls that ring out within 10 s, late p99", "under 1 s", []cell{{"growth of deadlines", "100,000", "p99"}}},
	{"start with 100,000 live calls", "none set", []cell{{"growth of live", "100,000", "start to ready"}}},
	{"memory of each of 10,000 connected devices", "under 80 KB", []cell{{"growth of devices", "10,000", "memory of a device"}}},
	{"ring on the callee's socket, 500 calls a second among 2,000 devices, p99", "20 ms", []cell{{"rush", "start answered", "p99"}}},
	{"start of the server", "under 500 ms", []cell{{"footprint", "start to ready", "measured"}}},
	{"idle memory, media embedded", "under 120 MB", []cell{{"footprint", "idle memory", "measured"}}},
	{"accept → the caller hears the callee, p95", "1 s", []cell{{"media", "accept → the caller hears", "p95"}}},
	{"`end_call` answered → both pages know, p99", "100 ms", []cell{{"media", "`end_call` answered", "p99"}}},
}

// benchSummary puts what the page says elsewhere beside the aims. It measures nothing.
func benchSummary(_ context.Context, args []string, out io.Writer) error {
	f := flag.NewFlagSet("bench summary", flag.ContinueOnError)
	file := f.String("write", "", "the page to sum up and to put the sum into, docs/benchmarks.md")
	if err := f.Parse(args); err != nil {
		return err
	}
	if *file == "" {
		return errors.New("-write says which page to sum up")
	}
	text, err := os.ReadFile(*file)
	if err != nil {
		return err
	}
	block := summary(string(text))
	if _, err := fmt.Fprint(out, block); err != nil {
		return err
	}
	return page.Write(*file, "summary", block)
}

func summary(text string) string {
	rows := [][]string{{"what", "aim", "measured"}}
	for _, a := range aims {
		rows = append(rows, []string{a.what, a.aim, measured(text, a.of)})
	}
	return markdown(rows, 3)
}

// measured is what a cell says, or the ratio of two.
func measured(text string, of []cell) string {
	first, found := find(text, of[0])
	if !found {
		return "not measured here"
	}
	if len(of) == 1 {
		return first
	}
	second, found := find(text, of[1])
	a, b := leading(first), leading(second)
	if !found || a == 0 || b == 0 {
		return "not measured here"
	}
	return fmt.Sprintf("%.2f", a/b)
}

// find reads a cell of a table on the page.
func find(text string, c cell) (string, bool) {
	_, rest, _ := strings.Cut(text, "<!-- "+c.block+" -->\n")
	block, _, closed := strings.Cut(rest, "<!-- end of "+c.block+" -->")
	if !closed {
		return "", false
	}
	column := -1
	for line := range strings.Lines(block) {
		if !strings.HasPrefix(line, "| ") {
			column = -1 // another table
			continue
		}
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if column < 0 {
			for i, head := range cells {
				if strings.TrimSpace(head) == c.column {
					column = i
				}
			}
			continue
		}
		if strings.HasPrefix(line, "| "+c.row) && column < len(cells) {
			return strings.TrimSpace(cells[column]), true
		}
	}
	return "", false
}

var number = regexp.MustCompile(`^[0-9]+(\.[0-9]+)?`)

// leading is the number that a cell begins with, in µs if it is a time; 0 if there is none.
func leading(text string) float64 {
	digits := number.FindString(text)
	n, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return 0
	}
	if strings.HasPrefix(text[len(digits):], " ms") {
		n *= 1000
	}
	return n
}
