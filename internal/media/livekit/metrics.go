package livekit

import (
	"strings"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
)

// Metrics gathers LiveKit's own metrics, whose names begin with livekit_, to be joined with ours:
//
//	prometheus.Gatherers{ours, livekit.Metrics()}
//
// LiveKit registers them in the default registry once per process. That registry holds the Go runtime's and the
// process' metrics as well; those are left out here, so that ours may have them.
func Metrics() prometheus.Gatherer {
	return prometheus.GathererFunc(func() ([]*dto.MetricFamily, error) {
		all, err := prometheus.DefaultGatherer.Gather()
		var own []*dto.MetricFamily
		for _, f := range all {
			if strings.HasPrefix(f.GetName(), "livekit_") {
				own = append(own, f)
			}
		}
		return own, err
	})
}
