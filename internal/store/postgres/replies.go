package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"ringline/internal/call"
	"ringline/internal/reply"
)

var _ reply.Store = (*Store)(nil)

// Reply implements [reply.Store].
func (s *Store) Reply(ctx context.Context, id [32]byte) (reply.Reply, error) {
	r, found := reply.Reply{ID: id}, false
	err := s.ask(ctx, "look for a reply", "SELECT print, sealed, at FROM replies WHERE id = $1", func(row pgx.Rows) error {
		found = true
		var print []byte
		var at int64
		err := row.Scan(&print, &r.Sealed, &at)
		copy(r.Print[:], print)
		r.At = time.UnixMilli(at).UTC()
		return err
	}, id[:])
	if err == nil && !found {
		err = call.ErrNotFound
	}
	return r, err
}

// SaveReply implements [reply.Store].
func (s *Store) SaveReply(ctx context.Context, r reply.Reply) error {
	_, err := s.update(ctx, "keep a reply", `INSERT INTO replies (id, print, sealed, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (id) DO UPDATE SET print = excluded.print, sealed = excluded.sealed, at = excluded.at`, r.ID[:], r.Print[:], r.Sealed, r.At.UnixMilli())
	return err
}

// PurgeReplies implements [reply.Store].
func (s *Store) PurgeReplies(ctx context.Context, before time.Time, limit int) (int, error) {
	return s.update(ctx, "forget old replies", "DELETE FROM replies WHERE id IN (SELECT id FROM replies WHERE at < $1 ORDER BY at LIMIT $2)",
		before.UnixMilli(), int64(limit))
}
