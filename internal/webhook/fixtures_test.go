package webhook

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringline/internal/call"
	"ringline/internal/dialect"
	"ringline/internal/tenant"
)

var update = flag.Bool("update", false, "write what is sent into api/fixtures/webhooks")

const fixtures = "../../api/fixtures/webhooks"

// story is a file of api/fixtures/webhooks: what happens to one call, and what its back end is sent.
type story struct {
	About string       `json:"about"`
	App   int64        `json:"app"`
	URL   string       `json:"url"` // as it was configured
	Call  call.ID      `json:"call"`
	Room  call.Room    `json:"room"`
	Chat  string       `json:"chat_group,omitempty"`
	Steps []*storyStep `json:"steps"`
}

type storyStep struct {
	At     int64           `json:"at"` // Unix milliseconds
	Do     string          `json:"do"`
	User   call.UserID     `json:"user,omitempty"`
	Users  []call.UserID   `json:"users,omitempty"`
	Held   []call.UserID   `json:"in_another_call,omitempty"`
	Media  call.Media      `json:"media,omitempty"`
	Origin call.Origin     `json:"from,omitzero"`
	Sent   []*storyMessage `json:"sent"`
}

type storyMessage struct {
	URL  string          `json:"url"`
	Body json.RawMessage `json:"body"`
}

// command turns a step into what a door would make of it.
func (s *story) command(t *testing.T, step *storyStep) call.Command {
	t.Helper()
	by := call.Actor{Kind: call.ByUser, User: step.User, Device: "phone", From: step.Origin}
	admin := call.Actor{Kind: call.ByAdmin, User: "administrator", From: step.Origin}
	held := map[call.UserID]call.ID{}
	for _, u := range step.Held {
		held[u] = "another"
	}
	start := call.Start{
		App: call.AppID(s.App), ID: s.Call, By: by, Callees: step.Users, Media: step.Media, ChatGroup: s.Chat,
		Room: s.Room, RingFor: 30 * time.Second, Max: 9, Held: held,
	}
	switch step.Do {
	case "start":
		return start
	case "start_by_robot":
		start.By, start.Robot = admin, step.User
		return start
	case "start_by_app":
		start.By, start.Caller = admin, step.User
		return start
	case "rang":
		return call.Rang{By: by}
	case "accept":
		return call.Accept{By: by}
	case "reject":
		return call.Reject{By: by}
	case "busy":
		return call.Reject{By: by, Busy: true}
	case "cancel":
		return call.Cancel{By: by}
	case "hangup":
		return call.Hangup{By: by}
	case "join":
		return call.Join{By: by}
	case "invite":
		return call.Invite{By: by, Users: step.Users, RingFor: 30 * time.Second, Held: held}
	case "switch_media":
		return call.SwitchMedia{By: by, Media: step.Media}
	case "kick":
		return call.Kick{By: admin, User: step.User}
	case "end":
		return call.EndCall{By: admin}
	case "time_passes":
		return call.Tick{}
	case "lost":
		return call.Lapse{User: step.User, Device: "phone"}
	case "not_back_after_restart":
		return call.Lapse{User: step.User, Device: "phone", Restart: true}
	}
	t.Fatalf("nobody can %q", step.Do)
	return nil
}

// Every message of every story, to the byte, with the address that it goes to.
func TestStories(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(fixtures, "*.json"))
	if err != nil || len(files) < 12 {
		t.Fatalf("only %d stories, %v", len(files), err)
	}
	done := map[string]bool{}
	for _, file := range files {
		if filepath.Base(file) == "signature.json" {
			continue // no story
		}
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) { tell(t, file, done) })
	}
	for _, action := range []string{"Answer", "Reject", "NotAnswer", "Hangup", "Join", "Offline", "Invite", "Cancel_Invite"} {
		if !done[action] {
			t.Errorf("no story has the action %s", action)
		}
	}
	for _, r := range []call.Result{
		call.Completed, call.ResultCanceled, call.ResultRejected, call.ResultNoAnswer, call.ResultBusy, call.ResultOffline, call.ResultInterrupted,
	} {
		if !done[dialect.CallResult(r)] {
			t.Errorf("no story has the result %s", dialect.CallResult(r))
		}
	}
}

func tell(t *testing.T, file string, done map[string]bool) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var s story
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&s); err != nil {
		t.Fatal(err)
	}
	app := &tenant.App{ID: s.App, Webhook: &tenant.Webhook{URL: s.URL, Events: dialect.Webhooks()}}
	var c call.Call
	var last time.Time
	for i, step := range s.Steps {
		change, err := call.Apply(c, s.command(t, step), time.UnixMilli(step.At))
		if err != nil || change.Empty() {
			t.Fatalf("step %d, %s: %v", i, step.Do, err)
		}
		change.Deliveries = V4{}.Render(app, &change)
		c = change.To
		got := []*storyMessage{}
		for _, d := range Committed(&change) {
			if !d.At.After(last) {
				t.Errorf("step %d: %s states %v, not after %v", i, d.Event, d.At, last)
			}
			last = d.At
			m := message{id: d.ID(), event: d.Event, origin: d.Origin, body: d.Body}
			got = append(got, &storyMessage{URL: target(app, &m, d.At), Body: d.Body})
			note(t, d.Body, done)
		}
		for _, m := range step.Sent {
			var flat bytes.Buffer
			if err := json.Compact(&flat, m.Body); err != nil {
				t.Fatal(err)
			}
			m.Body = flat.Bytes()
		}
		if diff := cmp.Diff(step.Sent, got); diff != "" && !*update {
			t.Errorf("step %d, %s (- golden, + sent):\n%s", i, step.Do, diff)
		}
		step.Sent = got
	}
	if c.Live() {
		t.Error("the story has no end")
	}
	if *update {
		write(t, file, &s)
	}
}

// note remembers the documented words of a body.
func note(t *testing.T, body []byte, done map[string]bool) {
	t.Helper()
	var words struct {
		ChangedUserList []struct{ ActionType string }
		CallRecord      struct{ CallResult string }
	}
	if err := json.Unmarshal(body, &words); err != nil {
		t.Fatal(err)
	}
	done[words.CallRecord.CallResult] = true
	for _, u := range words.ChangedUserList {
		done[u.ActionType] = true
	}
}

func write(t *testing.T, file string, s *story) {
	t.Helper()
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(s); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}
