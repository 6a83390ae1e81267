package realtime

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringline/internal/call"
	"ringline/internal/record"
)

// put has the rules decide and commits.
func (d *desk) put(c call.Call, cmd call.Command, now time.Time) call.Call {
	d.t.Helper()
	change, err := call.Apply(c, cmd, now)
	if err == nil {
		err = d.store.Commit(d.t.Context(), change)
	}
	if err != nil {
		d.t.Fatalf("%s: %v", cmd.Rule(), err)
	}
	return change.To
}

// past makes a call between users that went that way: no_answer, or whatever else is declined.
func (d *desk) past(n int, missed bool, caller call.UserID, callees ...call.UserID) call.ID {
	d.t.Helper()
	now := epoch.Add(time.Duration(n) * time.Minute)
	c := d.put(call.Call{}, call.Start{
		App: app1, ID: call.ID(fmt.Sprintf("call-%04d", n)), By: call.Actor{Kind: call.ByUser, User: caller, Device: "d"}, Callees: callees,
		Media: call.Audio, Room: call.Room{Name: "1"}, RingFor: 10 * time.Second, Max: 100,
	}, now)
	if missed {
		return d.put(c, call.Tick{}, now.Add(11*time.Second)).ID
	}
	for _, u := range callees {
		c = d.put(c, call.Reject{By: call.Actor{Kind: call.ByUser, User: u, Device: "d"}}, now.Add(time.Second))
	}
	return c.ID
}

// walk reads a list page by page. No page is empty, and none comes twice.
func (d *desk) walk(s *session, limit int, missed bool) (found []call.ID, pages int) {
	d.t.Helper()
	for cursor := ""; ; pages++ {
		out, code := d.do(s, "calls.history", fmt.Sprintf(`{"cursor":%q,"limit":%d,"missed":%v}`, cursor, limit, missed))
		if code != 0 {
			d.t.Fatalf("told %d", code)
		}
		calls := out["calls"].([]any)
		for _, c := range calls {
			found = append(found, call.ID(c.(map[string]any)["id"].(string)))
		}
		next, more := out["next"].(string)
		if !more {
			return found, pages + 1
		}
		if len(calls) == 0 || next == cursor || pages > 1000 {
			d.t.Fatalf("after %d pages: %d calls and the cursor %q", pages, len(calls), next)
		}
		cursor = next
	}
}

// Every call that is over is on one page, the newest first, and the rare ones that were missed are found as fast as all.
func TestHistoryPages(t *testing.T) {
	d := newDesk(t, nil)
	var all, missed []call.ID
	for n := range 57 {
		id := d.past(n, n%19 == 3, "ann", "bob")
		all = append([]call.ID{id}, all...)
		if n%19 == 3 {
			missed = append([]call.ID{id}, missed...)
		}
		d.past(1000+n, true, "ann", "cid") // of others
	}
	live, _ := d.do(d.session(app1, "ann", "a1"), "call.start", `{"callees":["bob"],"media":"audio"}`)
	if live == nil {
		t.Fatal("no live call")
	}
	bob := d.session(app1, "bob", "b1")
	for _, limit := range []int{0, 1, 7, 56, 57, 58, 100} {
		found, pages := d.walk(bob, limit, false)
		if diff := cmp.Diff(all, found); diff != "" {
			t.Errorf("in pages of %d (- want, + got):\n%s", limit, diff)
		}
		if limit == 0 && pages != 3 {
			t.Errorf("%d pages of twenty", pages)
		}
		found, pages = d.walk(bob, limit, true)
		if diff := cmp.Diff(missed, found); diff != "" || limit > 2 && pages != 1 {
			t.Errorf("P8: missed, in %d pages of %d (- want, + got):\n%s", pages, limit, diff)
		}
	}
	// P16: the same user of another app has another past. So has whoever sends somebody else's cursor.
	if found, _ := d.walk(d.session(app2, "bob", "b1"), 10, false); len(found) != 0 {
		t.Errorf("P16: %v", found)
	}
	first, _ := d.do(bob, "calls.history", `{"limit":1}`)
	out, _ := d.do(d.session(app1, "zoe", "z1"), "calls.history", fmt.Sprintf(`{"cursor":%q}`, first["next"]))
	if len(out["calls"].([]any)) != 0 {
		t.Errorf("somebody else's cursor shows %v", out)
	}
}

