package admin_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"ringline/internal/admin"
	"ringline/internal/call"
	"ringline/internal/seal"
	"ringline/internal/store/memory"
	"ringline/internal/tenant"
)

const (
	oneKey   tenant.Secret = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
	otherKey tenant.Secret = "ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
)

var operator = admin.By{Name: "operator"}

// sick is a store whose writes fail on demand, before or after they were done.
type sick struct {
	admin.Store
	before, after error
}

func (s *sick) SaveApp(ctx context.Context, app admin.Stored, act admin.Act) error {
	if s.before != nil {
		return s.before
	}
	return errors.Join(s.Store.SaveApp(ctx, app, act), s.after)
}

// world is a store with somebody who administrates it.
type world struct {
	*admin.Admin
	store *sick
	homes admin.Homes
	now   time.Time
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{store: &sick{Store: memory.New()}, now: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
	w.open(t, true, oneKey)
	return w
}

// open is a start of the server on the same store.
func (w *world) open(t testing.TB, dev bool, keys ...tenant.Secret) {
	t.Helper()
	if err := w.tryOpen(dev, keys...); err != nil {
		t.Fatal(err)
	}
}

func (w *world) tryOpen(dev bool, keys ...tenant.Secret) error {
	ring, err := seal.NewRing(keys...)
	if err != nil {
		return err
	}
	next := admin.New(admin.Options{Homes: w.homes, Store: w.store, Keys: ring, Now: func() time.Time { return w.now }, Dev: dev})
	if err := next.Load(context.Background()); err != nil {
		return err
	}
	w.Admin = next
	return nil
}

func (w *world) create(t testing.TB, spec admin.Spec) (admin.App, tenant.Secret) {
	t.Helper()
	app, secret, err := w.CreateApp(t.Context(), operator, spec)
	if err != nil {
		t.Fatal(err)
	}
	return app, secret
}

func (w *world) info(t testing.TB, id int64) admin.App {
	t.Helper()
	app, err := w.Info(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return app
}

// whats are the acts in the log, the newest first.
func (w *world) whats(t testing.TB) string {
	t.Helper()
	acts, err := w.Log(t.Context(), admin.ActFilter{}, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, act := range acts {
		text += act.What + " "
	}
	return strings.TrimSpace(text)
}

// kept is everything the store has, as text.
func (w *world) kept(t testing.TB) string {
	t.Helper()
	apps, err := w.store.ListApps(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	tokens, err := w.store.ListTokens(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	acts, err := w.store.ListActs(t.Context(), admin.ActFilter{}, 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal([]any{apps, tokens, acts})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// refused checks an error's code and that its text says what is wrong.
func refused(t testing.TB, err error, code call.Code, text string) {
	t.Helper()
	var e *call.Error
	if !errors.As(err, &e) || e.Code != code || !strings.Contains(e.Text, text) {
		t.Errorf("%v, want %s with %q", err, code, text)
	}
}

// secrets are an app's secrets as it is served.
func secrets(app *tenant.App) string {
	text := ""
	for _, s := range app.Secrets {
		text += string(s) + " "
	}
	return strings.TrimSpace(text)
}

func words(list ...tenant.Secret) string { return secrets(&tenant.App{Secrets: list}) }

var errDisk = fmt.Errorf("commit: %w", call.ErrUnavailable)
