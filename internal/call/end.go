package call

import "slices"

// EndCall stops the call for everybody, by an administrator's wish. A call that is over refuses it.
type EndCall struct{ By Actor }

// Rule names the command.
func (EndCall) Rule() string { return "end" }

func (m EndCall) apply(t *transition) error {
	if err := t.live(); err != nil {
		return err
	}
	t.end(outcome(&t.to, EndedByApp), m.By)
	return nil
}

// end closes the call and every leg in it: invitations are taken back, members are out.
func (t *transition) end(how End, by Actor) {
	why := how.Reason
	if why == Removed {
		why = CallOver // only said of the one whom it befell
	}
	t.events = slices.Grow(t.events, t.to.Members()+1)
	for i := range t.to.Legs {
		if l := &t.to.Legs[i]; l.State == Ringing {
			t.touch(i)
			t.leave(l, Canceled, Event{Type: Withdrawn, By: by, Reason: why})
		}
	}
	how.By, how.Cause = by, t.rule
	how.By.From = Origin{}
	how.At = t.emit(Event{Type: Ended, By: by, Reason: how.Reason, Result: how.Result})
	for i := range t.to.Legs {
		if l := &t.to.Legs[i]; l.State == Joined {
			t.touch(i)
			l.State, l.GoneAt, l.Reason = Gone, how.At, CallOver
		}
	}
	t.to.End = &how
}

// outcome says what a call came to that is over because of the given departure.
// Nobody having answered, refusals are weighed: no answer before rejected before busy.
func outcome(c *Call, last Reason) End {
	switch {
	case last == Offline:
		return End{Result: ResultOffline, Reason: last}
	case last == Interrupted:
		return End{Result: ResultInterrupted, Reason: last}
	case c.Answered():
		return End{Result: Completed, Reason: last}
	case last == EndedByApp, last == Removed:
		return End{Result: ResultCanceled, Reason: last}
	}
	had := map[Reason]bool{}
	for i := range c.Legs {
		had[c.Legs[i].Reason] = true
	}
	switch {
	case had[NoAnswer]:
		return End{Result: ResultNoAnswer, Reason: NoAnswer}
	case had[Rejected]:
		return End{Result: ResultRejected, Reason: Rejected}
	case had[Busy]:
		return End{Result: ResultBusy, Reason: Busy}
	default:
		return End{Result: ResultCanceled, Reason: Canceled}
	}
}
