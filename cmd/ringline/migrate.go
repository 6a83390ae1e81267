package main

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"ringline/internal/store/postgres"
)

func migrateCommand() *cobra.Command {
	var flags settings
	var show, contract bool
	c := &cobra.Command{
		Use:   "migrate",
		Short: "Bring a PostgreSQL database to this version",
		Long: `Runs the steps that the schema of the database (store.url) lacks, and says which. A server does the same when it starts, so this
is for those who want to do it before, or by another user.

These steps only add, so servers of the version before go on beside those of this one. Behind a long transaction, such as a backup's, they wait
for up to a minute or so, and hold up nobody. Steps that take away what no server needs any more wait for --contract: run that when all servers are of
this version; as long as one is not, it refuses. A database in the data folder needs none of it.`,
		Example: `  RINGLINE_STORE_URL=postgres://ringline@db.example/ringline ringline migrate --show
  ringline migrate --contract --config /etc/ringline/ringline.yaml`,
		Args: exactly(0),
		RunE: func(c *cobra.Command, _ []string) error {
			cfg, err := flags.load(c)
			if err != nil {
				return err
			}
			if cfg.Store.URL == "" {
				return errors.New("store.url names no PostgreSQL database: a database in the data folder is brought up to date by the server's start")
			}
			if show {
				steps, err := postgres.Steps(c.Context(), cfg.Store)
				printSteps(c.OutOrStdout(), steps)
				return err
			}
			waits := func(who string) {
				fmt.Fprintf(c.ErrOrStderr(), "waiting, for %v at most: %s\n", postgres.MostWait, who)
			}
			var done []postgres.Step
			if contract {
				done, err = postgres.Contract(c.Context(), cfg.Store, version, waits)
			} else {
				done, err = postgres.Expand(c.Context(), cfg.Store, waits)
			}
			if err != nil {
				return err
			}
			if len(done) == 0 {
				fmt.Fprintln(c.OutOrStdout(), "nothing to do")
			}
			for _, s := range done {
				fmt.Fprintf(c.OutOrStdout(), "done: %d %s\n", s.Number, s.Name)
			}
			return nil
		},
	}
	flags.register(c, map[string]string{"data": "the server's data folder (default ringline-data)"})
	c.Flags().BoolVar(&show, "show", false, "only show which steps there are, and which were run")
	c.Flags().BoolVar(&contract, "contract", false, "also run the steps that take something away")
	c.MarkFlagsMutuallyExclusive("show", "contract")
	return c
}

func printSteps(w io.Writer, steps []postgres.Step) {
	for _, s := range steps {
		state, kind, name := "not run", "adds", s.Name
		if !s.DoneAt.IsZero() {
			state = s.DoneAt.UTC().Format(time.RFC3339)
		}
		if s.Contracts {
			kind = "takes away"
		}
		if name == "" {
			name = "(of a newer version)"
		}
		fmt.Fprintf(w, "%4d  %-10s  %-20s  %s\n", s.Number, kind, state, name)
	}
}
