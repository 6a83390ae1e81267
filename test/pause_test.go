package test

import (
	"syscall"
	"testing"
	"time"

	"ringline/internal/call"
	"ringline/internal/process"
)

// asleep is longer than a lease of the crowd's server.
const asleep = 3 * time.Second

// TestPaused: the server stands still for longer than a lease. Nobody who was there all the time is thrown out because of that, whoever
// left meanwhile is noticed, and deadlines that passed are acted upon within a second of its waking (P3, P14).
func TestPaused(t *testing.T) {
	c := gather(t, "paused for longer than a lease (SIGSTOP)", process.Options{})
	ann, bob := login(t, c.server.URL, c.app, "ann", "a1"), login(t, c.server.URL, c.app, "bob", "b1")
	talk := c.talk(ann, bob)
	for n := range *rounds {
		c.busy(100)
		dan, eve := login(t, c.server.URL, c.app, apart("dan", n), "d1"), login(t, c.server.URL, c.app, apart("eve", n), "e1")
		left := c.talk(dan, eve)
		c.during(func() {
			send(t, c.server, syscall.SIGSTOP)
			dan.Close()
			eve.Close()
			upFor(t, c.server, asleep)
			send(t, c.server, syscall.SIGCONT)
		})
		// Those two go when a lease from the waking on is over. Had it counted the sleep, ann and bob would be gone by then.
		eventually(t, "those who left are noticed", func() bool { return c.hasEnded(left) })
		c.stillTalk(talk, ann, bob)
	}
	ann.must(t, "call.hangup", object{"request": "bye", "call": talk})
	c.end()
}

func send(t *testing.T, s *process.Server, what syscall.Signal) {
	t.Helper()
	if err := syscall.Kill(s.PID(), what); err != nil {
		t.Fatal(err)
	}
}

// hasEnded asks as a back end does.
func (c *crowd) hasEnded(id call.ID) bool {
	r, err := newAPI(c.server.URL, c.app).do(c.t.Context(), "get_call_info", object{"CallId": id})
	return err == nil && r.ErrorCode == 101004
}

// stillTalk checks that people are in the call they were in, by the word of the server to each of them.
func (c *crowd) stillTalk(id call.ID, people ...*device) {
	c.t.Helper()
	for _, p := range people {
		var held []callMessage
		eventually(c.t, string(p.user)+" is answered", func() (ok bool) {
			var err error
			held, err = p.calls(c.t.Context())
			return err == nil
		})
		if len(held) != 1 || held[0].ID != id || held[0].leg(p.user).State != call.Joined {
			c.t.Fatalf("%s was in call %s all the time, and is in %+v", p.user, id, held)
		}
	}
}
