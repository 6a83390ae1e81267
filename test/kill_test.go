package test

import (
	"math/rand/v2"
	"testing"
	"time"

	"ringline/internal/process"
)

// TestKilled: the server is killed again and again while people call, answer, leave, join and cancel, and between the commit of an
// event and its arrival at a back end that fails itself every now and then. Whatever anybody was told is there afterwards, and the
// back end has heard every event of every call, in order for each call and byte for byte the same when it heard it twice: P1–P9,
// P14, P15, P19.
func TestKilled(t *testing.T) {
	c := gather(t, "killed (SIGKILL)", process.Options{})
	waiting := 0
	for range *crashes {
		upFor(t, c.server, time.Duration(200+rand.IntN(700))*time.Millisecond)
		c.during(func() {
			if err := c.server.Kill(); err != nil {
				t.Fatal(err)
			}
			waiting += unsent(t, c.options.Data)
			c.server = launch(t, c.options)
		})
	}
	upFor(t, c.server, 500*time.Millisecond)
	c.end()
	t.Logf("the crashes left %d messages unsent", waiting)
	if waiting == 0 {
		t.Error("no message was under way at a crash")
	}
}
