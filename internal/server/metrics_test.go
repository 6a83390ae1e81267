package server

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
	"go.yaml.in/yaml/v3"

	"ringline/internal/config"
	"ringline/internal/redis/redistest"
	"ringline/internal/store/postgres/pgtest"
	"ringline/internal/tenant"
)

// shared is the database server of the package's tests.
var shared pgtest.Shared

// registered is what a server offers Prometheus: the labels of each metric, and which of them are histograms.
type registered struct {
	labels     map[string][]string
	histograms map[string]bool
}

// everything starts a server with all that can be switched on, and a node of a cell, and returns their metrics.
func everything(t *testing.T) registered {
	t.Helper()
	cfg, _ := tlsSettings(t)
	cfg.Trace.Endpoint = "http://127.0.0.1:1" // nobody there
	r := registered{labels: map[string][]string{"up": nil}, histograms: map[string]bool{}}
	r.add(t, cfg)
	cfg = settings(t)
	cfg.Store.URL, cfg.Redis.URL = tenant.Secret(shared.Database(t)), tenant.Secret(redistest.New(t).URL())
	cfg.Cluster.Name, cfg.Cluster.Listen = "node", "127.0.0.1:0"
	r.add(t, cfg)
	if len(r.labels) < 50 || len(r.histograms) < 5 || r.labels["ringline_redis_whole"] == nil {
		t.Fatalf("only %d metrics and %d histograms", len(r.labels), len(r.histograms))
	}
	return r
}

// add starts a server and takes in what it has.
func (r *registered) add(t *testing.T, cfg config.Config) {
	t.Helper()
	s := start(t, cfg)
	defer func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	}()
	descs := make(chan *prometheus.Desc)
	go func() { s.metrics.Describe(descs); close(descs) }()
	pattern := regexp.MustCompile(`^Desc\{fqName: "([^"]+)", .*, constLabels: \{(.*)\}, variableLabels: \{(.*)\}\}$`)
	for d := range descs {
		m := pattern.FindStringSubmatch(d.String())
		if m == nil {
			t.Fatalf("%s: does the pattern still fit?", d)
		}
		var labels []string
		for pair := range strings.SplitSeq(m[2], ",") {
			name, _, _ := strings.Cut(pair, "=")
			labels = append(labels, name)
		}
		r.labels[m[1]] = append(labels, strings.Split(m[3], ",")...)
	}
	families, err := s.metrics.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		if f.GetType() == dto.MetricType_HISTOGRAM {
			r.histograms[f.GetName()] = true
		}
		if r.labels[f.GetName()] == nil {
			r.labels[f.GetName()] = []string{} // the collectors of the process and the runtime describe only some
		}
	}
}

var (
	promString   = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
	promRange    = regexp.MustCompile(`\[[^\]]*\]`)
	promGrouping = regexp.MustCompile(`\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)`)
	promSelector = regexp.MustCompile(`([a-zA-Z_:][a-zA-Z0-9_:]*)\s*(\{[^}]*\})?(\s*\()?`)
	promMatcher  = regexp.MustCompile(`([a-zA-Z_][a-zA-Z0-9_]*)\s*(?:=~|!~|!=|=)`)
	promWords    = []string{"and", "or", "unless", "bool", "offset", "sum", "min", "max", "avg", "count", "topk", "bottomk"}
)

