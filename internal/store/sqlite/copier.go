package sqlite

import (
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// What is committed lies in the WAL and has to be copied into the file now and then. SQLite lets the writer do it after the
// commit that made the WAL long enough, and whoever commits meanwhile waits for thousands of pages and two syncs: with
// nothing else in its way that alone was what one request in a hundred waited for. So another connection copies beside the
// writer. That leaves what is written meanwhile; the writer copies that little, because the WAL can begin anew only when all of
// it is copied.
const (
	copyAfter  = 512   // things committed until the WAL is copied; some two thousand pages when they share commits
	anewAfter  = 4000  // pages in the WAL until it is to begin anew
	aloneAfter = 16000 // pages after which SQLite has the writer copy, should the copier be too slow
)

// copier copies the WAL into the file.
type copier struct {
	conn   *sqlite.Conn
	log    *slog.Logger
	since  int           // the writer's: how many things were committed since the copier was called
	wanted chan struct{} // has a token when it is to copy; closed to end it
	anew   atomic.Bool   // the writer is to copy the rest
	done   sync.WaitGroup
}

func openCopier(path string, log *slog.Logger) (*copier, error) {
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadWrite)
	if err != nil {
		return nil, fmt.Errorf("open the copier: %w", err)
	}
	if err := sqlitex.ExecuteTransient(conn, "PRAGMA synchronous = FULL", nil); err != nil { // what is copied is synced
		return nil, errors.Join(err, conn.Close())
	}
	c := &copier{conn: conn, log: log, wanted: make(chan struct{}, 1)}
	c.done.Go(func() {
		for range c.wanted {
			c.copy()
		}
	})
	return c, nil
}

func (c *copier) copy() {
	pages, err := copyWAL(c.conn)
	if err != nil {
		c.log.Warn("copy the WAL into the database; it will be tried again", slog.Any("err", err))
	} else if pages >= anewAfter {
		c.anew.Store(true)
	}
}

// committed notes that the writer committed n things, and copies the rest for a WAL that is to begin anew.
func (c *copier) committed(n int, writer *sqlite.Conn) {
	if c.since += n; c.since >= copyAfter {
		c.since = 0
		select {
		case c.wanted <- struct{}{}:
		default:
		}
	}
	if c.anew.CompareAndSwap(true, false) {
		if _, err := copyWAL(writer); err != nil {
			c.log.Warn("copy the rest of the WAL into the database; it will be tried again", slog.Any("err", err))
		}
	}
}

// close waits for a copy under way.
func (c *copier) close() error {
	close(c.wanted)
	c.done.Wait()
	return c.conn.Close()
}

// copyWAL copies what nobody needs to find in the WAL, without waiting for anybody, and says how many pages are in it.
func copyWAL(conn *sqlite.Conn) (pages int, err error) {
	err = sqlitex.ExecuteTransient(conn, "PRAGMA wal_checkpoint(PASSIVE)", &sqlitex.ExecOptions{ResultFunc: func(row *sqlite.Stmt) error {
		pages = row.ColumnInt(1)
		return nil
	}})
	return pages, err
}
