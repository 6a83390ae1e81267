// Package audit holds the committed history of calls against the promises of the service (docs: promises, P1–P20).
//
// [Audit] is a pure function: it tells every call again from its events alone, in the order in which changes were committed,
// and compares the tale with what the store says the call is now and with what people outside were told.
// Unit tests, the fault tests and the operator's own check use this one function.
//
// It finds what can be read off a history: P1–P10, P12, P14–P16 and P19, as far as events and what devices were told tell. It
// cannot see what never was written down: whether a device really rang, whether media flowed, how long an answer took.
package audit

import (
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
	// Told is what people outside were told: that of one device in the order in which it came, the rest in any order.
	// Empty leaves P9 unaudited.
	Told []Told
	// Connected has the devices that were connected all the time, from before the first call of their user to Now: they must
	// have been told of everything that concerns them. Empty leaves the silent half of P2, P7 and P10 unaudited.
	Connected []Device
	// Held is which call holds which user by the store's word, now. Nil leaves it unaudited.
	Held map[Holder]call.ID
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
	a := auditor{history: &h, tales: map[call.Ref]*tale{}, held: map[Holder]call.ID{}, asked: map[asked]call.Ref{}}
	for i := range h.Log {
		a.commit(&h.Log[i])
	}
	a.records()
	a.holders()
	a.told()
	a.devices()
	for i := range h.Calls {
		if t := a.tales[h.Calls[i].Ref()]; t != nil {
			t.deadlines(&h.Calls[i])
		}
	}
	a.heard()
	return a.broken
}

// auditor goes through one history.
type auditor struct {
	history *History
	tales   map[call.Ref]*tale
	order   []*tale // in the order of their first change
	held    map[Holder]call.ID
	asked   map[asked]call.Ref // what each request was first about
	broken  []Broken
}

// Holder is a user of an app, whom one call at a time may hold.
type Holder struct {
	App  call.AppID
	User call.UserID
}

// asked is a request of an app's client.
type asked struct {
	app call.AppID
	call.Request
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
	if c.Request.ID == "" {
		return
	}
	if first, again := a.asked[asked{c.Call.App, c.Request}]; again {
		t.fail(12, "request %q of %s was committed before, on call %s", c.Request.ID, c.Request.User, first.ID)
	}
	a.asked[asked{c.Call.App, c.Request}] = c.Call
}

// claim moves the users that a change let go or took (P1).
func (a *auditor) claim(t *tale, before []call.UserID) {
	after := t.holds()
	for _, u := range before {
		if h := (Holder{t.ref.App, u}); a.held[h] == t.ref.ID && !slices.Contains(after, u) {
			delete(a.held, h)
		}
	}
	for _, u := range after {
		h := Holder{t.ref.App, u}
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

// holders compares whom the calls hold with whom the store says they hold (P1).
func (a *auditor) holders() {
	if a.history.Held == nil {
		return
	}
	for h, id := range a.history.Held {
		if a.held[h] != id {
			a.fail(1, call.Ref{App: h.App, ID: id}, 0, "holds %s in the store and not by its history", h.User)
		}
	}
	for h, id := range a.held {
		if a.history.Held[h] != id {
			a.fail(1, call.Ref{App: h.App, ID: id}, 0, "does not hold %s in the store, and does by its history", h.User)
		}
	}
}
