package audit

import (
	"slices"
	"time"

	"ringline/internal/call"
)

// membersWrong break who is in a call, and on which device.
func membersWrong() []mutant {
	again := func(d *draft, by call.Actor) { // another device of somebody who is in gets in as well
		d.anew()
		l := d.leg(by.User)
		l.Device = by.Device
		l.JoinedAt = d.emit(call.Event{Type: call.Answered, User: by.User, Device: by.Device, By: by})
	}
	return []mutant{
		{"a second device accepts too", 2, rules(func(d *draft) {
			if m, ok := refused[call.Accept](d, call.ErrAnsweredElsewhere); ok {
				again(d, m.By)
			}
		})},
		{"an accept that is repeated is another answer", 2, rules(func(d *draft) {
			if m, ok := d.cmd.(call.Accept); ok && d.err == nil && d.Empty() {
				again(d, m.By)
			}
		})},
		{"who declined or missed it can still accept", 2, rules(func(d *draft) {
			if m, ok := refused[call.Accept](d, call.ErrNotRinging); ok {
				again(d, m.By)
				l := d.leg(m.By.User)
				l.State, l.GoneAt, l.Reason, d.Claim = call.Joined, time.Time{}, "", []call.UserID{l.User}
			}
		})},
		{"an answer names no device", 2, rules(func(d *draft) {
			if m, ok := done[call.Accept](d); ok {
				d.leg(m.By.User).Device, d.Events[0].Device = "", ""
			}
		})},
		{"a joiner who is in gets in again", 2, rules(func(d *draft) {
			if m, ok := refused[call.Join](d, call.ErrAnsweredElsewhere); ok {
				d.anew()
				l := call.Leg{N: len(d.To.Legs), User: m.By.User, Role: call.Joiner, State: call.Joined, Device: m.By.Device}
				l.JoinedAt = d.emit(call.Event{Type: call.JoinedIn, User: l.User, Device: l.Device, By: m.By})
				l.InvitedAt = l.JoinedAt
				d.To.Legs, d.Legs = append(d.To.Legs, l), append(d.Legs, l.N)
			}
		})},
		{"who is in is asked again", 1, rules(func(d *draft) {
			if m, ok := refused[call.Invite](d, call.ErrAlreadyMember); ok {
				d.anew()
				l := call.Leg{N: len(d.To.Legs), User: m.Users[0], Role: call.Invitee, State: call.Ringing}
				l.InvitedAt = d.emit(call.Event{Type: call.InviteSent, User: l.User, By: m.By})
				l.Deadline = l.InvitedAt.Add(m.RingFor)
				d.To.Legs, d.Legs = append(d.To.Legs, l), append(d.Legs, l.N)
			}
		})},
		{"a device that is not in the call hangs up", 4, rules(func(d *draft) {
			if m, ok := refused[call.Hangup](d, call.ErrAnsweredElsewhere); ok {
				d.anew()
				l := d.leg(m.By.User)
				l.State, l.Reason = call.Gone, call.HungUp
				l.GoneAt = d.emit(call.Event{Type: call.Left, User: l.User, Device: m.By.Device, By: m.By, Reason: call.HungUp})
				d.Release = []call.UserID{l.User}
			}
		})},
		{"a kick leaves its user in", 5, rules(func(d *draft) {
			if m, ok := done[call.Kick](d); ok && d.To.End == nil {
				*d.leg(m.User), d.Release = *d.before.Leg(m.User), nil
			}
		})},
		{"one who hangs up ends it for the others", 15, rules(func(d *draft) {
			if m, ok := done[call.Hangup](d); ok && d.before.Answered() && d.To.End == nil {
				d.end(m.By)
			}
		})},
		{"one who declines ends it for the others", 15, rules(func(d *draft) {
			if m, ok := done[call.Reject](d); ok && d.To.End == nil {
				d.end(m.By)
			}
		})},
		{"one who is lost ends it for the others", 15, rules(func(d *draft) {
			if _, ok := done[call.Lapse](d); ok && d.To.End == nil {
				d.end(call.Actor{Kind: call.ByClock})
			}
		})},
		{"a kick ends it for the others", 15, rules(func(d *draft) {
			if m, ok := done[call.Kick](d); ok && d.To.End == nil {
				d.end(m.By)
			}
		})},
		{"a call is answered as it starts", 5, rules(func(d *draft) {
			if _, ok := done[call.Start](d); ok {
				d.To.AnsweredAt = d.To.StartedAt
			}
		})},
		{"the time of the answer is not kept", 5, rules(func(d *draft) { d.To.AnsweredAt = time.Time{} })},
		{"an accept makes it an audio call in silence", 5, rules(func(d *draft) {
			if _, ok := done[call.Accept](d); ok {
				d.To.Media = call.Audio
			}
		})},
		{"who declined has missed it", 8, rules(func(d *draft) {
			if m, ok := done[call.Reject](d); ok {
				d.leg(m.By.User).Reason = call.NoAnswer
				d.Events[0].Type = call.RangOut
			}
		})},
		{"a ring that was canceled was missed", 8, rules(func(d *draft) {
			if _, ok := done[call.Cancel](d); !ok {
				return
			}
			for i := range d.Events {
				if e := &d.Events[i]; e.Type == call.Withdrawn {
					e.Type, e.Reason, e.By = call.RangOut, "", call.Actor{Kind: call.ByClock}
					d.leg(e.User).Reason = call.NoAnswer
				}
			}
		})},
		{"a leg that changed is not named", 10, rules(func(d *draft) {
			if _, ok := done[call.Accept](d); ok {
				d.Legs = nil
			}
		})},
	}
}

