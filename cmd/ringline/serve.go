package main

import (
	"context"
	"io"
	"log/slog"

	"github.com/spf13/cobra"

	"ringline/internal/config"
	"ringline/internal/server"
)

func serveCommand() *cobra.Command {
	var flags settings
	var dev bool
	c := &cobra.Command{
		Use:   "serve",
		Short: "Run the server",
		Long: `Runs the server until it gets SIGINT or SIGTERM. Calls that are running then go on when it is back.

Settings come from the flags, the environment (RINGLINE_LISTEN, RINGLINE_MEDIA_UDP_PORT …) and the
configuration file, in this order; ` + "`ringline config`" + ` explains them all.

With --dev there is an app to try things out with: everybody who reaches the server can log in as anybody.`,
		Example: `  ringline serve --dev
  ringline serve --config /etc/ringline.yaml
  ringline serve --dev --listen 0.0.0.0:8080 --data /tmp/ringline`,
		Args: exactly(0),
		RunE: func(c *cobra.Command, _ []string) error {
			cfg, err := flags.load(c)
			if err == nil {
				err = cfg.Sharing()
			}
			if err != nil {
				return err
			}
			return serve(c, cfg, dev)
		},
	}
	flags.register(c, map[string]string{
		"listen":          "address and port of everything but media packets; port 0 takes a free one (default 127.0.0.1:8080)",
		"data":            "folder of the database (default ringline-data)",
		"log.level":       "debug, info, warn or error (default info)",
		"log.format":      "text or json (default text)",
		"media.node_ip":   "address that clients send media to (default: this machine's)",
		"media.udp_port":  "media over UDP (default 7882)",
		"media.tcp_port":  "media over TCP, -1 for none (default 7881)",
		"media.stun_port": "STUN and TURN over UDP (default 7881)",
	})
	c.Flags().BoolVar(&dev, "dev", false, "add the development app 1400000001 and log anybody in")
	return c
}

func serve(c *cobra.Command, cfg config.Config, dev bool) error {
	log := newLog(c.ErrOrStderr(), cfg.Log)
	collectRarely(log)
	s, err := server.Start(c.Context(), cfg, server.Options{Version: version, Dev: dev, Log: log})
	if err != nil {
		return err
	}
	s.Announce(c.OutOrStdout())
	if err := notify(c.Context(), "READY=1"); err != nil {
		log.Warn("the service manager was not told that the server is ready", slog.Any("error", err))
	}
	failed := s.Wait(c.Context())
	log.Info("stopping")
	_ = notify(context.WithoutCancel(c.Context()), "STOPPING=1") // it waits for the end anyway
	if err := s.Stop(); err != nil {
		log.Error("stop", slog.Any("error", err))
	}
	log.Info("stopped")
	return failed
}

func newLog(w io.Writer, settings config.Log) *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(settings.Level)) // the configuration was checked
	options := &slog.HandlerOptions{Level: level}
	var h slog.Handler = slog.NewTextHandler(w, options)
	if settings.Format == "json" {
		h = slog.NewJSONHandler(w, options)
	}
	return slog.New(h)
}
