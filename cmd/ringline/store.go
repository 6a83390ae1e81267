package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"ringline/internal/audit"
	"ringline/internal/audit/history"
	"ringline/internal/config"
	"ringline/internal/server"
	"ringline/internal/store/move"
	"ringline/internal/tenant"
)

// named stands for the database that the settings name, so that its password need not be on the command line.
const named = "store.url"

func storeCommand() *cobra.Command {
	c := &cobra.Command{Use: "store", Short: "Move what a server keeps to another kind of database"}
	c.AddCommand(storeCopyCommand())
	return c
}

func storeCopyCommand() *cobra.Command {
	var flags settings
	var from, to string
	c := &cobra.Command{
		Use:   "copy --from PLACE --to PLACE",
		Short: "Copy a data folder's database to PostgreSQL, or back",
		Long: `Copies everything that a server keeps, apps, calls, records, webhooks, into an empty place of the other kind, and compares what both
tell of every call afterwards. No server may run on either of them. A place is a data folder, the address of a PostgreSQL
database, or store.url for the database that the settings name.

The key that opens the apps' secrets is not in the database: take master-key along, from the data folder, if you did not set another.`,
		Example: `  RINGLINE_STORE_URL=postgres://ringline@db.example/ringline ringline store copy --from /var/lib/ringline --to store.url
  ringline store copy --from postgres://ringline@db.example/ringline --to /var/lib/ringline-back`,
		Args: exactly(0),
		RunE: func(c *cobra.Command, _ []string) error {
			cfg, err := flags.load(c)
			if err != nil {
				return err
			}
			source, err := place(cfg, from)
			if err != nil {
				return fmt.Errorf("--from: %w", err)
			}
			target, err := place(cfg, to)
			if err != nil {
				return fmt.Errorf("--to: %w", err)
			}
			err = move.Copy(c.Context(), source, target, slog.New(slog.DiscardHandler), func(table string, rows int64) {
				fmt.Fprintf(c.OutOrStdout(), "%10d  %s\n", rows, table)
			})
			if err != nil {
				return err
			}
			return compareHistories(c, source, target)
		},
	}
	flags.register(c, nil)
	c.Flags().StringVar(&from, "from", "", "where everything is")
	c.Flags().StringVar(&to, "to", "", "where it shall be; nothing may be there yet")
	return c
}

func place(cfg config.Config, text string) (move.Place, error) {
	switch {
	case text == "":
		return move.Place{}, errors.New("name a data folder, the address of a PostgreSQL database, or store.url")
	case text == named && cfg.Store.URL == "":
		return move.Place{}, errors.New("the settings name no database: set store.url, or RINGLINE_STORE_URL")
	case text == named:
		return move.Place{URL: cfg.Store.URL}, nil
	case strings.HasPrefix(text, "postgres://"), strings.HasPrefix(text, "postgresql://"):
		return move.Place{URL: tenant.Secret(text)}, nil
	}
	return move.Place{File: filepath.Clean(server.DatabasePath(text))}, nil
}

// compareHistories has both places tell every call, and the auditor look at the copy.
func compareHistories(c *cobra.Command, source, target move.Place) error {
	before, err := tellHistory(c.Context(), source)
	if err != nil {
		return fmt.Errorf("read what was copied: %w", err)
	}
	after, err := tellHistory(c.Context(), target)
	if err != nil {
		return fmt.Errorf("read the copy: %w", err)
	}
	if err := history.Same(before, after); err != nil {
		return fmt.Errorf("the copy is not good, use it for nothing: %w", err)
	}
	fmt.Fprintf(c.OutOrStdout(), "both tell the same %d calls and %d changes\n", len(after.Calls), len(after.Log))
	if broken := audit.Audit(after); len(broken) > 0 {
		fmt.Fprintf(c.OutOrStdout(), "in both, %d promises are broken, the first: %v\n", len(broken), broken[0])
	}
	return nil
}

func tellHistory(ctx context.Context, p move.Place) (audit.History, error) {
	if p.File != "" {
		return history.Read(ctx, p.File)
	}
	return history.ReadShared(ctx, string(p.URL))
}
