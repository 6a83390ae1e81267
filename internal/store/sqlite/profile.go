package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"zombiezen.com/go/sqlite"

	"ringline/internal/call"
	"ringline/internal/profile"
)

var _ profile.Store = (*Store)(nil)

const profileColumns = `SELECT app, user, name, avatar, data, created_at, updated_at FROM profiles `

// Profile implements [profile.Store].
func (s *Store) Profile(ctx context.Context, app call.AppID, user call.UserID) (profile.Profile, error) {
	list, err := s.profiles(ctx, "read profile", `WHERE app = ? AND user = ?`, int64(app), string(user))
	if err != nil {
		return profile.Profile{}, err
	}
	if len(list) == 0 {
		return profile.Profile{}, call.ErrNotFound
	}
	return list[0], nil
}

// Profiles implements [profile.Store].
func (s *Store) Profiles(ctx context.Context, app call.AppID, behind call.UserID, limit int) ([]profile.Profile, error) {
	return s.profiles(ctx, "list profiles", `WHERE app = ? AND user > ? ORDER BY user LIMIT ?`, int64(app), string(behind), int64(limit))
}

// ProfilesOf implements [profile.Store].
func (s *Store) ProfilesOf(ctx context.Context, app call.AppID, users []call.UserID) ([]profile.Profile, error) {
	if len(users) == 0 {
		return nil, nil
	}
	names, err := json.Marshal(users)
	if err != nil {
		return nil, fmt.Errorf("encode users: %w", err)
	}
	return s.profiles(ctx, "read profiles", `WHERE app = ? AND user IN (SELECT value FROM json_each(?)) ORDER BY user`, int64(app), string(names))
}

func (s *Store) profiles(ctx context.Context, what, where string, args ...any) ([]profile.Profile, error) {
	var list []profile.Profile
	err := s.look(ctx, what, func(conn *sqlite.Conn) (err error) {
		list, err = readProfiles(conn, where, args...)
		return err
	})
	return list, err
}

func readProfiles(conn *sqlite.Conn, where string, args ...any) (list []profile.Profile, err error) {
	err = rows(conn, profileColumns+where, func(row *sqlite.Stmt) error {
		p := profile.Profile{
			App: call.AppID(row.ColumnInt64(0)), User: call.UserID(row.ColumnText(1)), Name: row.ColumnText(2), Avatar: row.ColumnText(3),
			CreatedAt: time.UnixMilli(row.ColumnInt64(5)).UTC(), UpdatedAt: time.UnixMilli(row.ColumnInt64(6)).UTC(),
		}
		if err := json.Unmarshal(column(row, 4), &p.Data); err != nil {
			return fmt.Errorf("read profile: %w", err)
		}
		list = append(list, p)
		return nil
	}, args...)
	return list, err
}

// SaveProfile implements [profile.Store].
func (s *Store) SaveProfile(ctx context.Context, p profile.Profile) error {
	return s.do(ctx, "save profile", func(conn *sqlite.Conn) error { return writeProfile(conn, &p) })
}

func writeProfile(conn *sqlite.Conn, p *profile.Profile) error {
	data, err := json.Marshal(p.Data)
	if err != nil {
		return fmt.Errorf("encode profile: %w", err)
	}
	return run(conn, `INSERT INTO profiles (app, user, name, avatar, data, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (app, user) DO UPDATE SET name = excluded.name, avatar = excluded.avatar, data = excluded.data, updated_at = excluded.updated_at`,
		int64(p.App), string(p.User), p.Name, p.Avatar, string(data), p.CreatedAt.UnixMilli(), p.UpdatedAt.UnixMilli())
}

// ChangeProfile implements [profile.Store]. The writer reads and writes in one transaction, so nothing comes in between.
func (s *Store) ChangeProfile(
	ctx context.Context, app call.AppID, user call.UserID, change profile.Change, at time.Time,
) (p profile.Profile, err error) {
	err = s.do(ctx, "change profile", func(conn *sqlite.Conn) error {
		was, err := readProfiles(conn, `WHERE app = ? AND user = ?`, int64(app), string(user))
		if err != nil {
			return err
		}
		p = profile.Profile{App: app, User: user, CreatedAt: at}
		if len(was) > 0 {
			p = was[0]
		}
		p = change.Of(p)
		p.UpdatedAt = at
		return writeProfile(conn, &p)
	})
	return p, err
}

// DeleteProfile implements [profile.Store].
func (s *Store) DeleteProfile(ctx context.Context, app call.AppID, user call.UserID) error {
	return s.do(ctx, "delete profile", func(conn *sqlite.Conn) error {
		return run(conn, `DELETE FROM profiles WHERE app = ? AND user = ?`, int64(app), string(user))
	})
}
