package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"
)

// The reducer does with every story in api/fixtures what api/realtime.md says of it.
func TestReduce(t *testing.T) {
	files, err := filepath.Glob("../../api/fixtures/realtime/updates-*.json")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d fixtures, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var story struct {
				Steps []struct {
					Message message `json:"message"`
					Outcome string  `json:"outcome"`
					State   *call   `json:"state"`
				} `json:"steps"`
			}
			if err := json.Unmarshal(text, &story); err != nil {
				t.Fatal(err)
			}
			var state *call
			for i, step := range story.Steps {
				before, was := clone(t, state), state
				next, outcome := reduce(state, &step.Message)
				if outcome != step.Outcome {
					t.Errorf("step %d: %s, want %s", i, outcome, step.Outcome)
				}
				if diff := cmp.Diff(step.State, next); diff != "" {
					t.Errorf("step %d (- want, + got):\n%s", i, diff)
				}
				if diff := cmp.Diff(before, was); diff != "" {
					t.Errorf("step %d touched the state it was given:\n%s", i, diff)
				}
				state = next
			}
		})
	}
}

func clone(t *testing.T, c *call) (copied *call) {
	t.Helper()
	text, err := json.Marshal(c)
	if err == nil {
		err = json.Unmarshal(text, &copied)
	}
	if err != nil {
		t.Fatal(err)
	}
	return copied
}

func TestPlace(t *testing.T) {
	ended := call{}
	if err := json.Unmarshal([]byte(`{"legs": [{"user": "bob", "state": "ringing"}], "end": {"at": 1}}`), &ended); err != nil {
		t.Fatal(err)
	}
	joined := leg{User: "bob", State: "joined", Device: "b1"}
	for name, row := range map[string]struct {
		call call
		want string
	}{
		"not in it":         {call{Legs: []leg{{User: "ann", State: "joined"}}}, "out"},
		"rings":             {call{Legs: []leg{{User: "bob", State: "ringing"}}}, "ringing"},
		"nobody answered":   {call{Legs: []leg{joined}}, "dialing"},
		"in it":             {call{AnsweredAt: 1, Legs: []leg{joined}}, "connected"},
		"on another device": {call{AnsweredAt: 1, Legs: []leg{{User: "bob", State: "joined", Device: "b2"}}}, "out"},
		"gone":              {call{AnsweredAt: 1, Legs: []leg{{User: "bob", State: "gone", Device: "b1"}}}, "out"},
		"asked again":       {call{AnsweredAt: 1, Legs: []leg{{User: "bob", State: "gone"}, {N: 1, User: "bob", State: "ringing"}}}, "ringing"},
		"over":              {ended, "out"},
	} {
		if got := row.call.place("bob", "b1"); got != row.want {
			t.Errorf("%s: %s, want %s", name, got, row.want)
		}
	}
}

// Calls that are over do not pile up, and those who wait are told of what they wait for.
func TestBook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBook()
		found := make(chan *call)
		go func() {
			c, err := b.await(t.Context(), func(c *call) bool { return c.ID == "two" })
			if err != nil {
				t.Error(err)
			}
			found <- c
		}()
		take := func(text string) (gap bool) {
			var m message
			if err := json.Unmarshal([]byte(text), &m); err != nil {
				t.Fatal(err)
			}
			return b.take(&m)
		}
		if take(`{"id": "one", "version": 1, "full": true, "now": 1000}`) {
			t.Error("a whole call is taken for a gap")
		}
		if !take(`{"id": "one", "version": 3, "now": 2000}`) {
			t.Error("a gap goes unnoticed")
		}
		take(`{"id": "one", "version": 4, "full": true, "now": 3000, "end": {"at": 3000}}`)
		if live := b.live(); len(live) > 0 {
			t.Errorf("goes on after its end: %v", live)
		}
		left, err := b.leaves(t.Context(), "one", func(c *call) bool { return c.End == nil })
		if err != nil || left.Version != 4 {
			t.Errorf("%+v, %v", left, err)
		}
		take(`{"id": "two", "version": 1, "full": true, "now": 63000}`)
		if b.find("one") == nil {
			t.Error("forgotten too early")
		}
		take(`{"id": "two", "version": 2, "now": 63001}`)
		if b.find("one") != nil {
			t.Error("not forgotten")
		}
		if c := <-found; c.ID != "two" {
			t.Errorf("found %+v", c)
		}
		if b.forget("two"); b.find("two") != nil {
			t.Error("not forgotten when told to")
		}
	})
}
