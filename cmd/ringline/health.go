package main

import (
	"net/http"

	"github.com/spf13/cobra"
)

func healthCommand() *cobra.Command {
	var flags settings
	c := &cobra.Command{
		Use:   "health",
		Short: "Ask the server that runs here whether it should get traffic",
		Long: `Asks the server that runs on this machine with the same data folder whether it is ready, for container health checks and
scripts: the exit status is 0 if it is. It asks by the server's own socket, so it works whatever the port and the certificate,
and a server with all its connections taken is not restarted for that.`,
		Args: exactly(0),
		RunE: func(c *cobra.Command, _ []string) error {
			cfg, err := flags.load(c)
			if err != nil {
				return err
			}
			body, err := ask(c.Context(), cfg.Data, http.MethodGet, "/readyz")
			return write(c.OutOrStdout(), body, err)
		},
	}
	flags.register(c, map[string]string{"data": "the server's data folder (default ringline-data)"})
	return c
}
