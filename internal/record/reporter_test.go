package record_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"ringline/internal/call"
	"ringline/internal/record"
)

// shelf keeps what is reported; it fails, or is slow, when it is told to.
type shelf struct {
	mu     sync.Mutex
	lots   [][]record.Report
	broken bool
	slow   time.Duration
}

func (s *shelf) SaveReports(_ context.Context, reports []record.Report) error {
	time.Sleep(s.slow)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken {
		return errors.New("no room on the shelf")
	}
	s.lots = append(s.lots, reports)
	return nil
}

func (s *shelf) sizes() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []int
	for _, lot := range s.lots {
		all = append(all, len(lot))
	}
	return fmt.Sprint(all)
}

func reporting(t *testing.T, s *shelf) (r *record.Reporter, counted func(outcome string) float64, stop func()) {
	t.Helper()
	reg := prometheus.NewRegistry()
	r = record.NewReporter(s, reg, slog.New(slog.DiscardHandler))
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- r.Run(ctx) }()
	counted = func(outcome string) float64 {
		all, err := reg.Gather()
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range all[0].Metric {
			if m.Label[0].GetValue() == outcome {
				return m.Counter.GetValue()
			}
		}
		return 0
	}
	return r, counted, func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

func one(id call.ID, leg int, rtt float64) record.Report {
	return record.Report{Call: call.Ref{App: 1, ID: id}, Leg: leg, At: noon, Statistics: record.Statistics{RTT: &rtt}}
}

// What comes shortly after each other is one write, in which each leg has what it said last.
func TestReporterBatches(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &shelf{}
		r, counted, stop := reporting(t, s)
		for i := range 10 {
			r.Add(one("c", 0, float64(i)))
			r.Add(one("c", 1, float64(100+i)))
		}
		time.Sleep(time.Second)
		if s.sizes() != "[2]" {
			t.Fatalf("written in lots of %s", s.sizes())
		}
		for _, report := range s.lots[0] {
			if want := 9 + 100*float64(report.Leg); *report.RTT != want {
				t.Errorf("leg %d: %v, want %v", report.Leg, *report.RTT, want)
			}
		}
		for i := range 600 {
			r.Add(one(call.ID(fmt.Sprint(i)), 0, 1))
		}
		time.Sleep(time.Second)
		r.Add(one("last", 0, 1)) // and is stopped at once
		stop()
		if s.sizes() != "[2 256 256 88 1]" || counted("kept") != 603 {
			t.Errorf("written in lots of %s, %v counted", s.sizes(), counted("kept"))
		}
	})
}

// P17: a store that does not answer holds nobody up, and what waits has a bound.
func TestReporterNeverBlocks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &shelf{slow: time.Hour}
		r, counted, stop := reporting(t, s)
		begun := time.Now()
		r.Add(one("first", 0, 1))
		time.Sleep(time.Second) // it is being written now
		for i := range 5000 {
			r.Add(one(call.ID(fmt.Sprint(i)), 0, 1))
		}
		r.Add(one("0", 0, 2)) // takes the place of one that waits
		if since := time.Since(begun); since != time.Second || counted("full") != 5000-4096 {
			t.Errorf("waited for %v, %v were lost", since, counted("full"))
		}
		stop()
		if counted("kept") != 4097 {
			t.Errorf("%v kept", counted("kept"))
		}
	})
}

func TestReporterStoreFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &shelf{broken: true}
		r, counted, stop := reporting(t, s)
		r.Add(one("c", 0, 1))
		time.Sleep(time.Second)
		s.mu.Lock()
		s.broken = false
		s.mu.Unlock()
		r.Add(one("c", 0, 2))
		time.Sleep(time.Second)
		stop()
		if counted("failed") != 1 || counted("kept") != 1 || s.sizes() != "[1]" {
			t.Errorf("%v failed, %v kept, %s", counted("failed"), counted("kept"), s.sizes())
		}
	})
}
