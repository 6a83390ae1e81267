package server

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"ringline/internal/config"
	"ringline/internal/seal"
	"ringline/internal/tenant"
)

// FindApp reads an app, with the secrets that are good now, from the data folder of a server, whether that runs or not.
// Who can do that can read the folder. The development app has the secret that the next start with --dev gives it.
func FindApp(ctx context.Context, cfg config.Config, id int64) (*tenant.App, error) {
	if secret, err := devSecretOf(cfg); id == DevApp && (err != nil || secret != "") {
		return &tenant.App{ID: id, Secrets: []tenant.Secret{secret}}, err
	}
	if _, err := os.Stat(DatabasePath(cfg.Data)); cfg.Store.URL == "" && errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("the folder %q keeps no app: start a server there once, or name the server's folder with --data", cfg.Data)
	}
	apps, err := readApps(ctx, cfg)
	if err != nil {
		return nil, err
	}
	for i := range apps {
		if apps[i].ID != id {
			continue
		}
		keys, err := seal.Read(cfg.Secrets, MasterKeyPath(cfg.Data))
		if err != nil {
			return nil, err
		}
		app, err := apps[i].Open(keys, time.Now())
		return &app, err
	}
	return nil, fmt.Errorf("app %d is not in the folder %q: name the server's folder with --data (ringline app list shows the apps)", id, cfg.Data)
}

// devSecretOf is the secret of the development app, empty if there never was one.
func devSecretOf(cfg config.Config) (tenant.Secret, error) {
	if cfg.Dev.Secret != "" {
		return cfg.Dev.Secret, nil
	}
	return readSecret(cfg.Data, devSecret)
}
