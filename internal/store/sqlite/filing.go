package sqlite

import (
	"context"
	"fmt"
	"time"

	"zombiezen.com/go/sqlite"

	"ringline/internal/call"
	"ringline/internal/store/counts"
)

// The end of a call is durable with the last doc of its row. What finds a record are rows in half a dozen trees, so calls that have
// ended are filed together: each page is then written once for many of them. A call is in the table of calls or in that of
// records, never in both, and who looks for records has them filed first, so nobody can tell the difference.
const (
	fileLot   = 128                    // ended calls that are filed at once; more would keep the changes that share their transaction waiting
	fileAfter = 200 * time.Millisecond // until they are filed if they are fewer
)

// ended is a call that has ended and is to be filed.
type ended struct {
	call    call.Call
	doc     string
	version int64     // of its row among the calls
	at      time.Time // when it came
}

// endings is what has ended while a batch is written.
type endings struct {
	all   []ended
	filed bool // by the batch's transaction
}

// mustFile reports whether it is time to file, with what ends in a batch.
func (db *database) mustFile(batch []*pending) bool {
	if len(db.ended) > 0 && time.Since(db.ended[0].at) >= fileAfter {
		return true
	}
	n := len(db.ended)
	for _, p := range batch {
		if p.files {
			return true
		}
		if p.task == nil && p.change.To.End != nil {
			n++
		}
	}
	return n >= fileLot
}

// file moves ended calls to the records, within a transaction.
func (db *database) file(all []ended) error {
	var counted counts.Tally
	for i := range all {
		e := &all[i]
		c := &e.call
		if err := db.one(db.stmts.deleteCall, int64(c.App), string(c.ID), e.version); err != nil {
			return fmt.Errorf("file call %s of app %d: %w", c.ID, c.App, err)
		}
		if err := db.stmts.records.writeRecord(&counted, c, e.doc); err != nil {
			return fmt.Errorf("file call %s of app %d: %w", c.ID, c.App, err)
		}
	}
	return db.stmts.records.flush(&counted)
}

// fileAll files what an earlier process left.
func (db *database) fileAll() error {
	for len(db.ended) > 0 {
		if err := db.commit([]*pending{filing()}); err != nil {
			return err
		}
	}
	return nil
}

// filing is a task that has the ended calls filed by the transaction that it is in.
func filing() *pending {
	return &pending{
		what: "file ended calls", files: true, alone: true,
		task: func(*sqlite.Conn) error { return nil }, done: make(chan error, 1),
	}
}

// filed waits until every call whose end was committed is among the records. While the disk is full they wait, and what
// is there already can be read.
func (s *Store) filed(ctx context.Context) error {
	db, err := s.database()
	if err != nil || db.unfiled.Load() == 0 || s.full.Load() {
		return err
	}
	return s.enqueue(ctx, filing())
}
