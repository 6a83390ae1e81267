package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ringline/internal/auth"
	"ringline/internal/tenant"
)

func run(t *testing.T, args ...string) (out string, err error) {
	t.Helper()
	var buffer bytes.Buffer
	c := root()
	c.SetOut(&buffer)
	c.SetErr(&buffer)
	err = execute(t.Context(), c, args)
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
	token := filepath.Join(dir, "token")
	if err := os.WriteFile(token, []byte("rlt_x\n"), 0o600); err != nil {
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
		{"app list --data " + dir, "no server runs"},
		{"call list --server calls.example.com", "https://"},
		{"call list --server https://calls.example.com", "RINGLINE_TOKEN"},
		{"call list --server https://calls.example.com --token-file " + filepath.Join(dir, "none"), "--token-file"},
		{"token create x", "scope"},
		{"call list --server http://127.0.0.1:1 --token-file " + token, "is the address right"},
		{"call start alice", "ringline call start CALLER CALLEE..."},
		{"call start alice bob --ring soon", "invalid argument"},
		{"call list --older -", "invalid argument"},
		{"app create", "one name"},
		{"app create Shop --name Store", "one name"},
		{"app create Shop --ring-timeout 30", "missing unit"},
		{"app update", "ringline app update ID"},
		{"app rotate 7 --overlap long", "invalid argument"},
		{"call kick x", "ringline call kick ID USER"},
		{"call invite x", "ringline call invite ID USER..."},
		{"call explain", "ringline call explain ID"},
		{"webhook set", "ringline webhook set URL"},
		{"record export --output", "needs an argument"},
		{"usage --token rlt_x", "unknown flag: --token; `ringline usage --help`"},
		{"call end x --all", "--all"},
		{"user delete alice", "--yes"},
		{"record list --from yesterday --data " + dir, "--from"},
		{"record export --format xml --data " + dir, "csv or ndjson"},
		{"webhook resend --data " + dir, "--from"},
		{"webhook resend x --state pending --data " + dir, "--from"},
		{"webhook set https://a.example --webhook-secret-file " + filepath.Join(dir, "none") + " --data " + dir, "--webhook-secret-file"},
		{"app create x --secret-file " + unknown + "x --data " + dir, "--secret-file"},
		{"call list --limit -1 --data " + dir, "no server runs"},
		{"call show", "ringline call show ID"},
		{"call end x y", `"y" is too much`},
		{"serve --config " + unknown, "listen"},
		{"serve --config " + filepath.Join(dir, "none.yaml"), "ringline config"},
		{"serve --listen nonsense", "127.0.0.1:8080"},
		{"serve --media-udp-port many", "media.udp_port"},
		{"serve --nosuch", "unknown flag"},
		{"serves", "serve"},
		{"call lsit", "list"},
		{"call lsit --data " + dir, "list"},
		{"webhook frobnicate", "`ringline webhook --help`"},
		{"config frobnicate", `"frobnicate" is too much`},
	} {
		if out, err := run(t, strings.Fields(tc.args)...); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("ringline %s: %v, want it to mention %q\n%s", tc.args, err, tc.want, out)
		}
	}
}

// TestVersion: asked either way, the program says which one it is.
func TestVersion(t *testing.T) {
	for _, asked := range []string{"version", "--version"} {
		if out, err := run(t, asked); err != nil || out != "ringline "+version+"\n" {
			t.Errorf("%s: %q, %v", asked, out, err)
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
