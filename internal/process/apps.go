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
	"ringline/internal/store/sqlite"
)

// makeApps makes a database with apps in it, if there is none.
func (o *Options) makeApps(ctx context.Context) (err error) {
	settings := sqlite.Default()
	settings.Path = filepath.Join(o.Data, "ringline.db")
	if _, err := os.Stat(settings.Path); o.Apps == nil || !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err := os.MkdirAll(o.Data, 0o700); err != nil {
		return err
	}
	keys, _, err := seal.Load(seal.Config{}, filepath.Join(o.Data, "master-key"))
	if err != nil {
		return err
	}
	store, err := sqlite.Open(ctx, settings, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return o.Apps(ctx, admin.New(admin.Options{Store: store, Keys: keys, Now: time.Now}))
}