// timesWrong break deadlines, leases and the order of events.
func timesWrong() []mutant {
	return []mutant{
		{"nobody looks at deadlines", 3, rules(func(d *draft) {
			if _, ok := d.cmd.(call.Tick); ok {
				d.nothing()
			}
		})},
		{"a ring goes on after its deadline", 14, rules(func(d *draft) {
			if _, ok := done[call.Tick](d); ok && d.now.Sub(d.before.Deadline()) < 2*time.Second {
				d.nothing()
			}
		})},
		{"a ring has no deadline", 3, rules(func(d *draft) {
			for i := range d.To.Legs {
				d.To.Legs[i].Deadline = time.Time{}
			}
		})},
		{"a device that rings moves the deadline", 7, rules(func(d *draft) {
			if m, ok := done[call.Rang](d); ok {
				l := d.leg(m.By.User)
				l.Deadline = l.RungAt.Add(30 * time.Second)
			}
		})},
		{"a lease that lapses is ignored", 3, rules(func(d *draft) {
			if _, ok := done[call.Lapse](d); ok {
				d.nothing()
			}
		})},
		{"two events at one time", 6, rules(func(d *draft) {
			if len(d.Events) > 1 {
				d.Events[1].At = d.Events[0].At
			}
		})},
		{"events have whole seconds", 6, rules(func(d *draft) {
			for i := range d.Events {
				d.Events[i].At = d.Events[i].At.Truncate(time.Second)
			}
		})},
		{"events are not numbered", 6, rules(func(d *draft) {
			for i := range d.Events {
				d.Events[i].Seq = 0
			}
		})},
		{"a move does not say where to", 18, rules(func(d *draft) {
			if _, ok := done[call.Move](d); ok {
				d.Events[0].Host = ""
			}
		})},
		{"a move is not counted", 18, rules(func(d *draft) {
			if _, ok := done[call.Move](d); ok {
				d.To.Moves--
			}
		})},
		{"a version is skipped", 4, rules(func(d *draft) {
			if _, ok := done[call.Accept](d); ok {
				d.To.Version++
			}
		})},
	}
}

