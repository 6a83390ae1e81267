package v4

import (
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

type metrics struct {
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
}

// newMetrics counts for r; nil counts for nobody.
func newMetrics(r prometheus.Registerer) *metrics {
	m := &metrics{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "ringline_v4_requests_total", Help: "Requests to the v4 API by command and ErrorCode.",
		}, []string{"command", "code"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "ringline_v4_request_seconds", Help: "From the header of a v4 request to its answer.",
			Buckets: prometheus.ExponentialBuckets(0.0001, 2.5, 12),
		}, []string{"command"}),
	}
	if r != nil {
		r.MustRegister(m.requests, m.seconds)
	}
	return m
}

// commandMetrics are one command's own, looked up once.
type commandMetrics struct {
	requests *prometheus.CounterVec // by code
	ok       prometheus.Counter
	seconds  prometheus.Observer
}

func (m *metrics) of(command string) commandMetrics {
	requests := m.requests.MustCurryWith(prometheus.Labels{"command": command})
	return commandMetrics{
		requests: requests,
		ok:       requests.WithLabelValues(strconv.Itoa(codeOK)),
		seconds:  m.seconds.WithLabelValues(command),
	}
}

func (m *commandMetrics) observe(f *fault, took time.Duration) {
	if f == nil {
		m.ok.Inc()
	} else {
		m.requests.WithLabelValues(strconv.Itoa(f.number)).Inc()
	}
	m.seconds.Observe(took.Seconds())
}
