package test

import (
	"bytes"
	"context"
	bigendian "encoding/binary"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"ringline/internal/audit"
	"ringline/internal/call"
	"ringline/internal/process"
)

// damages are done to the database of a server that was killed. Each names words that the refusal to start must have.
var damages = []struct {
	name string
	do   func(t *testing.T, db string)
	says string
}{
	{"a bit of the header flipped", func(t *testing.T, db string) {
		execute(t, db, "PRAGMA wal_checkpoint(TRUNCATE)") // or it heals
		flip(t, db, 3)
	}, "put back a backup"},
	{"a page of a table overwritten", func(t *testing.T, db string) { scribble(t, db, "records") }, "put back a backup"},
	{"a page of an index overwritten", func(t *testing.T, db string) { scribble(t, db, "sqlite_autoindex_records_1") }, "put back a backup"},
	{"cut in half", func(t *testing.T, db string) {
		empty(t, db+"-wal")
		cut(t, db, 2)
	}, "put back a backup"},
	{"empty", func(t *testing.T, db string) {
		empty(t, db+"-wal")
		empty(t, db)
	}, "put back a backup"},
	{"a bit of the WAL flipped", func(t *testing.T, db string) { flip(t, db+"-wal", 32+2*(24+4096)+100) }, "put back a backup"},
	{"not a database", func(t *testing.T, db string) { overwrite(t, db, strings.Repeat("shopping list\n", 1000)) }, "put back a backup"},
	{"of a newer version", func(t *testing.T, db string) { execute(t, db, "PRAGMA user_version = 10000") }, "newer ringline"},
	{"of another program", func(t *testing.T, db string) { execute(t, db, "PRAGMA application_id = 7") }, "another program"},
}

// TestDamagedDatabase: a server does not start with a database that is damaged; it says what is wrong and what to do. Doing
// that, `ringline restore`, works, and the restored database has all that was there when the backup began (P9).
func TestDamagedDatabase(t *testing.T) {
	c := gather(t, "database damaged while no server ran, then restored", process.Options{})
	c.busy(600)
	backup := filepath.Join(t.TempDir(), "backup.db")
	before := c.diary.copy()
	command(t, "backup", backup, "--data", c.options.Data)
	c.busy(300)
	c.everything()
	c.part()
	c.during(func() {
		c.fewInWAL()
		for _, d := range damages {
			t.Run(d.name, func(t *testing.T) {
				c.times++
				data := filepath.Join(t.TempDir(), "data")
				if err := os.CopyFS(data, withoutSockets(c.options.Data)); err != nil {
					t.Fatal(err)
				}
				d.do(t, filepath.Join(data, "ringline.db"))
				refuses(t, data, d.says)
				command(t, "restore", backup, "--data", data)
				restored(t, data, before)
			})
		}
		c.times--
		c.server = launch(t, c.options)
	})
	c.over()
}

// TestDamagedWhileRunning: the file of a running server is overwritten. What the server needs of it can no longer be read, so it acknowledges
// nothing any more, says so to whoever asks and in its log, and stays up for people to look at it. It does not start again with the file, and
// after `ringline restore` everything is there that was when the backup was made (P9, P20).
func TestDamagedWhileRunning(t *testing.T) {
	c := &crowd{t: t, app: crowdApp()}
	var log lines
	c.options = process.Options{Data: t.TempDir(), Config: crashConfig, Apps: crowdApps, Output: &log}
	c.server = launch(t, c.options)
	back := newAPI(c.server.URL, c.app)
	var told []audit.Told
	for n := range 300 {
		id := back.ring(t, apart("before", n))
		back.must(t, "end_call", object{"CallId": id})
		told = append(told, audit.Told{Call: call.Ref{App: call.AppID(c.app.ID), ID: id}, Version: 2, Ended: true})
	}
	backup := filepath.Join(t.TempDir(), "backup.db")
	command(t, "backup", backup, "--data", c.options.Data)

	db := filepath.Join(c.options.Data, "ringline.db")
	nonsense(t, db)
	nonsense(t, db+"-wal")
	acknowledged := 0
	var refused *reply
	eventually(t, "a start is refused", func() bool {
		r, err := back.do(t.Context(), "start_call_by_robot", start(apart("after", acknowledged)))
		if err != nil {
			t.Fatalf("no answer with a damaged file: %v", err)
		}
		if r.ErrorCode == 0 { // it was in memory, and went behind what is damaged
			acknowledged++
			return false
		}
		refused = r
		return true
	})
	t.Logf("after %d starts it says: %d %s", acknowledged, refused.ErrorCode, refused.ErrorInfo)
	if refused.ErrorCode != 101001 && refused.ErrorCode != 60008 {
		t.Errorf("P20: a start is refused with %d %s", refused.ErrorCode, refused.ErrorInfo)
	}
	eventually(t, "monitoring and the log say so", func() bool {
		status, text := c.get("/readyz")
		return status == http.StatusServiceUnavailable && strings.Contains(text, "store: not ready") && c.metric("ringline_store_up") == "0" &&
			strings.Contains(log.text(), "put back a backup (ringline restore)")
	})
	if err := c.server.Kill(); err != nil {
		t.Fatal(err)
	}
	refuses(t, c.options.Data, "put back a backup")
	command(t, "restore", backup, "--data", c.options.Data)
	restored(t, c.options.Data, told)
}

