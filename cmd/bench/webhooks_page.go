package main

import (
	"fmt"
	"time"
)

// derive fills in what follows from the two samples.
func (r *hookRound) derive(calls int) {
	r.Added, r.Ratio, r.CPU = r.On.CPU-r.Off.CPU, r.On.Wall/r.Off.Wall, r.On.CPU/r.Off.CPU
	r.Rate = 3 * float64(calls) / (time.Duration(r.On.Wall*float64(calls)) + time.Duration(r.Told)).Seconds()
}

func (r *hookResult) sum() {
	of := func(f func(*hookRound) float64) float64 {
		rounds := make([]round, len(r.Rounds))
		for i := range r.Rounds {
			rounds[i].Ratio = f(&r.Rounds[i])
		}
		return median(rounds, func(x round) float64 { return x.Ratio })
	}
	r.Median = hookRound{
		Off: hookSample{
			Wall: of(func(x *hookRound) float64 { return x.Off.Wall }), CPU: of(func(x *hookRound) float64 { return x.Off.CPU }),
		},
		On: hookSample{
			Wall: of(func(x *hookRound) float64 { return x.On.Wall }), CPU: of(func(x *hookRound) float64 { return x.On.CPU }),
		},
		Added: of(func(x *hookRound) float64 { return x.Added }), Ratio: of(func(x *hookRound) float64 { return x.Ratio }),
		Told: of(func(x *hookRound) float64 { return x.Told }), CPU: of(func(x *hookRound) float64 { return x.CPU }),
		Rate: of(func(x *hookRound) float64 { return x.Rate }),
	}
}

// rows are the cells of the table, the first row its head.
func (r *hookResult) rows() [][]string {
	rows := [][]string{{
		"round", "off µs/call", "CPU/call", "on µs/call", "CPU/call", "added CPU/call", "CPU ratio", "wall ratio", "last message after", "messages/s",
	}}
	us := func(ns float64) string { return fmt.Sprintf("%.0f µs", ns/1000) }
	row := func(name string, x *hookRound) {
		rows = append(rows, []string{
			name, us(x.Off.Wall), us(x.Off.CPU), us(x.On.Wall), us(x.On.CPU), us(x.Added), fmt.Sprintf("%.2f", x.CPU), fmt.Sprintf("%.2f", x.Ratio),
			fmt.Sprintf("%.0f ms", x.Told/1e6), fmt.Sprintf("%.0f", x.Rate),
		})
	}
	for i := range r.Rounds {
		row(fmt.Sprint(i+1), &r.Rounds[i])
	}
	row("median", &r.Median)
	return rows
}

func (r *hookResult) about() string {
	return fmt.Sprintf("%s, a disk that takes %s to sync; %d keep-alive connections; %d calls with webhooks and as many without, in %d rounds. "+
		"Every call has one record, one start and one end; %d messages arrived, %d of them again because an answer came too late",
		r.Machine, micros(r.Sync), r.Connections, r.Calls, len(r.Rounds), r.Heard, r.Repeated)
}

func (r *hookResult) table() string {
	return fmt.Sprintf("Calls of which a back end is told, next to calls of which nobody is\n%s\n\n%s", r.about(), columns(r.rows()))
}

func (r *hookResult) block() string {
	return fmt.Sprintf("%s.\n\n%s", r.about(), markdown(r.rows(), 0))
}
