package sqlite

import (
	"errors"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// A full disk is the one fault after which the database need not be opened again. What SQLite could not write to the end is no
// transaction, now or after a crash, so nothing is in doubt: the hot copy and the readers are right, and go on. Only who wants to
// write is refused, until there is room.

// outOfRoom takes back a transaction for which the disk had no room. It reports false if that was not the fault, or if more is wrong.
func (s *Store) outOfRoom(db *database, cause error) bool {
	if sqlite.ErrCode(cause).ToPrimary() != sqlite.ResultFull {
		return false
	}
	if !db.conn.AutocommitEnabled() && exec(db.stmts.rollback) != nil {
		return false
	}
	if !s.full.Swap(true) {
		s.log.Error("the disk is full: make room on it. Calls go on as they are, and none can change until then",
			"path", s.cfg.Path, "err", cause)
		s.findRoom(db)
	}
	return true
}

// findRoom empties the WAL, which may be all the room it takes, and looks whether something can be written.
func (s *Store) findRoom(db *database) bool {
	// What it cannot copy stays in the WAL.
	checkpoint := sqlitex.ExecuteTransient(db.conn, "PRAGMA wal_checkpoint(TRUNCATE)", nil)
	if err := errors.Join(checkpoint, migrate(db.conn)); err != nil { // nothing to migrate: it writes
		return false
	}
	s.roomy()
	return true
}

// roomy notes that something could be written.
func (s *Store) roomy() {
	if s.full.Swap(false) {
		s.log.Info("there is room on the disk again", "path", s.cfg.Path)
	}
}

// troubled reports whether nothing can be written.
func (s *Store) troubled() bool { return s.db.Load() == nil || s.full.Load() }

// tryAgain looks whether the trouble is over.
func (s *Store) tryAgain() bool {
	if db := s.db.Load(); db != nil {
		return s.findRoom(db)
	}
	return s.reopen()
}
