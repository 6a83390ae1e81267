package v1

import (
	"strconv"
	"time"

	"ringline/client"
	"ringline/internal/call"
)

// callOf is a call as the API shows it at a moment.
func callOf(c *call.Call, now time.Time) client.Call {
	if len(c.Legs) == 0 {
		return client.Call{} // beside an error
	}
	over := now
	v := client.Call{
		App: strconv.FormatInt(int64(c.App), 10), ID: string(c.ID), Version: c.Version, State: stateOf(c), Media: client.Media(c.Media),
		Kind: client.OneToOne, Caller: string(c.Caller().User), Room: client.Room{Name: c.Room.Name, Numeric: c.Room.Numeric},
		ChatGroup: c.ChatGroup, UserData: c.UserData, MaxMembers: c.Max, StartedAt: moment(c.StartedAt), AnsweredAt: moment(c.AnsweredAt),
	}
	if c.Group {
		v.Kind = client.Group
	}
	if e := c.End; e != nil {
		over = e.At
		v.End = &client.End{
			At: moment(e.At), Result: client.Result(e.Result), Reason: client.Reason(e.Reason), By: *actorOf(e.By), Cause: e.Cause,
		}
	}
	v.RingMS, v.TalkMS = between(c.StartedAt, over), 0
	if c.Answered() {
		v.RingMS, v.TalkMS = between(c.StartedAt, c.AnsweredAt), between(c.AnsweredAt, over)
	}
	v.Legs = make([]client.Leg, len(c.Legs))
	for i := range c.Legs {
		v.Legs[i] = legOf(c, &c.Legs[i], over)
	}
	return v
}

func callsOf(all []call.Call, now time.Time) []client.Call {
	v := make([]client.Call, len(all))
	for i := range all {
		v[i] = callOf(&all[i], now)
	}
	return v
}

func stateOf(c *call.Call) client.CallState {
	switch {
	case c.End != nil:
		return client.CallEnded
	case c.Answered():
		return client.CallTalking
	default:
		return client.CallRinging
	}
}

func legOf(c *call.Call, l *call.Leg, over time.Time) client.Leg {
	v := client.Leg{
		N: l.N, User: string(l.User), Role: client.Role(l.Role), Robot: l.Robot, State: client.LegState(l.State), Device: string(l.Device),
		InvitedBy: string(l.InvitedBy), InvitedAt: moment(l.InvitedAt), Deadline: moment(l.Deadline), RungAt: moment(l.RungAt),
		JoinedAt: moment(l.JoinedAt), GoneAt: moment(l.GoneAt), Reason: client.Reason(l.Reason),
	}
	until := over
	if !l.GoneAt.IsZero() {
		until = l.GoneAt
	}
	if l.Role == call.Invitee || !l.Deadline.IsZero() {
		v.RingMS = between(l.InvitedAt, earlier(l.JoinedAt, until))
	}
	if c.Answered() && !l.JoinedAt.IsZero() {
		v.TalkMS = between(later(l.JoinedAt, c.AnsweredAt), until)
	}
	return v
}

// earlier is the first of two moments, of which a may be none.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// between is how long it was from a to b, at least nothing.
func between(a, b time.Time) client.Millis { return client.InMillis(max(0, b.Sub(a))) }

// moment is a time as the API shows it.
func moment(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.UTC().Truncate(time.Millisecond)
}

func actorOf(a call.Actor) *client.Actor {
	return &client.Actor{Kind: client.ActorKind(a.Kind), Name: string(a.User), Device: string(a.Device)}
}

func usersOf(names []string) []call.UserID {
	users := make([]call.UserID, len(names))
	for i, n := range names {
		users[i] = call.UserID(n)
	}
	return users
}
