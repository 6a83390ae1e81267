package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ringline/client"
)

func appCommand() *cobra.Command {
	c := &cobra.Command{Use: "app", Short: "Make, change and list apps"}
	c.AddCommand(appCreateCommand(), appListCommand(), appShowCommand(), appUpdateCommand(), appRotateCommand(),
		appSwitchCommand("disable", "Refuse every command and login of an app", (*client.AppAPI).Disable),
		appSwitchCommand("enable", "Take disable back", (*client.AppAPI).Enable))
	return c
}

func appCreateCommand() *cobra.Command {
	var a api
	var set appFlags
	var name, id, secretFile string
	c := &cobra.Command{
		Use: "create NAME", Short: "Make an app and print its secret, this once",
		Long: `Makes an app and prints its id and its secret. The secret is not shown again, and not at all if you brought it in a file.
The name can also be given as --name, as in update.`,
		Example: `  ringline app create Shop
  ringline app create Shop --administrators root --ring-timeout 45s --network 10.0.0.0/8
  ringline app create Shop --id 1600000000 --secret-file /run/secrets/shop    # moving here from elsewhere`,
		Args: func(_ *cobra.Command, args []string) error {
			if name != "" {
				args = append(args, name)
			}
			if len(args) != 1 {
				return errors.New("an app has one name: ringline app create NAME")
			}
			name = args[0]
			return nil
		},
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, _ []string) error {
		remote, err := a.connect(c)
		if err != nil {
			return err
		}
		ask := client.CreateApp{ID: id, Name: name, Administrators: set.administrators, Networks: set.networks, Settings: set.settings(c)}
		if secretFile != "" {
			if ask.Secret, err = readSecretFile("--secret-file", secretFile); err != nil {
				return err
			}
		}
		made, err := remote.CreateApp(ctx, ask)
		if err != nil || a.asJSON {
			return err
		}
		fmt.Fprintf(c.OutOrStdout(), "app     %s\n", made.App.ID)
		if secretFile == "" {
			fmt.Fprintf(c.OutOrStdout(), "secret  %s\n", made.Secret)
		}
		fmt.Fprint(c.ErrOrStderr(), nextSteps(c, made.App.ID, secretFile == ""))
		return nil
	})
	a.register(c, false)
	set.register(c)
	c.Flags().StringVar(&name, "name", "", "the name, in place of NAME")
	c.Flags().StringVar(&id, "id", "", "the id that it is to have (default: a free one)")
	c.Flags().StringVar(&secretFile, "secret-file", "", "file with the secret that it is to have (default: a new one)")
	return c
}

// nextSteps says what to do with a new app.
func nextSteps(c *cobra.Command, id string, fresh bool) string {
	text, where := "", id
	if f := c.Flags().Lookup("data"); f.Changed {
		where += " --data " + f.Value.String()
	}
	if fresh {
		text = "\nThe secret signs logins as anybody. It is not shown again: keep it where your back end finds it.\n"
	}
	return text + fmt.Sprintf(`
Next:
  what alice logs in with, to try it out:     ringline usersig --user alice --app %[1]s
  where your back end hears of calls:         ringline webhook set https://YOUR-BACK-END --app %[1]s
  what your back end asks /api/v1 with:       ringline token create NAME --scope calls:read,calls:write --app %[1]s
`, where)
}

func appListCommand() *cobra.Command {
	var a api
	p := paging{}
	c := &cobra.Command{
		Use: "list", Short: "List the apps", Args: exactly(0),
		Example: `  ringline app list
  ringline app list --json | jq -r .apps[].id`,
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, _ []string) error {
		remote, err := a.connect(c)
		if err != nil {
			return err
		}
		t := newTable(c.OutOrStdout(), "there is no app yet: `ringline app create NAME` makes one", "ID", "NAME", "STATE", "ADMINISTRATORS", "CREATED")
		err = p.pages(ctx, c, func(ctx context.Context, page client.Page) (int, string, error) {
			l, err := remote.AppPage(ctx, page)
			for _, one := range l.Apps {
				t.row(one.ID, orDash(one.Name), appState(&one), strings.Join(one.Administrators, ", "), at(one.CreatedAt))
			}
			return len(l.Apps), l.NextCursor, err
		})
		if err != nil || a.asJSON {
			return err
		}
		return t.end()
	})
	a.register(c, false)
	p.register(c)
	return c
}

func appState(a *client.App) string {
	if a.Disabled {
		return "disabled"
	}
	return "enabled"
}

