package sqlite_test

import (
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"ringline/internal/store/sqlite"
)

func TestConfig(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*sqlite.Config)
		want   string // part of the error; empty means none
	}{
		"defaults":       {func(*sqlite.Config) {}, ""},
		"no path":        {func(c *sqlite.Config) { c.Path = "" }, "path is empty"},
		"no readers":     {func(c *sqlite.Config) { c.Readers = 0 }, "readers must be 1 to 64, not 0"},
		"many readers":   {func(c *sqlite.Config) { c.Readers = 65 }, "not 65"},
		"no queue":       {func(c *sqlite.Config) { c.Queue = 0 }, "queue must be 1 to 1000000, not 0"},
		"all of it, too": {func(c *sqlite.Config) { *c = sqlite.Config{} }, "path is empty: name the database file\nreaders"},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := sqlite.Default()
			cfg.Path = "ringline.db"
			test.change(&cfg)
			err := cfg.Validate()
			switch {
			case test.want == "" && err != nil:
				t.Error(err)
			case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
				t.Errorf("the error is %v, want %q", err, test.want)
			}
		})
	}
}

// TestMetrics checks that the store can be registered as it is and counts what happens.
func TestMetrics(t *testing.T) {
	store := open(t, t.TempDir())
	registry := prometheus.NewPedanticRegistry()
	registry.MustRegister(store)
	end(t, store, start(t, store, 1))

	families, err := registry.Gather()
	must(t, err)
	got := map[string]float64{}
	for _, family := range families {
		for _, m := range family.GetMetric() {
			got[family.GetName()] = m.GetCounter().GetValue() + m.GetGauge().GetValue() + m.GetHistogram().GetSampleSum()
		}
	}
	for name, want := range map[string]float64{
		"ringline_store_changes_total":  2,
		"ringline_store_refused_total":  0,
		"ringline_store_failures_total": 0,
		"ringline_store_batch_changes":  2,
		"ringline_store_queue_length":   0,
		"ringline_store_up":             1,
	} {
		if value, found := got[name]; !found || value != want {
			t.Errorf("%s is %v, want %v", name, value, want)
		}
	}
	if got["ringline_store_commit_seconds"] <= 0 {
		t.Error("commits take no time")
	}
}
