package tenant

import (
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"
)

func good() App {
	return App{ID: 1400000001, Secrets: []Secret{"new-secret", "old-secret"}}
}

func TestDefaults(t *testing.T) {
	d, err := NewDirectory([]App{good()})
	if err != nil {
		t.Fatal(err)
	}
	app := d.App(1400000001)
	want := Settings{MaxMembers: 9, MaxCallees: 8, RingTimeout: 30 * time.Second, RequestsPerSecond: 200, WebhookRequests: 16, RecordsFor: 720 * time.Hour}
	if app.Settings != want {
		t.Errorf("settings %+v, want %+v", app.Settings, want)
	}
	if !app.Admin("administrator") || app.Admin("Administrator") || app.Admin("") {
		t.Errorf("admins %q: want exactly administrator", app.Admins)
	}
	if d.App(1400000002) != nil {
		t.Error("an app that nobody listed was found")
	}
}

func TestSmallCallsKeepTheirDefaultsValid(t *testing.T) {
	app := good()
	app.Settings.MaxMembers = 2
	app = app.WithDefaults()
	if err := app.Validate(); err != nil || app.Settings.MaxCallees != 1 {
		t.Errorf("max_callees %d, %v; want 1, valid", app.Settings.MaxCallees, err)
	}
}

func TestValidateNamesTheFault(t *testing.T) {
	for name, tc := range map[string]struct {
		change func(*App)
		want   string
	}{
		"no id":              {func(a *App) { a.ID = 0 }, "id must be 1 to 4294967295"},
		"negative id":        {func(a *App) { a.ID = -1 }, "id must be"},
		"id over 32 bits":    {func(a *App) { a.ID = 1 << 32 }, "id must be"},
		"no secret":          {func(a *App) { a.Secrets = nil }, "at least one secret"},
		"empty secret":       {func(a *App) { a.Secrets[1] = "" }, "secrets[1] must not be empty"},
		"secret with LF":     {func(a *App) { a.Secrets[0] += "\n" }, "secrets[0] must not contain"},
		"admin not a name":   {func(a *App) { a.Admins = []string{"a b"} }, "admins[0]"},
		"admin too long":     {func(a *App) { a.Admins = []string{strings.Repeat("a", 33)} }, "admins[0]"},
		"one member":         {func(a *App) { a.Settings.MaxMembers = 1 }, "max_members must be 2"},
		"more callees":       {func(a *App) { a.Settings.MaxCallees = 9 }, "max_callees must be 1 to max_members-1 (8)"},
		"negative ring time": {func(a *App) { a.Settings.RingTimeout = -1 }, "ring_timeout must be"},
		"endless ring time":  {func(a *App) { a.Settings.RingTimeout = time.Hour }, "ring_timeout must be"},
		"negative rate":      {func(a *App) { a.Settings.RequestsPerSecond = -1 }, "requests_per_second must be"},
	} {
		t.Run(name, func(t *testing.T) {
			app := good()
			tc.change(&app)
			c := Config{Apps: []App{good(), app}}
			err := c.Validate()
			if err == nil || !strings.Contains(err.Error(), tc.want) || !strings.Contains(err.Error(), "apps[1]") {
				t.Errorf("error %v, want apps[1] and %q", err, tc.want)
			}
			if err != nil && strings.Contains(err.Error(), "secret\n") {
				t.Error("the error shows the secret")
			}
		})
	}
}

func TestTwoAppsOfOneID(t *testing.T) {
	if _, err := NewDirectory([]App{good(), good()}); err == nil || !strings.Contains(err.Error(), "taken") {
		t.Errorf("error %v, want taken", err)
	}
}

func TestAllIsSorted(t *testing.T) {
	second := good()
	second.ID = 7
	d, err := NewDirectory([]App{good(), second})
	if err != nil {
		t.Fatal(err)
	}
	if all := d.All(); len(all) != 2 || all[0].ID != 7 || all[1].ID != 1400000001 {
		t.Errorf("All() = %v", all)
	}
}

func TestConfigFromYAML(t *testing.T) {
	const text = `
apps:
  - id: 1400000001
    name: Shop
    secrets: [aaaa, bbbb]
    admins: [root]
    settings: {ring_timeout: 45s, multi_device: true, max_members: 5}
`
	var c Config
	dec := yaml.NewDecoder(strings.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(&c); err != nil {
		t.Fatal(err)
	}
	d, err := NewDirectory(c.Apps)
	if err != nil {
		t.Fatal(err)
	}
	app := d.App(1400000001)
	if string(app.Secrets[0]) != "aaaa" || string(app.Secrets[1]) != "bbbb" || !app.Admin("root") || app.Admin("administrator") {
		t.Errorf("app %+v", app)
	}
	want := Settings{MaxMembers: 5, MaxCallees: 4, RingTimeout: 45 * time.Second, MultiDevice: true, RequestsPerSecond: 200, WebhookRequests: 16, RecordsFor: 720 * time.Hour}
	if app.Settings != want {
		t.Errorf("settings %+v, want %+v", app.Settings, want)
	}
}
