package control_test

import (
	"testing"

	"ringline/internal/call"
)

type hosts struct{ asked int }

func (h *hosts) Choose(call.AppID, string) string {
	h.asked++
	return "n2"
}

// TestStartChoosesAHost: each new call gets one, where there is something to choose.
func TestStartChoosesAHost(t *testing.T) {
	alone := newWorld(t)
	c, err := alone.Start(t.Context(), start(user("alice", "a1"), "bob"), none)
	if alone.must(t, c, err); c.Host != "" {
		t.Errorf("alone, and hosted by %q", c.Host)
	}
	h := &hosts{}
	w := newWorldWith(t, h)
	c, err = w.Start(t.Context(), start(user("alice", "a1"), "bob"), none)
	if w.must(t, c, err); c.Host != "n2" || h.asked != 1 {
		t.Errorf("hosted by %q, asked %d times", c.Host, h.asked)
	}
}
