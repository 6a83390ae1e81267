package main

import (
	"os"
	"strings"

	"github.com/spf13/cobra"

	"ringline/internal/config"
)

// settings are the flags of a command that overrule the configuration. What the file calls media.udp_port is
// --media-udp-port here.
type settings struct {
	file  string
	flags map[string]string // setting by flag
}

func (s *settings) register(c *cobra.Command, names map[string]string) {
	c.Flags().StringVar(&s.file, "config", "", "configuration file (YAML); also RINGLINE_CONFIG")
	s.flags = map[string]string{}
	for name, usage := range names {
		flag := strings.NewReplacer(".", "-", "_", "-").Replace(name)
		c.Flags().String(flag, "", usage)
		s.flags[flag] = name
	}
}

func (s *settings) load(c *cobra.Command) (config.Config, error) {
	flags := map[string]string{}
	for flag, name := range s.flags {
		if f := c.Flags().Lookup(flag); f.Changed {
			flags[name] = f.Value.String()
		}
	}
	return config.Load(config.Sources{File: s.file, Env: os.Environ(), Flags: flags})
}
