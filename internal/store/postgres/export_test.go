package postgres

import (
	"context"
	"fmt"
	"io/fs"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"ringline/internal/call"
)

// Partition makes the partitions of another time than the clock's.
func (s *Store) Partition(ctx context.Context, from, to time.Time) error {
	return s.partition(ctx, from, to)
}

// MigrateFrom runs the steps of another version; the contracting ones for servers of that version.
func MigrateFrom(ctx context.Context, cfg Config, steps fs.FS, contractFor string) ([]Step, error) {
	base, err := settings(cfg.URL, cfg.Timeout, 1, 0)
	if err != nil {
		return nil, err
	}
	return patiently(ctx, base.ConnConfig, steps, contractFor, lockedMost, nil)
}

// MigrateTwice tries to run expanding steps, and once more if somebody is in the way. It returns what an operator is told.
func MigrateTwice(ctx context.Context, cfg Config, steps fs.FS) (waits string, err error) {
	base, err := settings(cfg.URL, cfg.Timeout, 1, 0)
	if err != nil {
		return "", err
	}
	_, err = patiently(ctx, base.ConnConfig, steps, "", 2, func(who string) { waits = who })
	return waits, err
}

// Migrating is the lock of those who change the schema.
const Migrating = migrating

// WeekName is what the partitions of a moment end with.
func WeekName(at time.Time) string { return weekOf(at).name() }

// Exec runs a statement.
func (s *Store) Exec(ctx context.Context, text string) error {
	_, err := s.pool.Exec(ctx, text)
	return err
}

// Number reads one number.
func (s *Store) Number(ctx context.Context, text string) (n int, err error) {
	err = s.pool.QueryRow(ctx, text).Scan(&n)
	return n, err
}

// Later is what the nodes would see some time later.
func (s *Store) Later(d time.Duration) {
	for _, text := range []string{"UPDATE nodes SET seen = seen - ", "UPDATE duties SET until = until - "} {
		if err := s.Exec(context.Background(), text+strconv.FormatInt(d.Milliseconds(), 10)+" * interval '1 millisecond'"); err != nil {
			panic(err)
		}
	}
}

// Written numbers the changes by their transactions.
func (s *Store) Written(ctx context.Context) (map[string]int64, error) {
	order := map[string]int64{}
	err := each(ctx, s.pool, func(row pgx.Rows) error {
		var id string
		var version, n int64
		err := row.Scan(&id, &version, &n)
		order[fmt.Sprint(id, " ", version)] = n
		return err
	}, "SELECT call, version, xmin::text::bigint FROM changes")
	return order, err
}

// CommitAgain tries a change of which an earlier try had a token, and its answer was lost.
func (s *Store) CommitAgain(change call.Change, token int64) error {
	p := newPending(&change, time.Now().Add(s.cfg.Timeout))
	p.token = token
	s.settle(p, context.DeadlineExceeded)
	return <-p.done
}

// What a node's webhooks read and write in one go.
const (
	ReadNext     = readNext
	WriteSettled = writeSettled
)
