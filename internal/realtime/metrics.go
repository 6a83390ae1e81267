package realtime

import (
	"errors"
	"strconv"

	"github.com/prometheus/client_golang/prometheus"

	"ringline/internal/call"
)

type metrics struct {
	logins       *prometheus.CounterVec
	commands     *prometheus.CounterVec
	publications *prometheus.CounterVec
	disconnects  *prometheus.CounterVec
	lapses       prometheus.Counter
	throttled    prometheus.Counter
	firstAudio   prometheus.Histogram
	firstFrame   prometheus.Histogram
}

// untilMedia are the buckets of the times that people wait for sound and picture; a second is what is promised.
var untilMedia = []float64{0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30}

// newMetrics counts for r; nil counts for nobody.
func newMetrics(r prometheus.Registerer, ds *devices) *metrics {
	m := &metrics{
		logins: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "ringline_realtime_logins_total", Help: "Logins of clients by result: ok, limit or the number of the refusal.",
		}, []string{"result"}),
		commands: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "ringline_realtime_commands_total", Help: "Commands of clients by method and result; ok or the error's word.",
		}, []string{"method", "result"}),
		publications: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "ringline_realtime_publications_total", Help: "Messages published, one per user and change, by kind: call or presence.",
		}, []string{"kind"}),
		disconnects: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "ringline_realtime_disconnects_total", Help: "Connections that ended, by code; 3000 is the client's own wish or its network.",
		}, []string{"code"}),
		lapses: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "ringline_realtime_lapses_total", Help: "Devices whose lease ended, in a call or not.",
		}),
		throttled: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "ringline_realtime_throttled_total", Help: "Frames of clients refused because they came too fast.",
		}),
		firstAudio: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "ringline_call_first_audio_seconds", Help: "From being in an answered call to the first sound heard, as devices report it.",
			Buckets: untilMedia,
		}),
		firstFrame: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "ringline_call_first_frame_seconds", Help: "From being in an answered call to the first picture shown, as devices report it.",
			Buckets: untilMedia,
		}),
	}
	if r == nil {
		return m
	}
	devices := func(state string, value func() int) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "ringline_realtime_devices", Help: "Devices that are connected, or away within their lease.",
			ConstLabels: prometheus.Labels{"state": state},
		}, func() float64 { return float64(value()) })
	}
	r.MustRegister(m.logins, m.commands, m.publications, m.disconnects, m.lapses, m.throttled, m.firstAudio, m.firstFrame,
		devices("connected", func() int { connected, _ := ds.count(); return connected }),
		devices("away", func() int { _, away := ds.count(); return away }))
	return m
}

func (m *metrics) command(method string, err error) {
	result := "ok"
	var refused *call.Error
	if errors.As(err, &refused) {
		result = string(refused.Code)
	} else if err != nil {
		told, _ := refusal(err)
		result = strconv.FormatUint(uint64(told.Code), 10)
	}
	m.commands.WithLabelValues(method, result).Inc()
}

func (m *metrics) disconnect(code uint32) {
	m.disconnects.WithLabelValues(strconv.FormatUint(uint64(code), 10)).Inc()
}
