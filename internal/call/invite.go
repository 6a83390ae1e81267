package call

import (
	"slices"
	"time"
)

// Invite asks more users into a running call. Members among them are passed over.
// The call is a group call from then on.
type Invite struct {
	By      Actor
	Users   []UserID // each once
	RingFor time.Duration
	Held    map[UserID]ID // as in [Start]
}

// Rule names the command.
func (Invite) Rule() string { return "invite" }

// WithHeld brings in the store's answer, see [Claimer].
func (m Invite) WithHeld(held map[UserID]ID) Command {
	m.Held = held
	return m
}

func (m Invite) apply(t *transition) error {
	if err := t.live(); err != nil {
		return err
	}
	if _, err := t.inside(m.By); err != nil {
		return err
	}
	if err := checkRing(m.RingFor); err != nil {
		return err
	}
	var users []UserID
	for _, u := range m.Users {
		if err := CheckUser("users", u); err != nil {
			return err
		}
		if l := t.to.Leg(u); (l == nil || !l.Live()) && !slices.Contains(users, u) {
			users = append(users, u)
		}
	}
	switch {
	case len(m.Users) == 0:
		return Invalid("users", "nobody was named")
	case len(users) == 0:
		return ErrAlreadyMember
	case t.to.Members()+len(users) > t.to.Max:
		return ErrFull
	}
	t.to.Group = true
	t.invite(users, m.By.User, m.RingFor, m.Held, m.By)
	return nil
}

// invite gives each user a ringing leg, or one that is gone already if the user is held elsewhere.
func (t *transition) invite(users []UserID, inviter UserID, ringFor time.Duration, held map[UserID]ID, by Actor) {
	for _, u := range users {
		l := Leg{User: u, Role: Invitee, State: Ringing, InvitedBy: inviter}
		if _, isHeld := held[u]; isHeld {
			l.InvitedAt = t.emit(Event{Type: WasBusy, User: u, By: by})
			l.State, l.GoneAt, l.Reason = Gone, l.InvitedAt, Busy
		} else {
			l.InvitedAt = t.emit(Event{Type: InviteSent, User: u, By: by})
			l.Deadline = l.InvitedAt.Add(ringFor)
		}
		t.add(l)
	}
}
