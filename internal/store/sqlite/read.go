package sqlite

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"zombiezen.com/go/sqlite"

	"ringline/internal/call"
	"ringline/internal/control"
)

// Load implements [control.Store].
func (s *Store) Load(ctx context.Context, ref call.Ref) (call.Call, error) {
	db, err := s.database()
	if err != nil {
		return call.Call{}, err
	}
	if c, ok := db.live.Get(ref); ok {
		return c, nil
	}
	// Not live in the hot copy, or not yet: what the file has is committed, too.
	var c call.Call
	err = s.read(ctx, db, "load call", func(conn *sqlite.Conn) error {
		return firstRow(conn, `SELECT doc FROM calls WHERE app = ? AND id = ?`, ref, func(stmt *sqlite.Stmt) error {
			return json.Unmarshal(bytes(stmt, 0), &c)
		})
	})
	return c, err
}

// History implements [control.Store].
func (s *Store) History(ctx context.Context, ref call.Ref) ([]control.Entry, error) {
	db, err := s.database()
	if err != nil {
		return nil, err
	}
	const query = `SELECT version, rule, node, request_user, request_device, request_id, events
		FROM changes WHERE app = ? AND call = ? ORDER BY version`
	var entries []control.Entry
	err = s.read(ctx, db, "read history", func(conn *sqlite.Conn) error {
		return eachRow(conn, query, ref, func(stmt *sqlite.Stmt) error {
			e := control.Entry{
				Version: stmt.ColumnInt64(0), Rule: stmt.ColumnText(1), Node: stmt.ColumnText(2),
				Request: call.Request{
					User: call.UserID(stmt.ColumnText(3)), Device: call.DeviceID(stmt.ColumnText(4)), ID: stmt.ColumnText(5),
				},
			}
			if err := json.Unmarshal(bytes(stmt, 6), &e.Events); err != nil {
				return err
			}
			entries = append(entries, e)
			return nil
		})
	})
	if err == nil && entries == nil {
		err = call.ErrNotFound
	}
	return entries, err
}

// Requested implements [control.Store].
func (s *Store) Requested(ctx context.Context, app call.AppID, request call.Request) (call.ID, error) {
	db, err := s.database()
	if err != nil {
		return "", err
	}
	var id call.ID
	err = s.read(ctx, db, "look for a request", func(conn *sqlite.Conn) error {
		stmt, err := conn.Prepare(findRequest)
		if err != nil {
			return err
		}
		id, err = requested(stmt, app, request)
		return err
	})
	return id, err
}

// Held implements [control.Store].
func (s *Store) Held(_ context.Context, app call.AppID, user call.UserID) (call.ID, error) {
	db, err := s.database()
	if err != nil {
		return "", err
	}
	if id, ok := db.live.Held(app, user); ok {
		return id, nil
	}
	return "", call.ErrNotFound
}

// Live implements [control.Store].
func (s *Store) Live(_ context.Context, app call.AppID) ([]call.Call, error) {
	db, err := s.database()
	if err != nil {
		return nil, err
	}
	return db.live.List(app), nil
}

// Due implements [control.Store].
func (s *Store) Due(_ context.Context, now time.Time, limit int) ([]call.Ref, error) {
	db, err := s.database()
	if err != nil {
		return nil, err
	}
	return db.live.Due(now, limit), nil
}

// read lends a reading connection to f. What goes wrong with it is the disk's fault, or that of somebody who gave up.
func (s *Store) read(ctx context.Context, db *database, what string, f func(*sqlite.Conn) error) error {
	conn, err := db.readers.Take(ctx)
	if err == nil {
		defer db.readers.Put(conn)
		err = f(conn)
	}
	switch {
	case err == nil, errors.Is(err, call.ErrNotFound):
		return err
	case ctx.Err() != nil:
		return fmt.Errorf("%s: %w", what, ctx.Err())
	default:
		s.log.Error("cannot read the database", "what", what, "err", err)
		return fmt.Errorf("%s: %w: %w", what, call.ErrUnavailable, err)
	}
}

// requested answers from a prepared findRequest.
func requested(stmt *sqlite.Stmt, app call.AppID, request call.Request) (call.ID, error) {
	if request == (call.Request{}) {
		return "", call.ErrNotFound
	}
	stmt.BindInt64(1, int64(app))
	stmt.BindText(2, string(request.User))
	stmt.BindText(3, string(request.Device))
	stmt.BindText(4, request.ID)
	found, err := stmt.Step()
	if err != nil {
		return "", err
	}
	if !found {
		return "", firstError(stmt.Reset(), call.ErrNotFound)
	}
	id := call.ID(stmt.ColumnText(0))
	return id, stmt.Reset()
}

// firstRow runs a query about one call and hands over its only row.
func firstRow(conn *sqlite.Conn, query string, ref call.Ref, row func(*sqlite.Stmt) error) error {
	found := false
	err := eachRow(conn, query, ref, func(stmt *sqlite.Stmt) error {
		found = true
		return row(stmt)
	})
	if err == nil && !found {
		err = call.ErrNotFound
	}
	return err
}

func eachRow(conn *sqlite.Conn, query string, ref call.Ref, row func(*sqlite.Stmt) error) error {
	stmt, err := conn.Prepare(query)
	if err != nil {
		return err
	}
	stmt.BindInt64(1, int64(ref.App))
	stmt.BindText(2, string(ref.ID))
	for {
		more, err := stmt.Step()
		if err != nil || !more {
			return firstError(err, stmt.Reset())
		}
		if err := row(stmt); err != nil {
			return firstError(err, stmt.Reset())
		}
	}
}

// firstError returns the first that is one.
func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
