package postgres

import (
	"errors"
	"fmt"
	"time"

	"ringline/internal/tenant"
)

// Config says where the database is and how much is asked of it at once.
type Config struct {
	// Address of a PostgreSQL database (15 or newer): postgres://user:password@host:5432/name. Several servers may use it, if redis.url
	// is set. Several hosts may stand there, host1:5432,host2:5432; the one that can be written to is used. The password may also be in the
	// environment, PGPASSWORD, or in a file, ?passfile=/path. Empty: the database is a file in the data folder.
	URL tenant.Secret `yaml:"url"`

	// Connections, from 4 to 1000. A quarter of them commits changes, the others do the rest. Two more tell other servers that this one
	// lives, and a third listens if redis.url is set.
	Pool int `yaml:"pool"`

	// How many changes may share a transaction, from 1 to 1000. More than the default gain nothing and let the first ones wait.
	Batch int `yaml:"batch"`

	// How servers on one database (redis.url is set) tell each other which calls they changed. Empty: by NOTIFY, and they listen at url.
	// If that is a pooler's, the address of the database behind it, because a pooler in transaction mode cannot listen. off: not
	// at all; then each looks every two seconds. One server that has the database to itself tells nobody.
	Notify tenant.Secret `yaml:"notify"`

	// How long a command waits for the database before it fails, from 100ms to 2.5s: less than the 3 s that a back end waits for us.
	Timeout time.Duration `yaml:"timeout"`

	// Changes that may wait to be written; more are refused as unavailable. From 1 to 1,000,000.
	Queue int `yaml:"queue"`

	// Shared says that several servers use the database. It is no setting: the one that makes it possible is redis.url.
	Shared bool `yaml:"-"`
}

// silent is the setting of Notify that tells nobody.
const silent = "off"

// Default returns the configuration without an address.
func Default() Config {
	return Config{Pool: 16, Batch: 128, Timeout: 2 * time.Second, Queue: 8192}
}

// Validate says what is wrong with the configuration, all of it. It repeats no address, since there may be a password in it.
func (c *Config) Validate() error {
	var errs []error
	if c.URL != "" {
		if _, err := parse(c.URL); err != nil {
			errs = append(errs, fmt.Errorf("url %w", err))
		}
	}
	if c.Notify != "" && c.Notify != silent {
		if _, err := parse(c.Notify); err != nil {
			errs = append(errs, fmt.Errorf("notify %w", err))
		}
	}
	if c.Pool < 4 || c.Pool > 1000 {
		errs = append(errs, fmt.Errorf("pool must be 4 to 1000, not %d", c.Pool))
	}
	if c.Batch < 1 || c.Batch > 1000 {
		errs = append(errs, fmt.Errorf("batch must be 1 to 1000, not %d", c.Batch))
	}
	if c.Timeout < 100*time.Millisecond || c.Timeout > 2500*time.Millisecond {
		errs = append(errs, fmt.Errorf("timeout must be 100ms to 2.5s, not %v", c.Timeout))
	}
	if c.Queue < 1 || c.Queue > 1e6 {
		errs = append(errs, fmt.Errorf("queue must be 1 to 1000000, not %d", c.Queue))
	}
	return errors.Join(errs...)
}

// Place says where the database is, for people, without user and password.
func (c *Config) Place() string {
	cfg, err := parse(c.URL)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("PostgreSQL, %s at %s", cfg.ConnConfig.Database, hosts(&cfg.ConnConfig.Config))
}

// writers is how many connections commit.
func (c *Config) writers() int { return max(1, c.Pool/4) }

// lanes is how many statements may be under way that ask the same for many: one, and others when that is too slow. There are three such
// questions: together they leave some of more than eight connections to the rest.
func (c *Config) lanes() int { return max(2, (c.Pool-c.writers())/4) }
