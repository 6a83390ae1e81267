package admin_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"ringline/internal/admin"
	"ringline/internal/auth"
	"ringline/internal/call"
	"ringline/internal/seal"
	"ringline/internal/store/memory"
	"ringline/internal/tenant"
)

// The new secret signs at once, the old one verifies until the overlap is over, to the second, also when nobody asks.
func TestOverlapEndsInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ring, err := seal.NewRing(oneKey)
		if err != nil {
			t.Fatal(err)
		}
		a := admin.New(admin.Options{Store: memory.New(), Keys: ring, Now: time.Now})
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- a.Run(ctx) }()

		made, old, err := a.CreateApp(ctx, operator, admin.Spec{})
		if err != nil {
			t.Fatal(err)
		}
		other, otherSecret, err := a.CreateApp(ctx, operator, admin.Spec{})
		if err != nil {
			t.Fatal(err)
		}
		verifier := auth.NewVerifier(time.Now)
		sig := auth.Sign(a.App(made.ID), "ann", time.Now(), 24*time.Hour)
		if err := verifier.Verify(a.App(made.ID), "ann", sig); err != nil {
			t.Fatal(err)
		}
		first, err := a.RotateSecret(ctx, operator, made.ID, 2*time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Hour)
		second, err := a.RotateSecret(ctx, operator, made.ID, 90*time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		if got := secrets(a.App(made.ID)); got != words(second, first, old) {
			t.Errorf("secrets %s", got)
		}
		info, err := a.Info(ctx, made.ID)
		if err != nil || len(info.Secrets) != 3 || !info.Secrets[0].Until.IsZero() || time.Until(info.Secrets[2].Until) != time.Hour {
			t.Errorf("%+v, %v", info.Secrets, err)
		}
		var told int
		a.OnChange(func(was, is *tenant.App) { told += len(was.Secrets) - len(is.Secrets) })

		time.Sleep(time.Hour - time.Second) // the first overlap is not lengthened by the second
		if err := verifier.Verify(a.App(made.ID), "ann", sig); err != nil {
			t.Errorf("a second before the end: %v", err)
		}
		time.Sleep(time.Second)
		synctest.Wait()
		if got := secrets(a.App(made.ID)); got != words(second, first) {
			t.Errorf("after the first overlap: %s", got)
		}
		if err := verifier.Verify(a.App(made.ID), "ann", sig); !errors.Is(err, auth.ErrBadSignature) {
			t.Errorf("after the overlap: %v", err)
		}
		time.Sleep(30 * time.Minute)
		synctest.Wait()
		if got := secrets(a.App(made.ID)); got != words(second) || told != 2 {
			t.Errorf("after the second overlap: %s, told of %d", got, told)
		}
		if got := secrets(a.App(other.ID)); got != string(otherSecret) {
			t.Errorf("the other app's: %s", got)
		}
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

// A secret that ran out while no server ran does not come back.
func TestOverlapEndsWhileNobodyRuns(t *testing.T) {
	w := newWorld(t)
	made, _ := w.create(t, admin.Spec{})
	fresh, err := w.RotateSecret(t.Context(), operator, made.ID, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	w.now = w.now.Add(time.Hour)
	w.open(t, true, oneKey)
	if got := secrets(w.App(made.ID)); got != string(fresh) {
		t.Errorf("secrets %s", got)
	}
	if _, err := w.UpdateApp(t.Context(), operator, made.ID, func(app *tenant.App) error { app.Name = "x"; return nil }); err != nil {
		t.Fatal(err)
	}
	if apps, err := w.store.ListApps(t.Context()); err != nil || len(apps[0].Secrets) != 1 {
		t.Errorf("the store keeps %+v, %v", apps[0].Secrets, err)
	}
}

func TestRotateBounds(t *testing.T) {
	w := newWorld(t)
	made, old := w.create(t, admin.Spec{})
	for _, overlap := range []time.Duration{-1, admin.LongestOverlap + 1} {
		_, err := w.RotateSecret(t.Context(), operator, made.ID, overlap)
		refused(t, err, call.CodeInvalid, "overlap")
	}
	for range 4 {
		if _, err := w.RotateSecret(t.Context(), operator, made.ID, time.Hour); err != nil {
			t.Fatal(err)
		}
	}
	_, err := w.RotateSecret(t.Context(), operator, made.ID, time.Hour)
	refused(t, err, call.CodeConflict, "overlap 0")
	if got := secrets(w.App(made.ID)); !strings.HasSuffix(got, string(old)) {
		t.Errorf("secrets %s", got)
	}
	fresh, err := w.RotateSecret(t.Context(), operator, made.ID, 0)
	if got := secrets(w.App(made.ID)); err != nil || got != string(fresh) {
		t.Errorf("secrets %s, %v", got, err)
	}
}

// What an older key sealed is sealed anew at start; after that the older key is not needed.
func TestKeysAreReplaced(t *testing.T) {
	w := newWorld(t)
	made, secret := w.create(t, admin.Spec{})
	hook := &tenant.Webhook{URL: "https://a.example", Events: []string{"e"}, Token: "tok"}
	if err := w.SetWebhook(t.Context(), operator, made.ID, hook); err != nil {
		t.Fatal(err)
	}
	// The wrong key is said, and so is which app needs it.
	err := w.tryOpen(true, otherKey)
	if !errors.Is(err, seal.ErrWrongKey) || !strings.Contains(err.Error(), "1400000002") || !strings.Contains(err.Error(), "secrets.key") {
		t.Errorf("wrong key: %v", err)
	}
	w.open(t, true, otherKey, oneKey)
	w.open(t, true, otherKey)
	if app := w.App(made.ID); secrets(app) != string(secret) || string(app.Webhook.Token) != "tok" {
		t.Errorf("%+v", app)
	}
	if got := w.whats(t); got != "app.reseal app.set_webhook app.create" {
		t.Errorf("acts %s", got)
	}
}

// P16: a sealed secret that somebody moved to another app's row opens no door there.
func TestMovedSecretIsRefused(t *testing.T) {
	w := newWorld(t)
	first, _ := w.create(t, admin.Spec{})
	second, _ := w.create(t, admin.Spec{})
	apps, err := w.store.ListApps(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	apps[1].Secrets, apps[1].Version = apps[0].Secrets, 2
	if err := w.store.SaveApp(t.Context(), apps[1], admin.Act{By: operator, What: "x"}); err != nil {
		t.Fatal(err)
	}
	if err := w.tryOpen(true, oneKey); !errors.Is(err, seal.ErrAltered) || !strings.Contains(err.Error(), "app 1400000003") {
		t.Errorf("apps %d and %d: %v", first.ID, second.ID, err)
	}
}

// The development app is the same at each start, keeps what was set about it, and is served in development only.
func TestDevelopmentApp(t *testing.T) {
	w := newWorld(t)
	for range 2 {
		if err := w.Develop(t.Context(), "dev-secret"); err != nil {
			t.Fatal(err)
		}
	}
	app := w.App(admin.DevApp)
	if secrets(app) != "dev-secret" || !app.Admin("administrator") || !app.Settings.MultiDevice || !app.Settings.ListUsers || app.Disabled {
		t.Errorf("%+v", app)
	}
	if _, err := w.UpdateApp(t.Context(), operator, admin.DevApp, func(app *tenant.App) error { app.Settings.TotalRequests = 5; return nil }); err != nil {
		t.Fatal(err)
	}
	if _, err := w.RotateSecret(t.Context(), operator, admin.DevApp, time.Hour); err != nil {
		t.Fatal(err)
	}
	if err := w.Develop(t.Context(), "dev-secret"); err != nil {
		t.Fatal(err)
	}
	if app := w.App(admin.DevApp); secrets(app) != "dev-secret" || app.Settings.TotalRequests != 5 {
		t.Errorf("at the next start %+v", app)
	}
	w.open(t, false, oneKey)
	if info := w.info(t, admin.DevApp); !info.Disabled || !info.Dev || !w.App(admin.DevApp).Disabled {
		t.Errorf("without development %+v", info)
	}
	// A change meanwhile does not disable it for good.
	if _, err := w.UpdateApp(t.Context(), operator, admin.DevApp, func(app *tenant.App) error { app.Name = "x"; return nil }); err != nil {
		t.Fatal(err)
	}
	w.open(t, true, oneKey)
	if w.App(admin.DevApp).Disabled {
		t.Error("it stays disabled")
	}
}

// Somebody's real app of that number is not taken over.
func TestDevelopmentSparesARealApp(t *testing.T) {
	w := newWorld(t)
	_, secret := w.create(t, admin.Spec{ID: admin.DevApp})
	if err := w.Develop(t.Context(), "dev-secret"); err == nil || !strings.Contains(err.Error(), "--data") {
		t.Error(err)
	}
	if got := secrets(w.App(admin.DevApp)); got != string(secret) {
		t.Errorf("its secret is now %s", got)
	}
}

// A server with another key than the one that made an app says so once, and not every second.
func TestAnotherKeyIsToldOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memory.New()
		open := func(key tenant.Secret, log io.Writer) *admin.Admin {
			ring, err := seal.NewRing(key)
			if err != nil {
				t.Fatal(err)
			}
			a := admin.New(admin.Options{Store: store, Keys: ring, Now: time.Now, Log: slog.New(slog.NewTextHandler(log, nil))})
			if err := a.Load(t.Context()); err != nil {
				t.Fatal(err)
			}
			return a
		}
		var log bytes.Buffer
		stranger := open(otherKey, &log)
		made, _, err := open(oneKey, io.Discard).CreateApp(t.Context(), operator, admin.Spec{})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- stranger.Run(ctx) }()
		stranger.Refresh()
		time.Sleep(time.Minute)
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if n := strings.Count(log.String(), "level=ERROR"); n != 1 || !strings.Contains(log.String(), "secrets.key") {
			t.Errorf("it was said %d times: %s", n, &log)
		}
		if stranger.App(made.ID) != nil {
			t.Error("it serves an app whose secret it cannot know")
		}
	})
}
