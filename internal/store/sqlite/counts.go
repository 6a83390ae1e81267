package sqlite

import (
	"strings"

	"zombiezen.com/go/sqlite"

	"ringline/internal/store/counts"
)

// Counted implements [counts.Source].
func (q *search) Counted(span, from, to int64, f counts.Visit) (more bool, err error) {
	stmt, err := q.conn.Prepare(`SELECT at, sum(n) FROM record_counts WHERE app = ?1 AND span = ?2 AND at >= ?3 AND at < ?4
		AND (?5 = '' OR instr(?5, ',' || result || ',')) AND (?6 = '' OR kind = ?6) AND (?7 = '' OR media = ?7) GROUP BY at`)
	if err != nil {
		return false, err
	}
	more = true
	_, err = query(stmt, func(row *sqlite.Stmt) error {
		more = more && f(row.ColumnInt64(0), span, row.ColumnInt(1)) // the rest of the rows is few
		return nil
	}, int64(q.filter.App), span, from, to, q.results(), string(q.filter.Kind), string(q.filter.Media))
	return more, err
}

// Scan implements [counts.Source]. It counts in the index, class by class.
func (q *search) Scan(from, to int64, f counts.Visit) (more bool, err error) {
	classes, err := q.classes()
	if err != nil {
		return false, err
	}
	table, where := q.table()
	stmt, err := q.conn.Prepare(`SELECT count(*) FROM ` + table + ` WHERE ` + where + ` AND result = ?3 AND kind = ?4 AND media = ?5
		AND started_at >= ?6 AND started_at < ?7`)
	if err != nil {
		return false, err
	}
	n := 0
	for _, c := range classes {
		_, err := query(stmt, func(row *sqlite.Stmt) error {
			n += row.ColumnInt(0)
			return nil
		}, int64(q.filter.App), string(q.filter.User), string(c.Result), string(c.Kind), string(c.Media), from, to)
		if err != nil {
			return false, err
		}
	}
	return f(from, to-from, n), nil
}

// results lists what the filter asks for between commas; empty is everything.
func (q *search) results() string {
	if len(q.filter.Results) == 0 {
		return ""
	}
	var b strings.Builder
	for _, r := range q.filter.Results {
		b.WriteString("," + string(r))
	}
	return b.String() + ","
}
