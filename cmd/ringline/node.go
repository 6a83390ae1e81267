package main

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"
)

func nodeCommand() *cobra.Command {
	c := &cobra.Command{Use: "node", Short: "Look at the servers that share a database"}
	c.AddCommand(nodeListCommand())
	return c
}

func nodeListCommand() *cobra.Command {
	var a api
	c := &cobra.Command{
		Use: "list", Short: "List the servers that are alive, and LiveKit servers of your own", Args: exactly(0),
		Example: `  ringline node list`,
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, _ []string) error {
		remote, err := a.connect(c)
		if err != nil {
			return err
		}
		l, err := remote.Nodes(ctx)
		if err != nil || a.asJSON {
			return err
		}
		t := newTable(c.OutOrStdout(), "there is none", "NAME", "KIND", "REGION", "STATE", "VERSION", "CALLS", "SEEN")
		for i := range l.Nodes {
			n := &l.Nodes[i]
			t.row(n.Name, string(n.Kind), orDash(n.Region), string(n.State), orDash(n.Version), strconv.Itoa(n.Load), at(n.SeenAt))
		}
		return t.end()
	})
	a.register(c, false)
	return c
}
