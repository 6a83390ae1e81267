package audit

import (
	"slices"
	"time"

	"ringline/internal/call"
	"ringline/internal/control"
)

// tale is one call told again from its events alone.
type tale struct {
	ref     call.Ref
	audit   *auditor
	call    call.Call // what follows from the events: not the deadlines, the inviters and what the app said about the call
	entries []control.Entry
	after   []call.Call       // what the call was after each entry
	rings   []ring            // what devices were told
	burst   time.Time         // the first of the latest events that follow each other by a millisecond: the clock showed that, or more
	entered map[int]time.Time // the burst in which each leg came in
}

func (t *tale) fail(promise int, format string, args ...any) {
	t.audit.fail(promise, t.ref, t.call.Version, format, args...)
}

// holds lists the users that the call keeps from others.
func (t *tale) holds() []call.UserID { return t.call.Holds() }

// change adds a committed change.
func (t *tale) change(e *control.Entry) {
	var was call.Call
	if len(t.after) > 0 {
		was = t.after[len(t.after)-1]
	}
	t.entries = append(t.entries, *e)
	t.call.Version = e.Version
	switch {
	case e.Version != was.Version+1:
		t.fail(4, "comes after version %d", was.Version)
	case was.End != nil:
		t.fail(4, "%s after the end", e.Rule)
	case len(e.Events) == 0:
		t.fail(4, "%s changed nothing and was committed", e.Rule)
	}
	if e.Rule == "" {
		t.fail(19, "does not say which command did it")
	}
	for i := range e.Events {
		t.event(e, &e.Events[i], i)
	}
	t.leaver(&was, e)
	if t.call.End == nil && t.call.Members() < 2 {
		t.fail(3, "goes on with %d members", t.call.Members())
	}
	now := t.call
	now.Legs = slices.Clone(t.call.Legs)
	t.after = append(t.after, now)
}

// at returns the call as it was after a version, or nil if there is no such version in the history.
func (t *tale) at(version int64) *call.Call {
	i := slices.IndexFunc(t.entries, func(e control.Entry) bool { return e.Version == version })
	if i < 0 {
		return nil
	}
	return &t.after[i]
}

// event adds a fact.
func (t *tale) event(entry *control.Entry, e *call.Event, seq int) {
	if e.Seq != seq {
		t.fail(6, "event %d is numbered %d", seq, e.Seq)
	}
	if !e.At.After(t.call.LastAt) {
		t.fail(6, "%s at %v, not after %v", e.Type, e.At, t.call.LastAt)
	}
	if e.By.Kind == "" || e.By.Kind == call.ByUser && (e.By.User == "" || e.By.Device == "") {
		t.fail(19, "%s does not say who did it: %+v", e.Type, e.By)
	}
	first := t.call.Version == 1 && seq == 0
	if (e.Type == call.Started) != first {
		t.fail(4, "%s is event %d of version %d", e.Type, seq, t.call.Version)
	}
	if t.call.End != nil && seq > 0 {
		t.fail(4, "%s after the end", e.Type)
	}
	if !e.At.Equal(t.call.LastAt.Add(time.Millisecond)) {
		t.burst = e.At
	}
	t.call.LastAt = e.At
	switch e.Type {
	case call.Started:
		t.started(e)
	case call.InviteSent:
		t.invited(e)
	case call.Rung:
		t.rung(e)
	case call.Answered:
		t.answered(e)
	case call.JoinedIn:
		t.joined(e)
	case call.Declined:
		t.declined(e)
	case call.WasBusy:
		t.busy(e)
	case call.RangOut:
		t.rangOut(entry.Rule, e)
	case call.Withdrawn:
		t.withdrawn(e)
	case call.Left:
		t.left(e)
	case call.MediaSwitched:
		t.call.Media = e.Media
	case call.MediaMoved:
		t.moved(e)
	case call.Ended:
		t.ended(entry.Rule, e)
	default:
		t.fail(0, "unknown event %q", e.Type)
	}
}

func (t *tale) started(e *call.Event) {
	t.call.App, t.call.ID, t.call.StartedAt, t.call.Media = t.ref.App, t.ref.ID, e.At, e.Media
	t.call.Host = e.Host
	if e.User == "" {
		return // by a back end that asks the caller as well, next
	}
	t.add(call.Leg{
		User: e.User, Role: call.Caller, Robot: e.By.Kind == call.ByAdmin, State: call.Joined, Device: e.Device, InvitedAt: e.At, JoinedAt: e.At,
	})
}

func (t *tale) invited(e *call.Event) {
	if l := t.call.Leg(e.User); l != nil && l.Live() {
		t.fail(1, "invites %s, who is in the call", e.User)
	}
	role := call.Invitee
	if len(t.call.Legs) == 0 {
		role = call.Caller
	}
	t.add(call.Leg{User: e.User, Role: role, State: call.Ringing, InvitedAt: e.At})
}

func (t *tale) rung(e *call.Event) {
	if l := t.ringing(7, e); l != nil {
		l.RungAt = e.At
	}
}

func (t *tale) answered(e *call.Event) {
	l := t.ringing(2, e)
	if l == nil {
		return
	}
	if e.Device == "" {
		t.fail(2, "%s answered on no device", e.User)
	}
	t.enter(l, e)
}

