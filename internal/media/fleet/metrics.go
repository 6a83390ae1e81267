package fleet

import "github.com/prometheus/client_golang/prometheus"

type metrics struct {
	moves   *prometheus.CounterVec
	passing prometheus.Gauge
}

func newMetrics(reg prometheus.Registerer) *metrics {
	m := &metrics{
		moves: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "ringline_media_moves_total",
			Help: "Calls whose media this node gave to another one: because the node that had it was gone (lost), or because this one leaves (leaving).",
		}, []string{"why"}),
		passing: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "ringline_media_passed_on",
			Help: "Clients of this node whose signalling is passed on to the node that has their room.",
		}),
	}
	for _, why := range []string{"lost", "leaving"} {
		m.moves.WithLabelValues(why)
	}
	if reg != nil {
		reg.MustRegister(m.moves, m.passing)
	}
	return m
}

func (m *metrics) moved(lost bool) {
	why := "leaving"
	if lost {
		why = "lost"
	}
	m.moves.WithLabelValues(why).Inc()
}
