package livekit

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"time"
)

// Off, as a port, switches off what would listen there.
const Off = -1

// Config is what an operator may set. Start from [Default].
type Config struct {
	// Whether this server has media of its own. Without, calls have theirs on the servers of external alone, or on other Ringline servers;
	// what is set here beside url, ticket_ttl, secret and external does not matter then.
	Embedded bool `yaml:"embedded"`

	// LiveKit servers that you run yourself, beside this one or instead of it: each with name, url, key, secret or secret_file, and
	// perhaps region and drain, as docs/external-media.md says. In the environment the first is RINGLINE_MEDIA_EXTERNAL_0_NAME, and so on.
	External []External `yaml:"external"`

	// Address that clients send media to: this machine's, or the one that a router maps to it.
	// Empty: the address of the interface that leads out. 127.0.0.1 keeps media on this machine.
	NodeIP string `yaml:"node_ip"`

	// Port of media over UDP. 0 takes a free one.
	UDPPort int `yaml:"udp_port"`

	// Port of media over TCP, for clients whose network lets no UDP out. 0 takes a free one, -1 does without.
	// It is open on every address of the machine, so there is none while node_ip is a loopback address.
	TCPPort int `yaml:"tcp_port"`

	// UDP port that tells clients their public address (STUN), and relays if turn is set. 0 takes a free one.
	STUNPort int `yaml:"stun_port"`

	// Relay media through stun_port, for networks that let nothing else through. It leads to this
	// media server and nowhere else.
	TURN bool `yaml:"turn"`

	// Where clients find this server, such as wss://calls.example.com.
	// Empty: where they are already connected to.
	URL string `yaml:"url"`

	// How long after its making a ticket opens a connection. Who is connected stays so.
	TicketTTL time.Duration `yaml:"ticket_ttl"`

	// How long a stopping server waits for participants to leave by themselves.
	Drain time.Duration `yaml:"drain"`

	// What tickets are signed with, at least 32 bytes, the same on all servers that share a database. Empty: such servers make it out of
	// the key of secrets, and one that is alone keeps one in its data folder.
	Secret string `yaml:"secret"`

	// The least important lines of LiveKit's own log to log: debug, info, warn or error.
	LogLevel string `yaml:"log_level"`
}

// Default returns the settings of a server that is told nothing.
func Default() Config {
	return Config{
		Embedded:  true,
		UDPPort:   7882,
		TCPPort:   7881,
		STUNPort:  7881,
		TicketTTL: 2 * time.Minute,
		Drain:     time.Second,
		LogLevel:  "warn",
	}
}

// Validate reports everything that is wrong with the settings, one error each.
func (c *Config) Validate() error {
	return errors.Join(
		c.validateIP(),
		validatePort("udp_port", c.UDPPort, 0),
		validatePort("tcp_port", c.TCPPort, Off),
		validatePort("stun_port", c.STUNPort, 0),
		check(c.UDPPort == 0 || c.UDPPort != c.STUNPort, "stun_port must differ from udp_port"),
		c.validateURL(),
		check(c.TicketTTL >= time.Second && c.TicketTTL <= time.Hour, "ticket_ttl must be from 1s to 1h"),
		check(c.Drain >= 0, "drain must not be negative"),
		check(c.Secret == "" || len(c.Secret) >= 32, "secret must be at least 32 bytes long, or empty"),
		c.validateLogLevel(),
		check(c.Embedded || len(c.External) > 0, "embedded is false and external names no server: nobody would serve the media of calls"),
		c.validateExternal(),
	)
}

func (c *Config) validateIP() error {
	if c.NodeIP == "" {
		return nil
	}
	ip, err := netip.ParseAddr(c.NodeIP)
	return check(err == nil && !ip.IsUnspecified() && !ip.IsMulticast() && ip.Zone() == "",
		"node_ip must be an address that clients can send to, for example 192.168.1.20, or empty")
}

func (c *Config) validateURL() error {
	if c.URL == "" {
		return nil
	}
	u, err := url.Parse(c.URL)
	return check(err == nil && u.Host != "" && (u.Scheme == "ws" || u.Scheme == "wss"),
		"url must be ws:// or wss:// and a host, for example wss://calls.example.com, or empty")
}

func (c *Config) validateLogLevel() error {
	_, err := logLevel(c.LogLevel)
	return check(err == nil, "log_level must be one of debug, info, warn, error")
}

func validatePort(name string, port, least int) error {
	return check(port >= least && port <= 65535, fmt.Sprintf("%s must be a port from %d to 65535", name, least))
}

func check(ok bool, otherwise string) error {
	if ok {
		return nil
	}
	return errors.New(otherwise)
}
