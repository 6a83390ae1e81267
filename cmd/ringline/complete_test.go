package main

import (
	"strings"
	"testing"
	"time"

	"ringline/internal/admin"
	"ringline/internal/call"
)

// completions is what a shell is offered behind some words.
func completions(t *testing.T, words ...string) string {
	t.Helper()
	out, err := run(t, append([]string{"__complete"}, words...)...)
	if err != nil {
		t.Fatal(err)
	}
	offered := ""
	for line := range strings.Lines(out) {
		if strings.HasPrefix(line, ":") { // a number for the shell
			break
		}
		offered += line
	}
	return offered
}

// Shells are offered what the server knows, and never files in its place.
func TestCompletion(t *testing.T) {
	s := newStage(t)
	s.start(call.Start{By: on("alice", "laptop"), Callees: []call.UserID{"bob"}})
	live := storyID + "\talice, bob (ringing)\n"
	for words, want := range map[string]string{
		"app show ":                      "1400000002\tShop\n",
		"app show 7":                     "",
		"app show 1400000002 ":           "",
		"record list --app ":             "1400000002\tShop\n",
		"token create x --app 14":        "1400000002\tShop\n",
		"audit --app ":                   "1400000002\tShop\n",
		"call end ":                      live,
		"call explain 01":                live,
		"call explain x":                 "",
		"call kick " + storyID + " ":     "alice\nbob\n",
		"call mute " + storyID + " b":    "bob\n",
		"call mute " + storyID + " bob ": "",
		"record show ":                   "",
		"user show ":                     "",
		"call list --state ":             "ringing\ntalking\n",
		"record export --format ":        "csv\nndjson\n",
	} {
		if got := completions(t, strings.Split(words, " ")...); got != want {
			t.Errorf("ringline %s⇥ offers %q, want %q", words, got, want)
		}
	}
	s.do(time.Second, call.Cancel{By: on("alice", "laptop")})
	ended := storyID + "\talice, canceled, 2026-11-05 15:03:00\n"
	for _, words := range []string{"record show ", "call show "} {
		if got := completions(t, strings.Split(words, " ")...); got != ended {
			t.Errorf("ringline %s⇥ offers %q, want %q", words, got, ended)
		}
	}
	t.Setenv("RINGLINE_TOKEN", s.token(admin.CallsRead)) // may not list apps: nothing is offered, nothing is said
	if got := completions(t, "app", "show", ""); got != "" {
		t.Errorf("offers %q", got)
	}
	if got := completions(t, "call", "show", "--data", t.TempDir(), ""); got != "" {
		t.Errorf("without a server: offers %q", got)
	}
}
