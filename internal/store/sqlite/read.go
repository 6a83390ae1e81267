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
	// Ended, or so new that the hot copy is just about to have it. What the file shows is committed, too.
	const text = `SELECT doc FROM records WHERE app = ?1 AND id = ?2 UNION ALL SELECT doc FROM calls WHERE app = ?1 AND id = ?2`
	var c call.Call
	err = s.read(ctx, db, "load call", func(conn *sqlite.Conn) error {
		return find(conn, text, ref, func(row *sqlite.Stmt) error {
			return call.Decode(column(row, 0), &c)
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
	var entries []control.Entry
	err = s.read(ctx, db, "read history", func(conn *sqlite.Conn) error {
		entries, err = timeline(conn, ref)
		return err
	})
	return entries, err
}

// timeline reads a call's committed changes, the oldest first.
func timeline(conn *sqlite.Conn, ref call.Ref) (entries []control.Entry, err error) {
	const text = `SELECT version, rule, node, request_user, request_device, request_id, events, ip, platform
		FROM changes WHERE app = ? AND call = ? ORDER BY version`
	err = find(conn, text, ref, func(row *sqlite.Stmt) error {
		entries = append(entries, control.Entry{
			Version: row.ColumnInt64(0),
			Rule:    row.ColumnText(1),
			Node:    row.ColumnText(2),
			Request: call.Request{
				User:   call.UserID(row.ColumnText(3)),
				Device: call.DeviceID(row.ColumnText(4)),
				ID:     row.ColumnText(5),
			},
			Origin: call.Origin{IP: row.ColumnText(7), Platform: row.ColumnText(8)},
		})
		return json.Unmarshal(column(row, 6), &entries[len(entries)-1].Events)
	})
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

// Hosted lists the live calls whose room a host has, in order of their ids; of those without a host if it is empty.
func (s *Store) Hosted(_ context.Context, host string) ([]call.Ref, error) {
	db, err := s.database()
	if err != nil {
		return nil, err
	}
	return db.live.Hosted(host), nil
}

// Hosts lists the hosts that have rooms of live calls, in no order; an empty name is among them if calls have no host.
func (s *Store) Hosts(context.Context) ([]string, error) {
	db, err := s.database()
	if err != nil {
		return nil, err
	}
	return db.live.Hosts(), nil
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
func requested(stmt *sqlite.Stmt, app call.AppID, request call.Request) (id call.ID, err error) {
	if request == (call.Request{}) {
		return "", call.ErrNotFound
	}
	found, err := query(stmt, func(row *sqlite.Stmt) error {
		id = call.ID(row.ColumnText(0))
		return nil
	}, int64(app), string(request.User), string(request.Device), request.ID)
	if err == nil && found == 0 {
		err = call.ErrNotFound
	}
	return id, err
}

// find hands over what a query finds about one call, if anything.
func find(conn *sqlite.Conn, text string, ref call.Ref, row func(*sqlite.Stmt) error) error {
	stmt, err := conn.Prepare(text)
	if err != nil {
		return err
	}
	found, err := query(stmt, row, int64(ref.App), string(ref.ID))
	if err == nil && found == 0 {
		err = call.ErrNotFound
	}
	return err
}
