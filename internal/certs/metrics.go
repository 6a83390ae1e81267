package certs

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

type metrics struct {
	notAfter *prometheus.GaugeVec
	failures prometheus.Counter
}

// newMetrics counts for r; nil counts for nobody.
func newMetrics(r prometheus.Registerer) *metrics {
	m := &metrics{
		notAfter: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "ringline_tls_certificate_not_after_seconds", Help: "When the certificate in use expires, in seconds of Unix time.",
		}, []string{"host"}),
		failures: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "ringline_tls_failures_total", Help: "New certificates that could not be used or not be had.",
		}),
	}
	if r != nil {
		r.MustRegister(m.notAfter, m.failures)
	}
	return m
}

func (m *metrics) expiry(host string, at time.Time) {
	m.notAfter.WithLabelValues(host).Set(float64(at.Unix()))
}

func (m *metrics) failed() { m.failures.Inc() }
