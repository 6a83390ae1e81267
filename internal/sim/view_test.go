package sim

import (
	"slices"

	"ringline/internal/audit"
	"ringline/internal/call"
)

// message is a call as a client is told of it, api/realtime.md §2: every leg, or those that a version touched.
type message struct {
	call   call.Call // head: version, media, group, answered, end; without legs
	full   bool
	legs   []call.Leg
	events []call.Event
}

func head(c *call.Call) call.Call {
	h := *c
	h.Legs = nil
	return h
}

func snapshot(c *call.Call) message {
	return message{call: head(c), full: true, legs: slices.Clone(c.Legs)}
}

func update(ch *call.Change, newcomer bool) message {
	if newcomer {
		m := snapshot(&ch.To)
		m.events = ch.Events
		return m
	}
	m := message{call: head(&ch.To), events: ch.Events}
	for _, n := range ch.Legs {
		m.legs = append(m.legs, ch.To.Legs[n])
	}
	return m
}

// view is what a device shows of a call.
type view struct{ call.Call }

// take is the reducer of api/realtime.md §2. It reports a gap.
func (d *device) take(m message) (gap bool) {
	w, id := d.w, m.call.ID
	v := d.views[id]
	w.told = append(w.told, audit.Told{Call: m.call.Ref(), Version: m.call.Version, Ended: m.call.End != nil, Events: m.events})
	switch {
	case v != nil && m.call.Version <= v.Version:
		return false
	case m.full:
		v = &view{m.call}
		v.Legs = slices.Clone(m.legs)
		d.views[id] = v
	case v != nil && m.call.Version == v.Version+1:
		legs := v.Legs
		v.Call = m.call
		v.Legs = legs
		for _, l := range m.legs {
			if l.N < len(v.Legs) {
				v.Legs[l.N] = l
			} else {
				v.Legs = append(v.Legs, l)
			}
		}
	default:
		return true
	}
	d.check(v)
	d.shown(v)
	return false
}

// check holds what a device shows against what was committed (P10), and finds rings without an end (P7).
func (d *device) check(v *view) {
	w := d.w
	w.checked(10)
	same := slices.ContainsFunc(w.tape.at(v.Ref(), v.Version), func(c *call.Call) bool {
		return c.Media == v.Media && c.Group == v.Group && c.Moves == v.Moves && c.AnsweredAt.Equal(v.AnsweredAt) && (c.End == nil) == (v.End == nil) &&
			(c.End == nil || c.End.Result == v.End.Result && c.End.Cause == v.End.Cause) && slices.EqualFunc(c.Legs, v.Legs, sameLeg)
	})
	if !same {
		w.fail(10, "%v shows call %s at version %d as it never was: %+v", d.seat, v.ID, v.Version, v.Legs)
	}
	if l := v.Leg(d.user); l != nil && l.State == call.Ringing {
		w.checked(7)
		if v.End != nil || l.Deadline.IsZero() {
			w.fail(7, "%v rings for call %s: end %v, deadline %v", d.seat, v.ID, v.End, l.Deadline)
		}
	}
}

func sameLeg(x, y call.Leg) bool {
	return x.N == y.N && x.User == y.User && x.State == y.State && x.Device == y.Device && x.Reason == y.Reason &&
		x.Deadline.UnixMilli() == y.Deadline.UnixMilli() && x.JoinedAt.UnixMilli() == y.JoinedAt.UnixMilli() &&
		x.GoneAt.UnixMilli() == y.GoneAt.UnixMilli()
}

// shown is what a device does by itself when it shows something new.
func (d *device) shown(v *view) {
	l := v.Leg(d.user)
	switch {
	case l == nil || v.End != nil:
	case l.State == call.Ringing && l.RungAt.IsZero() && !d.rang[v.ID]:
		d.rang[v.ID] = true
		d.ask(&wish{ref: v.Ref(), cmd: call.Rang{By: d.actor()}})
	case l.State == call.Joined && l.Device == d.device && v.Answered():
		d.w.enterMedia(d, v.Ref())
	}
}

// synced takes the answer of call.sync: calls that are shown and not among it are over.
func (d *device) synced(held *call.Call) {
	if held != nil {
		d.take(snapshot(held))
	}
	for _, id := range d.shownLive() {
		if held == nil || held.ID != id {
			d.get(id)
		}
	}
}

// shownLive lists the calls that the device shows as going on with its user in them, oldest first.
func (d *device) shownLive() (ids []call.ID) {
	for id, v := range d.views {
		if l := v.Leg(d.user); v.End == nil && l != nil && l.Live() {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}
