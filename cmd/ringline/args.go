package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"
)

// exactly, atLeast and atMost say how many words follow a command. Who gives others is shown how it goes.
func exactly(n int) cobra.PositionalArgs { return between(n, n) }
func atLeast(n int) cobra.PositionalArgs { return between(n, math.MaxInt) }
func atMost(n int) cobra.PositionalArgs  { return between(0, n) }

func between(least, most int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return fmt.Errorf("something is missing; it goes like this: %s", c.UseLine())
		case len(args) > most:
			return fmt.Errorf("%q is too much; it goes like this: %s", args[most], c.UseLine())
		}
		return nil
	}
}

// noSuchCommand refuses a word after a group of commands, such as `ringline call`, that is none of them. Cobra shows the group's help
// instead and calls it a success.
func noSuchCommand(root *cobra.Command, args []string) error {
	group, rest, err := root.Find(args)
	if err != nil || group == root || group.Runnable() || len(rest) == 0 || strings.HasPrefix(rest[0], "-") {
		return nil //nolint:nilerr // cobra looks again, and knows what to say
	}
	group.SuggestionsMinimumDistance = 2
	if near := group.SuggestionsFor(rest[0]); len(near) > 0 {
		return fmt.Errorf("%s has no command %q; did you mean %s?", group.CommandPath(), rest[0], strings.Join(near, " or "))
	}
	return fmt.Errorf("%s has no command %q; `%[1]s --help` lists them", group.CommandPath(), rest[0])
}

// unknownFlag says where the flags are listed.
func unknownFlag(c *cobra.Command, err error) error {
	return fmt.Errorf("%w; `%s --help` lists the flags", err, c.CommandPath())
}
