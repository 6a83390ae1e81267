package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// spread is the median of some rounds, with the least and the most.
type spread[T cmp.Ordered] struct{ median, least, most T }

func spreadOf[T int64 | float64 | time.Duration](rounds []peerSample, of func(*peerSample) T) spread[T] {
	all := make([]T, len(rounds))
	for i := range rounds {
		all[i] = of(&rounds[i])
	}
	slices.Sort(all)
	n := len(all)
	return spread[T]{(all[(n-1)/2] + all[n/2]) / 2, all[0], all[n-1]}
}

func (s spread[T]) String() string {
	show := func(v T) string {
		switch v := any(v).(type) {
		case time.Duration:
			return micros(v)
		case float64:
			if v < 10 {
				return fmt.Sprintf("%.3f", v)
			}
			return fmt.Sprintf("%.0f", v)
		}
		return fmt.Sprint(v)
	}
	return fmt.Sprintf("%s (%s–%s)", show(s.median), show(s.least), show(s.most))
}

// ratios are the operations of each round for each of hello's in the same one.
func (c *comparison) ratios(p *peer) spread[float64] {
	hello := c.Peers[0].Rounds
	rounds := make([]peerSample, len(p.Rounds))
	for i := range rounds {
		rounds[i].Rate = p.Rounds[i].Rate / hello[i].Rate
	}
	return spreadOf(rounds, func(s *peerSample) float64 { return s.Rate })
}

func (c *comparison) about() string {
	return fmt.Sprintf("%s, a disk that takes %s to sync; %d connections, or pairs of devices; %d rounds of %v each. Medians, with the least and the most",
		c.Machine, micros(c.Sync), c.Connections, len(c.Peers[0].Rounds), c.Round)
}

// rows are the cells of the table of medians, the first row its head.
func (c *comparison) rows() [][]string {
	rows := [][]string{{"server", "operations/s", "of hello", "p50", "p99", "CPU/operation", "memory", "durable", "asks who it is", "others"}}
	for _, p := range c.Peers {
		if p.Missing != "" {
			rows = append(rows, []string{p.Name, "not installed", "", "", "", "", "", p.Durable, p.Asks, ""})
			continue
		}
		rows = append(rows, []string{
			p.Name,
			spreadOf(p.Rounds, func(s *peerSample) float64 { return s.Rate }).String(),
			c.ratios(p).String(),
			micros(spreadOf(p.Rounds, func(s *peerSample) time.Duration { return s.P50 }).median),
			micros(spreadOf(p.Rounds, func(s *peerSample) time.Duration { return s.P99 }).median),
			spreadOf(p.Rounds, func(s *peerSample) time.Duration { return s.CPU }).String(),
			megabytes(spreadOf(p.Rounds, func(s *peerSample) int64 { return s.Memory }).median),
			p.Durable, p.Asks,
			fmt.Sprintf("%.0f %%", 100*spreadOf(p.Rounds, func(s *peerSample) float64 { return s.Others }).median),
		})
	}
	return rows
}

// rings says how long the rings of complete calls took; empty if there were none.
func (c *comparison) rings() string {
	for _, p := range c.Peers {
		if p.calls != nil && len(p.Rounds) > 0 {
			p50 := spreadOf(p.Rounds, func(s *peerSample) time.Duration { return s.RingP50 })
			p99 := spreadOf(p.Rounds, func(s *peerSample) time.Duration { return s.RingP99 })
			return fmt.Sprintf("In a complete call it rings at the callee's device %s after the caller sent the start, p99 %s", p50, p99)
		}
	}
	return ""
}

// raw are all rounds, in the order of the servers.
func (c *comparison) raw() [][]string {
	rows := [][]string{{"round", "server", "operations/s", "p50", "p99", "CPU/operation", "memory", "ring p50", "ring p99", "others"}}
	for n := range c.Peers[0].Rounds {
		for _, p := range c.Peers {
			if p.Missing != "" {
				continue
			}
			s := p.Rounds[n]
			ring := []string{"", ""}
			if s.RingP99 > 0 {
				ring = []string{micros(s.RingP50), micros(s.RingP99)}
			}
			rows = append(rows, []string{
				fmt.Sprint(n + 1), p.Name, fmt.Sprintf("%.0f", s.Rate), micros(s.P50), micros(s.P99), micros(s.CPU), megabytes(s.Memory),
				ring[0], ring[1], fmt.Sprintf("%.0f %%", 100*s.Others),
			})
		}
	}
	return rows
}

// table is the result for a terminal.
func (c *comparison) table() string {
	return fmt.Sprintf("%s\n\n%s\n%s\n", c.about(), columns(c.rows()), c.rings())
}

// block is the result for a page.
func (c *comparison) block() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s.\n\n%s\n", c.about(), markdown(c.rows(), 1))
	fmt.Fprintln(&b, "| server | what an operation is |\n| --- | --- |")
	for _, p := range c.Peers {
		fmt.Fprintf(&b, "| %s | %s |\n", p.Name, p.Operation)
	}
	if rings := c.rings(); rings != "" {
		fmt.Fprintf(&b, "\n%s.\n", rings)
	}
	fmt.Fprintf(&b, "\n<details><summary>Every round</summary>\n\n%s\n</details>\n", markdown(c.raw(), 2))
	return b.String()
}
