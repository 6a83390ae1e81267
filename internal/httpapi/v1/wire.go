package v1

import (
	"slices"
	"strconv"
	"time"

	"ringline/client"
	"ringline/internal/call"
	"ringline/internal/record"
)

// callOf is a call as the API shows it at a moment.
func callOf(c *call.Call, now time.Time) client.Call {
	if len(c.Legs) == 0 {
		return client.Call{} // beside an error
	}
	sums := sumsOf(c, now)
	v := client.Call{
		App: strconv.FormatInt(int64(c.App), 10), ID: string(c.ID), Version: c.Version, State: stateOf(c), Media: client.Media(c.Media),
		Kind: client.OneToOne, Caller: string(c.Caller().User), Room: client.Room{Name: c.Room.Name, Numeric: c.Room.Numeric},
		ChatGroup: c.ChatGroup, UserData: c.UserData, MaxMembers: c.Max, Host: c.Host, Moves: c.Moves, StartedAt: moment(c.StartedAt), AnsweredAt: moment(c.AnsweredAt),
	}
	if c.Group {
		v.Kind = client.Group
	}
	if e := c.End; e != nil {
		v.End = &client.End{
			At: moment(e.At), Result: client.Result(e.Result), Reason: client.Reason(e.Reason), By: *actorOf(e.By), Cause: e.Cause,
		}
	}
	v.RingMS, v.TalkMS = client.InMillis(sums.Ring), client.InMillis(sums.Talk)
	v.Legs = make([]client.Leg, len(c.Legs))
	for i := range c.Legs {
		v.Legs[i] = legOf(&c.Legs[i], &sums.Legs[i])
	}
	return v
}

// sumsOf derives the times of a call, of a live one until now.
func sumsOf(c *call.Call, now time.Time) record.Record {
	if c.End != nil {
		return record.Of(c)
	}
	over := *c
	over.End = &call.End{At: now}
	over.Legs = slices.Clone(c.Legs)
	for i := range over.Legs {
		if l := &over.Legs[i]; l.Live() {
			l.GoneAt = now
		}
	}
	return record.Of(&over)
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

func legOf(l *call.Leg, sums *record.Leg) client.Leg {
	return client.Leg{
		N: l.N, User: string(l.User), Role: client.Role(l.Role), Robot: l.Robot, State: client.LegState(l.State), Device: string(l.Device),
		InvitedBy: string(l.InvitedBy), InvitedAt: moment(l.InvitedAt), Deadline: moment(l.Deadline), RungAt: moment(l.RungAt),
		JoinedAt: moment(l.JoinedAt), GoneAt: moment(l.GoneAt), Reason: client.Reason(l.Reason),
		RingMS: client.InMillis(sums.Ring), TalkMS: client.InMillis(sums.Talk),
	}
}

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
