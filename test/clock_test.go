package test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"ringline/internal/call"
	"ringline/internal/process"
)

// ringFor is how long the phones ring over which the clock steps.
const ringFor = 2 * time.Second

// TestClockSteps: the machine's clock steps by a minute, forth and back, while phones ring. No ring ends more than a second early or
// late, by the watch of somebody else, and nobody is thrown out of a call (P14).
func TestClockSteps(t *testing.T) {
	step := filepath.Join(t.TempDir(), "step")
	tagged, err := build(t.TempDir(), "faultclock")
	if err != nil {
		t.Fatal(err)
	}
	c := gather(t, "clock stepped by a minute, forth or back", process.Options{Binary: tagged, Env: []string{"FAULTCLOCK=" + step}})
	ann, bob := login(t, c.server.URL, c.app, "ann", "a1"), login(t, c.server.URL, c.app, "bob", "b1")
	dan := login(t, c.server.URL, c.app, "dan", "d1")
	talk := c.talk(ann, bob)
	for n := range 2 * *rounds {
		c.busy(50)
		begun := time.Now()
		id := dan.must(t, "call.start", object{"callees": []call.UserID{apart("out", n)}, "media": "audio", "timeout": ringFor.Milliseconds()}).Call.ID
		answered := time.Now()
		by := []string{"60s", "-60s", "0s"}[n%3]
		// The server reads the file at any moment: it is replaced whole.
		if err := os.WriteFile(step+".new", []byte(by), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(step+".new", step); err != nil {
			t.Fatal(err)
		}
		c.times++
		m := dan.hears(t, id, "that nobody answers", over)
		if late := time.Since(begun); late > ringFor+time.Second {
			t.Errorf("P14: a ring of %v over a step to %s ended only after %v", ringFor, by, late)
		}
		if early := time.Since(answered); early < ringFor-time.Second {
			t.Errorf("P14: a ring of %v over a step to %s ended after %v already", ringFor, by, early)
		}
		if m.End.Reason != call.NoAnswer {
			t.Errorf("the ring ended so: %+v", *m.End)
		}
		c.stillTalk(talk, ann, bob)
	}
	ann.must(t, "call.hangup", object{"request": "bye", "call": talk})
	c.end()
}
