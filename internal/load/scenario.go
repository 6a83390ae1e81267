package load

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// Scenario says what is played. Ratios are parts of 1. What is left out has the value that [Default] gives it.
type Scenario struct {
	Name  string `yaml:"name" json:"name"`
	About string `yaml:"about" json:"about"` // one line for people

	Users   int    `yaml:"users" json:"users"`     // who can be called
	Devices int    `yaml:"devices" json:"devices"` // of each of them, all logged in
	Logins  int    `yaml:"logins" json:"logins"`   // devices that log in per second at the beginning
	Robots  bool   `yaml:"robots" json:"robots"`   // calls are started and ended by the back end, and nobody is logged in
	Seed    uint64 `yaml:"seed" json:"seed"`       // of all that is left to chance; 0 takes another one each time

	Rate     float64       `yaml:"rate" json:"rate"`            // calls that start per second
	Arrival  string        `yaml:"arrival" json:"arrival"`      // poisson, as people call, or constant
	WarmUp   time.Duration `yaml:"warm_up" json:"warm_up_ns"`   // at the beginning: checked and not measured
	Duration time.Duration `yaml:"duration" json:"duration_ns"` // how long calls start, after the warm-up

	Ring        Spread        `yaml:"ring" json:"ring"`                    // until somebody answers, declines or gives up
	RingTimeout time.Duration `yaml:"ring_timeout" json:"ring_timeout_ns"` // when an unanswered call ends
	Talk        Spread        `yaml:"talk" json:"talk"`                    // from the answer until they hang up
	Answer      float64       `yaml:"answer" json:"answer"`                // part of the calls that is answered; who does nothing of these four lets it ring
	Reject      float64       `yaml:"reject" json:"reject"`                // that is declined
	Busy        float64       `yaml:"busy" json:"busy"`                    // that is declined as busy
	Cancel      float64       `yaml:"cancel" json:"cancel"`                // whose caller gives up
	GroupSize   int           `yaml:"group_size" json:"group_size"`        // members of a call, the caller counted; 2 is no group
	Invite      float64       `yaml:"invite" json:"invite"`                // part of the answered calls into which one more is asked
	Crash       float64       `yaml:"crash" json:"crash"`                  // of the answered calls of two: one vanishes without a word
	Reconnect   float64       `yaml:"reconnect" json:"reconnect"`          // of the answered calls: a device loses its connection and comes back

	Churn      float64       `yaml:"churn" json:"churn"`                // devices per second that log off and on again
	StormEvery time.Duration `yaml:"storm_every" json:"storm_every_ns"` // how often many lose their connection at once; 0 never
	StormPart  float64       `yaml:"storm_part" json:"storm_part"`      // which part of the devices

	Webhooks bool    `yaml:"webhooks" json:"webhooks"` // a back end hears of every call and counts
	Records  float64 `yaml:"records" json:"records"`   // part of the calls whose record is asked for

	Limits Limits `yaml:"limits" json:"limits"`
}

// Default is what a scenario is that says nothing.
func Default() Scenario {
	return Scenario{
		Name: "unnamed", Users: 200, Devices: 1, Logins: 500, Rate: 10, Arrival: "poisson", WarmUp: 2 * time.Second, Duration: 20 * time.Second,
		Ring: Spread{from: 500 * time.Millisecond, to: 2 * time.Second}, RingTimeout: 5 * time.Second, Talk: Spread{mean: 3 * time.Second},
		Answer: 1, GroupSize: 2, Records: 0.2,
	}
}

// Decode reads a scenario. The file is named in errors, each with its line.
func Decode(file string, text []byte) (Scenario, error) {
	s := Default()
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(&s); err != nil && !errors.Is(err, io.EOF) {
		return s, fmt.Errorf("%s: %w", file, explainYAML(err))
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return s, fmt.Errorf("%s: %w", file, err)
	}
	var all []error
	for _, f := range s.faults() {
		at := ""
		if line := lineOf(&doc, f.field); line > 0 {
			at = fmt.Sprintf(":%d", line)
		}
		all = append(all, fmt.Errorf("%s%s: %s: %s", file, at, f.field, f.text))
	}
	return s, errors.Join(all...)
}

// Check says everything that is wrong with a scenario.
func (s *Scenario) Check() error {
	var all []error
	for _, f := range s.faults() {
		all = append(all, fmt.Errorf("%s: %s", f.field, f.text))
	}
	return errors.Join(all...)
}

type fault struct{ field, text string }

