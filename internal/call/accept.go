package call

// Accept answers a ringing call on one device. The first device of a user wins;
// asked again by the same device it is the same answer.
type Accept struct{ By Actor }

// Rule names the command.
func (Accept) Rule() string { return "accept" }

func (m Accept) apply(t *transition) error {
	if err := t.live(); err != nil {
		return err
	}
	if err := checkDevice(m.By); err != nil {
		return err
	}
	switch l := t.leg(m.By.User); {
	case l == nil:
		return ErrNotInvited
	case l.State == Joined && l.Device == m.By.Device:
		return nil
	case l.State == Joined:
		return ErrAnsweredElsewhere
	case l.State != Ringing:
		return ErrNotRinging
	default:
		l.Device = m.By.Device
		t.connect(l, Event{Type: Answered, By: m.By})
		return nil
	}
}
