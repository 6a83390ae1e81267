package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ringline/client"
)

func callCommand() *cobra.Command {
	c := &cobra.Command{Use: "call", Short: "Look at calls, start them and act on them"}
	c.AddCommand(callListCommand(), callShowCommand(), callExplainCommand(), callStartCommand(), callInviteCommand(), callKickCommand(),
		callMuteCommand(), callEndCommand())
	return c
}

func callListCommand() *cobra.Command {
	var a api
	var user, media, state string
	var older time.Duration
	p := paging{}
	c := &cobra.Command{
		Use: "list", Short: "List the calls that are ringing or running, of all apps or one", Args: exactly(0),
		Example: `  ringline call list
  ringline call list --user alice
  ringline call list --state talking --older 2h`,
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, _ []string) error {
		remote, err := a.connect(c)
		if err != nil {
			return err
		}
		ids, err := a.apps(ctx, c)
		if err != nil {
			return err
		}
		f := client.CallFilter{User: user, Media: client.Media(media), State: client.CallState(state), OlderMS: client.InMillis(older)}
		t := newTable(c.OutOrStdout(), "no call is ringing or running", "ID", "APP", "STATE", "MEDIA", "SINCE", "MEMBERS")
		for _, id := range ids {
			err := p.pages(ctx, c, func(ctx context.Context, page client.Page) (int, string, error) {
				l, err := remote.App(id).CallPage(ctx, f, page)
				for i := range l.Calls {
					one := &l.Calls[i]
					t.row(one.ID, one.App, one.State, one.Media, time.Since(one.StartedAt).Round(time.Second), members(one))
				}
				return len(l.Calls), l.NextCursor, err
			})
			if err != nil {
				return err
			}
		}
		if a.asJSON {
			return nil
		}
		return t.end()
	})
	a.register(c, true)
	p.register(c)
	c.Flags().StringVar(&user, "user", "", "only calls of this user")
	c.Flags().StringVar(&media, "media", "", "only audio or video")
	c.Flags().StringVar(&state, "state", "", "only ringing or talking")
	c.Flags().DurationVar(&older, "older", 0, "only calls that were started at least so long ago")
	completeWords(c, "media", client.Media("").Values())
	completeWords(c, "state", []string{string(client.CallRinging), string(client.CallTalking)})
	return c
}

// members lists who is in a call or asked into it.
func members(c *client.Call) string {
	var all []string
	for _, l := range c.Legs {
		switch l.State {
		case client.LegJoined:
			all = append(all, l.User)
		case client.LegRinging:
			all = append(all, l.User+" (ringing)")
		case client.LegGone:
		}
	}
	return strings.Join(all, ", ")
}

func callShowCommand() *cobra.Command {
	var a api
	c := &cobra.Command{
		Use: "show ID", Short: "Show one call, running or ended; explain says how it came to that", Args: exactly(1),
		Example: `  ringline call show 01a20e36-4fc1-7d2b-88cf-f68ad6cb0501
  ringline call show 01a20e36-4fc1-7d2b-88cf-f68ad6cb0501 --json | jq .end`,
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, args []string) error {
		app, err := a.inApp(ctx, c)
		if err != nil {
			return err
		}
		one, err := app.Call(ctx, args[0])
		if err != nil || a.asJSON {
			return err
		}
		return printCall(c.OutOrStdout(), &one)
	})
	a.register(c, true)
	c.ValidArgsFunction = a.complete(callsAndRecords)
	return c
}

func printCall(w io.Writer, c *client.Call) error {
	fmt.Fprintf(w, "call %s of app %s, %s, %s, %s\n", c.ID, c.App, c.Media, strings.ReplaceAll(string(c.Kind), "_", " "), c.State)
	fmt.Fprintf(w, "started %s, rang %s", at(c.StartedAt), c.RingMS)
	if !c.AnsweredAt.IsZero() {
		fmt.Fprintf(w, ", talked %s", c.TalkMS)
	}
	fmt.Fprintln(w)
	if c.End != nil {
		fmt.Fprintf(w, "ended %s: %s, because %s (%s by %s)\n", at(c.End.At), c.End.Result, c.End.Reason, c.End.Cause, actor(&c.End.By))
	}
	fmt.Fprintln(w)
	t := newTable(w, "", "USER", "ROLE", "STATE", "DEVICE", "RANG", "TALKED", "WHY")
	for _, l := range c.Legs {
		t.row(l.User, l.Role, l.State, orDash(l.Device), l.RingMS, l.TalkMS, orDash(string(l.Reason)))
	}
	if err := t.end(); err != nil {
		return err
	}
	return printStatistics(w, c)
}

// actor names who did something.
func actor(a *client.Actor) string {
	switch a.Kind {
	case client.ByClock:
		return "the clock"
	case client.ByAdmin:
		if a.Name == "operator" {
			return "the operator"
		}
		if id, ok := strings.CutPrefix(a.Name, "token:"); ok {
			return "the token " + id
		}
		return "administrator " + a.Name
	case client.ByUser:
	}
	return onDevice(a.Name, a.Device)
}

func onDevice(user, device string) string {
	if device == "" {
		return user
	}
	return user + " on " + strings.Map(printable, device)
}
