package main

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringline/internal/admin"
	"ringline/internal/call"
	"ringline/internal/control"
	v1 "ringline/internal/httpapi/v1"
	"ringline/internal/record"
	"ringline/internal/seal"
	"ringline/internal/store/memory"
	"ringline/internal/tenant"
	"ringline/internal/webhook"
)

const (
	shop    = 1400000002
	storyID = "01a20e36-4fc1-7d2b-88cf-f68ad6cb0501"
)

// stage is a server over a memory store on which calls are played. Its clock stands still until it is moved.
type stage struct {
	*testing.T
	store   *memory.Store
	apps    *admin.Admin
	control *control.Control
	now     time.Time
}

func newStage(t *testing.T) *stage {
	t.Helper()
	here := zone
	zone = time.FixedZone("CET", 3600) // time.Local itself is read by goroutines of everybody
	t.Cleanup(func() { zone = here })

	s := &stage{T: t, store: memory.New(), now: time.Date(2026, 11, 5, 14, 3, 0, 0, time.UTC)}
	clock := func() time.Time { return s.now }
	keys, err := seal.NewRing(tenant.Secret(strings.Repeat("5a", 32)))
	if err != nil {
		t.Fatal(err)
	}
	s.apps = admin.New(admin.Options{Store: s.store, Keys: keys, Now: clock})
	if err := s.apps.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.apps.CreateApp(t.Context(), admin.By{Name: "test"}, admin.Spec{ID: shop, Name: "Shop"}); err != nil {
		t.Fatal(err)
	}
	s.control = control.New(control.Options{Store: s.store, Apps: s.apps, Hooks: hooks{}, Sink: s, Now: clock, Node: "node-1"})
	hooks, err := webhook.New(webhook.Options{Store: s.store, Apps: s.apps, Config: webhook.Default(), Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(v1.New(v1.Options{
		Calls: s.control, Admin: s.apps, Records: s.store, Deliveries: s.store, Webhooks: hooks, Replies: s.store, Profiles: s.store,
		Cursors: []byte("cursors"), Node: "node-1", Now: clock,
	}).Public())
	t.Cleanup(server.Close)
	t.Setenv("RINGLINE_SERVER", server.URL)
	t.Setenv("RINGLINE_TOKEN", s.token(admin.Everything))
	return s
}

func (s *stage) token(scopes ...admin.Scope) string {
	s.Helper()
	_, secret, err := s.apps.CreateToken(s.Context(), admin.By{Name: "test"}, admin.TokenSpec{Name: "test", Scopes: scopes})
	if err != nil {
		s.Fatal(err)
	}
	return secret
}

// Deliver tells nobody.
func (*stage) Deliver(call.Change) {}

// hooks has the back end told of the beginning and the end.
type hooks struct{}

func (hooks) Render(app *tenant.App, change *call.Change) []call.Delivery {
	first, last := change.Events[0], change.Events[len(change.Events)-1]
	var all []call.Delivery
	if app.Webhook == nil {
		return nil
	}
	if first.Type == call.Started {
		all = append(all, call.Delivery{Event: "begun", At: first.At, Body: []byte("{}")})
	}
	if last.Type == call.Ended {
		all = append(all, call.Delivery{Event: "over", At: last.At, Body: []byte("{}")})
	}
	return all
}

var ref = call.Ref{App: shop, ID: storyID}

// on is a user on a device of theirs.
func on(u call.UserID, d call.DeviceID) call.Actor {
	return call.Actor{Kind: call.ByUser, User: u, Device: d, From: call.Origin{IP: "192.0.2.7", Platform: "web"}}
}

func backEnd(name call.UserID) call.Actor {
	return call.Actor{Kind: call.ByAdmin, User: name, From: call.Origin{IP: "198.51.100.4", Platform: call.FromAPI}}
}

func (s *stage) start(m call.Start) {
	s.Helper()
	m.App, m.ID = shop, storyID
	if m.Media == "" {
		m.Media = call.Audio
	}
	if _, err := s.control.Start(s.Context(), m, call.Request{}); err != nil {
		s.Fatal(err)
	}
}

// do gives a command after a while.
func (s *stage) do(after time.Duration, cmd call.Command) {
	s.Helper()
	s.now = s.now.Add(after)
	if _, err := s.control.Do(s.Context(), ref, cmd, call.Request{}); err != nil {
		s.Fatalf("%s: %v", cmd.Rule(), err)
	}
}

// saw has the media server see something.
func (s *stage) saw(after time.Duration, kind string, u call.UserID, d call.DeviceID, detail map[string]string) {
	s.Helper()
	s.now = s.now.Add(after)
	fact := record.Fact{Call: ref, At: s.now, Source: "media", Kind: kind, User: u, Device: d, Detail: detail}
	if err := s.store.AddFacts(s.Context(), []record.Fact{fact}); err != nil {
		s.Fatal(err)
	}
}

// reported has the device of a leg report.
func (s *stage) reported(leg int, stats string) {
	s.Helper()
	r := record.Report{Call: ref, Leg: leg, At: s.now}
	err := json.Unmarshal([]byte(stats), &r.Statistics)
	if err == nil {
		err = s.store.SaveReports(s.Context(), []record.Report{r})
	}
	if err != nil {
		s.Fatal(err)
	}
}

// hook gives the app a back end that hears of calls.
func (s *stage) hook() {
	s.Helper()
	w := &tenant.Webhook{URL: "https://shop.example.com/", Events: []string{"begun", "over"}}
	if err := s.apps.SetWebhook(s.Context(), admin.By{Name: "test"}, shop, w); err != nil {
		s.Fatal(err)
	}
}

// sent tries to deliver the oldest message that is pending. It says how that went.
func (s *stage) sent(after time.Duration, status int, fault string) {
	s.Helper()
	s.now = s.now.Add(after)
	next, err := s.store.NextDeliveries(s.Context(), ref, 1)
	if err != nil || len(next) == 0 {
		s.Fatal(next, err)
	}
	d := &next[0]
	d.Attempts = append(d.Attempts, webhook.Attempt{At: s.now, Took: 40 * time.Millisecond, Status: status, Error: fault, Node: "node-1"})
	d.Tries++
	state, due := webhook.Delivered, time.Time{}
	if fault != "" {
		state, due = webhook.Pending, s.now.Add(time.Minute)
	}
	if err := s.store.SettleDelivery(s.Context(), d, state, due, s.now); err != nil {
		s.Fatal(err)
	}
}

// P19: whoever reads what is told of a call knows why it ended: who or what, on which device, where, by which rule.
func TestStories(t *testing.T) {
	for name, tc := range map[string]struct {
		play func(s *stage)
		end  string // the part of the story that says why
	}{
		"answered": {func(s *stage) {
			s.hook()
			s.start(call.Start{By: on("alice", "laptop"), Callees: []call.UserID{"bob"}, Media: call.Video})
			s.sent(120*time.Millisecond, 200, "")
			s.do(80*time.Millisecond, call.Rang{By: on("bob", "phone")})
			s.do(3*time.Second, call.Accept{By: on("bob", "phone")})
			s.saw(150*time.Millisecond, "room_opened", "", "", nil)
			s.saw(50*time.Millisecond, "joined", "alice", "laptop", nil)
			s.saw(50*time.Millisecond, "track_published", "alice", "laptop", map[string]string{"source": "microphone"})
			s.saw(50*time.Millisecond, "joined", "bob", "phone", nil)
			s.do(10*time.Second, call.SwitchMedia{By: on("alice", "laptop"), Media: call.Audio})
			s.do(50*time.Second, call.Hangup{By: on("bob", "phone")})
			s.saw(20*time.Millisecond, "left", "bob", "phone", map[string]string{"reason": "client_initiated"})
			s.sent(30*time.Millisecond, 503, "the receiver answers 503")
			s.now = s.now.Add(time.Second)
			s.reported(0, `{"first_audio":420,"first_frame":611.4,"rtt":38.5,"rtt_max":120,"jitter":4,"loss_in":0.0041,"loss_out":0,"bitrate_in":912000,
				"bitrate_out":884400,"freezes":1,"frozen":340,"quality":1.42,"reconnects":2,"transport":"udp","samples":30,"duration":60000}`)
			s.reported(1, `{"first_audio":380,"loss_out":0.2,"freezes":0,"frozen":0,"transport":"relay"}`)
		}, "Why: bob on phone hung up, by the rule hangup at node-1, from web 192.0.2.7."},
		"missed": {func(s *stage) {
			s.start(call.Start{By: on("alice", "laptop"), Callees: []call.UserID{"bob"}, RingFor: 20 * time.Second})
			s.do(time.Second, call.Rang{By: on("bob", "phone")})
			s.do(20*time.Second, call.Tick{})
		}, "Why: bob did not answer in time, by the rule ring_timeout at node-1."},
		"never-rang": {func(s *stage) {
			s.start(call.Start{By: on("alice", "laptop"), Callees: []call.UserID{"bob"}, RingFor: 20 * time.Second})
			s.do(21*time.Second, call.Tick{})
		}, "Why: bob did not answer in time, by the rule ring_timeout at node-1."},
		"declined": {func(s *stage) {
			s.start(call.Start{By: on("alice", "laptop"), Callees: []call.UserID{"bob"}})
			s.do(4*time.Second, call.Reject{By: on("bob", "phone")})
		}, "Why: bob on phone declined, by the rule reject at node-1, from web 192.0.2.7."},
		"looked-busy": {func(s *stage) {
			s.start(call.Start{By: on("alice", "laptop"), Callees: []call.UserID{"bob"}})
			s.do(4*time.Second, call.Reject{By: on("bob", "phone"), Busy: true})
		}, "Why: bob on phone was busy, by the rule reject at node-1"},
		"canceled": {func(s *stage) {
			s.start(call.Start{By: on("alice", "laptop"), Callees: []call.UserID{"bob"}})
			s.do(4*time.Second, call.Cancel{By: on("alice", "laptop")})
		}, "Why: alice on laptop gave up before anybody answered, by the rule cancel at node-1"},
		"busy": {func(s *stage) {
			if _, err := s.control.Start(s.Context(), call.Start{
				App: shop, By: on("carol", "phone"), Callees: []call.UserID{"bob"}, Media: call.Audio,
			}, call.Request{}); err != nil {
				s.Fatal(err)
			}
			s.start(call.Start{By: on("alice", "laptop"), Callees: []call.UserID{"bob"}})
		}, "Why: bob was busy, by the rule start at node-1, from web 192.0.2.7."},
		"ended-by-back-end": {func(s *stage) {
			s.start(call.Start{By: on("alice", "laptop"), Callees: []call.UserID{"bob"}})
			s.do(2*time.Second, call.Accept{By: on("bob", "phone")})
			s.do(90*time.Second, call.EndCall{By: backEnd("root")})
		}, "Why: Administrator root ended it, by the rule end at node-1, from api 198.51.100.4."},
		"kicked": {func(s *stage) {
			s.start(call.Start{By: on("alice", "laptop"), Callees: []call.UserID{"bob", "carol"}})
			s.do(2*time.Second, call.Accept{By: on("bob", "phone")})
			s.do(time.Second, call.Kick{By: backEnd("token:6fk2q3"), User: "carol"})
			s.do(time.Second, call.Invite{By: on("alice", "laptop"), Users: []call.UserID{"dave"}, RingFor: 30 * time.Second})
			s.do(time.Second, call.Reject{By: on("dave", "tablet")})
			s.do(30*time.Second, call.Kick{By: backEnd("operator"), User: "bob"})
		}, "Why: The operator took bob on phone out, and fewer than two were left, by the rule kick at node-1"},
		"offline": {func(s *stage) {
			s.start(call.Start{By: on("alice", "laptop"), Callees: []call.UserID{"bob"}})
			s.do(2*time.Second, call.Accept{By: on("bob", "phone\x1b[2J\u202e")})
			s.saw(time.Second, "connect_aborted", "bob", "phone\x1b[2J\u202e", nil)
			s.do(30*time.Second, call.Lapse{User: "alice", Device: "laptop"})
		}, "Why: alice on laptop vanished, by the rule lapse at node-1."},
		"caller-offline": {func(s *stage) {
			s.start(call.Start{By: on("alice", "laptop"), Callees: []call.UserID{"bob"}})
			s.do(15*time.Second, call.Lapse{User: "alice", Device: "laptop"})
		}, "Why: alice on laptop vanished, by the rule lapse at node-1."},
		"interrupted": {func(s *stage) {
			s.start(call.Start{By: on("alice", "laptop"), Callees: []call.UserID{"bob"}})
			s.do(2*time.Second, call.Accept{By: on("bob", "phone")})
			s.do(30*time.Second, call.Lapse{User: "bob", Device: "phone", Restart: true})
		}, "Why: bob on phone did not come back after a restart of the service, by the rule lapse_after_restart at node-1."},
		"moved": {func(s *stage) {
			s.start(call.Start{By: on("alice", "laptop"), Callees: []call.UserID{"bob"}, Host: "node-2"})
			s.do(2*time.Second, call.Accept{By: on("bob", "phone")})
			s.do(30*time.Second, call.Move{From: "node-2", To: "node-3", Lost: true})
			s.saw(400*time.Millisecond, "joined", "bob", "phone", nil)
			s.do(30*time.Second, call.Move{From: "node-3", To: "node-1"})
			s.do(2*time.Second, call.Hangup{By: on("alice", "laptop")})
		}, "Why: alice on laptop hung up, by the rule hangup at node-1"},
		"server-started": {func(s *stage) {
			s.start(call.Start{By: backEnd("token:6fk2q3"), Caller: "alice", Callees: []call.UserID{"bob"}})
			s.do(2*time.Second, call.Accept{By: on("bob", "phone")})
			s.do(time.Second, call.Accept{By: on("alice", "laptop")})
			s.do(5*time.Second, call.Hangup{By: on("alice", "laptop")})
		}, "Why: alice on laptop hung up, by the rule hangup at node-1"},
		"live": {func(s *stage) {
			s.start(call.Start{By: backEnd("token:6fk2q3"), Robot: "reminder", Callees: []call.UserID{"bob"}})
			s.do(2*time.Second, call.Rang{By: on("bob", "phone")})
		}, "It is ringing, for 2s so far: reminder, bob (ringing)."},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			tc.play(s)
			got, err := run(t, "call", "explain", storyID)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(got, tc.end) {
				t.Errorf("does not say %q:\n%s", tc.end, got)
			}
			file := filepath.Join("testdata", "stories", name+".txt")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s: run go test ./cmd/ringline -update if it is meant to be so\n%s", file, diff)
			}
		})
	}
}

