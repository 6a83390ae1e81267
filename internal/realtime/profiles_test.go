package realtime

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringline/internal/call"
	"ringline/internal/profile"
)

// P16: names and pictures are for the users of the same app, and what a back end keeps beside them is for nobody.
func TestProfilesAreOfTheApp(t *testing.T) {
	d := newDesk(t, nil)
	for _, app := range []call.AppID{app1, app2} {
		err := d.store.SaveProfile(t.Context(), profile.Profile{
			App: app, User: "ann", Name: fmt.Sprint("Ann of ", app), Data: map[string]string{"salary": "secret"}, CreatedAt: epoch, UpdatedAt: epoch,
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	out, code := d.do(d.session(app2, "bob", "b1"), "profiles.get", `{"users":["ann"]}`)
	want := map[string]any{"profiles": []any{map[string]any{"user": "ann", "name": fmt.Sprint("Ann of ", app2)}}}
	if diff := cmp.Diff(want, out); code != 0 || diff != "" {
		t.Errorf("P16: %d, differs (- want, + got):\n%s", code, diff)
	}
	d.do(d.session(app2, "ann", "a1"), "profile.set", `{"name":"Änn","user":"bob","app":1400000001,"data":{"salary":"more"}}`)
	for app, name := range map[call.AppID]string{app1: fmt.Sprint("Ann of ", app1), app2: "Änn"} {
		p, err := d.store.Profile(t.Context(), app, "ann")
		if err != nil || p.Name != name || p.Data["salary"] != "secret" {
			t.Errorf("P16: %+v, %v", p, err)
		}
		if _, err := d.store.Profile(t.Context(), app, "bob"); err == nil {
			t.Error("somebody else's profile was set")
		}
	}
}

func TestProfileSet(t *testing.T) {
	d := newDesk(t, nil)
	ann := d.session(app1, "ann", "a1")
	is := func(data, want string) {
		t.Helper()
		out, code := d.do(ann, "profile.set", data)
		if got := string(encode(out["profile"])); code != 0 || got != want {
			t.Errorf("%s: %d, %s, want %s", data, code, got, want)
		}
	}
	is(`{}`, `{"user":"ann"}`)
	if _, err := d.store.Profile(t.Context(), app1, "ann"); err == nil {
		t.Error("asking made a profile")
	}
	is(`{"name":"Ann"}`, `{"name":"Ann","user":"ann"}`)
	is(`{"avatar":"https://a.example/a.png"}`, `{"avatar":"https://a.example/a.png","name":"Ann","user":"ann"}`)
	is(`{"name":null}`, `{"avatar":"https://a.example/a.png","name":"Ann","user":"ann"}`)
	is(``, `{"avatar":"https://a.example/a.png","name":"Ann","user":"ann"}`)
	is(`{"name":"","avatar":""}`, `{"user":"ann"}`)
	// Who has neither name nor picture is not told of.
	if out, _ := d.do(ann, "profiles.get", `{"users":["ann"]}`); len(out["profiles"].([]any)) != 0 {
		t.Errorf("%v", out)
	}
	// Of an app that was disabled nothing is set any more, by whoever is not gone yet.
	if _, code := d.do(d.session(app2+1, "ann", "a1"), "profile.set", `{"name":"Ann"}`); code != 1012 {
		t.Errorf("told %d", code)
	}
}

// The largest answer there is fits into what a connection may leave unread.
func TestProfilesFit(t *testing.T) {
	d := newDesk(t, nil)
	var users []string
	for i := range mostProfiles {
		u := call.UserID(fmt.Sprintf("%032d", i))
		data, _ := json.Marshal(map[string]string{"name": strings.Repeat(`"`, 500), "avatar": "https://a.example/" + strings.Repeat(`&`, 482)})
		if _, code := d.do(d.session(app1, u, "d"), "profile.set", string(data)); code != 0 {
			t.Fatal(code)
		}
		users = append(users, string(u))
	}
	data, _ := json.Marshal(map[string]any{"users": users})
	out, err := d.node.commands["profiles.get"](t.Context(), d.session(app1, "bob", "b1"), data)
	if err != nil || len(out.(profilesAnswer).Profiles) != mostProfiles {
		t.Fatal(err)
	}
	if n := len(encode(out)); n > Default().QueueBytes*3/4 {
		t.Errorf("an answer of %d bytes", n)
	}
}
