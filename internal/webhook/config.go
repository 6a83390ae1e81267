package webhook

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"time"
)

// Config says how webhooks are sent. Where to is a matter of each app.
type Config struct {
	// Networks that webhooks may go to although they are not public, such as 10.1.0.0/16. None: public addresses only,
	// so that nobody can reach this machine or its neighbours through a webhook. Development mode adds loopback and
	// private networks.
	AllowNetworks []netip.Prefix `yaml:"allow_networks"`

	// How long one attempt may take, from looking up the name to the last byte of the answer.
	Timeout time.Duration `yaml:"timeout"`

	// Most requests under way at a time, all apps together. Each app has a limit of its own beside this one.
	Requests int `yaml:"requests"`

	// HTTP proxy that all requests go through, such as http://proxy.example.com:3128. It looks up names and decides by itself
	// which addresses it connects to, so allow_networks is not asked. Empty: none; the environment is not asked.
	Proxy string `yaml:"proxy"`
}

// Default returns the settings of who sets none.
func Default() Config { return Config{Timeout: 2 * time.Second, Requests: 256} }

const (
	shortestTimeout = 100 * time.Millisecond
	longestTimeout  = time.Minute
	mostRequests    = 4096
)

// Validate reports everything that is wrong with the settings.
func (c *Config) Validate() error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	for _, p := range c.AllowNetworks {
		if !p.IsValid() || p != p.Masked() {
			bad("allow_networks must hold networks such as 10.1.0.0/16, with nothing behind the prefix, not %v", p)
		}
	}
	if c.Timeout < shortestTimeout || c.Timeout > longestTimeout {
		bad("timeout must be %v to %v", shortestTimeout, longestTimeout)
	}
	if c.Requests < 1 || c.Requests > mostRequests {
		bad("requests must be 1 to %d", mostRequests)
	}
	if _, err := c.proxy(); err != nil {
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// proxy returns the proxy's address, or nil. Its error does not repeat what was given: that may hold a password.
func (c *Config) proxy() (*url.URL, error) {
	if c.Proxy == "" {
		return nil, nil //nolint:nilnil // no proxy is what most have
	}
	u, err := url.Parse(c.Proxy)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, errors.New("proxy must be a URL such as http://proxy.example.com:3128")
	}
	return u, nil
}
