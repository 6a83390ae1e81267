package sqlite

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"ringline/internal/store/metrics"
)

func newMetrics(s *Store) *metrics.Metrics {
	return metrics.New(s.queue.len, func() bool { return !s.troubled() })
}

// committed counts a batch.
func (s *Store) committed(batch []*pending, took time.Duration) {
	accepted, refused, tasks := 0, 0, 0
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
	s.metrics.Committed(accepted, refused, tasks, took)
}

// Describe implements [prometheus.Collector], so that the server can register the store.
func (s *Store) Describe(ch chan<- *prometheus.Desc) { s.metrics.Describe(ch) }

// Collect implements [prometheus.Collector].
func (s *Store) Collect(ch chan<- prometheus.Metric) { s.metrics.Collect(ch) }