// fault says what is wrong with an expression, if anything: as far as names go, and brackets.
func (r *registered) fault(expr string) error {
	bare := promRange.ReplaceAllString(promString.ReplaceAllString(expr, `""`), "")
	if strings.Count(bare, "(") != strings.Count(bare, ")") || strings.Count(bare, "{") != strings.Count(bare, "}") || strings.ContainsAny(bare, `$[]`) {
		return fmt.Errorf("the brackets do not match: %s", expr)
	}
	var groups []string
	bare = promGrouping.ReplaceAllStringFunc(bare, func(g string) string {
		for label := range strings.SplitSeq(promGrouping.FindStringSubmatch(g)[1], ",") {
			groups = append(groups, strings.TrimSpace(label))
		}
		return ""
	})
	labels := []string{"job", "instance"}
	metrics := 0
	for _, m := range promSelector.FindAllStringSubmatch(bare, -1) {
		name, matchers, calls := m[1], m[2], m[3] != ""
		if calls || slices.Contains(promWords, name) || regexp.MustCompile(`^e?[0-9.]*$`).MatchString(name) {
			continue
		}
		own, err := r.of(name)
		if err != nil {
			return fmt.Errorf("%w: %s", err, expr)
		}
		metrics++
		labels = append(labels, own...)
		for _, l := range promMatcher.FindAllStringSubmatch(matchers, -1) {
			if !slices.Contains(own, l[1]) && l[1] != "job" && l[1] != "instance" {
				return fmt.Errorf("%s has no label %s: %s", name, l[1], expr)
			}
		}
	}
	if metrics == 0 {
		return fmt.Errorf("there is no metric in %s", expr)
	}
	for _, g := range groups {
		if !slices.Contains(labels, g) {
			return fmt.Errorf("no metric has the label %s: %s", g, expr)
		}
	}
	return nil
}

// of returns the labels of what Prometheus sees under a name.
func (r *registered) of(name string) ([]string, error) {
	if labels, ok := r.labels[name]; ok {
		if r.histograms[name] {
			return nil, fmt.Errorf("%s is a histogram, it needs _bucket, _sum or _count", name)
		}
		return labels, nil
	}
	for _, suffix := range []string{"_bucket", "_sum", "_count"} {
		base, cut := strings.CutSuffix(name, suffix)
		if labels, ok := r.labels[base]; cut && ok {
			return append(slices.Clone(labels), "le"), nil
		}
	}
	return nil, fmt.Errorf("no server has %s", name)
}

func TestFaultsOfExpressionsAreSeen(t *testing.T) {
	r := registered{
		labels:     map[string][]string{"calls_total": {"result"}, "seconds": {"command"}, "up": nil},
		histograms: map[string]bool{"seconds": true},
	}
	for expr, want := range map[string]string{
		`sum by (result) (rate(calls_total{result!="ok", job=~"$job"}[$__rate_interval]))`: "",
		`histogram_quantile(0.99, sum by (le, command) (rate(seconds_bucket[5m]))) > 1e3`:  "",
		`up{job="a"} == 0 and calls_total > 0.5 * calls_total`:                             "",
		`time() - calls_total > 7 * 86400`:                                                 "",
		`rate(cals_total[5m])`:                                                             "no server has cals_total",
		`rate(calls_total{reslt="ok"}[5m])`:                                                "no label reslt",
		`sum by (code) (calls_total)`:                                                      "label code",
		`rate(seconds[5m])`:                                                                "histogram",
		`rate(calls_total[5m]`:                                                             "brackets",
		`rate(calls_total[5m])) + up`:                                                      "brackets",
		`1 + 1`:                                                                            "no metric",
	} {
		if err := r.fault(expr); (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", expr, err, want)
		}
	}
}

