package sqlite

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

type metrics struct {
	changes  prometheus.Counter
	refused  prometheus.Counter
	tasks    prometheus.Counter
	failures prometheus.Counter
	batch    prometheus.Histogram
	seconds  prometheus.Histogram
	waiting  prometheus.GaugeFunc
	up       prometheus.GaugeFunc
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
			Name: "ringline_store_failures_total", Help: "Transactions that failed, after which the database was opened again.",
		}),
		batch: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "ringline_store_batch_changes", Help: "Changes that shared a transaction.",
			Buckets: prometheus.ExponentialBuckets(1, 2, 10),
		}),
		seconds: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "ringline_store_commit_seconds", Help: "From the begin of a transaction to its place on the disk.",
			Buckets: prometheus.ExponentialBuckets(0.0001, 2.5, 12),
		}),
		waiting: prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "ringline_store_queue_length", Help: "Changes that wait to be written.",
		}, func() float64 { return float64(s.queue.len()) }),
		up: prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "ringline_store_up", Help: "1 while the database can be used, 0 while its disk cannot be written.",
		}, func() float64 {
			if s.troubled() {
				return 0
			}
			return 1
		}),
	}
}

func (m *metrics) all() []prometheus.Collector {
	return []prometheus.Collector{m.changes, m.refused, m.tasks, m.failures, m.batch, m.seconds, m.waiting, m.up}
}

// committed counts a batch.
func (m *metrics) committed(batch []*pending, took time.Duration) {
	var accepted, refused, tasks float64
	for _, p := range batch {
		switch {
		case p.task != nil:
			tasks++
		case p.err == nil:
			accepted++
		default:
			refused++
		}
	}
	m.changes.Add(accepted)
	m.refused.Add(refused)
	m.tasks.Add(tasks)
	m.batch.Observe(float64(len(batch)))
	m.seconds.Observe(took.Seconds())
}

// Describe and Collect implement prometheus.Collector, so that the server can register the store.

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
