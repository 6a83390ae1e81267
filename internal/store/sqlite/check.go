package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"ringline/internal/call"
	"ringline/internal/store/counts"
)

// Contents is what is in a database.
type Contents struct {
	Schema  int // how many migrations it has seen
	Live    int // calls
	Records int
}

// Check reads a whole database, for instance a backup, and says what is wrong with it: that it is ours, of this version or an
// older one, undamaged, and that its calls are what the rules allow. It writes nothing.
func Check(ctx context.Context, path string) (_ Contents, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("check %s: %w", path, explain(err))
		}
	}()
	switch info, err := os.Stat(path); {
	case err != nil:
		return Contents{}, err
	case info.Size() == 0:
		return Contents{}, errors.New("the file is empty")
	}
	conn, err := openStill(path)
	if err != nil {
		return Contents{}, err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	conn.SetInterrupt(ctx.Done())
	conn.SetBusyTimeout(patience)
	return check(conn)
}

// openStill opens a database for reading without leaving files beside it. While it has a WAL somebody may be writing, and SQLite
// needs its own two.
func openStill(path string) (*sqlite.Conn, error) {
	if _, err := os.Lstat(path + "-wal"); err == nil {
		return sqlite.OpenConn(path, sqlite.OpenReadOnly)
	}
	whole, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	address := url.URL{Scheme: "file", Path: whole, RawQuery: "immutable=1"}
	return sqlite.OpenConn(address.String(), sqlite.OpenReadOnly|sqlite.OpenURI)
}

func check(conn *sqlite.Conn) (c Contents, err error) {
	defer sqlitex.Transaction(conn)(&err)
	if c.Schema, err = version(conn); err != nil {
		return c, err
	}
	if err := checkPages(conn); err != nil {
		return c, err
	}
	calls, unfiled, err := loadCalls(conn)
	if err != nil {
		return c, err
	}
	c.Live = calls.Len()
	filed, err := checkRecords(conn)
	if err != nil {
		return c, err
	}
	c.Records = filed + len(unfiled)
	if c.Schema >= recordsFound {
		err = checkCounts(conn, filed)
	}
	return c, err
}

// version says how many migrations a database has seen. It refuses one that is another program's, or of a newer version.
func version(conn *sqlite.Conn) (int, error) {
	owner, err := pragma(conn, "application_id")
	if err != nil {
		return 0, err
	}
	if owner != applicationID {
		return 0, errors.New("this is no database of ringline's")
	}
	done, err := pragma(conn, "user_version")
	if err != nil {
		return 0, err
	}
	steps, err := fs.Glob(migrations, "migrations/*.sql")
	if err == nil && done > len(steps) {
		err = tooNew(done, len(steps))
	}
	return done, err
}

// checkPages has SQLite look at every page and index.
func checkPages(conn *sqlite.Conn) error {
	return sqlitex.ExecuteTransient(conn, "PRAGMA integrity_check(1)", &sqlitex.ExecOptions{ResultFunc: func(row *sqlite.Stmt) error {
		if text := row.ColumnText(0); text != "ok" {
			return fmt.Errorf("the file is damaged: put back another backup: %s", text)
		}
		return nil
	}})
}

// checkRecords reads every record, and that its timeline has as many versions.
func checkRecords(conn *sqlite.Conn) (n int, err error) {
	const text = `SELECT doc, app, id, started_at, (SELECT count(*) FROM changes WHERE changes.app = records.app AND call = id) FROM records`
	err = sqlitex.ExecuteTransient(conn, text, &sqlitex.ExecOptions{ResultFunc: func(row *sqlite.Stmt) error {
		n++
		var c call.Call
		doc := column(row, 0)
		if err := call.Decode(doc, &c); err != nil {
			return fmt.Errorf("%w: %w in %.200q", errDamaged, err, doc)
		}
		fail := func(err error) error { return fmt.Errorf("%w: record %s of app %d: %w", errDamaged, c.ID, c.App, err) }
		switch {
		case c.App != call.AppID(row.ColumnInt64(1)) || c.ID != call.ID(row.ColumnText(2)) || c.StartedAt.UnixMilli() != row.ColumnInt64(3):
			return fail(fmt.Errorf("it is kept as that of call %s of app %d", row.ColumnText(2), row.ColumnInt64(1)))
		case c.End == nil:
			return fail(errors.New("it has no end"))
		case c.Version != row.ColumnInt64(4):
			return fail(fmt.Errorf("it is at version %d and its timeline has %d", c.Version, row.ColumnInt64(4)))
		}
		if err := call.Check(&c); err != nil {
			return fail(err)
		}
		return nil
	}})
	if err != nil {
		err = fmt.Errorf("read records: %w", err)
	}
	return n, err
}

// checkCounts compares the counts with what is counted.
func checkCounts(conn *sqlite.Conn, records int) error {
	for _, span := range []int64{counts.Minute, counts.Hour} {
		n, err := count(conn, fmt.Sprintf("SELECT coalesce(sum(n), 0) FROM record_counts WHERE span = %d", span))
		if err != nil {
			return err
		}
		if n != records {
			return fmt.Errorf("%w: there are %d records, and %d are counted", errDamaged, records, n)
		}
	}
	return nil
}
