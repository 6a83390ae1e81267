package httpapi

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"ringline/internal/tenant"
)

// Config is what an operator may set about the HTTP doors. Start from [Default].
type Config struct {
	// Networks of the proxies in front of this server, such as 127.0.0.1/32 or 10.0.0.0/8. What they say about a
	// client's address and about https counts; from anybody else it means nothing.
	TrustedProxies []netip.Prefix `yaml:"trusted_proxies"`

	// The header in which they say it: X-Forwarded-For (with X-Forwarded-Proto) or Forwarded. Only this one is read,
	// because a proxy passes on unchanged what it does not know, and then the client wrote it.
	ProxyHeader string `yaml:"proxy_header"`

	// Web origins whose pages may use /api/v1 and load our pages' files, as https://host:port; * for any.
	// None: only our own pages. Clients' connections have realtime.origins.
	CORSOrigins []string `yaml:"cors_origins"`

	// Most connections at a time, WebSockets counted. Who comes then is told to try again later.
	// 0: as many as the limit on open files allows, less a tenth and 384 for everything else.
	MaxConnections int `yaml:"max_connections"`

	// How long a client may take to send the header of a request, also for the TLS handshake.
	HeaderTimeout time.Duration `yaml:"header_timeout"`

	// How long it may take to send all of it.
	RequestTimeout time.Duration `yaml:"request_timeout"`

	// How long it may take to read the answer. An answer that is sent in pieces has this long for each.
	AnswerTimeout time.Duration `yaml:"answer_timeout"`

	// How long a connection may stay unused between requests.
	IdleTimeout time.Duration `yaml:"idle_timeout"`

	// Most bytes of a request's line and header.
	HeaderBytes int `yaml:"header_bytes"`

	// Most bytes of a request's body. The v4 API has its own documented limit of 1 MiB.
	BodyBytes int64 `yaml:"body_bytes"`
}

// The headers in which a proxy may say who the client is.
const (
	forwardedFor   = "X-Forwarded-For"
	forwardedProto = "X-Forwarded-Proto"
	forwarded      = "Forwarded"
)

// Default returns the settings of a server that is told nothing. A client keeps its connection for many requests, so
// only what is idle or slow is cut; a UserSig in a query has some 300 bytes.
func Default() Config {
	return Config{
		ProxyHeader:    forwardedFor,
		HeaderTimeout:  10 * time.Second,
		RequestTimeout: 30 * time.Second,
		AnswerTimeout:  2 * time.Minute,
		IdleTimeout:    2 * time.Minute,
		HeaderBytes:    64 << 10,
		BodyBytes:      1 << 20,
	}
}

// Validate reports everything that is wrong with the settings, one error each.
func (c *Config) Validate() error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }

	for i, p := range c.TrustedProxies {
		if p.Bits() == 0 {
			bad("trusted_proxies[%d] is everybody: name the networks of your proxies, or any client can choose its address", i)
		}
	}
	if c.ProxyHeader != forwardedFor && c.ProxyHeader != forwarded {
		bad("proxy_header must be %s or %s", forwardedFor, forwarded)
	}
	for i, o := range c.CORSOrigins {
		if u, err := url.Parse(o); o != "*" && (err != nil || u.Scheme == "" || u.Host == "" || u.Scheme+"://"+u.Host != o) {
			bad("cors_origins[%d] must look like https://host or https://host:port, or be *, not %q", i, o)
		}
	}
	if slices.Contains(c.CORSOrigins, "*") && len(c.CORSOrigins) > 1 {
		bad("cors_origins must be * alone or a list of origins")
	}
	if c.MaxConnections < 0 {
		bad("max_connections must not be negative")
	}
	for _, t := range []struct {
		name string
		is   time.Duration
	}{
		{"header_timeout", c.HeaderTimeout},
		{"request_timeout", c.RequestTimeout},
		{"answer_timeout", c.AnswerTimeout},
		{"idle_timeout", c.IdleTimeout},
	} {
		if t.is < time.Second || t.is > time.Hour {
			bad("%s must be 1s to 1h, not %v", t.name, t.is)
		}
	}
	if c.HeaderBytes < 4<<10 || c.HeaderBytes > 1<<20 {
		bad("header_bytes must be 4096 to 1048576, not %d", c.HeaderBytes)
	}
	if c.BodyBytes < 64<<10 || c.BodyBytes > 1<<30 {
		bad("body_bytes must be 65536 to 1073741824, not %d", c.BodyBytes)
	}
	return errors.Join(errs...)
}

// MetricsConfig says who gets to see the metrics.
type MetricsConfig struct {
	// Address and port of their own for /metrics, such as 127.0.0.1:9090; then it is not on the main port.
	// Empty: it is on the main port, for clients in private networks and on this machine, or who have the token.
	Listen string `yaml:"listen"`

	// What they are asked for with, as "Authorization: Bearer …", at least 16 characters. Then nobody gets them
	// without it, wherever they come from. Empty: no token.
	Token tenant.Secret `yaml:"token"`
}

// leastToken is how short a token may be.
const leastToken = 16

// Validate reports what is wrong with the settings, one error each.
func (c *MetricsConfig) Validate() error {
	var errs []error
	if c.Listen != "" {
		errs = append(errs, CheckAddress("listen", c.Listen))
	}
	if c.Token != "" && len(c.Token) < leastToken {
		errs = append(errs, fmt.Errorf("token must have at least %d characters (a good one: openssl rand -hex 32), or be empty", leastToken))
	}
	return errors.Join(errs...)
}

// CheckAddress reports what is wrong with a setting that names where to listen.
func CheckAddress(setting, address string) error {
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("%s must be host:port or :port, for example 127.0.0.1:8080", setting)
	}
	if n, err := strconv.Atoi(port); err != nil || n < 0 || n > 65535 || strings.HasPrefix(port, "+") {
		return fmt.Errorf("%s must end in a port from 0 to 65535, for example 127.0.0.1:8080", setting)
	}
	return nil
}
