package sqlite

import (
	"errors"
	"fmt"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// ErrLocked is why [Open] refuses a database that another process has open.
var ErrLocked = errors.New("another ringline is running with this data directory: stop it, or give this one a directory of its own")

// patience is how long to wait for another process, such as one that is just going down.
const patience = time.Second

// lock keeps every other ringline away from a database until the returned connection is closed or the process is
// gone, however it went. The lock is an exclusive transaction on an empty database beside the real one:
// that works wherever SQLite works, and leaves the real one readable for its own tools.
func lock(path string) (*sqlite.Conn, error) {
	conn, err := sqlite.OpenConn(path+".lock", sqlite.OpenReadWrite|sqlite.OpenCreate)
	if err != nil {
		return nil, fmt.Errorf("make the lock file: %w", err)
	}
	conn.SetBusyTimeout(patience)
	if err := sqlitex.ExecuteTransient(conn, "BEGIN EXCLUSIVE", nil); err != nil {
		err = errors.Join(err, conn.Close())
		if sqlite.ErrCode(err).ToPrimary() == sqlite.ResultBusy {
			return nil, ErrLocked
		}
		return nil, fmt.Errorf("lock %s.lock: %w", path, err)
	}
	return conn, nil
}
