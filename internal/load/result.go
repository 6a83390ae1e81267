package load

import (
	"fmt"
	"strings"
	"time"
)

// Format is the version of a result as JSON. Fields are added without a new one.
const Format = 1

// Result is what a run measured. As JSON it is what `ringline bench --json` writes.
type Result struct {
	Format    int       `json:"format"`
	Server    string    `json:"server"` // its address
	Began     time.Time `json:"began"`
	Took      float64   `json:"took_seconds"` // from the first call to the end of the last one
	Scenario  Scenario  `json:"scenario"`     // with the seed that was taken
	Stopped   bool      `json:"stopped"`      // somebody ended it before its time
	Calls     Calls     `json:"calls"`
	Sessions  Sessions  `json:"sessions"`
	Times     []Time    `json:"times"`
	Hooks     *Hooks    `json:"webhooks,omitempty"`
	Faults    []Fault   `json:"faults"` // what went wrong, the most frequent first
	Broken    []Fault   `json:"broken"` // promises that were not kept
	Missed    []string  `json:"missed"` // limits that were not kept
	Seconds   []Second  `json:"seconds"`
	Generator Generator `json:"generator"`
}

// Calls are the calls after the warm-up.
type Calls struct {
	Asked    int64            `json:"asked"`    // were to start, and people were free for them
	Outcomes map[string]int64 `json:"outcomes"` // came to what was planned
	Failed   int64            `json:"failed"`   // came to something else
	GivenUp  int64            `json:"given_up"` // were running when it was stopped
	Starved  int64            `json:"starved"`  // were to start and nobody was free: take more users
	Rate     float64          `json:"rate"`     // that started per second
}

// Sessions are the measures of RFC 6076 that fit, 0 to 1. They are 0 where no person can answer.
type Sessions struct {
	SER  float64 `json:"ser"`  // establishment ratio: answered, of all
	SEER float64 `json:"seer"` // establishment effectiveness: answered, or declined, busy or not answered by a person's doing, of all
	ISA  float64 `json:"isa"`  // ineffective attempts: failed by the service, of all
	SCR  float64 `json:"scr"`  // completion ratio: answered and ended as planned, of all
}

// Hooks count what the back end heard.
type Hooks struct {
	Messages int64 `json:"messages"`
	Repeated int64 `json:"repeated"` // of them were sent again
}

// Time finds one by its name; nil if it was not measured.
func (r *Result) Time(name string) *Time {
	for i := range r.Times {
		if r.Times[i].Name == name {
			return &r.Times[i]
		}
	}
	return nil
}

// Ratio is a part of the calls that were asked for.
func (r *Result) Ratio(n int64) float64 {
	if r.Calls.Asked == 0 {
		return 0
	}
	return float64(n) / float64(r.Calls.Asked)
}

// Err says why a run has failed; nil if every promise and limit was kept.
func (r *Result) Err() error {
	var why []string
	for _, b := range r.Broken {
		why = append(why, fmt.Sprintf("broken %d times: %s", b.Count, b.Example))
	}
	why = append(why, r.Missed...)
	if len(why) == 0 {
		return nil
	}
	return fmt.Errorf("%s", strings.Join(why, "; "))
}

func (r *run) result(t *Target, g generatorStart, stopped bool) *Result {
	s := &Result{
		Format: Format, Server: t.URL, Began: r.begun.UTC().Truncate(time.Millisecond), Took: time.Since(r.begun).Seconds(), Scenario: r.scenario,
		Stopped: stopped, Times: r.clock.times(), Seconds: r.seconds, Faults: []Fault{}, Broken: []Fault{}, Missed: []string{},
		Calls: Calls{
			Asked: r.tally.askedFor.Load(), Outcomes: r.tally.outcomes, Failed: r.tally.failedOf.Load(), GivenUp: r.tally.givenUpOf.Load(),
			Starved: r.tally.starved.Load(),
		},
	}
	s.Generator = g.end(s.Time(timeLate))
	for _, f := range r.errs.list() {
		if f.Kind == brokenKind {
			s.Broken = append(s.Broken, f)
		} else {
			s.Faults = append(s.Faults, f)
		}
	}
	if n := len(r.seconds); n > 0 {
		active := min(r.seconds[n-1].At, (r.scenario.WarmUp+r.scenario.Duration).Seconds()) - r.scenario.WarmUp.Seconds()
		if active > 0 {
			s.Calls.Rate = float64(s.Calls.Asked) / active
		}
	}
	if !r.scenario.Robots {
		o := s.Calls.Outcomes
		answered := s.Ratio(r.tally.joined.Load())
		s.Sessions = Sessions{
			SER: answered, SEER: answered + s.Ratio(o[planReject]+o[planBusy]+o[planRings]), ISA: s.Ratio(s.Calls.Failed), SCR: s.Ratio(o[planAnswer]),
		}
	}
	if r.hearing != nil {
		s.Hooks = &Hooks{Messages: r.hearing.messages.Load(), Repeated: r.hearing.repeated.Load()}
	}
	s.Missed = append(s.Missed, r.scenario.Limits.missed(s)...)
	return s
}
