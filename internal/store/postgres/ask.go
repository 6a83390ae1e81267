package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"ringline/internal/call"
)

// longest is how long a question or a task may take that no command waits for.
const longest = 30 * time.Second

// tries bounds how often a transaction is begun anew because another one was in its way.
const tries = 20

// ask runs a query of a command and hands over each row. It is tried twice if a connection turns out to be gone.
func (s *Store) ask(ctx context.Context, what, text string, row func(pgx.Rows) error, args ...any) error {
	return s.askFor(ctx, s.pool, s.cfg.Timeout, what, text, row, args...)
}

// list is ask for what no command waits for.
func (s *Store) list(ctx context.Context, what, text string, row func(pgx.Rows) error, args ...any) error {
	return s.askFor(ctx, s.pool, longest, what, text, row, args...)
}

// askSoon is ask for what many wait for together. If nothing comes back by one connection, it is asked by another well before they give up.
func (s *Store) askSoon(ctx context.Context, what, text string, row func(pgx.Rows) error, args ...any) error {
	return s.askTwice(ctx, s.pool, s.cfg.Timeout/4, s.cfg.Timeout, what, text, row, args...)
}

func (s *Store) askFor(ctx context.Context, by *pgxpool.Pool, most time.Duration, what, text string, row func(pgx.Rows) error, args ...any) error {
	return s.askTwice(ctx, by, most, most, what, text, row, args...)
}

// askTwice asks again if a connection turns out to be gone, or nothing came back by it for as long as first.
func (s *Store) askTwice(
	ctx context.Context, by *pgxpool.Pool, first, most time.Duration, what, text string, row func(pgx.Rows) error, args ...any,
) error {
	if s.closed.Load() {
		return fmt.Errorf("%s: the store is closed: %w", what, call.ErrUnavailable)
	}
	inner, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	given, begun := false, time.Now()
	try := func(ctx context.Context, inTime func() bool) error {
		return each(ctx, by, func(r pgx.Rows) error {
			if given = given || inTime(); !given {
				return context.Canceled
			}
			return row(r)
		}, text, args...)
	}
	always := func() bool { return true }
	soon, inTime := inner, always
	if first < most { // what has begun to come is waited for
		other, leave := context.WithCancel(inner)
		defer leave()
		late := time.AfterFunc(first, leave)
		defer late.Stop()
		soon, inTime = other, late.Stop
	}
	err := try(soon, inTime)
	if err != nil && !given && lost(err) && inner.Err() == nil {
		if soon.Err() != nil {
			s.silent(begun)
		}
		err = try(inner, always)
	}
	switch {
	case err == nil && by == s.pool:
		s.got()
	case err == nil:
		s.answered()
	case inner.Err() != nil && ctx.Err() == nil && by == s.pool:
		s.silent(begun)
	}
	return s.fail(ctx, what, err)
}

// got notes that an answer came by the pool.
func (s *Store) got() {
	s.answered()
	s.heard.Store(time.Now().UnixNano())
}

// silent has the pool make its connections anew if nothing came by any of them since a moment: they may all be dead, and each would cost as much
// time.
func (s *Store) silent(since time.Time) {
	if s.heard.Load() < since.UnixNano() {
		s.pool.Reset()
	}
}

// querier is a pool, a connection or a transaction.
type querier interface {
	Query(ctx context.Context, text string, args ...any) (pgx.Rows, error)
	Exec(ctx context.Context, text string, args ...any) (pgconn.CommandTag, error)
}

// each hands over the rows of a query.
func each(ctx context.Context, q querier, row func(pgx.Rows) error, text string, args ...any) error {
	rows, err := q.Query(ctx, text, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows); err != nil {
			return &unreadable{err}
		}
	}
	return rows.Err()
}

// unreadable is a row that was read and not understood: the database did its part.
type unreadable struct{ error }

func (e *unreadable) Unwrap() error { return e.error }

// run runs a statement and says how many rows it changed.
func run(ctx context.Context, q querier, text string, args ...any) (int, error) {
	tag, err := q.Exec(ctx, text, args...)
	return int(tag.RowsAffected()), err
}

// update runs one statement by itself and says how many rows it changed. It needs no transaction around it: it is one.
func (s *Store) update(ctx context.Context, what, text string, args ...any) (rows int, err error) {
	err = s.task(ctx, what, func(ctx context.Context) (err error) {
		rows, err = run(ctx, s.pool, text, args...)
		return err
	})
	return rows, err
}

// do runs a task in a transaction. It must touch nothing but the database: it is run again if another transaction was in its way,
// and what it wrote is undone if it fails. Its error comes back as it is, unless it is the database's.
func (s *Store) do(ctx context.Context, what string, f func(context.Context, querier) error) error {
	return s.task(ctx, what, func(ctx context.Context) error {
		return pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error { return f(ctx, tx) })
	})
}

// task tries a transaction until it is through.
func (s *Store) task(ctx context.Context, what string, try func(context.Context) error) error {
	return s.taskFor(ctx, longest, what, try)
}

func (s *Store) taskFor(ctx context.Context, most time.Duration, what string, try func(context.Context) error) error {
	if s.closed.Load() {
		return fmt.Errorf("%s: the store is closed: %w", what, call.ErrUnavailable)
	}
	inner, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	var err error
	begun := time.Now()
	for range tries {
		if err = try(inner); err == nil {
			s.got()
			s.metrics.Tasks.Inc()
			return nil
		}
		if !collided(err) && !pgconn.SafeToRetry(err) || inner.Err() != nil {
			break
		}
	}
	if inner.Err() != nil && ctx.Err() == nil {
		s.silent(begun)
	}
	var refused *call.Error
	switch {
	case errors.As(err, &refused):
		return fmt.Errorf("%s: %w", what, err)
	case faulty(err):
		return fmt.Errorf("%s: %w", what, err)
	}
	return s.fail(ctx, what, err)
}

// scan reads the columns of the last row into variables.
func scan(to ...any) func(pgx.Rows) error {
	return func(row pgx.Rows) error { return row.Scan(to...) }
}
