package sqlite

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
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

// loadLive reads the live calls and holds them against the rules and against the claims.
func loadLive(conn *sqlite.Conn) (*live.Set, error) {
	calls, err := liveCalls(conn)
	if err != nil {
		return nil, err
	}
	holds := map[claim]call.ID{}
	for i := range calls {
		c := &calls[i]
		if err := call.Check(c); err != nil {
			return nil, fmt.Errorf("%w: call %s of app %d: %w", errDamaged, c.ID, c.App, err)
		}
		for _, u := range c.Holds() {
			if other := holds[claim{c.App, u}]; other != "" {
				return nil, fmt.Errorf("%w: user %s of app %d is in the calls %s and %s", errDamaged, u, c.App, other, c.ID)
			}
			holds[claim{c.App, u}] = c.ID
		}
	}
	claims, err := allClaims(conn)
	if err != nil {
		return nil, err
	}
	if !maps.Equal(holds, claims) {
		for k := range claims {
			if holds[k] == claims[k] {
				delete(holds, k)
				delete(claims, k)
			}
		}
		return nil, fmt.Errorf("%w: calls hold %v and the claims say %v", errDamaged, holds, claims)
	}
	return live.New(calls...), nil
}

type claim struct {
	app  call.AppID
	user call.UserID
}

func allClaims(conn *sqlite.Conn) (map[claim]call.ID, error) {
	claims := map[claim]call.ID{}
	err := sqlitex.ExecuteTransient(conn, "SELECT app, user, call FROM claims", &sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
		k := claim{call.AppID(stmt.ColumnInt64(0)), call.UserID(stmt.ColumnText(1))}
		claims[k] = call.ID(stmt.ColumnText(2))
		return nil
	}})
	if err != nil {
		return nil, fmt.Errorf("read claims: %w", err)
	}
	return claims, nil
}

// liveCalls reads on one core and decodes on all: decoding is most of the work.
func liveCalls(conn *sqlite.Conn) ([]call.Call, error) {
	const piece = 512
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	var docs [][]byte
	var pieces []*[]call.Call
	decode := func() {
		raw, calls := docs, new([]call.Call)
		docs, pieces = nil, append(pieces, calls)
		group.Go(func() (err error) {
			*calls, err = decodeCalls(raw)
			return err
		})
	}
	err := sqlitex.ExecuteTransient(conn, "SELECT doc FROM calls", &sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
		docs = append(docs, bytes(stmt, 0))
		if len(docs) == piece {
			decode()
		}
		return nil
	}})
	decode()
	if err := errors.Join(err, group.Wait()); err != nil {
		return nil, fmt.Errorf("read live calls: %w", err)
	}
	var calls []call.Call
	for _, p := range pieces {
		calls = slices.Concat(calls, *p)
	}
	return calls, nil
}

func decodeCalls(docs [][]byte) ([]call.Call, error) {
	calls := make([]call.Call, len(docs))
	for i, doc := range docs {
		if err := json.Unmarshal(doc, &calls[i]); err != nil {
			return nil, fmt.Errorf("%w: %w in %.200q", errDamaged, err, doc)
		}
		if !calls[i].Live() {
			return nil, fmt.Errorf("%w: call %s of app %d has ended and is kept as live", errDamaged, calls[i].ID, calls[i].App)
		}
	}
	return calls, nil
}

// bytes copies a column.
func bytes(stmt *sqlite.Stmt, col int) []byte {
	b := make([]byte, stmt.ColumnLen(col))
	stmt.ColumnBytes(col, b)
	return b
}
