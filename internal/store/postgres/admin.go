package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"ringline/internal/admin"
	"ringline/internal/call"
)

var _ admin.Store = (*Store)(nil)

const listApps = `SELECT version, doc FROM apps ORDER BY id`

// ListApps implements [admin.Store].
func (s *Store) ListApps(ctx context.Context) (apps []admin.Stored, err error) {
	err = s.list(ctx, "list apps", listApps, scanApps(&apps))
	return apps, err
}

func scanApps(apps *[]admin.Stored) func(pgx.Rows) error {
	return func(row pgx.Rows) error {
		var app admin.Stored
		var version int64
		var doc []byte
		if err := row.Scan(&version, &doc); err != nil {
			return err
		}
		if err := json.Unmarshal(doc, &app); err != nil {
			return fmt.Errorf("read app: %w", err)
		}
		app.Version = version
		*apps = append(*apps, app)
		return nil
	}
}

// ReadApps lists the apps of a database without opening it as a store. It changes nothing.
func ReadApps(ctx context.Context, cfg Config) (apps []admin.Stored, err error) {
	base, err := settings(cfg.URL, cfg.Timeout, 1, 0)
	if err != nil {
		return nil, fmt.Errorf("store: url %w", err)
	}
	err = connected(ctx, base.ConnConfig, func(conn *pgx.Conn) error { return each(ctx, conn, scanApps(&apps), listApps) })
	return apps, err
}

// SaveApp implements [admin.Store].
func (s *Store) SaveApp(ctx context.Context, app admin.Stored, act admin.Act) error {
	doc, err := json.Marshal(&app)
	if err != nil {
		return fmt.Errorf("encode app: %w", err)
	}
	query, args := `INSERT INTO apps (version, doc, id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, []any{app.Version, string(doc), app.ID}
	if app.Version > 1 {
		query, args = `UPDATE apps SET version = $1, doc = $2 WHERE id = $3 AND version = $4`, append(args, app.Version-1)
	}
	return s.do(ctx, "save app", func(ctx context.Context, q querier) error {
		n, err := run(ctx, q, query, args...)
		if err != nil {
			return err
		}
		if n == 0 {
			return call.ErrConflict
		}
		if err := addAct(ctx, q, &act); err != nil {
			return err
		}
		return s.tellApps(ctx, q)
	})
}

// ListTokens implements [admin.Store].
func (s *Store) ListTokens(ctx context.Context) ([]admin.StoredToken, error) {
	var tokens []admin.StoredToken
	err := s.list(ctx, "list tokens", `SELECT hash, doc FROM tokens ORDER BY created_at, id`, func(row pgx.Rows) error {
		var token admin.StoredToken
		var doc []byte
		if err := row.Scan(&token.Hash, &doc); err != nil {
			return err
		}
		if err := json.Unmarshal(doc, &token.Token); err != nil {
			return fmt.Errorf("read token: %w", err)
		}
		tokens = append(tokens, token)
		return nil
	})
	return tokens, err
}

// SaveToken implements [admin.Store].
func (s *Store) SaveToken(ctx context.Context, token admin.StoredToken, act admin.Act) error {
	doc, err := json.Marshal(&token.Token)
	if err != nil {
		return fmt.Errorf("encode token: %w", err)
	}
	return s.do(ctx, "save token", func(ctx context.Context, q querier) error {
		_, err := q.Exec(ctx, `INSERT INTO tokens (id, created_at, hash, doc) VALUES ($1, $2, $3, $4)
			ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, doc = excluded.doc`, token.ID, token.CreatedAt.UnixMilli(), token.Hash, string(doc))
		if err != nil {
			return err
		}
		if err := addAct(ctx, q, &act); err != nil {
			return err
		}
		return s.tellApps(ctx, q)
	})
}

// AddAct implements [admin.Store].
func (s *Store) AddAct(ctx context.Context, act admin.Act) error {
	return s.do(ctx, "log an act", func(ctx context.Context, q querier) error { return addAct(ctx, q, &act) })
}

func addAct(ctx context.Context, q querier, act *admin.Act) error {
	detail, err := encodeDetail(act.Detail)
	if err != nil {
		return fmt.Errorf("encode act: %w", err)
	}
	_, err = q.Exec(ctx, `INSERT INTO acts (at, who, ip, what, app, target, detail) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		act.At.UnixMilli(), Keep(act.By.Name), Keep(act.By.IP), Keep(act.What), act.App, Keep(act.Target), detail)
	return err
}

// ListActs implements [admin.Store].
func (s *Store) ListActs(ctx context.Context, f admin.ActFilter, before int64, limit int) ([]admin.Act, error) {
	where, args := []string{"true"}, []any{}
	add := func(condition string, value any) {
		args = append(args, value)
		where = append(where, fmt.Sprintf(condition, len(args)))
	}
	if before > 0 {
		add("id < $%d", before)
	}
	if f.App != 0 {
		add("app = $%d", f.App)
	}
	if f.By != "" {
		add("who = $%d", Keep(f.By))
	}
	switch {
	case strings.HasSuffix(f.What, "."):
		add("starts_with(what, $%d)", Keep(f.What))
	case f.What != "":
		add("what = $%d", Keep(f.What))
	}
	if f.Target != "" {
		add("target = $%d", Keep(f.Target))
	}
	if !f.From.IsZero() {
		add("at >= $%d", f.From.UnixMilli())
	}
	if !f.Until.IsZero() {
		add("at <= $%d", f.Until.UnixMilli())
	}
	args = append(args, int64(limit))
	query := `SELECT id, at, who, ip, what, app, target, detail FROM acts WHERE ` + strings.Join(where, " AND ") + fmt.Sprintf(` ORDER BY id DESC LIMIT $%d`, len(args))

	var acts []admin.Act
	err := s.list(ctx, "list acts", query, func(row pgx.Rows) error {
		var act admin.Act
		var at int64
		var who, ip, what, target, detail string
		if err := row.Scan(&act.ID, &at, &who, &ip, &what, &act.App, &target, &detail); err != nil {
			return err
		}
		act.At, act.By = time.UnixMilli(at).UTC(), admin.By{Name: Kept[string](who), IP: Kept[string](ip)}
		act.What, act.Target = Kept[string](what), Kept[string](target)
		if detail != "" {
			if err := json.Unmarshal([]byte(detail), &act.Detail); err != nil {
				return fmt.Errorf("read act: %w", err)
			}
		}
		acts = append(acts, act)
		return nil
	}, args...)
	return acts, err
}