// What devices reported shows with the call, and where nothing was reported nothing is said of it.
func TestShowStatistics(t *testing.T) {
	s := newStage(t)
	s.start(call.Start{By: on("alice", "laptop"), Callees: []call.UserID{"bob"}})
	if out, err := run(t, "call", "show", storyID); err != nil || strings.Contains(out, "MEDIA OF") {
		t.Errorf("%v\n%s", err, out)
	}
	s.do(2*time.Second, call.Accept{By: on("bob", "phone")})
	s.reported(0, `{}`)
	s.reported(1, `{"first_audio":420,"rtt":38.6,"loss_in":0.0041,"bitrate_out":884400,"freezes":2,"frozen":340,"quality":1,"transport":"tcp"}`)
	s.do(2*time.Second, call.Hangup{By: on("bob", "phone")})
	const want = `
MEDIA OF  DEVICE  QUALITY  SOUND AFTER  PICTURE AFTER  ROUND TRIP  LOSS IN/OUT  KBIT/S  FROZEN           BY
alice     laptop  -        -            -              -           -            -       -                -
bob       phone   1        420ms        -              39ms        0.4%/-       -/884   2 times (340ms)  tcp
`
	for _, what := range []string{"call", "record"} {
		out, err := run(t, what, "show", storyID)
		if err != nil || !strings.HasSuffix(out, want) {
			t.Errorf("%v\n%s", err, out)
		}
	}
}

// A token that may see calls and not messages gets the story, and is told what it cannot see.
func TestStoryWithoutMessages(t *testing.T) {
	s := newStage(t)
	s.hook()
	s.start(call.Start{By: on("alice", "laptop"), Callees: []call.UserID{"bob"}})
	t.Setenv("RINGLINE_TOKEN", s.token(admin.CallsRead))
	out, err := run(t, "call", "explain", storyID, "--app", "1400000002")
	if err != nil || !strings.Contains(out, "alice on laptop started the call") || !strings.Contains(out, "webhooks:read") {
		t.Errorf("%v\n%s", err, out)
	}
	if _, err := run(t, "call", "explain", storyID); err == nil || !strings.Contains(err.Error(), "--app") {
		t.Errorf("%v", err)
	}
}
