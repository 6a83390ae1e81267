// Package history reads what is audited out of the database of a stopped server.
//
// It reads the SQLite file, or the PostgreSQL database, by itself and does not ask the store that wrote it, so that a fault of the store cannot hide itself. It reads
// what was committed, not what people outside were told, and it checks the file's pages, not the promises.
package history

import (
	"context"
	"encoding/json"
	"errors"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"ringline/internal/audit"
	"ringline/internal/call"
	"ringline/internal/control"
)

// Read returns every committed change, in the order of the commits, and every call as it is now. The file may not be in use.
func Read(ctx context.Context, file string) (h audit.History, err error) {
	conn, err := sqlite.OpenConn(file, sqlite.OpenReadOnly)
	if err != nil {
		return h, err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	conn.SetInterrupt(ctx.Done())
	each := func(query string, row func(*sqlite.Stmt) error) {
		if err == nil {
			err = sqlitex.ExecuteTransient(conn, query, &sqlitex.ExecOptions{ResultFunc: row})
		}
	}
	each("SELECT integrity_check FROM pragma_integrity_check", func(row *sqlite.Stmt) error {
		if text := row.ColumnText(0); text != "ok" {
			return errors.New("the database is damaged: " + text)
		}
		return nil
	})
	each("SELECT doc FROM records UNION ALL SELECT doc FROM calls", func(row *sqlite.Stmt) error {
		var c call.Call
		err := json.Unmarshal([]byte(row.ColumnText(0)), &c)
		h.Calls = append(h.Calls, c)
		return err
	})
	// The rows of changes are numbered as they were written.
	each("SELECT app, call, version, rule, node, events FROM changes ORDER BY rowid", func(row *sqlite.Stmt) error {
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
