package httpapi

import (
	"log/slog"
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Metrics shows our own registry together with Prometheus' default one, where the embedded media server
// and the Go runtime report. Our registry must therefore not hold the Go and process collectors as well.
func Metrics(ours *prometheus.Registry, log *slog.Logger) http.Handler {
	return promhttp.HandlerFor(prometheus.Gatherers{ours, prometheus.DefaultGatherer}, promhttp.HandlerOpts{
		ErrorLog:      slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		ErrorHandling: promhttp.ContinueOnError, // a foreign metric that is wrong must not hide ours
	})
}
