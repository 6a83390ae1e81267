package call

// live refuses a call that is over.
func (t *transition) live() error {
	if t.to.End != nil {
		return ErrEnded
	}
	return nil
}

// inside finds the leg of somebody who is in the call on the device that asks.
func (t *transition) inside(by Actor) (*Leg, error) {
	switch l := t.leg(by.User); {
	case l == nil:
		return nil, ErrNotInvited
	case l.State != Joined:
		return nil, ErrNotMember
	case l.Device != by.Device:
		return nil, ErrAnsweredElsewhere
	default:
		return l, nil
	}
}

// connect notes that somebody came in; when a second one is there the call is answered.
func (t *transition) connect(l *Leg, e Event) {
	e.User, e.Device = l.User, l.Device
	l.State = Joined
	l.JoinedAt = t.emit(e)
	if !t.to.Answered() && t.to.joined() > 1 {
		t.to.AnsweredAt = l.JoinedAt
	}
}

// leave notes that a live leg is gone.
func (t *transition) leave(l *Leg, reason Reason, e Event) {
	e.User = l.User
	l.State, l.Reason = Gone, reason
	l.GoneAt = t.emit(e)
}
