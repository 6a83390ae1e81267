package call_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"ringline/internal/call"
)

// TestInviteReadsNoEndlessList: whom there is no room for is refused before the rest of the list is looked at.
func TestInviteReadsNoEndlessList(t *testing.T) {
	c := begin(t) // three of four places are taken
	invite := call.Invite{By: actor("alice/a1"), RingFor: 30 * time.Second, Users: []call.UserID{"bob", "dave", "dave", "erin", "not a user id"}}
	if _, err := call.Apply(c, invite, epoch); !errors.Is(err, call.ErrFull) {
		t.Errorf("dave and erin for one place: %v, want full", err)
	}
	invite.Users = []call.UserID{"bob", "dave", "carol", "dave"}
	ch, err := call.Apply(c, invite, epoch)
	if err != nil || len(ch.Legs) != 1 || !slices.Equal(ch.Claim, []call.UserID{"dave"}) {
		t.Errorf("members and one who is named twice: legs %v, claims %v, %v; want one leg for dave", ch.Legs, ch.Claim, err)
	}
}

// TestFactsAddUp: P20. A store that finds one more user held at each try is asked for fewer users each time.
func TestFactsAddUp(t *testing.T) {
	by := actor("alice/a1")
	for _, cmd := range []call.Claimer{call.Start{By: by}, call.Invite{By: by}, call.Join{By: by}} {
		first := map[call.UserID]call.ID{"bob": "x"}
		cmd = cmd.WithHeld(first).(call.Claimer)
		cmd = cmd.WithHeld(map[call.UserID]call.ID{"carol": "y"}).(call.Claimer)
		var got map[call.UserID]call.ID
		switch m := cmd.(type) {
		case call.Start:
			got = m.Held
		case call.Invite:
			got = m.Held
		case call.Join:
			got = m.Held
		}
		if want := map[call.UserID]call.ID{"bob": "x", "carol": "y"}; !maps.Equal(got, want) || len(first) != 1 {
			t.Errorf("%s knows %v, want %v", cmd.Rule(), fmt.Sprint(got), want)
		}
	}
}
