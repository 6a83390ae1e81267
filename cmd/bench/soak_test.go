package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	loadtest "ringline/internal/load"
)

// TestSoakFindsALeak: a database in which as many records go as come is flat; one that keeps them, or something of theirs, grows.
func TestSoakFindsALeak(t *testing.T) {
	const goes = `DELETE FROM records WHERE id <= ?1 - 200`
	for _, c := range []struct {
		name   string
		forget []string // what is done with what is older than 200 calls
		grows  []string
	}{
		{"all goes", []string{goes, `DELETE FROM changes WHERE call <= ?1 - 200`}, nil},
		{"records stay", nil, []string{"database and its log", "records kept"}},
		{"changes stay", []string{goes}, []string{"database and its log", "database in use for each record kept"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "ringline.db")
			conn, err := sqlite.OpenConn(file)
			if err != nil {
				t.Fatal(err)
			}
			do := func(sql string, args ...any) {
				t.Helper()
				if err := sqlitex.ExecuteTransient(conn, sql, &sqlitex.ExecOptions{Args: args}); err != nil {
					t.Fatal(err)
				}
			}
			do(`CREATE TABLE records (id INTEGER PRIMARY KEY, doc TEXT)`)
			do(`CREATE TABLE changes (call INTEGER, doc TEXT)`)
			s := soak{result: &loadtest.Result{Scenario: loadtest.Scenario{Duration: 1000 * time.Second}}}
			for at := range 40 {
				do(`BEGIN`)
				for n := range 50 {
					id := at*50 + n
					do(`INSERT INTO records VALUES (?, ?)`, id, fmt.Sprintf("%0500d", id))
					do(`INSERT INTO changes VALUES (?, ?)`, id, fmt.Sprintf("%0500d", id))
				}
				for _, sql := range c.forget {
					do(sql, at*50+50)
				}
				do(`COMMIT`)
				k, err := look(t.Context(), file, float64(at*25))
				if err != nil {
					t.Fatal(err)
				}
				s.kept = append(s.kept, k)
				s.disk = append(s.disk, loadtest.Point{X: k.at, Y: float64(size(t, conn))})
			}
			if err := conn.Close(); err != nil {
				t.Fatal(err)
			}
			s.rows = s.trends()
			var grows []string
			for i := range s.rows {
				if s.rows[i].grows() {
					grows = append(grows, s.rows[i].name)
				}
			}
			if !slices.Equal(grows, c.grows) {
				t.Errorf("grows %q, want %q\n%s", grows, c.grows, s.block())
			}
			if err := s.failed(); (err == nil) != (c.grows == nil) {
				t.Errorf("the judge says %v", err)
			}
		})
	}
}

// size is that of the file, in bytes.
func size(t *testing.T, conn *sqlite.Conn) (bytes int64) {
	t.Helper()
	err := sqlitex.ExecuteTransient(conn, `SELECT page_count * page_size FROM pragma_page_count, pragma_page_size`,
		&sqlitex.ExecOptions{ResultFunc: func(row *sqlite.Stmt) error {
			bytes = row.ColumnInt64(0)
			return nil
		}})
	if err != nil {
		t.Fatal(err)
	}
	return bytes
}
