package sqlite

import (
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"ringline/internal/store/live"
)

// database is the file while it is open: one connection that writes, some that read, and the hot copy of what is live.
// If any of them is in doubt, all are closed and opened again: [openDatabase] is the only way to the truth, after a
// start and after a fault.
type database struct {
	live    *live.Set
	conn    *sqlite.Conn // the writer's
	stmts   statements   // on conn
	readers *sqlitex.Pool
	copier  *copier
	ended   []ended      // the writer's: calls that are to be filed, the oldest first
	unfiled atomic.Int64 // how many they are
}

// The writer waits that long for others who write, such as a database tool; they are not supposed to.
const writerPatience = patience

// openDatabase opens, repairs, migrates and loads. What an earlier process, or an earlier try, left in the WAL is part of
// the file for good when it returns, or gone.
func openDatabase(path string, readers int, log *slog.Logger) (_ *database, err error) {
	if err := touch(path); err != nil {
		return nil, err
	}
	db := &database{}
	defer func() {
		if err != nil {
			err = errors.Join(explain(err), db.close())
		}
	}()
	if db.conn, err = sqlite.OpenConn(path, sqlite.OpenReadWrite); err != nil {
		return nil, err
	}
	db.conn.SetBusyTimeout(writerPatience)
	if err := writeAhead(db.conn); err != nil {
		return nil, err
	}
	for _, setting := range []string{
		"PRAGMA synchronous = FULL",
		"PRAGMA cache_size = -16384", // KiB
		fmt.Sprintf("PRAGMA wal_autocheckpoint = %d", aloneAfter),
		"PRAGMA journal_size_limit = 67108864", // bytes
	} {
		if err := sqlitex.ExecuteTransient(db.conn, setting, nil); err != nil {
			return nil, fmt.Errorf("%s: %w", setting, err)
		}
	}
	if err := migrate(db.conn); err != nil {
		return nil, err
	}
	// Frames that were written and perhaps never synced are copied and synced now, before anybody is told of them.
	if err := sqlitex.ExecuteTransient(db.conn, "PRAGMA wal_checkpoint(TRUNCATE)", nil); err != nil {
		return nil, fmt.Errorf("checkpoint: %w", err)
	}
	if db.live, db.ended, err = loadCalls(db.conn); err != nil {
		return nil, err
	}
	if db.stmts, err = prepare(db.conn); err != nil {
		return nil, err
	}
	if err := db.fileAll(); err != nil {
		return nil, err
	}
	if db.copier, err = openCopier(path, log); err != nil {
		return nil, err
	}
	db.readers, err = sqlitex.NewPool(path, sqlitex.PoolOptions{Flags: sqlite.OpenReadOnly, PoolSize: readers})
	return db, err
}

// writeAhead switches to the WAL. Some file systems cannot.
func writeAhead(conn *sqlite.Conn) error {
	var mode string
	err := sqlitex.ExecuteTransient(conn, "PRAGMA journal_mode = WAL", &sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
		mode = stmt.ColumnText(0)
		return nil
	}})
	if err == nil && mode != "wal" {
		err = fmt.Errorf("the file system offers no shared memory for SQLite's WAL (it chose the journal mode %s): use a local disk", mode)
	}
	return err
}

// explain adds what a person can do about the file.
func explain(err error) error {
	switch sqlite.ErrCode(err).ToPrimary() {
	case sqlite.ResultCorrupt, sqlite.ResultNotADB:
		return fmt.Errorf("the file is damaged or not a database: put back a backup (ringline restore), or move it away to start empty: %w", err)
	case sqlite.ResultFull:
		return fmt.Errorf("the disk is full: make room on it: %w", err)
	case sqlite.ResultReadOnly, sqlite.ResultPerm:
		return fmt.Errorf("the file cannot be written: give its owner and its folder to the user that ringline runs as: %w", err)
	case sqlite.ResultBusy:
		return fmt.Errorf("another program is writing to the file: close it: %w", err)
	default:
		return err
	}
}

// close closes what is open, the writer last so that it can empty the WAL.
func (db *database) close() error {
	var errs []error
	if db.readers != nil {
		errs = append(errs, db.readers.Close())
	}
	if db.copier != nil {
		errs = append(errs, db.copier.close())
	}
	if db.conn != nil {
		errs = append(errs, db.conn.Close())
	}
	return errors.Join(errs...)
}
