package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"ringline/internal/call"
	"ringline/internal/record"
	"ringline/internal/store/counts"
)

// The end of a call writes its record. What finds the records of a user, the counts and the sums of days are rows that many calls
// share, and two transactions that change one of them wait for each other. So they are written for many calls at once, a moment
// later, by one store at a time; who asks for them has them written first, so nobody can tell the difference.
const (
	fileLot   = 256                    // records that are filed in one transaction
	fileAfter = 200 * time.Millisecond // after the end of a call
	fileNet   = 10 * time.Second       // what a store that died has left is found as often
)

// file has what has ended filed soon.
func (s *Store) file() {
	select {
	case s.ended <- struct{}{}:
	default:
	}
}

// keepFiling files until ctx is done.
func (s *Store) keepFiling(ctx context.Context) {
	net := time.NewTicker(fileNet)
	defer net.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-net.C:
		case <-s.ended:
			select {
			case <-ctx.Done():
				return
			case <-time.After(fileAfter):
			}
		}
		if err := s.fileBehind(ctx); err != nil && ctx.Err() == nil {
			s.log.Warn("cannot file ended calls, trying again", "err", err)
		}
	}
}

// fileBehind files what has ended, unless another store is just filing: it may not have seen the last ones, so they are looked at again soon.
func (s *Store) fileBehind(ctx context.Context) error {
	for {
		var free bool
		var n int
		err := s.do(ctx, "file ended calls", func(ctx context.Context, q querier) error {
			n = 0
			err := each(ctx, q, scan(&free), "SELECT pg_try_advisory_xact_lock($1)", counting)
			if err == nil && free {
				n, err = fileLocked(ctx, q)
			}
			return err
		})
		switch {
		case err != nil:
			return err
		case !free:
			s.file()
			return nil
		case n < fileLot:
			return nil
		}
	}
}

// filed waits until every call whose end was committed is filed.
func (s *Store) filed(ctx context.Context) error {
	for {
		var some bool
		if err := s.list(ctx, "look for what is not filed", `SELECT EXISTS (SELECT 1 FROM unfiled)`, scan(&some)); err != nil || !some {
			return err
		}
		if err := s.do(ctx, "file ended calls", fileSome); err != nil {
			return err
		}
	}
}

// fileSome files a lot, in a transaction.
func fileSome(ctx context.Context, q querier) error {
	if err := lockCounts(ctx, q); err != nil {
		return err
	}
	_, err := fileLocked(ctx, q)
	return err
}

// fileLocked files a lot and says how many calls these were. The counts are locked.
func fileLocked(ctx context.Context, q querier) (int, error) {
	var calls []call.Call
	err := each(ctx, q, func(row pgx.Rows) error {
		calls = append(calls, call.Call{})
		return decode(row, &calls[len(calls)-1])
	}, `SELECT r.doc FROM (SELECT app, id FROM unfiled ORDER BY app, id LIMIT $1) u
		CROSS JOIN LATERAL (SELECT doc FROM records WHERE app = u.app AND id = u.id LIMIT 1) r`, int64(fileLot))
	if err != nil || len(calls) == 0 {
		return 0, err
	}
	return len(calls), fileCalls(ctx, q, calls)
}

// lockCounts waits for others who change counts, and keeps them waiting to the end of the transaction. What they did is seen by the
// statements after this one.
func lockCounts(ctx context.Context, q querier) error {
	_, err := q.Exec(ctx, "SELECT pg_advisory_xact_lock($1)", counting)
	return err
}

// fileCalls writes what finds the records of ended calls.
func fileCalls(ctx context.Context, q querier, calls []call.Call) error {
	var tally counts.Tally
	var users, missed placed
	var apps []int64
	var ids []string
	for i := range calls {
		c := &calls[i]
		users.add(c, record.Users(c))
		missed.add(c, record.Missers(c))
		tally.Add(c)
		apps, ids = append(apps, int64(c.App)), append(ids, string(c.ID))
	}
	if err := users.insert(ctx, q, "record_users"); err != nil {
		return err
	}
	if err := missed.insert(ctx, q, "record_missed"); err != nil {
		return err
	}
	if err := addCounts(ctx, q, tally.Counts); err != nil {
		return err
	}
	if err := addUsage(ctx, q, tally.Usage); err != nil {
		return err
	}
	_, err := q.Exec(ctx, `DELETE FROM unfiled f USING unnest($1::bigint[], $2::text[]) AS u(app, id) WHERE f.app = u.app AND f.id = u.id`, filled(apps), filled(ids))
	return err
}

