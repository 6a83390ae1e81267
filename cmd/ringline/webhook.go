package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"ringline/client"
)

func webhookCommand() *cobra.Command {
	c := &cobra.Command{Use: "webhook", Short: "Say where a back end hears of its calls, and look at what it was sent"}
	c.AddCommand(webhookShowCommand(), webhookSetCommand(), webhookDeleteCommand(), webhookPingCommand(), webhookListCommand(), webhookResendCommand())
	return c
}

func webhookShowCommand() *cobra.Command {
	var a api
	c := &cobra.Command{
		Use: "show [DELIVERY]", Short: "Show the webhook, or one message with its body and attempts", Args: atMost(1),
		Example: `  ringline webhook show
  ringline webhook show 01a20e36-4fc1-7d2b-88cf-f68ad6cb0501-2-0`,
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, args []string) error {
		app, err := a.inApp(ctx, c)
		if err != nil {
			return err
		}
		if len(args) == 1 {
			d, err := app.Delivery(ctx, args[0])
			if err != nil || a.asJSON {
				return err
			}
			return printDelivery(c.OutOrStdout(), &d)
		}
		hook, err := app.Webhook(ctx)
		if err != nil || a.asJSON {
			return err
		}
		return printWebhook(c.OutOrStdout(), &hook)
	})
	a.register(c, true)
	return c
}

func printWebhook(w io.Writer, hook *client.Webhook) error {
	t := newTable(w, "", "url", hook.URL)
	t.row("events", strings.Join(hook.Events, ", "))
	t.row("token", set(hook.TokenSet))
	t.row("secret", set(hook.SecretSet))
	return t.end()
}

func set(really bool) string {
	if really {
		return "set"
	}
	return "none"
}

func printDelivery(w io.Writer, d *client.Delivery) error {
	fmt.Fprintf(w, "delivery %s of call %s: %s, %s, sent %d times\n\n%s\n\n", d.ID, d.Call, d.Event, d.State, d.Tries, strings.Map(printable, d.Body))
	t := newTable(w, "it was not sent yet", "SENT", "TOOK", "STATUS", "NODE", "ERROR")
	for _, one := range d.Attempts {
		t.row(at(one.At), one.TookMS, one.Status, orDash(one.Node), orDash(one.Error))
	}
	return t.end()
}

func webhookSetCommand() *cobra.Command {
	var a api
	var events []string
	var tokenFile, secretFile string
	c := &cobra.Command{
		Use: "set URL", Short: "Say where a back end hears of its calls",
		Long: `Says where a back end hears of its calls. It replaces what was set before, whole: name token and secret again if there are any.
They come from files, because a command line is seen by everybody on the machine.`,
		Example: `  ringline webhook set https://shop.example.com/calls
  ringline webhook set https://shop.example.com/calls --webhook-secret-file /run/secrets/webhook`,
		Args: exactly(1),
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, args []string) error {
		ask := client.SetWebhook{URL: args[0], Events: events}
		for flag, to := range map[string]*string{"webhook-token-file": &ask.Token, "webhook-secret-file": &ask.Secret} {
			path := c.Flags().Lookup(flag).Value.String()
			if path == "" {
				continue
			}
			var err error
			if *to, err = readSecretFile("--"+flag, path); err != nil {
				return err
			}
		}
		app, err := a.inApp(ctx, c)
		if err != nil {
			return err
		}
		hook, err := app.SetWebhook(ctx, ask)
		if err != nil || a.asJSON {
			return err
		}
		return printWebhook(c.OutOrStdout(), &hook)
	})
	a.register(c, true)
	c.Flags().StringSliceVar(&events, "event", nil, "what it hears of; several are fine (default: all there is)")
	c.Flags().StringVar(&tokenFile, "webhook-token-file", "", "file with a token: requests carry Sign and RequestTime")
	c.Flags().StringVar(&secretFile, "webhook-secret-file", "", "file with a Standard Webhooks secret (whsec_…): requests carry a signature")
	return c
}

func webhookDeleteCommand() *cobra.Command {
	var a api
	c := &cobra.Command{
		Use: "delete", Short: "Tell the back end no more; what was still to be sent is canceled", Args: exactly(0),
		Example: `  ringline webhook delete`,
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, _ []string) error {
		app, err := a.inApp(ctx, c)
		if err != nil {
			return err
		}
		if err := app.DeleteWebhook(ctx); err != nil || a.asJSON {
			return err
		}
		fmt.Fprintln(c.OutOrStdout(), "deleted")
		return nil
	})
	a.register(c, true)
	return c
}

