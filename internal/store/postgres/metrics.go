package postgres

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"ringline/internal/store/metrics"
)

func newMetrics(s *Store) *metrics.Metrics {
	busy := prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "ringline_store_connections_busy", Help: "Connections to the database that are in use.",
	}, func() float64 { return float64(s.commits.Stat().AcquiredConns() + s.pool.Stat().AcquiredConns()) })
	return metrics.New(s.queue.len, func() bool { return !s.down.Load() }, s.away, busy)
}

func newAway() prometheus.Counter {
	return prometheus.NewCounter(prometheus.CounterOpts{
		Name: "ringline_store_away_total", Help: "Times that what other servers commit could not be heard, and was looked for.",
	})
}

// committed counts a batch. It took no time if it was tried before.
func (s *Store) committed(verdicts []verdict, took time.Duration) {
	accepted := 0
	for i := range verdicts {
		if verdicts[i].refusal() == nil {
			accepted++
		}
	}
	s.metrics.Committed(accepted, len(verdicts)-accepted, 0, took)
}

// Describe implements [prometheus.Collector], so that the server can register the store.
func (s *Store) Describe(ch chan<- *prometheus.Desc) { s.metrics.Describe(ch) }

// Collect implements [prometheus.Collector].
func (s *Store) Collect(ch chan<- prometheus.Metric) { s.metrics.Collect(ch) }
