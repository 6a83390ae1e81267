package process

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"ringline/internal/admin"
	"ringline/internal/seal"
	"ringline/internal/store/postgres"
	"ringline/internal/store/sqlite"
	"ringline/internal/tenant"
)

// keeper is a store of apps.
type keeper interface {
	admin.Store
	Close() error
}

// makeApps makes a database with apps in it, if there is none.
func (o *Options) makeApps(ctx context.Context) (err error) {
	if o.Apps == nil {
		return nil
	}
	if err := os.MkdirAll(o.Data, 0o700); err != nil {
		return err
	}
	store, err := o.fresh(ctx)
	if err != nil || store == nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	keys, _, err := seal.Load(seal.Config{KeyFile: o.Key}, filepath.Join(o.Data, "master-key"))
	if err != nil {
		return err
	}
	return o.Apps(ctx, admin.New(admin.Options{Store: store, Keys: keys, Now: time.Now}))
}

// fresh opens a database that is new; nil if there was one.
func (o *Options) fresh(ctx context.Context) (keeper, error) {
	if o.Store != "" {
		return o.freshShared(ctx)
	}
	settings := sqlite.Default()
	settings.Path = filepath.Join(o.Data, "ringline.db")
	if _, err := os.Stat(settings.Path); !errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return sqlite.Open(ctx, settings, slog.New(slog.DiscardHandler))
}

func (o *Options) freshShared(ctx context.Context) (keeper, error) {
	settings := postgres.Default()
	settings.URL = tenant.Secret(o.Store)
	store, err := postgres.Open(ctx, settings, slog.New(slog.DiscardHandler))
	if err != nil {
		return nil, err
	}
	apps, err := store.ListApps(ctx)
	if err != nil || len(apps) > 0 {
		return nil, errors.Join(err, store.Close())
	}
	return store, nil
}
