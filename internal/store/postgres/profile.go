package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"ringline/internal/call"
	"ringline/internal/profile"
)

var _ profile.Store = (*Store)(nil)

const profileColumns = `SELECT app, "user", name, avatar, data, created_at, updated_at FROM profiles `

// Profile implements [profile.Store].
func (s *Store) Profile(ctx context.Context, app call.AppID, user call.UserID) (profile.Profile, error) {
	list, err := s.profiles(ctx, "read profile", `WHERE app = $1 AND "user" = $2`, int64(app), Keep(user))
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
	return s.profiles(ctx, "list profiles", `WHERE app = $1 AND "user" > $2 ORDER BY "user" LIMIT $3`, int64(app), Keep(behind), int64(limit))
}

// ProfilesOf implements [profile.Store].
func (s *Store) ProfilesOf(ctx context.Context, app call.AppID, users []call.UserID) ([]profile.Profile, error) {
	if len(users) == 0 {
		return nil, nil
	}
	return s.profiles(ctx, "read profiles", `WHERE app = $1 AND "user" = ANY ($2) ORDER BY "user"`, int64(app), keepAll(users))
}

func (s *Store) profiles(ctx context.Context, what, where string, args ...any) ([]profile.Profile, error) {
	var list []profile.Profile
	err := s.list(ctx, what, profileColumns+where, scanProfiles(&list), args...)
	return list, err
}

func scanProfiles(list *[]profile.Profile) func(pgx.Rows) error {
	return func(row pgx.Rows) error {
		var app, created, updated int64
		var user, name, avatar string
		var data []byte
		if err := row.Scan(&app, &user, &name, &avatar, &data, &created, &updated); err != nil {
			return err
		}
		p := profile.Profile{
			App: call.AppID(app), User: Kept[call.UserID](user), Name: Kept[string](name), Avatar: Kept[string](avatar),
			CreatedAt: time.UnixMilli(created).UTC(), UpdatedAt: time.UnixMilli(updated).UTC(),
		}
		if err := json.Unmarshal(data, &p.Data); err != nil {
			return fmt.Errorf("read profile: %w", err)
		}
		*list = append(*list, p)
		return nil
	}
}

// SaveProfile implements [profile.Store].
func (s *Store) SaveProfile(ctx context.Context, p profile.Profile) error {
	return s.do(ctx, "save profile", func(ctx context.Context, q querier) error { return writeProfile(ctx, q, &p) })
}

func writeProfile(ctx context.Context, q querier, p *profile.Profile) error {
	data, err := json.Marshal(p.Data)
	if err != nil {
		return fmt.Errorf("encode profile: %w", err)
	}
	_, err = q.Exec(ctx, `INSERT INTO profiles (app, "user", name, avatar, data, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (app, "user") DO UPDATE SET name = excluded.name, avatar = excluded.avatar, data = excluded.data, updated_at = excluded.updated_at`,
		int64(p.App), Keep(p.User), Keep(p.Name), Keep(p.Avatar), string(data), p.CreatedAt.UnixMilli(), p.UpdatedAt.UnixMilli())
	return err
}

// ChangeProfile implements [profile.Store]. There is a row before it is read, so that two who change the first one wait for each other.
func (s *Store) ChangeProfile(
	ctx context.Context, app call.AppID, user call.UserID, change profile.Change, at time.Time,
) (p profile.Profile, err error) {
	err = s.do(ctx, "change profile", func(ctx context.Context, q querier) error {
		_, err := q.Exec(ctx, `INSERT INTO profiles (app, "user", name, avatar, data, created_at, updated_at) VALUES ($1, $2, '', '', 'null', $3, $3)
			ON CONFLICT DO NOTHING`, int64(app), Keep(user), at.UnixMilli())
		if err != nil {
			return err
		}
		var was []profile.Profile
		if err := each(ctx, q, scanProfiles(&was), profileColumns+`WHERE app = $1 AND "user" = $2 FOR UPDATE`, int64(app), Keep(user)); err != nil {
			return err
		}
		if len(was) == 0 {
			return call.ErrConflict // deleted in between
		}
		p = change.Of(was[0])
		p.UpdatedAt = at
		return writeProfile(ctx, q, &p)
	})
	return p, err
}

// DeleteProfile implements [profile.Store].
func (s *Store) DeleteProfile(ctx context.Context, app call.AppID, user call.UserID) error {
	_, err := s.update(ctx, "delete profile", `DELETE FROM profiles WHERE app = $1 AND "user" = $2`, int64(app), Keep(user))
	return err
}
