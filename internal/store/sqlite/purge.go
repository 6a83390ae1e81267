package sqlite

import (
	"context"
	"fmt"
	"time"

	"zombiezen.com/go/sqlite"

	"ringline/internal/call"
	"ringline/internal/record"
	"ringline/internal/store/counts"
)

// PurgeRecords implements [record.Store]. What has to go is looked for by a reader: the writer only deletes, and only what was
// committed and counted before.
func (s *Store) PurgeRecords(ctx context.Context, app call.AppID, endedBefore time.Time, limit int) (int, error) {
	calls, strays, err := s.outdated(ctx, app, endedBefore, limit)
	if err != nil || len(calls)+len(strays) == 0 {
		return 0, err
	}
	var n int
	err = s.do(ctx, "purge records", func(conn *sqlite.Conn) error {
		var gone counts.Tally
		n = 0
		for _, id := range calls {
			there, err := forget(conn, app, id, &gone)
			if err != nil {
				return err
			}
			if there {
				n++
			}
		}
		for _, id := range strays {
			if err := run(conn, `DELETE FROM facts WHERE app = ? AND call = ? AND at < ?`, int64(app), id, endedBefore.UnixMilli()); err != nil {
				return err
			}
		}
		return discount(conn, &gone)
	})
	if err != nil {
		return 0, err
	}
	return n, nil
}

// outdated finds up to limit calls that ended before a moment; if there are fewer, also calls that nobody knows and that
// something was noted of before then.
func (s *Store) outdated(ctx context.Context, app call.AppID, endedBefore time.Time, limit int) (calls, strays []string, err error) {
	before := endedBefore.UnixMilli()
	err = s.search(ctx, "look for old records", record.Filter{App: app}, func(q *search) error {
		classes, err := q.classes()
		if err != nil {
			return err
		}
		for _, c := range classes {
			// A call that ended before then started before then, so few are looked at in vain: those that went on at the moment.
			more, err := texts(q.conn, `SELECT id FROM records INDEXED BY records_class WHERE app = ? AND result = ? AND kind = ? AND media = ?
				AND started_at < ? AND ended_at < ? AND NOT `+unsent("records")+` ORDER BY started_at LIMIT ?`,
				int64(app), string(c.Result), string(c.Kind), string(c.Media), before, before, int64(limit-len(calls)))
			if err != nil {
				return err
			}
			calls = append(calls, more...)
		}
		// Ids tell when they were made, so what cannot be old is not looked at.
		strays, err = texts(q.conn, `SELECT DISTINCT call FROM facts WHERE app = ?1 AND call < ?2 AND at < ?3
			AND NOT EXISTS (SELECT 1 FROM records WHERE app = ?1 AND id = call) AND NOT EXISTS (SELECT 1 FROM calls WHERE app = ?1 AND id = call)
			LIMIT ?4`, int64(app), fmt.Sprintf("%08x-%04x", before>>16, before&0xffff), before, int64(limit-len(calls)))
		return err
	})
	return calls, strays, err
}

// forget deletes an ended call and all that belongs to it, if it is there and everybody was told of it.
func forget(conn *sqlite.Conn, app call.AppID, id string, gone *counts.Tally) (there bool, err error) {
	stmt, err := conn.Prepare(`DELETE FROM records WHERE app = ? AND id = ? AND NOT ` + unsent("records") + ` RETURNING doc`)
	if err != nil {
		return false, err
	}
	var c call.Call
	n, err := query(stmt, func(row *sqlite.Stmt) error { return call.Decode(column(row, 0), &c) }, int64(app), id)
	if err != nil || n == 0 {
		return false, err
	}
	class, started := counts.ClassOf(&c), c.StartedAt.UnixMilli()
	for _, table := range userTables {
		for _, u := range record.Users(&c) {
			err := run(conn, `DELETE FROM `+table+` WHERE app = ? AND user = ? AND result = ? AND kind = ? AND media = ? AND started_at = ? AND id = ?`,
				int64(app), string(u), string(class.Result), string(class.Kind), string(class.Media), started, id)
			if err != nil {
				return false, err
			}
		}
	}
	for _, table := range []string{"changes", "facts", "reports"} {
		if err := run(conn, `DELETE FROM `+table+` WHERE app = ? AND call = ?`, int64(app), id); err != nil {
			return false, err
		}
	}
	if err := forgetDeliveries(conn, c.Ref()); err != nil {
		return false, err
	}
	gone.Count(app, started, class, 1)
	return true, nil
}

// discount takes records off the counts. The sums of days stay.
func discount(conn *sqlite.Conn, gone *counts.Tally) error {
	const where = ` WHERE app = ?1 AND span = ?2 AND at = ?3 AND result = ?4 AND kind = ?5 AND media = ?6`
	for k, n := range gone.Counts {
		key := []any{int64(k.App), k.Span, k.At, string(k.Class.Result), string(k.Class.Kind), string(k.Class.Media)}
		if err := run(conn, `UPDATE record_counts SET n = n - ?7`+where, append(key, n)...); err != nil {
			return err
		}
		if err := run(conn, `DELETE FROM record_counts`+where+` AND n = 0`, key...); err != nil {
			return err
		}
	}
	return nil
}

// texts lists what a query finds in its first column.
func texts(conn *sqlite.Conn, text string, args ...any) (all []string, err error) {
	stmt, err := conn.Prepare(text)
	if err != nil {
		return nil, err
	}
	_, err = query(stmt, func(row *sqlite.Stmt) error {
		all = append(all, row.ColumnText(0))
		return nil
	}, args...)
	return all, err
}
