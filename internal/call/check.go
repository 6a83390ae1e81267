package call

import (
	"errors"
	"fmt"
	"time"
)

// Check lists what is wrong with a call; nil means that every invariant holds.
// Tests, the simulator and the auditor use this one function.
func Check(c *Call) error {
	var wrong []error
	fail := func(format string, args ...any) { wrong = append(wrong, fmt.Errorf(format, args...)) }

	if c.Version < 1 || len(c.Legs) < 2 {
		return fmt.Errorf("not a started call: version %d, %d legs", c.Version, len(c.Legs))
	}
	if c.StartedAt.IsZero() || c.LastAt.Before(c.StartedAt) {
		fail("started %v, last event %v", c.StartedAt, c.LastAt)
	}
	live := map[UserID]bool{}
	for i := range c.Legs {
		l := &c.Legs[i]
		checkLeg(c, l, i, fail)
		if l.Live() {
			if live[l.User] {
				fail("P1: %s is in the call twice", l.User)
			}
			live[l.User] = true
		}
	}
	if at := together(c); !at.Equal(c.AnsweredAt) {
		fail("P5: answered at %v, but two were first in together at %v", c.AnsweredAt, at)
	}
	if c.Moves < 0 || c.Moves > 0 && c.Host == "" {
		fail("the media room was moved %d times, to %q", c.Moves, c.Host)
	}
	switch {
	case c.End == nil && len(live) < 2:
		fail("P3: goes on with %d members", len(live))
	case c.End == nil && len(live) > c.Max:
		fail("%d members, at most %d are allowed", len(live), c.Max)
	case c.End != nil:
		checkEnd(c, len(live), fail)
	}
	return errors.Join(wrong...)
}

// together finds when two legs were first in the call at the same time. Zero means never.
func together(c *Call) time.Time {
	var first time.Time
	for i := range c.Legs {
		// The second of the two is the one that came in later.
		second := &c.Legs[i]
		if second.JoinedAt.IsZero() || !first.IsZero() && !second.JoinedAt.Before(first) {
			continue
		}
		for j := range c.Legs {
			l := &c.Legs[j]
			if !l.JoinedAt.IsZero() && l.JoinedAt.Before(second.JoinedAt) && (l.State == Joined || l.GoneAt.After(second.JoinedAt)) {
				first = second.JoinedAt
				break
			}
		}
	}
	return first
}

func checkLeg(c *Call, l *Leg, i int, fail func(string, ...any)) {
	if l.N != i {
		fail("leg %d of %s is numbered %d", i, l.User, l.N)
	}
	if (l.Role == Caller) != (i == 0) {
		fail("leg %d of %s is a %s", i, l.User, l.Role)
	}
	if (l.State == Gone) != (l.Reason != "") || (l.State == Gone) == l.GoneAt.IsZero() {
		fail("leg %d of %s is %s, reason %q, gone at %v", i, l.User, l.State, l.Reason, l.GoneAt)
	}
	if l.State == Joined && (l.JoinedAt.IsZero() || (l.Device == "") != l.Robot) {
		fail("leg %d of %s is joined on device %q since %v", i, l.User, l.Device, l.JoinedAt)
	}
	if l.State == Ringing && (l.Deadline.IsZero() || !l.JoinedAt.IsZero()) {
		fail("P3: leg %d of %s rings until %v, joined at %v", i, l.User, l.Deadline, l.JoinedAt)
	}
	if l.InvitedAt.Before(c.StartedAt) || l.GoneAt.After(c.LastAt) || !l.GoneAt.IsZero() && l.GoneAt.Before(l.InvitedAt) {
		fail("leg %d of %s lives from %v to %v, the call from %v to %v", i, l.User, l.InvitedAt, l.GoneAt, c.StartedAt, c.LastAt)
	}
}

func checkEnd(c *Call, live int, fail func(string, ...any)) {
	e := c.End
	if live > 0 {
		fail("P4: ended with %d members", live)
	}
	if e.Result == "" || e.Reason == "" || e.By.Kind == "" || e.Cause == "" {
		fail("P19: the end does not say why: %+v", *e)
	}
	if !e.At.Equal(c.LastAt) {
		fail("P4: ended at %v, but something happened at %v", e.At, c.LastAt)
	}
	if e.Result == Completed && !c.Answered() {
		fail("P5: completed without an answer")
	}
	switch e.Result {
	case ResultCanceled, ResultRejected, ResultNoAnswer, ResultBusy:
		if c.Answered() {
			fail("P5: %s after an answer", e.Result)
		}
	case Completed, ResultOffline, ResultInterrupted:
	default:
		fail("unknown result %q", e.Result)
	}
}
