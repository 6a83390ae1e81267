package history

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"ringline/internal/audit"
	"ringline/internal/call"
)

// ReadShared is [Read] for a PostgreSQL database. A database that keeps the times of its commits (track_commit_timestamp) has them told in
// that order. One that does not has no order of commits among calls: they are told in the order of the times at which they were decided,
// which is nearly the same if one server decided them all.
func ReadShared(ctx context.Context, url string) (h audit.History, err error) {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return h, err
	}
	defer func() { err = errors.Join(err, conn.Close(context.WithoutCancel(ctx))) }()
	err = pgx.BeginTxFunc(ctx, conn, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		var doc, events, id, rule, node string
		var app, version int64
		rows, err := tx.Query(ctx, "SELECT doc FROM records UNION ALL SELECT doc FROM calls")
		if err != nil {
			return err
		}
		_, err = pgx.ForEachRow(rows, []any{&doc}, func() error {
			var c call.Call
			err := json.Unmarshal([]byte(doc), &c)
			h.Calls = append(h.Calls, c)
			return err
		})
		if err != nil {
			return err
		}
		order := "at"
		var kept string
		if err := tx.QueryRow(ctx, "SHOW track_commit_timestamp").Scan(&kept); err != nil {
			return err
		}
		if kept == "on" {
			order = "pg_xact_commit_timestamp(xmin)"
		}
		if rows, err = tx.Query(ctx, "SELECT app, call, version, rule, node, events FROM changes ORDER BY "+order+", app, call, version"); err != nil {
			return err
		}
		_, err = pgx.ForEachRow(rows, []any{&app, &id, &version, &rule, &node, &events}, func() error {
			if text, err := strconv.Unquote(node); err == nil && strings.HasPrefix(node, `"`) {
				node = text
			}
			c := audit.Commit{Call: call.Ref{App: call.AppID(app), ID: call.ID(id)}}
			c.Version, c.Rule, c.Node = version, rule, node
			err := json.Unmarshal([]byte(events), &c.Events)
			h.Log = append(h.Log, c)
			return err
		})
		return err
	})
	return h, err
}

// Same says where two histories differ first, in whatever order they tell.
func Same(a, b audit.History) error {
	calls, err := byKey(a.Calls, nameOf)
	if err != nil {
		return err
	}
	if err := compare(calls, b.Calls, nameOf); err != nil {
		return err
	}
	log, err := byKey(a.Log, changeOf)
	if err != nil {
		return err
	}
	return compare(log, b.Log, changeOf)
}

func nameOf(c *call.Call) string { return fmt.Sprintf("call %s of app %d", c.ID, c.App) }

func changeOf(c *audit.Commit) string {
	return fmt.Sprintf("version %d of call %s of app %d", c.Version, c.Call.ID, c.Call.App)
}

func byKey[T any](all []T, key func(*T) string) (map[string]string, error) {
	m := make(map[string]string, len(all))
	for i := range all {
		text, err := json.Marshal(&all[i])
		if err != nil {
			return nil, err
		}
		m[key(&all[i])] = string(text)
	}
	return m, nil
}

func compare[T any](one map[string]string, other []T, key func(*T) string) error {
	if len(one) != len(other) {
		return fmt.Errorf("one has %d, the other %d", len(one), len(other))
	}
	all, err := byKey(other, key)
	if err != nil {
		return err
	}
	for k, text := range one {
		if all[k] != text {
			return fmt.Errorf("%s is told differently", k)
		}
	}
	return nil
}
