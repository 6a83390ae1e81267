package postgres

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"ringline/internal/call"
)

// What is kept for long lies in a partition for each week, by the id of the call: ids are UUIDv7 and begin with the time when they
// were made. So a call and all that belongs to it are in partitions of the same week. Those of the weeks to come are made ahead; an
// id from before or after lies in the partition of all others, which works as well and is not dropped.
//
// partitioned lists the tables, with the column of the id.
var partitioned = []struct{ table, id string }{
	{"changes", "call"}, {"records", "id"}, {"record_users", "id"}, {"record_missed", "id"}, {"facts", "call"}, {"reports", "call"}, {"deliveries", "call"},
}

// aheadBy is for how many weeks partitions are made, and keepAheadEvery how often that is looked at.
const (
	aheadBy        = 4
	keepAheadEvery = time.Hour
)

// week is a span of seven days that begins on a Monday, UTC.
type week struct{ begin time.Time }

func weekOf(t time.Time) week {
	day := t.UTC().Truncate(24 * time.Hour)
	return week{day.AddDate(0, 0, -(int(day.Weekday())+6)%7)}
}

func (w week) next() week { return week{w.begin.AddDate(0, 0, 7)} }

// name is what the week's partitions end with.
func (w week) name() string { return w.begin.Format("20060102") }

// idAt is where the ids of a moment begin.
func idAt(t time.Time) string {
	milli := t.UnixMilli()
	return fmt.Sprintf("%08x-%04x", milli>>16, milli&0xffff)
}

// ahead makes the partitions of this week and those to come.
func (s *Store) ahead(ctx context.Context) error {
	now := time.Now()
	return s.partition(ctx, now, now.AddDate(0, 0, 7*aheadBy))
}

// MakeReady files what has ended, and makes the partitions from a moment on, as for calls that come from elsewhere.
func (s *Store) MakeReady(ctx context.Context, from time.Time) error {
	if err := s.filed(ctx); err != nil {
		return err
	}
	return s.partition(ctx, from, time.Now())
}

