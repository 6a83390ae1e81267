package record_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"ringline/internal/audit"
	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/record"
)

// tape applies commands and keeps what was committed, as a store would.
type tape struct {
	t    *testing.T
	call call.Call
	log  []audit.Commit
}

func (p *tape) do(second int, cmd call.Command) {
	p.t.Helper()
	change, err := call.Apply(p.call, cmd, at(second))
	if err != nil {
		p.t.Fatalf("%s: %v", cmd.Rule(), err)
	}
	p.call = change.To
	p.log = append(p.log, audit.Commit{Call: change.To.Ref(), Entry: control.Entry{Version: change.To.Version, Rule: change.Rule, Events: change.Events}})
}

// stories are calls in which bob has every part that there is.
func stories(t *testing.T) map[string]*tape {
	tablet := call.Actor{Kind: call.ByUser, User: "bob", Device: "bob-tablet"}
	begin := func(m call.Start) *tape {
		m.App, m.ID, m.Media, m.RingFor, m.Max = 1, "c", call.Video, 30*time.Second, 9
		m.UserData, m.Push = "bob lives at 1 Main Street", []byte(`{"bob":1}`)
		p := &tape{t: t}
		p.do(0, m)
		return p
	}
	caller := begin(call.Start{By: phone("bob"), Callees: []call.UserID{"ann", "cid"}})
	caller.do(1, call.Accept{By: phone("ann")})
	caller.do(2, call.Invite{By: phone("bob"), Users: []call.UserID{"dan"}, RingFor: time.Minute})
	caller.do(3, call.Hangup{By: phone("bob")})
	caller.do(4, call.Join{By: tablet})
	caller.do(5, call.SwitchMedia{By: tablet, Media: call.Audio})
	caller.do(6, call.Lapse{User: "bob", Device: "bob-tablet"})
	caller.do(7, call.EndCall{By: call.Actor{Kind: call.ByAdmin, User: "bob"}})

	canceled := begin(call.Start{By: phone("bob"), Callees: []call.UserID{"ann"}})
	canceled.do(1, call.Cancel{By: phone("bob")})

	callee := begin(call.Start{By: phone("ann"), Callees: []call.UserID{"bob"}})
	callee.do(1, call.Rang{By: tablet})
	callee.do(2, call.Accept{By: phone("bob")})
	callee.do(3, call.Hangup{By: phone("bob")})

	declined := begin(call.Start{By: phone("ann"), Callees: []call.UserID{"bob", "cid"}})
	declined.do(1, call.Reject{By: tablet, Busy: true})
	declined.do(2, call.Accept{By: phone("cid")})
	declined.do(3, call.Invite{By: phone("cid"), Users: []call.UserID{"bob"}, RingFor: time.Second})
	declined.do(5, call.Tick{})
	declined.do(6, call.Hangup{By: phone("cid")})

	robot := begin(call.Start{By: admin, Robot: "bob", Callees: []call.UserID{"ann"}})
	robot.do(1, call.Accept{By: phone("ann")})
	robot.do(2, call.EndCall{By: admin})
	return map[string]*tape{"caller": caller, "canceled": canceled, "callee": callee, "declined": declined, "robot": robot}
}

// Nothing of the user is left, and the auditor, who tells the call again from its events, still finds every promise kept.
func TestErasure(t *testing.T) {
	e := record.Erasure{User: "bob", Alias: "gone-7"}
	for name, p := range stories(t) {
		t.Run(name, func(t *testing.T) {
			h := audit.History{Log: p.log, Calls: []call.Call{p.call}, Now: at(100), Over: true}
			if broken := audit.Audit(h); broken != nil {
				t.Fatalf("before: %v", broken)
			}
			before, err := json.Marshal([]any{h.Log, h.Calls})
			if err != nil {
				t.Fatal(err)
			}
			c, err := e.Call(&p.call)
			if err != nil {
				t.Fatal(err)
			}
			erased := audit.History{Calls: []call.Call{c}, Now: at(100), Over: true}
			for _, entry := range p.log {
				entry.Events = e.Events(entry.Events)
				erased.Log = append(erased.Log, entry)
			}
			text, err := json.Marshal([]any{erased.Log, erased.Calls})
			if err != nil || strings.Contains(string(text), "bob") {
				t.Errorf("%v, still tells of bob: %s", err, text)
			}
			for _, b := range audit.Audit(erased) {
				t.Error(b)
			}
			if after, _ := json.Marshal([]any{h.Log, h.Calls}); string(after) != string(before) {
				t.Error("what was given was written to")
			}
			if r, was := record.Of(&c), record.Of(&p.call); r.Talk != was.Talk || r.Ring != was.Ring || c.End.Result != p.call.End.Result {
				t.Error("another outcome")
			}
		})
	}
}

func TestErasureKnowsWhoAsked(t *testing.T) {
	e := record.Erasure{User: "bob", Alias: "x"}
	p := stories(t)["callee"]
	for i, want := range []bool{false, true, true, true} {
		if got := e.Asked(p.log[i].Events); got != want {
			t.Errorf("%s: %v", p.log[i].Rule, got)
		}
	}
}

func TestErasureOfFacts(t *testing.T) {
	e := record.Erasure{User: "bob", Alias: "x"}
	f := e.Fact(record.Fact{User: "bob", Device: "d", Kind: "k", Detail: map[string]string{"ip": "192.0.2.1"}})
	if f.User != "x" || f.Device != record.ErasedDevice || f.Detail != nil || f.Kind != "k" {
		t.Errorf("%+v", f)
	}
	if f := e.Fact(record.Fact{User: "ann", Device: "d"}); f.User != "ann" || f.Device != "d" {
		t.Errorf("%+v", f)
	}
	if f := e.Fact(record.Fact{User: "bob"}); f.Device != "" {
		t.Errorf("a device where there was none: %+v", f)
	}
}
