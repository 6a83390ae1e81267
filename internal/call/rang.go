package call

// Rang notes that a device of the invitee really rings. The first one counts; it is a fact for the
// caller to see and for the record, nothing is decided by it.
type Rang struct{ By Actor }

// Rule names the command.
func (Rang) Rule() string { return "rang" }

func (m Rang) apply(t *transition) error {
	l := t.leg(m.By.User)
	if l == nil {
		return ErrNotInvited
	}
	if t.to.End == nil && l.State == Ringing && l.RungAt.IsZero() {
		l.RungAt = t.emit(Event{Type: Rung, User: l.User, Device: m.By.Device, By: m.By})
	}
	return nil
}
