package record

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"ringline/internal/call"
)

const (
	reportsWaiting = 4096                   // legs whose report may wait; of others it is lost
	reportsAtOnce  = 256                    // most reports of one write
	reportsPause   = 250 * time.Millisecond // how long the first one waits for others, so that few writes are needed
	reportsTimeout = 5 * time.Second        // of one write
)

// Reports keeps what devices report; a [Store] does.
type Reports interface {
	SaveReports(ctx context.Context, reports []Report) error
}

// Reporter has written down what devices report, in the background and in small batches, so that no command of a call waits
// for it. Of a leg only the latest report waits. What it cannot keep up with, or the store does not take, is lost and counted,
// as ringline_call_reports_total: nothing depends on it, and the next report says it all.
type Reporter struct {
	store Reports
	log   *slog.Logger

	mu      sync.Mutex
	waiting map[legKey]Report
	filled  chan struct{} // has an element when something may wait

	kept, full, failed prometheus.Counter
}

type legKey struct {
	call call.Ref
	leg  int
}

// NewReporter returns a reporter whose reports are written while [Reporter.Run] runs. reg may be nil.
func NewReporter(store Reports, reg prometheus.Registerer, log *slog.Logger) *Reporter {
	count := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "ringline_call_reports_total",
		Help: "Statistics that devices reported: kept, lost because too much waited (full) or because the store failed (failed).",
	}, []string{"outcome"})
	if reg != nil {
		reg.MustRegister(count)
	}
	return &Reporter{
		store: store, log: log, waiting: map[legKey]Report{}, filled: make(chan struct{}, 1),
		kept: count.WithLabelValues("kept"), full: count.WithLabelValues("full"), failed: count.WithLabelValues("failed"),
	}
}

// Add takes a report in the place of an earlier one of the same leg. It never blocks.
func (r *Reporter) Add(report Report) {
	key := legKey{report.Call, report.Leg}
	r.mu.Lock()
	_, there := r.waiting[key]
	room := there || len(r.waiting) < reportsWaiting
	if room {
		r.waiting[key] = report
	}
	r.mu.Unlock()
	if !room {
		r.full.Inc()
		return
	}
	select {
	case r.filled <- struct{}{}:
	default:
	}
}

// Run writes until ctx is done, and then what still waits.
func (r *Reporter) Run(ctx context.Context) error {
	for {
		select {
		case <-r.filled:
		case <-ctx.Done():
			r.write(ctx)
			return nil
		}
		select {
		case <-time.After(reportsPause):
		case <-ctx.Done():
		}
		r.write(ctx)
	}
}

// write writes all that waits. It outlasts ctx: what was reported before the end is worth keeping.
func (r *Reporter) write(ctx context.Context) {
	for {
		lot := r.take()
		if len(lot) == 0 {
			return
		}
		late, cancel := context.WithTimeout(context.WithoutCancel(ctx), reportsTimeout)
		err := r.store.SaveReports(late, lot)
		cancel()
		if err != nil {
			r.failed.Add(float64(len(lot)))
			r.log.Warn("what devices reported of their media could not be written down and is lost",
				slog.Int("reports", len(lot)), slog.Any("error", err))
			continue
		}
		r.kept.Add(float64(len(lot)))
	}
}

func (r *Reporter) take() []Report {
	r.mu.Lock()
	defer r.mu.Unlock()
	lot := make([]Report, 0, min(len(r.waiting), reportsAtOnce))
	for key, report := range r.waiting {
		if len(lot) == reportsAtOnce {
			break
		}
		lot = append(lot, report)
		delete(r.waiting, key)
	}
	return lot
}
