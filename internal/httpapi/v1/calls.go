package v1

import (
	"cmp"
	"errors"
	"strconv"
	"strings"

	"ringline/client"
	"ringline/internal/call"
	"ringline/internal/media"
)

// callQuery is what a listing of live calls takes.
type callQuery struct {
	client.CallFilter
	client.Page
}

func (s *Server) listCalls(r *request, q callQuery, _ none) (client.CallList, error) {
	var behind call.ID
	if err := s.position(r, q.Cursor, &behind); err != nil {
		return client.CallList{}, err
	}
	live, err := s.Calls.Live(r.Context(), r.appID())
	if err != nil {
		return client.CallList{}, err
	}
	limit := limitOf(q.Page)
	found := []call.Call{}
	for i := range live {
		if live[i].ID > behind && s.picks(r, &q.CallFilter, &live[i]) {
			if found = append(found, live[i]); len(found) > limit {
				break
			}
		}
	}
	found, next, err := page(s, r, found, limit, func(c call.Call) any { return c.ID })
	v := client.CallList{Calls: callsOf(found, r.now), NextCursor: next}
	if err != nil {
		return v, err
	}
	return v, s.measureAll(r.Context(), r.appID(), v.Calls)
}

func (s *Server) picks(r *request, f *client.CallFilter, c *call.Call) bool {
	if f.User != "" {
		if l := c.Leg(call.UserID(f.User)); l == nil || !l.Live() {
			return false
		}
	}
	return (f.Media == "" || f.Media == client.Media(c.Media)) &&
		(f.State == "" || f.State == stateOf(c)) &&
		r.now.Sub(c.StartedAt) >= f.OlderMS.Duration()
}

func (s *Server) showCall(r *request, _, _ none) (client.Call, error) {
	c, err := s.Calls.Load(r.Context(), r.ref())
	if err != nil {
		return client.Call{}, err
	}
	return s.measured(r, &c)
}

var errDisabled = &refusal{code: client.CodeForbidden, detail: "the app is disabled; enable it first"}

func (s *Server) startCall(r *request, _ none, b client.StartCall) (client.Call, error) {
	if r.app.Disabled {
		return client.Call{}, errDisabled
	}
	m := call.Start{
		App: r.appID(), By: r.actor(), Media: call.Media(b.Media), Group: b.Group, ChatGroup: b.ChatGroup, UserData: b.UserData,
		RingFor: b.RingMS.Duration(), Callees: usersOf(b.Callees),
	}
	if b.Robot {
		m.Robot = call.UserID(b.Caller)
	} else {
		m.Caller = call.UserID(b.Caller)
	}
	if b.Room != nil {
		m.Room = call.Room{Name: b.Room.Name, Numeric: b.Room.Numeric}
		if err := call.CheckRoom(m.Room); err != nil {
			return client.Call{}, err
		}
	}
	c, err := s.Calls.Start(r.Context(), m, r.command())
	if err != nil {
		return client.Call{}, err
	}
	s.note(r, "call.start", string(c.ID), nil)
	return callOf(&c, r.now), nil
}

// do runs a command on the path's call.
func (s *Server) do(r *request, cmd call.Command, detail map[string]string) (client.Call, error) {
	c, err := s.Calls.Do(r.Context(), r.ref(), cmd, r.command())
	if err != nil {
		return client.Call{}, err
	}
	s.note(r, "call."+cmd.Rule(), string(c.ID), detail)
	return callOf(&c, r.now), nil
}

func (s *Server) invite(r *request, _ none, b client.InviteUsers) (client.Call, error) {
	if r.app.Disabled {
		return client.Call{}, errDisabled
	}
	return s.do(r, call.Invite{By: r.actor(), Users: usersOf(b.Users), RingFor: b.RingMS.Duration()}, map[string]string{"users": strings.Join(b.Users, " ")})
}

func (s *Server) kick(r *request, _ none, b client.KickUser) (client.Call, error) {
	return s.do(r, call.Kick{By: r.actor(), User: call.UserID(b.User)}, map[string]string{"user": b.User})
}

func (s *Server) endCall(r *request, _, _ none) (client.Call, error) {
	return s.do(r, call.EndCall{By: r.actor()}, nil)
}

func (s *Server) mute(r *request, _ none, b client.MuteUser) (none, error) {
	c, err := s.Calls.Load(r.Context(), r.ref())
	switch {
	case err != nil:
		return none{}, err
	case !c.Live():
		return none{}, call.ErrEnded
	}
	track := cmp.Or(b.Track, client.Microphone)
	if err := s.Rooms.Mute(r.Context(), r.ref(), call.UserID(b.User), media.Source(track)); err != nil {
		return none{}, err
	}
	s.note(r, "call.mute", r.PathValue("call"), map[string]string{"user": b.User, "track": string(track)})
	return none{}, nil
}

// endCalls ends what lives now. A call that ends by itself meanwhile is not counted.
func (s *Server) endCalls(r *request, _, _ none) (client.EndedCalls, error) {
	live, err := s.Calls.Live(r.Context(), r.appID())
	if err != nil {
		return client.EndedCalls{}, err
	}
	var done client.EndedCalls
	for i := range live {
		switch _, err := s.Calls.Do(r.Context(), live[i].Ref(), call.EndCall{By: r.actor()}, call.Request{}); {
		case err == nil:
			done.Ended++
		case errors.Is(err, call.ErrEnded), errors.Is(err, call.ErrNotFound):
		default:
			return done, err
		}
	}
	s.note(r, "call.end_all", "", map[string]string{"calls": strconv.Itoa(done.Ended)})
	return done, nil
}
