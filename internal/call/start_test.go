package call_test

import (
	"strings"
	"testing"
	"time"

	"ringline/internal/call"
)

func TestStartRefusesNonsense(t *testing.T) {
	good := func() call.Start {
		return call.Start{
			App: 1, ID: "c1", By: actor("alice/a1"), Callees: []call.UserID{"bob"},
			Media: call.Audio, RingFor: 30 * time.Second, Max: 9,
		}
	}
	if _, err := call.Apply(call.Call{}, good(), epoch); err != nil {
		t.Fatalf("a good start: %v", err)
	}
	for name, tc := range map[string]struct {
		change func(*call.Start)
		code   call.Code
		field  string
	}{
		"nobody called":                {func(m *call.Start) { m.Callees = nil }, call.CodeInvalid, "callees"},
		"oneself called":               {func(m *call.Start) { m.Callees = []call.UserID{"alice"} }, call.CodeInvalid, "callees"},
		"one called twice":             {func(m *call.Start) { m.Callees = []call.UserID{"bob", "bob"} }, call.CodeInvalid, "callees"},
		"odd characters":               {func(m *call.Start) { m.Callees = []call.UserID{"bo b"} }, call.CodeInvalid, "callees"},
		"a long name":                  {func(m *call.Start) { m.Callees = []call.UserID{call.UserID(strings.Repeat("b", 33))} }, call.CodeInvalid, "callees"},
		"no device":                    {func(m *call.Start) { m.By.Device = "" }, call.CodeInvalid, "device"},
		"no caller":                    {func(m *call.Start) { m.By.User = "" }, call.CodeInvalid, "caller"},
		"no name to call in":           {func(m *call.Start) { m.By = actor("admin") }, call.CodeInvalid, "caller"},
		"two to call in":               {func(m *call.Start) { m.By, m.Robot, m.Caller = actor("admin"), "robot", "carol" }, call.CodeInvalid, "caller"},
		"in another's name":            {func(m *call.Start) { m.Caller = "carol" }, call.CodeInvalid, "caller"},
		"in a robot's name":            {func(m *call.Start) { m.Robot = "robot" }, call.CodeInvalid, "caller"},
		"called together with oneself": {func(m *call.Start) { m.By, m.Caller = actor("admin"), "bob" }, call.CodeInvalid, "callees"},
		"smell as media":               {func(m *call.Start) { m.Media = "smell" }, call.CodeInvalid, "media"},
		"no time to ring":              {func(m *call.Start) { m.RingFor = 0 }, call.CodeInvalid, "timeout"},
		"rings for ever":               {func(m *call.Start) { m.RingFor = time.Hour }, call.CodeInvalid, "timeout"},
		"much user data":               {func(m *call.Start) { m.UserData = strings.Repeat("x", 4097) }, call.CodeInvalid, "user_data"},
		"much to push":                 {func(m *call.Start) { m.Push = make([]byte, 8193) }, call.CodeInvalid, "push"},
		"a long room":                  {func(m *call.Start) { m.Room.Name = strings.Repeat("r", 65) }, call.CodeInvalid, "room"},
		"a long chat group":            {func(m *call.Start) { m.ChatGroup = strings.Repeat("g", 65) }, call.CodeInvalid, "chat_group"},
		"too many for a two":           {func(m *call.Start) { m.Max, m.Callees = 2, []call.UserID{"bob", "carol"} }, call.CodeFull, ""},
	} {
		t.Run(name, func(t *testing.T) {
			m := good()
			tc.change(&m)
			_, err := call.Apply(call.Call{}, m, epoch)
			e, ok := err.(*call.Error)
			if !ok || e.Code != tc.code || !strings.HasPrefix(e.Text, tc.field) {
				t.Errorf("got %v, want %s about %q", err, tc.code, tc.field)
			}
		})
	}
	started := begin(t)
	if _, err := call.Apply(started, good(), epoch); err == nil {
		t.Error("a started call was started again")
	}
	if _, err := call.Apply(call.Call{}, call.Tick{}, epoch); err != call.ErrNotFound {
		t.Errorf("a command for no call: %v, want not found", err)
	}
}

// TestGlare holds which two calls are one: P11.
func TestGlare(t *testing.T) {
	start := func(by, callee string, change func(*call.Start)) call.Start {
		m := call.Start{
			App: 1, ID: "c1", By: actor(by), Callees: []call.UserID{call.UserID(callee)},
			Media: call.Audio, RingFor: 30 * time.Second, Max: 9,
		}
		if change != nil {
			change(&m)
		}
		return m
	}
	held := func(m call.Start, then ...call.Command) call.Call {
		ch, err := call.Apply(call.Call{}, m, epoch)
		for _, cmd := range then {
			if err == nil {
				ch, err = call.Apply(ch.To, cmd, epoch)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		return ch.To
	}
	group := func(m *call.Start) { m.Group = true }
	robot := func(m *call.Start) { m.By, m.Robot = actor("admin"), "bob" }
	served := func(m *call.Start) { m.By, m.Caller = actor("admin"), m.By.User }
	for name, tc := range map[string]struct {
		held  call.Call
		start call.Start
		want  bool
	}{
		"both ring":           {held(start("bob/b1", "alice", nil)), start("alice/a1", "bob", nil), true},
		"a group is not one":  {held(start("bob/b1", "alice", group)), start("alice/a1", "bob", nil), false},
		"nor a chat group":    {held(start("bob/b1", "alice", nil)), start("alice/a1", "bob", func(m *call.Start) { m.ChatGroup = "family" }), false},
		"nor wants to be":     {held(start("bob/b1", "alice", nil)), start("alice/a1", "bob", group), false},
		"somebody else rings": {held(start("carol/c1", "alice", nil)), start("alice/a1", "bob", nil), false},
		"my own older call":   {held(start("alice/a2", "bob", nil)), start("alice/a1", "bob", nil), false},
		"a robot calls":       {held(start("bob/b1", "alice", robot)), start("alice/a1", "bob", nil), false},
		"called together":     {held(start("bob/b1", "alice", served)), start("alice/a1", "bob", nil), false},
		"a back end calls":    {held(start("bob/b1", "alice", nil)), start("alice/a1", "bob", served), false},
		"already talking":     {held(start("bob/b1", "alice", nil), call.Accept{By: actor("alice/a2")}), start("alice/a1", "bob", nil), false},
		"already over":        {held(start("bob/b1", "alice", nil), call.Reject{By: actor("alice/a2")}), start("alice/a1", "bob", nil), false},
	} {
		if got := call.Glare(&tc.held, tc.start); got != tc.want {
			t.Errorf("%s: glare %v, want %v", name, got, tc.want)
		}
	}
}
