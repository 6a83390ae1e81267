package postgres_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jackc/pgx/v5"

	"ringline/internal/call"
	"ringline/internal/cluster"
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
	ran := func(steps fstest.MapFS, contractFor, want string) {
		t.Helper()
		done, err := postgres.MigrateFrom(t.Context(), on(url), steps, contractFor)
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
	ran(before, "", "1")
	ran(after, "", "2")
	ran(before, "", "") // the old one runs beside it
	ran(after, "", "")
	ran(after, "2.0", "3")
	ran(after, "2.0", "")
	ran(before, "", "refused")
}

// TestContractRefused: P18. What a server needs is not taken away while it lives, or may be back.
func TestContractRefused(t *testing.T) {
	url := shared.Database(t)
	store := open(t, url)
	steps := fstest.MapFS{}
	for n := range 8 { // those that are done, and some more
		steps[fmt.Sprintf("migrations/%04d_old.sql", n+1)] = &fstest.MapFile{Data: []byte("-- expand\n")}
	}
	steps["migrations/9000_gone.sql"] = &fstest.MapFile{Data: []byte("-- contract\nDROP TABLE profiles;")}
	for name, version := range map[string]string{"one": "1.0", "two": "2.0", "three": "1.0"} {
		if _, _, err := store.Beat(t.Context(), cluster.Node{Name: name, Incarnation: "x", State: cluster.Serving, Version: version}); err != nil {
			t.Fatal(err)
		}
	}
	contract := func() error {
		_, err := postgres.MigrateFrom(t.Context(), on(url), steps, "2.0")
		return err
	}
	if err := contract(); err == nil || !strings.Contains(err.Error(), "one (1.0), three (1.0)") {
		t.Fatal(err)
	}
	if err := store.Leave(t.Context(), cluster.Node{Name: "three", Incarnation: "x"}); err != nil {
		t.Fatal(err)
	}
	if err := contract(); err == nil || strings.Contains(err.Error(), "three") {
		t.Fatal(err)
	}
	store.Later(time.Minute)
	if err := contract(); err != nil {
		t.Error(err)
	}
}

// TestMigrateBehind: a step waits for a long transaction in such a way that nobody else waits long for it.
func TestMigrateBehind(t *testing.T) {
	url := shared.Database(t)
	store := open(t, url)
	long, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer long.Close(t.Context())
	if _, err := long.Exec(t.Context(), "BEGIN; SELECT count(*) FROM calls"); err != nil {
		t.Fatal(err)
	}
	steps := fstest.MapFS{"migrations/9000_next.sql": {Data: []byte("-- expand\nALTER TABLE calls ADD COLUMN next bigint;")}}
	done := make(chan error, 1)
	go func() {
		_, err := postgres.MigrateFrom(t.Context(), on(url), steps, "")
		done <- err
	}()
	calls := start(t, store, 2)
	behind := func(waits bool) {
		t.Helper()
		for n, want := -1, map[bool]int{true: 1}[waits]; n != want; {
			select {
			case err := <-done:
				t.Fatalf("it waits for nobody: %v", err)
			default:
			}
			var err error
			if n, err = store.Number(t.Context(), "SELECT count(*) FROM pg_locks WHERE relation = 'calls'::regclass AND mode = 'AccessExclusiveLock' AND NOT granted"); err != nil {
				t.Fatal(err)
			}
		}
	}
	for range 3 { // it comes, and goes by itself, and others commit
		behind(true)
		behind(false)
		calls.reach(t, 10)
	}
	if _, err := long.Exec(t.Context(), "COMMIT"); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
	calls.judge(t)
	if calls.failed > 0 {
		t.Errorf("meanwhile %d commits failed", calls.failed)
	}
}

// TestInWhoseWay: whoever waits to change the schema is told for whom, while it waits and when it gives up.
func TestInWhoseWay(t *testing.T) {
	url := shared.Database(t)
	open(t, url)
	steps := fstest.MapFS{"migrations/9000_next.sql": {Data: []byte("-- expand\nALTER TABLE calls ADD COLUMN next bigint;")}}
	for program, want := range map[string]struct{ does, told string }{
		"ringline": {fmt.Sprintf("BEGIN; SELECT pg_advisory_xact_lock(%d)", postgres.Migrating), "is changing the schema"},
		"pg_dump":  {"BEGIN; SELECT count(*) FROM calls", "a long transaction is in the way"},
	} {
		t.Run(program, func(t *testing.T) {
			conn, err := pgx.Connect(t.Context(), url+"?application_name="+program)
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close(t.Context())
			if _, err := conn.Exec(t.Context(), want.does); err != nil {
				t.Fatal(err)
			}
			waits, err := postgres.MigrateTwice(t.Context(), on(url), steps)
			if err == nil {
				t.Fatal("nobody was in the way")
			}
			who := fmt.Sprintf("%q, process %d of the database, from 127.0.0.1", program, conn.PgConn().PID())
			for when, told := range map[string]string{"waits": waits, "gives up": err.Error()} {
				if !strings.Contains(told, want.told) || !strings.Contains(told, who) {
					t.Errorf("who %s is told %q", when, told)
				}
			}
		})
	}
}

// TestExpandWaits: who prepares the database by hand is told for whom it waits, and it goes on when they are through.
func TestExpandWaits(t *testing.T) {
	url := shared.Database(t)
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	if _, err := conn.Exec(t.Context(), fmt.Sprintf("BEGIN; SELECT pg_advisory_xact_lock(%d)", postgres.Migrating)); err != nil {
		t.Fatal(err)
	}
	var told string
	done, err := postgres.Expand(t.Context(), on(url), func(who string) {
		told = who
		if _, err := conn.Exec(t.Context(), "ROLLBACK"); err != nil {
			t.Error(err)
		}
	})
	if err != nil || len(done) == 0 || !strings.Contains(told, "is changing the schema") {
		t.Errorf("%d steps were run, %v; told was %q", len(done), err, told)
	}
}

// TestForeign: a database that has somebody else's tables is left alone, and no error shows a password.
func TestForeign(t *testing.T) {
	url := shared.Database(t)
	name := url[strings.LastIndex(url, "/")+1:]
	if err := shared.Server(t).Exec(t.Context(), name, "CREATE TABLE theirs (a int)"); err != nil {
		t.Fatal(err)
	}
	if _, err := postgres.Expand(t.Context(), on(url), nil); err == nil || !strings.Contains(err.Error(), "another program's") {
		t.Errorf("migrated: %v", err)
	}
	for _, wrong := range []string{
		"postgres://me:hunter2@127.0.0.1:1/x", "postgres://me:hunter2@127.0.0.1:1/x?sslmode=odd", "http://me:hunter2@h/x", "postgres://me:hunter2@h:port/x",
	} {
		_, err := postgres.Expand(t.Context(), on(wrong), nil)
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
