package sqlite_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	zombie "zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"ringline/internal/call"
	"ringline/internal/store/sqlite"
)

const app call.AppID = 1400000001

// fileWithCalls is a closed database with a live and an ended call in it.
func fileWithCalls(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	store := open(t, dir)
	live := start(t, store, 1)
	ended := start(t, store, 2)
	end(t, store, ended)
	if live.ID == "" {
		t.Fatal("no call")
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func start(t *testing.T, store *sqlite.Store, n int64) call.Call {
	t.Helper()
	change, err := call.Apply(call.Call{}, starting(n), time.Now())
	if err == nil {
		err = store.Commit(t.Context(), change)
	}
	if err != nil {
		t.Fatal(err)
	}
	return change.To
}

func end(t *testing.T, store *sqlite.Store, c call.Call) call.Call {
	t.Helper()
	change, err := call.Apply(c, call.EndCall{By: call.Actor{Kind: call.ByAdmin, User: "administrator"}}, time.Now())
	if err == nil {
		err = store.Commit(t.Context(), change)
	}
	if err != nil {
		t.Fatal(err)
	}
	return change.To
}

// tool runs SQL on a closed database, as somebody with a database tool would.
func tool(t *testing.T, dir, sql string) {
	t.Helper()
	conn, err := zombie.OpenConn(filepath.Join(dir, "ringline.db"), zombie.OpenReadWrite|zombie.OpenCreate)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := conn.Close(); err != nil {
			t.Error(err)
		}
	}()
	if err := sqlitex.ExecuteScript(conn, sql, nil); err != nil {
		t.Fatal(err)
	}
}

// TestRefused checks what is not opened, that the error says what to do, and that the file is left as it was.
func TestRefused(t *testing.T) {
	for name, test := range map[string]struct {
		spoil   func(t *testing.T, dir string)
		want    string
		foreign bool
	}{
		"newer version": {
			func(t *testing.T, dir string) { tool(t, dir, "PRAGMA user_version = 99") },
			"newer ringline (its schema is 99", true,
		},
		"another program's": {
			func(t *testing.T, dir string) { tool(t, dir, "PRAGMA application_id = 7") },
			"another program's database", true,
		},
		"no database": {
			func(t *testing.T, dir string) { overwrite(t, dir, 0, strings.Repeat("not a database. ", 512)) },
			"damaged or not a database", true,
		},
		"damaged page": {
			func(t *testing.T, dir string) { overwrite(t, dir, 100, strings.Repeat("\xff", 3996)) },
			"damaged", false,
		},
		"damaged call": {
			func(t *testing.T, dir string) { tool(t, dir, "UPDATE calls SET doc = substr(doc, 1, 100)") },
			"damaged", false,
		},
		"call against the rules": {
			func(t *testing.T, dir string) { tool(t, dir, "UPDATE calls SET doc = json_set(doc, '$.max', 1)") },
			"at most 1", false,
		},
		"claim without a call": {
			func(t *testing.T, dir string) { tool(t, dir, "INSERT INTO claims VALUES (1400000001, 'x', 'y')") },
			"user x of app 1400000001 is claimed by call y", false,
		},
		"call without its claim": {
			func(t *testing.T, dir string) { tool(t, dir, "DELETE FROM claims WHERE user = 'caller-1'") },
			"hold 2 users, and 1 are claimed", false,
		},
		"folder in its place": {
			func(t *testing.T, dir string) {
				must(t, os.Remove(filepath.Join(dir, "ringline.db")))
				must(t, os.Mkdir(filepath.Join(dir, "ringline.db"), 0o700))
			},
			"is a directory", false,
		},
		"no folder": {
			func(t *testing.T, dir string) { must(t, os.RemoveAll(dir)) },
			"no such file or directory", false,
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := fileWithCalls(t)
			test.spoil(t, dir)
			before, _ := os.ReadFile(filepath.Join(dir, "ringline.db"))
			store, err := openQuietly(dir)
			if err == nil {
				t.Fatal("it was opened", store.Close())
			}
			if !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), dir) {
				t.Errorf("the error is %q; it should name the file and %q", err, test.want)
			}
			// What is not ours is not written to. (A spoiled page may lie in one that recovery rewrites.)
			after, _ := os.ReadFile(filepath.Join(dir, "ringline.db"))
			if test.foreign && string(after) != string(before) {
				t.Error("the file was changed")
			}
		})
	}
}

