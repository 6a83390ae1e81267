package call

// Join enters a running call by its id, asked or not. For somebody who is being rung it is an accept.
// Who was taken out by an administrator has to be asked.
type Join struct {
	By   Actor
	Held map[UserID]ID // as in [Start]
}

// Rule names the command.
func (Join) Rule() string { return "join" }

// WithHeld brings in the store's answer, see [Claimer].
func (m Join) WithHeld(held map[UserID]ID) Command {
	m.Held = addHeld(m.Held, held)
	return m
}

func (m Join) apply(t *transition) error {
	if err := t.live(); err != nil {
		return err
	}
	if err := CheckUser("user", m.By.User); err != nil {
		return err
	}
	if err := checkDevice(m.By); err != nil {
		return err
	}
	switch l := t.to.Leg(m.By.User); {
	case l == nil:
	case l.Live():
		return Accept{By: m.By}.apply(t)
	case l.Reason == Removed:
		return ErrNotInvited
	}
	if in, held := m.Held[m.By.User]; held {
		return busy(in)
	}
	if t.to.Members() >= t.to.Max {
		return ErrFull
	}
	t.to.Group = true
	l := t.add(Leg{User: m.By.User, Role: Joiner, Device: m.By.Device})
	t.connect(l, Event{Type: JoinedIn, By: m.By})
	l.InvitedAt = l.JoinedAt
	return nil
}
