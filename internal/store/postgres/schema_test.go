package postgres_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"ringline/internal/call"
	"ringline/internal/store/postgres"
	"ringline/internal/tenant"
)

func on(url string) postgres.Config {
	cfg := postgres.Default()
	cfg.URL = tenant.Secret(url)
	return cfg
}

// TestTogether: many nodes that start at once on an empty database prepare it once.
func TestTogether(t *testing.T) {
	url := shared.Database(t)
	var group sync.WaitGroup
	for range 5 {
		group.Go(func() { open(t, url) })
	}
	group.Wait()
	steps, err := postgres.Steps(t.Context(), on(url))
	if err != nil || len(steps) == 0 {
		t.Fatal(steps, err)
	}
	for _, s := range steps {
		if s.DoneAt.IsZero() {
			t.Errorf("step %d is not done", s.Number)
		}
	}
}

// TestVersions: a version runs on the schema of the next one as long as that has only added something.
func TestVersions(t *testing.T) {
	url := shared.Database(t)
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	before := fstest.MapFS{"migrations/0001_one.sql": file("-- expand\nCREATE TABLE one (a int, b int);")}
	after := fstest.MapFS{
		"migrations/0001_one.sql":  before["migrations/0001_one.sql"],
		"migrations/0002_two.sql":  file("-- expand\nALTER TABLE one ADD COLUMN c int;"),
		"migrations/0003_gone.sql": file("-- contract\nALTER TABLE one DROP COLUMN a;"),
	}
	ran := func(steps fstest.MapFS, contract bool, want string) {
		t.Helper()
		done, err := postgres.MigrateFrom(t.Context(), on(url), steps, contract)
		got := ""
		for _, s := range done {
			got += fmt.Sprint(s.Number)
		}
		if err != nil {
			got = "refused"
		}
		if got != want {
			t.Fatalf("ran %q, want %q: %v", got, want, err)
		}
	}
	ran(before, false, "1")
	ran(after, false, "2")
	ran(before, false, "") // the old one runs beside it
	ran(after, false, "")
	ran(after, true, "3")
	ran(after, true, "")
	ran(before, false, "refused")
}

// TestForeign: a database that has somebody else's tables is left alone, and no error shows a password.
func TestForeign(t *testing.T) {
	url := shared.Database(t)
	name := url[strings.LastIndex(url, "/")+1:]
	if err := shared.Server(t).Exec(t.Context(), name, "CREATE TABLE theirs (a int)"); err != nil {
		t.Fatal(err)
	}
	if _, err := postgres.Migrate(t.Context(), on(url), false); err == nil || !strings.Contains(err.Error(), "another program's") {
		t.Errorf("migrated: %v", err)
	}
	for _, wrong := range []string{
		"postgres://me:hunter2@127.0.0.1:1/x", "postgres://me:hunter2@127.0.0.1:1/x?sslmode=odd", "http://me:hunter2@h/x", "postgres://me:hunter2@h:port/x",
	} {
		_, err := postgres.Migrate(t.Context(), on(wrong), false)
		if err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%v", err)
		}
	}
}

// TestWeekDropped: a week goes as a whole when every app's records there are past keeping, and not before.
func TestWeekDropped(t *testing.T) {
	store := open(t, shared.Database(t))
	began := time.Now().AddDate(0, 0, -70).Truncate(time.Millisecond)
	if err := store.Partition(t.Context(), began, began); err != nil {
		t.Fatal(err)
	}
	milli := began.UnixMilli()
	for n := range 20 {
		m := starting(int64(n))
		m.ID = call.ID(fmt.Sprintf("%08x-%04x-7000-8000-%012d", milli>>16, milli&0xffff, n))
		if n >= 15 {
			m.App++
		}
		change := decide(t, call.Call{}, m, began)
		change.Request = call.Request{User: m.By.User, Device: "phone", ID: "r"}
		if err := store.Commit(t.Context(), change); err != nil {
			t.Fatal(err)
		}
		if err := store.Commit(t.Context(), decide(t, change.To, call.EndCall{By: call.Actor{Kind: call.ByAdmin, User: "root"}}, began.Add(time.Second))); err != nil {
			t.Fatal(err)
		}
	}
	there := func() bool {
		n, err := store.Number(t.Context(), fmt.Sprintf("SELECT count(*) FROM pg_class WHERE relname IN ('records_%[1]s', 'changes_%[1]s')", postgres.WeekName(began)))
		if err != nil {
			t.Fatal(err)
		}
		return n > 0
	}
	purge := func(app call.AppID, before time.Time, limit, want int) {
		t.Helper()
		if n, err := store.PurgeRecords(t.Context(), app, before, limit); err != nil || n != want {
			t.Fatalf("%d records of app %d were purged, %v; want %d", n, app, err, want)
		}
	}
	cut := began.AddDate(0, 0, 10) // after the week
	purge(app, began, 100, 0)
	purge(app, cut, 5, 5) // the other app keeps the week
	if !there() {
		t.Fatal("the week of an app that keeps it was dropped")
	}
	purge(app+1, cut, 3, 5) // now it goes, with what the first app still had there
	if there() {
		t.Fatal("the week is still there")
	}
	for _, table := range []string{"requests", "records", "changes", "record_users", "record_counts"} {
		if n, err := store.Number(t.Context(), "SELECT count(*) FROM "+table); err != nil || n != 0 {
			t.Errorf("%d rows are left in %s, %v", n, table, err)
		}
	}
	if _, err := store.Load(t.Context(), call.Ref{App: app, ID: "x"}); !errors.Is(err, call.ErrNotFound) {
		t.Error(err)
	}
}
