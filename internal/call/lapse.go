package call

// Lapse takes out a user whose device's lease is gone. Somebody for whom it rings is not concerned:
// they may well be offline.
type Lapse struct {
	User   UserID
	Device DeviceID
	// Restart says that the service itself broke the connection and the device did not come back in time.
	Restart bool
}

// Rule names the command.
func (m Lapse) Rule() string {
	if m.Restart {
		return "lapse_after_restart"
	}
	return "lapse"
}

func (m Lapse) apply(t *transition) error {
	l := t.leg(m.User)
	if t.to.End != nil || l == nil || l.State != Joined || l.Device != m.Device || l.Robot {
		return nil
	}
	reason, by := Offline, Actor{Kind: ByClock}
	if m.Restart {
		reason = Interrupted
	}
	if l.Role == Caller && !t.to.Answered() {
		t.end(End{Result: outcome(&t.to, reason).Result, Reason: reason}, by)
		return nil
	}
	t.leave(l, reason, Event{Type: Left, Device: l.Device, By: by, Reason: reason})
	t.settle(reason, by)
	return nil
}
