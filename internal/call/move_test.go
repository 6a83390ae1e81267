package call_test

import (
	"errors"
	"slices"
	"testing"

	"ringline/internal/call"
)

// TestMove: a move changes where the room is and nothing else: no member, no deadline, no claim (P1, P14, P18), and everybody hears of it.
func TestMove(t *testing.T) {
	before := step(t, begin(t), call.Accept{By: actor("bob/b1")}, epoch)
	ch, err := call.Apply(before, call.Move{To: "n1", Lost: true}, epoch)
	if err != nil {
		t.Fatal(err)
	}
	if ch.Had != "" || ch.To.Host != "n1" || ch.To.Moves != 1 || len(ch.Events) != 1 || ch.Events[0].Type != call.MediaMoved || ch.Events[0].Host != "n1" {
		t.Errorf("moved to %q, %d times: %+v", ch.To.Host, ch.To.Moves, ch.Events)
	}
	if len(ch.Legs)+len(ch.Claim)+len(ch.Release) > 0 || !slices.Equal(ch.To.Legs, before.Legs) || !ch.To.Deadline().Equal(before.Deadline()) {
		t.Errorf("touched more than the room: %+v", ch)
	}
	if want := []call.UserID{"alice", "bob", "carol"}; !slices.Equal(ch.Audience(), want) {
		t.Errorf("told to %v, want %v", ch.Audience(), want)
	}
	if _, err := call.Apply(before, call.Move{}, epoch); !errors.Is(err, call.Invalid("to", "")) {
		t.Errorf("to nowhere: %v", err)
	}
}
