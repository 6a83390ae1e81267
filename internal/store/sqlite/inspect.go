package sqlite

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"ringline/internal/call"
	"ringline/internal/control"
)

// Inspection is what [Inspect] found in a database.
type Inspection struct {
	Damage  []string // what SQLite itself finds wrong, or what live calls and claims contradict; empty if nothing
	Live    int      // live calls
	Records int      // ended calls
	// Recent has the live calls and those that ended last, each with its timeline.
	Recent []Told
}

// Told is a call and what its timeline tells of it.
type Told struct {
	Call    call.Call
	History []control.Entry
}

// Inspect reads a database file whole, also one that a server is using, and changes nothing in it. It takes about a second
// per gigabyte. Recent bounds how many ended calls are returned.
//
// An error means that the file could not be looked at; what is wrong in it is in the Inspection.
func Inspect(ctx context.Context, path string, recent int) (found Inspection, err error) {
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadOnly)
	if err != nil {
		return found, fmt.Errorf("open %s: %w", path, err)
	}
	defer func() {
		if damaged(err) {
			found.Damage, err = append(found.Damage, err.Error()), nil
		}
		err = errors.Join(err, conn.Close())
	}()
	conn.SetInterrupt(ctx.Done())
	conn.SetBusyTimeout(patience)
	defer sqlitex.Transaction(conn)(&err) // everything is read from one moment

	if err := integrity(conn, &found); err != nil || len(found.Damage) > 0 {
		return found, err
	}
	set, err := loadLive(conn)
	if err != nil {
		return found, err
	}
	for _, c := range set.List(0) {
		found.Live++
		found.Recent = append(found.Recent, Told{Call: c})
	}
	if err := recentRecords(conn, recent, &found); err != nil {
		return found, err
	}
	for i := range found.Recent {
		t := &found.Recent[i]
		if t.History, err = timeline(conn, t.Call.Ref()); err != nil {
			return found, err
		}
	}
	return found, nil
}

// damaged reports whether reading failed because of what is in the file.
func damaged(err error) bool {
	code := sqlite.ErrCode(err).ToPrimary()
	return err != nil && (code == sqlite.ResultCorrupt || code == sqlite.ResultNotADB || errors.Is(err, errDamaged))
}

// integrity asks SQLite.
func integrity(conn *sqlite.Conn, found *Inspection) error {
	return sqlitex.ExecuteTransient(conn, "PRAGMA integrity_check(20)", &sqlitex.ExecOptions{ResultFunc: func(row *sqlite.Stmt) error {
		if text := row.ColumnText(0); text != "ok" {
			found.Damage = append(found.Damage, text)
		}
		return nil
	}})
}

// recentRecords reads the calls that ended last: records are appended.
func recentRecords(conn *sqlite.Conn, limit int, found *Inspection) error {
	err := sqlitex.ExecuteTransient(conn, "SELECT count(*) FROM records", &sqlitex.ExecOptions{ResultFunc: func(row *sqlite.Stmt) error {
		found.Records = row.ColumnInt(0)
		return nil
	}})
	if err != nil {
		return fmt.Errorf("count records: %w", err)
	}
	err = sqlitex.ExecuteTransient(conn, "SELECT app, id, doc FROM records ORDER BY rowid DESC LIMIT ?", &sqlitex.ExecOptions{
		Args: []any{limit},
		ResultFunc: func(row *sqlite.Stmt) error {
			var t Told
			if err := json.Unmarshal(column(row, 2), &t.Call); err != nil {
				found.Damage = append(found.Damage, fmt.Sprintf("the record of call %s of app %d cannot be read", row.ColumnText(1), row.ColumnInt64(0)))
				return nil
			}
			found.Recent = append(found.Recent, t)
			return nil
		},
	})
	if err != nil {
		return fmt.Errorf("read records: %w", err)
	}
	return nil
}
