package livekit

import (
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
