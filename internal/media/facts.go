package media

import (
	"context"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"ringline/internal/record"
)

const (
	factsWaiting = 4096                   // most facts that wait; what comes beyond is lost
	factsAtOnce  = 256                    // most facts of one write
	factsPause   = 100 * time.Millisecond // how long a write waits for more, so that few are needed
	factsTimeout = 5 * time.Second        // of one write
)

// FactStore keeps what was seen of calls; a [record.Store] does.
type FactStore interface {
	AddFacts(ctx context.Context, facts []record.Fact) error
}

// Facts has written down what media servers see, for the calls' timelines. It does so in the background, in small batches,
// and never lets a media server wait: what it cannot keep up with, or the store does not take, is lost and counted, as
// ringline_media_facts_total. Nothing depends on a fact.
type Facts struct {
	store   FactStore
	now     func() time.Time
	log     *slog.Logger
	waiting chan record.Fact
	kept    prometheus.Counter
	full    prometheus.Counter
	failed  prometheus.Counter
}

// NewFacts returns facts that are written while [Facts.Run] runs. now is the clock of the calls' events; reg may be nil.
func NewFacts(store FactStore, now func() time.Time, reg prometheus.Registerer, log *slog.Logger) *Facts {
	count := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "ringline_media_facts_total",
		Help: "What media servers saw: kept, lost because too much waited (full) or because the store failed (failed).",
	}, []string{"outcome"})
	if reg != nil {
		reg.MustRegister(count)
	}
	return &Facts{
		store: store, now: now, log: log, waiting: make(chan record.Fact, factsWaiting),
		kept: count.WithLabelValues("kept"), full: count.WithLabelValues("full"), failed: count.WithLabelValues("failed"),
	}
}

// Notice takes note of what a media server saw. It never blocks.
func (f *Facts) Notice(ev Event) {
	select {
	case f.waiting <- factOf(ev, f.now()):
	default:
		f.full.Inc()
	}
}

func factOf(ev Event, at time.Time) record.Fact {
	fact := record.Fact{
		Call: ev.Call, At: at, Source: "media", Kind: string(ev.Type), User: ev.Participant.User, Device: ev.Participant.Device,
	}
	if ev.Reason != "" || ev.Source != "" {
		fact.Detail = map[string]string{}
	}
	if ev.Reason != "" {
		fact.Detail["reason"] = ev.Reason
	}
	if ev.Source != "" {
		fact.Detail["source"] = string(ev.Source)
	}
	return fact
}

// Run writes until ctx is done, and then what still waits.
func (f *Facts) Run(ctx context.Context) error {
	for {
		select {
		case first := <-f.waiting:
			f.write(ctx, f.collect(ctx, first))
		case <-ctx.Done():
			for {
				select {
				case first := <-f.waiting:
					f.write(ctx, f.collect(ctx, first))
				default:
					return nil
				}
			}
		}
	}
}

// collect adds to a first fact what waits, and what comes within the pause unless time is up.
func (f *Facts) collect(ctx context.Context, first record.Fact) []record.Fact {
	batch := []record.Fact{first}
	pause := time.NewTimer(factsPause)
	defer pause.Stop()
	for len(batch) < factsAtOnce {
		select {
		case next := <-f.waiting:
			batch = append(batch, next)
			continue
		default:
		}
		select {
		case next := <-f.waiting:
			batch = append(batch, next)
		case <-pause.C:
			return batch
		case <-ctx.Done():
			return batch
		}
	}
	return batch
}

// write outlasts ctx: what was seen before the end is worth keeping.
func (f *Facts) write(ctx context.Context, batch []record.Fact) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), factsTimeout)
	defer cancel()
	if err := f.store.AddFacts(ctx, batch); err != nil {
		f.failed.Add(float64(len(batch)))
		f.log.Warn("media: what was seen could not be written down and is lost", slog.Int("facts", len(batch)), slog.Any("error", err))
		return
	}
	f.kept.Add(float64(len(batch)))
}
