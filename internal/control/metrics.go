package control

import (
	"errors"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"ringline/internal/call"
)

type metrics struct {
	commands  *prometheus.CounterVec
	duration  prometheus.Histogram
	started   prometheus.Counter
	calls     *prometheus.GaugeVec
	results   *prometheus.CounterVec
	answer    prometheus.Histogram
	talk      prometheus.Histogram
	lateness  prometheus.Histogram
	ringing   prometheus.Gauge
	connected prometheus.Gauge
	shared    bool // calls of other nodes end here, and ours there: they are counted elsewhere
}

// newMetrics counts for r; nil counts for nobody.
func newMetrics(r prometheus.Registerer, shared bool) *metrics {
	m := &metrics{
		shared: shared,
		commands: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "ringline_commands_total", Help: "Commands by rule and outcome; ok or the error's word.",
		}, []string{"rule", "outcome"}),
		duration: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "ringline_command_seconds", Help: "From command to committed answer.",
			Buckets: prometheus.ExponentialBuckets(0.0001, 2.5, 12),
		}),
		started: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "ringline_calls_started_total", Help: "Calls that began.",
		}),
		calls: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "ringline_calls", Help: "Live calls by state: ringing (nobody answered yet) or connected. Of several nodes one counts those of all.",
		}, []string{"state"}),
		results: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "ringline_calls_ended_total", Help: "Calls that ended, by result and reason.",
		}, []string{"result", "reason"}),
		answer: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "ringline_answer_seconds", Help: "From the start of a call to its first answer.",
			Buckets: []float64{0.5, 1, 2, 3, 5, 8, 13, 20, 30, 60, 120, 300, 600},
		}),
		talk: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "ringline_talk_seconds", Help: "From the first answer of a call to its end.",
			Buckets: []float64{1, 5, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200},
		}),
		lateness: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "ringline_deadline_lateness_seconds", Help: "From a ring deadline to the committed no answer.",
			Buckets: []float64{0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10},
		}),
	}
	m.ringing, m.connected = m.calls.WithLabelValues("ringing"), m.calls.WithLabelValues("connected")
	if r != nil {
		r.MustRegister(m.commands, m.duration, m.started, m.calls, m.results, m.answer, m.talk, m.lateness)
	}
	return m
}

func (m *metrics) command(rule string, err error, took time.Duration) {
	m.commands.WithLabelValues(rule, outcome(err)).Inc()
	m.duration.Observe(took.Seconds())
}

func outcome(err error) string {
	if err == nil {
		return "ok"
	}
	var refused *call.Error
	if errors.As(err, &refused) {
		return string(refused.Code)
	}
	return string(call.CodeInternal)
}

// live sets the gauges at start.
func (m *metrics) live(calls []call.Call) {
	for i := range calls {
		m.state(&calls[i]).Inc()
	}
}

func (m *metrics) counted(ringing, connected int) {
	m.ringing.Set(float64(ringing))
	m.connected.Set(float64(connected))
}

func (m *metrics) state(c *call.Call) prometheus.Gauge {
	if c.Answered() {
		return m.connected
	}
	return m.ringing
}

func (m *metrics) committed(ch *call.Change) {
	c := &ch.To
	answeredNow := c.Answered() && c.AnsweredAt.After(before(ch))
	if ch.From == 0 {
		m.started.Inc()
	}
	switch {
	case m.shared:
	case ch.From == 0:
		m.state(c).Inc()
	case answeredNow:
		m.ringing.Dec()
		m.connected.Inc()
	}
	if answeredNow {
		m.answer.Observe(c.AnsweredAt.Sub(c.StartedAt).Seconds())
	}
	for _, n := range ch.Legs {
		if l := &c.Legs[n]; l.Reason == call.NoAnswer {
			m.lateness.Observe(l.GoneAt.Sub(l.Deadline).Seconds())
		}
	}
	if c.End != nil {
		if !m.shared {
			m.state(c).Dec()
		}
		m.results.WithLabelValues(string(c.End.Result), string(c.End.Reason)).Inc()
		if c.Answered() {
			m.talk.Observe(c.End.At.Sub(c.AnsweredAt).Seconds())
		}
	}
}

// before is a moment between the change's events and the call's earlier ones.
func before(ch *call.Change) time.Time { return ch.Events[0].At.Add(-1) }
