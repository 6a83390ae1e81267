package doctor

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"ringline/internal/admin"
	"ringline/internal/store/postgres"
	"ringline/internal/store/sqlite"
)

// apps reads the apps that there are; none if there is no database yet.
func (p *patient) apps(ctx context.Context) ([]admin.Stored, error) {
	if p.Config.Store.URL != "" {
		if d, err := postgres.Look(ctx, p.Config.Store); err != nil || d.Missing > 0 {
			return nil, err // no server of this version has been there
		}
		return postgres.ReadApps(ctx, p.Config.Store)
	}
	if _, err := os.Stat(p.database()); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return sqlite.ReadApps(ctx, p.database())
}
