package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"ringline/client"
)

func callExplainCommand() *cobra.Command {
	var a api
	c := &cobra.Command{
		Use: "explain ID", Short: "Tell a call as a story: who called whom, what rang where, who answered, why it ended",
		Long: `Tells everything that is known of a call, in the order of time: each command with who gave it, on which device and from where,
what the media server saw, what devices reported of their media, and what back ends were told. With --json it prints the timeline itself.`,
		Example: `  ringline call explain 01a20e36-4fc1-7d2b-88cf-f68ad6cb0501
  ringline call explain 01a20e36-4fc1-7d2b-88cf-f68ad6cb0501 --json | jq -r '.events[] | .at + " " + .type'`,
		Args: exactly(1),
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, args []string) error {
		app, err := a.inApp(ctx, c)
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
		if err := tell(c.OutOrStdout(), &one, told.Events); err != nil {
			return err
		}
		fmt.Fprintln(c.OutOrStdout())
		return tellDeliveries(ctx, c.OutOrStdout(), app, one.ID)
	})
	a.register(c, true)
	c.ValidArgsFunction = a.complete(callsAndRecords)
	return c
}

// tellDeliveries says what of the call's messages to the back end did not arrive, or not yet: what was never tried is in no
// timeline. To see them takes a scope of its own.
func tellDeliveries(ctx context.Context, w io.Writer, app *client.AppAPI, id string) error {
	all, arrived := 0, 0
	var open []client.Delivery
	for d, err := range app.Deliveries(ctx, client.DeliveryFilter{Call: id}) {
		if client.CodeOf(err) == client.CodeForbidden {
			fmt.Fprintf(w, "What its back end is still to be told takes a token with the scope %s to see.\n", client.WebhooksRead)
			return nil
		}
		if err != nil {
			return err
		}
		all++
		if d.State == client.Delivered {
			arrived++
		} else {
			open = append(open, d)
		}
	}
	if all == 0 {
		fmt.Fprintln(w, "No back end was to be told of it.")
		return nil
	}
	fmt.Fprintf(w, "The back end took %d of %s.\n", arrived, count(all, "message"))
	if len(open) == 0 {
		return nil
	}
	fmt.Fprintln(w)
	t := newTable(w, "", "MESSAGE", "EVENT", "STATE", "TRIES", "DUE")
	for i := range open {
		d := &open[len(open)-1-i] // the oldest first, as the story
		t.row(d.ID, d.Event, words(string(d.State)), d.Tries, at(d.DueAt))
	}
	return t.end()
}