// placed is where the records of users lie, column by column.
type placed struct {
	apps, started                      []int64
	users, results, kinds, medias, ids []string
}

func (p *placed) add(c *call.Call, users []call.UserID) {
	class := counts.ClassOf(c)
	for _, u := range users {
		p.apps, p.started = append(p.apps, int64(c.App)), append(p.started, c.StartedAt.UnixMilli())
		p.users, p.ids = append(p.users, Keep(u)), append(p.ids, string(c.ID))
		p.results, p.kinds, p.medias = append(p.results, string(class.Result)), append(p.kinds, string(class.Kind)), append(p.medias, string(class.Media))
	}
}

// unnested are the columns of placed as rows.
const unnested = ` unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[]) AS p(app, who, result, kind, media, started_at, id)`

func (p *placed) columns() []any {
	return []any{p.apps, p.users, p.results, p.kinds, p.medias, p.started, p.ids}
}

func (p *placed) insert(ctx context.Context, q querier, table string) error {
	if len(p.apps) == 0 {
		return nil
	}
	_, err := q.Exec(ctx, `INSERT INTO `+table+` (app, "user", result, kind, media, started_at, id) SELECT * FROM`+unnested, p.columns()...)
	return err
}

func (p *placed) delete(ctx context.Context, q querier, table string) error {
	if len(p.apps) == 0 {
		return nil
	}
	_, err := q.Exec(ctx, `DELETE FROM `+table+` t USING`+unnested+` WHERE t.app = p.app AND t."user" = p.who AND t.result = p.result
		AND t.kind = p.kind AND t.media = p.media AND t.started_at = p.started_at AND t.id = p.id`, p.columns()...)
	return err
}

// addCounts adds to the counts, or takes off what is negative. Classes that an app has records of are noted on the way.
func addCounts(ctx context.Context, q querier, all map[counts.Key]int64) error {
	var apps, spans, ats, ns []int64
	var results, kinds, medias []string
	for k, n := range all {
		apps, spans, ats, ns = append(apps, int64(k.App)), append(spans, k.Span), append(ats, k.At), append(ns, n)
		results, kinds, medias = append(results, string(k.Class.Result)), append(kinds, string(k.Class.Kind)), append(medias, string(k.Class.Media))
	}
	if len(apps) == 0 {
		return nil
	}
	_, err := q.Exec(ctx, `INSERT INTO record_classes (app, result, kind, media)
		SELECT DISTINCT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) ON CONFLICT DO NOTHING`, apps, results, kinds, medias)
	if err != nil {
		return err
	}
	_, err = q.Exec(ctx, `INSERT INTO record_counts AS c (app, span, at, result, kind, media, n)
		SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::bigint[])
		ON CONFLICT (app, span, at, result, kind, media) DO UPDATE SET n = c.n + excluded.n`, apps, spans, ats, results, kinds, medias, ns)
	return err
}

// addUsage adds to the sums of days.
func addUsage(ctx context.Context, q querier, all map[counts.UsageKey]record.Usage) error {
	var apps, days, calls, answered, talk, ring, participant []int64
	var medias, results []string
	for k, u := range all {
		apps, days = append(apps, int64(k.App)), append(days, k.Day)
		medias, results = append(medias, string(k.Media)), append(results, string(k.Result))
		calls, answered = append(calls, int64(u.Calls)), append(answered, int64(u.Answered))
		talk, ring = append(talk, u.Talk.Milliseconds()), append(ring, u.Ring.Milliseconds())
		participant = append(participant, u.Participant.Milliseconds())
	}
	if len(apps) == 0 {
		return nil
	}
	_, err := q.Exec(ctx, `INSERT INTO usage AS u (app, day, media, result, calls, answered, talk_ms, ring_ms, participant_ms)
		SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[])
		ON CONFLICT (app, day, media, result) DO UPDATE SET calls = u.calls + excluded.calls, answered = u.answered + excluded.answered,
			talk_ms = u.talk_ms + excluded.talk_ms, ring_ms = u.ring_ms + excluded.ring_ms, participant_ms = u.participant_ms + excluded.participant_ms`,
		apps, days, medias, results, calls, answered, talk, ring, participant)
	return err
}
