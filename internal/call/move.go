package call

// Move gives the call's media room another host: the one it had is gone, or is about to leave. Everybody stays in the call, and
// each of them has to enter the room anew, there.
//
// It says from where, so that of two who move a call, or of one who repeats himself, only the first does: a call whose room is
// elsewhere, or that is over, stays as it is.
type Move struct {
	From string // the host that the mover believes it has; empty for a call that never had one
	To   string
	Lost bool // From is gone, and nobody can be heard until they are at the other one
}

// Rule names the command.
func (m Move) Rule() string {
	if m.Lost {
		return "move_after_loss"
	}
	return "move"
}

func (m Move) apply(t *transition) error {
	if m.To == "" {
		return Invalid("to", "is missing")
	}
	if t.to.End != nil || t.to.Host != m.From || m.To == m.From {
		return nil
	}
	t.to.Host = m.To
	t.to.Moves++
	t.emit(Event{Type: MediaMoved, By: Actor{Kind: ByClock}, Host: m.To})
	return nil
}
