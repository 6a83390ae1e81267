// Package metrics is what all stores on disk count, under the same names, so that dashboards need not know which one it is.
//
// It counts what it is told, and asks nobody but for the two gauges.
package metrics

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Metrics are a store's. It is a [prometheus.Collector] of all of them.
type Metrics struct {
	Tasks    prometheus.Counter
	Failures prometheus.Counter

	changes, refused prometheus.Counter
	batch, seconds   prometheus.Histogram
	all              []prometheus.Collector
}

// New makes the metrics of a store that says how many changes wait, and whether its database can be used; more are those that it has beside them.
func New(waiting func() int, usable func() bool, more ...prometheus.Collector) *Metrics {
	counter := func(name, help string) prometheus.Counter {
		return prometheus.NewCounter(prometheus.CounterOpts{Name: name, Help: help})
	}
	gauge := func(name, help string, f func() float64) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, f)
	}
	m := &Metrics{
		changes:  counter("ringline_store_changes_total", "Changes made durable."),
		refused:  counter("ringline_store_refused_total", "Changes refused as stale, claimed or repeated."),
		Tasks:    counter("ringline_store_tasks_total", "Writes other than changes of calls: apps, deliveries, profiles."),
		Failures: counter("ringline_store_failures_total", "Transactions that failed. A file is opened again then, in PostgreSQL each change is tried by itself."),
		batch: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "ringline_store_batch_changes", Help: "Changes that shared a transaction.", Buckets: prometheus.ExponentialBuckets(1, 2, 10),
		}),
		seconds: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "ringline_store_commit_seconds", Help: "From the begin of a transaction until it is on disk, as far as the store is told.",
			Buckets: prometheus.ExponentialBuckets(0.0001, 2.5, 12),
		}),
	}
	m.all = append([]prometheus.Collector{
		m.changes, m.refused, m.Tasks, m.Failures, m.batch, m.seconds,
		gauge("ringline_store_queue_length", "Changes that wait to be written.", func() float64 { return float64(waiting()) }),
		gauge("ringline_store_up", "1 while the database can be used, 0 while it cannot.", func() float64 {
			if usable() {
				return 1
			}
			return 0
		}),
	}, more...)
	return m
}

// Committed counts a transaction of so many, of which some changes were accepted, some refused, and some were other tasks. It took no time if it
// was tried before.
func (m *Metrics) Committed(accepted, refused, tasks int, took time.Duration) {
	m.changes.Add(float64(accepted))
	m.refused.Add(float64(refused))
	m.Tasks.Add(float64(tasks))
	m.batch.Observe(float64(accepted + refused + tasks))
	if took > 0 {
		m.seconds.Observe(took.Seconds())
	}
}

// Describe implements [prometheus.Collector].
func (m *Metrics) Describe(ch chan<- *prometheus.Desc) {
	for _, c := range m.all {
		c.Describe(ch)
	}
}

// Collect implements [prometheus.Collector].
func (m *Metrics) Collect(ch chan<- prometheus.Metric) {
	for _, c := range m.all {
		c.Collect(ch)
	}
}