// endsWrong break how calls end and what is said about it.
func endsWrong() []mutant {
	return []mutant{
		{"one end, two events", 4, rules(func(d *draft) {
			if d.Has(call.Ended) && d.err == nil {
				e := d.Events[len(d.Events)-1]
				d.To.End.At = d.emit(e)
			}
		})},
		{"the end is not the last event", 4, rules(func(d *draft) {
			if d.Has(call.Ended) && d.err == nil {
				d.emit(call.Event{Type: call.MediaSwitched, By: d.To.End.By, Media: d.To.Media})
			}
		})},
		{"a second end is granted", 4, rules(func(d *draft) {
			if _, ok := refused[call.EndCall](d, call.ErrEnded); ok {
				d.nothing()
			}
		})},
		{"a call goes on with one member", 3, rules(func(d *draft) {
			m, ok := done[call.Hangup](d)
			if !ok || d.To.End == nil || !d.before.Answered() {
				return
			}
			leg := *d.leg(m.By.User)
			d.To.Legs, d.To.End = slices.Clone(d.before.Legs), nil
			d.To.Legs[leg.N] = leg
			d.drop(call.Ended)
			d.Events, d.Release = d.Events[:1], []call.UserID{leg.User}
			d.To.LastAt = d.Events[0].At
		})},
		{"a call is canceled after the answer", 5, rules(func(d *draft) {
			if m, ok := refused[call.Cancel](d, call.ErrAlreadyAnswered); ok {
				d.anew()
				d.end(m.By)
				d.To.End.Result, d.To.End.Reason = call.ResultCanceled, call.Canceled
				e := &d.Events[len(d.Events)-1]
				e.Result, e.Reason = d.To.End.Result, d.To.End.Reason
			}
		})},
		{"a call that nobody answered is completed", 5, rules(func(d *draft) {
			if _, ok := done[call.Tick](d); ok && d.To.End != nil {
				d.To.End.Result = call.Completed
				d.Events[len(d.Events)-1].Result = call.Completed
			}
		})},
		{"it rings on after the end", 7, rules(func(d *draft) {
			if _, ok := done[call.EndCall](d); ok {
				for _, e := range d.Events {
					if e.Type == call.Withdrawn {
						l := d.leg(e.User)
						l.State, l.Reason, l.GoneAt = call.Ringing, "", time.Time{}
					}
				}
				d.drop(call.Withdrawn)
			}
		})},
		{"the end names another cause", 19, rules(func(d *draft) {
			if d.To.End != nil {
				d.To.End.Cause = call.EndCall{}.Rule()
			}
		})},
		{"the end names somebody else", 19, rules(func(d *draft) {
			if d.To.End != nil {
				d.To.End.By = call.Actor{Kind: call.ByUser, User: "zoe", Device: "d1"}
			}
		})},
		{"nobody did it", 19, rules(func(d *draft) {
			for i := range d.Events {
				d.Events[i].By = call.Actor{}
			}
		})},
		{"who left has no reason", 19, rules(func(d *draft) {
			for i := range d.Events {
				if e := &d.Events[i]; e.Type == call.Left {
					e.Reason, d.leg(e.User).Reason = "", ""
				}
			}
		})},
	}
}

// claimsWrong break who is kept from other calls.
func claimsWrong() []mutant {
	return []mutant{
		{"a start keeps nobody but its caller", 1, rules(func(d *draft) {
			if _, ok := done[call.Start](d); ok && len(d.Claim) > 0 {
				d.Claim = d.Claim[:1]
			}
		})},
		{"an invitation keeps nobody", 1, rules(func(d *draft) {
			if _, ok := done[call.Invite](d); ok {
				d.Claim = nil
			}
		})},
		{"who comes by the call's id is not kept", 1, rules(func(d *draft) {
			if _, ok := done[call.Join](d); ok {
				d.Claim = nil
			}
		})},
		{"switching the media lets go of everybody", 1, rules(func(d *draft) {
			if _, ok := done[call.SwitchMedia](d); ok {
				d.Release = d.To.Holds()
			}
		})},
		{"nobody is let go at the end", 1, rules(func(d *draft) {
			if d.err == nil && d.Has(call.Ended) {
				d.Release = nil
			}
		})},
	}
}
