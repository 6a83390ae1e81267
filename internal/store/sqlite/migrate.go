package sqlite

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"ringline/internal/call"
	"ringline/internal/store/counts"
)

//go:embed migrations/*.sql
var migrations embed.FS

// applicationID marks the file as ours, "RING": https://sqlite.org/fileformat2.html#application_id.
const applicationID = 0x52494e47

// migrate brings the schema to this version's, in one transaction. PRAGMA user_version counts the migrations that ran.
// It always writes, also when there is nothing to do: who comes past here can write to the disk.
func migrate(conn *sqlite.Conn) (err error) {
	end, err := sqlitex.ImmediateTransaction(conn)
	if err != nil {
		return err
	}
	defer end(&err)

	owner, err := pragma(conn, "application_id")
	if err != nil {
		return err
	}
	done, err := pragma(conn, "user_version")
	if err != nil {
		return err
	}
	tables, err := count(conn, "SELECT count(*) FROM sqlite_schema")
	if err != nil {
		return err
	}
	if owner != applicationID && tables > 0 {
		return errors.New("this is another program's database: give ringline a file of its own")
	}
	steps, err := fs.Glob(migrations, "migrations/*.sql") // sorted, so numbered
	if err != nil {
		return err
	}
	if done > len(steps) {
		return tooNew(done, len(steps))
	}
	for _, step := range steps[done:] {
		if err := sqlitex.ExecuteScriptFS(conn, migrations, step, nil); err != nil {
			return fmt.Errorf("%s: %w", step, err)
		}
	}
	switch {
	case done < recordsFound:
		err = takeOver(conn)
	case done < missedFound:
		err = findMissed(conn)
	}
	if err != nil {
		return fmt.Errorf("take over the records: %w", err)
	}
	return sqlitex.ExecuteScript(conn, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d;", applicationID, len(steps)), nil)
}

func tooNew(schema, known int) error {
	return fmt.Errorf("the file was written by a newer ringline (its schema is %d, this version knows up to %d): "+
		"run that version again, or put back a backup from before the upgrade", schema, known)
}

// The schemas from which on records have what finds them, and what finds those that somebody missed.
const (
	recordsFound = 3
	missedFound  = 7
)

// takeOver moves the records of older schemas to where they are found. It runs after all scripts, since it writes as this
// version does.
func takeOver(conn *sqlite.Conn) error {
	stmts, err := prepareRecords(conn)
	if err != nil {
		return err
	}
	var counted counts.Tally
	err = sqlitex.ExecuteTransient(conn, "SELECT doc FROM records_before ORDER BY rowid", &sqlitex.ExecOptions{ResultFunc: func(row *sqlite.Stmt) error {
		doc := row.ColumnText(0)
		var c call.Call
		if err := call.Decode([]byte(doc), &c); err != nil {
			return fmt.Errorf("%w: %w in %.200q", errDamaged, err, doc)
		}
		if c.Live() {
			return fmt.Errorf("%w: call %s of app %d has not ended and is kept as a record", errDamaged, c.ID, c.App)
		}
		return stmts.writeRecord(&counted, &c, doc)
	}})
	if err != nil {
		return err
	}
	if err := stmts.flush(&counted); err != nil {
		return err
	}
	return sqlitex.ExecuteTransient(conn, "DROP TABLE records_before", nil)
}

// findMissed finds out who missed the calls that ended before that was kept.
func findMissed(conn *sqlite.Conn) error {
	stmts, err := prepareRecords(conn)
	if err != nil {
		return err
	}
	// Whoever missed a call has a leg with this reason. Most calls have none, and need not be decoded.
	const text = `SELECT doc FROM records WHERE instr(doc, '"reason":"no_answer"')`
	return sqlitex.ExecuteTransient(conn, text, &sqlitex.ExecOptions{ResultFunc: func(row *sqlite.Stmt) error {
		var c call.Call
		if err := call.Decode(column(row, 0), &c); err != nil {
			return fmt.Errorf("%w: %w in %.200q", errDamaged, err, row.ColumnText(0))
		}
		return stmts.writeMissed(&c)
	}})
}

func pragma(conn *sqlite.Conn, name string) (int, error) { return count(conn, "PRAGMA "+name) }

// count runs a query whose answer is one number.
func count(conn *sqlite.Conn, query string) (int, error) {
	var n int
	err := sqlitex.ExecuteTransient(conn, query, &sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
		n = stmt.ColumnInt(0)
		return nil
	}})
	return n, err
}
