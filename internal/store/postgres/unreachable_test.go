package postgres_test

import (
	"log/slog"
	"net/url"
	"strings"
	"testing"
	"time"

	"ringline/internal/store/postgres"
	"ringline/internal/tenant"
)

// Whoever starts a server with a wrong address is told in one line which setting it is, what came back and what to do, and no password.
func TestUnreachable(t *testing.T) {
	base := shared.Database(t)
	at := func(change func(*url.URL)) tenant.Secret {
		u, err := url.Parse(base)
		if err != nil {
			t.Fatal(err)
		}
		u.User = url.UserPassword(u.User.Username(), "hush")
		change(u)
		return tenant.Secret(u.String())
	}
	for name, tc := range map[string]struct {
		url  tenant.Secret
		want []string
	}{
		"no such database": {at(func(u *url.URL) { u.Path = "/nosuch" }), []string{`database "nosuch" at 127.0.0.1:`, "does not exist", "make it"}},
		"no such user":     {at(func(u *url.URL) { u.User = url.UserPassword("nobody", "hush") }), []string{`as user "nobody": server error: FATAL:`, "PGPASSWORD"}},
		"nothing there":    {at(func(u *url.URL) { u.Host = "127.0.0.1:1" }), []string{"127.0.0.1:1 as user", "connection refused"}},
		"no such host":     {at(func(u *url.URL) { u.Host = "nosuch.invalid" }), []string{"nosuch.invalid:5432", "nosuch.invalid"}},
		"two hosts":        {at(func(u *url.URL) { u.Host = "127.0.0.1:1,127.0.0.1:2" }), []string{"127.0.0.1:1, 127.0.0.1:2"}},
		"no TLS there":     {at(func(u *url.URL) { u.RawQuery = "sslmode=require" }), []string{"refused TLS", "sslmode there asks for it"}},
		"no such sslmode":  {at(func(u *url.URL) { u.RawQuery = "sslmode=hush1" }), []string{"sslmode is invalid"}},
		"no certificates":  {at(func(u *url.URL) { u.RawQuery = "sslmode=verify-full&sslrootcert=/none" }), []string{"/none: no such file"}},
		"slash in it":      {"postgres://ringline:12/hush@127.0.0.1/ringline", []string{"/ as %2F"}},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := postgres.Default()
			cfg.URL, cfg.Timeout = tc.url, 500*time.Millisecond
			_, opened := postgres.Open(t.Context(), cfg, slog.New(slog.DiscardHandler))
			_, looked := postgres.Look(t.Context(), cfg)
			_, migrated := postgres.Expand(t.Context(), cfg, nil)
			_, listed := postgres.Steps(t.Context(), cfg)
			for what, err := range map[string]error{"open": opened, "look": looked, "expand": migrated, "steps": listed} {
				if err == nil {
					t.Errorf("%s: no error", what)
					continue
				}
				text := err.Error()
				for _, want := range append(tc.want, "url") {
					if !strings.Contains(text, want) {
						t.Errorf("%s: %q does not say %q", what, text, want)
					}
				}
				if strings.Contains(text, "\n") || strings.Contains(text, "hush@") || strings.Contains(text, ":hush") {
					t.Errorf("%s: %q has more than one line, or the password", what, text)
				}
			}
		})
	}
}
