package main

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ringline/client"
	"ringline/internal/auth"
	"ringline/internal/config"
	"ringline/internal/server"
	"ringline/internal/tenant"
)

// running starts a server with the development app and returns its data folder and its address.
func running(t *testing.T) (data, address string) {
	t.Helper()
	data = t.TempDir()
	cfg, err := config.Load(config.Sources{Flags: map[string]string{
		"listen": "127.0.0.1:0", "data": data, "media.udp_port": "0", "media.tcp_port": "-1", "media.stun_port": "0", "media.drain": "0s",
	}})
	if err != nil {
		t.Fatal(err)
	}
	s, err := server.Start(context.Background(), cfg, server.Options{Dev: true, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	return data, s.URL()
}

// script runs commands one after the other.
type script struct {
	*testing.T
	data string
}

// say runs a command that must go well and print all of want.
func (s *script) say(args string, want ...string) string {
	s.Helper()
	out, err := run(s.T, append(strings.Fields(args), "--data", s.data)...)
	if err != nil {
		s.Fatalf("ringline %s: %v\n%s", args, err, out)
	}
	for _, w := range want {
		if !strings.Contains(out, w) {
			s.Errorf("ringline %s: no %q in\n%s", args, w, out)
		}
	}
	return out
}

// refuse runs a command that must fail and mention all of want.
func (s *script) refuse(args string, want ...string) {
	s.Helper()
	out, err := run(s.T, append(strings.Fields(args), "--data", s.data)...)
	if err == nil {
		s.Errorf("ringline %s went well:\n%s", args, out)
		return
	}
	for _, w := range want {
		if !strings.Contains(err.Error(), w) {
			s.Errorf("ringline %s: %v, want it to mention %q", args, err, w)
		}
	}
}

// first is the first word of a text.
func first(text string) string {
	words := strings.Fields(text)
	if len(words) == 0 {
		return ""
	}
	return words[0]
}

// Everything that one can do, as a new operator would: one after the other, with the mistakes that one makes.
func TestCommands(t *testing.T) {
	data, address := running(t)
	s := &script{t, data}

	// Calls of the only app, which need not be named.
	s.say("call list", "no call is ringing or running")
	id := first(s.say("call start alice bob --ring 60s --user-data order17 --key k"))
	if again := first(s.say("call start alice bob --ring 60s --user-data order17 --key k")); again != id {
		t.Errorf("the same key started %s, too", again)
	}
	s.refuse("call start alice carol", "in another call")
	s.refuse("call start dave eve --media smell", "media must be audio or video")
	s.refuse("call start a%b c", "may only hold letters")
	s.say("call list", id, "ringing", "alice (ringing), bob (ringing)")
	s.say("call list --user bob --state ringing --media audio", id)
	s.say("call list --user carol", "no call")
	s.refuse("call list --state asleep", "state must be ringing")
	s.refuse("call list --limit -1", "--limit")
	s.say("call show "+id, "one to one, ringing", "alice", "bob")
	s.refuse("call show no/such", "is not a call id")
	s.refuse("call show nosuch", "there is no such call")
	s.say("call invite "+id+" carol", "carol (ringing)")
	s.refuse("call invite "+id+" carol", "in the call already")
	s.say("call kick "+id+" carol", "still in it")
	s.refuse("call mute "+id+" bob", "sends no microphone")
	s.refuse("call mute "+id+" bob --track feet", "track must be")
	s.say("call explain "+id, "It is ringing", "A back end started the call", "bob was asked, until", "by the operator", "taken out by an administrator")
	s.say("call end "+id, "ended")
	s.refuse("call end "+id, "the call has ended")
	s.say("call explain "+id, "It ended after ringing", "Why: The operator ended it, by the rule end at ", "The call was over: canceled")
	id2 := first(s.say("call start robot bob --robot --room 17"))
	s.say("call show "+id2, "robot", "joined")
	s.say("call end --all", "ended 1 call")

	// Records and usage.
	s.say("record list", id, id2, "canceled")
	s.say("record list --user alice --from 24h --oldest --limit 1", id)
	s.say("record list --result completed", "there is no such record")
	s.say("record show "+id, "carol", "removed")
	s.refuse("record show nosuch", "there is no record")
	s.say("record export", "leg_user", "alice")
	file := filepath.Join(t.TempDir(), "out.ndjson")
	s.say("record export --format ndjson --output " + file)
	if text, err := os.ReadFile(file); err != nil || strings.Count(string(text), "\n") != 2 {
		t.Errorf("%s, %v", text, err)
	}
	s.refuse("record export --output "+file, "exists")
	s.say("usage", "canceled", "2")
	s.refuse("usage --from tomorrow", "must be a day")

	// Apps. From now on they have to be named.
	shop := strings.Fields(s.say("app create Shop --ring-timeout 45s --network 10.0.0.0/8 --administrators root"))
	app := shop[1]
	s.say("app create --name Store --id 1600000000", "app     1600000000", "secret  ", "--app 1600000000 --data "+data)
	s.refuse("app create Shop --id 1600000000", "1600000000")
	s.refuse("app create Shop --ring-timeout 1ms", "ring_timeout_ms")
	own := filepath.Join(t.TempDir(), "own")
	if err := os.WriteFile(own, []byte("the-secret-that-we-had-before\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out := s.say("app create Moved --id 1600000001 --secret-file "+own, "1600000001"); strings.Contains(out, "the-secret") {
		t.Errorf("a secret that was brought is printed:\n%s", out)
	}
	sig := strings.TrimSpace(s.say("usersig --app 1600000001 --user alice"))
	moved := tenant.App{ID: 1600000001, Secrets: []tenant.Secret{"the-secret-that-we-had-before"}}
	if err := auth.NewVerifier(time.Now).Verify(&moved, "alice", sig); err != nil {
		t.Errorf("usersig: %q: %v", sig, err)
	}
	s.say("app list", "development", "Shop", "root")
	s.say("app show "+app, "45s", "10.0.0.0/8", "signs")
	s.refuse("app show 99", "there is no such app")
	s.say("app update "+app+" --name Store --max-members 4 --network= --multi-device", "Store", "any", "true")
	s.refuse("app update "+app+" --max-members 1", "must be 2 to 100")
	secret := strings.TrimSpace(s.say("app rotate " + app + " --overlap 1h"))
	if secret == shop[3] || len(secret) < 32 {
		t.Errorf("rotated to %q", secret)
	}
	s.say("app show "+app, "verifies until")
	s.say("app disable "+app, "disabled")
	s.refuse("call start a b --app "+app, "disabled")
	s.say("app enable "+app, "enabled")
	s.refuse("record list", "--app", "this server has 4")
	s.refuse("call end nosuch --app 7", "no such app")
	s.say("call list", "no call")

	// Webhooks.
	s.refuse("webhook show --app "+app, "no webhook")
	s.refuse("webhook ping --app "+app, "no webhook")
	key := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(key, []byte("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.say("webhook set http://127.0.0.1:1/hook?k=1 --webhook-secret-file "+key+" --app "+app, "http://127.0.0.1:1/hook?k=1", "secret", "set")
	s.refuse("webhook set nonsense --app "+app, "url must start with http")
	s.refuse("webhook set https://a.example --event nosuch --app "+app, "events[0] must be")
	s.refuse("webhook ping --app "+app, "did not take it")
	s.say("webhook list --app "+app, "there is no such message")
	s.refuse("webhook show nosuch --app "+app, "no such delivery")
	s.refuse("webhook resend nosuch --app "+app, "no such delivery")
	s.say("webhook resend --from 1h --app "+app, "0 messages")
	s.say("webhook delete --app "+app, "deleted")

	// Users.
	dev := " --app 1400000001"
	s.say("user list"+dev, "nobody is online")
	s.say("user show alice"+dev, "away", "no device")
	s.say("user disconnect alice"+dev, "0 devices")
	s.say("user delete alice --yes"+dev, "forgotten", "erased-")
	if out := s.say("record list" + dev); strings.Contains(out, "alice") {
		t.Errorf("alice is still there:\n%s", out)
	}

	// Tokens, and the same from elsewhere.
	token := first(s.say("token create billing --scope records:read,calls:read --app 1400000001"))
	s.refuse("token create x --scope all", "scopes[0] must be")
	s.say("token list", "billing", "good", "records:read")
	t.Setenv("RINGLINE_TOKEN", token)
	away := func(args string) (string, error) { return run(t, append(strings.Fields(args), "--server", address)...) }
	if out, err := away("record list"); err != nil || !strings.Contains(out, id) {
		t.Errorf("%v\n%s", err, out)
	}
	if _, err := away("call end " + id); err == nil || !strings.Contains(err.Error(), "`ringline token create NAME --scope calls:write`") {
		t.Errorf("%v", err)
	}
	if _, err := away("app show " + app); err == nil {
		t.Error("P16: a token of one app sees another")
	}
	s.say("token revoke "+first(strings.Split(s.say("token list"), "\n")[1]), "revoked")
	if _, err := away("record list"); err == nil || !strings.Contains(err.Error(), "revoked") || !strings.Contains(err.Error(), "`ringline token list`") {
		t.Errorf("%v", err)
	}
	t.Setenv("RINGLINE_TOKEN", "rlt_nosuch")
	if _, err := away("app list"); err == nil || !strings.Contains(err.Error(), "unknown") || strings.Contains(err.Error(), "rlt_nosuch") {
		t.Errorf("a wrong token: %v", err)
	}
	s.say("audit", "call.start", "app.create", "token.revoke", "operator")
	s.say("audit --act app. --app "+app+" --limit 1", "app.")
}

// With --json a command prints what the server answered, so that scripts see what any program sees.
func TestJSON(t *testing.T) {
	data, _ := running(t)
	s := &script{t, data}
	var call client.Call
	decode := func(text string, into any) {
		t.Helper()
		d := json.NewDecoder(strings.NewReader(text))
		d.DisallowUnknownFields()
		if err := d.Decode(into); err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		if _, err := d.Token(); err != io.EOF {
			t.Errorf("more than one answer in %s", text)
		}
	}
	decode(s.say("call start alice bob --json"), &call)
	decode(s.say("call show "+call.ID+" --json"), &call)
	decode(s.say("call list --json"), &client.CallList{})
	decode(s.say("call explain "+call.ID+" --json"), &client.Timeline{})
	decode(s.say("call end "+call.ID+" --json"), &call)
	decode(s.say("record list --json"), &client.RecordList{})
	decode(s.say("app list --json"), &client.AppList{})
	decode(s.say("app create x --json"), &client.CreatedApp{})
	decode(s.say("token create x --scope calls:read --json"), &client.CreatedToken{})
	decode(s.say("user list --json --app 1400000001"), &client.UserList{})
	decode(s.say("usage --json --app 1400000001"), &client.UsageList{})
	decode(s.say("audit --json"), &client.ActList{})
}
