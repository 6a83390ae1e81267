package sqlite

import (
	"errors"
	"fmt"
	"time"

	"zombiezen.com/go/sqlite"

	"ringline/internal/call"
	"ringline/internal/store/live"
)

// errDisagree says that the file refuses what the hot copy allows: one of them is wrong, or the change is.
var errDisagree = errors.New("the database and its copy in memory disagree")

// commit writes a batch in one transaction and then publishes it. Each change is accepted, or refused in its err.
// If the batch as a whole fails, so does the database: nothing was published and the transaction's fate is unknown.
func (db *database) commit(batch []*pending) error {
	if err := run(db.stmts.begin); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	hot, accepted := db.live.Batch(), false
	for _, p := range batch {
		p.accepted, p.err = false, nil
		if err := db.add(hot, p); err != nil {
			return fmt.Errorf("%s of call %s of app %d: %w", p.change.Rule, p.change.To.ID, p.change.To.App, err)
		}
		accepted = accepted || p.accepted
	}
	if !accepted {
		return run(db.stmts.rollback)
	}
	if err := run(db.stmts.commit); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	hot.Publish()
	return nil
}

// add judges a change and writes it into the transaction. A refusal goes to p.err, having written nothing.
func (db *database) add(hot *live.Batch, p *pending) error {
	refusal := hot.Judge(&p.change)
	if refusal == nil {
		switch taken, err := db.insertChange(p); {
		case err != nil:
			return err
		case !taken:
			return db.accept(hot, p)
		case p.change.From == 0:
			refusal = call.ErrConflict // the id of a call that has ended
		default:
			refusal = errDisagree
		}
	}
	// The request has the first say, though it is looked for last: mostly it is new.
	switch id, err := requested(db.stmts.findRequest, p.change.To.App, p.change.Request); {
	case err == nil:
		p.err = &call.Repeated{Call: id}
	case !errors.Is(err, call.ErrNotFound):
		return err
	case errors.Is(refusal, errDisagree):
		return refusal
	default:
		p.err = refusal
	}
	return nil
}

// accept writes the rest of a change that stands in the timeline already.
func (db *database) accept(hot *live.Batch, p *pending) error {
	if err := db.writeCall(p); err != nil {
		return err
	}
	if err := db.writeClaims(&p.change); err != nil {
		return err
	}
	hot.Add(&p.change)
	p.accepted = true
	return nil
}

// insertChange writes the timeline's row. It goes first, because the file alone knows about ended calls and earlier
// requests: if the place is taken by one of those, nothing was written.
func (db *database) insertChange(p *pending) (taken bool, err error) {
	change, stmt := &p.change, db.stmts.insertChange
	stmt.BindInt64(1, int64(change.To.App))
	stmt.BindText(2, string(change.To.ID))
	stmt.BindInt64(3, change.To.Version)
	stmt.BindInt64(4, change.To.LastAt.UnixMilli())
	stmt.BindText(5, change.Node)
	stmt.BindText(6, change.Rule)
	stmt.BindText(7, p.events)
	if r := change.Request; r != (call.Request{}) {
		stmt.BindText(8, string(r.User))
		stmt.BindText(9, string(r.Device))
		stmt.BindText(10, r.ID)
	} else {
		stmt.BindNull(8)
		stmt.BindNull(9)
		stmt.BindNull(10)
	}
	err = run(stmt)
	switch sqlite.ErrCode(err) {
	case sqlite.ResultConstraintUnique, sqlite.ResultConstraintPrimaryKey:
		return true, nil
	}
	return false, disagreement(err)
}

func (db *database) writeCall(p *pending) error {
	c, stmt := &p.change.To, db.stmts.updateCall
	if p.change.From == 0 {
		stmt = db.stmts.insertCall
	}
	stmt.BindInt64(1, c.Version)
	bindTime(stmt, 2, c.Deadline())
	if c.End == nil {
		stmt.BindNull(3)
		stmt.BindNull(4)
	} else {
		bindTime(stmt, 3, c.End.At)
		stmt.BindText(4, string(c.End.Result))
	}
	stmt.BindText(5, p.doc)
	stmt.BindInt64(6, int64(c.App))
	stmt.BindText(7, string(c.ID))
	if p.change.From == 0 {
		stmt.BindInt64(8, c.StartedAt.UnixMilli())
	} else {
		stmt.BindInt64(8, p.change.From)
	}
	return db.runOne(stmt)
}

func (db *database) writeClaims(change *call.Change) error {
	for _, u := range change.Release {
		if err := db.writeClaim(db.stmts.dropClaim, &change.To, u); err != nil {
			return err
		}
	}
	for _, u := range change.Claim {
		if err := db.writeClaim(db.stmts.insertClaim, &change.To, u); err != nil {
			return err
		}
	}
	return nil
}

func (db *database) writeClaim(stmt *sqlite.Stmt, c *call.Call, user call.UserID) error {
	stmt.BindInt64(1, int64(c.App))
	stmt.BindText(2, string(user))
	stmt.BindText(3, string(c.ID))
	return db.runOne(stmt)
}

// runOne runs a statement that must change exactly one row.
func (db *database) runOne(stmt *sqlite.Stmt) error {
	if err := run(stmt); err != nil {
		return disagreement(err)
	}
	if n := db.conn.Changes(); n != 1 {
		return fmt.Errorf("%w: %d rows instead of one", errDisagree, n)
	}
	return nil
}

// disagreement marks the errors that say something about the change and not about the disk.
func disagreement(err error) error {
	if err != nil && sqlite.ErrCode(err).ToPrimary() == sqlite.ResultConstraint {
		return fmt.Errorf("%w: %w", errDisagree, err)
	}
	return err
}

// has reports whether a change is in the file.
func (db *database) has(change *call.Change) (bool, error) {
	stmt := db.stmts.findChange
	stmt.BindInt64(1, int64(change.To.App))
	stmt.BindText(2, string(change.To.ID))
	stmt.BindInt64(3, change.To.Version)
	found, err := stmt.Step()
	if err != nil {
		return false, err
	}
	return found, stmt.Reset()
}

func bindTime(stmt *sqlite.Stmt, param int, t time.Time) {
	if t.IsZero() {
		stmt.BindNull(param)
	} else {
		stmt.BindInt64(param, t.UnixMilli())
	}
}
