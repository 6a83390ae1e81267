package server

import (
	"context"

	"github.com/prometheus/client_golang/prometheus"

	"ringline/internal/admin"
	"ringline/internal/config"
	"ringline/internal/control"
	"ringline/internal/media/fleet"
	"ringline/internal/profile"
	"ringline/internal/record"
	"ringline/internal/reply"
	"ringline/internal/store/postgres"
	"ringline/internal/store/sqlite"
	"ringline/internal/webhook"
)

// store is what a server keeps everything in.
type store interface {
	control.Store
	admin.Store
	webhook.Store
	profile.Store
	record.Store
	reply.Store
	fleet.Store
	prometheus.Collector

	Ping(ctx context.Context) error
	Backup(ctx context.Context, to string) error
	Close() error
}

// openStore opens the database that the settings name, or else the file in the data folder.
func (s *Server) openStore(ctx context.Context) (store, error) {
	if s.config.Store.URL != "" {
		held, err := sqlite.Hold(DatabasePath(s.config.Data)) // another server's socket and certificates are there
		if err != nil {
			return nil, err
		}
		s.parts.push("data folder", held.Close)
		settings := s.config.Store
		settings.Shared = s.config.Redis.URL != ""
		return postgres.Open(ctx, settings, s.log)
	}
	settings := sqlite.Default()
	settings.Path = DatabasePath(s.config.Data)
	return sqlite.Open(ctx, settings, s.log)
}

// readApps reads the apps without opening the store, so that it works beside servers that have it open.
func readApps(ctx context.Context, cfg config.Config) ([]admin.Stored, error) {
	if cfg.Store.URL != "" {
		return postgres.ReadApps(ctx, cfg.Store)
	}
	return sqlite.ReadApps(ctx, DatabasePath(cfg.Data))
}
