package load

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// Limits are what a run must keep, or it has failed. What is 0 is no limit.
type Limits struct {
	Times  map[string]Limit `yaml:"times" json:"times,omitempty"` // by name, see [Times]
	Failed float64          `yaml:"failed" json:"failed"`         // part of the calls that may fail; 0 allows none
	SER    float64          `yaml:"ser" json:"ser"`               // least session establishment ratio
}

// Limit bounds a time.
type Limit struct {
	P50 time.Duration `yaml:"p50" json:"p50_ns,omitempty"`
	P95 time.Duration `yaml:"p95" json:"p95_ns,omitempty"`
	P99 time.Duration `yaml:"p99" json:"p99_ns,omitempty"`
	Max time.Duration `yaml:"max" json:"max_ns,omitempty"`
}

// Missed lists the limits that a result does not keep, in words.
func (l *Limits) missed(r *Result) (all []string) {
	for _, name := range slices.Sorted(maps.Keys(l.Times)) {
		limit, got := l.Times[name], r.Time(name)
		if got == nil || got.Count == 0 {
			all = append(all, fmt.Sprintf("%s has a limit and was never measured", name))
			continue
		}
		for _, q := range []struct {
			what       string
			limit, got time.Duration
		}{{"p50", limit.P50, got.P50}, {"p95", limit.P95, got.P95}, {"p99", limit.P99, got.P99}, {"max", limit.Max, got.Max}} {
			if q.limit > 0 && q.got > q.limit {
				all = append(all, fmt.Sprintf("%s %s is %s, more than %s", name, q.what, short(q.got), short(q.limit)))
			}
		}
	}
	if failed := r.Ratio(r.Calls.Failed); failed > l.Failed {
		all = append(all, fmt.Sprintf("%d of %d calls failed", r.Calls.Failed, r.Calls.Asked))
	}
	if l.SER > 0 && r.Sessions.SER < l.SER {
		all = append(all, fmt.Sprintf("the session establishment ratio is %.3f, less than %.3f", r.Sessions.SER, l.SER))
	}
	return all
}
