package sqlite

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// ErrLocked is why [Open] refuses a database that another process has open.
var ErrLocked = errors.New("another ringline is running with this data directory: stop it, or give this one a directory of its own")

// patience is how long to wait for another process, such as one that is just going down.
const patience = time.Second

// Hold keeps every other ringline away from a data folder whose server has its calls elsewhere, by the name that the database would have.
func Hold(path string) (io.Closer, error) {
	held, err := lock(path)
	if err != nil {
		return nil, fmt.Errorf("data folder %s: %w", filepath.Dir(path), err)
	}
	return held, nil
}

// lock keeps every other ringline away from a database until the returned connection is closed or the process is
// gone, however it went. The lock is an exclusive transaction on an empty database beside the real one:
// that works wherever SQLite works, and leaves the real one readable for its own tools.
func lock(path string) (*sqlite.Conn, error) {
	if err := touch(path + ".lock"); err != nil {
		return nil, err
	}
	conn, err := sqlite.OpenConn(path+".lock", sqlite.OpenReadWrite)
	if err != nil {
		return nil, fmt.Errorf("open the lock file: %w", err)
	}
	conn.SetBusyTimeout(patience)
	err = sqlitex.ExecuteTransient(conn, "PRAGMA journal_mode = MEMORY", nil) // no third file
	if err == nil {
		err = sqlitex.ExecuteTransient(conn, "BEGIN EXCLUSIVE", nil)
	}
	if err == nil {
		return conn, nil
	}
	if sqlite.ErrCode(err).ToPrimary() == sqlite.ResultBusy {
		err = ErrLocked
	} else {
		err = fmt.Errorf("lock %s.lock: %w", path, err)
	}
	return nil, errors.Join(err, conn.Close())
}

// touch makes a file if it is not there, one that only its owner can read. SQLite would let everybody read it.
func touch(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return file.Close()
}
