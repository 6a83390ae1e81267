package call

// Reject declines a ringing call for the user, on all their devices.
type Reject struct {
	By   Actor
	Busy bool // look busy to the others instead of declining
}

// Rule names the command.
func (Reject) Rule() string { return "reject" }

func (m Reject) apply(t *transition) error {
	l := t.leg(m.By.User)
	if l != nil && l.State == Gone && l.Device == m.By.Device && (l.Reason == Rejected || l.Reason == Busy) {
		return nil // the same answer again
	}
	if err := t.live(); err != nil {
		return err
	}
	switch {
	case l == nil:
		return ErrNotInvited
	case l.State == Joined && l.Device != m.By.Device:
		return ErrAnsweredElsewhere
	case l.State != Ringing:
		return ErrNotRinging
	}
	reason, fact := Rejected, Declined
	if m.Busy {
		reason, fact = Busy, WasBusy
	}
	l.Device = m.By.Device
	t.leave(l, reason, Event{Type: fact, Device: m.By.Device, By: m.By})
	t.settle(reason, m.By)
	return nil
}
