package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"ringline/client"
)

func userCommand() *cobra.Command {
	c := &cobra.Command{Use: "user", Short: "See who is online, cut devices off, forget people"}
	c.AddCommand(userListCommand(), userShowCommand(), userDisconnectCommand(), userDeleteCommand())
	return c
}

func userListCommand() *cobra.Command {
	var a api
	var online bool
	p := paging{}
	c := &cobra.Command{
		Use: "list", Short: "List users who are online or have a profile", Args: exactly(0),
		Example: `  ringline user list --online`,
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, _ []string) error {
		app, err := a.inApp(ctx, c)
		if err != nil {
			return err
		}
		t := newTable(c.OutOrStdout(), "nobody is online or has a profile", "USER", "STATE", "DEVICES", "CALL", "NAME")
		err = p.pages(ctx, c, func(ctx context.Context, page client.Page) (int, string, error) {
			l, err := app.UserPage(ctx, client.UserFilter{Online: online}, page)
			for i := range l.Users {
				u := &l.Users[i]
				name := ""
				if u.Profile != nil {
					name = u.Profile.Name
				}
				t.row(u.ID, presence(u.Online), len(u.Devices), orDash(u.Call), orDash(name))
			}
			return len(l.Users), l.NextCursor, err
		})
		if err != nil || a.asJSON {
			return err
		}
		return t.end()
	})
	a.register(c, true)
	p.register(c)
	c.Flags().BoolVar(&online, "online", false, "only who is online")
	return c
}

func presence(online bool) string {
	if online {
		return "online"
	}
	return "away"
}

func userShowCommand() *cobra.Command {
	var a api
	c := &cobra.Command{
		Use: "show USER", Short: "Show a user's devices, call and profile", Args: exactly(1),
		Example: `  ringline user show alice`,
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, args []string) error {
		app, err := a.inApp(ctx, c)
		if err != nil {
			return err
		}
		u, err := app.User(ctx, args[0])
		if err != nil || a.asJSON {
			return err
		}
		return printUser(c.OutOrStdout(), &u)
	})
	a.register(c, true)
	return c
}

func printUser(w io.Writer, u *client.User) error {
	t := newTable(w, "", "user", u.ID)
	t.row("state", presence(u.Online))
	t.row("call", orDash(u.Call))
	if u.Profile != nil {
		t.row("name", orDash(u.Profile.Name))
		t.row("avatar", orDash(u.Profile.Avatar))
	}
	if err := t.end(); err != nil {
		return err
	}
	fmt.Fprintln(w)
	t = newTable(w, "no device is connected", "DEVICE", "STATE", "PLATFORM", "ADDRESS", "SINCE")
	for _, d := range u.Devices {
		t.row(d.ID, presence(d.Online), orDash(d.Platform), orDash(d.IP), at(d.ConnectedAt))
	}
	return t.end()
}

func userDisconnectCommand() *cobra.Command {
	var a api
	var device string
	c := &cobra.Command{
		Use: "disconnect USER", Short: "Cut a user's devices off; they leave their call at once", Args: exactly(1),
		Long: "Cuts a user's devices off, or the one that is named. Whoever still has a good UserSig can log in again.",
		Example: `  ringline user disconnect alice
  ringline user disconnect alice --device phone`,
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, args []string) error {
		app, err := a.inApp(ctx, c)
		if err != nil {
			return err
		}
		done, err := app.Disconnect(ctx, args[0], client.Disconnect{Device: device})
		if err != nil || a.asJSON {
			return err
		}
		fmt.Fprintln(c.OutOrStdout(), "disconnected "+count(done.Devices, "device"))
		return nil
	})
	a.register(c, true)
	c.Flags().StringVar(&device, "device", "", "only this device")
	return c
}

func userDeleteCommand() *cobra.Command {
	var a api
	var yes bool
	c := &cobra.Command{
		Use: "delete USER --yes", Short: "Forget a user: devices, call, profile, and their name in records", Args: exactly(1),
		Long: `Forgets a user: their devices are cut off, they leave their call, their profile is deleted, and in records and timelines an alias
takes their place. It cannot be taken back, so it wants --yes.`,
		Example: `  ringline user delete alice --yes`,
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, args []string) error {
		if !yes {
			return errors.New("this cannot be taken back: add --yes if you mean it")
		}
		app, err := a.inApp(ctx, c)
		if err != nil {
			return err
		}
		done, err := app.DeleteUser(ctx, args[0])
		if err != nil || a.asJSON {
			return err
		}
		fmt.Fprintf(c.OutOrStdout(), "forgotten; %s now say %s\n", count(done.Records, "record"), done.Alias)
		return nil
	})
	a.register(c, true)
	c.Flags().BoolVar(&yes, "yes", false, "really")
	return c
}