func (t *tale) joined(e *call.Event) {
	if l := t.call.Leg(e.User); l != nil && l.Live() {
		t.fail(2, "%s joins on %s and is %s on %q", e.User, e.Device, l.State, l.Device)
		return
	}
	t.add(call.Leg{User: e.User, Role: call.Joiner, InvitedAt: e.At})
	t.enter(t.call.Leg(e.User), e)
}

func (t *tale) declined(e *call.Event) {
	if l := t.ringing(8, e); l != nil {
		l.Device = e.Device
		t.gone(l, call.Rejected, e)
	}
}

// busy is either an invitation that could not be made, or one that was declined so.
func (t *tale) busy(e *call.Event) {
	l := t.call.Leg(e.User)
	if l == nil || !l.Live() {
		t.add(call.Leg{User: e.User, Role: call.Invitee, State: call.Gone, InvitedAt: e.At, GoneAt: e.At, Reason: call.Busy})
		return
	}
	if l := t.ringing(8, e); l != nil {
		l.Device = e.Device
		t.gone(l, call.Busy, e)
	}
}

func (t *tale) rangOut(rule string, e *call.Event) {
	if e.By.Kind != call.ByClock || rule != (call.Tick{}).Rule() {
		t.fail(8, "%s missed the call by %s of %s, not by the clock", e.User, rule, e.By.Kind)
	}
	if l := t.ringing(8, e); l != nil {
		t.gone(l, call.NoAnswer, e)
	}
}

func (t *tale) withdrawn(e *call.Event) {
	l := t.ringing(8, e)
	switch {
	case l == nil:
	case e.Reason == call.Removed:
		t.gone(l, call.Removed, e)
	default:
		t.gone(l, call.Canceled, e)
	}
}

func (t *tale) left(e *call.Event) {
	l := t.call.Leg(e.User)
	if l == nil || l.State != call.Joined || l.Device != e.Device {
		t.fail(4, "%s left on %q and was not in the call there", e.User, e.Device)
		return
	}
	if e.Reason == "" {
		t.fail(19, "%s left without a reason", e.User)
	}
	t.gone(l, e.Reason, e)
}

func (t *tale) moved(e *call.Event) {
	if e.Host == "" || e.Host == t.call.Host {
		t.fail(18, "the media room moved from %q to %q", t.call.Host, e.Host)
	}
	t.call.Host = e.Host
	t.call.Moves++
}

func (t *tale) ended(rule string, e *call.Event) {
	for i := range t.call.Legs {
		l := &t.call.Legs[i]
		if l.State == call.Ringing {
			t.fail(7, "still rings for %s at the end", l.User)
		}
		if l.Live() {
			t.gone(l, call.CallOver, e)
		}
	}
	t.call.End = &call.End{At: e.At, Result: e.Result, Reason: e.Reason, By: e.By, Cause: rule}
}

// ringing finds the leg of the user an event is about, or says which promise is broken as it does not ring for them.
func (t *tale) ringing(promise int, e *call.Event) *call.Leg {
	switch l := t.call.Leg(e.User); {
	case l == nil:
		t.fail(promise, "%s of %s, who does not belong to the call", e.Type, e.User)
	case l.State != call.Ringing:
		t.fail(promise, "%s of %s on %q, who is %s on %q", e.Type, e.User, e.Device, l.State, l.Device)
	default:
		return l
	}
	return nil
}

func (t *tale) add(l call.Leg) {
	l.N = len(t.call.Legs)
	t.call.Legs = append(t.call.Legs, l)
}

// enter puts a leg's user into the call; when a second one is there the call is answered.
func (t *tale) enter(l *call.Leg, e *call.Event) {
	l.State, l.Device, l.JoinedAt = call.Joined, e.Device, e.At
	if t.entered == nil {
		t.entered = map[int]time.Time{}
	}
	t.entered[l.N] = t.burst
	in := 0
	for i := range t.call.Legs {
		if t.call.Legs[i].State == call.Joined {
			in++
		}
	}
	if !t.call.Answered() && in > 1 {
		t.call.AnsweredAt = e.At
	}
}

func (t *tale) gone(l *call.Leg, why call.Reason, e *call.Event) {
	l.State, l.Reason, l.GoneAt = call.Gone, why, e.At
}

// leaver checks that one who leaves, declines, is lost or taken out does not end the call for two or more others (P15).
// A caller whom nobody has answered takes the call along: that is a cancel and not a departure.
func (t *tale) leaver(was *call.Call, e *control.Entry) {
	switch e.Rule {
	case call.Hangup{}.Rule(), call.Reject{}.Rule(), call.Kick{}.Rule(), call.Tick{}.Rule(), call.Lapse{}.Rule(), call.Lapse{Restart: true}.Rule():
	default:
		return
	}
	departed := 0
	for i := range e.Events {
		ev := &e.Events[i]
		if slices.Contains([]call.EventType{call.Left, call.Declined, call.WasBusy, call.RangOut}, ev.Type) ||
			ev.Type == call.Withdrawn && ev.Reason == call.Removed {
			departed++
		}
	}
	remain := was.Members() - departed
	if was.End == nil && t.call.End != nil && remain >= 2 && (was.Answered() || departed > 0) {
		t.fail(15, "%s ended the call for %d others", e.Rule, remain)
	}
}

// sameTime compares as the store keeps times.
func sameTime(x, y time.Time) bool { return x.UnixMilli() == y.UnixMilli() || x.IsZero() && y.IsZero() }
