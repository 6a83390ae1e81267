package sqlite

import (
	"errors"
	"fmt"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"ringline/internal/call"
	"ringline/internal/store/live"
)

// errDamaged says that rows contradict each other or our rules. SQLite's own transactions rule that out, so somebody
// else wrote, or the disk did.
var errDamaged = errors.New("the database is damaged: put back a backup, or remove the calls named here with a database tool")

// loadCalls reads the live calls and those that have ended and are not filed, and holds them against the rules and against the
// claims.
func loadCalls(conn *sqlite.Conn) (*live.Set, []ended, error) {
	all, err := readCalls(conn)
	if err != nil {
		return nil, nil, err
	}
	calls, unfiled, holds := make([]*call.Call, 0, len(all)), []ended(nil), 0
	for _, s := range all {
		if c := s.call; c.End != nil {
			unfiled = append(unfiled, ended{call: *c, doc: string(s.doc), version: c.Version})
		} else {
			calls = append(calls, c)
			holds += len(c.Holds())
		}
	}
	set := live.New(calls...)
	if set.Holds() != holds {
		return nil, nil, heldTwice(set, calls)
	}
	if err := checkClaims(conn, set); err != nil {
		return nil, nil, err
	}
	slices.SortFunc(unfiled, func(a, b ended) int { return a.call.End.At.Compare(b.call.End.At) })
	return set, unfiled, nil
}

// stored is a call as it is kept.
type stored struct {
	call *call.Call
	doc  []byte // of an ended one
}

// heldTwice names a user who is in two calls; of those the set knows one.
func heldTwice(set *live.Set, calls []*call.Call) error {
	for _, c := range calls {
		for _, u := range c.Holds() {
			if other, _ := set.Held(c.App, u); other != c.ID {
				return fmt.Errorf("%w: user %s of app %d is in the calls %s and %s", errDamaged, u, c.App, other, c.ID)
			}
		}
	}
	return fmt.Errorf("%w: a call is there twice", errDamaged)
}

// checkClaims compares the claims with whom the calls hold.
func checkClaims(conn *sqlite.Conn, set *live.Set) error {
	n := 0
	err := sqlitex.ExecuteTransient(conn, "SELECT app, user, call FROM claims", &sqlitex.ExecOptions{ResultFunc: func(row *sqlite.Stmt) error {
		n++
		app, user, id := call.AppID(row.ColumnInt64(0)), call.UserID(row.ColumnText(1)), call.ID(row.ColumnText(2))
		if held, _ := set.Held(app, user); held != id {
			return fmt.Errorf("%w: user %s of app %d is claimed by call %s, but is in call %q", errDamaged, user, app, id, held)
		}
		return nil
	}})
	if err == nil && n != set.Holds() {
		err = fmt.Errorf("%w: the live calls hold %d users, and %d are claimed", errDamaged, set.Holds(), n)
	}
	if err != nil {
		return fmt.Errorf("read claims: %w", err)
	}
	return nil
}

// readCalls reads on one core and decodes on all: decoding is most of the work.
func readCalls(conn *sqlite.Conn) ([]stored, error) {
	const piece = 512
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	var docs [][]byte
	var pieces []*[]stored
	decode := func() {
		raw, calls := docs, new([]stored)
		docs, pieces = nil, append(pieces, calls)
		group.Go(func() (err error) {
			*calls, err = decodeCalls(raw)
			return err
		})
	}
	err := sqlitex.ExecuteTransient(conn, "SELECT doc FROM calls", &sqlitex.ExecOptions{ResultFunc: func(row *sqlite.Stmt) error {
		docs = append(docs, column(row, 0))
		if len(docs) == piece {
			decode()
		}
		return nil
	}})
	decode()
	if err := errors.Join(err, group.Wait()); err != nil {
		return nil, fmt.Errorf("read calls: %w", err)
	}
	var calls []stored
	for _, p := range pieces {
		calls = append(calls, *p...)
	}
	return calls, nil
}

func decodeCalls(docs [][]byte) ([]stored, error) {
	calls := make([]stored, len(docs))
	for i, doc := range docs {
		c := new(call.Call) // each on its own, so that it is forgotten on its own
		if err := call.Decode(doc, c); err != nil {
			return nil, fmt.Errorf("%w: %w in %.200q", errDamaged, err, doc)
		}
		if err := call.Check(c); err != nil {
			return nil, fmt.Errorf("%w: call %s of app %d: %w", errDamaged, c.ID, c.App, err)
		}
		calls[i].call = c
		if c.End != nil {
			calls[i].doc = doc
		}
	}
	return calls, nil
}

// column copies a column.
func column(row *sqlite.Stmt, col int) []byte {
	b := make([]byte, row.ColumnLen(col))
	row.ColumnBytes(col, b)
	return b
}
