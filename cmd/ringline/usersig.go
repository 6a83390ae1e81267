package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"ringline/internal/auth"
	"ringline/internal/call"
	"ringline/internal/config"
	"ringline/internal/server"
	"ringline/internal/tenant"
)

func userSigCommand() *cobra.Command {
	var flags settings
	var app int64
	var user string
	var ttl time.Duration
	c := &cobra.Command{
		Use:   "usersig --app ID --user NAME",
		Short: "Print a UserSig: what a user logs in with, or an administrator calls the server API with",
		Long: `Prints a UserSig for a user of an app, and nothing else, so that scripts can use it.
The app's secret comes from the server's data folder; the server need not run.`,
		Example: `  ringline usersig --app 1400000001 --user administrator
  ringline usersig --app 1400000001 --user alice --ttl 24h`,
		Args: exactly(0),
		RunE: func(c *cobra.Command, _ []string) error {
			cfg, err := flags.load(c)
			if err != nil {
				return err
			}
			if err := call.CheckUser("--user", call.UserID(user)); err != nil {
				return err
			}
			if ttl < time.Second {
				return fmt.Errorf("--ttl: must be at least 1s, not %v", ttl)
			}
			signer, err := findApp(c.Context(), cfg, app)
			if err != nil {
				return err
			}
			fmt.Fprintln(c.OutOrStdout(), auth.Sign(signer, call.UserID(user), time.Now(), ttl))
			return nil
		},
	}
	flags.register(c, map[string]string{"data": "the server's data folder (default ringline-data)"})
	c.Flags().Int64Var(&app, "app", 0, "the app's id")
	c.Flags().StringVar(&user, "user", "", "the user's id")
	c.Flags().DurationVar(&ttl, "ttl", 7*24*time.Hour, "how long it is good for")
	_ = c.MarkFlagRequired("app")
	_ = c.MarkFlagRequired("user")
	return c
}

// findApp returns an app with what it signs with.
func findApp(ctx context.Context, cfg config.Config, id int64) (*tenant.App, error) {
	app, err := server.FindApp(ctx, cfg, id)
	if err != nil {
		return nil, fmt.Errorf("--app: %w", err)
	}
	return app, nil
}
