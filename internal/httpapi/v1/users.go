package v1

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"ringline/client"
	"ringline/internal/call"
	"ringline/internal/profile"
)

// Clients knows whose devices are connected, to whatever node.
type Clients interface {
	// Online lists the first users after one, by name.
	Online(ctx context.Context, app call.AppID, after call.UserID, limit int) []call.UserID
	Devices(ctx context.Context, app call.AppID, users ...call.UserID) map[call.UserID][]Device
	// Disconnect cuts off the devices of a user, or one of them, and says how many were connected. It fails if one may still be.
	Disconnect(ctx context.Context, app call.AppID, user call.UserID, device call.DeviceID) (int, error)
}

// Device is what there is to know of a device.
type Device struct {
	ID     call.DeviceID
	Online bool
	Origin call.Origin
	Since  time.Time // when it connected; zero while it is not
}

type userQuery struct {
	client.UserFilter
	client.Page
}

// listUsers goes through who is online and who has a profile, by id.
func (s *Server) listUsers(r *request, q userQuery, _ none) (client.UserList, error) {
	var behind call.UserID
	if err := s.position(r, q.Cursor, &behind); err != nil {
		return client.UserList{}, err
	}
	limit := limitOf(q.Page)
	var ids []call.UserID
	profiles := map[call.UserID]*profile.Profile{}
	if !q.UserFilter.Online {
		known, err := s.Profiles.Profiles(r.Context(), r.appID(), behind, limit+1)
		if err != nil {
			return client.UserList{}, err
		}
		for i := range known {
			ids = append(ids, known[i].User)
			profiles[known[i].User] = &known[i]
		}
	}
	ids = append(ids, s.Clients.Online(r.Context(), r.appID(), behind, limit+1)...)
	slices.Sort(ids)
	ids = slices.Compact(ids)
	ids, next, err := page(s, r, ids, limit, func(u call.UserID) any { return u })
	if err != nil {
		return client.UserList{}, err
	}
	v := client.UserList{Users: []client.User{}, NextCursor: next}
	devices := s.Clients.Devices(r.Context(), r.appID(), ids...)
	for _, u := range ids {
		p := profiles[u]
		if p == nil && q.UserFilter.Online {
			if p, err = s.profile(r, u); err != nil {
				return client.UserList{}, err
			}
		}
		one, err := s.userOf(r, u, p, devices[u])
		if err != nil {
			return client.UserList{}, err
		}
		v.Users = append(v.Users, one)
	}
	return v, nil
}

// profile is what is known of a user; nil if nothing is.
func (s *Server) profile(r *request, u call.UserID) (*profile.Profile, error) {
	p, err := s.Profiles.Profile(r.Context(), r.appID(), u)
	switch {
	case isNotFound(err):
		return nil, nil
	case err != nil:
		return nil, err
	}
	return &p, nil
}

func (s *Server) userOf(r *request, u call.UserID, p *profile.Profile, devices []Device) (client.User, error) {
	v := client.User{ID: string(u), Devices: shown(devices)}
	v.Online = slices.ContainsFunc(v.Devices, func(d client.Device) bool { return d.Online })
	if p != nil {
		v.Profile = &client.Profile{Name: p.Name, Avatar: p.Avatar, Data: p.Data, CreatedAt: moment(p.CreatedAt), UpdatedAt: moment(p.UpdatedAt)}
	}
	switch c, err := s.Calls.HeldBy(r.Context(), r.appID(), u); {
	case err == nil:
		v.Call = string(c.ID)
	case !isNotFound(err):
		return v, err
	}
	return v, nil
}

// devicesOf lists those of the user of the path.
func (s *Server) devicesOf(r *request) []Device {
	return s.Clients.Devices(r.Context(), r.appID(), r.user())[r.user()]
}

func shown(devices []Device) []client.Device {
	v := []client.Device{}
	for _, d := range devices {
		v = append(v, client.Device{ID: string(d.ID), Online: d.Online, Platform: d.Origin.Platform, IP: d.Origin.IP, ConnectedAt: moment(d.Since)})
	}
	return v
}

// user is the user of the path.
func (r *request) user() call.UserID { return call.UserID(r.PathValue("user")) }

// showUser answers for every id: users need no registration.
func (s *Server) showUser(r *request, _, _ none) (client.User, error) {
	p, err := s.profile(r, r.user())
	if err != nil {
		return client.User{}, err
	}
	return s.userOf(r, r.user(), p, s.devicesOf(r))
}

func (s *Server) listDevices(r *request, _, _ none) (client.DeviceList, error) {
	return client.DeviceList{Devices: shown(s.devicesOf(r))}, nil
}

func (s *Server) setProfile(r *request, _ none, b client.SetProfile) (client.User, error) {
	now := moment(time.Now())
	p := profile.Profile{
		App: r.appID(), User: r.user(), Name: b.Name, Avatar: b.Avatar, Data: b.Data, CreatedAt: now, UpdatedAt: now,
	}
	if err := p.Check(); err != nil {
		return client.User{}, err
	}
	if err := s.Profiles.SaveProfile(r.Context(), p); err != nil {
		return client.User{}, err
	}
	s.note(r, "user.set_profile", string(r.user()), nil)
	return s.showUser(r, none{}, none{})
}

func (s *Server) disconnect(r *request, _ none, b client.Disconnect) (client.Disconnected, error) {
	n, err := s.Clients.Disconnect(r.Context(), r.appID(), r.user(), call.DeviceID(b.Device))
	if err != nil {
		return client.Disconnected{}, err
	}
	s.note(r, "user.disconnect", string(r.user()), map[string]string{"devices": fmt.Sprint(n)})
	return client.Disconnected{Devices: n}, nil
}

// deleteUser forgets a user: first they leave, so that their last call is among what is erased.
func (s *Server) deleteUser(r *request, _, _ none) (client.DeletedUser, error) {
	alias := call.UserID("erased-" + strings.ToLower(rand.Text()[:16]))
	v := client.DeletedUser{Alias: string(alias)}
	var err error
	if v.Devices, err = s.Clients.Disconnect(r.Context(), r.appID(), r.user(), ""); err != nil {
		return v, err
	}
	if err = s.takeOut(r.Context(), r); err != nil {
		return v, err
	}
	p, err := s.profile(r, r.user())
	if err != nil {
		return v, err
	}
	v.Profile = p != nil
	if err := s.Profiles.DeleteProfile(r.Context(), r.appID(), r.user()); err != nil {
		return v, err
	}
	if v.Records, err = s.Records.EraseUser(r.Context(), r.appID(), r.user(), alias); err != nil {
		return v, err
	}
	s.note(r, "user.delete", string(alias), map[string]string{"records": fmt.Sprint(v.Records)}) // and not the name that is to be forgotten
	return v, nil
}

// takeOut takes the path's user out of their live call, if they are in one.
func (s *Server) takeOut(ctx context.Context, r *request) error {
	c, err := s.Calls.HeldBy(ctx, r.appID(), r.user())
	if err == nil {
		_, err = s.Calls.Do(ctx, c.Ref(), call.Kick{By: r.actor(), User: r.user()}, call.Request{})
	}
	if isNotFound(err) || errors.Is(err, call.ErrEnded) || errors.Is(err, call.ErrNotMember) {
		return nil // they were faster
	}
	return err
}
