package realtime

import (
	"errors"
	"fmt"
	"net/url"
	"time"
)

// Config is what an operator may set about the connections of clients. Start from [Default].
type Config struct {
	// How often the server asks each client for a sign of life, whole seconds.
	Ping time.Duration `yaml:"ping"`

	// How long a client may take to give it before its connection is cut.
	Pong time.Duration `yaml:"pong"`

	// How long a silent device keeps its place in a call.
	Lease time.Duration `yaml:"lease"`

	// How long a command may take before its answer is "unavailable".
	Command time.Duration `yaml:"command"`

	// Publications kept per user for a client that reconnects.
	HistorySize int `yaml:"history_size"`

	// How long they are kept.
	HistoryTTL time.Duration `yaml:"history_ttl"`

	// Unread bytes after which a slow client is cut.
	QueueBytes int `yaml:"queue_bytes"`

	// Largest message a client may send, in bytes.
	FrameBytes int `yaml:"frame_bytes"`

	// Most devices of one user, connected or within their lease.
	Devices int `yaml:"devices"`

	// Commands per second of one connection.
	Rate int `yaml:"rate"`

	// Commands at once of one connection.
	Burst int `yaml:"burst"`

	// Web origins that may connect, as https://host:port. None: any may, because a login is in the
	// frames and never in a cookie.
	Origins []string `yaml:"origins"`
}

// Default returns the configuration that applies where nothing else is said.
func Default() Config {
	return Config{
		Ping:        4 * time.Second,
		Pong:        3 * time.Second,
		Lease:       14 * time.Second,
		Command:     2 * time.Second,
		HistorySize: 32,
		HistoryTTL:  30 * time.Second,
		QueueBytes:  256 << 10,
		FrameBytes:  64 << 10,
		Devices:     32,
		Rate:        20,
		Burst:       60,
	}
}

// Validate reports everything that is wrong with the configuration, in words for the person who wrote it.
func (c *Config) Validate() error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }

	if c.Ping < time.Second || c.Ping%time.Second != 0 {
		bad("ping must be whole seconds, at least 1s, not %v: clients are told so", c.Ping)
	}
	if c.Pong <= 0 || c.Pong >= c.Ping {
		bad("pong must be positive and shorter than ping (%v), not %v", c.Ping, c.Pong)
	}
	if c.Lease <= c.Ping+c.Pong {
		bad("lease must be longer than ping + pong (%v), not %v: a device would be given up before it is known to be gone", c.Ping+c.Pong, c.Lease)
	}
	if c.Command <= 0 || c.Command >= c.Pong {
		bad("command must be positive and shorter than pong (%v), not %v: a client that waits for an answer would be cut", c.Pong, c.Command)
	}
	if c.HistorySize < 1 || c.HistorySize > 10_000 {
		bad("history_size must be 1 to 10000, not %d", c.HistorySize)
	}
	if c.HistoryTTL < time.Second {
		bad("history_ttl must be at least 1s, not %v", c.HistoryTTL)
	}
	if c.QueueBytes < 16<<10 {
		bad("queue_bytes must be at least 16384, not %d: a single answer may take that much", c.QueueBytes)
	}
	if c.FrameBytes < 16<<10 || c.FrameBytes > 1<<20 {
		bad("frame_bytes must be 16384 to 1048576, not %d", c.FrameBytes)
	}
	if c.Devices < 1 || c.Devices > 1000 {
		bad("devices must be 1 to 1000, not %d", c.Devices)
	}
	if c.Rate < 1 || c.Burst < c.Rate {
		bad("rate must be at least 1 and burst at least rate, not %d and %d", c.Rate, c.Burst)
	}
	for i, o := range c.Origins {
		if u, err := url.Parse(o); err != nil || u.Scheme == "" || u.Host == "" || u.Scheme+"://"+u.Host != o {
			bad("origins[%d] must look like https://host or https://host:port, not %q", i, o)
		}
	}
	return errors.Join(errs...)
}
