package main

import (
	"context"

	"github.com/spf13/cobra"
)

func callExplainCommand() *cobra.Command {
	var a api
	c := &cobra.Command{
		Use: "explain ID", Short: "Tell a call as a story: who called whom, what rang where, who answered, why it ended",
		Long: `Tells everything that is known of a call, in the order of time: each command with who gave it, on which device and from where,
what the media server saw, and what back ends were told. With --json it prints the timeline itself.`,
		Args: cobra.ExactArgs(1),
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, args []string) error {
		app, err := a.inApp(c)
		if err != nil {
			return err
		}
		told, err := app.Timeline(ctx, args[0])
		if err != nil || a.asJSON {
			return err
		}
		one, err := app.Call(ctx, args[0])
		if err != nil {
			return err
		}
		return tell(c.OutOrStdout(), &one, told.Events)
	})
	a.register(c, true)
	return c
}
