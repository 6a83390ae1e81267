package call

// Cancel gives a call up before anybody answered. Only its caller can.
type Cancel struct{ By Actor }

// Rule names the command.
func (Cancel) Rule() string { return "cancel" }

func (m Cancel) apply(t *transition) error {
	caller := t.to.Caller()
	if t.to.End != nil && t.to.End.Reason == Canceled && caller.User == m.By.User && caller.Device == m.By.Device {
		return nil // the same answer again
	}
	if err := t.live(); err != nil {
		return err
	}
	l, err := t.inside(m.By)
	switch {
	case err != nil:
		return err
	case l.Role != Caller:
		return ErrNotMember
	case t.to.Answered():
		return ErrAlreadyAnswered
	}
	t.end(End{Result: ResultCanceled, Reason: Canceled}, m.By)
	return nil
}
