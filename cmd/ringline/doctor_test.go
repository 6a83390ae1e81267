package main

import (
	"context"
	"encoding/json"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ringline/internal/config"
	"ringline/internal/doctor"
	"ringline/internal/server"
)

// TestDoctorAndHealth: without a server, beside a running one, and with settings that are wrong.
func TestDoctorAndHealth(t *testing.T) {
	data := t.TempDir()
	if err := os.Chmod(data, 0o700); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "ringline.yaml")
	text := "listen: 127.0.0.1:0\ndata: " + data + "\nmedia: {udp_port: 0, tcp_port: -1, stun_port: 0, drain: 0s}\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	examine := func() map[string]doctor.Finding {
		t.Helper()
		out, err := run(t, "doctor", "--config", file, "--json")
		if err != nil {
			t.Errorf("doctor: %v\n%s", err, out)
		}
		found := map[string]doctor.Finding{}
		for line := range strings.Lines(out) {
			var f doctor.Finding
			if err := json.Unmarshal([]byte(line), &f); err != nil {
				t.Fatalf("%q: %v", line, err)
			}
			found[f.Check] = f
		}
		return found
	}
	if found := examine(); found["settings"].Verdict != doctor.OK || !strings.Contains(found["server"].Found, "none runs") {
		t.Errorf("%+v", found)
	}
	if _, err := run(t, "health", "--data", data); err == nil || !strings.Contains(err.Error(), "no server runs") {
		t.Errorf("health without a server: %v", err)
	}

	cfg, err := config.Load(config.Sources{File: file})
	if err != nil {
		t.Fatal(err)
	}
	s, err := server.Start(context.Background(), cfg, server.Options{Dev: true, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	found := examine()
	if !strings.Contains(found["server"].Found, "one runs") || found["store"].Verdict != doctor.OK || !strings.Contains(found["store"].Found, "whole") {
		t.Errorf("%+v", found)
	}
	if out, err := run(t, "health", "--data", data); err != nil || !strings.Contains(out, "store: ok") {
		t.Errorf("health: %q, %v", out, err)
	}
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}

	if err := os.WriteFile(file, []byte("lisen: x\nlog: {level: loud}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := run(t, "doctor", "--config", file)
	if err == nil || !strings.Contains(out, "fail  settings: ") || !strings.Contains(out, "did you mean listen?") {
		t.Errorf("doctor with wrong settings: %v\n%s", err, out)
	}
}

// TestNotify: systemd hears it at its socket, by file and by name, and who is not asked says nothing.
func TestNotify(t *testing.T) {
	t.Setenv("NOTIFY_SOCKET", "")
	if err := notify(t.Context(), "READY=1"); err != nil {
		t.Error(err)
	}
	for _, path := range []string{filepath.Join(t.TempDir(), "notify"), "@ringline-test-" + filepath.Base(t.TempDir())} {
		l, err := net.ListenPacket("unixgram", path)
		if err != nil {
			t.Fatal(err)
		}
		t.Setenv("NOTIFY_SOCKET", path)
		if err := notify(t.Context(), "READY=1"); err != nil {
			t.Error(err)
		}
		buf := make([]byte, 100)
		if n, _, err := l.ReadFrom(buf); err != nil || string(buf[:n]) != "READY=1" {
			t.Errorf("heard %q, %v", buf[:n], err)
		}
		l.Close()
		t.Setenv("NOTIFY_SOCKET", path+"-gone")
		if err := notify(t.Context(), "READY=1"); err == nil {
			t.Error("told nobody and did not notice")
		}
	}
}

// TestRedisOfOthers: what several servers need stands in the environment of one that is alone. Only who would run a server is refused.
func TestRedisOfOthers(t *testing.T) {
	t.Setenv("RINGLINE_REDIS_URL", "redis://127.0.0.1:1")
	data := t.TempDir()
	const why = "redis.url is for several servers on one PostgreSQL database"
	if _, err := run(t, "serve", "--data", data); err == nil || !strings.HasPrefix(err.Error(), why) || strings.Contains(err.Error(), "\n") {
		t.Errorf("serve: %v", err)
	}
	if out, err := run(t, "doctor", "--data", data); err == nil || !strings.Contains(out, "fail  settings: "+why) || !strings.Contains(out, "server: none runs") {
		t.Errorf("doctor: %v\n%s", err, out)
	}
	if _, err := run(t, "health", "--data", data); err == nil || !strings.Contains(err.Error(), "no server runs") {
		t.Errorf("health: %v", err)
	}
}