func webhookPingCommand() *cobra.Command {
	var a api
	c := &cobra.Command{
		Use: "ping", Short: "Send a test message now and say how it went", Args: exactly(0),
		Example: `  ringline webhook ping`,
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, _ []string) error {
		app, err := a.inApp(ctx, c)
		if err != nil {
			return err
		}
		p, err := app.PingWebhook(ctx)
		switch {
		case err != nil || a.asJSON:
			return err
		case !p.Delivered:
			return fmt.Errorf("the receiver did not take it: %s (after %s)", p.Error, p.TookMS)
		}
		fmt.Fprintf(c.OutOrStdout(), "taken, in %s\n", p.TookMS)
		return nil
	})
	a.register(c, true)
	return c
}

// deliveryFlags are what messages can be picked by.
type deliveryFlags struct{ call, state, event, from, until string }

func (d *deliveryFlags) register(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&d.call, "call", "", "only those about this call")
	f.StringVar(&d.state, "state", "", "only pending, delivered, given_up or canceled ones")
	completeWords(c, "state", client.DeliveryState("").Values())
	f.StringVar(&d.event, "event", "", "only those that announce this")
	f.StringVar(&d.from, "from", "", "only those that state this time or a later one"+whenHelp)
	f.StringVar(&d.until, "until", "", "only those that state this time or an earlier one")
}

func (d *deliveryFlags) filter() (client.DeliveryFilter, error) {
	from, err := when("from", d.from)
	if err != nil {
		return client.DeliveryFilter{}, err
	}
	until, err := when("until", d.until)
	return client.DeliveryFilter{Call: d.call, State: client.DeliveryState(d.state), Event: d.event, From: from, Until: until}, err
}

func webhookListCommand() *cobra.Command {
	var a api
	var pick deliveryFlags
	p := paging{}
	c := &cobra.Command{
		Use: "list", Short: "List messages to the back end, the newest first", Args: exactly(0),
		Example: `  ringline webhook list --state given_up
  ringline webhook list --call 01a20e36-4fc1-7d2b-88cf-f68ad6cb0501`,
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, _ []string) error {
		f, err := pick.filter()
		if err != nil {
			return err
		}
		app, err := a.inApp(ctx, c)
		if err != nil {
			return err
		}
		t := newTable(c.OutOrStdout(), "there is no such message", "ID", "AT", "EVENT", "STATE", "TRIES", "DUE")
		err = p.pages(ctx, c, func(ctx context.Context, page client.Page) (int, string, error) {
			l, err := app.DeliveryPage(ctx, f, page)
			for _, d := range l.Deliveries {
				t.row(d.ID, at(d.At), d.Event, d.State, d.Tries, at(d.DueAt))
			}
			return len(l.Deliveries), l.NextCursor, err
		})
		if err != nil || a.asJSON {
			return err
		}
		return t.end()
	})
	a.register(c, true)
	p.register(c)
	pick.register(c)
	return c
}

func webhookResendCommand() *cobra.Command {
	var a api
	var pick deliveryFlags
	c := &cobra.Command{
		Use: "resend [DELIVERY]", Short: "Send one message once more, or all that the flags pick", Args: atMost(1),
		Example: `  ringline webhook resend 01a20e36-4fc1-7d2b-88cf-f68ad6cb0501-2-0
  ringline webhook resend --state given_up --from 2026-11-05T12:00:00Z --until 2026-11-05T15:00:00Z`,
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, args []string) error {
		f, err := pick.filter()
		if err != nil {
			return err
		}
		picks := f != client.DeliveryFilter{}
		if picks == (len(args) == 1) {
			return errors.New("name one message, or say which with --call or --from")
		}
		app, err := a.inApp(ctx, c)
		if err != nil {
			return err
		}
		n := 1
		if picks {
			done, failed := app.ResendDeliveries(ctx, client.ResendDeliveries(f))
			n, err = done.Resent, failed
		} else {
			_, err = app.ResendDelivery(ctx, args[0])
		}
		if err != nil || a.asJSON {
			return err
		}
		fmt.Fprintln(c.OutOrStdout(), count(n, "message")+" will be sent once more")
		return nil
	})
	a.register(c, true)
	pick.register(c)
	return c
}
