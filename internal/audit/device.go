package audit

import (
	"fmt"
	"slices"

	"ringline/internal/call"
)

// screen is one call on one device.
type screen struct {
	Device
	call.Ref
}

// devices follows each device through what it was told: no ring where nothing rings (P7), a state that is the truth at its version
// and nothing twice (P10), nothing of another app (P16). Those that were always connected must have heard of everything.
func (a *auditor) devices() {
	told, shown := map[screen][]int64{}, map[screen]int64{}
	for i := range a.history.Told {
		w := &a.history.Told[i]
		t := a.tales[w.Call]
		if w.To == (Device{}) || t == nil {
			continue
		}
		at := screen{w.To, w.Call}
		if w.To.App != w.Call.App {
			a.fail(16, w.Call, w.Version, "was shown to %s of app %d", w.To.User, w.To.App)
			continue
		}
		if w.Request == (call.Request{}) { // an update; an answer may show what an update has shown
			if slices.Contains(told[at], w.Version) {
				a.fail(10, w.Call, w.Version, "was told twice to %s on %s", w.To.User, w.To.Device)
			}
			told[at] = append(told[at], w.Version)
			if w.Version < shown[at] {
				a.fail(10, w.Call, w.Version, "was told to %s on %s after version %d", w.To.User, w.To.Device, shown[at])
			}
		}
		shown[at] = max(shown[at], w.Version)
		t.shown(w)
	}
	for _, d := range a.history.Connected {
		for _, t := range a.order {
			if t.ref.App == d.App {
				t.silence(d, told[screen{d, t.ref}])
			}
		}
	}
}

// shown checks what a device shows, and whether it rings, against what the call was at that version.
func (t *tale) shown(w *Told) {
	is := t.at(w.Version)
	if is == nil {
		return // P9, see heard
	}
	fail := func(promise int, format string, args ...any) {
		t.audit.fail(promise, t.ref, w.Version, "%s on %s: %s", w.To.User, w.To.Device, fmt.Sprintf(format, args...))
	}
	if w.Shows != nil {
		if w.Shows.Version != w.Version {
			fail(10, "shows version %d", w.Shows.Version)
		} else {
			differences(w.Shows, is, func(_ int, format string, args ...any) { fail(10, "shows what "+format, args...) })
		}
	}
	if !w.Rings {
		return
	}
	l := is.Leg(w.To.User)
	switch {
	case l == nil || l.State != call.Ringing:
		fail(7, "was told to ring, and it does not ring there")
	case w.Until.IsZero():
		fail(7, "was told to ring without end")
	default:
		t.rings = append(t.rings, ring{l.N, w})
	}
}

// ring is what a device was told about the end of its ringing.
type ring struct {
	leg  int
	told *Told
}

// deadlines holds them against the deadline by which the call went (P7).
func (t *tale) deadlines(c *call.Call) {
	for _, r := range t.rings {
		if r.leg < len(c.Legs) && !sameTime(r.told.Until, c.Legs[r.leg].Deadline) {
			t.audit.fail(7, t.ref, r.told.Version, "was to ring for %s until %v, and the deadline is %v", r.told.To.User, r.told.Until, c.Legs[r.leg].Deadline)
		}
	}
}

// silence finds what a device that was always connected did not hear.
func (t *tale) silence(d Device, told []int64) {
	for i := range t.entries {
		version := t.entries[i].Version
		var before *call.Leg
		if i > 0 {
			before = t.after[i-1].Leg(d.User)
		}
		after := t.after[i].Leg(d.User)
		concerned := before != nil && before.Live() || after != nil && (after.Live() || before == nil || before.N != after.N)
		if !concerned || slices.Contains(told, version) {
			continue
		}
		promise, what := 10, "of it"
		if before != nil && before.State == call.Ringing && after.State != call.Ringing {
			if promise, what = 7, "that it no longer rings"; after.State == call.Joined {
				promise, what = 2, "that it was answered on "+string(after.Device)
			}
		}
		t.audit.fail(promise, t.ref, version, "%s on %s never heard %s", d.User, d.Device, what)
	}
}
