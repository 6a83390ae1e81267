package sqlite

import (
	"strings"

	"zombiezen.com/go/sqlite"
)

// visit hears of a stretch of time, where it begins, how long it is and how many records began in it, and says whether to go on.
type visit func(at, span int64, records int) bool

// stretches goes through the search's time in order. Whole hours and minutes come from the counts; only where a minute is cut
// are records looked at. Of a user nothing is counted, so that is one stretch.
func (q *search) stretches(f visit) error {
	if q.from >= q.to {
		return nil
	}
	if q.filter.User != "" {
		_, err := q.scan(q.from, q.to, f)
		return err
	}
	minutes, lastMinute := ceil(q.from, minute), floor(q.to, minute)
	if minutes >= lastMinute {
		_, err := q.scan(q.from, q.to, f)
		return err
	}
	hours, lastHour := ceil(minutes, hour), floor(lastMinute, hour)
	if hours >= lastHour {
		hours, lastHour = lastMinute, lastMinute
	}
	for _, part := range []struct {
		from, to int64
		look     func(from, to int64, f visit) (bool, error)
	}{
		{q.from, minutes, q.scan},
		{minutes, hours, q.minutes},
		{hours, lastHour, q.hours},
		{lastHour, lastMinute, q.minutes},
		{lastMinute, q.to, q.scan},
	} {
		if part.from >= part.to {
			continue
		}
		if more, err := part.look(part.from, part.to, f); err != nil || !more {
			return err
		}
	}
	return nil
}

// skip moves the beginning of the search towards the n-th record: at most what began within one stretch is left to be skipped.
// there is false if the search does not find as many.
func (q *search) skip(n int) (rest int, there bool, err error) {
	rest, wide := n, false
	find := func(at, span int64, records int) bool {
		if rest >= records {
			rest -= records
			return true
		}
		q.from, there, wide = at, true, span == hour
		return false
	}
	if err = q.stretches(find); err == nil && wide {
		_, err = q.minutes(q.from, q.from+hour, find)
	}
	return rest, there, err
}

func (q *search) minutes(from, to int64, f visit) (more bool, err error) {
	return q.counted(minute, from, to, f)
}

func (q *search) hours(from, to int64, f visit) (more bool, err error) {
	return q.counted(hour, from, to, f)
}

// counted hands over the spans in which records began.
func (q *search) counted(span, from, to int64, f visit) (more bool, err error) {
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

// scan counts in the index, class by class.
func (q *search) scan(from, to int64, f visit) (more bool, err error) {
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
		}, int64(q.filter.App), string(q.filter.User), string(c.result), string(c.kind), string(c.media), from, to)
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

// ceil is the beginning of the first span that does not begin before a time.
func ceil(at, span int64) int64 { return floor(at+span-1, span) }
