// Package move copies everything that a store keeps into an empty one: from the file of one machine to a PostgreSQL database that
// many share, and back.
//
// It reads one state of the source and writes it in one transaction, row by row, so that a copy is whole or not there, and memory
// does not grow with it. Nothing may use either of them meanwhile: it refuses a file that a server has open, and a database to
// which servers are connected. It does not copy the data folder's keys, without which the apps' secrets cannot be opened.
package move

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"ringline/internal/store/postgres"
	"ringline/internal/store/sqlite"
	"ringline/internal/tenant"
)

// Place is where a store keeps things: a file, or else a database.
type Place struct {
	File string
	URL  tenant.Secret
}

// Copy copies a store into an empty one, and tells of each table that is done.
func Copy(ctx context.Context, from, to Place, log *slog.Logger, tell func(table string, rows int64)) error {
	if (from.File == "") == (to.File == "") {
		return errors.New("one of the two must be a file and the other one a PostgreSQL database")
	}
	if from.File != "" {
		return toShared(ctx, from.File, to.URL, log, tell)
	}
	return toFile(ctx, from.URL, to.File, log, tell)
}

func toShared(ctx context.Context, path string, url tenant.Secret, log *slog.Logger, tell func(string, int64)) error {
	if _, err := os.Stat(path); err != nil {
		return fmt.Errorf("open the file: %w", err)
	}
	if err := prepareFile(ctx, path, log); err != nil { // also files what ended
		return err
	}
	source, err := openFile(path)
	if err != nil {
		return err
	}
	first, err := source.first()
	if err == nil {
		err = prepareShared(ctx, url, first, log)
	}
	if err == nil {
		err = shared(ctx, url, pgx.ReadWrite, func(target *sharedSide) error {
			if err := target.mustBeEmpty(ctx); err != nil {
				return err
			}
			for _, t := range tables {
				n, err := target.write(ctx, t, source.rows(ctx, t))
				if err != nil {
					return fmt.Errorf("copy %s: %w", t.name, err)
				}
				tell(t.name, n)
			}
			return target.finish(ctx)
		})
	}
	return errors.Join(err, source.conn.Close())
}

func toFile(ctx context.Context, url tenant.Secret, path string, log *slog.Logger, tell func(string, int64)) (err error) {
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is a file %s already: choose another place, or move it away", path)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	if err := prepareShared(ctx, url, time.Now(), log); err != nil {
		return err
	}
	unfinished := path + ".copying"
	defer func() {
		for _, end := range []string{"", "-wal", "-shm", ".lock"} {
			_ = os.Remove(unfinished + end) // of it nothing is left when all went well
		}
	}()
	if err := prepareFile(ctx, unfinished, log); err != nil {
		return err
	}
	target, err := openFile(unfinished)
	if err != nil {
		return err
	}
	err = shared(ctx, url, pgx.ReadOnly, func(source *sharedSide) error {
		return target.transaction(func() error {
			for _, t := range tables {
				n, err := target.write(t, source.rows(ctx, t))
				if err != nil {
					return fmt.Errorf("copy %s: %w", t.name, err)
				}
				tell(t.name, n)
			}
			return nil
		})
	})
	if err := errors.Join(err, target.conn.Close()); err != nil {
		return err
	}
	return os.Rename(unfinished, path)
}

// prepareFile opens a file as the store does, which refuses one that is in use, and closes it: then it has this version's schema.
func prepareFile(ctx context.Context, path string, log *slog.Logger) error {
	cfg := sqlite.Default()
	cfg.Path = path
	s, err := sqlite.Open(ctx, cfg, log)
	if err != nil {
		return err
	}
	return s.Close()
}

// prepareShared does the same with a database, and makes room for calls from a time on.
func prepareShared(ctx context.Context, url tenant.Secret, first time.Time, log *slog.Logger) error {
	cfg := postgres.Default()
	cfg.URL = url
	if err := cfg.Validate(); err != nil {
		return err
	}
	conn, err := pgx.Connect(ctx, string(url))
	if err != nil {
		return postgres.Unreachable("the address", err)
	}
	var servers int
	const text = `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'ringline'`
	err = conn.QueryRow(ctx, text).Scan(&servers)
	if err := errors.Join(err, conn.Close(ctx)); err != nil {
		return err
	}
	if servers > 0 {
		return errors.New("servers are connected to the database: stop them first")
	}
	s, err := postgres.Open(ctx, cfg, log)
	if err != nil {
		return err
	}
	return errors.Join(s.MakeReady(ctx, first), s.Close())
}

// madeAt is when an id was made, if it says so.
func madeAt(id string) (time.Time, bool) {
	digits := strings.ReplaceAll(id, "-", "")
	if len(digits) < 12 {
		return time.Time{}, false
	}
	milli, err := strconv.ParseInt(digits[:12], 16, 64)
	at := time.UnixMilli(milli)
	return at, err == nil && at.Year() >= 2020 && at.Before(time.Now())
}
