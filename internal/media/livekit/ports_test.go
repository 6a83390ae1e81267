package livekit

import (
	"net"
	"net/netip"
	"strconv"
	"strings"
	"testing"
)

func settings(ip string, udp, tcp int) Config {
	cfg := Default()
	cfg.NodeIP, cfg.UDPPort, cfg.TCPPort, cfg.STUNPort = ip, udp, tcp, 0
	return cfg
}

func TestNetwork(t *testing.T) {
	for name, tc := range map[string]struct {
		cfg   Config
		bind  string // empty: the address that clients are told
		tcp   bool
		local bool
	}{
		"this machine only": {cfg: settings("127.0.0.1", 0, 0), local: true},
		"any of ours":       {cfg: settings("", 0, 0), tcp: true},
		"without TCP":       {cfg: settings("", 0, Off)},
		"a router's":        {cfg: settings("203.0.113.7", 0, 0), bind: "0.0.0.0", tcp: true},
		"a router's IPv6":   {cfg: settings("2001:db8::7", 0, 0), bind: "::", tcp: true},
	} {
		t.Run(name, func(t *testing.T) {
			n, err := newNetwork(tc.cfg)
			if err != nil {
				t.Fatal(err)
			}
			if n.ip.IsLoopback() && tc.cfg.NodeIP == "" {
				t.Skip("this machine has no network")
			}
			bind := n.ip
			if tc.bind != "" {
				bind = netip.MustParseAddr(tc.bind)
			}
			if n.bind != bind || n.local != tc.local || (n.tcp != 0) != tc.tcp || n.udp == 0 {
				t.Errorf("%+v, want bind %v, local %t, TCP %t and a UDP port", n, bind, tc.local, tc.tcp)
			}
		})
	}
}

func TestATakenTCPPortCanBeDoneWithout(t *testing.T) {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	taken := port(l.Addr())
	_, err = newNetwork(settings("203.0.113.7", 0, taken))
	if err == nil || !strings.Contains(err.Error(), strconv.Itoa(taken)) || !strings.Contains(err.Error(), "media.tcp_port to a free port, to 0 to have one chosen, or to -1 to do without") {
		t.Errorf("error %v, want one that says what to do about port %d", err, taken)
	}
}
