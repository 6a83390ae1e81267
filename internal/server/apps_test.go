package server

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"ringline/internal/admin"
	"ringline/internal/auth"
	"ringline/internal/config"
	"ringline/internal/tenant"
)

var operator = admin.By{Name: "operator"}

// plain starts a server that is not for development.
func plain(t testing.TB, cfg config.Config) *Server {
	t.Helper()
	s, err := Start(t.Context(), cfg, Options{Version: "test", Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func stop(t testing.TB, s *Server) {
	t.Helper()
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
}

// withApp is the settings of a server, stopped, that has one app. Its key is kept in its folder.
func withApp(t testing.TB, id int64) config.Config {
	t.Helper()
	cfg := settings(t)
	s := plain(t, cfg)
	defer stop(t, s)
	if _, _, err := s.apps.CreateApp(t.Context(), operator, admin.Spec{ID: id, Name: "Shop", Secret: "the-secret-of-the-shop"}); err != nil {
		t.Fatal(err)
	}
	return cfg
}

// withoutKey is the folder of a server that has an app whose key was lost.
func withoutKey(t testing.TB) string {
	t.Helper()
	cfg := withApp(t, 7)
	if err := os.Remove(MasterKeyPath(cfg.Data)); err != nil {
		t.Fatal(err)
	}
	return cfg.Data
}

// A server without an app starts and says how to make one; one that was made is there at the next start.
func TestServerWithoutApps(t *testing.T) {
	cfg := settings(t)
	var said bytes.Buffer
	s := plain(t, cfg)
	s.Announce(&said)
	stop(t, s)
	if !strings.Contains(said.String(), "ringline app create NAME --data "+cfg.Data) {
		t.Errorf("said %s", &said)
	}
	cfg = withApp(t, 1400000555)
	said.Reset()
	s = plain(t, cfg)
	s.Announce(&said)
	if !strings.Contains(said.String(), "1400000555 Shop") {
		t.Errorf("said %s", &said)
	}
	sig := auth.Sign(s.apps.App(1400000555), "administrator", time.Now(), time.Minute)
	target := fmt.Sprintf("%s/v4/call_config/get_callback?sdkappid=1400000555&identifier=administrator&usersig=%s", s.URL(), sig)
	if got := post(t, target, "{}"); got["ErrorCode"] != 100301.0 {
		t.Errorf("%v", got)
	}
	stop(t, s)
}

// What was set about the development app stays over a restart; without --dev the app is refused.
func TestDevelopmentAppStays(t *testing.T) {
	cfg := settings(t)
	cfg.Dev.Secret = "0123456789abcdef0123456789abcdef"
	s := start(t, cfg)
	set := strings.Replace(s.v4("set_callback"), "call_engine_http_srv", "call_config", 1)
	const body = `{"Url":"https://a.example/","CallbackCommandList":["Call.CallbackAfterEndCall"]}`
	if got := post(t, set, body); got["ErrorCode"] != 0.0 {
		t.Fatalf("%v", got)
	}
	if _, err := s.apps.UpdateApp(t.Context(), operator, DevApp, func(app *tenant.App) error { app.Settings.MaxMembers = 5; return nil }); err != nil {
		t.Fatal(err)
	}
	stop(t, s)
	s = plain(t, cfg)
	if app := s.apps.App(DevApp); !app.Disabled {
		t.Error("the development app is served without --dev")
	}
	if got := post(t, s.v4("get_call_info"), "{}"); got["ErrorCode"] != 60016.0 {
		t.Errorf("without --dev: %v", got)
	}
	stop(t, s)
	s = start(t, cfg)
	app := s.apps.App(DevApp)
	if app.Disabled || app.Settings.MaxMembers != 5 || app.Webhook == nil || string(app.Secrets[0]) != "0123456789abcdef0123456789abcdef" {
		t.Errorf("after the restart %+v", app)
	}
	stop(t, s)
}

// An app that is found in the folder signs for the server that serves it, whether that runs or not.
func TestFindApp(t *testing.T) {
	cfg := withApp(t, 7)
	found := func() {
		t.Helper()
		app, err := FindApp(t.Context(), cfg, 7)
		if err != nil || string(app.Secrets[0]) != "the-secret-of-the-shop" {
			t.Errorf("%+v, %v", app, err)
		}
	}
	found()
	s := plain(t, cfg)
	found()
	fresh, err := s.apps.RotateSecret(t.Context(), operator, 7, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	if app, err := FindApp(t.Context(), cfg, 7); err != nil || app.Secrets[0] != fresh {
		t.Errorf("after the rotation %+v, %v", app, err)
	}
	stop(t, s)
	for what, tc := range map[string]struct {
		data string
		id   int64
		want string
	}{
		"another app":     {cfg.Data, 8, "app 8 is not in the folder"},
		"no server yet":   {t.TempDir(), 7, "--data"},
		"no dev server":   {t.TempDir(), DevApp, "--data"},
		"its key is gone": {withoutKey(t), 7, "secrets.key"},
	} {
		other := cfg
		other.Data = tc.data
		if _, err := FindApp(t.Context(), other, tc.id); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v, want %q", what, err, tc.want)
		}
	}
}

// A start with the wrong key says so and leaves nothing in the way of the right one.
func TestLostKeyLeavesNoOther(t *testing.T) {
	data := withoutKey(t)
	cfg := settings(t)
	cfg.Data = data
	if s, err := Start(t.Context(), cfg, Options{Log: slog.New(slog.DiscardHandler)}); err == nil {
		stop(t, s)
		t.Fatal("it started")
	}
	if _, err := os.Stat(MasterKeyPath(data)); err == nil {
		t.Error("a new key was left where the lost one belongs")
	}
}

// An app that is disabled while the server runs refuses its back end at once.
func TestDisabledAtOnce(t *testing.T) {
	s := start(t, settings(t))
	defer stop(t, s)
	for _, disabled := range []bool{true, false} {
		if _, err := s.apps.UpdateApp(t.Context(), operator, DevApp, func(app *tenant.App) error { app.Disabled = disabled; return nil }); err != nil {
			t.Fatal(err)
		}
		want := map[bool]float64{true: 60016, false: 101002}[disabled]
		if got := post(t, s.v4("get_call_info"), "{}"); got["ErrorCode"] != want {
			t.Errorf("disabled %v: %v", disabled, got)
		}
	}
}
