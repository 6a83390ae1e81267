package cluster_test

import (
	"net"
	"testing"
	"time"

	"ringline/internal/cluster"
)

func TestConfig(t *testing.T) {
	for name, c := range map[string]struct {
		config cluster.Config
		want   string // the fault; empty is none
	}{
		"nothing":            {cluster.Config{}, ""},
		"all":                {cluster.Config{Name: "node-1", Listen: ":7900", Advertise: "10.0.0.5:7900", Region: "eu"}, ""},
		"an address":         {cluster.Config{Listen: "10.0.0.5:0"}, ""},
		"a name with spaces": {cluster.Config{Name: "node 1"}, "name must be letters, digits, dots, hyphens and underscores, up to 63, such as node-1"},
		"a strange region":   {cluster.Config{Region: "ü"}, "region must be letters, digits, dots, hyphens and underscores, up to 63, such as eu-west"},
		"long notice":        {cluster.Config{Notice: 11 * time.Second}, "notice must be 0 to 10s, not 11s"},
		"negative notice":    {cluster.Config{Notice: -time.Second}, "notice must be 0 to 10s, not -1s"},
		"no port":            {cluster.Config{Listen: "10.0.0.5"}, "listen must be an address with a port, such as 10.0.0.5:7900"},
		"no port to go to":   {cluster.Config{Listen: "10.0.0.5:1", Advertise: "a:0"}, "advertise must be an address with a port, such as 10.0.0.5:7900"},
		"nowhere to go": {
			cluster.Config{Listen: "[::]:7900"}, "advertise must be set, because listen names no host that the others could connect to",
		},
		"nothing behind it": {
			cluster.Config{Advertise: "10.0.0.5:1"}, "advertise must name the host and port by which the others reach what is set as listen",
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := ""
			if err := c.config.Validate(); err != nil {
				got = err.Error()
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestInnerAt(t *testing.T) {
	at := &net.TCPAddr{IP: net.IPv4(10, 0, 0, 5), Port: 7900}
	for want, got := range map[string]string{
		"10.0.0.5:7900": (&cluster.Config{}).InnerAt(at),
		"":              (&cluster.Config{}).InnerAt(nil),
		"front:1":       (&cluster.Config{Advertise: "front:1"}).InnerAt(at),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
