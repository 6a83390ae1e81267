package move

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"

	"github.com/jackc/pgx/v5"

	"ringline/internal/call"
	"ringline/internal/store/postgres"
	"ringline/internal/tenant"
)

// sharedSide is the database as rows, within a transaction.
type sharedSide struct{ tx pgx.Tx }

// shared opens a database for one transaction, which sees one state of it and makes all that it writes durable at once.
func shared(ctx context.Context, url tenant.Secret, mode pgx.TxAccessMode, f func(*sharedSide) error) error {
	conn, err := pgx.Connect(ctx, string(url))
	if err != nil {
		return postgres.Unreachable("the address", err)
	}
	err = pgx.BeginTxFunc(ctx, conn, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: mode}, func(tx pgx.Tx) error {
		return f(&sharedSide{tx})
	})
	return errors.Join(err, conn.Close(context.WithoutCancel(ctx)))
}

func (s *sharedSide) mustBeEmpty(ctx context.Context) error {
	var some bool
	err := s.tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM changes) OR EXISTS (SELECT 1 FROM apps) OR EXISTS (SELECT 1 FROM acts)
		OR EXISTS (SELECT 1 FROM profiles) OR EXISTS (SELECT 1 FROM facts) OR EXISTS (SELECT 1 FROM tokens)`).Scan(&some)
	if err == nil && some {
		err = errors.New("the database is not empty: copy into a new one")
	}
	return err
}

// The database keeps the three parts of a request as one, and beside what the file has a call's deadline and a change's token.
const requestAt = 9 // of the columns of changes

func sharedColumns(t table) []string {
	var names []string
	for _, c := range t.columns {
		names = append(names, c.name)
	}
	switch t.name {
	case "calls":
		return append(names, "deadline")
	case "changes":
		return append(names[:requestAt:requestAt], "request", "token")
	}
	return names
}

// write adds rows to a table.
func (s *sharedSide) write(ctx context.Context, t table, rows iter.Seq2[[]any, error]) (int64, error) {
	next, stop := iter.Pull2(rows)
	defer stop()
	return s.tx.CopyFrom(ctx, pgx.Identifier{t.name}, sharedColumns(t), pgx.CopyFromFunc(func() ([]any, error) {
		row, err, more := next()
		if err != nil || !more {
			return nil, err
		}
		return t.toShared(row)
	}))
}

// toShared makes a row of the database from one of the file.
func (t *table) toShared(row []any) ([]any, error) {
	switch t.name {
	case "calls":
		var c call.Call
		if err := call.Decode([]byte(row[3].(string)), &c); err != nil {
			return nil, fmt.Errorf("read call: %w", err)
		}
		return append(row, postgres.Deadline(&c)), nil
	case "changes":
		var request *string
		if id, ok := row[requestAt+2].(string); ok {
			request = postgres.KeepRequest(call.Request{
				User: call.UserID(row[requestAt].(string)), Device: call.DeviceID(row[requestAt+1].(string)), ID: id,
			})
		}
		row = append(row[:requestAt:requestAt], request, rand.Int64())
	}
	for i, v := range row {
		if text, ok := v.(string); ok && t.columns[i].kind == free {
			row[i] = postgres.Keep(text)
		}
	}
	return row, nil
}

// rows reads a table. What a row holds is what it holds in the file.
func (s *sharedSide) rows(ctx context.Context, t table) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		rows, err := s.tx.Query(ctx, "SELECT "+t.sharedNames()+" FROM "+t.name+" ORDER BY "+t.order)
		if err != nil {
			yield(nil, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			row, err := rows.Values()
			if err == nil {
				row, err = t.toFile(row)
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(nil, err)
		}
	}
}

// sharedNames lists the columns that have what the file has, as SQL.
func (t *table) sharedNames() string {
	if t.name != "changes" {
		return t.names()
	}
	short := table{columns: append(t.columns[:requestAt:requestAt], column{"request", plain})}
	return short.names()
}

// toFile makes a row of the file from one of the database.
func (t *table) toFile(row []any) ([]any, error) {
	for i, v := range row {
		if text, ok := v.(string); ok && t.columns[i].kind == free && (t.name != "changes" || i < requestAt) {
			row[i] = postgres.Kept[string](text)
		}
	}
	if t.name != "changes" {
		return row, nil
	}
	key, ok := row[requestAt].(string)
	if !ok {
		return append(row[:requestAt], nil, nil, nil), nil
	}
	r, err := postgres.KeptRequest(&key)
	return append(row[:requestAt], string(r.User), string(r.Device), r.ID), err
}

// finish writes what the file has no tables for, and goes on numbering where the file stopped.
func (s *sharedSide) finish(ctx context.Context) error {
	for _, text := range []string{
		`INSERT INTO requests (app, request, call) SELECT app, request, call FROM changes WHERE request IS NOT NULL`,
		`INSERT INTO record_classes SELECT DISTINCT app, result, kind, media FROM record_counts`,
		`SELECT setval(pg_get_serial_sequence('acts', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM acts), false)`,
	} {
		if _, err := s.tx.Exec(ctx, text); err != nil {
			return err
		}
	}
	return nil
}
