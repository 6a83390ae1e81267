package call

// Tick lets the time pass: invitations whose deadline has come end unanswered. It is safe at any moment.
type Tick struct{}

// Rule names the command.
func (Tick) Rule() string { return "ring_timeout" }

func (Tick) apply(t *transition) error {
	if t.to.End != nil {
		return nil
	}
	by := Actor{Kind: ByClock}
	for i := range t.to.Legs {
		if l := &t.to.Legs[i]; l.State == Ringing && !t.now.Before(l.Deadline) {
			t.touch(i)
			t.leave(l, NoAnswer, Event{Type: RangOut, By: by})
		}
	}
	if len(t.events) > 0 {
		t.settle(NoAnswer, by)
	}
	return nil
}
