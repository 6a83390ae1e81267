package sqlite

import (
	"context"
	"fmt"

	"zombiezen.com/go/sqlite"
)

// do has the writer run f, in a transaction that it may share with others. f must touch nothing but the database: it may be
// run again, and what it wrote is undone if it fails. Its error comes back as it is, unless it is the disk's.
//
// It is for what is not a change of a call: apps, deliveries, profiles. When it returns nil, what f wrote is on the disk.
func (s *Store) do(ctx context.Context, what string, f func(*sqlite.Conn) error) error {
	return s.enqueue(ctx, &pending{what: what, task: f, done: make(chan error, 1)})
}

// update has the writer run one statement and says how many rows it changed. One statement undoes itself if it fails, so this
// costs less than [Store.do], whose savepoint has every page copied that it touches.
func (s *Store) update(ctx context.Context, what, text string, args ...any) (rows int, err error) {
	task := func(conn *sqlite.Conn) error {
		err := run(conn, text, args...)
		rows = conn.Changes()
		return err
	}
	err = s.enqueue(ctx, &pending{what: what, task: task, alone: true, done: make(chan error, 1)})
	return rows, err
}

// run runs a task within the batch's transaction. Its refusal goes to p.err, having written nothing; an error
// is the disk's.
func (db *database) run(p *pending) error {
	if !p.alone {
		if err := exec(db.stmts.savepoint); err != nil {
			return err
		}
	}
	switch err := p.task(db.conn); {
	case err == nil:
		p.accepted = true
	case diskFault(err):
		return err
	default:
		p.err = fmt.Errorf("%s: %w", p.what, err)
		if !p.alone {
			if err := exec(db.stmts.undo); err != nil {
				return err
			}
		}
	}
	if p.alone {
		return nil
	}
	return exec(db.stmts.release)
}

// diskFault tells an error that says something about the file or the machine from one about what was asked.
func diskFault(err error) bool {
	switch sqlite.ErrCode(err).ToPrimary() {
	case sqlite.ResultIOErr, sqlite.ResultFull, sqlite.ResultCorrupt, sqlite.ResultNotADB, sqlite.ResultReadOnly, sqlite.ResultCantOpen,
		sqlite.ResultNoMem, sqlite.ResultBusy, sqlite.ResultLocked, sqlite.ResultProtocol, sqlite.ResultInterrupt, sqlite.ResultNoLFS:
		return true
	}
	return false
}
