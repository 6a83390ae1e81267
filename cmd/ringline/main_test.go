package main

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ringline/internal/auth"
	"ringline/internal/config"
	"ringline/internal/server"
	"ringline/internal/tenant"
)

func run(t *testing.T, args ...string) (out string, err error) {
	t.Helper()
	var buffer bytes.Buffer
	c := root()
	c.SetArgs(args)
	c.SetOut(&buffer)
	c.SetErr(&buffer)
	err = c.ExecuteContext(t.Context())
	return buffer.String(), err
}

func TestUserSig(t *testing.T) {
	t.Setenv("RINGLINE_DEV_SECRET", "0123456789abcdef0123456789abcdef")
	out, err := run(t, "usersig", "--app", "1400000001", "--user", "alice")
	if err != nil {
		t.Fatal(err)
	}
	app := tenant.App{ID: 1400000001, Secrets: []tenant.Secret{"0123456789abcdef0123456789abcdef"}}
	if err := auth.NewVerifier(time.Now).Verify(&app, "alice", strings.TrimSuffix(out, "\n")); err != nil {
		t.Errorf("%q: %v", out, err)
	}
}

// TestBadInputIsExplained: each error says what to do.
func TestBadInputIsExplained(t *testing.T) {
	dir := t.TempDir()
	unknown := filepath.Join(dir, "unknown.yaml")
	if err := os.WriteFile(unknown, []byte("lisen: 127.0.0.1:1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct{ args, want string }{
		{"usersig --user alice", `"app"`},
		{"usersig --app 7 --user alice --data " + dir, "--data"},
		{"usersig --app 1400000001 --user alice --data " + dir, "--data"},
		{"usersig --app 1400000001 --user a%b", "--user"},
		{"usersig --app 1400000001 --user alice --ttl 0s", "--ttl"},
		{"usersig --app x --user alice", "invalid"},
		{"call list --data " + dir, "no server runs"},
		{"call show", "1 arg"},
		{"call end x y", "1 arg"},
		{"serve --config " + unknown, "listen"},
		{"serve --config " + filepath.Join(dir, "none.yaml"), "ringline config"},
		{"serve --listen nonsense", "127.0.0.1:8080"},
		{"serve --media-udp-port many", "media.udp_port"},
		{"serve --nosuch", "unknown flag"},
		{"serves", "serve"},
	} {
		if out, err := run(t, strings.Fields(tc.args)...); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("ringline %s: %v, want it to mention %q\n%s", tc.args, err, tc.want, out)
		}
	}
}

func TestConfigPrintsAFileThatLoads(t *testing.T) {
	out, err := run(t, "config")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "ringline.yaml")
	if err := os.WriteFile(file, []byte(out), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := run(t, "config", "check", file); err != nil || out != "fine\n" {
		t.Errorf("%q, %v", out, err)
	}
}

// TestCalls: the commands find the server by its data folder.
func TestCalls(t *testing.T) {
	data := t.TempDir()
	cfg, err := config.Load(config.Sources{Flags: map[string]string{
		"listen": "127.0.0.1:0", "data": data, "media.udp_port": "0", "media.tcp_port": "-1", "media.stun_port": "0", "media.drain": "0s",
	}})
	if err != nil {
		t.Fatal(err)
	}
	s, err := server.Start(context.Background(), cfg, server.Options{Dev: true, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	}()
	if out, err := run(t, "call", "list", "--data", data); err != nil || out != "no call is ringing or running\n" {
		t.Errorf("list: %q, %v", out, err)
	}
	if _, err := run(t, "call", "show", "no/such", "--data", data); err == nil || err.Error() != "there is no such call" {
		t.Errorf("show: %v", err)
	}
	if _, err := run(t, "call", "end", "nosuch", "--data", data, "--app", "7"); err == nil || !strings.Contains(err.Error(), "not an app") {
		t.Errorf("end: %v", err)
	}
}
