// Command ringline is the calling service: `ringline serve` runs it, the other commands look at it and help with it.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"ringline/internal/config"
)

// version is set when a release is built.
var version = "dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once, should a stop take too long
	err := execute(ctx, root(), os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "ringline:", strings.TrimSpace(err.Error()))
		os.Exit(1)
	}
}

func execute(ctx context.Context, c *cobra.Command, args []string) error {
	if err := noSuchCommand(c, args); err != nil {
		return err
	}
	c.SetArgs(args)
	return c.ExecuteContext(ctx)
}

func root() *cobra.Command {
	c := &cobra.Command{
		Use:   "ringline",
		Short: "Calls for your app, on your own machine",
		Long: `Ringline rings people, decides who answered, carries their voice and video, keeps exact
records, and lets your back end end any call.

Try it out:

  ringline serve --dev      then open the address it prints in two browser windows

Commands that look at a running server ask it through the socket in its data folder (--data). With --server ADDRESS, or
RINGLINE_SERVER, they ask one elsewhere and show it the token in RINGLINE_TOKEN, or in a file (--token-file).`,
		Version:       version,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	c.AddCommand(
		serveCommand(), appCommand(), tokenCommand(), userSigCommand(), callCommand(), recordCommand(), webhookCommand(), userCommand(),
		usageCommand(), auditCommand(), nodeCommand(), backupCommand(), restoreCommand(), migrateCommand(), storeCommand(),
		configCommand(), doctorCommand(), healthCommand(), benchCommand(), versionCommand(),
	)
	c.CompletionOptions.HiddenDefaultCmd = true
	c.SetFlagErrorFunc(unknownFlag)
	c.SetVersionTemplate("ringline {{.Version}}\n")
	return c
}

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print the version", Args: exactly(0),
		Run: func(c *cobra.Command, _ []string) { fmt.Fprintln(c.OutOrStdout(), "ringline", version) },
	}
}

func configCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "config",
		Short: "Print a configuration file to start with",
		Long: `Prints a configuration file with every setting, what it means and its default.

  ringline config > ringline.yaml
  ringline config check ringline.yaml`,
		Args: exactly(0),
		Run:  func(c *cobra.Command, _ []string) { fmt.Fprint(c.OutOrStdout(), config.Example()) },
	}
	c.AddCommand(&cobra.Command{
		Use: "check FILE", Short: "Say what is wrong with a configuration file, if anything", Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			cfg, err := config.Load(config.Sources{File: args[0], Env: os.Environ()})
			if err == nil {
				err = cfg.Sharing()
			}
			if err != nil {
				return err
			}
			fmt.Fprintln(c.OutOrStdout(), "fine")
			return nil
		},
	})
	return c
}
