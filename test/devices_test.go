package test

import (
	"testing"

	"ringline/internal/call"
)

// TestThreeDevices: P2 over real sockets. One device answers, the others stop and know where, one that comes too late is told.
func TestThreeDevices(t *testing.T) {
	s, _ := newStage(t)
	ann := login(t, s.base, s.app, "ann", "a1")
	bobs := []*device{s.bob, login(t, s.base, s.app, "bob", "b2"), login(t, s.base, s.app, "bob", "b3")}
	id := ann.must(t, "call.start", object{"request": "r1", "callees": []string{"bob"}, "media": "video"}).Call.ID
	for _, b := range bobs {
		b.hears(t, id, "the ring", rings("bob"))
	}
	if a := bobs[1].must(t, "call.accept", object{"request": "r2", "call": id}); a.Ticket == nil || a.Ticket.Token == "" {
		t.Errorf("the one that answers gets no ticket: %+v", a)
	}
	onB2 := func(m *callMessage) bool {
		l := m.leg("bob")
		return l != nil && l.State == call.Joined && l.Device == "b2"
	}
	for _, d := range append(bobs, ann) {
		d.hears(t, id, "answered on b2", onB2)
	}
	if _, err := bobs[0].do(t.Context(), "call.accept", object{"request": "r3", "call": id}); refused(err) != 1006 {
		t.Errorf("a second device answers: %v, want 1006", err)
	}
	ann.must(t, "call.hangup", object{"request": "r4", "call": id})
	for _, b := range bobs {
		if m := b.hears(t, id, "the end", over); m.End.Reason != call.HungUp || m.End.By.User != "ann" {
			t.Errorf("%s: %+v", b.device, m.End)
		}
	}
}

// TestLateLogin: whoever logs in while it rings finds the call (P10).
func TestLateLogin(t *testing.T) {
	s, _ := newStage(t)
	id := s.ring(t, "cat")
	cat := login(t, s.base, s.app, "cat", "c1")
	var found struct{ Calls []callMessage }
	cat.sync(t, &found.Calls)
	if len(found.Calls) != 1 || found.Calls[0].ID != id || !rings("cat")(&found.Calls[0]) {
		t.Fatalf("found %+v, want %s ringing", found.Calls, id)
	}
	cat.must(t, "call.accept", object{"request": "r1", "call": id})
	if r := s.must(t, "get_call_info", object{"CallId": id}); len(r.Response.UserList) != 2 || r.Response.UserList[1].Status != "Calling" {
		t.Errorf("get_call_info: %+v", r.Response)
	}
}
