package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"
)

// result is what a run found out.
type result struct {
	Machine     string        `json:"machine"`
	Sync        time.Duration `json:"sync_ns"` // what the disk needs for one, see syncTime
	Connections int           `json:"connections"`
	Round       time.Duration `json:"round_ns"`
	Rounds      []round       `json:"rounds"`
	Median      round         `json:"median"` // of each column by itself
}

// round is both servers, one after the other.
type round struct {
	Hello    sample  `json:"hello"`
	Ringline sample  `json:"ringline"`
	Ratio    float64 `json:"ratio"` // operations of ringline for each of hello
}

func (r *result) sum() {
	r.Median = round{Hello: r.medianOf(func(x round) sample { return x.Hello }), Ringline: r.medianOf(func(x round) sample { return x.Ringline })}
	r.Median.Ratio = median(r.Rounds, func(x round) float64 { return x.Ratio })
}

func (r *result) medianOf(of func(round) sample) sample {
	return sample{
		Rate: median(r.Rounds, func(x round) float64 { return of(x).Rate }),
		P50:  median(r.Rounds, func(x round) time.Duration { return of(x).P50 }),
		P99:  median(r.Rounds, func(x round) time.Duration { return of(x).P99 }),
		CPU:  median(r.Rounds, func(x round) time.Duration { return of(x).CPU }),

		Others: median(r.Rounds, func(x round) float64 { return of(x).Others }),
	}
}

func median[T float64 | time.Duration](rounds []round, of func(round) T) T {
	var all []T
	for _, r := range rounds {
		all = append(all, of(r))
	}
	slices.Sort(all)
	if n := len(all); n%2 == 0 {
		return (all[n/2-1] + all[n/2]) / 2
	}
	return all[len(all)/2]
}

// rows are the cells of the table, the first row its head.
func (r *result) rows() [][]string {
	rows := [][]string{{"round", "hello op/s", "p50", "p99", "CPU/op", "ringline op/s", "p50", "p99", "CPU/op", "ratio", "others"}}
	row := func(name string, x round) {
		rows = append(rows, []string{
			name,
			fmt.Sprintf("%.0f", x.Hello.Rate), micros(x.Hello.P50), micros(x.Hello.P99), micros(x.Hello.CPU),
			fmt.Sprintf("%.0f", x.Ringline.Rate), micros(x.Ringline.P50), micros(x.Ringline.P99), micros(x.Ringline.CPU),
			fmt.Sprintf("%.3f", x.Ratio), fmt.Sprintf("%.0f %%", 100*max(x.Hello.Others, x.Ringline.Others)),
		})
	}
	for i, x := range r.Rounds {
		row(fmt.Sprint(i+1), x)
	}
	row("median", r.Median)
	return rows
}

func micros(d time.Duration) string {
	if d < 10*time.Millisecond {
		return fmt.Sprintf("%d µs", d.Microseconds())
	}
	return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000)
}

func (r *result) about() string {
	return fmt.Sprintf("%s, a disk that takes %s to sync; %d keep-alive connections, %d rounds of %v each",
		r.Machine, micros(r.Sync), r.Connections, len(r.Rounds), r.Round)
}

func (r *result) table() string {
	return fmt.Sprintf("start_call_by_robot and end_call of durable calls, next to a bare net/http hello\n%s\n\n%s", r.about(), columns(r.rows()))
}

func (r *result) block() string { return fmt.Sprintf("%s.\n\n%s", r.about(), markdown(r.rows(), 0)) }

// describe says what the numbers were measured on.
func describe() string {
	return fmt.Sprintf("%d × %s, %s", runtime.NumCPU(), processor(), runtime.Version())
}

func processor() string {
	f, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return runtime.GOARCH
	}
	defer func() { _ = f.Close() }() // it was only read
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if name, value, ok := strings.Cut(lines.Text(), ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}
