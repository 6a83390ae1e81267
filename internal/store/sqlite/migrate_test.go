package sqlite

import (
	"encoding/json"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"ringline/internal/call"
	"ringline/internal/record"
)

// olderFile makes a database of the second schema with the given ended calls in it.
func olderFile(t *testing.T, path string, calls []call.Call) {
	t.Helper()
	if err := touch(path); err != nil {
		t.Fatal(err)
	}
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []string{"0001_calls.sql", "0002_origins.sql"} {
		err = errors.Join(err, sqlitex.ExecuteScriptFS(conn, migrations, "migrations/"+step, nil))
	}
	for _, c := range calls {
		doc, _ := json.Marshal(&c)
		err = errors.Join(err, sqlitex.Execute(conn, "INSERT INTO records (app, id, started_at, ended_at, result, doc) VALUES (?, ?, ?, ?, ?, ?)",
			&sqlitex.ExecOptions{Args: []any{int64(c.App), string(c.ID), c.StartedAt.UnixMilli(), c.End.At.UnixMilli(), string(c.End.Result), string(doc)}}))
	}
	err = errors.Join(err, sqlitex.ExecuteScript(conn, "PRAGMA application_id = 0x52494e47; PRAGMA user_version = 2;", nil), conn.Close())
	if err != nil {
		t.Fatal(err)
	}
}

// Records of a version that had nothing to find them are found like those of today.
func TestOlderRecordsAreTakenOver(t *testing.T) {
	today := open(t)
	var calls []call.Call
	for _, callee := range []call.UserID{"bob", "cid", "dan", "bob"} {
		c := commit(t, today, start(t, "ann", callee))
		if callee != "cid" {
			c = commit(t, today, apply(t, c, call.Accept{By: phone(callee)}))
		}
		calls = append(calls, commit(t, today, apply(t, c, call.EndCall{By: call.Actor{Kind: call.ByAdmin, User: "a"}})))
	}
	cfg := Default()
	cfg.Path = filepath.Join(t.TempDir(), "ringline.db")
	olderFile(t, cfg.Path, calls)
	older, err := Open(t.Context(), cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer older.Close()

	answers := func(s *Store) (all []any) {
		for _, f := range []record.Filter{
			{App: app},
			{App: app, User: "bob"},
			{App: app, User: "cid"},
			{App: app, Results: []call.Result{call.Completed}},
			{App: app, From: calls[1].StartedAt},
			{App: app, Kind: record.Group},
		} {
			list, err := s.Records(t.Context(), f, false, record.Position{}, 10)
			if err != nil {
				t.Fatal(err)
			}
			n, err := s.CountRecords(t.Context(), f)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, list, n)
		}
		usage, err := s.Usage(t.Context(), app, calls[0].StartedAt, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		return append(all, usage)
	}
	want := answers(today)
	if len(want[0].([]call.Call)) != 4 {
		t.Fatalf("%d records today", len(want[0].([]call.Call)))
	}
	if diff := cmp.Diff(want, answers(older)); diff != "" {
		t.Errorf("- today's, + taken over:\n%s", diff)
	}
	commit(t, older, start(t, "ann", "bob")) // and it goes on
}

// What was missed before that was kept is found like what is missed today.
func TestOlderMissedCallsAreFound(t *testing.T) {
	cfg := Default()
	cfg.Path = filepath.Join(t.TempDir(), "ringline.db")
	s, err := Open(t.Context(), cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	started := commit(t, s, start(t, "ann", "bob"))
	late, err := call.Apply(started, call.Tick{}, started.Deadline())
	if err != nil {
		t.Fatal(err)
	}
	missed := commit(t, s, late)
	talked := commit(t, s, start(t, "ann", "bob"))
	talked = commit(t, s, apply(t, talked, call.Accept{By: phone("bob")}))
	commit(t, s, apply(t, talked, call.Hangup{By: phone("bob")}))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	conn, err := sqlite.OpenConn(cfg.Path, sqlite.OpenReadWrite)
	if err == nil {
		err = errors.Join(sqlitex.ExecuteScript(conn, "DROP TABLE record_missed; DROP TABLE reports; PRAGMA user_version = 6;", nil), conn.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // and once only
		if s, err = Open(t.Context(), cfg, slog.New(slog.DiscardHandler)); err != nil {
			t.Fatal(err)
		}
		all, err := s.Records(t.Context(), record.Filter{App: app, User: "bob", Missed: true}, false, record.Position{}, 10)
		if err != nil || len(all) != 1 || all[0].ID != missed.ID {
			t.Errorf("%v, %d records", err, len(all))
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// A record that cannot be taken over stops the upgrade, and the file stays what it was.
func TestDamagedRecordStopsTheUpgrade(t *testing.T) {
	good := apply(t, start(t, "ann", "bob").To, call.Cancel{By: phone("ann")}).To
	for name, spoil := range map[string]string{
		"no JSON":  "UPDATE records SET doc = 'x'",
		"no end":   "UPDATE records SET doc = json_remove(doc, '$.end')",
		"no media": "UPDATE records SET doc = json_remove(doc, '$.media')",
	} {
		path := filepath.Join(t.TempDir(), "ringline.db")
		olderFile(t, path, []call.Call{good})
		look := func(query string) (n int) {
			conn, err := sqlite.OpenConn(path, sqlite.OpenReadWrite)
			if err == nil {
				n, err = count(conn, query)
				err = errors.Join(err, conn.Close())
			}
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		look("DROP TRIGGER records_stay")
		look(spoil)
		look("CREATE TRIGGER records_stay BEFORE UPDATE ON records BEGIN SELECT RAISE(ABORT, 'no'); END")
		cfg := Default()
		cfg.Path = path
		if _, err := Open(t.Context(), cfg, slog.New(slog.DiscardHandler)); err == nil || !strings.Contains(err.Error(), "take over the records") {
			t.Errorf("%s: %v", name, err)
		}
		if v, n := look("PRAGMA user_version"), look("SELECT count(*) FROM records"); v != 2 || n != 1 {
			t.Errorf("%s: schema %d, %d records", name, v, n)
		}
	}
}
