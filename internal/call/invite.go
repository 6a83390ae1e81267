package call

import (
	"slices"
	"time"
)

// Invite asks more users into a running call. Members among them are passed over.
// The call is a group call from then on. An administrator need not be in the call.
type Invite struct {
	By      Actor
	Users   []UserID // who is named twice is asked once
	RingFor time.Duration
	Held    map[UserID]ID // as in [Start]
}

// Rule names the command.
func (Invite) Rule() string { return "invite" }

// WithHeld brings in the store's answer, see [Claimer].
func (m Invite) WithHeld(held map[UserID]ID) Command {
	m.Held = addHeld(m.Held, held)
	return m
}

func (m Invite) apply(t *transition) error {
	if err := t.live(); err != nil {
		return err
	}
	var inviter UserID // nobody, if a back end asks
	if m.By.Kind != ByAdmin {
		l, err := t.inside(m.By)
		if err != nil {
			return err
		}
		inviter = l.User
	}
	if err := checkRing(m.RingFor); err != nil {
		return err
	}
	users, err := m.newcomers(&t.to)
	if err != nil {
		return err
	}
	t.to.Group = true
	t.invite(users, inviter, m.RingFor, m.Held, m.By)
	return nil
}

// newcomers lists who is asked, each once: those named who are not members.
func (m Invite) newcomers(c *Call) ([]UserID, error) {
	if len(m.Users) == 0 {
		return nil, Invalid("users", "nobody was named")
	}
	var users []UserID
	room := c.Max - c.Members()
	for _, u := range m.Users {
		if err := CheckUser("users", u); err != nil {
			return nil, err
		}
		if l := c.Leg(u); l != nil && l.Live() || slices.Contains(users, u) {
			continue
		}
		if users = append(users, u); len(users) > room {
			return nil, ErrFull // and no need to read an endless list
		}
	}
	if len(users) == 0 {
		return nil, ErrAlreadyMember
	}
	return users, nil
}

// invite gives each user a ringing leg, or one that is gone already if the user is held elsewhere.
func (t *transition) invite(users []UserID, inviter UserID, ringFor time.Duration, held map[UserID]ID, by Actor) {
	t.to.Legs, t.events = slices.Grow(t.to.Legs, len(users)), slices.Grow(t.events, len(users)+1) // of many it is most of the work
	for _, u := range users {
		l := Leg{User: u, Role: Invitee, InvitedBy: inviter}
		if _, isHeld := held[u]; isHeld {
			l.InvitedAt = t.emit(Event{Type: WasBusy, User: u, By: by})
			l.State, l.GoneAt, l.Reason = Gone, l.InvitedAt, Busy
			t.add(l)
		} else {
			t.ring(l, ringFor, by)
		}
	}
}

// ring adds a leg that rings.
func (t *transition) ring(l Leg, ringFor time.Duration, by Actor) {
	l.State = Ringing
	l.InvitedAt = t.emit(Event{Type: InviteSent, User: l.User, By: by})
	l.Deadline = l.InvitedAt.Add(ringFor)
	t.add(l)
}
