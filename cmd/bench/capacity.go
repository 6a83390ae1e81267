package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"

	"ringline/internal/page"
)

// costs are what a complete call takes on several nodes, as measured.
type costs struct {
	node, database float64 // seconds of a core
	transactions   float64
	wal, stored    float64 // bytes
	device         float64 // bytes of a node's memory
}

// Assumptions about people, which every operator knows better.
type habits struct {
	peak    float64 // busiest hour as a part of the day
	talk    float64 // seconds
	online  float64 // connected devices for each daily call
	keep    float64 // days that records are kept
	reserve float64 // part of a core, or a link, that is planned to be used in the busiest hour
	video   float64 // bits per second that a host sends in one call of two, both directions together
	link    float64 // bits per second of one machine
}

var usual = habits{peak: 0.12, talk: 180, online: 0.5, keep: 90, reserve: 0.5, video: 3e6, link: 10e9}

// measured is the row of complete calls on three nodes, and the line about devices, of docs/benchmarks.md.
var (
	measuredCall   = regexp.MustCompile(`(?m)^\| complete call \| 3 \| [\d.]+ \| [\d.]+ ms \| ([\d.]+) µs \| ([\d.]+) µs \| ([\d.]+) \| ([\d.]+) KB \| ([\d.]+) KB \|$`)
	measuredDevice = regexp.MustCompile(`(?m)^A connected device that does nothing takes ([\d.]+) KB of a node's memory\.$`)
)

// readCosts finds what was measured on the page.
func readCosts(text string) (c costs, err error) {
	call, device := measuredCall.FindStringSubmatch(text), measuredDevice.FindStringSubmatch(text)
	if call == nil || device == nil {
		return c, errors.New("the page has no block of bench cluster: go run ./cmd/bench cluster -write docs/benchmarks.md")
	}
	n := func(text string) float64 {
		v, _ := strconv.ParseFloat(text, 64) // digits, by the pattern
		return v
	}
	return costs{
		node: n(call[1]) / 1e6, database: n(call[2]) / 1e6, transactions: n(call[3]), wal: n(call[4]) * 1e3, stored: n(call[5]) * 1e3, device: n(device[1]) * 1e3,
	}, nil
}

// need is what so many calls a day ask for in their busiest hour.
type need struct {
	daily                              float64
	rate, live, devices                float64
	nodeCores, databaseCores           float64 // planned, with the reserve
	memory, transactions, wal, archive float64 // bytes, per second, bytes per second, bytes per day
	stored, media                      float64 // bytes, bits per second
	mediaHosts, cells                  float64
}

// cellWrites is how many transactions per second one database is planned for: beyond it, another cell.
const cellWrites = 5000

func plan(daily float64, c costs, h habits) need {
	rate := daily * h.peak / 3600
	n := need{
		daily: daily, rate: rate, live: rate * h.talk, devices: daily * h.online,
		nodeCores: rate * c.node / h.reserve, databaseCores: rate * c.database / h.reserve,
		memory: daily * h.online * c.device, transactions: rate * c.transactions, wal: rate * c.wal, archive: daily * c.wal,
		stored: daily * c.stored * h.keep,
	}
	n.media = n.live * h.video
	n.mediaHosts = math.Ceil(n.media / (h.link * h.reserve))
	n.cells = math.Ceil(n.transactions / cellWrites)
	return n
}

