package postgres

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// metrics have the names of those of the file's store, where they are the same.
type metrics struct {
	changes  prometheus.Counter
	refused  prometheus.Counter
	tasks    prometheus.Counter
	failures prometheus.Counter
	away     prometheus.Counter
	batch    prometheus.Histogram
	seconds  prometheus.Histogram
	waiting  prometheus.GaugeFunc
	up       prometheus.GaugeFunc
	busy     prometheus.GaugeFunc
}

func newMetrics(s *Store) *metrics {
	return &metrics{
		changes: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "ringline_store_changes_total", Help: "Changes made durable.",
		}),
		refused: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "ringline_store_refused_total", Help: "Changes refused as stale, claimed or repeated.",
		}),
		tasks: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "ringline_store_tasks_total", Help: "Writes other than changes of calls: apps, deliveries, profiles.",
		}),
		failures: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "ringline_store_failures_total", Help: "Transactions that failed, and whose changes were tried again one by one.",
		}),
		away: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "ringline_store_away_total", Help: "Times that what other servers commit could not be heard, and was looked for.",
		}),
		batch: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "ringline_store_batch_changes", Help: "Changes that shared a transaction.",
			Buckets: prometheus.ExponentialBuckets(1, 2, 8),
		}),
		seconds: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "ringline_store_commit_seconds", Help: "The round trip of a transaction.",
			Buckets: prometheus.ExponentialBuckets(0.0001, 2.5, 12),
		}),
		waiting: prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "ringline_store_queue_length", Help: "Changes that wait to be written.",
		}, func() float64 { return float64(s.queue.len()) }),
		up: prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "ringline_store_up", Help: "1 while the database can be used, 0 after it did not answer.",
		}, func() float64 {
			if s.down.Load() {
				return 0
			}
			return 1
		}),
		busy: prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "ringline_store_connections_busy", Help: "Connections to the database that are in use.",
		}, func() float64 { return float64(s.commits.Stat().AcquiredConns() + s.pool.Stat().AcquiredConns()) }),
	}
}

func (m *metrics) all() []prometheus.Collector {
	return []prometheus.Collector{m.changes, m.refused, m.tasks, m.failures, m.away, m.batch, m.seconds, m.waiting, m.up, m.busy}
}

// committed counts a batch. It took no time if it was tried before.
func (m *metrics) committed(batch []*pending, verdicts []error, took time.Duration) {
	accepted := 0
	for _, err := range verdicts {
		if err == nil {
			accepted++
		}
	}
	m.changes.Add(float64(accepted))
	m.refused.Add(float64(len(batch) - accepted))
	m.batch.Observe(float64(len(batch)))
	if took > 0 {
		m.seconds.Observe(took.Seconds())
	}
}

// Describe implements [prometheus.Collector].
func (s *Store) Describe(ch chan<- *prometheus.Desc) {
	for _, c := range s.metrics.all() {
		c.Describe(ch)
	}
}

// Collect implements [prometheus.Collector].
func (s *Store) Collect(ch chan<- prometheus.Metric) {
	for _, c := range s.metrics.all() {
		c.Collect(ch)
	}
}
