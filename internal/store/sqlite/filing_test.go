package sqlite

import (
	"errors"
	"log/slog"
	"path/filepath"
	"testing"

	"ringline/internal/call"
	"ringline/internal/record"
)

// TestFiling: P5. A call that has ended is among the calls or among the records, and whoever looks for records finds it,
// at once and after a crash, exactly once.
func TestFiling(t *testing.T) {
	all := func(s *Store) []call.Call {
		t.Helper()
		calls, err := s.Records(t.Context(), record.Filter{App: app}, true, record.Position{}, 2*fileLot)
		if err != nil {
			t.Fatal(err)
		}
		return calls
	}
	rows := func(s *Store, table string) int {
		t.Helper()
		conn, err := s.db.Load().readers.Take(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer s.db.Load().readers.Put(conn)
		n, err := count(conn, "SELECT count(*) FROM "+table)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	s := open(t)
	end := func() call.Call {
		return commit(t, s, apply(t, commit(t, s, start(t, "ann", "bob")), call.Cancel{By: phone("ann")}))
	}
	for n := range fileLot + 3 { // so that some are filed with others and some are not
		c := end()
		if filed, left := rows(s, "records"), rows(s, "calls"); filed+left != n+1 {
			t.Fatalf("of %d calls %d are filed and %d are not", n+1, filed, left)
		}
		if loaded, err := s.Load(t.Context(), c.Ref()); err != nil || loaded.End == nil {
			t.Fatalf("%+v, %v", loaded.End, err)
		}
	}
	if n, err := s.CountRecords(t.Context(), record.Filter{App: app}); err != nil || n != fileLot+3 || rows(s, "calls") > 0 {
		t.Errorf("%d records, %v; %d calls are not filed", n, err, rows(s, "calls"))
	}
	if days, err := s.Usage(t.Context(), app, end().StartedAt, end().StartedAt); err != nil || len(days) == 0 || days[len(days)-1].Calls < 2 {
		t.Errorf("%+v, %v", days, err)
	}

	// A crash: the file as it is while a call is not filed.
	last, copied := end(), filepath.Join(t.TempDir(), "ringline.db")
	if err := s.Backup(t.Context(), copied); err != nil {
		t.Fatal(err)
	}
	if contents, err := Check(t.Context(), copied); err != nil || contents.Records != fileLot+6 || contents.Live != 0 {
		t.Errorf("%+v, %v", contents, err)
	}
	if stories, err := Recent(t.Context(), copied, 2); err != nil || len(stories) != 2 || stories[0].Call.ID != last.ID || len(stories[0].History) != 2 {
		t.Errorf("%+v, %v", stories, err)
	}
	cfg := Default()
	cfg.Path = copied
	after, err := Open(t.Context(), cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { err = errors.Join(err, after.Close()) }()
	if calls := all(after); len(calls) != fileLot+6 || calls[len(calls)-1].ID != last.ID || rows(after, "calls") > 0 {
		t.Errorf("%d records, %d calls are not filed", len(calls), rows(after, "calls"))
	}
	if live, err := after.Live(t.Context(), 0); err != nil || len(live) > 0 {
		t.Errorf("%d calls live, %v", len(live), err)
	}
}

// TestFiledInTime: what has ended is filed soon, also if nobody asks for it and nothing else is written.
func TestFiledInTime(t *testing.T) {
	s := open(t)
	c := commit(t, s, apply(t, commit(t, s, start(t, "ann", "bob")), call.Cancel{By: phone("ann")}))
	for s.db.Load().unfiled.Load() > 0 { // or the test runs out of time
		if _, err := s.Load(t.Context(), c.Ref()); err != nil {
			t.Fatal(err)
		}
	}
}
