package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"ringline/internal/call"
	"ringline/internal/record"
	"ringline/internal/store/counts"
)

// PurgeRecords implements [record.Store]. Weeks of which everything is past keeping go as a whole, and what goes with them counts as
// purged, however many they are; of other weeks the rows are deleted.
func (s *Store) PurgeRecords(ctx context.Context, app call.AppID, endedBefore time.Time, limit int) (int, error) {
	if err := s.filed(ctx); err != nil {
		return 0, err
	}
	_, err := s.update(ctx, "purge records", `INSERT INTO purged AS p (app, before) VALUES ($1, $2) ON CONFLICT (app) DO UPDATE SET before = excluded.before
		WHERE p.before <> excluded.before`, int64(app), endedBefore.UnixMilli())
	if err != nil {
		return 0, err
	}
	dropped, err := s.dropWeeks(ctx, app)
	if err != nil || dropped >= limit {
		return dropped, err
	}
	n, err := s.purgeRows(ctx, app, endedBefore, limit-dropped)
	return dropped + n, err
}

// purgeRows forgets up to limit calls; if there are fewer, also what was noted of calls that nobody knows.
func (s *Store) purgeRows(ctx context.Context, app call.AppID, endedBefore time.Time, limit int) (n int, err error) {
	before := endedBefore.UnixMilli()
	var calls, strays []string
	err = s.search(ctx, "look for old records", record.Filter{App: app}, func(q *search) error {
		calls, strays = nil, nil
		// A call that ended before then started before then, so few are looked at in vain: those that went on at the moment.
		err := q.each(`SELECT x.id`, `SELECT t.id, t.started_at FROM TABLE t WHERE t.started_at < $6 AND t.ended_at < $6 AND `+forgettable("t")+
			` ORDER BY t.started_at LIMIT $7`, `ORDER BY x.started_at LIMIT $7`, texts(&calls), before, int64(limit))
		if err != nil || len(calls) == limit {
			return err
		}
		// Ids tell when they were made, so what cannot be old is not looked at.
		return each(ctx, q.tx, texts(&strays), `SELECT DISTINCT call FROM facts f WHERE app = $1 AND call < $2 AND at < $3
			AND NOT EXISTS (SELECT 1 FROM records r WHERE r.app = $1 AND r.id = f.call) AND NOT EXISTS (SELECT 1 FROM calls c WHERE c.app = $1 AND c.id = f.call)
			LIMIT $4`, int64(app), idAt(endedBefore), before, int64(limit-len(calls)))
	})
	if err != nil || len(calls)+len(strays) == 0 {
		return 0, err
	}
	err = s.do(ctx, "purge records", func(ctx context.Context, q querier) (err error) {
		if n, err = forget(ctx, q, app, calls); err != nil {
			return err
		}
		_, err = q.Exec(ctx, `DELETE FROM facts WHERE app = $1 AND call = ANY ($2) AND at < $3`, int64(app), filled(strays), before)
		return err
	})
	return n, err
}

// forgettable is a condition on the rows of a table of records: that everybody was told of the call, and that it is filed. What is
// not counted yet cannot be taken off the counts.
func forgettable(t string) string {
	return `NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.app = ` + t + `.app AND d.call = ` + t + `.id AND d.state = 'pending')
		AND NOT EXISTS (SELECT 1 FROM unfiled u WHERE u.app = ` + t + `.app AND u.id = ` + t + `.id)`
}

// forget deletes ended calls and all that belongs to them, those that are there and that everybody was told of.
func forget(ctx context.Context, q querier, app call.AppID, ids []string) (n int, err error) {
	if err := lockCounts(ctx, q); err != nil {
		return 0, err
	}
	var gone counts.Tally
	var users, missed placed
	var forgotten []string
	err = each(ctx, q, func(row pgx.Rows) error {
		var c call.Call
		if err := decode(row, &c); err != nil {
			return err
		}
		users.add(&c, record.Users(&c))
		missed.add(&c, record.Missers(&c))
		gone.Count(app, c.StartedAt.UnixMilli(), counts.ClassOf(&c), 1)
		forgotten = append(forgotten, string(c.ID))
		return nil
	}, `DELETE FROM records r WHERE app = $1 AND id = ANY ($2) AND `+forgettable("r")+` RETURNING doc`, int64(app), filled(ids))
	if err != nil || len(forgotten) == 0 {
		return 0, err
	}
	if err := users.delete(ctx, q, "record_users"); err != nil {
		return 0, err
	}
	if err := missed.delete(ctx, q, "record_missed"); err != nil {
		return 0, err
	}
	for _, text := range []string{
		`DELETE FROM requests r USING changes c WHERE c.app = $1 AND c.call = ANY ($2) AND r.app = c.app AND r.request = c.request`,
		`DELETE FROM changes WHERE app = $1 AND call = ANY ($2)`,
		`DELETE FROM facts WHERE app = $1 AND call = ANY ($2)`,
		`DELETE FROM reports WHERE app = $1 AND call = ANY ($2)`,
		`DELETE FROM deliveries WHERE app = $1 AND call = ANY ($2)`,
	} {
		if _, err := q.Exec(ctx, text, int64(app), forgotten); err != nil {
			return 0, err
		}
	}
	return len(forgotten), discount(ctx, q, gone.Counts)
}

// discount takes records off the counts. The sums of days stay.
func discount(ctx context.Context, q querier, all map[counts.Key]int64) error {
	var apps, spans, ats, ns []int64
	var results, kinds, medias []string
	for k, n := range all {
		apps, spans, ats, ns = append(apps, int64(k.App)), append(spans, k.Span), append(ats, k.At), append(ns, n)
		results, kinds, medias = append(results, string(k.Class.Result)), append(kinds, string(k.Class.Kind)), append(medias, string(k.Class.Media))
	}
	const rows = ` unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::bigint[]) AS g(app, span, at, result, kind, media, n)
		WHERE (c.app, c.span, c.at, c.result, c.kind, c.media) = (g.app, g.span, g.at, g.result, g.kind, g.media)`
	for _, text := range []string{
		`UPDATE record_counts c SET n = c.n - g.n FROM` + rows,
		`DELETE FROM record_counts c USING` + rows + ` AND c.n = 0`,
	} {
		if _, err := q.Exec(ctx, text, apps, spans, ats, results, kinds, medias, ns); err != nil {
			return err
		}
	}
	return nil
}

// texts collects what a query finds in its only column.
func texts(all *[]string) func(pgx.Rows) error {
	return func(row pgx.Rows) error {
		var text string
		err := row.Scan(&text)
		*all = append(*all, text)
		return err
	}
}
