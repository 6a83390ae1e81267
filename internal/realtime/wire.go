package realtime

import (
	"bytes"
	"encoding/json"
	"time"

	"ringline/internal/call"
)

// callMessage is a call as clients see it, api/realtime.md §2: snapshot and update in one shape.
type callMessage struct {
	ID         call.ID        `json:"id"`
	Version    int64          `json:"version"`
	Full       bool           `json:"full,omitempty"` // Legs holds every leg; otherwise those that this version touched
	Now        int64          `json:"now,omitempty"`  // the server's clock when the message was made
	Media      call.Media     `json:"media"`
	Group      bool           `json:"group,omitempty"`
	Caller     call.UserID    `json:"caller"`
	Room       call.Room      `json:"room,omitzero"`
	ChatGroup  string         `json:"chat_group,omitempty"`
	UserData   string         `json:"user_data,omitempty"`
	StartedAt  int64          `json:"started_at,omitempty"`
	AnsweredAt int64          `json:"answered_at,omitempty"`
	Legs       []legMessage   `json:"legs,omitempty"`
	Moves      int            `json:"moves,omitempty"`  // how often the media was given another host
	Events     []eventMessage `json:"events,omitempty"` // empty in snapshots
	End        *endMessage    `json:"end,omitempty"`
}

type legMessage struct {
	N         int           `json:"n"` // always there, as the key
	User      call.UserID   `json:"user"`
	Role      call.Role     `json:"role"`
	Robot     bool          `json:"robot,omitempty"`
	State     call.LegState `json:"state"`
	Device    call.DeviceID `json:"device,omitempty"`
	InvitedBy call.UserID   `json:"invited_by,omitempty"`
	InvitedAt int64         `json:"invited_at,omitempty"`
	Deadline  int64         `json:"deadline,omitempty"`
	RungAt    int64         `json:"rung_at,omitempty"`
	JoinedAt  int64         `json:"joined_at,omitempty"`
	GoneAt    int64         `json:"gone_at,omitempty"`
	Reason    call.Reason   `json:"reason,omitempty"`
}

type eventMessage struct {
	Type   call.EventType `json:"type"`
	At     int64          `json:"at"`
	User   call.UserID    `json:"user,omitempty"`
	Device call.DeviceID  `json:"device,omitempty"`
	By     call.Actor     `json:"by"`
	Reason call.Reason    `json:"reason,omitempty"`
	Result call.Result    `json:"result,omitempty"`
	Media  call.Media     `json:"media,omitempty"`
}

type endMessage struct {
	At     int64       `json:"at"`
	Result call.Result `json:"result"`
	Reason call.Reason `json:"reason"`
	By     call.Actor  `json:"by"`
	Cause  string      `json:"cause"`
}

// publication is the data of a publication: one of its fields is there.
type publication struct {
	Call     *callMessage     `json:"call,omitempty"`
	Presence *presenceMessage `json:"presence,omitempty"`
	Sync     bool             `json:"sync,omitempty"` // something may have been missed: call.sync
}

type presenceMessage struct {
	User   call.UserID `json:"user"`
	Online bool        `json:"online"`
}

// snapshot is the call with every leg, and no story.
func snapshot(c *call.Call, now time.Time) *callMessage {
	m := head(c, now)
	m.Full = true
	m.Legs = make([]legMessage, len(c.Legs))
	for i := range c.Legs {
		m.Legs[i] = leg(&c.Legs[i])
	}
	return m
}

// introduction is a change for somebody who does not know the call yet: every leg and what happened.
func introduction(ch *call.Change, now time.Time) *callMessage {
	m := snapshot(&ch.To, now)
	m.Events = events(ch.Events)
	return m
}

// update is a change for somebody who knows the version before.
func update(ch *call.Change, now time.Time) *callMessage {
	m := head(&ch.To, now)
	m.Legs = make([]legMessage, len(ch.Legs))
	for i, n := range ch.Legs {
		m.Legs[i] = leg(&ch.To.Legs[n])
	}
	m.Events = events(ch.Events)
	return m
}

func head(c *call.Call, now time.Time) *callMessage {
	m := &callMessage{
		ID: c.ID, Version: c.Version, Now: millis(now), Media: c.Media, Group: c.Group, Caller: c.Caller().User,
		Room: c.Room, ChatGroup: c.ChatGroup, UserData: c.UserData,
		StartedAt: millis(c.StartedAt), AnsweredAt: millis(c.AnsweredAt), Moves: c.Moves,
	}
	if e := c.End; e != nil {
		m.End = &endMessage{At: millis(e.At), Result: e.Result, Reason: e.Reason, By: e.By, Cause: e.Cause}
	}
	return m
}

func leg(l *call.Leg) legMessage {
	return legMessage{
		N: l.N, User: l.User, Role: l.Role, Robot: l.Robot, State: l.State, Device: l.Device, InvitedBy: l.InvitedBy,
		InvitedAt: millis(l.InvitedAt), Deadline: millis(l.Deadline), RungAt: millis(l.RungAt),
		JoinedAt: millis(l.JoinedAt), GoneAt: millis(l.GoneAt), Reason: l.Reason,
	}
}

func events(all []call.Event) []eventMessage {
	out := make([]eventMessage, len(all))
	for i, e := range all {
		out[i] = eventMessage{
			Type: e.Type, At: millis(e.At), User: e.User, Device: e.Device, By: e.By,
			Reason: e.Reason, Result: e.Result, Media: e.Media,
		}
	}
	return out
}

// millis is a time on the wire. The zero time is 0, which is left out.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// encode writes what this package itself made.
func encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // no page reads it as one, and what users call themselves would grow six times
	if err := e.Encode(v); err != nil {
		panic("realtime: encode " + err.Error()) // strings and numbers only: cannot happen
	}
	return bytes.TrimSuffix(b.Bytes(), []byte{'\n'})
}
