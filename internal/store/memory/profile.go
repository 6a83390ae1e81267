package memory

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"ringline/internal/call"
	"ringline/internal/profile"
)

var _ profile.Store = (*Store)(nil)

// profileState is what a [profile.Store] keeps. The zero profileState is empty.
type profileState struct {
	mu   sync.Mutex
	apps map[call.AppID]map[call.UserID]profile.Profile
}

// Profile implements [profile.Store].
func (s *Store) Profile(_ context.Context, app call.AppID, user call.UserID) (profile.Profile, error) {
	s.profiles.mu.Lock()
	defer s.profiles.mu.Unlock()
	p, ok := s.profiles.apps[app][user]
	if !ok {
		return profile.Profile{}, call.ErrNotFound
	}
	p.Data = maps.Clone(p.Data)
	return p, nil
}

// SaveProfile implements [profile.Store].
func (s *Store) SaveProfile(ctx context.Context, p profile.Profile) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.profiles.mu.Lock()
	defer s.profiles.mu.Unlock()
	p.Data = maps.Clone(p.Data)
	s.profiles.save(p)
	return nil
}

// save puts a profile in its place. The lock is held.
func (s *profileState) save(p profile.Profile) {
	if s.apps == nil {
		s.apps = map[call.AppID]map[call.UserID]profile.Profile{}
	}
	users := s.apps[p.App]
	if users == nil {
		users = map[call.UserID]profile.Profile{}
		s.apps[p.App] = users
	}
	if was, ok := users[p.User]; ok {
		p.CreatedAt = was.CreatedAt
	}
	users[p.User] = p
}

// Profiles implements [profile.Store].
func (s *Store) Profiles(_ context.Context, app call.AppID, behind call.UserID, limit int) ([]profile.Profile, error) {
	s.profiles.mu.Lock()
	defer s.profiles.mu.Unlock()
	var list []profile.Profile
	for _, user := range slices.Sorted(maps.Keys(s.profiles.apps[app])) {
		if user > behind && len(list) < limit {
			p := s.profiles.apps[app][user]
			p.Data = maps.Clone(p.Data)
			list = append(list, p)
		}
	}
	return list, nil
}

// ProfilesOf implements [profile.Store].
func (s *Store) ProfilesOf(_ context.Context, app call.AppID, users []call.UserID) ([]profile.Profile, error) {
	s.profiles.mu.Lock()
	defer s.profiles.mu.Unlock()
	var list []profile.Profile
	for _, user := range slices.Compact(slices.Sorted(slices.Values(users))) {
		if p, ok := s.profiles.apps[app][user]; ok {
			p.Data = maps.Clone(p.Data)
			list = append(list, p)
		}
	}
	return list, nil
}

// ChangeProfile implements [profile.Store].
func (s *Store) ChangeProfile(
	ctx context.Context, app call.AppID, user call.UserID, change profile.Change, at time.Time,
) (profile.Profile, error) {
	if err := ctx.Err(); err != nil {
		return profile.Profile{}, err
	}
	s.profiles.mu.Lock()
	defer s.profiles.mu.Unlock()
	p, ok := s.profiles.apps[app][user]
	if !ok {
		p = profile.Profile{App: app, User: user, CreatedAt: at}
	}
	p = change.Of(p)
	p.UpdatedAt = at
	s.profiles.save(p)
	p.Data = maps.Clone(p.Data)
	return p, nil
}

// DeleteProfile implements [profile.Store].
func (s *Store) DeleteProfile(ctx context.Context, app call.AppID, user call.UserID) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.profiles.mu.Lock()
	defer s.profiles.mu.Unlock()
	delete(s.profiles.apps[app], user)
	return nil
}
