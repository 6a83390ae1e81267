package sqlite_test

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ringline/internal/audit"
	"ringline/internal/audit/history"
	"ringline/internal/call"
	"ringline/internal/record"
	"ringline/internal/store/sqlite"
)

// historyOf reads the whole history out of a closed database, without the store that wrote it.
func historyOf(t *testing.T, path string) audit.History {
	t.Helper()
	h, err := history.Read(t.Context(), path)
	must(t, err)
	return h
}

func storeAt(t *testing.T, path string) *sqlite.Store {
	t.Helper()
	cfg := sqlite.Default()
	cfg.Path = path
	store, err := sqlite.Open(t.Context(), cfg, slog.New(slog.NewTextHandler(t.Output(), nil)))
	must(t, err)
	return store
}

// TestBackupUnderLoad backs up while calls of all sorts are written, by the server itself and from outside. Each backup, restored,
// has everything that was acknowledged before it began (P9), and the auditor finds nothing.
func TestBackupUnderLoad(t *testing.T) {
	dir := t.TempDir()
	store := open(t, dir)
	var mu sync.Mutex
	acknowledged := map[call.Ref]int64{}
	note := func(c call.Call) {
		mu.Lock()
		defer mu.Unlock()
		acknowledged[c.Ref()] = max(acknowledged[c.Ref()], c.Version)
	}
	so := func() map[call.Ref]int64 {
		mu.Lock()
		defer mu.Unlock()
		copied := map[call.Ref]int64{}
		for ref, version := range acknowledged {
			copied[ref] = version
		}
		return copied
	}
	var stop atomic.Bool
	var group sync.WaitGroup
	for worker := range 8 {
		group.Go(func() {
			for n := 0; !stop.Load(); n++ {
				if err := someCall(store, int64(n*8+worker), note); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for len(so()) < 200 {
		time.Sleep(time.Millisecond)
	}
	from := filepath.Join(dir, "ringline.db")
	for name, backup := range map[string]func(context.Context, string) error{
		"inside":  store.Backup,
		"outside": func(ctx context.Context, to string) error { return sqlite.Backup(ctx, from, to) },
	} {
		before := so()
		file := filepath.Join(dir, name)
		if err := backup(t.Context(), file); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		elsewhere := filepath.Join(t.TempDir(), "ringline.db")
		contents, old, err := sqlite.Restore(t.Context(), file, elsewhere, time.Now())
		if err != nil || old != "" {
			t.Fatalf("%s: %v, %q", name, err, old)
		}
		restored := storeAt(t, elsewhere)
		for ref, version := range before {
			if c, err := restored.Load(t.Context(), ref); err != nil || c.Version < version {
				t.Errorf("%s: P9: call %s was acknowledged at version %d and is at %d, %v", name, ref.ID, version, c.Version, err)
			}
		}
		n, err := restored.CountRecords(t.Context(), record.Filter{App: app})
		live, _ := restored.Live(t.Context(), 0)
		if err != nil || n != contents.Records || len(live) != contents.Live || n+len(live) < len(before) {
			t.Errorf("%s: %d records, %d live calls, %v; the check says %+v", name, n, len(live), err, contents)
		}
		start(t, restored, 1e12+1) // and it goes on
		must(t, restored.Close())
		h := historyOf(t, elsewhere)
		if len(h.Calls) < 200 {
			t.Errorf("%s: only %d calls are audited", name, len(h.Calls))
		}
		for _, b := range audit.Audit(h) {
			t.Errorf("%s: %v", name, b)
		}
	}
	stop.Store(true)
	group.Wait()
}

func TestBackupFile(t *testing.T) {
	dir := t.TempDir()
	store := open(t, dir)
	end(t, store, start(t, store, 1))
	start(t, store, 2)
	file := filepath.Join(dir, "backup")
	must(t, store.Backup(t.Context(), file))
	info, err := os.Stat(file)
	must(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	contents, err := sqlite.Check(t.Context(), file)
	if err != nil || contents.Live != 1 || contents.Records != 1 {
		t.Errorf("%+v, %v", contents, err)
	}
	before, err := os.ReadFile(file)
	must(t, err)
	for name, backup := range map[string]func() error{
		"inside":  func() error { return store.Backup(t.Context(), file) },
		"outside": func() error { return sqlite.Backup(t.Context(), filepath.Join(dir, "ringline.db"), file) },
	} {
		if err := backup(); err == nil || !strings.Contains(err.Error(), "choose another") {
			t.Errorf("%s, over a file: %v", name, err)
		}
	}
	if after, _ := os.ReadFile(file); string(after) != string(before) {
		t.Error("the file was changed")
	}

	// What goes wrong leaves nothing behind.
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for name, backup := range map[string]func(to string) error{
		"no folder":   func(string) error { return store.Backup(t.Context(), filepath.Join(dir, "none", "x")) },
		"given up":    func(to string) error { return store.Backup(gone, to) },
		"given up, 2": func(to string) error { return sqlite.Backup(gone, filepath.Join(dir, "ringline.db"), to) },
		"nothing":     func(to string) error { return sqlite.Backup(t.Context(), filepath.Join(dir, "none.db"), to) },
		"no database": func(to string) error { return sqlite.Backup(t.Context(), filepath.Join(dir, "ringline.db.lock"), to) },
	} {
		if err := backup(filepath.Join(dir, "wrong")); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "wrong*")); left != nil {
		t.Errorf("left behind: %v", left)
	}
}

// A database whose server was killed has a part of it in the WAL.
func TestBackupAfterAKill(t *testing.T) {
	dir := t.TempDir()
	process, lines := another(t, "write", dir)
	for range 300 {
		<-lines
	}
	must(t, process.Process.Kill())
	var versions int
	for range lines {
		versions++
	}
	file := filepath.Join(dir, "backup")
	must(t, sqlite.Backup(t.Context(), filepath.Join(dir, "ringline.db"), file))
	contents, err := sqlite.Check(t.Context(), file)
	if err != nil || contents.Live+contents.Records < 50 {
		t.Errorf("%+v, %v", contents, err)
	}
	h := historyOf(t, file)
	if len(h.Log) < 300+versions {
		t.Errorf("%d changes, %d were acknowledged", len(h.Log), 300+versions)
	}
	for _, b := range audit.Audit(h) {
		t.Error(b)
	}
}

func TestRestore(t *testing.T) {
	dir := t.TempDir()
	path, file := filepath.Join(dir, "ringline.db"), filepath.Join(dir, "backup")
	store := storeAt(t, path)
	kept := start(t, store, 1)
	must(t, store.Backup(t.Context(), file))
	lost := start(t, store, 2)
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

	if _, _, err := sqlite.Restore(t.Context(), file, path, at); !errors.Is(err, sqlite.ErrLocked) {
		t.Fatalf("while a server runs: %v", err)
	}
	must(t, store.Close())
	contents, old, err := sqlite.Restore(t.Context(), file, path, at)
	if err != nil || contents.Live != 1 || filepath.Base(old) != "ringline.db.before-restore-20260301T120000Z" {
		t.Fatalf("%+v, %q, %v", contents, old, err)
	}
	if _, _, err := sqlite.Restore(t.Context(), file, path, at); err == nil || !strings.Contains(err.Error(), "try again") {
		t.Fatalf("twice in a second: %v", err)
	}
	// That one was broken off, and nobody takes what is left for the whole.
	if _, err := openQuietly(dir); err == nil || !strings.Contains(err.Error(), "broken off") {
		t.Fatalf("opened: %v", err)
	}
	if _, _, err = sqlite.Restore(t.Context(), file, path, at.Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	store = storeAt(t, path)
	if _, err := store.Load(t.Context(), kept.Ref()); err != nil {
		t.Errorf("the call that was backed up: %v", err)
	}
	if _, err := store.Load(t.Context(), lost.Ref()); !errors.Is(err, call.ErrNotFound) {
		t.Errorf("the call of afterwards: %v", err)
	}
	must(t, store.Close())

	// Back to what was before.
	if _, _, err = sqlite.Restore(t.Context(), old, path, at.Add(2*time.Second)); err != nil {
		t.Fatal(err)
	}
	store = storeAt(t, path)
	if _, err := store.Load(t.Context(), lost.Ref()); err != nil {
		t.Errorf("the call of afterwards: %v", err)
	}
	must(t, store.Close())
	info, err := os.Stat(path)
	must(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
}

// A file that its server left with a WAL is restored with it.
func TestRestoreWithLog(t *testing.T) {
	dir := t.TempDir()
	store := open(t, dir)
	c := start(t, store, 1)
	copied := filepath.Join(t.TempDir(), "copy")
	for _, part := range []string{"", "-wal"} {
		text, err := os.ReadFile(filepath.Join(dir, "ringline.db"+part))
		must(t, err)
		must(t, os.WriteFile(copied+part, text, 0o600))
	}
	to := filepath.Join(t.TempDir(), "ringline.db")
	if contents, _, err := sqlite.Restore(t.Context(), copied, to, time.Now()); err != nil || contents.Live != 1 {
		t.Fatalf("%+v, %v", contents, err)
	}
	restored := storeAt(t, to)
	if _, err := restored.Load(t.Context(), c.Ref()); err != nil {
		t.Error(err)
	}
	must(t, restored.Close())
}

// What is no good backup is refused, the database stays, and the error says what is wrong.
func TestRestoreRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		spoil func(t *testing.T, dir string)
		want  string
	}{
		"nothing":           {func(t *testing.T, dir string) { must(t, os.Remove(filepath.Join(dir, "ringline.db"))) }, "no such file"},
		"empty":             {func(t *testing.T, dir string) { must(t, os.Truncate(filepath.Join(dir, "ringline.db"), 0)) }, "empty"},
		"cut off":           {func(t *testing.T, dir string) { must(t, os.Truncate(filepath.Join(dir, "ringline.db"), 20_000)) }, "damaged"},
		"no database":       {func(t *testing.T, dir string) { overwrite(t, dir, 0, strings.Repeat("not a database. ", 512)) }, "not a database"},
		"another program's": {func(t *testing.T, dir string) { tool(t, dir, "PRAGMA application_id = 7") }, "no database of ringline's"},
		"newer":             {func(t *testing.T, dir string) { tool(t, dir, "PRAGMA user_version = 99") }, "newer ringline"},
		"damaged page":      {func(t *testing.T, dir string) { overwrite(t, dir, 3*4096, strings.Repeat("\xff", 4096)) }, "damaged"},
		"damaged index": {func(t *testing.T, dir string) {
			tool(t, dir, "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'facts_call') WHERE name = 'records_class'")
		}, "damaged"},
		"broken rule": {func(t *testing.T, dir string) {
			tool(t, dir, "DROP TRIGGER records_stay; UPDATE records SET doc = json_set(doc, '$.end.result', 'completed')")
		}, "completed without an answer"},
		"live call without claim": {func(t *testing.T, dir string) { tool(t, dir, "DELETE FROM claims WHERE user = 'caller-1'") }, "are claimed"},
		"missing change":          {func(t *testing.T, dir string) { tool(t, dir, "DELETE FROM changes WHERE version = 2") }, "its timeline has 1"},
		"wrong count":             {func(t *testing.T, dir string) { tool(t, dir, "UPDATE record_counts SET n = n + 1 WHERE span = 60000") }, "2 are counted"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := fileWithCalls(t)
			test.spoil(t, dir)
			to := fileWithCalls(t)
			path := filepath.Join(to, "ringline.db")
			before, err := os.ReadFile(path)
			must(t, err)
			_, _, err = sqlite.Restore(t.Context(), filepath.Join(dir, "ringline.db"), path, time.Now())
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v, want %q", err, test.want)
			}
			if after, _ := os.ReadFile(path); string(after) != string(before) {
				t.Error("the database was changed")
			}
			if left, _ := filepath.Glob(path + ".[br]*"); left != nil {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}
