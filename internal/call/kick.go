package call

// Kick takes one user out, by an administrator's wish: somebody who is in the call leaves it, somebody for whom it rings
// is no longer asked. The others go on while two are left. Who was taken out comes back only when asked again, see [Join].
type Kick struct {
	By   Actor
	User UserID // also a robot
}

// Rule names the command.
func (Kick) Rule() string { return "kick" }

func (m Kick) apply(t *transition) error {
	l := t.leg(m.User)
	if l != nil && l.Reason == Removed {
		return nil // out already: the same answer again
	}
	if err := t.live(); err != nil {
		return err
	}
	switch {
	case l == nil:
		return ErrNotInvited
	case l.State == Gone:
		return &Error{Code: CodeNotMember, Text: "the user is no longer in this call"}
	case l.State == Ringing:
		t.leave(l, Removed, Event{Type: Withdrawn, By: m.By, Reason: Removed})
	default:
		t.leave(l, Removed, Event{Type: Left, Device: l.Device, By: m.By, Reason: Removed})
	}
	t.settle(Removed, m.By)
	return nil
}
