package postgres

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrating is the lock of those who change the schema, held to the end of their transaction; filing is that of those who change
// counts.
const (
	migrating int64 = 0x52494e47_0001 // "RING"
	counting  int64 = 0x52494e47_0002
)

// Step is one change of the schema. There are two kinds, so that servers of two versions can run together on one database: an
// expanding step only adds, and what a version before knows goes on to work; it runs when a server starts. A contracting step takes
// away what no version from then on uses; it runs when an operator says that all servers are new (ringline migrate --contract).
//
// What a step may do, and the order in which it may lock tables, docs/upgrade.md says.
type Step struct {
	Number    int
	Name      string
	Contracts bool
	DoneAt    time.Time // zero: not yet
	sql       string
}

// readSteps reads the steps of this version. The first line of each says its kind.
func readSteps(from fs.FS) ([]Step, error) {
	names, err := fs.Glob(from, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	var steps []Step
	for _, name := range names {
		text, err := fs.ReadFile(from, name)
		if err != nil {
			return nil, err
		}
		number, rest, _ := strings.Cut(strings.TrimSuffix(path.Base(name), ".sql"), "_")
		n, err := strconv.Atoi(number)
		if err != nil {
			return nil, fmt.Errorf("%s has no number", name)
		}
		kind, sql, _ := strings.Cut(string(text), "\n")
		if kind != "-- expand" && kind != "-- contract" {
			return nil, fmt.Errorf("%s does not begin with -- expand or -- contract", name)
		}
		steps = append(steps, Step{Number: n, Name: rest, Contracts: kind == "-- contract", sql: sql})
	}
	slices.SortFunc(steps, func(a, b Step) int { return cmp.Compare(a.Number, b.Number) })
	return steps, nil
}

// expand runs the expanding steps that are missing.
func expand(ctx context.Context, cfg *pgx.ConnConfig, log *slog.Logger) error {
	done, err := patiently(ctx, cfg, migrations, "", lockedMost, func(who string) {
		log.Warn("the database cannot be prepared yet, waiting: "+who, "for_at_most", MostWait)
	})
	for _, s := range done {
		log.Info("the database was prepared for this version", "step", s.Number, "name", s.Name)
	}
	return err
}

// Expand runs the expanding steps that are missing and returns those that it ran. Servers go on meanwhile. waits is told once if somebody is in the
// way, and who; nil tells nobody.
func Expand(ctx context.Context, cfg Config, waits func(who string)) ([]Step, error) {
	return migrateBy(ctx, cfg, "", waits)
}

// Contract runs all steps that are missing and returns those that it ran. While a server of another version than the one named lives it takes
// nothing away. waits is as [Expand] has it.
func Contract(ctx context.Context, cfg Config, version string, waits func(who string)) ([]Step, error) {
	return migrateBy(ctx, cfg, version, waits)
}

func migrateBy(ctx context.Context, cfg Config, contractFor string, waits func(who string)) ([]Step, error) {
	base, err := settings(cfg.URL, max(cfg.Timeout, patience), 1, 0)
	if err != nil {
		return nil, fmt.Errorf("store.url %w", err)
	}
	if _, err := greet(ctx, base.ConnConfig); err != nil {
		return nil, Unreachable("store.url", err)
	}
	return patiently(ctx, base.ConnConfig, migrations, contractFor, lockedMost, waits)
}

// How long a step waits for a table that somebody reads, how long the service is left in peace before it tries again, and how often it does.
const (
	lockFor    = 300 * time.Millisecond
	lockAgain  = time.Second
	lockedMost = 60
)

// MostWait is how long the steps wait for whoever is in their way.
const MostWait = lockedMost * (lockFor + lockAgain)

// patiently migrates, again and again while somebody is in the way. Whoever waits for a table keeps everybody waiting who comes after; so behind a long
// transaction, such as a backup's, nobody may wait for long. waits is told once who is in the way.
func patiently(ctx context.Context, cfg *pgx.ConnConfig, from fs.FS, contractFor string, most int, waits func(who string)) ([]Step, error) {
	for n := 1; ; n++ {
		done, err := migrate(ctx, cfg, from, contractFor)
		switch {
		case err == nil || !inTheWay(err):
			return done, err
		case n == most:
			return nil, fmt.Errorf("%s: try again when it is over: %w", inWhoseWay(ctx, cfg), err)
		case n == 1 && waits != nil:
			waits(inWhoseWay(ctx, cfg))
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(lockAgain):
		}
	}
}

// Steps lists the steps of the schema, done or not, and changes nothing. Those that only a newer version knows have no name.
func Steps(ctx context.Context, cfg Config) (steps []Step, err error) {
	base, err := settings(cfg.URL, max(cfg.Timeout, patience), 1, 0)
	if err != nil {
		return nil, fmt.Errorf("store.url %w", err)
	}
	err = connected(ctx, base.ConnConfig, func(conn *pgx.Conn) error {
		var there bool
		if err := each(ctx, conn, scan(&there), "SELECT to_regclass('schema_steps') IS NOT NULL"); err != nil {
			return err
		}
		if !there {
			steps, err = readSteps(migrations)
			return err
		}
		steps, err = compare(ctx, conn, migrations)
		return err
	})
	return steps, err
}

// connected lends a connection, which prepares nothing by name.
func connected(ctx context.Context, cfg *pgx.ConnConfig, f func(*pgx.Conn) error) error {
	cfg = cfg.Copy()
	cfg.DefaultQueryExecMode = pgx.QueryExecModeExec
	conn, err := pgx.ConnectConfig(ctx, cfg)
	if err != nil {
		return Unreachable("store.url", err)
	}
	return errors.Join(f(conn), conn.Close(context.WithoutCancel(ctx)))
}

// inTheWay reports that somebody had locked what a step needs, or that both had something that the other needs.
func inTheWay(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == "55P03" || e.Code == "40P01")
}

