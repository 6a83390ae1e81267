package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ringline/internal/config"
	"ringline/internal/server"
)

// TestBackupAndRestore: a backup is made while the server runs and when it does not; a restore waits for it to stop.
func TestBackupAndRestore(t *testing.T) {
	data, elsewhere := t.TempDir(), filepath.Join(t.TempDir(), "new")
	file := filepath.Join(t.TempDir(), "backup.db")
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
	stopped := false
	defer func() {
		if !stopped {
			_ = s.Stop()
		}
	}()
	if out, err := run(t, "backup", file, "--data", data); err != nil || !strings.Contains(out, "0 records and 0 live calls") {
		t.Fatalf("backup: %q, %v", out, err)
	}
	for name, tc := range map[string]struct{ args, want string }{
		"over a file":            {"backup " + file + " --data " + data, "choose another"},
		"of nothing":             {"backup " + file + " --data " + elsewhere, "--data"},
		"to nowhere":             {"backup " + filepath.Join(data, "none", "x") + " --data " + data, "no such file"},
		"restore under a server": {"restore " + file + " --data " + data, "stop it"},
		"restore nothing":        {"restore " + file + "x --data " + elsewhere, "no such file"},
		"restore what is none":   {"restore " + filepath.Join(data, "dev-secret") + " --data " + elsewhere, "check"},
		"no name":                {"backup", "ringline backup FILE"},
	} {
		if out, err := run(t, strings.Fields(tc.args)...); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %q, %v; want %q", name, out, err, tc.want)
		}
	}
	stopped = true
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	if out, err := run(t, "backup", file+"2", "--data", data); err != nil {
		t.Errorf("backup without a server: %q, %v", out, err)
	}
	if out, err := run(t, "restore", file, "--data", data); err != nil || !strings.Contains(out, "before-restore") {
		t.Errorf("restore: %q, %v", out, err)
	}
	if out, err := run(t, "restore", file, "--data", elsewhere); err != nil || strings.Contains(out, "before-restore") {
		t.Errorf("restore into an empty folder: %q, %v", out, err)
	}
	for _, dir := range []string{data, elsewhere} {
		if _, err := os.Stat(server.DatabasePath(dir)); err != nil {
			t.Error(err)
		}
	}
}
