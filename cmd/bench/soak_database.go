package main

import (
	"context"
	"errors"
	"os"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	loadtest "ringline/internal/load"
)

// keptFor is how long the records of a soak are kept: so short that as many go as come for most of the time. Less than a minute
// cannot be had.
func keptFor(length time.Duration) time.Duration { return max(length/8, time.Minute) }

// kept is what a database holds at a moment. A file that has not found its size yet grows, and so does one that leaks; these tell which.
type kept struct {
	at      float64          // seconds since the beginning
	used    float64          // bytes of the pages that hold something; free ones are filled before the file grows
	records int64            // of ended calls
	rows    map[string]int64 // of each table
}

// look reads it beside the server.
func look(ctx context.Context, file string, at float64) (k kept, err error) {
	conn, err := sqlite.OpenConn(file, sqlite.OpenReadOnly)
	if err != nil {
		return k, err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	conn.SetInterrupt(ctx.Done())
	conn.SetBlockOnBusy()
	k = kept{at: at, rows: map[string]int64{}}
	each := func(query string, row func(*sqlite.Stmt)) {
		if err == nil {
			err = sqlitex.ExecuteTransient(conn, query, &sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
				row(stmt)
				return nil
			}})
		}
	}
	each(`SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size`,
		func(row *sqlite.Stmt) { k.used = row.ColumnFloat(0) })
	var tables []string
	each(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
		func(row *sqlite.Stmt) { tables = append(tables, row.ColumnText(0)) })
	for _, name := range tables {
		each(`SELECT count(*) FROM "`+name+`"`, func(row *sqlite.Stmt) { k.rows[name] = row.ColumnInt64(0) })
	}
	k.records = k.rows["records"]
	return k, err
}

// watchDisk looks every two seconds how large a database and its log are, and now and then what is in it.
func (s *soak) watchDisk(ctx context.Context, file string, began time.Time) {
	again := time.NewTicker(2 * time.Second)
	defer again.Stop()
	for n := 0; ; n++ {
		at := time.Since(began).Seconds()
		var bytes int64
		for _, name := range []string{file, file + "-wal"} {
			if info, err := os.Stat(name); err == nil {
				bytes += info.Size()
			}
		}
		s.disk = append(s.disk, loadtest.Point{X: at, Y: float64(bytes)})
		if n%(perStep/2) == 0 {
			switch k, err := look(ctx, file, at); {
			case err == nil:
				s.kept = append(s.kept, k)
			case ctx.Err() == nil:
				progress("what the database holds cannot be read: %v", err)
			}
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			return
		}
	}
}
