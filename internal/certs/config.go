package certs

import (
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Config says where certificates come from. The zero Config is no TLS.
type Config struct {
	// File of the certificate and the chain below it, PEM. It is read again when it changes, without a restart; a new one
	// that does not fit its key is left alone and logged. Empty: no TLS, unless acme.hosts says more.
	Cert string `yaml:"cert"`

	// File of its private key, PEM.
	Key string `yaml:"key"`

	// Where to listen for http and send browsers on to https, such as :80. Empty: nowhere.
	Redirect string `yaml:"redirect"`

	// How long browsers are to come back by https only, whatever link they follow. 0s does not tell them.
	HSTS time.Duration `yaml:"hsts"`

	// Certificates from a certificate authority that speaks ACME, such as Let's Encrypt: fetched at the start and renewed
	// in time. By giving hosts you accept the authority's terms of service.
	ACME ACME `yaml:"acme"`
}

// ACME says which certificates to fetch from whom.
type ACME struct {
	// The names to have a certificate for, each one of its own, such as calls.example.com. They must lead here: the
	// authority looks at port 443 (listen), or at port 80 (redirect). Empty: none.
	Hosts []string `yaml:"hosts"`

	// Where the authority can write to if something is wrong. May be empty.
	Email string `yaml:"email"`

	// The authority's directory, such as https://ca.internal/acme/acme/directory of a step-ca. Empty: Let's Encrypt.
	Directory string `yaml:"directory"`

	// File of the root certificates to know that authority by, PEM, if it is a private one. Empty: the system's.
	CAFile string `yaml:"ca_file"`
}

// Default returns the settings of a server that is told nothing.
func Default() Config { return Config{HSTS: 180 * 24 * time.Hour} }

// On reports whether there is TLS.
func (c *Config) On() bool { return c.Cert != "" || len(c.ACME.Hosts) > 0 }

// Validate reports everything that is wrong with the settings, one error each.
func (c *Config) Validate() error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }

	switch {
	case (c.Cert == "") != (c.Key == ""):
		bad("cert and key belong together: name both files, or none")
	case c.Cert != "" && len(c.ACME.Hosts) > 0:
		bad("cert and acme.hosts exclude each other: certificates come from files or from an authority")
	}
	if c.Redirect != "" {
		if !c.On() {
			bad("redirect leads nowhere without cert and key, or acme.hosts")
		}
		if _, port, err := net.SplitHostPort(c.Redirect); err != nil {
			bad("redirect must be host:port or :port, for example :80")
		} else if n, err := strconv.Atoi(port); err != nil || n < 0 || n > 65535 {
			bad("redirect must end in a port from 0 to 65535, for example :80")
		}
	}
	if c.HSTS < 0 {
		bad("hsts must not be negative")
	}
	if len(c.ACME.Hosts) == 0 && (c.ACME.Email != "" || c.ACME.Directory != "" || c.ACME.CAFile != "") {
		bad("acme.hosts must name the hosts to have certificates for")
	}
	for i, host := range c.ACME.Hosts {
		if err := checkHost(host); err != nil {
			bad("acme.hosts[%d] %w", i, err)
		}
	}
	if c.ACME.Email != "" {
		if a, err := mail.ParseAddress(c.ACME.Email); err != nil || a.Address != c.ACME.Email {
			bad("acme.email must be an address such as ops@example.com, or empty")
		}
	}
	if c.ACME.Directory != "" {
		if u, err := url.Parse(c.ACME.Directory); err != nil || u.Scheme != "https" || u.Host == "" {
			bad("acme.directory must be an https address, or empty for Let's Encrypt")
		}
	}
	return errors.Join(errs...)
}

// checkHost refuses what no authority gives a certificate for in this way.
func checkHost(host string) error {
	if _, err := netip.ParseAddr(host); err == nil {
		return errors.New("must be a name, not an address")
	}
	if strings.HasPrefix(host, "*.") {
		return errors.New("must be one name: a certificate for all names of a domain needs files")
	}
	if len(host) > 253 || !strings.Contains(strings.Trim(host, "."), ".") || strings.ToLower(host) != host ||
		strings.ContainsFunc(host, func(c rune) bool { return c <= ' ' || strings.ContainsRune("/:@?#*\\\"'", c) }) {
		return fmt.Errorf("must be a full name in small letters such as calls.example.com, not %.60q", host)
	}
	return nil
}
