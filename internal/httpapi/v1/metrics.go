package v1

import (
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

type metrics struct {
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	replayed prometheus.Counter
}

// newMetrics counts for r; nil counts for nobody. No label says in which app (P16).
func newMetrics(r prometheus.Registerer) *metrics {
	m := &metrics{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "ringline_v1_requests_total", Help: "Requests to /api/v1 by operation and HTTP status.",
		}, []string{"operation", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "ringline_v1_request_seconds", Help: "From the header of a request to /api/v1 to the end of its answer.",
			Buckets: prometheus.ExponentialBuckets(0.0002, 3, 12),
		}, []string{"operation"}),
		replayed: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "ringline_v1_replies_repeated_total", Help: "Answers of /api/v1 that were given again for their idempotency key.",
		}),
	}
	if r != nil {
		r.MustRegister(m.requests, m.seconds, m.replayed)
	}
	return m
}

func (m *metrics) observe(operation string, status int, took time.Duration) {
	m.requests.WithLabelValues(operation, strconv.Itoa(status)).Inc()
	m.seconds.WithLabelValues(operation).Observe(took.Seconds())
}
