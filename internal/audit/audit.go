// Package audit holds the committed history of calls against the promises of the service (docs: promises, P1–P20).
//
// [Audit] is a pure function: it tells every call again from its events alone, in the order in which changes were committed,
// and compares the tale with what the store says the call is now and with what people outside were told.
// Unit tests, the fault tests and the operator's own check use this one function.
//
// It finds what can be read off a history: P1–P9, P14, P15 and P19, as far as events tell. It cannot see what never was
// written down: whether a device really rang, whether media flowed, how long an answer took.
package audit

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"ringline/internal/call"
	"ringline/internal/control"
)

// slack is how late the clock may act, and how much later after a restart (P3, P14).
const slack = time.Second

// History is what is audited.
type History struct {
	// Log has every committed change of every call, in the order of the commits.
	Log []Commit
	// Calls has every call as the store has it now, live or ended: the record.
	Calls []call.Call
	// Told is what people outside were told, in any order. Empty leaves P9 unaudited.
	Told []Told
	// Hooks has the webhooks that each app's back end hears of, from before its first call on. Empty leaves P6 unaudited as far as
	// back ends are concerned.
	Hooks map[call.AppID][]string
	// Heard is what they were told, in the order in which it arrived.
	Heard []Heard
	// Now is when the history was read, by the server's clock. Zero leaves what is live unaudited.
	Now time.Time
	// Down lists when no server ran, so that no clock could act.
	Down []Interval
	// Over says that everybody left and every lease and deadline has passed: no call may be live any more.
	Over bool
}

// Commit is one committed change of one call.
type Commit struct {
	Call call.Ref
	control.Entry
}

// Interval is a stretch of time.
type Interval struct{ From, To time.Time }

// Told is what somebody outside was told of a call: the answer to a command, or an update.
type Told struct {
	Call    call.Ref
	Version int64  // the version that was shown; 0 if only that the call exists
	Rule    string // the command that was acknowledged as having done something; empty if none was
	Ended   bool   // that the call is over
	Events  []call.Event
}

// Broken is one promise that a history breaks.
type Broken struct {
	Promise int // its number; 0 for an invariant without one
	Call    call.Ref
	Version int64 // the change that broke it; 0 if none did alone
	Text    string
}

func (b Broken) String() string {
	s := fmt.Sprintf("call %s of app %d", b.Call.ID, b.Call.App)
	if b.Version > 0 {
		s += fmt.Sprintf(" at version %d", b.Version)
	}
	if b.Promise > 0 {
		s = fmt.Sprintf("P%d: %s", b.Promise, s)
	}
	return s + ": " + b.Text
}

// Audit lists every broken promise, in the order of the log; nil means that all were kept.
func Audit(h History) []Broken {
	a := auditor{history: &h, tales: map[call.Ref]*tale{}, held: map[holder]call.ID{}}
	for i := range h.Log {
		a.commit(&h.Log[i])
	}
	a.records()
	a.told()
	a.heard()
	return a.broken
}

// auditor goes through one history.
type auditor struct {
	history *History
	tales   map[call.Ref]*tale
	order   []*tale // in the order of their first change
	held    map[holder]call.ID
	broken  []Broken
}

// holder is a user of an app, whom one call at a time may hold.
type holder struct {
	app  call.AppID
	user call.UserID
}

func (a *auditor) fail(promise int, ref call.Ref, version int64, format string, args ...any) {
	a.broken = append(a.broken, Broken{Promise: promise, Call: ref, Version: version, Text: fmt.Sprintf(format, args...)})
}

// commit takes the next change of the log.
func (a *auditor) commit(c *Commit) {
	t := a.tales[c.Call]
	if t == nil {
		t = &tale{ref: c.Call, audit: a}
		a.tales[c.Call] = t
		a.order = append(a.order, t)
	}
	before := t.holds()
	t.change(&c.Entry)
	a.claim(t, before)
}

// claim moves the users that a change let go or took (P1).
func (a *auditor) claim(t *tale, before []call.UserID) {
	after := t.holds()
	for _, u := range before {
		if h := (holder{t.ref.App, u}); a.held[h] == t.ref.ID && !slices.Contains(after, u) {
			delete(a.held, h)
		}
	}
	for _, u := range after {
		h := holder{t.ref.App, u}
		if other, held := a.held[h]; held && other != t.ref.ID {
			t.fail(1, "takes %s, who is still in call %s", u, other)
		}
		a.held[h] = t.ref.ID
	}
}

// records compares each tale with what the store says, and looks at the clock.
func (a *auditor) records() {
	seen := map[call.Ref]bool{}
	for i := range a.history.Calls {
		c := &a.history.Calls[i]
		ref := c.Ref()
		if seen[ref] {
			a.fail(5, ref, 0, "has two records")
			continue
		}
		seen[ref] = true
		if t := a.tales[ref]; t != nil {
			t.compare(c)
		} else {
			a.fail(5, ref, 0, "has a record and no history")
		}
		a.invariants(c)
		a.clock(c)
	}
	for _, t := range a.order {
		if !seen[t.ref] {
			a.fail(5, t.ref, 0, "has a history and no record")
		}
	}
}

// told holds what people were told against the history (P9), and finds ends that were granted twice (P4).
func (a *auditor) told() {
	told := slices.Clone(a.history.Told)
	slices.SortStableFunc(told, func(x, y Told) int { return cmp.Compare(x.Call.ID, y.Call.ID) })
	ends := map[call.Ref]int{}
	for i := range told {
		w := &told[i]
		t := a.tales[w.Call]
		if t == nil {
			a.fail(9, w.Call, 0, "was shown to a client and is not in the history")
			continue
		}
		t.heard(w)
		if w.Rule == (call.EndCall{}).Rule() {
			ends[w.Call]++
			if ends[w.Call] == 2 {
				a.fail(4, w.Call, 0, "was ended twice: two ends were acknowledged")
			}
		}
	}
}
