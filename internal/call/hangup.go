package call

// Hangup takes one user out of the call. A caller whom nobody has answered yet cancels it;
// somebody for whom it rings declines it.
type Hangup struct{ By Actor }

// Rule names the command.
func (Hangup) Rule() string { return "hangup" }

func (m Hangup) apply(t *transition) error {
	l := t.leg(m.By.User)
	if l != nil && l.State == Gone && l.Device == m.By.Device {
		return nil // out already: the same answer again
	}
	if err := t.live(); err != nil {
		return err
	}
	if l != nil && l.State == Ringing {
		return Reject{By: m.By}.apply(t)
	}
	if _, err := t.inside(m.By); err != nil {
		return err
	}
	if l.Role == Caller && !t.to.Answered() {
		return Cancel(m).apply(t)
	}
	t.leave(l, HungUp, Event{Type: Left, Device: l.Device, By: m.By, Reason: HungUp})
	t.settle(HungUp, m.By)
	return nil
}
