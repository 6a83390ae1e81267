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
	if err := exec(db.stmts.begin); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	hot, accepted := db.live.Batch(), false
	ends := endings{all: db.ended, filed: db.mustFile(batch)}
	for _, p := range batch {
		p.accepted, p.err = false, nil
		if p.task != nil {
			if err := db.run(p); err != nil {
				return fmt.Errorf("%s: %w", p.what, err)
			}
		} else if err := db.add(hot, &ends, p); err != nil {
			return fmt.Errorf("%s of call %s of app %d: %w", p.what, p.change.To.ID, p.change.To.App, err)
		}
		accepted = accepted || p.accepted
	}
	if !accepted {
		return exec(db.stmts.rollback)
	}
	if ends.filed {
		if err := db.file(ends.all); err != nil {
			return err
		}
		ends.all = nil
	}
	if err := exec(db.stmts.commit); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	hot.Publish()
	db.ended = ends.all
	db.unfiled.Store(int64(len(db.ended)))
	return nil
}

// add judges a change and writes it into the transaction. A refusal goes to p.err, having written nothing.
func (db *database) add(hot *live.Batch, ends *endings, p *pending) error {
	change := &p.change
	refusal := hot.Judge(change)
	if refusal == nil {
		switch taken, err := db.writeChange(p); {
		case err != nil:
			return err
		case !taken:
			return db.accept(hot, ends, p)
		case change.From == 0:
			refusal = call.ErrConflict // the id of a call that has ended
		default:
			refusal = errDisagree
		}
	}
	// The request has the first say, though it is looked for last: mostly it is new.
	switch id, err := requested(db.stmts.findRequest, change.To.App, change.Request); {
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
func (db *database) accept(hot *live.Batch, ends *endings, p *pending) error {
	if err := db.writeCall(ends, p); err != nil {
		return err
	}
	if err := db.writeClaims(&p.change); err != nil {
		return err
	}
	if err := db.writeDeliveries(&p.change); err != nil {
		return err
	}
	hot.Add(&p.change)
	p.accepted = true
	return nil
}

// writeChange adds to the timeline. That goes first, because the file alone knows about ended calls and earlier
// requests: if one of those has taken the place, nothing was written.
func (db *database) writeChange(p *pending) (taken bool, err error) {
	change := &p.change
	var ip, platform any // null for the clock
	if o := change.Origin; o != (call.Origin{}) {
		ip, platform = o.IP, o.Platform
	}
	var user, device, id any // null when nobody may repeat it
	if r := change.Request; r != (call.Request{}) {
		user, device, id = string(r.User), string(r.Device), r.ID
	}
	err = exec(db.stmts.insertChange, int64(change.To.App), string(change.To.ID), change.To.Version,
		change.To.LastAt.UnixMilli(), change.Node, change.Rule, p.events, ip, platform, user, device, id)
	switch sqlite.ErrCode(err) {
	case sqlite.ResultConstraintUnique, sqlite.ResultConstraintPrimaryKey:
		return true, nil
	}
	return false, disagreement(err)
}

// writeCall keeps a call, live or ended. One that this transaction files is not written first.
func (db *database) writeCall(ends *endings, p *pending) error {
	c, app, id, from := &p.change.To, int64(p.change.To.App), string(p.change.To.ID), p.change.From
	version := c.Version
	var err error
	switch {
	case from == 0:
		err = db.one(db.stmts.insertCall, app, id, c.Version, p.doc)
	case c.End != nil && ends.filed:
		version = from
	default:
		err = db.one(db.stmts.updateCall, c.Version, p.doc, app, id, from)
	}
	if c.End != nil {
		ends.all = append(ends.all, ended{*c, p.doc, version, time.Now()})
	}
	return err
}

// writeClaims lets go before it takes.
func (db *database) writeClaims(change *call.Change) error {
	app, id := int64(change.To.App), string(change.To.ID)
	for _, u := range change.Release {
		if err := db.one(db.stmts.deleteClaim, app, string(u), id); err != nil {
			return err
		}
	}
	for _, u := range change.Claim {
		if err := db.one(db.stmts.insertClaim, app, string(u), id); err != nil {
			return err
		}
	}
	return nil
}

// one runs a statement that must change exactly one row.
func (db *database) one(stmt *sqlite.Stmt, args ...any) error {
	if err := exec(stmt, args...); err != nil {
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

// committed reports whether a batch's transaction is in the file. Any accepted change stands for all; where there are only
// tasks it cannot be known.
func (db *database) committed(batch []*pending) (bool, error) {
	for _, p := range batch {
		if c := &p.change.To; p.accepted && p.task == nil {
			found, err := query(db.stmts.findChange, nil, int64(c.App), string(c.ID), c.Version)
			return found > 0, err
		}
	}
	return false, nil
}
