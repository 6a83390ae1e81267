package audit

import (
	"slices"

	"ringline/internal/call"
	"ringline/internal/control"
)

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
