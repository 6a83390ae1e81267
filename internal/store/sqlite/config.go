package sqlite

import (
	"errors"
	"fmt"
)

// Config says where the database is and how much may wait for it.
type Config struct {
	// Path of the database file, made if it is not there. Its folder must exist; the files beside it with the same
	// name and -wal, -shm and .lock at the end belong to it.
	Path string `yaml:"path"`

	// Connections that read ended calls and timelines, from 1 to 64; default 4.
	Readers int `yaml:"readers"`

	// Changes that may wait to be written; more are refused as unavailable. From 1 to 1,000,000; default 8192, which
	// the slowest disk we tried works off in half a second.
	Queue int `yaml:"queue"`
}

// Default returns the configuration without a path.
func Default() Config { return Config{Readers: 4, Queue: 8192} }

// Validate says what is wrong with the configuration, all of it.
func (c *Config) Validate() error {
	var errs []error
	if c.Path == "" {
		errs = append(errs, errors.New("path is empty: name the database file"))
	}
	if c.Readers < 1 || c.Readers > 64 {
		errs = append(errs, fmt.Errorf("readers must be 1 to 64, not %d", c.Readers))
	}
	if c.Queue < 1 || c.Queue > 1e6 {
		errs = append(errs, fmt.Errorf("queue must be 1 to 1000000, not %d", c.Queue))
	}
	return errors.Join(errs...)
}
