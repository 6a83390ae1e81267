package main

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"
	sqlite3 "zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"ringline/internal/audit"
	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/store/sqlite"
)

// keptFor is how long the app of a soak keeps its records: the least that there is.
const keptFor = time.Hour

// fillExpiring puts in calls of an hour ago, so that their records expire one after the other while the soak lasts.
func fillExpiring(ctx context.Context, data string, n int, length time.Duration) (err error) {
	settings := sqlite.Default()
	settings.Path = filepath.Join(data, "ringline.db")
	store, err := sqlite.Open(ctx, settings, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	o := recordsOptions{users: 100_000}
	from := time.Now().Add(-keptFor - time.Minute)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(fillers)
	for i := range n {
		random := rand.New(rand.NewPCG(uint64(i), 7))
		group.Go(func() error {
			return o.one(ctx, store, random, int64(i), from.Add(length*time.Duration(i)/time.Duration(n)))
		})
	}
	return group.Wait()
}

// since leaves only what began then or later in a history, and tells how many calls there were before.
func since(h *audit.History, began time.Time) (before int) {
	ours := map[call.Ref]bool{}
	h.Calls = slices.DeleteFunc(h.Calls, func(c call.Call) bool {
		if c.StartedAt.Before(began) {
			before++
			return true
		}
		ours[call.Ref{App: c.App, ID: c.ID}] = true
		return false
	})
	h.Log = slices.DeleteFunc(h.Log, func(c audit.Commit) bool { return !ours[c.Call] })
	return before
}

// readHistory takes the whole history out of a stopped server's database. It reads the file by itself, and does not ask the
// store that wrote it.
func readHistory(ctx context.Context, data string) (h audit.History, err error) {
	conn, err := sqlite3.OpenConn(filepath.Join(data, "ringline.db"), sqlite3.OpenReadOnly)
	if err != nil {
		return h, err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	conn.SetInterrupt(ctx.Done())
	each := func(query string, row func(*sqlite3.Stmt) error) {
		if err == nil {
			err = sqlitex.ExecuteTransient(conn, query, &sqlitex.ExecOptions{ResultFunc: row})
		}
	}
	each("SELECT integrity_check FROM pragma_integrity_check", func(row *sqlite3.Stmt) error {
		if text := row.ColumnText(0); text != "ok" {
			return errors.New("the database is damaged: " + text)
		}
		return nil
	})
	each("SELECT doc FROM records UNION ALL SELECT doc FROM calls", func(row *sqlite3.Stmt) error {
		var c call.Call
		err := json.Unmarshal([]byte(row.ColumnText(0)), &c)
		h.Calls = append(h.Calls, c)
		return err
	})
	// The rows of changes are numbered as they were written.
	each("SELECT app, call, version, rule, node, events FROM changes ORDER BY rowid", func(row *sqlite3.Stmt) error {
		c := audit.Commit{
			Call:  call.Ref{App: call.AppID(row.ColumnInt64(0)), ID: call.ID(row.ColumnText(1))},
			Entry: control.Entry{Version: row.ColumnInt64(2), Rule: row.ColumnText(3), Node: row.ColumnText(4)},
		}
		err := json.Unmarshal([]byte(row.ColumnText(5)), &c.Events)
		h.Log = append(h.Log, c)
		return err
	})
	return h, err
}
