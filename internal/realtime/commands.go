package realtime

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"ringline/internal/call"
	"ringline/internal/media"
)

// command decodes a method's data, acts, and returns the answer.
type command func(ctx context.Context, s *session, data []byte) (any, error)

// commands is the table of api/realtime.md §4.
func commands() map[string]command {
	return map[string]command{
		"call.sync":         with((*session).sync),
		"call.get":          with((*session).get),
		"call.start":        with((*session).start),
		"call.invite":       with((*session).invite),
		"call.join":         with((*session).join),
		"call.accept":       with((*session).accept),
		"call.reject":       with((*session).reject),
		"call.cancel":       with((*session).cancel),
		"call.hangup":       with((*session).hangup),
		"call.switch_media": with((*session).switchMedia),
		"call.rang":         with((*session).rang),
		"call.ticket":       with((*session).ticket),
		"users.online":      with((*session).online),
		"profiles.get":      with((*session).getProfiles),
		"profile.set":       with((*session).setProfile),
		"calls.history":     with((*session).history),
		"call.stats":        func(ctx context.Context, s *session, data []byte) (any, error) { return s.stats(ctx, data) },
	}
}

func with[T any](do func(*session, context.Context, T) (any, error)) command {
	return func(ctx context.Context, s *session, data []byte) (any, error) {
		var in T
		if err := decode(data, &in); err != nil {
			return nil, err
		}
		return do(s, ctx, in)
	}
}

type (
	nothing  struct{}
	callData struct {
		Call call.ID `json:"call"`
	}
	actData struct {
		Call    call.ID `json:"call"`
		Request string  `json:"request"` // see call.Request; empty: not to be repeated
	}
	startData struct {
		Request   string          `json:"request"`
		Callees   []call.UserID   `json:"callees"`
		Media     call.Media      `json:"media"`
		Timeout   int64           `json:"timeout"` // milliseconds of ringing; 0 is the app's
		Group     bool            `json:"group"`
		Room      call.Room       `json:"room"` // empty: one is made up
		ChatGroup string          `json:"chat_group"`
		UserData  string          `json:"user_data"`
		Push      json.RawMessage `json:"push"`
	}
	inviteData struct {
		Call    call.ID       `json:"call"`
		Request string        `json:"request"`
		Users   []call.UserID `json:"users"`
		Timeout int64         `json:"timeout"` // as in startData
	}
	rejectData struct {
		Call    call.ID `json:"call"`
		Request string  `json:"request"`
		Busy    bool    `json:"busy"`
	}
	mediaData struct {
		Call    call.ID    `json:"call"`
		Request string     `json:"request"`
		Media   call.Media `json:"media"`
	}
)

// answer is what every command about one call returns.
type answer struct {
	Call    *callMessage  `json:"call,omitempty"`
	Ticket  *media.Ticket `json:"ticket,omitempty"`
	Invited []call.UserID `json:"invited,omitempty"` // of call.invite: who was asked
}

type syncAnswer struct {
	Now   int64          `json:"now"`
	Calls []*callMessage `json:"calls"`
}

type onlineAnswer struct {
	Users []call.UserID `json:"users"`
}

func (s *session) sync(ctx context.Context, _ nothing) (any, error) {
	now := s.node.now()
	out := syncAnswer{Now: millis(now), Calls: []*callMessage{}}
	c, err := s.node.calls.HeldBy(ctx, s.app, s.user)
	switch {
	case errors.Is(err, call.ErrNotFound):
	case err != nil:
		return nil, err
	case c.Live(): // it may have ended between being found and being read
		s.claim(&c)
		out.Calls = append(out.Calls, snapshot(&c, now))
	}
	return out, nil
}

func (s *session) get(ctx context.Context, in callData) (any, error) {
	c, err := s.load(ctx, in.Call)
	if err != nil {
		return nil, err
	}
	return answer{Call: snapshot(&c, s.node.now())}, nil
}

func (s *session) start(ctx context.Context, in startData) (any, error) {
	ring, err := ringTime(in.Timeout)
	if err != nil {
		return nil, err
	}
	c, err := s.node.calls.Start(ctx, call.Start{
		App: s.app, By: s.actor(), Callees: in.Callees, Media: in.Media, Group: in.Group, Room: in.Room,
		ChatGroup: in.ChatGroup, UserData: in.UserData, Push: in.Push, RingFor: ring,
	}, s.request(in.Request))
	return s.admitted(ctx, &c, err)
}

func (s *session) invite(ctx context.Context, in inviteData) (any, error) {
	ring, err := ringTime(in.Timeout)
	if err != nil {
		return nil, err
	}
	c, err := s.do(ctx, actData{in.Call, in.Request}, call.Invite{By: s.actor(), Users: in.Users, RingFor: ring})
	if err != nil {
		return nil, err
	}
	invited, err := s.asked(ctx, c.Ref(), in.Request)
	if err != nil {
		return nil, err
	}
	return answer{Call: snapshot(&c, s.node.now()), Invited: invited}, nil
}

// asked lists whom the device's invite really asked, without those who were members already or busy.
// The request finds it when it is repeated after others; without one it is the latest.
func (s *session) asked(ctx context.Context, ref call.Ref, request string) ([]call.UserID, error) {
	history, err := s.node.calls.History(ctx, ref)
	if err != nil {
		return nil, fmt.Errorf("look up whom an invite asked: %w", err)
	}
	me := s.actor()
	me.From = call.Origin{} // no event says it
	for _, entry := range slices.Backward(history) {
		if entry.Rule != (call.Invite{}).Rule() || entry.Request != s.request(request) || entry.Events[0].By != me {
			continue
		}
		var users []call.UserID
		for _, e := range entry.Events {
			if e.Type == call.InviteSent {
				users = append(users, e.User)
			}
		}
		return users, nil
	}
	return nil, nil
}

