package audit

import (
	"cmp"
	"slices"
	"time"

	"ringline/internal/call"
	"ringline/internal/control"
)

// Told is what somebody outside was told of a call: the answer to a command, or an update.
type Told struct {
	Call    call.Ref
	Version int64  // the version that was shown; 0 if only that the call exists
	Rule    string // the command that was acknowledged as having done something; empty if none was
	Ended   bool   // that the call is over
	Events  []call.Event

	To      Device       // who was told; zero if that is not known, which leaves P7, P10 and P16 unaudited here
	Request call.Request // the request that this answers; zero for an update
	Shows   *call.Call   // the call as the device shows it from now on; nil if it was told of events alone
	Rings   bool         // that the device is to ring
	Until   time.Time    // until when it may, if it rings
}

// Device is one client of a user of an app.
type Device struct {
	App    call.AppID
	User   call.UserID
	Device call.DeviceID
}

// told holds what people were told against the history (P9), and finds ends that were granted twice (P4) and requests with
// two answers (P12).
func (a *auditor) told() {
	told := slices.Clone(a.history.Told)
	slices.SortStableFunc(told, func(x, y Told) int { return cmp.Compare(x.Call.ID, y.Call.ID) })
	ends := map[call.Ref]int{}
	answers := map[asked]call.ID{}
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
		if w.Request.ID != "" {
			request := asked{w.Call.App, w.Request}
			if first, again := answers[request]; again && first != w.Call.ID {
				a.fail(12, w.Call, 0, "is the answer to request %q of %s, as is call %s", w.Request.ID, w.Request.User, first)
			}
			answers[request] = w.Call.ID
		}
	}
}

// heard checks that what somebody was told is in the history (P9).
func (t *tale) heard(w *Told) {
	fail := func(format string, args ...any) { t.audit.fail(9, t.ref, w.Version, format, args...) }
	if w.Version > t.call.Version {
		fail("was shown to a client; the history ends at %d", t.call.Version)
		return
	}
	if w.Ended && t.call.End == nil {
		fail("was over for a client and goes on")
	}
	if w.Rule != "" && !t.did(w.Rule) {
		fail("%s was acknowledged and is not in the history", w.Rule)
	}
	if len(w.Events) == 0 {
		return
	}
	at := slices.IndexFunc(t.entries, func(e control.Entry) bool { return e.Version == w.Version })
	if at < 0 {
		fail("events were told of a version that is not in the history")
		return
	}
	if !slices.EqualFunc(w.Events, t.entries[at].Events, sameEvent) {
		fail("a client was told %+v and the history has %+v", w.Events, t.entries[at].Events)
	}
}

// did reports whether a change of the call came from a command of this name.
func (t *tale) did(rule string) bool {
	return slices.ContainsFunc(t.entries, func(e control.Entry) bool { return e.Rule == rule })
}

func sameEvent(x, y call.Event) bool {
	return x.Type == y.Type && x.User == y.User && x.Device == y.Device && sameTime(x.At, y.At)
}
