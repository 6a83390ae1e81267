package sqlite

import (
	"context"
	"errors"
	"fmt"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"ringline/internal/call"
	"ringline/internal/control"
)

// Story is a call and what its timeline tells of it.
type Story struct {
	Call    call.Call
	History []control.Entry
}

// Recent reads the stories of the calls that ended last, at most limit, from a database file, also from one that a server is
// using. It writes nothing.
func Recent(ctx context.Context, path string, limit int) (stories []Story, err error) {
	conn, err := openStill(path)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, explain(err))
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	conn.SetInterrupt(ctx.Done())
	conn.SetBusyTimeout(patience)
	defer sqlitex.Transaction(conn)(&err) // all are read from one moment

	// Records are appended, and what is not filed yet ended after them. A text in a doc cannot look like the member: its quotes are escaped.
	const text = `SELECT doc FROM (SELECT doc, app, id, 0 AS filed, 0 AS n FROM calls WHERE instr(doc, '"end":{')
		UNION ALL SELECT doc, app, id, 1, -rowid FROM records) ORDER BY filed, n, id DESC LIMIT ?`
	err = sqlitex.ExecuteTransient(conn, text, &sqlitex.ExecOptions{
		Args: []any{limit},
		ResultFunc: func(row *sqlite.Stmt) error {
			stories = append(stories, Story{})
			return call.Decode(column(row, 0), &stories[len(stories)-1].Call)
		},
	})
	if err != nil {
		return nil, fmt.Errorf("read records: %w", err)
	}
	for i := range stories {
		if stories[i].History, err = timeline(conn, stories[i].Call.Ref()); err != nil {
			return nil, fmt.Errorf("read the timeline of call %s: %w", stories[i].Call.ID, err)
		}
	}
	return stories, nil
}
