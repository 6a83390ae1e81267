package redis

import "github.com/prometheus/client_golang/prometheus"

type metrics struct {
	sent, heard, unsent, holes, strange prometheus.Counter
}

// newMetrics counts for r; nil counts for nobody.
func newMetrics(r prometheus.Registerer, l *Link) *metrics {
	counter := func(name, help string) prometheus.Counter {
		return prometheus.NewCounter(prometheus.CounterOpts{Name: name, Help: help})
	}
	m := &metrics{
		sent:    counter("ringline_redis_sent_total", "Words, questions and answers sent to the other servers."),
		heard:   counter("ringline_redis_heard_total", "Words heard from other servers."),
		unsent:  counter("ringline_redis_unsent_total", "Words that could not be sent to the other servers, whose clients look again then."),
		holes:   counter("ringline_redis_holes_total", "Times that words of another server were missed."),
		strange: counter("ringline_redis_strange_total", "Messages heard that are not of this version or not ours."),
	}
	if r == nil {
		return m
	}
	gauge := func(name, help string, value func() float64) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, value)
	}
	r.MustRegister(m.sent, m.heard, m.unsent, m.holes, m.strange,
		gauge("ringline_redis_whole", "1 while the other servers can be reached, 0 while Redis is away.", func() float64 {
			if l.Whole() {
				return 1
			}
			return 0
		}),
		gauge("ringline_redis_servers", "Other servers that are heard of.", func() float64 { return float64(len(l.Peers())) }))
	return m
}
