package realtime

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/media"
	"ringline/internal/record"
	"ringline/internal/store/memory"
	"ringline/internal/tenant"
)

const (
	app1 = 1400000001 // several devices per user, lists its users
	app2 = 1400000002 // one device per user
)

func testApps(t testing.TB) *tenant.Directory {
	t.Helper()
	apps, err := tenant.NewDirectory([]tenant.App{
		{ID: app1, Secrets: []tenant.Secret{"first"}, Settings: tenant.Settings{MultiDevice: true, ListUsers: true}},
		{ID: app2, Secrets: []tenant.Secret{"other"}},
		{ID: app2 + 1, Secrets: []tenant.Secret{"gone"}, Disabled: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	return apps
}

// sinks is where control delivers to; the node takes its place later, because each needs the other.
type sinks struct{ control.Sink }

// tickets hands out tickets that open nothing.
type tickets struct{ fail bool }

func (m tickets) Ticket(_ context.Context, c *call.Call, user call.UserID, device call.DeviceID) (media.Ticket, error) {
	if m.fail {
		return media.Ticket{}, errors.New("no key")
	}
	return media.Ticket{Token: "ticket-of-" + string(user) + "-" + string(device), Room: media.RoomName(c.Ref()), ExpiresAt: epoch.Add(2 * time.Minute).UnixMilli()}, nil
}

// desk runs commands as a connection would, without one.
type desk struct {
	t     testing.TB
	node  *Node
	store *memory.Store
	now   time.Time
}

// written has reports written at once.
type written struct{ *memory.Store }

func (w written) Add(r record.Report) { _ = w.SaveReports(context.Background(), []record.Report{r}) }

func newDesk(t testing.TB, m Tickets) *desk {
	t.Helper()
	d := &desk{t: t, now: epoch, store: memory.New()}
	sink, apps := &sinks{}, testApps(t)
	now := func() time.Time { return d.now }
	calls := control.New(control.Options{Store: d.store, Apps: apps, Sink: sink, Now: now})
	node, err := New(Options{
		Config: Default(), Calls: calls, Apps: apps, Tickets: m, Profiles: d.store, Records: d.store, Reports: written{d.store}, Now: now,
	})
	if err != nil {
		t.Fatal(err)
	}
	sink.Sink, d.node = node, node
	return d
}

func (d *desk) session(app call.AppID, user call.UserID, device call.DeviceID) *session {
	from := call.Origin{IP: "192.0.2.7", Platform: "web"}
	return &session{node: d.node, account: account{app, user}, device: device, origin: from, life: newPulse(time.Now()), limit: d.node.limiter(), reports: newReportLimit()}
}

// do runs a command and returns its answer as the client reads it, or the number of its refusal.
func (d *desk) do(s *session, method, data string) (map[string]any, uint32) {
	d.t.Helper()
	out, err := d.node.commands[method](d.t.Context(), s, []byte(data))
	if err != nil {
		told, known := refusal(err)
		if !known {
			d.t.Fatalf("%s %s: %v", method, data, err)
		}
		return nil, told.Code
	}
	var answer map[string]any
	if err := json.Unmarshal(encode(out), &answer); err != nil {
		d.t.Fatal(err)
	}
	return answer, 0
}

// exchange is a fixture of one command.
type exchange struct {
	About  string          `json:"about"`
	User   call.UserID     `json:"user"`
	Device call.DeviceID   `json:"device"`
	Method string          `json:"method"`
	Data   json.RawMessage `json:"data"`
	Answer json.RawMessage `json:"answer,omitempty"`
	Error  *errorMessage   `json:"error,omitempty"`
}

type errorMessage struct {
	Code    uint32 `json:"code"`
	Message string `json:"message"`
}

// One call from start to end, each command with its answer, as fixtures for both sides.
func TestCommandFixtures(t *testing.T) {
	d := newDesk(t, tickets{})
	alice, bob, carol := d.session(app1, "alice", "a1"), d.session(app1, "bob", "b1"), d.session(app1, "carol", "c1")
	d.node.devices.attach(alice, false, time.Now())
	d.node.devices.attach(bob, false, time.Now())

	var id, room string
	seen := map[string]bool{}
	play := func(name, about string, s *session, method, data string) {
		t.Helper()
		seen[method] = true
		d.now = d.now.Add(time.Second)
		data = strings.ReplaceAll(data, "CALL", string(fixtureCall))
		x := exchange{About: about, User: s.user, Device: s.device, Method: method, Data: json.RawMessage(data)}
		out, err := d.node.commands[method](t.Context(), s, []byte(strings.ReplaceAll(data, string(fixtureCall), id)))
		if err != nil {
			told, known := refusal(err)
			if !known {
				t.Fatal(err)
			}
			x.Error = &errorMessage{Code: told.Code, Message: told.Message}
		} else {
			x.Answer = encode(out)
			if a, ok := out.(answer); ok && id == "" {
				id, room = string(a.Call.ID), a.Call.Room.Name
			}
			if id != "" { // what the server makes up differs from run to run
				x.Answer = bytes.ReplaceAll(x.Answer, []byte(id), []byte(fixtureCall))
				x.Answer = bytes.ReplaceAll(x.Answer, []byte(`"`+room+`"`), []byte(`"1879048191"`))
			}
		}
		golden(t, "command-"+name+".json", x)
	}
	play("sync-idle", "Nothing is going on.", bob, "call.sync", `{}`)
	play("start", "Alice calls Bob.", alice, "call.start", `{"request":"r1","callees":["bob"],"media":"video","timeout":30000,"user_data":"order 7"}`)
	play("start-again", "The same request from the same device: the same call.", alice, "call.start", `{"request":"r1","callees":["bob"],"media":"video","timeout":30000,"user_data":"order 7"}`)
	play("sync-ringing", "Bob logs in while it rings.", bob, "call.sync", `{}`)
	play("rang", "Bob's device rings.", bob, "call.rang", `{"call":"CALL"}`)
	play("accept", "Bob answers.", bob, "call.accept", `{"request":"r1","call":"CALL"}`)
	play("accept-elsewhere", "Bob's other device answers too late.", d.session(app1, "bob", "b2"), "call.accept", `{"request":"r1","call":"CALL"}`)
	play("ticket", "Alice hears of the answer and asks for her ticket.", alice, "call.ticket", `{"call":"CALL"}`)
	play("switch-media", "Alice switches to audio.", alice, "call.switch_media", `{"request":"r2","call":"CALL","media":"audio"}`)
	play("invite", "Alice asks Carol and Dave in; Bob, named too, is a member already.", alice, "call.invite", `{"request":"r3","call":"CALL","users":["carol","dave","bob"]}`)
	play("invite-again", "The same invite once more: the same people.", alice, "call.invite", `{"request":"r3","call":"CALL","users":["carol","dave","bob"]}`)
	play("reject", "Carol declines.", carol, "call.reject", `{"request":"r1","call":"CALL"}`)
	play("join", "Erin joins by the call's id.", d.session(app1, "erin", "e1"), "call.join", `{"request":"r1","call":"CALL"}`)
	play("cancel-late", "Alice cannot cancel an answered call.", alice, "call.cancel", `{"request":"r4","call":"CALL"}`)
	play("hangup", "Alice leaves; the others go on.", alice, "call.hangup", `{"request":"r5","call":"CALL"}`)
	play("get", "Alice asks how it is going.", alice, "call.get", `{"call":"CALL"}`)
	play("get-unknown", "No such call.", alice, "call.get", `{"call":"019ab3f0-5c00-7000-8000-00000000dead"}`)
	play("start-invalid", "Nobody was named.", alice, "call.start", `{"request":"r6","callees":[],"media":"audio"}`)
	play("online", "Who is connected.", alice, "users.online", `{}`)
	play("stats", "Bob's device reports of its media.", bob, "call.stats", `{"call":"CALL","stats":{"first_audio":420,"first_frame":610,"rtt":38.5,"rtt_max":120,"jitter":4.2,"loss_in":0.004,"loss_out":0,"bitrate_in":912000,"bitrate_out":884000,"freezes":1,"frozen":340,"quality":1.4,"reconnects":0,"transport":"udp","samples":5,"duration":10000}}`)
	play("stats-invalid", "More was lost than there was.", bob, "call.stats", `{"call":"CALL","stats":{"loss_in":1.5}}`)
	play("stats-elsewhere", "Bob's other device was not in the call.", d.session(app1, "bob", "b2"), "call.stats", `{"call":"CALL","stats":{}}`)
	play("profile-set", "Alice says what she is called, and shows a picture.", alice, "profile.set", `{"name":"Alice <3","avatar":"https://example.com/a.png?s=1&t=2"}`)
	play("profile-set-part", "She takes the picture back; the name stays.", alice, "profile.set", `{"avatar":""}`)
	play("profile-set-invalid", "A picture has to have an address.", alice, "profile.set", `{"avatar":"javascript:alert(1)"}`)
	play("profiles", "Bob asks who they are. He himself has no profile, and nobody knows Zoe.", bob, "profiles.get", `{"users":["bob","zoe","alice","alice"]}`)
	d.now = d.now.Add(time.Minute) // it rings out for Dave
	if _, code := d.do(bob, "call.hangup", `{"call":"`+id+`"}`); code != 0 {
		t.Fatal(code)
	}
	play("history", "Bob looks back: he was in the call until it was over.", bob, "calls.history", `{"limit":10}`)
	play("history-caller", "For Alice, who started it and left first.", alice, "calls.history", `{}`)
	play("history-declined", "Carol declined, so she missed nothing.", carol, "calls.history", `{}`)
	play("history-missed", "Dave missed it.", d.session(app1, "dave", "d1"), "calls.history", `{"missed":true}`)
	play("history-none-missed", "Bob missed nothing.", bob, "calls.history", `{"missed":true}`)
	play("history-invalid", "A cursor comes from the answer before.", bob, "calls.history", `{"cursor":"AAAA"}`)
	d.now = d.now.Add(time.Minute)
	play("stats-late", "Alice's device reports too late.", alice, "call.stats", `{"call":"CALL","stats":{"duration":9000}}`)

	seen["call.cancel"] = true // refused above; its answer looks like hangup's
	for method := range d.node.commands {
		if !seen[method] {
			t.Errorf("no fixture shows %s", method)
		}
	}
}

// Whatever a client names, user, device and app are those of its connection.
func TestIdentityIsTheConnections(t *testing.T) {
	d := newDesk(t, nil)
	alice := d.session(app1, "alice", "a1")
	out, code := d.do(alice, "call.start", `{"callees":["bob"],"media":"audio","by":{"user":"mallory"},"user":"mallory","device":"m1","app":1400000002}`)
	if code != 0 {
		t.Fatal(code)
	}
	c := out["call"].(map[string]any)
	if c["caller"] != "alice" || c["legs"].([]any)[0].(map[string]any)["device"] != "a1" {
		t.Errorf("the call is %v", c)
	}
	data := `{"call":"` + c["id"].(string) + `"}`
	// P16: the same names in another app know nothing of it.
	for _, method := range []string{"call.get", "call.accept", "call.hangup", "call.join", "call.ticket", "call.rang"} {
		if _, code := d.do(d.session(app2, "bob", "b1"), method, data); code != 1002 {
			t.Errorf("P16: %s from another app is told %d", method, code)
		}
	}
	if out, _ := d.do(d.session(app2, "bob", "b1"), "call.sync", ``); len(out["calls"].([]any)) != 0 {
		t.Errorf("P16: %v", out)
	}
	// Nor does a stranger of the same app read it.
	if _, code := d.do(d.session(app1, "carol", "c1"), "call.get", data); code != 1004 {
		t.Errorf("a stranger's call.get is told %d", code)
	}
}

// cursor is one that holds what it should not.
func cursor(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }

func TestRefusedData(t *testing.T) {
	d := newDesk(t, tickets{})
	alice := d.session(app1, "alice", "a1")
	long := strings.Repeat("x", 65)
	tests := []struct{ method, data, text string }{
		{"call.start", `[]`, "data: must be a JSON object"},
		{"call.start", `{"callees":`, "data: must be a JSON object"},
		{"call.start", "\xff\xfe", "data: must be a JSON object"},
		{"call.start", `{"callees":"bob","media":"audio"}`, "callees: must not be a JSON string"},
		{"call.start", `{"callees":["bob"],"media":"smell"}`, "media: must be audio or video"},
		{"call.start", `{"callees":["bob"],"media":"audio","timeout":-1}`, "timeout: must lie between 1s and 10m0s, in milliseconds"},
		{"call.start", `{"callees":["bob"],"media":"audio","timeout":9223372036854775807}`, "timeout: must lie between 1s and 10m0s, in milliseconds"},
		{"call.start", `{"callees":["bob"],"media":"audio","timeout":1}`, "timeout: must lie between 1s and 10m0s"},
		{"call.start", `{"callees":["b b"],"media":"audio"}`, `callees: "b b" may only hold letters, digits, hyphens and underscores`},
		{"call.start", `{"callees":["alice"],"media":"audio"}`, `callees: "alice" is named twice or is the caller`},
		{"call.start", `{"callees":["bob"],"media":"audio","room":{"name":"0","numeric":true}}`, "room: a numeric room's name must be 1 to 2147483647"},
		{"call.start", `{"callees":["bob"],"media":"audio","room":{"name":"` + long + `"}}`, "room: a room's name has 1 to 64 bytes"},
		{"call.start", `{"callees":["bob"],"media":"audio","request":"` + long + `"}`, "request: is longer than 64 bytes"},
		{"call.accept", ``, "call: is missing"},
		{"call.accept", `{"call":"` + long + `"}`, "call: is longer than 64 bytes"},
		{"call.accept", `{"call":7}`, "call: must not be a JSON number"},
		{"call.invite", `{"call":"x","users":[1]}`, "users: must not be a JSON number"},
		{"profiles.get", `{}`, "users: nobody was named"},
		{"profiles.get", `{"users":"bob"}`, "users: must not be a JSON string"},
		{"profiles.get", `{"users":["` + strings.Repeat(`a","`, 100) + `a"]}`, "users: names more than 100"},
		{"profiles.get", `{"users":["a","b' OR 1=1"]}`, `users: "b' OR 1=1" may only hold letters, digits, hyphens and underscores`},
		{"profile.set", `{"name":7}`, "name: must not be a JSON number"},
		{"profile.set", `{"name":"` + strings.Repeat("ü", 251) + `"}`, "name: must be at most 500 bytes on one line, without characters that turn text around"},
		{"profile.set", `{"name":"a\nb"}`, "name: must be at most 500 bytes on one line, without characters that turn text around"},
		{"profile.set", `{"avatar":"data:image/png;base64,AA"}`, "avatar: must be an http or https URL, or a path on this server that begins with one /, of at most 500 bytes"},
		{"profile.set", `{"avatar":"https://a.example/` + strings.Repeat("a", 500) + `"}`, "avatar: must be an http or https URL, or a path on this server that begins with one /, of at most 500 bytes"},
		{"calls.history", `{"limit":-1}`, "limit: must be 1 to 100"},
		{"calls.history", `{"limit":101}`, "limit: must be 1 to 100"},
		{"calls.history", `{"limit":1.5}`, "limit: must not be a JSON number 1.5"},
		{"calls.history", `{"missed":"yes"}`, "missed: must not be a JSON string"},
		{"calls.history", `{"cursor":"!"}`, "cursor: is not one that this list gave"},
		{"calls.history", `{"cursor":"` + cursor(`{"t":-1,"id":"x"}`) + `"}`, "cursor: is not one that this list gave"},
		{"calls.history", `{"cursor":"` + cursor(`{"t":9223372036854775807,"id":"x"}`) + `"}`, "cursor: is not one that this list gave"},
		{"calls.history", `{"cursor":"` + cursor(`{"t":1}`) + `"}`, "cursor: is not one that this list gave"},
		{"calls.history", `{"cursor":"` + cursor(`{"t":1,"id":"`+strings.Repeat("x", 300)+`"}`) + `"}`, "cursor: is not one that this list gave"},
		{"call.stats", ``, "stats: is missing"},
		{"call.stats", `{"call":"x","stats":null}`, "stats: is missing"},
		{"call.stats", `{"call":"x","stats":[]}`, "stats: must not be a JSON array"},
		{"call.stats", `{"stats":{}}`, "call: is missing"},
		{"call.stats", `{"call":"x","stats":{"rtt":"38"}}`, "stats.rtt: must not be a JSON string"},
		{"call.stats", `{"call":"x","stats":{"rtt":1e999}}`, "stats.rtt: must not be a JSON number 1e999"},
		{"call.stats", `{"call":"x","stats":{"rtt":NaN}}`, "data: must be a JSON object"},
		{"call.stats", `{"call":"x","stats":{"rtt":-1}}`, "stats.rtt: must lie between 0 and 60000"},
		{"call.stats", `{"call":"x","stats":{"transport":"` + long + `"}}`, "stats.transport: must be udp, tcp or relay"},
		{"call.stats", `{"call":"x","stats":{"note":"` + strings.Repeat("x", 2048) + `"}}`, "data: must be at most 2048 bytes"},
	}
	for _, tc := range tests {
		alice.reports = newReportLimit()
		_, err := d.node.commands[tc.method](t.Context(), alice, []byte(tc.data))
		var e *call.Error
		if !errors.As(err, &e) || e.Code != call.CodeInvalid || e.Text != tc.text {
			t.Errorf("%s %.60s is refused with %v, want %s", tc.method, tc.data, err, tc.text)
		}
	}
}

// P12: a repeated request has no second effect and gets the first outcome.
func TestRepeatedRequest(t *testing.T) {
	d := newDesk(t, tickets{})
	alice, bob := d.session(app1, "alice", "a1"), d.session(app1, "bob", "b1")
	first, _ := d.do(alice, "call.start", `{"request":"r1","callees":["bob"],"media":"audio"}`)
	again, code := d.do(alice, "call.start", `{"request":"r1","callees":["bob"],"media":"audio"}`)
	id := first["call"].(map[string]any)["id"].(string)
	if code != 0 || again["call"].(map[string]any)["id"] != id {
		t.Fatalf("P12: %v, %d", again, code)
	}
	for range 2 {
		out, code := d.do(bob, "call.accept", `{"request":"r1","call":"`+id+`"}`)
		if code != 0 || out["ticket"] == nil || out["call"].(map[string]any)["version"] != 2.0 {
			t.Errorf("P12: accept is answered %v, %d", out, code)
		}
	}
	// Two commands without a request id are two commands.
	for _, want := range []uint32{0, 1011} {
		if _, code := d.do(d.session(app1, "dave", "d1"), "call.start", `{"callees":["erin"],"media":"audio"}`); code != want {
			t.Errorf("told %d, want %d", code, want)
		}
	}
}

// What was committed is answered, even if there is no ticket.
func TestTicketFails(t *testing.T) {
	for _, m := range []Tickets{nil, tickets{fail: true}} {
		d := newDesk(t, m)
		out, _ := d.do(d.session(app1, "alice", "a1"), "call.start", `{"callees":["bob"],"media":"audio"}`)
		out, code := d.do(d.session(app1, "bob", "b1"), "call.accept", `{"call":"`+out["call"].(map[string]any)["id"].(string)+`"}`)
		if code != 0 || out["ticket"] != nil || out["call"] == nil {
			t.Errorf("%v, %d", out, code)
		}
	}
}

// Tickets are for devices that are in an answered call.
func TestTicketOnlyInside(t *testing.T) {
	d := newDesk(t, tickets{})
	alice, bob, other := d.session(app1, "alice", "a1"), d.session(app1, "bob", "b1"), d.session(app1, "bob", "b2")
	out, _ := d.do(alice, "call.start", `{"callees":["bob"],"media":"audio"}`)
	data := `{"call":"` + out["call"].(map[string]any)["id"].(string) + `"}`
	want := func(s *session, code uint32) {
		t.Helper()
		if _, got := d.do(s, "call.ticket", data); got != code {
			t.Errorf("P13: %s/%s is told %d, want %d", s.user, s.device, got, code)
		}
	}
	want(alice, 1007) // not answered yet
	want(bob, 1007)
	d.do(bob, "call.accept", data)
	want(alice, 0)
	want(bob, 0)
	want(other, 1007)
	want(d.session(app1, "carol", "c1"), 1004)
	d.do(alice, "call.hangup", data)
	want(alice, 1003)
	want(bob, 1003)
}

// Two who call each other at the same moment are in one call, and the second gets a ticket at once.
func TestGlare(t *testing.T) {
	d := newDesk(t, tickets{})
	first, _ := d.do(d.session(app1, "alice", "a1"), "call.start", `{"request":"r","callees":["bob"],"media":"audio"}`)
	second, code := d.do(d.session(app1, "bob", "b1"), "call.start", `{"request":"r","callees":["alice"],"media":"audio"}`)
	if code != 0 || second["call"].(map[string]any)["id"] != first["call"].(map[string]any)["id"] || second["ticket"] == nil {
		t.Errorf("P11: %v, %d", second, code)
	}
}

func FuzzCommand(f *testing.F) {
	f.Add("call.start", []byte(`{"request":"r1","callees":["bob"],"media":"video","timeout":30000,"room":{"name":"7","numeric":true},"push":{"a":1}}`))
	f.Add("call.accept", []byte(`{"request":"r1","call":"019ab3f0-5c00-7000-8000-000000000001"}`))
	f.Add("call.invite", []byte(`{"call":"x","users":["a","b"],"timeout":1e3}`))
	f.Add("call.sync", []byte(`null`))
	f.Add("profiles.get", []byte(`{"users":["alice","bob"]}`))
	f.Add("profile.set", []byte(`{"name":"Alice","avatar":"https://example.com/a.png"}`))
	f.Add("calls.history", []byte(`{"cursor":"`+cursor(`{"t":1764000000000,"id":"x"}`)+`","limit":3,"missed":true}`))
	f.Add("call.stats", []byte(`{"call":"x","stats":{"first_audio":420,"loss_in":0.5,"transport":"udp","quality":1e0}}`))
	d := newDesk(f, tickets{})
	f.Fuzz(func(t *testing.T, method string, data []byte) {
		do, known := d.node.commands[method]
		if !known {
			return
		}
		out, err := do(t.Context(), d.session(app1, "alice", "a1"), data)
		if err != nil {
			if told, known := refusal(err); !known || told.Message == "" {
				t.Errorf("%s %q: %v", method, data, err)
			}
			return
		}
		if !json.Valid(encode(out)) {
			t.Errorf("%s %q is answered with what is not JSON", method, data)
		}
	})
}

func FuzzCursor(f *testing.F) {
	f.Add(cursor(`{"t":1764000000000,"id":"019ab3f0-5c00-7000-8000-000000000001"}`))
	f.Add(cursor(`{"t":1e300,"id":"x"}`))
	f.Fuzz(func(t *testing.T, text string) {
		at, err := readCursor(text)
		if err == nil && text != "" && (at.ID == "" || at.StartedAt.Unix() < 0 || at.StartedAt.Year() > 9999) {
			t.Errorf("%q was let through as %+v", text, at)
		}
	})
}

// Whatever numbers a device reports, what is kept of them can be read again.
func FuzzStatistics(f *testing.F) {
	f.Add([]byte(`{"first_audio":420,"loss_in":0.5,"transport":"udp","quality":1e0,"rtt":-0}`))
	d := newDesk(f, nil)
	id := d.talking()
	bob := d.session(app1, "bob", "b1")
	f.Fuzz(func(t *testing.T, stats []byte) {
		bob.reports = newReportLimit()
		if !json.Valid(stats) {
			return
		}
		if _, err := d.node.commands["call.stats"](t.Context(), bob, []byte(`{"call":"`+id+`","stats":`+string(stats)+`}`)); err != nil {
			return
		}
		kept, err := d.store.Reports(t.Context(), app1, []call.ID{call.ID(id)})
		if err != nil || len(kept) != 1 {
			t.Fatalf("%q: %v, %d reports", stats, err, len(kept))
		}
		text, err := kept[0].Encode()
		var again record.Statistics
		if err == nil {
			err = json.Unmarshal([]byte(text), &again)
		}
		if err != nil || again.Check() != nil {
			t.Errorf("%q is kept as %s: %v, %v", stats, text, err, again.Check())
		}
	})
}

func FuzzLogin(f *testing.F) {
	f.Add([]byte(`{"app":1400000001,"user":"alice","device":"d1","platform":"web"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		in, err := decodeLogin(data)
		if err == nil && (in.App < 1 || call.CheckUser("user", in.User) != nil || checkDevice(in.Device) != nil) {
			t.Errorf("%q was let through as %+v", data, in)
		}
	})
}