func benchCapacity(args []string, out io.Writer) error {
	h := usual
	f := flag.NewFlagSet("bench capacity", flag.ContinueOnError)
	from := f.String("from", "docs/benchmarks.md", "the page with what bench cluster measured")
	write := f.String("write", "", "page that gets the table")
	f.Float64Var(&h.peak, "peak", h.peak, "part of a day's calls that its busiest hour has")
	f.Float64Var(&h.talk, "talk", h.talk, "seconds that a call takes")
	f.Float64Var(&h.online, "online", h.online, "connected devices for each daily call")
	f.Float64Var(&h.keep, "keep", h.keep, "days that records are kept")
	f.Float64Var(&h.reserve, "use", h.reserve, "part of a core, and of a link, that may be in use in the busiest hour")
	f.Float64Var(&h.video, "bits", h.video, "bits per second that the media host of a call sends")
	f.Float64Var(&h.link, "link", h.link, "bits per second of a media host's link")
	if err := f.Parse(args); err != nil {
		return err
	}
	text, err := os.ReadFile(*from)
	if err != nil {
		return err
	}
	c, err := readCosts(string(text))
	if err != nil {
		return err
	}
	block := capacityBlock(c, h)
	if *write != "" {
		if err := page.Write(*write, "capacity", block); err != nil {
			return err
		}
	}
	_, err = fmt.Fprint(out, block)
	return err
}

func capacityBlock(c costs, h habits) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Measured for a complete call: %.1f ms of the nodes' processors, %.1f ms of PostgreSQL's, %.1f transactions, %.1f KB of WAL, %.1f KB kept; %.0f KB of memory for a connected device.\n",
		c.node*1e3, c.database*1e3, c.transactions, c.wal/1e3, c.stored/1e3, c.device/1e3)
	fmt.Fprintf(&b, "Assumed: the busiest hour has %.0f %% of the day's calls, a call takes %.0f s and %s/s of its media host, %.1f devices are connected for each daily call, "+
		"records are kept for %.0f days, processors and links are used by %.0f %% at most.\n\n", h.peak*100, h.talk, bits(h.video), h.online, h.keep, h.reserve*100)
	all := []need{plan(1e4, c, h), plan(1e6, c, h), plan(1e8, c, h)}
	b.WriteString("| calls a day | 10,000 | 1,000,000 | 100,000,000 |\n| --- | ---: | ---: | ---: |\n")
	for _, row := range []struct {
		name string
		say  func(need) string
	}{
		{"calls a second, busiest hour", func(n need) string { return short(n.rate) }},
		{"calls at once", func(n need) string { return short(n.live) }},
		{"connected devices", func(n need) string { return short(n.devices) }},
		{"cores of nodes, without media", func(n need) string { return short(n.nodeCores) }},
		{"memory of nodes for devices", func(n need) string { return bytesOf(n.memory) }},
		{"cores of PostgreSQL", func(n need) string { return short(n.databaseCores) }},
		{"transactions a second", func(n need) string { return short(n.transactions) }},
		{"WAL a second", func(n need) string { return bytesOf(n.wal) }},
		{"WAL a day, to archive", func(n need) string { return bytesOf(n.archive) }},
		{"records kept", func(n need) string { return bytesOf(n.stored) }},
		{"media sent", func(n need) string { return bits(n.media) + "/s" }},
		{"media hosts, by their links", func(n need) string { return short(n.mediaHosts) }},
		{fmt.Sprintf("cells of at most %d transactions a second", cellWrites), func(n need) string { return short(n.cells) }},
	} {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", row.name, row.say(all[0]), row.say(all[1]), row.say(all[2]))
	}
	return b.String()
}

// short writes a number with as many digits as mean something.
func short(v float64) string {
	switch {
	case v == math.Trunc(v) && v < 1000:
		return strconv.FormatFloat(v, 'f', 0, 64)
	case v < 1:
		return strconv.FormatFloat(v, 'f', 2, 64)
	case v < 100:
		return strconv.FormatFloat(v, 'f', 1, 64)
	}
	digits := strconv.FormatFloat(math.Round(v), 'f', 0, 64)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

func bytesOf(v float64) string { return scaled(v, "B") }
func bits(v float64) string    { return scaled(v, "bit") }

func scaled(v float64, unit string) string {
	for _, prefix := range []string{"", "K", "M", "G", "T"} {
		if v < 1000 {
			return short(math.Round(v*10)/10) + " " + prefix + unit
		}
		v /= 1000
	}
	return short(v) + " P" + unit
}