func (s *Scenario) faults() (all []fault) {
	must := func(ok bool, field, format string, args ...any) {
		if !ok {
			all = append(all, fault{field, fmt.Sprintf(format, args...)})
		}
	}
	ratio := func(field string, x float64) { must(x >= 0 && x <= 1, field, "must be a part of 1, such as 0.2") }
	must(s.Users >= 2 && s.Users <= 1_000_000, "users", "must be 2 to 1000000")
	must(s.Devices >= 1 && s.Devices <= 32, "devices", "must be 1 to 32, the most that a user may have")
	must(s.Logins >= 1, "logins", "must be at least 1 per second")
	must(s.Rate > 0 && s.Rate <= 100_000, "rate", "must be more than 0 and at most 100000 calls per second")
	must(s.Arrival == "poisson" || s.Arrival == "constant", "arrival", "must be poisson or constant")
	must(s.WarmUp >= 0 && s.WarmUp <= time.Hour, "warm_up", "must be 0s to 1h")
	must(s.Duration >= time.Second && s.Duration <= 7*24*time.Hour, "duration", "must be 1s to 168h")
	must(s.RingTimeout >= time.Second && s.RingTimeout <= 10*time.Minute, "ring_timeout", "must be 1s to 10m")
	must(s.Ring.most() <= s.RingTimeout-500*time.Millisecond, "ring", "can be %v and must end half a second before ring_timeout, %v, or who answers would be too late at times",
		s.Ring.most(), s.RingTimeout)
	must(s.Talk.most() <= time.Hour, "talk", "can be %v and must be at most 1h", s.Talk.most())
	for _, r := range []struct {
		field string
		x     float64
	}{
		{"answer", s.Answer}, {"reject", s.Reject}, {"busy", s.Busy}, {"cancel", s.Cancel}, {"invite", s.Invite}, {"crash", s.Crash},
		{"reconnect", s.Reconnect}, {"storm_part", s.StormPart}, {"records", s.Records},
	} {
		ratio(r.field, r.x)
	}
	must(s.Answer+s.Reject+s.Busy+s.Cancel <= 1.000001, "answer", "answer, reject, busy and cancel are %.2f together and must not be more than 1",
		s.Answer+s.Reject+s.Busy+s.Cancel)
	must(s.GroupSize >= 2 && s.GroupSize <= 100, "group_size", "must be 2 to 100")
	must(s.GroupSize+min(1, int(2*s.Invite)) <= s.Users, "group_size", "must not be more than there are users, %d", s.Users)
	must(s.Churn >= 0, "churn", "must not be negative")
	must(s.StormEvery == 0 || s.StormEvery >= time.Second, "storm_every", "must be at least 1s, or 0s for never")
	must(s.StormEvery == 0 || s.StormPart > 0, "storm_part", "must be more than 0 if there are storms")
	for name, l := range s.Limits.Times {
		must(slices.Contains(Times(), name), "limits", "%s is none of the times: %s", name, strings.Join(Times(), ", "))
		must(l.P50 >= 0 && l.P95 >= 0 && l.P99 >= 0 && l.Max >= 0, "limits", "%s must not be negative", name)
	}
	ratio("limits", s.Limits.Failed)
	ratio("limits", s.Limits.SER)
	return all
}

// lineOf finds where a field is set; 0 if it is not.
func lineOf(doc *yaml.Node, field string) int {
	if len(doc.Content) == 0 {
		return 0
	}
	for i := 0; i+1 < len(doc.Content[0].Content); i += 2 {
		if k := doc.Content[0].Content[i]; k.Value == field {
			return k.Line
		}
	}
	return 0
}

// explainYAML takes Go's names out of the decoder's words and says which fields there are.
func explainYAML(err error) error {
	text := err.Error()
	text = strings.NewReplacer("in type load.Scenario", "here: "+strings.Join(fields(Scenario{}), ", "),
		"in type load.Limits", "under limits: times, failed, ser", "in type load.Limit", "in a limit: p50, p95, p99, max",
		"into time.Duration", "as a time such as 20s", "into float64", "as a number", "into int", "as a whole number", "into bool", "as true or false",
		"yaml: unmarshal errors:\n", "").Replace(text)
	lines := strings.Split(strings.TrimSpace(strings.TrimPrefix(text, "yaml: ")), "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return errors.New(strings.Join(lines, "; "))
}

func fields(of any) (names []string) {
	t := reflect.TypeOf(of)
	for i := range t.NumField() {
		names = append(names, t.Field(i).Tag.Get("yaml"))
	}
	return names
}
