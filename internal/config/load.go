package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"reflect"
	"strings"
)

// Sources says where settings come from.
type Sources struct {
	File  string            // YAML file; empty means the one named by RINGLINE_CONFIG, if any
	Env   []string          // environment as os.Environ returns it
	Flags map[string]string // from the command line: name as in the file (log.level) and its value
}

// Load reads the settings: the flags win over the environment, that over the file, that over the
// defaults. The error is a [*FaultsError] unless the file could not be read.
func Load(from Sources) (Config, error) {
	c := Default()
	root := reflect.ValueOf(&c).Elem()
	env := parseEnv(from.Env)

	var faults []error
	if from.File == "" {
		from.File = env[configVariable]
	}
	if from.File != "" {
		text, err := readFile(from.File)
		if err != nil {
			return Config{}, err
		}
		faults = append(faults, decodeFile(from.File, text, root)...)
	}
	faults = append(faults, applyEnv(env, root)...)
	faults = append(faults, applyFlags(from.Flags, root)...)

	// The rest may be wrong only because a line was not understood: ask about it when all were.
	if len(faults) == 0 {
		faults = flatten(c.Validate())
	}
	if len(faults) > 0 {
		return Config{}, &FaultsError{Faults: faults}
	}
	return c, nil
}

func readFile(name string) ([]byte, error) {
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read configuration: there is no file %s (`ringline config` prints one to start with)", name)
	}
	if err != nil {
		return nil, fmt.Errorf("read configuration: %w", err)
	}
	return text, nil
}

// FaultsError is everything that is wrong with a configuration.
type FaultsError struct {
	Faults []error // at least one
}

func (e *FaultsError) Error() string {
	var b strings.Builder
	b.WriteString("the configuration has faults:")
	for _, f := range e.Faults {
		b.WriteString("\n  " + f.Error())
	}
	return b.String()
}

// Unwrap gives the single faults to errors.Is and errors.As.
func (e *FaultsError) Unwrap() []error { return e.Faults }