// TestDashboardShowsWhatThereIs: every metric and label in the example dashboard is one that a started server has.
func TestDashboardShowsWhatThereIs(t *testing.T) {
	text, err := os.ReadFile("../../deploy/grafana/ringline.json")
	if err != nil {
		t.Fatal(err)
	}
	var board struct {
		Title      string
		Templating struct{ List []struct{ Query any } }
		Panels     []struct {
			ID      int
			Type    string
			Title   string
			GridPos struct{ X, Y, W, H int }
			Targets []struct{ Expr, LegendFormat string }
		}
	}
	if err := json.Unmarshal(text, &board); err != nil {
		t.Fatal(err)
	}
	r := everything(t)
	ids, used := map[int]bool{}, map[string]bool{}
	for _, p := range board.Panels {
		if ids[p.ID] || p.Title == "" || p.GridPos.X+p.GridPos.W > 24 || (p.Type != "row") != (len(p.Targets) > 0) {
			t.Errorf("panel %d %q: its id, place or targets", p.ID, p.Title)
		}
		ids[p.ID] = true
		for _, target := range p.Targets {
			if err := r.fault(target.Expr); err != nil {
				t.Errorf("panel %q: %v", p.Title, err)
			}
			for _, m := range regexp.MustCompile(`\{\{(\w+)\}\}`).FindAllStringSubmatch(target.LegendFormat, -1) {
				if !regexp.MustCompile(`by \([^)]*\b` + m[1] + `\b`).MatchString(target.Expr) {
					t.Errorf("panel %q names its lines by %s and does not keep it: %s", p.Title, m[1], target.Expr)
				}
			}
			for _, name := range regexp.MustCompile(`ringline_\w+`).FindAllString(target.Expr, -1) {
				used[strings.TrimSuffix(name, "_bucket")] = true
			}
		}
	}
	for _, v := range board.Templating.List {
		for _, m := range regexp.MustCompile(`label_values\((\w+)`).FindAllStringSubmatch(fmt.Sprint(v.Query), -1) {
			if _, err := r.of(m[1]); err != nil {
				t.Error(err)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.labels)) {
		if strings.HasPrefix(name, "ringline_") && !used[name] && !slices.Contains(unshown, name) {
			t.Errorf("the dashboard does not show %s", name)
		}
	}
}

// unshown are the metrics that only alerts look at, or that say little on a screen.
var unshown = []string{
	"ringline_store_failures_total", "ringline_tls_failures_total", "ringline_records_purge_time_seconds",
	"ringline_v1_replies_repeated_total",
}

// TestAlertsLookAtWhatThereIs: the rules have the shape that Prometheus wants, and ask for what a started server has.
func TestAlertsLookAtWhatThereIs(t *testing.T) {
	text, err := os.ReadFile("../../deploy/prometheus/alerts.yaml")
	if err != nil {
		t.Fatal(err)
	}
	type rule struct {
		Alert       string            `yaml:"alert"`
		Expr        string            `yaml:"expr"`
		For         string            `yaml:"for"`
		Labels      map[string]string `yaml:"labels"`
		Annotations map[string]string `yaml:"annotations"`
	}
	var file struct {
		Groups []struct {
			Name  string `yaml:"name"`
			Rules []rule `yaml:"rules"`
		} `yaml:"groups"`
	}
	decoder := yaml.NewDecoder(strings.NewReader(string(text)))
	decoder.KnownFields(true)
	if err := decoder.Decode(&file); err != nil {
		t.Fatal(err)
	}
	r := everything(t)
	names := map[string]bool{}
	for _, g := range file.Groups {
		for _, a := range g.Rules {
			if names[a.Alert] || !regexp.MustCompile(`^Ringline[A-Z]\w+$`).MatchString(a.Alert) || g.Name == "" {
				t.Errorf("the name %q of %q", a.Alert, g.Name)
			}
			names[a.Alert] = true
			if err := r.fault(a.Expr); err != nil {
				t.Errorf("%s: %v", a.Alert, err)
			}
			if a.For != "" {
				if _, err := time.ParseDuration(a.For); err != nil {
					t.Errorf("%s: %v", a.Alert, err)
				}
			}
			if s := a.Labels["severity"]; s != "critical" && s != "warning" || a.Annotations["summary"] == "" || a.Annotations["description"] == "" {
				t.Errorf("%s: severity %q, %v", a.Alert, s, a.Annotations)
			}
			r.labelsOf(t, a.Alert, a.Expr, a.Annotations["summary"]+a.Annotations["description"])
		}
	}
	if len(names) < 10 {
		t.Errorf("%d alerts", len(names))
	}
}

// labelsOf checks that the labels which a text names are left by the expression.
func (r *registered) labelsOf(t *testing.T, alert, expr, text string) {
	t.Helper()
	grouped := regexp.MustCompile(`(?:sum|max|min) by \(([^)]*)\)`).FindStringSubmatch(expr)
	for _, m := range regexp.MustCompile(`\$labels\.(\w+)`).FindAllStringSubmatch(text, -1) {
		kept := m[1] == "instance" || m[1] == "job"
		if grouped != nil {
			kept = slices.Contains(strings.Split(strings.ReplaceAll(grouped[1], " ", ""), ","), m[1])
		}
		for name, labels := range r.labels {
			kept = kept || grouped == nil && strings.Contains(expr, name) && slices.Contains(labels, m[1])
		}
		if !kept {
			t.Errorf("%s: its text names the label %s, which the expression does not keep", alert, m[1])
		}
	}
}
