package external

import "github.com/prometheus/client_golang/prometheus"

// Metrics counts for all external servers together.
type Metrics struct {
	up      *prometheus.GaugeVec
	rooms   *prometheus.GaugeVec
	reports *prometheus.CounterVec
}

// NewMetrics makes the counters; reg may be nil.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	m := &Metrics{
		up: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "ringline_media_external_up", Help: "Whether a LiveKit server of the operator answers and takes our key.",
		}, []string{"host"}),
		rooms: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "ringline_media_external_rooms", Help: "Rooms of calls on a LiveKit server of the operator, looked at every five seconds.",
		}, []string{"host"}),
		reports: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "ringline_media_webhooks_total",
			Help: "What came as an event of a LiveKit server of the operator: taken, or without effect because it is repeated, foreign, forged, large, garbled or failed.",
		}, []string{"host", "outcome"}),
	}
	if reg != nil {
		reg.MustRegister(m.up, m.rooms, m.reports)
	}
	return m
}

// metrics is what is counted of one server; nil counts nothing.
type metrics struct {
	all  *Metrics
	host string
}

func (m *Metrics) of(host string) *metrics {
	for _, o := range []outcome{taken, repeated, foreign, forged, large, garbled, failed} {
		m.reports.WithLabelValues(host, string(o))
	}
	return &metrics{m, host}
}

func (m *metrics) look(up bool, rooms int) {
	if m == nil {
		return
	}
	n := 0.0
	if up {
		n = 1
	}
	m.all.up.WithLabelValues(m.host).Set(n)
	m.all.rooms.WithLabelValues(m.host).Set(float64(rooms))
}

func (m *metrics) report(o outcome) {
	if m != nil {
		m.all.reports.WithLabelValues(m.host, string(o)).Inc()
	}
}
