package realtime

import (
	"fmt"
	"testing"
	"time"

	"ringline/internal/call"
)

// talking starts a call of alice's that bob answers.
func (d *desk) talking() (id string) {
	d.t.Helper()
	out, _ := d.do(d.session(app1, "alice", "a1"), "call.start", `{"callees":["bob","carol"],"media":"video"}`)
	id = out["call"].(map[string]any)["id"].(string)
	if _, code := d.do(d.session(app1, "bob", "b1"), "call.accept", `{"call":"`+id+`"}`); code != 0 {
		d.t.Fatal(code)
	}
	return id
}

// reported lists what is kept of a call, by leg.
func (d *desk) reported(id string) string {
	d.t.Helper()
	all, err := d.store.Reports(d.t.Context(), app1, []call.ID{call.ID(id)})
	if err != nil {
		d.t.Fatal(err)
	}
	text := ""
	for _, r := range all {
		text += fmt.Sprintf("%d:%v ", r.Leg, *r.RTT)
	}
	return text
}

// Who is or was in the call with this device may report, until a minute after the end. The last report counts.
func TestStats(t *testing.T) {
	d := newDesk(t, nil)
	id := d.talking()
	alice, bob := d.session(app1, "alice", "a1"), d.session(app1, "bob", "b1")
	report := func(s *session, rtt int, want uint32) {
		t.Helper()
		s.reports = newReportLimit()
		if _, code := d.do(s, "call.stats", fmt.Sprintf(`{"call":%q,"stats":{"rtt":%d,"user":"mallory","leg":0}}`, id, rtt)); code != want {
			t.Errorf("%s on %s is told %d, want %d", s.user, s.device, code, want)
		}
	}
	report(alice, 1, 0)
	report(bob, 2, 0)
	report(bob, 3, 0)
	report(d.session(app1, "bob", "b2"), 4, 1007)
	report(d.session(app1, "carol", "c1"), 5, 1007) // for whom it rings
	report(d.session(app1, "zoe", "z1"), 6, 1004)
	report(d.session(app2, "bob", "b1"), 7, 1002) // P16
	if got := d.reported(id); got != "0:1 1:3 " {
		t.Errorf("kept: %s", got)
	}
	d.do(bob, "call.hangup", `{"call":"`+id+`"}`)
	report(bob, 8, 0)
	d.do(alice, "call.hangup", `{"call":"`+id+`"}`)
	d.now = d.now.Add(reportAfter)
	report(alice, 9, 0)
	d.now = d.now.Add(time.Second)
	report(alice, 10, 1003)
	report(bob, 11, 1003)
	if got := d.reported(id); got != "0:9 1:8 " {
		t.Errorf("kept: %s", got)
	}
}

// Who leaves and comes back has another leg, and starts anew on it.
func TestStatsOfWhoComesBack(t *testing.T) {
	d := newDesk(t, nil)
	id := d.talking()
	alice, bob := d.session(app1, "alice", "a1"), d.session(app1, "bob", "b1")
	data := `{"call":"` + id + `"}`
	d.do(bob, "call.stats", `{"call":"`+id+`","stats":{"rtt":1}}`)
	d.do(bob, "call.hangup", data)
	d.do(alice, "call.stats", `{"call":"`+id+`","stats":{"rtt":2}}`)
	if _, code := d.do(bob, "call.join", data); code != 0 {
		t.Fatal(code)
	}
	d.do(bob, "call.stats", `{"call":"`+id+`","stats":{"rtt":3}}`)
	if got := d.reported(id); got != "0:2 1:1 3:3 " {
		t.Errorf("kept: %s", got)
	}
}

// A connection reports so often and no more; its commands go on. What is counted of the first sound is counted once.
func TestStatsTooOften(t *testing.T) {
	w := newWorld(t, Default())
	alice, bob := w.device("alice", "a1"), w.device("bob", "b1")
	id := alice.start("bob")
	bob.must("call.accept", actData{Call: id})
	refused := 0
	for i := range 20 {
		stats := map[string]any{"first_audio": 100 + i, "rtt": i}
		switch code := bob.rpc("call.stats", map[string]any{"call": id, "stats": stats}, nil); code {
		case 0:
		case 111:
			refused++
		default:
			t.Fatal(code)
		}
	}
	if refused < 20-reportBurst-1 || refused > 20-reportBurst {
		t.Errorf("%d of 20 reports were refused", refused)
	}
	bob.must("call.hangup", actData{Call: id})
	if n := w.metric("ringline_call_first_audio_seconds", ""); n != 1 {
		t.Errorf("%v counted", n)
	}
}
