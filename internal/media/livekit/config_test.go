package livekit

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestDefaultIsValid(t *testing.T) {
	cfg := Default()
	if err := cfg.Validate(); err != nil {
		t.Error(err)
	}
}

func TestValidateNamesEverySetting(t *testing.T) {
	cfg := Config{
		NodeIP: "0.0.0.0", UDPPort: 70000, TCPPort: -2, STUNPort: -1, URL: "http://x", TicketTTL: 24 * time.Hour,
		Drain: -1, Secret: "short", LogLevel: "loud",
	}
	err := cfg.Validate()
	if err == nil {
		t.Fatal("valid, want many faults")
	}
	for _, name := range []string{"node_ip", "udp_port", "tcp_port", "stun_port", "url", "ticket_ttl", "drain", "secret", "log_level"} {
		if !strings.Contains(err.Error(), name+" must ") {
			t.Errorf("%s is not among the faults: %v", name, err)
		}
	}
	if strings.Contains(err.Error(), "short") {
		t.Error("the secret is among the faults")
	}
	cfg = Default()
	cfg.STUNPort = cfg.UDPPort
	if err := cfg.Validate(); err == nil || !strings.Contains(err.Error(), "stun_port") {
		t.Errorf("%v, want stun_port and udp_port to differ", err)
	}
}

func TestExternalIsChecked(t *testing.T) {
	good := External{Name: "media-1", URL: "wss://media-1.example.com", Key: "key", Secret: "a secret of the external server"}
	fine := Default()
	fine.Embedded, fine.External = false, []External{good}
	if err := fine.Validate(); err != nil {
		t.Error(err)
	}
	for says, damage := range map[string]func(*External){
		"external[0].name must":                func(e *External) { e.Name = "" },
		"external[0].url must":                 func(e *External) { e.URL = "https://media-1.example.com" },
		"external[0].url must be":              func(e *External) { e.URL = "wss://user:pass@media-1.example.com" },
		"external[0].key is missing":           func(e *External) { e.Key = "" },
		"external[0].secret is missing":        func(e *External) { e.Secret = "" },
		"secret and secret_file cannot both":   func(e *External) { e.SecretFile = "/run/secret" },
		"external[0].region must":              func(e *External) { e.Region = "eu west" },
		"external[1].name: media-1 is there t": func(*External) {},
	} {
		c := Default()
		c.External = []External{good, good}
		if damage(&c.External[0]); c.External[0].Name == "media-1" && !strings.Contains(says, "[1]") {
			c.External = c.External[:1]
		}
		err := c.Validate()
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v, want %q", err, says)
		} else if strings.Contains(err.Error(), "a secret of") {
			t.Error("the secret is among the faults")
		}
	}
}

func TestReadSecret(t *testing.T) {
	file := filepath.Join(t.TempDir(), "secret")
	e := External{Name: "media-1", SecretFile: file}
	if _, err := e.ReadSecret(); err == nil {
		t.Error("a secret from a file that is not there")
	}
	for text, want := range map[string]string{"from a file\n": "from a file", "\n": ""} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := e.ReadSecret()
		if string(got) != want || (err == nil) != (want != "") {
			t.Errorf("%q gives %q, %v", text, string(got), err)
		}
	}
	e = External{Secret: "here"}
	if got, err := e.ReadSecret(); err != nil || string(got) != "here" {
		t.Error(string(got), err)
	}
}
