package move

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"ringline/internal/admin"
	"ringline/internal/call"
	"ringline/internal/profile"
	"ringline/internal/record"
	"ringline/internal/reply"
	"ringline/internal/store/postgres"
	"ringline/internal/store/postgres/pgtest"
	"ringline/internal/store/sqlite"
	"ringline/internal/tenant"
)

var database pgtest.Shared

func TestMain(m *testing.M) { os.Exit(database.Main(m)) }

var log = slog.New(slog.DiscardHandler)

// fill makes calls, live and ended, and some of everything else, with texts that PostgreSQL cannot hold as they are.
func fill(t *testing.T, path string) call.Change {
	t.Helper()
	cfg := sqlite.Default()
	cfg.Path = path
	s, err := sqlite.Open(t.Context(), cfg, log)
	if err != nil {
		t.Fatal(err)
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	var live call.Change
	now := time.Now().Truncate(time.Millisecond)
	for n := range 30 {
		by := call.Actor{Kind: call.ByUser, User: call.UserID(fmt.Sprintf("caller-%d", n)), Device: "d'\x00\"", From: call.Origin{IP: "192.0.2.1", Platform: "\"web"}}
		change, err := call.Apply(call.Call{}, call.Start{
			App: call.AppID(1 + n%2), ID: call.ID(uuid.Must(uuid.NewV7()).String()), By: by, Callees: []call.UserID{call.UserID(fmt.Sprintf("callee-%d", n))},
			Media: call.Audio, Room: call.Room{Name: "1", Numeric: true}, RingFor: time.Minute, Max: 9, UserData: "\x00ü",
		}, now)
		must(err)
		change.Node, change.Origin = "node\xff", by.From
		change.Request = call.Request{User: by.User, Device: by.Device, ID: fmt.Sprintf("r\x00%d", n)}
		change.Deliveries = []call.Delivery{{Event: "start", At: now, Body: []byte(`{"a":"ü\u0000"}`)}}
		must(s.Commit(t.Context(), change))
		live = change
		must(s.AddFacts(t.Context(), []record.Fact{{Call: change.To.Ref(), At: now, Source: "client", Kind: "lost", Device: "\x00", Detail: map[string]string{"a": "\x00"}}}))
		must(s.SaveReports(t.Context(), []record.Report{{Call: change.To.Ref(), At: now}}))
		if n%3 == 0 {
			continue
		}
		end, err := call.Apply(change.To, call.Tick{}, now.Add(2*time.Minute))
		must(err)
		must(s.Commit(t.Context(), end))
	}
	app := admin.Stored{ID: 7, Version: 1, CreatedAt: now, UpdatedAt: now, Secrets: []admin.StoredSecret{{ID: "a", CreatedAt: now, Sealed: "s"}}}
	must(s.SaveApp(t.Context(), app, admin.Act{At: now, By: admin.By{Name: "root\x00"}, What: "app.create"}))
	token := admin.StoredToken{Token: admin.Token{ID: "t", Name: "n", Scopes: []admin.Scope{admin.Everything}, CreatedAt: now, CreatedBy: "x"}, Hash: strings.Repeat("a", 64)}
	must(s.SaveToken(t.Context(), token, admin.Act{At: now, By: admin.By{Name: "root"}, What: "token.create", Detail: map[string]string{"x": "\x00"}}))
	must(s.SaveProfile(t.Context(), profile.Profile{App: 1, User: "ann", Name: "Ä\x00", CreatedAt: now, UpdatedAt: now}))
	must(s.SaveReply(t.Context(), reply.Reply{ID: [32]byte{1}, Print: [32]byte{2}, Sealed: []byte{0, 255}, At: now}))
	must(s.Close())
	return live
}

// contents are all rows of a file.
func contents(t *testing.T, path string) map[string][][]any {
	t.Helper()
	s, err := openFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.conn.Close() }()
	all := map[string][][]any{}
	for _, table := range tables {
		for row, err := range s.rows(t.Context(), table) {
			if err != nil {
				t.Fatal(err)
			}
			all[table.name] = append(all[table.name], row)
		}
		if len(all[table.name]) == 0 {
			t.Errorf("there are no %s to copy", table.name)
		}
	}
	return all
}

// TestThereAndBack: what went to PostgreSQL and back is what it was, row by row, and on both sides calls go on.
func TestThereAndBack(t *testing.T) {
	url := tenant.Secret(database.Database(t))
	dir := t.TempDir()
	from, back := filepath.Join(dir, "from.db"), filepath.Join(dir, "back.db")
	live := fill(t, from)
	tell := func(string, int64) {}
	if err := Copy(t.Context(), Place{File: from}, Place{URL: url}, log, tell); err != nil {
		t.Fatal(err)
	}
	if err := Copy(t.Context(), Place{File: from}, Place{URL: url}, log, tell); err == nil || !strings.Contains(err.Error(), "not empty") {
		t.Errorf("copied into a full database: %v", err)
	}
	rows := 0
	if err := Copy(t.Context(), Place{URL: url}, Place{File: back}, log, func(_ string, n int64) { rows += int(n) }); err != nil {
		t.Fatal(err)
	}
	before := contents(t, from)
	if diff := cmp.Diff(before, contents(t, back)); diff != "" {
		t.Errorf("after the way there and back (- before, + after):\n%s", diff)
	}
	for _, all := range before {
		rows -= len(all)
	}
	if rows != 0 {
		t.Errorf("told of %d rows too many", rows)
	}
	if err := Copy(t.Context(), Place{URL: url}, Place{File: back}, log, tell); err == nil {
		t.Error("a file was overwritten")
	}

	cfg := postgres.Default()
	cfg.URL = url
	s, err := postgres.Open(t.Context(), cfg, log)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if err := Copy(t.Context(), Place{URL: url}, Place{File: filepath.Join(dir, "other.db")}, log, tell); err == nil || !strings.Contains(err.Error(), "stop them first") {
		t.Errorf("copied beside a server: %v", err)
	}
	var repeated *call.Repeated
	if err := s.Commit(t.Context(), live); !errors.As(err, &repeated) { // P12
		t.Errorf("a request of before the move: %v", err)
	}
	refs, err := s.Due(t.Context(), time.Now().Add(time.Hour), 100) // P14
	if err != nil || len(refs) != len(before["calls"]) {
		t.Errorf("%d calls of %d are due, %v", len(refs), len(before["calls"]), err)
	}
	if err := s.AddAct(t.Context(), admin.Act{At: time.Now(), By: admin.By{Name: "root"}, What: "x"}); err != nil {
		t.Errorf("the log does not go on: %v", err)
	}
	n, err := s.CountRecords(t.Context(), record.Filter{App: 1})
	if list, err2 := s.Records(t.Context(), record.Filter{App: 1}, true, record.Position{}, 100); err != nil || err2 != nil || n == 0 || len(list) != n {
		t.Errorf("%d records are counted and %d found, %v %v", n, len(list), err, err2)
	}
}
