package admin

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"time"

	"ringline/internal/call"
	"ringline/internal/tenant"
)

// App is an app as it is shown to those who administrate it: with defaults filled in and without the keys.
type App struct {
	tenant.App              // Secrets in it is empty
	Secrets    []SecretInfo // the first signs, all verify
	Dev        bool         // made by development mode, and served only there
	Version    int64        // changes with every change, see [Admin.UpdateAppAt]
	CreatedAt  time.Time
	UpdatedAt  time.Time
}

// SecretInfo is what may be known about a secret.
type SecretInfo struct {
	ID        string
	CreatedAt time.Time
	Until     time.Time // when it stops being good; zero for the one that signs
}

// Spec describes a new app. Empty fields have their defaults.
type Spec struct {
	ID              int64         // 0 picks a free one
	Secret          tenant.Secret // empty makes one; who moves here from elsewhere brings their own
	Name            string
	Admins          []string
	AllowedNetworks []netip.Prefix
	Settings        tenant.Settings
}

// ErrNoApp is the answer to a question about an app that is not there.
var ErrNoApp = &call.Error{Code: call.CodeNotFound, Text: "there is no such app"}

// firstID is the lowest id that is picked for an app that has none of its own. The one before belongs to development mode.
const firstID = DevApp + 1

// CreateApp makes an app and returns it with its secret, which is not shown again.
func (a *Admin) CreateApp(ctx context.Context, by By, spec Spec) (App, tenant.Secret, error) {
	return a.create(ctx, by, spec, false)
}

func (a *Admin) create(ctx context.Context, by By, spec Spec, dev bool) (App, tenant.Secret, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	made, secret, err := a.make(ctx, by, spec, dev)
	if errors.Is(err, call.ErrConflict) { // another node was just as quick
		made, secret, err = a.make(ctx, by, spec, dev)
	}
	return made, secret, err
}

func (a *Admin) make(ctx context.Context, by By, spec Spec, dev bool) (App, tenant.Secret, error) {
	if err := a.refresh(ctx); err != nil {
		return App{}, "", err
	}
	if spec.ID == 0 {
		for spec.ID = a.homes.Next(firstID); a.has(spec.ID); spec.ID = a.homes.Next(spec.ID + 1) {
		}
	}
	if cell := a.homes.Elsewhere(spec.ID); cell != "" {
		return App{}, "", call.Invalid("id", "is that of an app of another cell, where all its requests go: make it there, at %s", cell)
	}
	if a.has(spec.ID) {
		return App{}, "", &call.Error{Code: call.CodeConflict, Text: fmt.Sprintf("there is an app %d already", spec.ID)}
	}
	secret := spec.Secret
	if secret == "" {
		secret = makeSecret()
	}
	now := a.moment()
	next := Stored{
		ID: spec.ID, CreatedAt: now, Dev: dev, Name: spec.Name, Admins: slices.Clone(spec.Admins),
		AllowedNetworks: slices.Clone(spec.AllowedNetworks), Settings: spec.Settings,
	}
	next.Secrets = []StoredSecret{a.sealed(next.ID, secret, now)}
	made, err := a.commit(ctx, by, "app.create", next, map[string]string{"name": spec.Name})
	return made, secret, err
}

func (a *Admin) has(id int64) bool {
	_, ok := a.stored[id]
	return ok
}

// Apps lists all apps by rising id.
func (a *Admin) Apps(context.Context) ([]App, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	all := make([]App, 0, len(a.stored))
	for _, app := range a.stored {
		all = append(all, a.info(&app))
	}
	slices.SortFunc(all, func(x, y App) int { return cmp.Compare(x.ID, y.ID) })
	return all, nil
}

// Info returns one app.
func (a *Admin) Info(_ context.Context, id int64) (App, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	app, ok := a.stored[id]
	if !ok {
		return App{}, ErrNoApp
	}
	return a.info(&app), nil
}

