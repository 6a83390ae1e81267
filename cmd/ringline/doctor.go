package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"ringline/internal/config"
	"ringline/internal/doctor"
	"ringline/internal/server"
)

// errUnwell ends the command with a status that scripts can see; the findings have been printed.
var errUnwell = errors.New("something does not work, see above")

func doctorCommand() *cobra.Command {
	var flags settings
	var host, timeURL string
	var asJSON bool
	c := &cobra.Command{
		Use:   "doctor",
		Short: "Look whether a server can work on this machine, and say what to do",
		Long: `Looks at the settings, ports, UDP, TLS, clock, disk, database, limits and permissions, one line each: ok, warn or fail, and
what to do. It can be run before the first start and beside a running server, as the user that the server runs as.

The exit status is 0 unless something fails.`,
		Example: `  ringline doctor --config /etc/ringline/ringline.yaml
  ringline doctor --time https://example.com --json`,
		Args: exactly(0),
		RunE: func(c *cobra.Command, _ []string) error {
			show := printFinding
			if asJSON {
				show = encodeFinding
			}
			cfg, err := flags.load(c)
			if err != nil {
				return unreadable(c.OutOrStdout(), show, err)
			}
			all := []doctor.Finding{{Check: "settings", Verdict: doctor.OK, Found: "every one is valid"}}
			if err := cfg.Sharing(); err != nil {
				all[0] = faulty(err)
			}
			show(c.OutOrStdout(), all[0])
			doctor.Examine(c.Context(), doctor.Options{
				Config: cfg, Socket: server.SocketPath(cfg.Data), Key: server.MasterKeyPath(cfg.Data), Host: host, TimeURL: timeURL,
			}, func(f doctor.Finding) {
				all = append(all, f)
				show(c.OutOrStdout(), f)
			})
			if err := c.Context().Err(); err != nil {
				return err
			}
			if doctor.Worst(all) == doctor.Fail {
				return errUnwell
			}
			return nil
		},
	}
	flags.register(c, map[string]string{
		"listen": "as of serve",
		"data":   "the server's data folder (default ringline-data)",
	})
	c.Flags().StringVar(&host, "host", "", "the name that clients use, if the settings do not tell")
	c.Flags().StringVar(&timeURL, "time", "", "address of a web server whose time the clock is compared with")
	c.Flags().BoolVar(&asJSON, "json", false, "print a JSON object a line")
	return c
}

// unreadable tells each fault of the settings: without them nothing else can be looked at.
func unreadable(w io.Writer, show func(io.Writer, doctor.Finding), err error) error {
	faults := []error{err}
	var all *config.FaultsError
	if errors.As(err, &all) {
		faults = all.Faults
	}
	for _, f := range faults {
		show(w, faulty(f))
	}
	return errUnwell
}

// faulty tells a fault of the settings.
func faulty(err error) doctor.Finding {
	return doctor.Finding{
		Check: "settings", Verdict: doctor.Fail, Found: err.Error(), Advice: "mend the configuration file or the environment; `ringline config` explains every setting",
	}
}

func printFinding(w io.Writer, f doctor.Finding) {
	fmt.Fprintf(w, "%-5s %s: %s\n", f.Verdict, f.Check, f.Found)
	if f.Advice != "" {
		fmt.Fprintf(w, "      → %s\n", f.Advice)
	}
}

func encodeFinding(w io.Writer, f doctor.Finding) {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	_ = e.Encode(f) // plain strings: only the writer can fail
}
