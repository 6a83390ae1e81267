package sqlite

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"zombiezen.com/go/sqlite"

	"ringline/internal/admin"
	"ringline/internal/call"
)

var _ admin.Store = (*Store)(nil)

// ListApps implements [admin.Store].
func (s *Store) ListApps(ctx context.Context) ([]admin.Stored, error) {
	var apps []admin.Stored
	err := s.look(ctx, "list apps", func(conn *sqlite.Conn) (err error) {
		apps, err = listApps(conn)
		return err
	})
	return apps, err
}

func listApps(conn *sqlite.Conn) ([]admin.Stored, error) {
	var apps []admin.Stored
	err := rows(conn, `SELECT version, doc FROM apps ORDER BY id`, func(row *sqlite.Stmt) error {
		var app admin.Stored
		if err := json.Unmarshal(column(row, 1), &app); err != nil {
			return fmt.Errorf("read app: %w", err)
		}
		app.Version = row.ColumnInt64(0)
		apps = append(apps, app)
		return nil
	})
	return apps, err
}

// ReadApps lists the apps of a database without opening it as a store, so that it works beside the server that has it open. It
// changes nothing.
func ReadApps(ctx context.Context, path string) (apps []admin.Stored, err error) {
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadOnly)
	if err != nil {
		return nil, fmt.Errorf("read database %s: %w", path, err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	conn.SetInterrupt(ctx.Done())
	conn.SetBusyTimeout(patience)
	if apps, err = listApps(conn); err != nil {
		return nil, fmt.Errorf("read database %s: %w (was it made by this version of ringline?)", path, err)
	}
	return apps, nil
}

// SaveApp implements [admin.Store].
func (s *Store) SaveApp(ctx context.Context, app admin.Stored, act admin.Act) error {
	doc, err := json.Marshal(&app)
	if err != nil {
		return fmt.Errorf("encode app: %w", err)
	}
	query, args := `INSERT INTO apps (version, doc, id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, []any{app.Version, string(doc), app.ID}
	if app.Version > 1 {
		query, args = `UPDATE apps SET version = ?, doc = ? WHERE id = ? AND version = ?`, append(args, app.Version-1)
	}
	return s.do(ctx, "save app", func(conn *sqlite.Conn) error {
		if err := run(conn, query, args...); err != nil {
			return err
		}
		if conn.Changes() == 0 {
			return call.ErrConflict
		}
		return addAct(conn, &act)
	})
}

// ListTokens implements [admin.Store].
func (s *Store) ListTokens(ctx context.Context) ([]admin.StoredToken, error) {
	var tokens []admin.StoredToken
	err := s.look(ctx, "list tokens", func(conn *sqlite.Conn) error {
		tokens = nil
		return rows(conn, `SELECT hash, doc FROM tokens ORDER BY created_at, id`, func(row *sqlite.Stmt) error {
			token := admin.StoredToken{Hash: row.ColumnText(0)}
			if err := json.Unmarshal(column(row, 1), &token.Token); err != nil {
				return fmt.Errorf("read token: %w", err)
			}
			tokens = append(tokens, token)
			return nil
		})
	})
	return tokens, err
}

// SaveToken implements [admin.Store].
func (s *Store) SaveToken(ctx context.Context, token admin.StoredToken, act admin.Act) error {
	doc, err := json.Marshal(&token.Token)
	if err != nil {
		return fmt.Errorf("encode token: %w", err)
	}
	return s.do(ctx, "save token", func(conn *sqlite.Conn) error {
		const query = `INSERT INTO tokens (id, created_at, hash, doc) VALUES (?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, doc = excluded.doc`
		if err := run(conn, query, token.ID, token.CreatedAt.UnixMilli(), token.Hash, string(doc)); err != nil {
			return err
		}
		return addAct(conn, &act)
	})
}

// AddAct implements [admin.Store].
func (s *Store) AddAct(ctx context.Context, act admin.Act) error {
	return s.do(ctx, "log an act", func(conn *sqlite.Conn) error { return addAct(conn, &act) })
}

func addAct(conn *sqlite.Conn, act *admin.Act) error {
	detail := ""
	if len(act.Detail) > 0 {
		text, err := json.Marshal(act.Detail)
		if err != nil {
			return fmt.Errorf("encode act: %w", err)
		}
		detail = string(text)
	}
	return run(conn, `INSERT INTO acts (at, who, ip, what, app, target, detail) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		act.At.UnixMilli(), act.By.Name, act.By.IP, act.What, act.App, act.Target, detail)
}

// ListActs implements [admin.Store].
func (s *Store) ListActs(ctx context.Context, f admin.ActFilter, before int64, limit int) ([]admin.Act, error) {
	where, args := []string{"true"}, []any{}
	add := func(condition string, values ...any) {
		where, args = append(where, condition), append(args, values...)
	}
	if before > 0 {
		add("id < ?", before)
	}
	if f.App != 0 {
		add("app = ?", f.App)
	}
	if f.By != "" {
		add("who = ?", f.By)
	}
	switch {
	case strings.HasSuffix(f.What, "."):
		add("substr(what, 1, ?) = ?", int64(len(f.What)), f.What)
	case f.What != "":
		add("what = ?", f.What)
	}
	if f.Target != "" {
		add("target = ?", f.Target)
	}
	if !f.From.IsZero() {
		add("at >= ?", f.From.UnixMilli())
	}
	if !f.Until.IsZero() {
		add("at <= ?", f.Until.UnixMilli())
	}
	query := `SELECT id, at, who, ip, what, app, target, detail FROM acts WHERE ` + strings.Join(where, " AND ") + ` ORDER BY id DESC LIMIT ?`
	args = append(args, int64(limit))

	var acts []admin.Act
	err := s.look(ctx, "list acts", func(conn *sqlite.Conn) error {
		acts = nil
		return rows(conn, query, func(row *sqlite.Stmt) error {
			act := admin.Act{
				ID: row.ColumnInt64(0), At: time.UnixMilli(row.ColumnInt64(1)).UTC(),
				By: admin.By{Name: row.ColumnText(2), IP: row.ColumnText(3)}, What: row.ColumnText(4),
				App: row.ColumnInt64(5), Target: row.ColumnText(6),
			}
			if detail := column(row, 7); len(detail) > 0 {
				if err := json.Unmarshal(detail, &act.Detail); err != nil {
					return fmt.Errorf("read act: %w", err)
				}
			}
			acts = append(acts, act)
			return nil
		}, args...)
	})
	return acts, err
}

// look is read for who has no use for the database itself.
func (s *Store) look(ctx context.Context, what string, f func(*sqlite.Conn) error) error {
	db, err := s.database()
	if err != nil {
		return err
	}
	return s.read(ctx, db, what, f)
}

// rows hands over each row of a query.
func rows(conn *sqlite.Conn, text string, row func(*sqlite.Stmt) error, args ...any) error {
	stmt, err := conn.Prepare(text)
	if err != nil {
		return err
	}
	_, err = query(stmt, row, args...)
	return err
}
