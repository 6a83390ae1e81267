package record

import (
	"slices"

	"ringline/internal/call"
)

// ErasedDevice stands where a device of an erased user stood. It says that there was one: nobody is in a call on none.
const ErasedDevice call.DeviceID = "erased"

// Erasure puts an alias in a user's place, everywhere in a call in the same way: what the timeline tells and what the record
// says stays in accord. What tells a person by other means goes: devices, addresses, requests, what the app said about the
// call. Times, results and who else was in it stay.
//
// The alias must be the name of nobody else; then promises that can be read off the history still can.
type Erasure struct{ User, Alias call.UserID }

// Check refuses an alias that cannot stand for the user.
func (e Erasure) Check() error {
	if err := call.CheckUser("user", e.User); err != nil {
		return err
	}
	if err := call.CheckUser("alias", e.Alias); err != nil {
		return err
	}
	if e.User == e.Alias {
		return call.Invalid("alias", "is the user")
	}
	return nil
}

// Taken refuses an alias that is somebody else in a call of the user.
func (e Erasure) Taken(id call.ID) error {
	return call.Invalid("alias", "%q is another user of call %s", e.Alias, id)
}

// Call returns a call without the user. It refuses if the alias is somebody else in it.
func (e Erasure) Call(c *call.Call) (call.Call, error) {
	if c.Leg(e.Alias) != nil {
		return call.Call{}, e.Taken(c.ID)
	}
	to := *c
	to.Legs = slices.Clone(c.Legs)
	for i := range to.Legs {
		l := &to.Legs[i]
		if l.User == e.User {
			l.Device = e.device(l.Device)
		}
		l.User, l.InvitedBy = e.name(l.User), e.name(l.InvitedBy)
	}
	if c.End != nil {
		end := *c.End
		end.By = e.actor(end.By)
		to.End = &end
	}
	to.UserData, to.Push = "", nil
	return to, nil
}

// Events returns events without the user.
func (e Erasure) Events(events []call.Event) []call.Event {
	to := slices.Clone(events)
	for i := range to {
		if to[i].User == e.User {
			to[i].Device = e.device(to[i].Device)
		}
		to[i].User, to[i].By = e.name(to[i].User), e.actor(to[i].By)
	}
	return to
}

// Asked reports whether the user is who asked for the change with these events: then where it came from and its request
// have to go, too.
func (e Erasure) Asked(events []call.Event) bool {
	return slices.ContainsFunc(events, func(event call.Event) bool { return event.By.User == e.User })
}

// Fact returns a fact without the user.
func (e Erasure) Fact(f Fact) Fact {
	if f.User == e.User {
		f.User, f.Device, f.Detail = e.Alias, e.device(f.Device), nil
	}
	return f
}

func (e Erasure) name(u call.UserID) call.UserID {
	if u == e.User {
		return e.Alias
	}
	return u
}

func (Erasure) device(d call.DeviceID) call.DeviceID {
	if d == "" {
		return ""
	}
	return ErasedDevice
}

func (e Erasure) actor(a call.Actor) call.Actor {
	if a.User == e.User {
		a.User, a.Device = e.Alias, e.device(a.Device)
	}
	return a
}
