package audit

import (
	"strconv"
	"strings"
	"time"

	"ringline/internal/call"
)

// compare holds the record against what follows from the events.
func (t *tale) compare(c *call.Call) {
	fail := func(promise int, format string, args ...any) { t.audit.fail(promise, t.ref, 0, format, args...) }
	if c.Version != t.call.Version {
		fail(9, "is at version %d and its history at %d", c.Version, t.call.Version)
		return
	}
	differences(c, &t.call, fail)
}

// differences finds what is not in c as it is by the events, of the same version. It names the promise that each breaks in a record.
func differences(c, is *call.Call, fail func(promise int, format string, args ...any)) {
	if len(c.Legs) != len(is.Legs) {
		fail(5, "has %d legs for %d invitations", len(c.Legs), len(is.Legs))
		return
	}
	for i := range c.Legs {
		l, m := &c.Legs[i], &is.Legs[i]
		if l.User != m.User || l.Role != m.Role || l.Robot != m.Robot || l.State != m.State || l.Device != m.Device || l.Reason != m.Reason ||
			!sameTime(l.InvitedAt, m.InvitedAt) || !sameTime(l.RungAt, m.RungAt) || !sameTime(l.JoinedAt, m.JoinedAt) || !sameTime(l.GoneAt, m.GoneAt) {
			fail(5, "leg %d is %+v and its events say %+v", i, *l, *m)
		}
	}
	if !sameTime(c.StartedAt, is.StartedAt) || !sameTime(c.AnsweredAt, is.AnsweredAt) {
		fail(5, "started %v, answered %v; its events say %v and %v", c.StartedAt, c.AnsweredAt, is.StartedAt, is.AnsweredAt)
	}
	if c.Media != is.Media {
		fail(5, "is of %s and its events say %s", c.Media, is.Media)
	}
	if c.Host != is.Host || c.Moves != is.Moves {
		fail(18, "has its media at %q after %d moves, and its events say %q after %d", c.Host, c.Moves, is.Host, is.Moves)
	}
	switch {
	case (c.End == nil) != (is.End == nil):
		fail(4, "ended is %v and its events say %v", c.End != nil, is.End != nil)
	case c.End != nil && !sameTime(c.End.At, is.End.At):
		fail(4, "ended at %v and its events say %v", c.End.At, is.End.At)
	case c.End != nil && (c.End.Result != is.End.Result || c.End.Reason != is.End.Reason || c.End.By != is.End.By || c.End.Cause != is.End.Cause):
		fail(19, "ended by %+v and its events say %+v", *c.End, *is.End)
	}
}

// invariants asks the rules themselves, see [call.Check].
func (a *auditor) invariants(c *call.Call) {
	err := call.Check(c)
	if err == nil {
		return
	}
	faults := []error{err}
	if all, ok := err.(interface{ Unwrap() []error }); ok {
		faults = all.Unwrap()
	}
	for _, f := range faults {
		promise, text := promised(f.Error())
		a.fail(promise, c.Ref(), 0, "%s", text)
	}
}

// promised takes the number from the front of a fault, if it has one.
func promised(fault string) (number int, text string) {
	if digits, rest, ok := strings.Cut(strings.TrimPrefix(fault, "P"), ": "); ok && fault[0] == 'P' {
		if n, err := strconv.Atoi(digits); err == nil {
			return n, rest
		}
	}
	return 0, fault
}

// clock checks that deadlines were acted upon in time (P14) and that nothing goes on without end (P3).
func (a *auditor) clock(c *call.Call) {
	ref := c.Ref()
	for i := range c.Legs {
		l := &c.Legs[i]
		if l.Deadline.IsZero() {
			if l.Reason == call.NoAnswer {
				a.fail(8, ref, 0, "%s missed it and was never rung", l.User)
			}
			continue
		}
		last := a.latest(l.Deadline)
		switch {
		case l.Reason == call.NoAnswer && l.GoneAt.Before(l.Deadline):
			a.fail(14, ref, 0, "%s missed it at %v, before the deadline %v", l.User, l.GoneAt, l.Deadline)
		case l.Reason == call.NoAnswer && l.GoneAt.After(last):
			a.fail(14, ref, 0, "%s missed it at %v, long after the deadline %v", l.User, l.GoneAt, l.Deadline)
		case !l.JoinedAt.IsZero() && !a.enteredAt(ref, l).Before(l.Deadline):
			a.fail(14, ref, 0, "%s answered at %v, not before the deadline %v", l.User, l.JoinedAt, l.Deadline)
		case l.JoinedAt.IsZero() && l.GoneAt.After(last):
			a.fail(3, ref, 0, "rang for %s until %v, long after the deadline %v", l.User, l.GoneAt, l.Deadline)
		case l.State == call.Ringing && !a.history.Now.IsZero() && a.history.Now.After(last):
			a.fail(3, ref, 0, "rings for %s at %v, long after the deadline %v", l.User, a.history.Now, l.Deadline)
		}
	}
	if !c.Live() {
		return
	}
	if c.Deadline().IsZero() && len(c.Holds()) == 0 {
		a.fail(3, ref, 0, "lives with robots alone and has no deadline")
	}
	if a.history.Over {
		a.fail(3, ref, 0, "is live although everybody has gone")
	}
}

// enteredAt is the earliest moment at which it can have been decided that a leg came in. Times of events rise by a millisecond at
// least, so that many at one moment state times that are still to come.
func (a *auditor) enteredAt(ref call.Ref, l *call.Leg) time.Time {
	if t := a.tales[ref]; t != nil && !t.entered[l.N].IsZero() {
		return t.entered[l.N]
	}
	return l.JoinedAt
}

// latest is when the clock must have acted on a deadline: a second later, or a second after the server was back.
func (a *auditor) latest(deadline time.Time) time.Time {
	last := deadline.Add(slack)
	for moved := true; moved; {
		moved = false
		for _, down := range a.history.Down {
			if again := down.To.Add(slack); !down.From.After(last) && !down.To.Before(deadline) && again.After(last) {
				last, moved = again, true
			}
		}
	}
	return last
}
