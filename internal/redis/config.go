package redis

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"time"

	"ringline/internal/tenant"
)

// Config says where the Redis is through which the nodes of a server hear each other.
type Config struct {
	// Address of the Redis (6 or newer, or what speaks like it): redis://user:password@host:6379/0, with TLS rediss://. Of a Cluster (Redis 7), and
	// of the Sentinels of one, several hosts: redis://host1:6379,host2:6379. It is needed where several servers share
	// a database; one alone needs none. Empty: no Redis.
	URL tenant.Secret `yaml:"url"`

	// Name under which Sentinels know the Redis. Then url has their addresses, with the password of the Redis itself. Empty: no Sentinels.
	Master string `yaml:"master"`

	// Password of the Sentinels, if they want one.
	SentinelPassword tenant.Secret `yaml:"sentinel_password"`

	// File with the certificates that sign those of a rediss:// address. Empty: those that the system trusts.
	CA string `yaml:"ca"`

	// First part of the names that are used in Redis. All servers on one database have the same, and others that share the Redis another.
	Prefix string `yaml:"prefix"`

	// How long Redis may take for an answer, from 100ms to 3s. After it, what was to be sent is given up.
	Timeout time.Duration `yaml:"timeout"`
}

// Default returns the configuration without an address.
func Default() Config { return Config{Prefix: "ringline", Timeout: time.Second} }

var prefixes = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

// Validate says what is wrong with the configuration, all of it. It repeats no address, since there may be a password in it.
func (c *Config) Validate() error {
	var errs []error
	if c.URL != "" {
		a, err := parse(c.URL)
		switch {
		case err != nil:
			errs = append(errs, fmt.Errorf("url %w", err))
		case len(a.hosts) > 1 && a.database != 0 && c.Master == "":
			errs = append(errs, errors.New("url names several hosts and a database: a Cluster has only number 0"))
		case c.CA != "" && !a.encrypted:
			errs = append(errs, errors.New("url must begin with rediss:// where ca is set"))
		}
	}
	if c.URL == "" && (c.Master != "" || c.SentinelPassword != "" || c.CA != "") {
		errs = append(errs, errors.New("url must be set where master, sentinel_password or ca is"))
	}
	if c.SentinelPassword != "" && c.Master == "" {
		errs = append(errs, errors.New("master must be set where sentinel_password is: it says that url has the addresses of Sentinels"))
	}
	if c.CA != "" {
		if _, err := os.Stat(c.CA); err != nil {
			errs = append(errs, fmt.Errorf("ca must be a file that can be read: %w", err))
		}
	}
	if !prefixes.MatchString(c.Prefix) {
		errs = append(errs, errors.New("prefix must be 1 to 64 letters, digits, dots, underscores and hyphens"))
	}
	if c.Timeout < 100*time.Millisecond || c.Timeout > 3*time.Second {
		errs = append(errs, fmt.Errorf("timeout must be 100ms to 3s, not %v", c.Timeout))
	}
	return errors.Join(errs...)
}