func overwrite(t *testing.T, dir string, at int64, text string) {
	t.Helper()
	file, err := os.OpenFile(filepath.Join(dir, "ringline.db"), os.O_RDWR, 0)
	must(t, err)
	_, err = file.WriteAt([]byte(text), at)
	must(t, err)
	must(t, file.Close())
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestGuards checks the second guard: what the file itself refuses, whoever writes.
func TestGuards(t *testing.T) {
	dir := fileWithCalls(t)
	conn, err := zombie.OpenConn(filepath.Join(dir, "ringline.db"), zombie.OpenReadWrite)
	must(t, err)
	defer func() { must(t, conn.Close()) }()
	for name, sql := range map[string]string{
		"two calls hold a user":         "INSERT INTO claims SELECT app, user, 'another' FROM claims LIMIT 1",
		"a call exists twice":           "INSERT INTO calls SELECT * FROM calls LIMIT 1",
		"a call has two records":        "INSERT INTO records SELECT * FROM records",
		"a record changes":              "UPDATE records SET ended_at = ended_at + 1",
		"a record's result changes":     "UPDATE records SET result = 'completed'",
		"a record's doc ends otherwise": "UPDATE records SET doc = json_set(doc, '$.end.result', 'completed')",
		"a record's leg changes":        "UPDATE records SET doc = json_set(doc, '$.legs[1].reason', 'busy')",
		"a record loses a leg":          "UPDATE records SET doc = json_remove(doc, '$.legs[1]')",
		"a record's doc is emptied":     "UPDATE records SET doc = '{}'",
		"a record's doc is no JSON":     "UPDATE records SET doc = 'x'",
		"a user has a record twice":     "INSERT INTO record_users SELECT * FROM record_users LIMIT 1",
		"fewer records than none":       "UPDATE record_counts SET n = n - 2",
		"more answers than calls":       "UPDATE usage SET answered = 2",
		"a call ends before its start":  "INSERT INTO records SELECT app, 'x', started_at, started_at - 1, result, kind, media, doc FROM records",
		"a call ends without a result":  "INSERT INTO records SELECT app, 'x', started_at, ended_at, '', kind, media, doc FROM records",
		"a version is decided twice":    "INSERT INTO changes SELECT * FROM changes LIMIT 1",
		"a change without a rule":       "UPDATE changes SET rule = ''",
		"a request of nobody":           "UPDATE changes SET request_id = 'x'",
		"a version before the first":    "UPDATE calls SET version = 0",
		"text where a number should be": "UPDATE calls SET version = 'one'",
	} {
		err := sqlitex.ExecuteTransient(conn, sql, nil)
		if code := zombie.ErrCode(err).ToPrimary(); code != zombie.ResultConstraint && (name != "a record's doc is no JSON" || code != zombie.ResultError) {
			t.Errorf("%s: %v", name, err)
		}
	}
	// Names may go: users are erased.
	must(t, sqlitex.ExecuteTransient(conn, `UPDATE records SET doc = json_remove(json_set(doc, '$.legs[0].user', 'x', '$.legs[0].device', 'y',
		'$.legs[1].invited_by', 'x', '$.end.by.user', 'x'), '$.user_data')`, nil))
}

// TestFileIsPrivate checks that other users of the machine cannot read who calls whom.
func TestFileIsPrivate(t *testing.T) {
	dir := t.TempDir()
	start(t, open(t, dir), 1)
	files, err := filepath.Glob(filepath.Join(dir, "ringline.db*"))
	must(t, err)
	for _, file := range files {
		info, err := os.Stat(file)
		must(t, err)
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has the mode %v", file, info.Mode())
		}
	}
	if len(files) != 4 { // with -wal, -shm and .lock
		t.Errorf("looked at %v only", files)
	}
}

// TestTornLog cuts and spoils the WAL at every place that matters: each change whose frames are whole is there,
// and nothing of the others.
func TestTornLog(t *testing.T) {
	dir := t.TempDir()
	store := open(t, dir)
	var calls []call.Call
	var ends []int64 // where each change's frames end in the WAL
	for n := range 6 {
		calls = append(calls, start(t, store, int64(n)))
		info, err := os.Stat(filepath.Join(dir, "ringline.db-wal"))
		must(t, err)
		ends = append(ends, info.Size())
	}
	file, err := os.ReadFile(filepath.Join(dir, "ringline.db"))
	must(t, err)
	wal, err := os.ReadFile(filepath.Join(dir, "ringline.db-wal"))
	must(t, err)

	try := func(name string, wal []byte, want int) {
		t.Helper()
		copied := t.TempDir()
		must(t, os.WriteFile(filepath.Join(copied, "ringline.db"), file, 0o600))
		must(t, os.WriteFile(filepath.Join(copied, "ringline.db-wal"), wal, 0o600))
		store := open(t, copied)
		got, err := store.Live(t.Context(), 0)
		must(t, err)
		if len(got) != want {
			t.Errorf("%s: %d calls are there, want %d", name, len(got), want)
		}
		for i, c := range calls {
			if _, err := store.History(t.Context(), c.Ref()); (err == nil) != (i < want) {
				t.Errorf("%s: history of call %d of %d: %v", name, i, want, err)
			}
		}
		start(t, store, 100) // and it goes on
		must(t, store.Close())
	}
	for i, end := range ends {
		try("cut after a change", wal[:end], i+1)
		try("cut within a change", wal[:end-1], i)
		spoiled := append([]byte(nil), wal...)
		spoiled[end-100] ^= 1
		if i < len(ends)-2 { // two whole changes behind it: no crash does that
			copied := t.TempDir()
			must(t, os.WriteFile(filepath.Join(copied, "ringline.db"), file, 0o600))
			must(t, os.WriteFile(filepath.Join(copied, "ringline.db-wal"), spoiled, 0o600))
			switch store, err := openQuietly(copied); {
			case err == nil:
				t.Errorf("a bit turned over with %d changes behind it: it was opened", len(ends)-1-i)
				must(t, store.Close())
			case !strings.Contains(err.Error(), "damaged in its middle"):
				t.Errorf("a bit turned over with %d changes behind it: %v", len(ends)-1-i, err)
			}
			continue
		}
		try("a bit turned over", spoiled, i)
	}
	try("rubbish at the end", append(append([]byte(nil), wal...), make([]byte, 10_000)...), len(ends))
	try("nothing", nil, 0)
}
