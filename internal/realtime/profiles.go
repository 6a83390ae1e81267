package realtime

import (
	"context"
	"errors"
	"time"

	"ringline/internal/call"
	"ringline/internal/profile"
)

// Profiles keeps what users are called; a [profile.Store] does.
type Profiles interface {
	Profile(ctx context.Context, app call.AppID, user call.UserID) (profile.Profile, error)
	ProfilesOf(ctx context.Context, app call.AppID, users []call.UserID) ([]profile.Profile, error)
	ChangeProfile(ctx context.Context, app call.AppID, user call.UserID, change profile.Change, at time.Time) (profile.Profile, error)
}

const mostProfiles = 100 // of one request

type (
	usersData struct {
		Users []call.UserID `json:"users"`
	}
	profileData struct {
		Name   *string `json:"name"` // nil stays as it is; so does Avatar
		Avatar *string `json:"avatar"`
	}
	// profileMessage is what users may know of each other. The rest of a profile is for back ends.
	profileMessage struct {
		User   call.UserID `json:"user"`
		Name   string      `json:"name,omitempty"`
		Avatar string      `json:"avatar,omitempty"`
	}
	profilesAnswer struct {
		Profiles []profileMessage `json:"profiles"`
	}
	profileAnswer struct {
		Profile profileMessage `json:"profile"`
	}
)

func (s *session) getProfiles(ctx context.Context, in usersData) (any, error) {
	switch {
	case len(in.Users) == 0:
		return nil, call.Invalid("users", "nobody was named")
	case len(in.Users) > mostProfiles:
		return nil, call.Invalid("users", "names more than %d", mostProfiles)
	}
	for _, u := range in.Users {
		if err := call.CheckUser("users", u); err != nil {
			return nil, err
		}
	}
	found, err := s.node.profiles.ProfilesOf(ctx, s.app, in.Users)
	if err != nil {
		return nil, err
	}
	known := map[call.UserID]profileMessage{}
	for i := range found {
		if p := profileOf(&found[i]); p.Name != "" || p.Avatar != "" {
			known[p.User] = p
		}
	}
	out := profilesAnswer{Profiles: []profileMessage{}}
	for _, u := range in.Users {
		if p, ok := known[u]; ok {
			out.Profiles = append(out.Profiles, p)
			delete(known, u) // who is named twice is told of once
		}
	}
	return out, nil
}

// setProfile changes the profile of the session's own user. It is no administrative act, so the log of those does not have it.
func (s *session) setProfile(ctx context.Context, in profileData) (any, error) {
	if app := s.node.apps.App(int64(s.app)); app == nil || app.Disabled {
		return nil, call.ErrForbidden
	}
	change := profile.Change{Name: in.Name, Avatar: in.Avatar}
	p := change.Of(profile.Profile{App: s.app, User: s.user})
	if err := p.Check(); err != nil {
		return nil, err
	}
	var err error
	if change == (profile.Change{}) { // who has no profile gets none by asking
		if p, err = s.node.profiles.Profile(ctx, s.app, s.user); errors.Is(err, call.ErrNotFound) {
			p, err = profile.Profile{User: s.user}, nil
		}
	} else {
		p, err = s.node.profiles.ChangeProfile(ctx, s.app, s.user, change, s.node.now().UTC().Truncate(time.Millisecond))
	}
	if err != nil {
		return nil, err
	}
	return profileAnswer{Profile: profileOf(&p)}, nil
}

func profileOf(p *profile.Profile) profileMessage {
	return profileMessage{User: p.User, Name: p.Name, Avatar: p.Avatar}
}
