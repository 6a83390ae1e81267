package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/spf13/cobra"

	"ringline/internal/server"
	"ringline/internal/store/postgres"
	"ringline/internal/store/sqlite"
)

func backupCommand() *cobra.Command {
	var flags settings
	c := &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the database to a file, while calls go on or not",
		Long: `Copies everything that was committed when it began: calls, records, timelines. The server that runs with the same data
folder need not stop, and need not run. The copy is read back and checked before this says that it is done.

The file must not be there yet; only its owner can read it.`,
		Example: `  ringline backup /var/backups/ringline-$(date +%F).db --data /var/lib/ringline`,
		Args:    exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			cfg, err := flags.load(c)
			if err != nil {
				return err
			}
			if cfg.Store.URL != "" {
				return postgres.ErrBackup
			}
			from := server.DatabasePath(cfg.Data)
			if _, err := os.Stat(from); errors.Is(err, fs.ErrNotExist) {
				return fmt.Errorf("there is no database in the data folder %q: name the right one with --data", cfg.Data)
			}
			if err := sqlite.Backup(c.Context(), from, args[0]); err != nil {
				return err
			}
			contents, err := sqlite.Check(c.Context(), args[0])
			if err != nil {
				return fmt.Errorf("the copy is not good, and the database may not be, either: %w", err)
			}
			fmt.Fprintf(c.OutOrStdout(), "backed up %s to %s\n", say(contents), args[0])
			return nil
		},
	}
	flags.register(c, map[string]string{"data": "the server's data folder (default ringline-data)"})
	return c
}

func restoreCommand() *cobra.Command {
	var flags settings
	c := &cobra.Command{
		Use:   "restore FILE",
		Short: "Put a backup in the database's place",
		Long: `Checks the whole backup and puts a copy of it in the place of the database. The server must not run. The database that was there
is kept beside it under another name; restore that one to go back.`,
		Example: `  ringline restore /var/backups/ringline-2026-03-01.db --data /var/lib/ringline`,
		Args:    exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			cfg, err := flags.load(c)
			if err != nil {
				return err
			}
			if cfg.Store.URL != "" {
				return errors.New("the database is PostgreSQL's: put its backup back with its own tools")
			}
			if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
				return fmt.Errorf("make the data folder: %w (choose another with --data)", err)
			}
			contents, old, err := sqlite.Restore(c.Context(), args[0], server.DatabasePath(cfg.Data), time.Now())
			if err != nil {
				return err
			}
			fmt.Fprintf(c.OutOrStdout(), "restored %s\n", say(contents))
			if old != "" {
				fmt.Fprintf(c.OutOrStdout(), "the database of before is %s\n", old)
			}
			return nil
		},
	}
	flags.register(c, map[string]string{"data": "the server's data folder (default ringline-data)"})
	return c
}

func say(c sqlite.Contents) string {
	return fmt.Sprintf("%d records and %d live calls", c.Records, c.Live)
}