// info shows a stored app that is being served.
func (a *Admin) info(s *Stored) App {
	shown := App{App: *a.App(s.ID), Dev: s.Dev, Version: s.Version, CreatedAt: s.CreatedAt, UpdatedAt: s.UpdatedAt}
	shown.App.Secrets = nil
	for _, secret := range s.live(a.now()) {
		shown.Secrets = append(shown.Secrets, SecretInfo{ID: secret.ID, CreatedAt: secret.CreatedAt, Until: secret.Until})
	}
	return shown
}

// UpdateApp lets f change an app: its name, administrators, networks, settings, and whether it is disabled. What f
// gets has no defaults filled in, a zero stays one, and everything else that f changes is left as it was.
func (a *Admin) UpdateApp(ctx context.Context, by By, id int64, f func(*tenant.App) error) (App, error) {
	return a.UpdateAppAt(ctx, by, id, 0, f)
}

// UpdateAppAt is [Admin.UpdateApp] for who has looked at the app before: it refuses with call.CodeConflict if the app is not
// at that version any more. Version 0 takes any.
func (a *Admin) UpdateAppAt(ctx context.Context, by By, id, version int64, f func(*tenant.App) error) (App, error) {
	return a.change(ctx, by, id, "app.update", func(next *Stored) (map[string]string, error) {
		if version != 0 && next.Version != version {
			return nil, &call.Error{Code: call.CodeConflict, Text: "somebody else has changed the app meanwhile: look at it again"}
		}
		was, is := next.plain(), next.plain()
		if err := f(&is); err != nil {
			return nil, err
		}
		next.Name, next.Admins, next.Disabled, next.AllowedNetworks, next.Settings = is.Name, is.Admins, is.Disabled, is.AllowedNetworks, is.Settings
		return differences(&was, &is), nil
	})
}

// change runs f on a copy of an app and keeps what it made of it. f returns what the log shall say; nothing at all means
// that nothing changed.
func (a *Admin) change(ctx context.Context, by By, id int64, what string, f func(*Stored) (map[string]string, error)) (App, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	app, err := a.changed(ctx, by, id, what, f)
	if errors.Is(err, call.ErrConflict) { // another node was just as quick
		app, err = a.changed(ctx, by, id, what, f)
	}
	return app, err
}

func (a *Admin) changed(ctx context.Context, by By, id int64, what string, f func(*Stored) (map[string]string, error)) (App, error) {
	if err := a.refresh(ctx); err != nil {
		return App{}, err
	}
	was, ok := a.stored[id]
	if !ok {
		return App{}, ErrNoApp
	}
	next := was.clone()
	next.Secrets = next.live(a.now())
	switch detail, err := f(&next); {
	case err != nil:
		return App{}, err
	case len(detail) == 0:
		return a.info(&was), nil
	default:
		return a.commit(ctx, by, what, next, detail)
	}
}

// differences says for the log what was changed, from what to what.
func differences(was, is *tenant.App) map[string]string {
	detail := map[string]string{}
	note := func(name string, was, is any) {
		if before, after := shown(was), shown(is); before != after {
			detail[name] = before + " → " + after
		}
	}
	note("name", was.Name, is.Name)
	note("admins", was.Admins, is.Admins)
	note("disabled", was.Disabled, is.Disabled)
	note("allowed_networks", was.AllowedNetworks, is.AllowedNetworks)
	before, after := reflect.ValueOf(was.Settings), reflect.ValueOf(is.Settings)
	for i := range before.NumField() {
		name, _, _ := strings.Cut(before.Type().Field(i).Tag.Get("json"), ",")
		note("settings."+name, before.Field(i).Interface(), after.Field(i).Interface())
	}
	return detail
}

// shown is a value as the log has it.
func shown(v any) string {
	switch r := reflect.ValueOf(v); {
	case r.Kind() == reflect.Bool:
	case r.Kind() == reflect.String:
		return fmt.Sprintf("%q", v)
	case r.Kind() == reflect.Slice && r.Len() == 0, r.IsZero():
		return "default"
	}
	return fmt.Sprint(v)
}