// nonsense overwrites all of a file but its first page.
func nonsense(t *testing.T, file string) {
	t.Helper()
	f, err := os.OpenFile(file, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	if n := size(t, file) - 4096; n > 0 {
		_, err = f.WriteAt(bytes.Repeat([]byte("nonsense"), int(n/8)), 4096)
	}
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
}

// lines keeps what a server logs.
type lines struct {
	mu   sync.Mutex
	kept bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.kept.Write(p)
}

func (l *lines) text() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.kept.String()
}

// fewInWAL leaves a WAL that was begun by the last start and holds a few calls, so that the third page in it is one of the first.
func (c *crowd) fewInWAL() {
	c.t.Helper()
	if err := c.server.Stop(); err != nil {
		c.t.Fatal(err)
	}
	c.server = launch(c.t, c.options)
	back := newAPI(c.server.URL, c.app)
	for n := range 10 {
		back.must(c.t, "end_call", object{"CallId": back.ring(c.t, apart("few", n))})
	}
	if err := c.server.Kill(); err != nil {
		c.t.Fatal(err)
	}
}

// refuses checks that a server does not start, and why.
func refuses(t *testing.T, data, says string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	s, err := process.Start(ctx, process.Options{Binary: binary, Data: data, Config: crashConfig})
	if err == nil {
		t.Errorf("it starts with this database")
		if err := s.Kill(); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), "ringline.db") {
		t.Errorf("it does not start, and does not say %q: %v", says, err)
	}
	t.Logf("says: %s", lastLine(err.Error()))
}

// restored checks that a server starts and has what people were told before the backup began.
func restored(t *testing.T, data string, told []audit.Told) {
	t.Helper()
	// This one may not send webhooks to this machine: the receiver belongs to the server that goes on.
	s := launch(t, process.Options{Data: data, Config: crashConfig})
	eventually(t, "every call comes to its end", func() bool { return len(liveCalls(t, data)) == 0 })
	if err := s.Stop(); err != nil {
		t.Error(err)
	}
	h := readHistory(t, data)
	h.Told, h.Over, h.Now = told, true, time.Now()
	h.Down = []audit.Interval{{From: h.Calls[0].StartedAt.Add(-time.Hour), To: time.Now()}}
	for i, b := range audit.Audit(h) {
		if i < 5 {
			t.Error(b)
		}
	}
}

// command runs one of ringline's that has to work.
func command(t *testing.T, args ...string) {
	t.Helper()
	if out, err := exec.CommandContext(t.Context(), binary, args...).CombinedOutput(); err != nil {
		t.Fatalf("ringline %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}

// withoutSockets is a folder for copying. A killed server leaves its socket, which cannot be.
func withoutSockets(folder string) fs.FS {
	_ = os.Remove(filepath.Join(folder, "ringline.sock"))
	return os.DirFS(folder)
}

func size(t *testing.T, file string) int64 {
	t.Helper()
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() == 0 {
		t.Fatalf("%s is empty: nothing is there to be damaged", file)
	}
	return info.Size()
}

// flip turns a bit over.
func flip(t *testing.T, file string, at int64) {
	t.Helper()
	f, err := os.OpenFile(file, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	var b [1]byte
	_, err = f.ReadAt(b[:], at)
	b[0] ^= 0x10
	_, err2 := f.WriteAt(b[:], at)
	if err := errors.Join(err, err2, f.Close()); err != nil {
		t.Fatal(err)
	}
}

// scribble puts nonsense into the root page of a table or an index, once the WAL is in the file.
func scribble(t *testing.T, file, of string) {
	t.Helper()
	var page int64
	execute(t, file, "PRAGMA wal_checkpoint(TRUNCATE)")
	conn, err := sqlite.OpenConn(file, sqlite.OpenReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	err = sqlitex.ExecuteTransient(conn, "SELECT rootpage FROM sqlite_schema WHERE name = ?", &sqlitex.ExecOptions{
		Args: []any{of}, ResultFunc: func(row *sqlite.Stmt) error {
			page = row.ColumnInt64(0)
			return nil
		},
	})
	if err := errors.Join(err, conn.Close()); err != nil || page == 0 {
		t.Fatalf("page %d of %s: %v", page, of, err)
	}
	f, err := os.OpenFile(file, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	nonsense := make([]byte, 200)
	for i := range len(nonsense) / 2 {
		bigendian.BigEndian.PutUint16(nonsense[2*i:], uint16(40_000+i))
	}
	_, err = f.WriteAt(nonsense, (page-1)*4096)
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
}

func cut(t *testing.T, file string, by int64) {
	t.Helper()
	if err := os.Truncate(file, size(t, file)/by); err != nil {
		t.Fatal(err)
	}
}

func empty(t *testing.T, file string) {
	t.Helper()
	if err := os.Truncate(file, 0); err != nil {
		t.Fatal(err)
	}
}

func overwrite(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	empty(t, file+"-wal")
}

func execute(t *testing.T, file, sql string) {
	t.Helper()
	conn, err := sqlite.OpenConn(file, sqlite.OpenReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	err = sqlitex.ExecuteTransient(conn, sql, nil)
	if err := errors.Join(err, conn.Close()); err != nil {
		t.Fatal(err)
	}
}
