package webhook

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// metrics has no labels of apps: nobody learns of another app's traffic, and there are as many series as here.
type metrics struct {
	attempts *prometheus.CounterVec
	settled  *prometheus.CounterVec
	open     prometheus.Gauge
	pending  prometheus.Gauge
	oldest   prometheus.Gauge
	first    prometheus.Histogram
	took     prometheus.Histogram
}

func newMetrics(r prometheus.Registerer) *metrics {
	m := &metrics{
		attempts: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "ringline_webhook_attempts_total", Help: "Webhook requests by what became of them.",
		}, []string{"outcome"}),
		settled: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "ringline_webhook_settled_total", Help: "Webhook messages that stopped being pending, by their new state.",
		}, []string{"state"}),
		open: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "ringline_webhook_open_requests", Help: "Webhook requests under way.",
		}),
		pending: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "ringline_webhook_pending", Help: "Webhook messages that no receiver has taken yet.",
		}),
		oldest: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "ringline_webhook_oldest_pending_seconds", Help: "Age of the oldest of them; 0 if there is none.",
		}),
		first: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "ringline_webhook_first_attempt_seconds", Help: "From an event to the first request that tells of it.",
			Buckets: []float64{.001, .003, .01, .03, .1, .3, 1, 3, 10, 60, 600, 3600},
		}),
		took: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "ringline_webhook_request_seconds", Help: "How long webhook requests took.",
			Buckets: []float64{.001, .003, .01, .03, .1, .3, 1, 2, 3, 10},
		}),
	}
	for _, o := range outcomes() {
		m.attempts.WithLabelValues(string(o))
	}
	for _, s := range []State{Delivered, GivenUp, Canceled} {
		m.settled.WithLabelValues(string(s))
	}
	if r != nil {
		r.MustRegister(m.attempts, m.settled, m.open, m.pending, m.oldest, m.first, m.took)
	}
	return m
}

// attempted counts an attempt.
func (m *metrics) attempted(what outcome, took time.Duration) {
	m.attempts.WithLabelValues(string(what)).Inc()
	m.took.Observe(took.Seconds())
}

// backlog sets what is pending of all apps.
func (m *metrics) backlog(all []Backlog, now time.Time) {
	n, oldest := 0, now
	for _, b := range all {
		n += b.Pending
		if b.Oldest.Before(oldest) {
			oldest = b.Oldest
		}
	}
	m.pending.Set(float64(n))
	m.oldest.Set(now.Sub(oldest).Seconds())
}
