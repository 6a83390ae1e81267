package cluster

import (
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

type metrics struct {
	nodes  prometheus.Gauge
	duties prometheus.Gauge
	took   prometheus.Histogram
	last   atomic.Int64 // when the last beat began, Unix nanoseconds; 0 is never
}

// newMetrics counts for r; nil counts for nobody.
func newMetrics(r prometheus.Registerer) *metrics {
	m := &metrics{
		nodes:  prometheus.NewGauge(prometheus.GaugeOpts{Name: "ringline_nodes", Help: "Nodes that live, as this one knows."}),
		duties: prometheus.NewGauge(prometheus.GaugeOpts{Name: "ringline_node_duties", Help: "Duties that this node has."}),
		took: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "ringline_node_beat_seconds", Help: "How long it takes to tell the other nodes that this one lives. From 3 on it is dead to them.",
			Buckets: []float64{0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3},
		}),
	}
	late := prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "ringline_node_beat_age_seconds", Help: "How long ago this node told the others that it lives. From 3 on it is dead to them.",
	}, func() float64 {
		last := m.last.Load()
		if last == 0 {
			return 0
		}
		return time.Since(time.Unix(0, last)).Seconds()
	})
	if r != nil {
		r.MustRegister(m.nodes, m.duties, m.took, late)
	}
	return m
}

func (m *metrics) beaten(living int, begun time.Time) {
	m.nodes.Set(float64(living))
	m.took.Observe(time.Since(begun).Seconds())
	m.last.Store(begun.UnixNano())
}