// partition makes the partitions of a time that are missing.
func (s *Store) partition(ctx context.Context, from, to time.Time) error {
	var missing []week
	for w := weekOf(from); !w.begin.After(to); w = w.next() {
		var there bool
		last := partitioned[len(partitioned)-1].table + "_" + w.name()
		if err := s.list(ctx, "look for partitions", "SELECT to_regclass($1::text) IS NOT NULL", scan(&there), last); err != nil {
			return err
		}
		if !there {
			missing = append(missing, w)
		}
	}
	for _, w := range missing {
		err := s.do(ctx, "make partitions", func(ctx context.Context, q querier) error {
			// Who waits behind this for the tables waits no longer than it does.
			text := []string{"SET LOCAL lock_timeout = '200ms'", fmt.Sprintf("SELECT pg_advisory_xact_lock(%d)", migrating)}
			for _, p := range partitioned {
				text = append(text, fmt.Sprintf("CREATE TABLE IF NOT EXISTS %s_%s PARTITION OF %s FOR VALUES FROM ('%s') TO ('%s')",
					p.table, w.name(), p.table, idAt(w.begin), idAt(w.next().begin)))
			}
			_, err := q.Exec(ctx, strings.Join(text, "; "), pgx.QueryExecModeSimpleProtocol)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// keepAhead makes partitions until ctx is done.
func (s *Store) keepAhead(ctx context.Context) {
	t := time.NewTicker(keepAheadEvery)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		if err := s.ahead(ctx); err != nil && ctx.Err() == nil {
			s.log.Warn("cannot make the partitions of the weeks to come, trying again", "err", err)
		}
	}
}

// dropWeeks drops the weeks of which everything is past keeping: every app that has records there was purged up to a later moment
// than the last of them ended at, no call of that time goes on, and everybody was told. It says how many records of an app went.
// Only weeks that lie before everything that any app keeps are looked into, which are few and mostly none.
func (s *Store) dropWeeks(ctx context.Context, app call.AppID) (int, error) {
	var kept *int64
	if err := s.list(ctx, "look how long records are kept", "SELECT min(before) FROM purged", scan(&kept)); err != nil || kept == nil {
		return 0, err
	}
	var weeks []week
	err := s.list(ctx, "look for old partitions", `SELECT right(c.relname, 8) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
		WHERE i.inhparent = 'records'::regclass AND c.relname <> 'records_other' AND right(c.relname, 8) < $1 ORDER BY 1`, func(row pgx.Rows) error {
		var name string
		if err := row.Scan(&name); err != nil {
			return err
		}
		begin, err := time.Parse("20060102", name)
		weeks = append(weeks, week{begin})
		return err
	}, weekOf(moment(kept)).name())
	if err != nil {
		return 0, err
	}
	sum := 0
	for _, w := range weeks {
		n, err := s.dropWeek(ctx, w, app)
		if err != nil {
			return sum, err
		}
		sum += n
	}
	return sum, nil
}

// dropWeek drops a week if it is past keeping.
func (s *Store) dropWeek(ctx context.Context, w week, app call.AppID) (gone int, err error) {
	from, to := idAt(w.begin), idAt(w.next().begin)
	name := w.name()
	keeps := fmt.Sprintf(`SELECT EXISTS (SELECT 1 FROM (SELECT app, max(ended_at) AS last FROM records_%[1]s GROUP BY app) r LEFT JOIN purged p USING (app)
			WHERE p.before IS NULL OR r.last >= p.before)
		OR EXISTS (SELECT 1 FROM calls WHERE id >= $1 AND id < $2) OR EXISTS (SELECT 1 FROM unfiled WHERE id >= $1 AND id < $2)
		OR EXISTS (SELECT 1 FROM deliveries_%[1]s WHERE state = 'pending')
		OR EXISTS (SELECT 1 FROM facts_%[1]s f LEFT JOIN purged p USING (app) WHERE p.before IS NULL OR f.at >= p.before)`, name)
	var kept bool
	if err := s.list(ctx, "look into an old partition", keeps, scan(&kept), from, to); err != nil || kept {
		return 0, err
	}
	err = s.do(ctx, "drop a week", func(ctx context.Context, q querier) error {
		gone = 0
		if _, err := q.Exec(ctx, "SET LOCAL lock_timeout = '200ms'"); err != nil {
			return err
		}
		if _, err := q.Exec(ctx, "SELECT pg_advisory_xact_lock($1)", counting); err != nil {
			return err
		}
		if err := each(ctx, q, scan(&kept), keeps, from, to); err != nil || kept {
			return err
		}
		err := each(ctx, q, scan(&gone), fmt.Sprintf("SELECT count(*) FROM records_%s WHERE app = $1", name), int64(app))
		if err != nil {
			return err
		}
		for _, text := range dropping(name) {
			if _, err := q.Exec(ctx, text); err != nil {
				return err
			}
		}
		_, err = q.Exec(ctx, "DELETE FROM requests WHERE call >= $1 AND call < $2", from, to)
		return err
	})
	if err == nil && !kept {
		s.log.Info("the records of a week were past keeping and are dropped", "week", w.begin.Format(time.DateOnly))
	}
	return gone, err
}

// dropping takes a week off the counts and away.
func dropping(name string) []string {
	text := []string{
		fmt.Sprintf(`UPDATE record_counts c SET n = c.n - g.n FROM (
			SELECT app, span, started_at - started_at %% span AS at, result, kind, media, count(*) AS n
			FROM records_%s, unnest(ARRAY[60000, 3600000]::bigint[]) span GROUP BY 1, 2, 3, 4, 5, 6) g
			WHERE (c.app, c.span, c.at, c.result, c.kind, c.media) = (g.app, g.span, g.at, g.result, g.kind, g.media)`, name),
		`DELETE FROM record_counts WHERE n = 0`,
	}
	for _, p := range partitioned {
		text = append(text, fmt.Sprintf("DROP TABLE IF EXISTS %s_%s", p.table, name))
	}
	return text
}
