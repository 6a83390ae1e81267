package tenant

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"
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
		"name of lines":      {func(a *App) { a.Name = "a\nb" }, "name must be"},
		"long name":          {func(a *App) { a.Name = strings.Repeat("a", 101) }, "name must be at most 100"},
		"no network":         {func(a *App) { a.AllowedNetworks = []netip.Prefix{{}} }, "allowed_networks[0]"},
		"IPv4 as IPv6":       {func(a *App) { a.AllowedNetworks = []netip.Prefix{netip.MustParsePrefix("::ffff:10.0.0.0/104")} }, "allowed_networks[0]"},
		"no URL":             {func(a *App) { a.Webhook = &Webhook{Events: []string{"e"}} }, "webhook.url must start with"},
		"no events":          {func(a *App) { a.Webhook = &Webhook{URL: "http://a"} }, "webhook.events must be 1 to 32"},
		"empty event":        {func(a *App) { a.Webhook = &Webhook{URL: "http://a", Events: []string{""}} }, "webhook.events[0]"},
		"webhook secret":     {func(a *App) { a.Webhook = &Webhook{URL: "http://a", Events: []string{"e"}, Secret: "a b"} }, "webhook.secret must be whsec_"},
		"negative rate":      {func(a *App) { a.Settings.RequestsPerSecond = -1 }, "requests_per_second must be"},
	} {
		t.Run(name, func(t *testing.T) {
			app := good()
			tc.change(&app)
			_, err := NewDirectory([]App{app})
			if named := fmt.Sprintf("app %d: ", app.ID); err == nil || !strings.Contains(err.Error(), tc.want) || !strings.Contains(err.Error(), named) {
				t.Errorf("error %v, want %q and %q", err, named, tc.want)
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

func TestAllowedNetworks(t *testing.T) {
	app := good()
	if !app.Allows(netip.MustParseAddr("203.0.113.9")) || !app.Allows(netip.Addr{}) {
		t.Error("an app without networks lets not everybody call")
	}
	app.AllowedNetworks = []netip.Prefix{netip.MustParsePrefix("10.1.2.3/8"), netip.MustParsePrefix("2001:db8::/32")}
	for addr, want := range map[string]bool{
		"10.255.0.1": true, "11.0.0.1": false, "2001:db8::1": true, "2001:db9::1": false, "127.0.0.1": false,
	} {
		if got := app.Allows(netip.MustParseAddr(addr)); got != want {
			t.Errorf("%s: %v, want %v", addr, got, want)
		}
	}
	if app.Allows(netip.Addr{}) {
		t.Error("an unknown address is in a network")
	}
}

func TestWithChangesNobodyElse(t *testing.T) {
	other := good()
	other.ID = 7
	d, err := NewDirectory([]App{good(), other})
	if err != nil {
		t.Fatal(err)
	}
	was := d.App(7)
	other.Name = "new"
	next, err := d.With(other)
	if err != nil {
		t.Fatal(err)
	}
	if d.App(7) != was || was.Name != "" || next.App(7).Name != "new" || next.App(1400000001) != d.App(1400000001) {
		t.Errorf("before %+v, after %+v", d.App(7), next.App(7))
	}
	other.Secrets = nil
	if _, err := d.With(other); err == nil {
		t.Error("an invalid app was taken in")
	}
}

func TestCheckURL(t *testing.T) {
	for _, good := range []string{
		"http://a", "https://example.com/calls?token=x&y=%20", "https://user:pass@example.com:8443/", "http://[::1]:8080/x", "https://bücher.example/",
	} {
		if err := CheckURL(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{
		"", "a", "ftp://a", "HTTP://a", "//a", "http:/a", "http://", "https:///path", "http://a b", "http://a/\n", "http://a/#x", "http://a:b/", "http://%zz/",
		"http://a/" + strings.Repeat("x", 2048), "javascript:alert(1)", "http://:80/",
	} {
		if err := CheckURL(bad); err == nil || bad != "" && len(bad) > 9 && strings.Contains(err.Error(), bad) {
			t.Errorf("%.40q: %v", bad, err)
		}
	}
}
