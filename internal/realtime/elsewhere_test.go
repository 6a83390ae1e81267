package realtime

import (
	"slices"
	"testing"

	"ringline/internal/call"
)

// Who is elsewhere is counted by node: a user on two of them is there until both say otherwise, or are gone. Apps do not mix (P16).
func TestElsewhere(t *testing.T) {
	e := elsewhere{nodes: map[string]map[account]bool{}, users: map[call.AppID]map[call.UserID]int{}}
	bob, other := account{app1, "bob"}, account{app2, "bob"}
	if !e.set("a", bob, true) || e.set("a", bob, true) || !e.set("b", bob, true) {
		t.Error("what is news is told wrongly")
	}
	if !e.online(bob) || e.online(other) || !slices.Equal(e.of(app1), []call.UserID{"bob"}) || len(e.of(app2)) > 0 {
		t.Errorf("%+v", e.users)
	}
	if turned := e.replace("a", map[call.AppID][]call.UserID{app2: {"bob"}}); len(turned) != 2 || !e.online(bob) || !e.online(other) {
		t.Errorf("turned %v, %+v", turned, e.users)
	}
	e.set("b", bob, false)
	if e.set("b", bob, false) || e.online(bob) {
		t.Error("bob is still online")
	}
	e.replace("a", nil)
	if len(e.users) > 0 || len(e.nodes["a"]) > 0 {
		t.Errorf("%+v is left of nobody", e.nodes)
	}
}
