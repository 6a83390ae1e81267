package audit

import (
	"errors"
	"slices"
	"time"

	"ringline/internal/call"
)

// draft is a change that is about to be decided otherwise than the rules do.
type draft struct {
	call.Change
	err    error
	before call.Call
	cmd    call.Command
	now    time.Time
}

// rules puts f behind the real rules.
func rules(f func(d *draft)) func(*world) {
	return func(w *world) {
		w.apply = func(c call.Call, cmd call.Command, now time.Time) (call.Change, error) {
			d := draft{before: c, cmd: cmd, now: now}
			d.Change, d.err = call.Apply(c, cmd, now)
			d.To.Legs = slices.Clone(d.To.Legs)
			d.Events = slices.Clone(d.Events)
			if d.To.End != nil {
				end := *d.To.End
				d.To.End = &end
			}
			f(&d)
			return d.Change, d.err
		}
	}
}

// done reports whether the rules decided to change something, by the command of type C.
func done[C call.Command](d *draft) (cmd C, ok bool) {
	cmd, ok = d.cmd.(C)
	return cmd, ok && d.err == nil && !d.Empty()
}

// refused reports whether the rules refused a command of type C so.
func refused[C call.Command](d *draft, why error) (cmd C, ok bool) {
	cmd, ok = d.cmd.(C)
	return cmd, ok && errors.Is(d.err, why)
}

// anew grants what the rules did not: a change without events yet.
func (d *draft) anew() {
	to := d.before
	to.Version++
	to.Legs = slices.Clone(to.Legs)
	d.err = nil
	d.Change = call.Change{From: d.before.Version, To: to, Known: len(to.Legs), Rule: d.cmd.Rule()}
}

// nothing makes it an answer that changes nothing.
func (d *draft) nothing() {
	d.err = nil
	d.Change = call.Change{From: d.before.Version, To: d.before, Known: len(d.before.Legs), Rule: d.cmd.Rule()}
}

// emit adds an event and returns its time.
func (d *draft) emit(e call.Event) time.Time {
	e.At = d.now.UTC().Truncate(time.Millisecond)
	if !e.At.After(d.To.LastAt) {
		e.At = d.To.LastAt.Add(time.Millisecond)
	}
	e.Seq = len(d.Events)
	d.Events, d.To.LastAt = append(d.Events, e), e.At
	return e.At
}

// leg returns a user's leg for writing.
func (d *draft) leg(user call.UserID) *call.Leg {
	l := d.To.Leg(user)
	if !slices.Contains(d.Legs, l.N) {
		d.Legs = append(d.Legs, l.N)
	}
	return l
}

// drop takes out the events of a type, as if they had never been.
func (d *draft) drop(kind call.EventType) {
	d.Events = slices.DeleteFunc(d.Events, func(e call.Event) bool { return e.Type == kind })
	for i := range d.Events {
		d.Events[i].Seq = i
	}
}

// end ends the call as well, by the same command.
func (d *draft) end(by call.Actor) {
	over, err := call.Apply(d.To, call.EndCall{By: by}, d.now)
	if err != nil {
		return
	}
	for i := range over.Events {
		over.Events[i].Seq = len(d.Events) + i
	}
	end := *over.To.End
	end.Cause = d.Rule
	d.To = over.To
	d.To.End, d.To.Version = &end, d.before.Version+1
	d.Events = append(d.Events, over.Events...)
	d.Release = append(d.Release, over.Release...)
	for _, n := range over.Legs {
		d.leg(d.To.Legs[n].User)
	}
}
