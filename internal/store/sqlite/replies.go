package sqlite

import (
	"context"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"ringline/internal/call"
	"ringline/internal/reply"
)

var _ reply.Store = (*Store)(nil)

// Reply implements [reply.Store].
func (s *Store) Reply(ctx context.Context, id [32]byte) (reply.Reply, error) {
	r, found := reply.Reply{ID: id}, false
	db, err := s.database()
	if err != nil {
		return r, err
	}
	err = s.read(ctx, db, "look for a reply", func(conn *sqlite.Conn) error {
		return sqlitex.Execute(conn, "SELECT print, sealed, at FROM replies WHERE id = ?", &sqlitex.ExecOptions{
			Args: []any{id[:]},
			ResultFunc: func(row *sqlite.Stmt) error {
				found = true
				row.ColumnBytes(0, r.Print[:])
				r.Sealed = make([]byte, row.ColumnLen(1))
				row.ColumnBytes(1, r.Sealed)
				r.At = time.UnixMilli(row.ColumnInt64(2)).UTC()
				return nil
			},
		})
	})
	if err == nil && !found {
		err = call.ErrNotFound
	}
	return r, err
}

// SaveReply implements [reply.Store].
func (s *Store) SaveReply(ctx context.Context, r reply.Reply) error {
	return s.do(ctx, "keep a reply", func(conn *sqlite.Conn) error {
		return sqlitex.Execute(conn, "INSERT OR REPLACE INTO replies (id, print, sealed, at) VALUES (?, ?, ?, ?)", &sqlitex.ExecOptions{
			Args: []any{r.ID[:], r.Print[:], r.Sealed, r.At.UnixMilli()},
		})
	})
}

// PurgeReplies implements [reply.Store].
func (s *Store) PurgeReplies(ctx context.Context, before time.Time, limit int) (int, error) {
	n := 0
	err := s.do(ctx, "forget old replies", func(conn *sqlite.Conn) error {
		const text = "DELETE FROM replies WHERE id IN (SELECT id FROM replies WHERE at < ? ORDER BY at LIMIT ?)"
		err := sqlitex.Execute(conn, text, &sqlitex.ExecOptions{Args: []any{before.UnixMilli(), limit}})
		n = conn.Changes()
		return err
	})
	return n, err
}