// A page of calls with crowds in them is cut before it grows beyond what a connection takes.
func TestHistoryOfCrowds(t *testing.T) {
	d := newDesk(t, nil)
	var crowd []call.UserID
	for i := range 98 {
		crowd = append(crowd, call.UserID(fmt.Sprintf("%032d", i)))
	}
	for n := range 40 {
		d.past(n, true, "ann", append([]call.UserID{"bob"}, crowd...)...)
	}
	bob := d.session(app1, "bob", "b1")
	out, err := d.node.commands["calls.history"](t.Context(), bob, []byte(`{"limit":100}`))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(encode(out)); n > 100<<10 {
		t.Errorf("a page of %d bytes", n)
	}
	if found, pages := d.walk(bob, 100, false); len(found) != 40 || pages != 2 {
		t.Errorf("%d calls on %d pages", len(found), pages)
	}
}

// What a past call says depends on who asks.
func TestPast(t *testing.T) {
	d := newDesk(t, nil)
	by := func(user call.UserID) call.Actor {
		return call.Actor{Kind: call.ByUser, User: user, Device: call.DeviceID(user + "-d")}
	}
	at := func(s int) time.Time { return epoch.Add(time.Duration(s) * time.Second) }
	c := d.put(call.Call{}, call.Start{
		App: app1, ID: "c", By: call.Actor{Kind: call.ByAdmin, User: "a"}, Caller: "ann", Callees: []call.UserID{"bob", "cid", "dan"},
		Media: call.Video, Room: call.Room{Name: "1"}, RingFor: 30 * time.Second, Max: 9,
	}, at(0))
	c = d.put(c, call.Accept{By: by("cid")}, at(2)) // waits, and leaves before anybody else is there
	c = d.put(c, call.Hangup{By: by("cid")}, at(3))
	c = d.put(c, call.Accept{By: by("bob")}, at(4))
	c = d.put(c, call.Accept{By: by("ann")}, at(10)) // the answer
	c = d.put(c, call.Hangup{By: by("bob")}, at(20))
	c = d.put(c, call.Join{By: by("eve")}, at(25))
	c = d.put(c, call.Tick{}, at(31)) // dan missed it
	c = d.put(c, call.Join{By: by("bob")}, at(40))
	c = d.put(c, call.EndCall{By: call.Actor{Kind: call.ByAdmin, User: "a"}}, at(50))

	whole := pastMessage{
		ID: "c", Media: call.Video, Group: true, Caller: "ann", StartedAt: millis(at(0)), AnsweredAt: millis(at(10)), EndedAt: millis(at(50)),
		Result: call.Completed, Reason: call.EndedByApp, OwnReason: call.CallOver,
	}
	for user, change := range map[call.UserID]func(*pastMessage){
		"ann": func(m *pastMessage) {
			m.Role, m.Answered, m.Talk, m.Users = call.Caller, true, 40_000, []call.UserID{"bob", "cid", "dan", "eve"}
		},
		"bob": func(m *pastMessage) {
			m.Role, m.Answered, m.Talk, m.Users = call.Invitee, true, 20_000, []call.UserID{"ann", "cid", "dan", "eve"}
		},
		"cid": func(m *pastMessage) {
			m.Role, m.OwnReason, m.Users = call.Invitee, call.HungUp, []call.UserID{"ann", "bob", "dan", "eve"}
		},
		"dan": func(m *pastMessage) {
			m.Role, m.Missed, m.OwnReason, m.Users = call.Invitee, true, call.NoAnswer, []call.UserID{"ann", "bob", "cid", "eve"}
		},
		"eve": func(m *pastMessage) {
			m.Role, m.Answered, m.Talk, m.Users = call.Joiner, true, 25_000, []call.UserID{"ann", "bob", "cid", "dan"}
		},
	} {
		want := whole
		change(&want)
		if diff := cmp.Diff(want, pastOf(&c, user)); diff != "" {
			t.Errorf("%s (- want, + got):\n%s", user, diff)
		}
		if want.Missed != record.Missed(&c, user) {
			t.Errorf("P8: %s", user)
		}
	}
}