func (s *session) join(ctx context.Context, in actData) (any, error) {
	c, err := s.do(ctx, in, call.Join{By: s.actor()})
	return s.admitted(ctx, &c, err)
}

func (s *session) accept(ctx context.Context, in actData) (any, error) {
	c, err := s.do(ctx, in, call.Accept{By: s.actor()})
	return s.admitted(ctx, &c, err)
}

func (s *session) reject(ctx context.Context, in rejectData) (any, error) {
	return s.told(s.do(ctx, actData{in.Call, in.Request}, call.Reject{By: s.actor(), Busy: in.Busy}))
}

func (s *session) cancel(ctx context.Context, in actData) (any, error) {
	return s.told(s.do(ctx, in, call.Cancel{By: s.actor()}))
}

func (s *session) hangup(ctx context.Context, in actData) (any, error) {
	return s.told(s.do(ctx, in, call.Hangup{By: s.actor()}))
}

func (s *session) switchMedia(ctx context.Context, in mediaData) (any, error) {
	return s.told(s.do(ctx, actData{in.Call, in.Request}, call.SwitchMedia{By: s.actor(), Media: in.Media}))
}

func (s *session) rang(ctx context.Context, in callData) (any, error) {
	_, err := s.do(ctx, actData{Call: in.Call}, call.Rang{By: s.actor()})
	return nothing{}, err
}

func (s *session) ticket(ctx context.Context, in callData) (any, error) {
	c, err := s.load(ctx, in.Call)
	if err != nil {
		return nil, err
	}
	switch {
	case !c.Live():
		return nil, call.ErrEnded
	case !s.inside(&c):
		return nil, call.ErrNotMember
	case s.node.tickets == nil:
		return nil, call.ErrUnavailable
	}
	ticket, err := s.node.tickets.Ticket(ctx, &c, s.user, s.device)
	if err != nil {
		return nil, err
	}
	return answer{Ticket: &ticket}, nil
}

func (s *session) online(_ context.Context, _ nothing) (any, error) {
	if !s.node.lists(s.app) {
		return nil, call.ErrForbidden
	}
	return onlineAnswer{Users: s.node.everybodyOnline(s.app)}, nil
}

// claim has this node keep the lease of the session's device, if it is in the call: another one may have kept it until now.
func (s *session) claim(c *call.Call) {
	l := c.Leg(s.user)
	if s.node.others == nil || l == nil || l.State != call.Joined || l.Device != s.device {
		return
	}
	s.node.others.keeper.keep(rowOf(s.account, s.device), c.ID, s.claimed.CompareAndSwap(false, true))
}

// do runs a command on a call of the session's app.
func (s *session) do(ctx context.Context, in actData, cmd call.Command) (call.Call, error) {
	ref, err := s.ref(in.Call)
	if err != nil {
		return call.Call{}, err
	}
	return s.node.calls.Do(ctx, ref, cmd, s.request(in.Request))
}

// load returns a call that the user belongs or belonged to.
func (s *session) load(ctx context.Context, id call.ID) (call.Call, error) {
	ref, err := s.ref(id)
	if err != nil {
		return call.Call{}, err
	}
	c, err := s.node.calls.Load(ctx, ref)
	if err == nil && c.Leg(s.user) == nil {
		err = call.ErrNotInvited
	}
	return c, err
}

func (s *session) told(c call.Call, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return answer{Call: snapshot(&c, s.node.now())}, nil
}

// admitted is told, with a ticket if the session's device is in the call's media now. A ticket that cannot be
// made does not undo what was committed: the client asks again with call.ticket.
func (s *session) admitted(ctx context.Context, c *call.Call, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	out := answer{Call: snapshot(c, s.node.now())}
	if s.node.tickets == nil || !s.inside(c) {
		return out, nil
	}
	ticket, err := s.node.tickets.Ticket(ctx, c, s.user, s.device)
	switch {
	case errors.Is(err, call.ErrUnavailable):
		return out, nil // whoever looks after media says why
	case err != nil:
		s.node.log.Error("make a media ticket", slog.Int64("app", int64(s.app)), slog.String("call", string(c.ID)),
			slog.String("user", string(s.user)), slog.Any("error", err))
		return out, nil
	}
	out.Ticket = &ticket
	return out, nil
}

// inside reports whether the session's device is in the call's media.
func (s *session) inside(c *call.Call) bool {
	l := c.Leg(s.user)
	return c.Live() && c.Answered() && l != nil && l.State == call.Joined && l.Device == s.device
}

func (s *session) actor() call.Actor {
	return call.Actor{Kind: call.ByUser, User: s.user, Device: s.device, From: s.origin}
}

// request makes the command repeatable. Without an id it is not.
func (s *session) request(id string) call.Request {
	if id == "" {
		return call.Request{}
	}
	return call.Request{User: s.user, Device: s.device, ID: id}
}

const maxCallBytes = 64

func (s *session) ref(id call.ID) (call.Ref, error) {
	switch {
	case id == "":
		return call.Ref{}, call.Invalid("call", "is missing")
	case len(id) > maxCallBytes:
		return call.Ref{}, call.Invalid("call", "is longer than %d bytes", maxCallBytes)
	}
	return call.Ref{App: s.app, ID: id}, nil
}

// ringTime reads a timeout in milliseconds; 0 leaves it to the app.
func ringTime(ms int64) (time.Duration, error) {
	if ms < 0 || ms > call.MaxRing.Milliseconds() {
		return 0, call.Invalid("timeout", "must lie between %v and %v, in milliseconds", call.MinRing, call.MaxRing)
	}
	return time.Duration(ms) * time.Millisecond, nil
}
