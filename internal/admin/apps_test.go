package admin_test

import (
	"context"
	"errors"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringline/internal/admin"
	"ringline/internal/call"
	"ringline/internal/tenant"
)

// What was decided about an app is what it is, now and after a restart.
func TestAppsStay(t *testing.T) {
	w := newWorld(t)
	made, secret := w.create(t, admin.Spec{Name: "Shop", Admins: []string{"root"}, Settings: tenant.Settings{MaxMembers: 4}})
	if made.ID != 1400000002 || len(secret) != 64 || made.Version != 1 || !made.CreatedAt.Equal(w.now) || made.Settings.MaxCallees != 3 {
		t.Errorf("made %+v", made)
	}
	// Who moves here brings their id and secret.
	moved, kept := w.create(t, admin.Spec{ID: 1600000000, Secret: "their-own-secret"})
	if kept != "their-own-secret" || moved.Admins[0] != tenant.DefaultAdmin {
		t.Errorf("moved %+v", moved)
	}
	if next, _ := w.create(t, admin.Spec{}); next.ID != 1400000003 {
		t.Errorf("the next app is %d", next.ID)
	}
	w.now = w.now.Add(time.Hour)
	updated, err := w.UpdateApp(t.Context(), operator, made.ID, func(app *tenant.App) error {
		app.Name, app.Disabled, app.Settings.RingTimeout = "Store", true, 7*time.Second
		app.AllowedNetworks = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
		app.ID, app.Secrets, app.Webhook = 9, nil, &tenant.Webhook{} // not what it is for
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if updated.Version != 2 || !updated.UpdatedAt.Equal(w.now) || updated.CreatedAt.Equal(w.now) || updated.ID != made.ID || updated.Webhook != nil {
		t.Errorf("updated %+v", updated)
	}
	before := w.All()
	if len(before) != 3 || secrets(before[0]) != string(secret) || !before[0].Disabled {
		t.Errorf("served %+v", before)
	}
	infos, err := w.Apps(t.Context())
	if err != nil || len(infos) != 3 || infos[2].ID != 1600000000 {
		t.Errorf("%+v, %v", infos, err)
	}
	w.open(t, true, oneKey)
	if diff := cmp.Diff(before, w.All(), cmp.Comparer(func(a, b netip.Prefix) bool { return a == b })); diff != "" {
		t.Errorf("after a restart (- before, + after):\n%s", diff)
	}
	if got := w.info(t, made.ID); got.Version != 2 || !got.CreatedAt.Equal(made.CreatedAt) {
		t.Errorf("after a restart %+v", got)
	}
}

func TestBadAppsAreRefused(t *testing.T) {
	w := newWorld(t)
	made, _ := w.create(t, admin.Spec{})
	for want, spec := range map[string]admin.Spec{
		"id must be":                          {ID: 1 << 32},
		"secrets[0]":                          {Secret: "a b"},
		"admins[0]":                           {Admins: []string{"a b"}},
		"settings.max_members must be 2":      {Settings: tenant.Settings{MaxMembers: 1}},
		"; settings.requests_per_second must": {Settings: tenant.Settings{MaxMembers: 1, RequestsPerSecond: -1}},
	} {
		_, _, err := w.CreateApp(t.Context(), operator, spec)
		refused(t, err, call.CodeInvalid, want)
	}
	_, _, err := w.CreateApp(t.Context(), operator, admin.Spec{ID: made.ID})
	refused(t, err, call.CodeConflict, "already")
	_, err = w.UpdateApp(t.Context(), operator, made.ID, func(app *tenant.App) error { app.Settings.MaxMembers = 1000; return nil })
	refused(t, err, call.CodeInvalid, "max_members")
	_, err = w.UpdateApp(t.Context(), operator, 5, func(*tenant.App) error { return nil })
	refused(t, err, call.CodeNotFound, "no such app")
	if _, err = w.Info(t.Context(), 5); !errors.Is(err, call.ErrNotFound) {
		t.Error(err)
	}
	own := errors.New("changed my mind")
	if _, err = w.UpdateApp(t.Context(), operator, made.ID, func(app *tenant.App) error { app.Name = "x"; return own }); !errors.Is(err, own) {
		t.Error(err)
	}
	if got := w.info(t, made.ID); got.Version != 1 || got.Name != "" || len(w.All()) != 1 || w.whats(t) != "app.create" {
		t.Errorf("%+v, %s", got, w.whats(t))
	}
}

// span has the apps up to a number in another cell.
type span int64

func (s span) Elsewhere(app int64) string {
	if app <= int64(s) {
		return "https://us.example"
	}
	return ""
}

func (s span) Next(app int64) int64 { return max(app, int64(s)+1) }

// An app whose requests all go to another cell would be served by nobody: it is not made here, and its number is not picked.
func TestAppOfAnotherCell(t *testing.T) {
	w := newWorld(t)
	w.homes = span(1_500_000_000)
	w.open(t, true, oneKey)
	_, _, err := w.CreateApp(t.Context(), operator, admin.Spec{ID: 1_500_000_000})
	refused(t, err, call.CodeInvalid, "make it there, at https://us.example")
	for _, want := range []int64{1_500_000_001, 1_500_000_002} {
		if made, _ := w.create(t, admin.Spec{}); made.ID != want {
			t.Errorf("the app has number %d, want %d", made.ID, want)
		}
	}
}

// Of two who looked at the same app only one may change it, also when they use two servers.
func TestNobodyOverwritesUnknowingly(t *testing.T) {
	w := newWorld(t)
	made, _ := w.create(t, admin.Spec{})
	rename := func(a *admin.Admin, version int64, name string) error {
		_, err := a.UpdateAppAt(t.Context(), operator, made.ID, version, func(app *tenant.App) error { app.Name = name; return nil })
		return err
	}
	other := *w
	other.open(t, true, oneKey)
	if err := rename(w.Admin, 1, "first"); err != nil {
		t.Fatal(err)
	}
	refused(t, rename(w.Admin, 1, "second"), call.CodeConflict, "look at it again")
	refused(t, rename(other.Admin, 1, "third"), call.CodeConflict, "")
	// Now the other one knows.
	refused(t, rename(other.Admin, 1, "fourth"), call.CodeConflict, "look at it again")
	if name := other.App(made.ID).Name; name != "first" {
		t.Errorf("the other one has %q", name)
	}
	if err := rename(other.Admin, 2, "fifth"); err != nil {
		t.Error(err)
	}
}

// A change that changes nothing is none: no version, no act.
func TestNothingChangesNothing(t *testing.T) {
	w := newWorld(t)
	made, _ := w.create(t, admin.Spec{Admins: []string{"root"}})
	app, err := w.UpdateApp(t.Context(), operator, made.ID, func(app *tenant.App) error { app.Admins = []string{"root"}; return nil })
	if err != nil || app.Version != 1 {
		t.Errorf("version %d, %v", app.Version, err)
	}
	hook := tenant.Webhook{URL: "https://a.example/?token=swordfish", Events: []string{"e"}, Token: "t", Secret: "whsec_c2VjcmV0"}
	for range 2 {
		if err := w.SetWebhook(t.Context(), operator, made.ID, &hook); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if err := w.SetWebhook(t.Context(), operator, made.ID, nil); err != nil {
			t.Fatal(err)
		}
	}
	if got := w.whats(t); got != "app.set_webhook app.set_webhook app.create" {
		t.Errorf("acts %s", got)
	}
}

// P16: whatever is done to one app, the other one stays as it is.
func TestAppsAreIsolated(t *testing.T) {
	w := newWorld(t)
	mine, _ := w.create(t, admin.Spec{Name: "mine", Admins: []string{"root"}})
	theirs, theirSecret := w.create(t, admin.Spec{Name: "theirs", Admins: []string{"root"}})
	was := w.App(theirs.ID)
	if err := w.SetWebhook(t.Context(), operator, mine.ID, &tenant.Webhook{URL: "https://a.example", Events: []string{"e"}, Secret: "whsec_c2VjcmV0"}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.RotateSecret(t.Context(), operator, mine.ID, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := w.UpdateApp(t.Context(), operator, mine.ID, func(app *tenant.App) error { app.Disabled = true; return nil }); err != nil {
		t.Fatal(err)
	}
	if is := w.App(theirs.ID); is != was || secrets(is) != string(theirSecret) || is.Webhook != nil || is.Disabled {
		t.Errorf("theirs is now %+v", is)
	}
	acts, err := w.Log(t.Context(), admin.ActFilter{App: theirs.ID}, 0, 10)
	if err != nil || len(acts) != 1 {
		t.Errorf("acts on theirs: %+v, %v", acts, err)
	}
}

func TestWebhookComesBack(t *testing.T) {
	w := newWorld(t)
	made, _ := w.create(t, admin.Spec{})
	want := &tenant.Webhook{URL: "https://a.example/in?x=%20&y", Events: []string{"b", "a"}, Token: "tok", Secret: "whsec_c2VjcmV0"}
	if err := w.SetWebhook(t.Context(), operator, made.ID, want); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if diff := cmp.Diff(want, w.App(made.ID).Webhook); diff != "" {
			t.Error(diff)
		}
		w.open(t, true, oneKey)
	}
	// Who sets part of it keeps the rest.
	err := w.UpdateWebhook(t.Context(), operator, made.ID, func(was *tenant.Webhook) *tenant.Webhook {
		was.URL = "http://b.example"
		return was
	})
	if got := w.App(made.ID).Webhook; err != nil || got.URL != "http://b.example" || string(got.Secret) != "whsec_c2VjcmV0" {
		t.Errorf("%+v, %v", got, err)
	}
	refused(t, w.SetWebhook(t.Context(), operator, made.ID, &tenant.Webhook{URL: "ftp://a", Events: []string{"e"}}), call.CodeInvalid, "webhook.url")
	refused(t, w.SetWebhook(t.Context(), operator, 5, nil), call.CodeNotFound, "")
}

// Neither store nor log has a secret in clear.
func TestNoSecretIsKept(t *testing.T) {
	w := newWorld(t)
	made, secret := w.create(t, admin.Spec{})
	if err := w.SetWebhook(t.Context(), operator, made.ID, &tenant.Webhook{
		URL: "https://a.example/hook-path?token=in-query", Events: []string{"e"}, Token: "webhook-token", Secret: "whsec_d2ViaG9vaw==",
	}); err != nil {
		t.Fatal(err)
	}
	rotated, err := w.RotateSecret(t.Context(), operator, made.ID, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	_, token, err := w.CreateToken(t.Context(), operator, admin.TokenSpec{Name: "x", Scopes: []admin.Scope{admin.Everything}})
	if err != nil {
		t.Fatal(err)
	}
	kept := w.kept(t)
	for _, clear := range []string{string(secret), string(rotated), "webhook-token", "d2ViaG9vaw", token, token[4:]} {
		if strings.Contains(kept, clear) {
			t.Errorf("the store has %q", clear)
		}
	}
	acts, err := w.Log(t.Context(), admin.ActFilter{What: "app.set_webhook"}, 0, 10)
	if err != nil || len(acts) != 1 || acts[0].Detail["url"] != "https://a.example" || acts[0].Detail["events"] != "e" {
		t.Errorf("%+v, %v", acts, err)
	}
}

// The log says who changed what, from what to what.
func TestTheLogTells(t *testing.T) {
	w := newWorld(t)
	made, _ := w.create(t, admin.Spec{Name: "Shop"})
	by := admin.By{Name: "token:abc", IP: "192.0.2.1"}
	if _, err := w.UpdateApp(t.Context(), by, made.ID, func(app *tenant.App) error {
		app.Name, app.Disabled, app.Settings.RingTimeout, app.Admins = "Store", true, 7*time.Second, []string{"root"}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := w.Note(t.Context(), by, "call.end", made.ID, "c1", nil); err != nil {
		t.Fatal(err)
	}
	acts, err := w.Log(t.Context(), admin.ActFilter{App: made.ID, By: "token:abc"}, 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	want := []admin.Act{
		{ID: 3, At: w.now, By: by, What: "call.end", App: made.ID, Target: "c1"},
		{ID: 2, At: w.now, By: by, What: "app.update", App: made.ID, Detail: map[string]string{
			"name": `"Shop" → "Store"`, "disabled": "false → true", "settings.ring_timeout": "default → 7s", "admins": "default → [root]",
		}},
	}
	if diff := cmp.Diff(want, acts); diff != "" {
		t.Errorf("acts differ (- want, + got):\n%s", diff)
	}
}

// Who has to know of a change hears of it, once, with both sides.
func TestChangesAreTold(t *testing.T) {
	w := newWorld(t)
	var told []string
	w.OnChange(func(was, is *tenant.App) {
		if was == nil {
			was = &tenant.App{Name: "none"}
		}
		told = append(told, was.Name+">"+is.Name)
	})
	made, _ := w.create(t, admin.Spec{Name: "a"})
	for _, name := range []string{"b", "b", "c"} {
		if _, err := w.UpdateApp(t.Context(), operator, made.ID, func(app *tenant.App) error { app.Name = name; return nil }); err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.Join(told, " "); got != "none>a a>b b>c" {
		t.Errorf("told %s", got)
	}
}

// When the disk fails nothing is changed. When it only seemed to fail, the truth is found out.
func TestStoreThatFails(t *testing.T) {
	w := newWorld(t)
	made, _ := w.create(t, admin.Spec{Name: "a"})
	rename := func(name string) error {
		_, err := w.UpdateApp(t.Context(), operator, made.ID, func(app *tenant.App) error { app.Name = name; return nil })
		return err
	}
	w.store.before = errDisk
	refused(t, rename("b"), call.CodeUnavailable, "")
	if _, err := w.RotateSecret(t.Context(), operator, made.ID, 0); !errors.Is(err, call.ErrUnavailable) {
		t.Error(err)
	}
	if name := w.App(made.ID).Name; name != "a" {
		t.Errorf("it is called %q", name)
	}
	w.store.before, w.store.after = nil, errDisk
	refused(t, rename("c"), call.CodeUnavailable, "")
	w.store.after = nil
	if err := rename("d"); err != nil {
		t.Error(err)
	}
	if app := w.info(t, made.ID); app.Name != "d" || app.Version != 3 {
		t.Errorf("%+v", app)
	}
}

// Everybody may ask while somebody changes; what they get is whole.
func TestReadersBesideWriters(t *testing.T) {
	w := newWorld(t)
	made, _ := w.create(t, admin.Spec{})
	ctx, stop := context.WithCancel(t.Context())
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for ctx.Err() == nil {
				app := w.App(made.ID)
				if (app.Name == "two") != (app.Settings.MaxMembers == 2) || len(w.All()) != 1 {
					t.Errorf("half an app: %+v", app)
					return
				}
			}
		})
	}
	for i := range 200 {
		if _, err := w.UpdateApp(t.Context(), operator, made.ID, func(app *tenant.App) error {
			app.Name, app.Settings.MaxMembers = "two", 2
			if i%2 == 0 {
				app.Name, app.Settings.MaxMembers = "other", 0
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	stop()
	readers.Wait()
}
