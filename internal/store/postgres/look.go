package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"ringline/internal/cluster"
)

// ErrBackup is why [Store.Backup] does nothing.
var ErrBackup = errors.New("the database is PostgreSQL's: back it up with pg_dump or pg_basebackup, and the data folder's keys with it")

// Backup refuses: PostgreSQL has better means, and its files are not on this machine.
func (s *Store) Backup(context.Context, string) error { return ErrBackup }

// Database is what [Look] finds.
type Database struct {
	Version string // of PostgreSQL
	Pooled  bool   // a pooler stands in between
	Missing int    // steps of the schema that the next start runs
	Behind  int    // steps that take away what no version needs any more, and were not run

	Nodes []cluster.Node // the servers that use it, and are alive
}

// Look finds out whether a server could work with a database: that it answers, is new enough, can be written to and is not another
// program's or a newer version's. It changes nothing.
func Look(ctx context.Context, cfg Config) (d Database, err error) {
	ctx, cancel := context.WithTimeout(ctx, 2*cfg.Timeout)
	defer cancel()
	base, err := settings(cfg.URL, cfg.Timeout, 1, 0)
	if err != nil {
		return d, fmt.Errorf("store.url %w", err)
	}
	mode, err := greet(ctx, base.ConnConfig) // refuses one that cannot be written to
	if err != nil {
		return d, Unreachable("store.url", err)
	}
	d.Pooled = mode == pgx.QueryExecModeCacheDescribe
	err = connected(ctx, base.ConnConfig, func(conn *pgx.Conn) error {
		var may bool
		err := each(ctx, conn, scan(&d.Version, &may), `SELECT current_setting('server_version'), has_schema_privilege(current_schema(), 'CREATE')`)
		if err == nil && !may {
			err = errors.New("the user may not make tables in it: make the user the database's owner")
		}
		return err
	})
	if err != nil {
		return d, err
	}
	steps, err := Steps(ctx, cfg)
	for _, s := range steps {
		switch {
		case !s.DoneAt.IsZero():
		case s.Contracts:
			d.Behind++
		default:
			d.Missing++
		}
	}
	if err == nil && d.Missing == 0 {
		d.Nodes, err = living(ctx, base.ConnConfig)
	}
	return d, err
}

// living reads who is alive.
func living(ctx context.Context, cfg *pgx.ConnConfig) (nodes []cluster.Node, err error) {
	err = connected(ctx, cfg, func(conn *pgx.Conn) error {
		return each(ctx, conn, func(row pgx.Rows) error {
			var name string
			var n cluster.Node
			err := row.Scan(&name, &n.Inner, &n.Single)
			n.Name = Kept[string](name)
			nodes = append(nodes, n)
			return err
		}, `SELECT name, inner_at, single FROM nodes WHERE state <> 'left' AND seen > clock_timestamp() - $1::bigint * interval '1 millisecond'
			ORDER BY name`, cluster.Dead.Milliseconds())
	})
	return nodes, err
}