func appShowCommand() *cobra.Command {
	var a api
	c := &cobra.Command{
		Use: "show ID", Short: "Show an app and its settings", Args: exactly(1),
		Example: `  ringline app show 1400000002`,
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, args []string) error {
		remote, err := a.connect(c)
		if err != nil {
			return err
		}
		one, err := remote.App(args[0]).Show(ctx)
		if err != nil || a.asJSON {
			return err
		}
		return printApp(c.OutOrStdout(), &one)
	})
	a.register(c, false)
	c.ValidArgsFunction = a.complete(appIDs)
	return c
}

func printApp(w io.Writer, one *client.App) error {
	t := newTable(w, "", "app", one.ID)
	s := &one.Settings
	networks := strings.Join(one.Networks, ", ")
	if networks == "" {
		networks = "any"
	}
	t.row("name", orDash(one.Name))
	t.row("state", appState(one))
	t.row("administrators", strings.Join(one.Administrators, ", "))
	t.row("networks", networks)
	t.row("created", at(one.CreatedAt))
	t.row("changed", at(one.UpdatedAt))
	t.row("max members", s.MaxMembers)
	t.row("max callees", s.MaxCallees)
	t.row("ring timeout", s.RingTimeoutMS)
	t.row("multi device", s.MultiDevice)
	t.row("list users", s.ListUsers)
	t.row("requests per second", s.RequestsPerSecond)
	t.row("total requests", s.TotalRequests)
	t.row("webhook requests", s.WebhookRequests)
	t.row("records kept for", s.RecordsForMS)
	for i, secret := range one.Secrets {
		what := "verifies until " + at(secret.Until)
		if i == 0 {
			what = "signs"
		}
		t.row("secret "+secret.ID, what+", made "+at(secret.CreatedAt))
	}
	return t.end()
}

func appUpdateCommand() *cobra.Command {
	var a api
	var set appFlags
	var name string
	c := &cobra.Command{
		Use: "update ID", Short: "Change an app; what is not named stays",
		Example: `  ringline app update 1400000002 --name Store --ring-timeout 45s
  ringline app update 1400000002 --administrators root,backup --network 10.0.0.0/8
  ringline app update 1400000002 --network ""                                      # any network again`,
		Args: exactly(1),
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, args []string) error {
		remote, err := a.connect(c)
		if err != nil {
			return err
		}
		change := client.UpdateApp{Settings: set.settings(c)}
		if c.Flags().Changed("name") {
			change.Name = &name
		}
		if c.Flags().Changed("administrators") {
			change.Administrators = &set.administrators
		}
		if c.Flags().Changed("network") {
			networks := append([]string{}, set.networks...) // an empty list, not none
			change.Networks = &networks
		}
		one, err := remote.App(args[0]).Update(ctx, change)
		if err != nil || a.asJSON {
			return err
		}
		return printApp(c.OutOrStdout(), &one)
	})
	a.register(c, false)
	c.ValidArgsFunction = a.complete(appIDs)
	set.register(c)
	c.Flags().StringVar(&name, "name", "", "for people")
	return c
}

func appRotateCommand() *cobra.Command {
	var a api
	var overlap time.Duration
	c := &cobra.Command{
		Use: "rotate ID", Short: "Give an app a new secret and print it, this once",
		Long: `Gives an app a new secret, which signs from now on. The secrets of before stay good for the overlap, so that your back end
can change over and logins that were made with them last; without one they end at once.`,
		Example: `  ringline app rotate 1400000002 --overlap 24h`,
		Args:    exactly(1),
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, args []string) error {
		remote, err := a.connect(c)
		if err != nil {
			return err
		}
		made, err := remote.App(args[0]).RotateSecret(ctx, client.RotateSecret{OverlapMS: client.InMillis(overlap)})
		if err != nil || a.asJSON {
			return err
		}
		fmt.Fprintln(c.OutOrStdout(), made.Secret)
		return nil
	})
	a.register(c, false)
	c.ValidArgsFunction = a.complete(appIDs)
	c.Flags().DurationVar(&overlap, "overlap", 0, "how long the secrets of before stay good, up to 2160h")
	return c
}

func appSwitchCommand(use, short string, do func(*client.AppAPI, context.Context) (client.App, error)) *cobra.Command {
	var a api
	c := &cobra.Command{
		Use: use + " ID", Short: short, Args: exactly(1),
		Example: "  ringline app " + use + " 1400000002",
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, args []string) error {
		remote, err := a.connect(c)
		if err != nil {
			return err
		}
		one, err := do(remote.App(args[0]), ctx)
		if err != nil || a.asJSON {
			return err
		}
		fmt.Fprintln(c.OutOrStdout(), appState(&one))
		return nil
	})
	a.register(c, false)
	c.ValidArgsFunction = a.complete(appIDs)
	return c
}
