package sqlite

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"ringline/internal/call"
	"ringline/internal/record"
	"ringline/internal/store/counts"
)

var _ record.Store = (*Store)(nil)

// Records implements [record.Store].
func (s *Store) Records(ctx context.Context, f record.Filter, oldestFirst bool, behind record.Position, limit int) (calls []call.Call, err error) {
	err = s.search(ctx, "list records", f, func(q *search) error {
		q.descending = !oldestFirst
		if behind != (record.Position{}) {
			q.behind = &listed{behind.StartedAt.UnixMilli(), string(behind.ID)}
		}
		found, err := q.places(limit)
		if err == nil {
			calls, err = q.calls(found)
		}
		return err
	})
	return calls, err
}

// CountRecords implements [record.Store].
func (s *Store) CountRecords(ctx context.Context, f record.Filter) (n int, err error) {
	err = s.search(ctx, "count records", f, func(q *search) error {
		return counts.Stretches(q, q.filter.User == "", q.from, q.to, func(_, _ int64, records int) bool {
			n += records
			return true
		})
	})
	return n, err
}

// PageRecords implements [record.Store].
func (s *Store) PageRecords(ctx context.Context, f record.Filter, skip, limit int) (calls []call.Call, err error) {
	err = s.search(ctx, "page through records", f, func(q *search) error {
		at, skip, there, err := counts.Skip(q, q.filter.User == "", q.from, q.to, max(0, skip))
		if err != nil || !there {
			return err
		}
		q.from = at
		found, err := q.places(skip + limit)
		if err == nil {
			calls, err = q.calls(found[min(skip, len(found)):])
		}
		return err
	})
	return calls, err
}

// search is one question about records, on one connection, which sees one state of the file.
type search struct {
	conn       *sqlite.Conn
	filter     record.Filter
	from, to   int64 // the time of the start, in milliseconds: from included, to not
	descending bool
	behind     *listed // nil: from the beginning, or the end
}

// listed is where a record lies in a list.
type listed struct {
	startedAt int64
	id        string
}

// search has f answer a question.
func (s *Store) search(ctx context.Context, what string, filter record.Filter, f func(*search) error) error {
	if err := s.filed(ctx); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return s.look(ctx, what, func(conn *sqlite.Conn) (err error) {
		defer sqlitex.Transaction(conn)(&err)
		q := &search{conn: conn, filter: filter, from: counts.Begin, to: counts.End}
		if !filter.From.IsZero() {
			q.from = max(q.from, filter.From.Add(time.Millisecond-1).UnixMilli())
		}
		if !filter.Until.IsZero() {
			q.to = min(q.to, filter.Until.UnixMilli()+1)
		}
		return f(q)
	})
}

// table is where the records that the filter may pick lie by class: all, those of one user, or what they missed. The table's columns app, and
// user if there is one, are ?1 and ?2.
func (q *search) table() (from, where string) {
	switch {
	case q.filter.User != "" && q.filter.Missed:
		return "record_missed", "app = ?1 AND user = ?2"
	case q.filter.User != "":
		return "record_users", "app = ?1 AND user = ?2"
	}
	return "records INDEXED BY records_class", "app = ?1 AND ?2 = ''"
}

// classes lists the classes that the filter asks for and that there are, by going from the end of one to the next.
func (q *search) classes() ([]counts.Class, error) {
	table, where := q.table()
	stmt, err := q.conn.Prepare(`SELECT result, kind, media FROM ` + table + ` WHERE ` + where + ` AND (result, kind, media, started_at) > (?3, ?4, ?5, ?6)
		ORDER BY result, kind, media, started_at LIMIT 1`)
	if err != nil {
		return nil, err
	}
	var all []counts.Class
	for last := (counts.Class{}); ; {
		found, err := query(stmt, func(row *sqlite.Stmt) error {
			last = counts.Class{Result: call.Result(row.ColumnText(0)), Kind: record.Kind(row.ColumnText(1)), Media: call.Media(row.ColumnText(2))}
			return nil
		}, int64(q.filter.App), string(q.filter.User), string(last.Result), string(last.Kind), string(last.Media), counts.End)
		if err != nil || found == 0 {
			return all, err
		}
		if q.filter.Admits(last.Result, last.Kind, last.Media) {
			all = append(all, last)
		}
	}
}

// places lists up to limit places of records in order, merged from those of each class.
func (q *search) places(limit int) ([]listed, error) {
	if limit <= 0 || q.from >= q.to {
		return nil, nil
	}
	classes, err := q.classes()
	if err != nil {
		return nil, err
	}
	table, where := q.table()
	// The position also bounds the time: SQLite seeks by one of the two only, and not by the pair.
	than, order, edge, from, to := ">", "ASC", listed{counts.Begin - 1, ""}, q.from, q.to
	if q.descending {
		than, order, edge = "<", "DESC", listed{counts.End, ""}
	}
	switch {
	case q.behind == nil:
	case q.descending:
		edge, to = *q.behind, min(to, q.behind.startedAt+1)
	default:
		edge, from = *q.behind, max(from, q.behind.startedAt)
	}
	stmt, err := q.conn.Prepare(`SELECT started_at, id FROM ` + table + ` WHERE ` + where + ` AND result = ?3 AND kind = ?4 AND media = ?5
		AND started_at >= ?6 AND started_at < ?7 AND (started_at, id) ` + than + ` (?8, ?9)
		ORDER BY started_at ` + order + `, id ` + order + ` LIMIT ?10`)
	if err != nil {
		return nil, err
	}
	var all []listed
	for _, c := range classes {
		_, err := query(stmt, func(row *sqlite.Stmt) error {
			all = append(all, listed{row.ColumnInt64(0), row.ColumnText(1)})
			return nil
		}, int64(q.filter.App), string(q.filter.User), string(c.Result), string(c.Kind), string(c.Media),
			from, to, edge.startedAt, edge.id, int64(limit))
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(all, func(a, b listed) int {
		if q.descending {
			a, b = b, a
		}
		return cmp.Or(cmp.Compare(a.startedAt, b.startedAt), cmp.Compare(a.id, b.id))
	})
	return all[:min(limit, len(all))], nil
}

// calls reads the records at the given places.
func (q *search) calls(found []listed) ([]call.Call, error) {
	stmt, err := q.conn.Prepare(`SELECT doc FROM records WHERE app = ? AND id = ?`)
	if err != nil {
		return nil, err
	}
	calls := make([]call.Call, len(found))
	for i, p := range found {
		n, err := query(stmt, func(row *sqlite.Stmt) error {
			return call.Decode(column(row, 0), &calls[i])
		}, int64(q.filter.App), p.id)
		if err != nil {
			return nil, err
		}
		if n != 1 {
			return nil, fmt.Errorf("%w: record %s of app %d is listed and not there", errDamaged, p.id, q.filter.App)
		}
	}
	return calls, nil
}
