package test

import (
	"encoding/json"
	"errors"
	"path/filepath"
	"testing"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"ringline/internal/audit"
	"ringline/internal/call"
	"ringline/internal/control"
)

// readHistory takes the whole history out of a stopped server's database. It reads the file by itself, and does not ask the
// store that wrote it.
func readHistory(t *testing.T, data string) (h audit.History) {
	t.Helper()
	conn, err := sqlite.OpenConn(filepath.Join(data, "ringline.db"), sqlite.OpenReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := conn.Close(); err != nil {
			t.Error(err)
		}
	}()
	each := func(query string, row func(*sqlite.Stmt) error) {
		if err := sqlitex.ExecuteTransient(conn, query, &sqlitex.ExecOptions{ResultFunc: row}); err != nil {
			t.Fatal(err)
		}
	}
	each("SELECT integrity_check FROM pragma_integrity_check", func(row *sqlite.Stmt) error {
		if text := row.ColumnText(0); text != "ok" {
			return errors.New("the file is damaged: " + text)
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
	return h
}
