package postgres

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

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
		n = 0
		return counts.Stretches(q, f.User == "", q.from, q.to, func(_, _ int64, records int) bool {
			n += records
			return true
		})
	})
	return n, err
}

// PageRecords implements [record.Store].
func (s *Store) PageRecords(ctx context.Context, f record.Filter, skip, limit int) (calls []call.Call, err error) {
	err = s.search(ctx, "page through records", f, func(q *search) error {
		at, rest, there, err := counts.Skip(q, f.User == "", q.from, q.to, max(0, skip))
		if err != nil || !there {
			return err
		}
		q.from = at
		found, err := q.places(rest + limit)
		if err == nil {
			calls, err = q.calls(found[min(rest, len(found)):])
		}
		return err
	})
	return calls, err
}

// search is one question about records, which sees one state of the database.
type search struct {
	ctx        context.Context
	tx         querier
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

// search has f answer a question. It may be asked again from its beginning.
func (s *Store) search(ctx context.Context, what string, filter record.Filter, f func(*search) error) error {
	if err := s.filed(ctx); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	from, to := counts.Begin, counts.End
	if !filter.From.IsZero() {
		from = max(from, filter.From.Add(time.Millisecond-1).UnixMilli())
	}
	if !filter.Until.IsZero() {
		to = min(to, filter.Until.UnixMilli()+1)
	}
	inner, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	one := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	look := func() error {
		return pgx.BeginTxFunc(inner, s.pool, one, func(tx pgx.Tx) error {
			return f(&search{ctx: inner, tx: tx, filter: filter, from: from, to: to})
		})
	}
	err := look()
	if err != nil && lost(err) && inner.Err() == nil {
		err = look()
	}
	return s.fail(ctx, what, err)
}

// table is where the records that the filter may pick lie by class: all, those of one user, or what they missed. $1 and $2 are the
// app and the user.
func (q *search) table() (from, where string) {
	switch {
	case q.filter.User != "" && q.filter.Missed:
		return "record_missed", `t.app = $1 AND t."user" = $2`
	case q.filter.User != "":
		return "record_users", `t.app = $1 AND t."user" = $2`
	}
	return "records", "t.app = $1 AND $2 = ''"
}

// each asks a question of every class that the filter asks for and that there is. inner selects from the table's rows t of the class c;
// outer puts together what it finds as x. $1 to $5 are the app, the user, the results, the kind and the media, and the arguments follow.
func (q *search) each(outer, inner, order string, row func(pgx.Rows) error, args ...any) error {
	f := &q.filter
	table, where := q.table()
	text := outer + ` FROM record_classes c CROSS JOIN LATERAL (` + strings.NewReplacer("TABLE", table, "WHERE", "WHERE "+where+
		" AND t.result = c.result AND t.kind = c.kind AND t.media = c.media AND").Replace(inner) + `) x WHERE c.app = $1
		AND (cardinality($3::text[]) = 0 OR c.result = ANY ($3)) AND ($4 = '' OR c.kind = $4) AND ($5 = '' OR c.media = $5) ` + order
	results := make([]string, 0, len(f.Results))
	for _, r := range f.Results {
		results = append(results, Keep(r))
	}
	return each(q.ctx, q.tx, row, text, append([]any{int64(f.App), Keep(f.User), results, Keep(f.Kind), Keep(f.Media)}, args...)...)
}

// places lists up to limit places of records in order, merged from those of each class.
func (q *search) places(limit int) (all []listed, err error) {
	if limit <= 0 || q.from >= q.to {
		return nil, nil
	}
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
	sorted := ` ORDER BY started_at ` + order + `, id ` + order + ` LIMIT $10`
	err = q.each(`SELECT x.started_at, x.id`, `SELECT t.started_at, t.id FROM TABLE t
		WHERE t.started_at >= $6 AND t.started_at < $7 AND (t.started_at, t.id) `+than+` ($8, $9)`+sorted, sorted, func(row pgx.Rows) error {
		var p listed
		err := row.Scan(&p.startedAt, &p.id)
		all = append(all, p)
		return err
	}, from, to, edge.startedAt, Keep(edge.id), int64(limit))
	return all, err
}

// calls reads the records at the given places.
func (q *search) calls(found []listed) ([]call.Call, error) {
	if len(found) == 0 {
		return nil, nil
	}
	ids := make([]string, len(found))
	for i, p := range found {
		ids[i] = p.id
	}
	calls := make([]call.Call, 0, len(found))
	err := each(q.ctx, q.tx, func(row pgx.Rows) error {
		calls = append(calls, call.Call{})
		return decode(row, &calls[len(calls)-1])
	}, `SELECT r.doc FROM unnest($2::text[]) WITH ORDINALITY AS i(id, n)
		CROSS JOIN LATERAL (SELECT doc FROM records WHERE app = $1 AND records.id = i.id LIMIT 1) r ORDER BY i.n`, int64(q.filter.App), ids)
	if err == nil && len(calls) != len(found) {
		err = fmt.Errorf("of %d records that are listed %d are there", len(found), len(calls))
	}
	return calls, err
}

// Counted implements [counts.Source].
func (q *search) Counted(span, from, to int64, f counts.Visit) (more bool, err error) {
	more = true
	err = q.each(`SELECT x.at, sum(x.n)::bigint`, `SELECT t.at, t.n FROM record_counts t
		WHERE t.span = $6 AND t.at >= $7 AND t.at < $8`, `GROUP BY x.at ORDER BY x.at`, func(row pgx.Rows) error {
		var at int64
		var n int
		err := row.Scan(&at, &n)
		more = more && f(at, span, n) // the rest of the rows is few
		return err
	}, span, from, to)
	return more, err
}

// Scan implements [counts.Source]. It counts in the index, class by class.
func (q *search) Scan(from, to int64, f counts.Visit) (more bool, err error) {
	n := 0
	err = q.each(`SELECT coalesce(sum(x.n), 0)::bigint`, `SELECT count(*) AS n FROM TABLE t WHERE t.started_at >= $6 AND t.started_at < $7`, "",
		scan(&n), from, to)
	if err != nil {
		return false, err
	}
	return f(from, to-from, n), nil
}