// migrate runs the steps that are missing, all in one transaction; contracting ones if it is told which version all servers have to be of. Of several
// who begin at once one does, and the others find it done.
func migrate(ctx context.Context, cfg *pgx.ConnConfig, from fs.FS, contractFor string) (done []Step, err error) {
	err = connected(ctx, cfg, func(conn *pgx.Conn) error {
		return pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
			if _, err := tx.Exec(ctx, fmt.Sprintf("SET LOCAL lock_timeout = %d", lockFor.Milliseconds())); err != nil {
				return err
			}
			if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock($1)", migrating); err != nil {
				return err
			}
			if err := ours(ctx, tx); err != nil {
				return err
			}
			steps, err := compare(ctx, tx, from)
			if err != nil {
				return err
			}
			for _, s := range steps {
				if !s.DoneAt.IsZero() || s.Contracts && contractFor == "" {
					continue
				}
				if s.Contracts {
					if err := allAre(ctx, tx, contractFor); err != nil {
						return err
					}
				}
				if _, err := tx.Exec(ctx, s.sql, pgx.QueryExecModeSimpleProtocol); err != nil {
					return fmt.Errorf("step %d (%s): %w", s.Number, s.Name, err)
				}
				if _, err := tx.Exec(ctx, "INSERT INTO schema_steps (step, contracts) VALUES ($1, $2)", int64(s.Number), s.Contracts); err != nil {
					return err
				}
				done = append(done, s)
			}
			return nil
		})
	})
	if err != nil {
		return nil, err
	}
	return done, nil
}

// allAre fails while a server of another version lives, or did a minute ago: it may be back. One that starts later waits for the lock of those who migrate, and
// finds out then.
func allAre(ctx context.Context, tx pgx.Tx, version string) error {
	var there bool
	if err := each(ctx, tx, scan(&there), "SELECT to_regclass('nodes') IS NOT NULL"); err != nil || !there {
		return err
	}
	var others []string
	err := each(ctx, tx, func(row pgx.Rows) error {
		var name, is string
		err := row.Scan(&name, &is)
		others = append(others, fmt.Sprintf("%s (%s)", Kept[string](name), Kept[string](is)))
		return err
	}, "SELECT name, version FROM nodes WHERE state <> 'left' AND seen > clock_timestamp() - interval '1 minute' AND version <> $1 ORDER BY name", Keep(version))
	if err == nil && len(others) > 0 {
		err = fmt.Errorf("not all servers are of this version (%s), or they were not a minute ago: %s", version, strings.Join(others, ", "))
	}
	return err
}

// ours makes the table of steps, unless the database is another program's.
func ours(ctx context.Context, tx pgx.Tx) error {
	var there, others bool
	err := each(ctx, tx, scan(&there, &others), `SELECT to_regclass('schema_steps') IS NOT NULL,
		EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema())`)
	if err != nil || there {
		return err
	}
	if others {
		return errors.New("this is another program's database: give ringline one of its own")
	}
	_, err = tx.Exec(ctx, `CREATE TABLE schema_steps (step bigint PRIMARY KEY, contracts boolean NOT NULL, at timestamptz NOT NULL DEFAULT now())`)
	return err
}

// compare says which steps are done. A step that this version does not know was made by a newer one: it runs beside that if the step
// only added something.
func compare(ctx context.Context, q querier, from fs.FS) ([]Step, error) {
	steps, err := readSteps(from)
	if err != nil {
		return nil, err
	}
	err = each(ctx, q, func(row pgx.Rows) error {
		var n int64
		var contracts bool
		var at time.Time
		if err := row.Scan(&n, &contracts, &at); err != nil {
			return err
		}
		i := slices.IndexFunc(steps, func(s Step) bool { return s.Number == int(n) })
		switch {
		case i >= 0:
			steps[i].DoneAt = at
		case contracts:
			return fmt.Errorf("a newer ringline has taken away what this version needs (step %d of the schema): run that version, or put back a backup from before", n)
		default:
			steps = append(steps, Step{Number: int(n), DoneAt: at})
		}
		return nil
	}, "SELECT step, contracts, at FROM schema_steps ORDER BY step")
	return steps, err
}
