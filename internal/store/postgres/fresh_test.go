package postgres_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"ringline/internal/call"
	"ringline/internal/record"
	"ringline/internal/store/postgres"
	"ringline/internal/webhook"
)

// week is a database with a week of calls, of which the planner knows nothing or what was true before.
type week struct {
	*testing.T
	url  string
	conn *pgx.Conn
	live call.Ref // a live call and one that has ended; there are as many again as there are others
	gone call.Call
}

// weekCalls is how many calls lie there, half of them live.
const weekCalls = 6000

func (w *week) exec(text string, args ...any) {
	w.Helper()
	if _, err := w.conn.Exec(w.Context(), text, args...); err != nil {
		w.Fatalf("%s: %v", text, err)
	}
}

func newWeek(t *testing.T) *week {
	w := &week{T: t, url: shared.Database(t)}
	var err error
	if w.conn, err = pgx.Connect(t.Context(), w.url); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.conn.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	store := open(t, w.url)
	commit := func(c call.Call, cmd call.Command, at time.Time) call.Call {
		change := decide(t, c, cmd, at)
		change.Request = call.Request{User: "u", Device: "phone", ID: fmt.Sprint(change.To.ID, change.To.Version)}
		change.Deliveries = []call.Delivery{{Event: "e", At: at, Body: []byte("body")}, {Event: "f", At: at, Body: []byte("body")}}
		if err := store.Commit(t.Context(), change); err != nil {
			t.Fatal(err)
		}
		return change.To
	}
	now := time.Now().Truncate(time.Minute)
	c := commit(call.Call{}, starting(1), now)
	w.live = c.Ref()
	m := starting(2)
	c = commit(call.Call{}, m, now)
	c = commit(c, call.Accept{By: call.Actor{Kind: call.ByUser, User: m.Callees[0], Device: "phone"}}, now.Add(time.Second))
	w.gone = commit(c, call.Hangup{By: m.By}, now.Add(2*time.Second))
	if err := store.AddFacts(t.Context(), []record.Fact{{Call: w.gone.Ref(), At: now, Source: "media", Kind: "joined"}}); err != nil {
		t.Fatal(err)
	}
	if err := store.SaveReports(t.Context(), []record.Report{{Call: w.gone.Ref(), Leg: 1, At: now}}); err != nil {
		t.Fatal(err)
	}
	if _, err := store.CountRecords(t.Context(), record.Filter{App: app}); err != nil { // which files it
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	w.exec(`DO $$ DECLARE t regclass; BEGIN
		FOR t IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace LOOP
			EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = off)', t);
		END LOOP;
	END $$`)
	return w
}

// fill makes the two calls many, those with the numbers. What their back end was to be told of those that have ended was told, but for a few.
func (w *week) fill(from, to int) {
	w.Helper()
	for of, tables := range map[call.ID][]string{
		w.live.ID: {"calls", "changes", "requests", "claims", "deliveries"},
		w.gone.ID: {"records", "changes", "requests", "facts", "reports", "deliveries", "record_users", "record_missed"},
	} {
		user := map[bool]string{true: "1", false: "2"}[of == w.live.ID]
		for _, table := range tables {
			var columns []string
			rows, err := w.conn.Query(w.Context(), "SELECT attname::text, atttypid::regtype::text FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 ORDER BY attnum", table)
			if err != nil {
				w.Fatal(err)
			}
			var list []string
			var name, kind string
			if _, err := pgx.ForEachRow(rows, []any{&name, &kind}, func() error {
				value := `"` + name + `"`
				switch {
				case (table == "deliveries" && name == "id") || (table == "facts" && name == "n"):
					return nil
				case name == "state":
					value = "CASE WHEN i % 100 = 0 THEN 'pending' ELSE 'delivered' END"
				case name == "due":
					value = "CASE WHEN i % 100 = 0 THEN due END"
				case name == "settled_at":
					value = "CASE WHEN i % 100 = 0 THEN NULL ELSE at END"
				case name == "started_at" || name == "at" || name == "ended_at" || name == "deadline":
					value += " + i"
				case kind == "text":
					value = fmt.Sprintf("regexp_replace(replace(%s, '%s', left('%[2]s', 24) || lpad(to_hex(i), 12, '0')), '(call[a-z]+-%s)', '\\1-' || i, 'g')", value, of, user)
				}
				columns, list = append(columns, `"`+name+`"`), append(list, value)
				return nil
			}); err != nil {
				w.Fatal(err)
			}
			key := "id"
			if slices.Contains(columns, `"call"`) {
				key = "call"
			}
			w.exec(fmt.Sprintf("INSERT INTO %[1]s (%[2]s) SELECT %[3]s FROM %[1]s, generate_series(%[4]d, %[7]d) i WHERE %[5]s = '%[6]s'",
				table, strings.Join(columns, ", "), strings.Join(list, ", "), from, key, of, to))
		}
	}
	w.exec("UPDATE record_counts SET n = n + $1", to-from+1)
}

// questions are what is asked of a store of one call, or of a page of a list. The purge is not among them: it goes through old weeks.
func (w *week) questions() map[string]func(*postgres.Store) error {
	w.live.ID, w.gone.ID = w.live.ID[:24]+"000000000384", w.gone.ID[:24]+"000000000384" // the 900th: of the first statistics may know
	ctx, gone := w.Context(), w.gone.Ref()
	user := w.gone.Legs[0].User + "-900"
	all := map[string]func(*postgres.Store) error{
		"load a live call": func(s *postgres.Store) error { _, err := s.Load(ctx, w.live); return err },
		"load a record":    func(s *postgres.Store) error { _, err := s.Load(ctx, gone); return err },
		"history":          func(s *postgres.Store) error { _, err := s.History(ctx, gone); return err },
		"requested": func(s *postgres.Store) error {
			_, err := s.Requested(ctx, app, call.Request{User: "u", Device: "phone", ID: fmt.Sprint(gone.ID, 1)})
			return err
		},
		"held": func(s *postgres.Store) error { _, err := s.Held(ctx, app, "caller-1-900"); return err },
		"due": func(s *postgres.Store) error {
			_, err := s.Due(ctx, w.gone.StartedAt.Add(30*time.Second+10*time.Millisecond), 10)
			return err
		},
		"facts": func(s *postgres.Store) error { _, err := s.Facts(ctx, gone); return err },
		"reports": func(s *postgres.Store) error {
			_, err := s.Reports(ctx, app, []call.ID{gone.ID, w.live.ID})
			return err
		},
		"delivery": func(s *postgres.Store) error { _, err := s.Delivery(ctx, app, string(gone.ID)+"-1-0"); return err },
		"next deliveries": func(s *postgres.Store) error {
			_, err := s.NextDeliveries(ctx, w.live, 16)
			return err
		},
		"pending deliveries": func(s *postgres.Store) error {
			list, err := s.PendingDeliveries(ctx, app, webhook.Position{}, 10)
			if err == nil && len(list) == 10 {
				_, err = s.PendingDeliveries(ctx, app, list[9], 10)
			}
			return err
		},
		"postponed deliveries": func(s *postgres.Store) error { _, err := s.PostponedDeliveries(ctx, app, 10); return err },
		"settle": func(s *postgres.Store) error {
			return s.SettleDelivery(ctx, &webhook.Delivery{Call: w.live, Version: 1}, webhook.Pending, time.Now(), time.Now())
		},
		"deliveries of a call": func(s *postgres.Store) error {
			_, err := s.Deliveries(ctx, webhook.Filter{App: app, Call: gone.ID}, webhook.Position{}, 100)
			return err
		},
		"deliveries": func(s *postgres.Store) error {
			list, err := s.Deliveries(ctx, webhook.Filter{App: app}, webhook.Position{}, 10)
			if err == nil && len(list) == 10 {
				_, err = s.Deliveries(ctx, webhook.Filter{App: app}, webhook.Position{At: list[9].At, ID: list[9].ID()}, 10)
			}
			return err
		},
		"failed deliveries": func(s *postgres.Store) error {
			_, err := s.Deliveries(ctx, webhook.Filter{App: app, State: webhook.GivenUp}, webhook.Position{}, 10)
			return err
		},
		"resend one": func(s *postgres.Store) error {
			return s.ResendDelivery(ctx, app, string(w.live.ID)+"-1-1", time.Now())
		},
		"resend a call": func(s *postgres.Store) error {
			_, err := s.ResendDeliveries(ctx, webhook.Filter{App: app, Call: w.live.ID}, time.Now())
			return err
		},
		"count records": func(s *postgres.Store) error {
			_, err := s.CountRecords(ctx, record.Filter{App: app})
			return err
		},
		"usage": func(s *postgres.Store) error { _, err := s.Usage(ctx, app, time.Now(), time.Now()); return err },
		"add facts": func(s *postgres.Store) error {
			return s.AddFacts(ctx, []record.Fact{{Call: gone, At: time.Now(), Source: "media", Kind: "left"}})
		},
		"save reports": func(s *postgres.Store) error {
			return s.SaveReports(ctx, []record.Report{{Call: w.live, Leg: 1, At: time.Now()}, {Call: gone, Leg: 2, At: time.Now()}})
		},
		"erase": func(s *postgres.Store) error { _, err := s.EraseUser(ctx, app, "caller-2-77", "gone-77"); return err },
		"commit": func(s *postgres.Store) error {
			m := starting(time.Now().UnixNano())
			c := decide(w, call.Call{}, m, time.Now())
			c.Request = call.Request{User: m.By.User, Device: "phone", ID: "r"}
			c.Deliveries = []call.Delivery{{Event: "e", At: time.Now(), Body: []byte("body")}}
			if err := s.Commit(ctx, c); err != nil {
				return err
			}
			if err := s.CommitAgain(decide(w, call.Call{}, m, time.Now()), 7); err == nil {
				return fmt.Errorf("it is there twice")
			}
			if err := s.Commit(ctx, decide(w, c.To, call.Hangup{By: m.By}, time.Now())); err != nil {
				return err
			}
			_, err := s.CountRecords(ctx, record.Filter{App: app, User: m.By.User})
			return err
		},
	}
	for name, f := range map[string]record.Filter{
		"records": {App: app}, "records of a user": {App: app, User: user}, "missed records": {App: app, User: user, Missed: true},
		"records of a result": {App: app, Results: []call.Result{w.gone.End.Result}, Media: w.gone.Media},
	} {
		all[name] = func(s *postgres.Store) error {
			list, err := s.Records(ctx, f, false, record.Position{}, 10)
			if err == nil && len(list) == 10 {
				_, err = s.Records(ctx, f, false, record.Position{StartedAt: list[9].StartedAt, ID: list[9].ID}, 10)
			}
			return err
		}
		all["page through "+name] = func(s *postgres.Store) error { _, err := s.PageRecords(ctx, f, 3, 10); return err }
	}
	return all
}

// read is how many rows were read so far, by table.
func (w *week) read() map[string]int {
	w.Helper()
	for busy := 1; busy > 0; { // what a connection has read is known when it is gone
		if err := w.conn.QueryRow(w.Context(), "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'ringline'").Scan(&busy); err != nil {
			w.Fatal(err)
		}
	}
	w.exec("SELECT pg_stat_force_next_flush()")
	rows, err := w.conn.Query(w.Context(), `SELECT relname::text, (sum(seq) + sum(idx))::bigint FROM (
		SELECT relname, coalesce(seq_tup_read, 0) AS seq, coalesce(idx_tup_fetch, 0) AS idx FROM pg_stat_user_tables
		UNION ALL SELECT relname, 0, idx_tup_read FROM pg_stat_user_indexes) r GROUP BY relname`)
	if err != nil {
		w.Fatal(err)
	}
	all := map[string]int{}
	var name string
	var n int
	if _, err := pgx.ForEachRow(rows, []any{&name, &n}, func() error { all[name] = n; return nil }); err != nil {
		w.Fatal(err)
	}
	return all
}

// TestFreshWeek: P17. What is asked of one call, or of a page of a list, reads a few rows however many there are, also in a week that has just begun:
// the planner knows nothing of its tables yet, or what was true of their first minute.
func TestFreshWeek(t *testing.T) {
	for _, known := range []string{"nothing", "its first minute"} {
		for _, mode := range []string{"force_generic_plan", "force_custom_plan"} {
			t.Run(known+" "+mode, func(t *testing.T) {
				w := newWeek(t)
				const first = 60 // when statistics are made for the first time
				w.fill(1, first)
				if known != "nothing" {
					w.exec("VACUUM ANALYZE")
				}
				w.fill(first+1, weekCalls/2)
				w.exec("ALTER DATABASE " + w.conn.Config().Database + " SET plan_cache_mode = " + mode)
				all := w.questions()
				if w.few(slices.Collect(maps.Values(all))...) == "" {
					return
				}
				for name, ask := range all {
					if reads := w.few(ask); reads != "" {
						t.Errorf("%s reads %s", name, reads)
					}
				}
			})
		}
	}
}

// few asks a store and says which tables it read many rows of; nothing if there are none.
func (w *week) few(asks ...func(*postgres.Store) error) (many string) {
	w.Helper()
	before := w.read()
	store := open(w.T, w.url)
	for _, ask := range asks {
		if err := ask(store); err != nil {
			w.Error(err)
		}
	}
	if err := store.Close(); err != nil {
		w.Error(err)
	}
	for table, n := range w.read() {
		if n -= before[table]; table == "calls" {
			n -= weekCalls // when a store is closed it goes through all that live, by an index
		}
		if n > weekCalls/10 {
			many += fmt.Sprintf(" %s (%d)", table, n)
		}
	}
	return many
}
