package load

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

// Second is what happened in one second of a run, and how things were at its end.
type Second struct {
	At      float64         `json:"at"`      // seconds since the first call was to start
	Started int64           `json:"started"` // calls, in this second
	Ended   int64           `json:"ended"`
	Failed  int64           `json:"failed"`
	Errors  int64           `json:"errors"`           // of all kinds
	Live    int64           `json:"live"`             // calls under way
	Times   map[string]Spot `json:"times"`            // of what was measured in this second
	Server  *Gauges         `json:"server,omitempty"` // nil if its metrics cannot be had
	Own     float64         `json:"own_cpu"`          // processors that the generator kept busy
}

// Spot is a time as it was within a second.
type Spot struct {
	Count int64         `json:"count"`
	P50   time.Duration `json:"p50_ns"`
	P99   time.Duration `json:"p99_ns"`
	Max   time.Duration `json:"max_ns"`
}

// Gauges are what a server's process takes.
type Gauges struct {
	CPU        float64 `json:"cpu"`         // processors that it kept busy since the second before
	CPUSeconds float64 `json:"cpu_seconds"` // since its start
	RSS        float64 `json:"rss_bytes"`
	Heap       float64 `json:"heap_bytes"`
	Goroutines float64 `json:"goroutines"`
	Files      float64 `json:"open_files"`
}

// watch looks once a second until ctx ends, and once more then.
func (r *run) watch(ctx context.Context, progress func(Second)) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	var begun, done, failed, errs int64
	own, last := ownCPU(), time.Now()
	warm := r.scenario.WarmUp == 0
	for {
		over := false
		select {
		case <-tick.C:
		case <-ctx.Done():
			over = true
		}
		now := time.Now()
		if !warm && now.Sub(r.begun) >= r.scenario.WarmUp {
			warm = true
		}
		s := Second{At: now.Sub(r.begun).Seconds(), Live: r.tally.live.Load(), Times: map[string]Spot{}, Server: r.meter.read(r.ctx, now)}
		s.Started, begun = delta(r.tally.begun.Load(), begun)
		s.Ended, done = delta(r.tally.done.Load(), done)
		s.Failed, failed = delta(r.tally.failed.Load(), failed)
		s.Errors, errs = delta(r.errs.total(), errs)
		for _, name := range Times() {
			if spot := r.clock.second(name); spot.Count > 0 {
				s.Times[name] = spot
			}
		}
		used := ownCPU()
		s.Own = (used - own).Seconds() / now.Sub(last).Seconds()
		own, last = used, now
		r.seconds = append(r.seconds, s)
		if progress != nil {
			progress(s)
		}
		if over {
			return
		}
	}
}

func delta(now, before int64) (since, is int64) { return now - before, now }

// meter reads a server's metrics.
type meter struct {
	url, token string
	http       *http.Client
	last       *Gauges
	at         time.Time
}

// metricsPatience bounds how long a server may take to tell them.
const metricsPatience = 800 * time.Millisecond

// read returns nil if they cannot be had.
func (m *meter) read(ctx context.Context, now time.Time) *Gauges {
	ctx, cancel := context.WithTimeout(ctx, metricsPatience)
	defer cancel()
	g, err := m.fetch(ctx)
	if err != nil {
		return nil
	}
	if m.last != nil {
		g.CPU = max(0, (g.CPUSeconds-m.last.CPUSeconds)/now.Sub(m.at).Seconds())
	}
	m.last, m.at = g, now
	return g
}

func (m *meter) fetch(ctx context.Context) (*Gauges, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, m.url, nil)
	if err != nil {
		return nil, err
	}
	if m.token != "" {
		request.Header.Set("Authorization", "Bearer "+m.token)
	}
	response, err := m.http.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }() // it was read
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the metrics answer %s", response.Status)
	}
	var g Gauges
	wanted := map[string]*float64{
		"process_cpu_seconds_total": &g.CPUSeconds, "process_resident_memory_bytes": &g.RSS, "go_memstats_heap_inuse_bytes": &g.Heap,
		"go_goroutines": &g.Goroutines, "process_open_fds": &g.Files,
	}
	lines := bufio.NewScanner(response.Body)
	for lines.Scan() {
		name, value, _ := strings.Cut(lines.Text(), " ")
		if to := wanted[name]; to != nil {
			if *to, err = strconv.ParseFloat(value, 64); err != nil {
				return nil, err
			}
		}
	}
	return &g, lines.Err()
}

// loadAverage is the machine's over a minute, where it can be had; else empty.
func loadAverage() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	first, _, _ := strings.Cut(string(text), " ")
	return first
}
