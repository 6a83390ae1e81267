package call

import (
	"slices"
	"time"
)

// AppID is a tenant's application.
type AppID int64

// UserID names a person, or a robot, within an app.
type UserID string

// DeviceID names one client of a user. Empty means no device: a robot, or a command from a server.
type DeviceID string

// ID is a call's id, a UUIDv7 in lower case: time-ordered, so that a store appends instead of scattering.
type ID string

// Ref finds one call. Ids are only meaningful inside their app.
type Ref struct {
	App AppID `json:"app"`
	ID  ID    `json:"id"`
}

// Media is what a call was started with, or switched to.
type Media string

// The two kinds of call.
const (
	Audio Media = "audio"
	Video Media = "video"
)

// Room is the media room that members meet in, as the outside world names it.
type Room struct {
	Name    string `json:"name"`              // decimal digits when Numeric
	Numeric bool   `json:"numeric,omitempty"` // 123 and "123" are different rooms
}

// Call is one call with everybody who ever belonged to it.
// The zero Call is a call that was not started yet.
type Call struct {
	App       AppID     `json:"app"`
	ID        ID        `json:"id"`
	Version   int64     `json:"version"` // counts committed changes, from 1
	Media     Media     `json:"media"`
	Group     bool      `json:"group,omitempty"` // more than one callee, a chat group, or somebody invited later
	Room      Room      `json:"room"`
	ChatGroup string    `json:"chat_group,omitempty"` // the app's own group this call belongs to; empty when none
	UserData  string    `json:"user_data,omitempty"`  // opaque text of the app, handed to the callees
	Push      []byte    `json:"push,omitempty"`       // opaque offline-push description of the app, JSON
	Max       int       `json:"max"`                  // most members at a time, the app's setting when it started
	Host      string    `json:"host,omitempty"`       // the node that has the media room; empty where there is but one
	Moves     int       `json:"moves,omitempty"`      // how often the room was given another host: members enter it anew when this grows
	Legs      []Leg     `json:"legs"`                 // in the order of invitation, the caller's first
	StartedAt time.Time `json:"started_at,omitzero"`
	// AnsweredAt is when two members were first in together, by accepting or by joining. Zero when that never happened.
	AnsweredAt time.Time `json:"answered_at,omitzero"`
	LastAt     time.Time `json:"last_at,omitzero"` // time of the latest event; later events are later
	End        *End      `json:"end,omitempty"`    // nil while the call lives
}

// Role is how somebody came into a call.
type Role string

// The roles of a leg.
const (
	Caller  Role = "caller"  // started the call, or was named first by a back end that called several users together
	Invitee Role = "invitee" // was asked, at the start or later
	Joiner  Role = "joiner"  // came in by the call's id, without being asked
)

// LegState says where one invitation stands.
type LegState string

// The states of a leg. Ringing and Joined ones are members of the call.
const (
	Ringing LegState = "ringing"
	Joined  LegState = "joined"
	Gone    LegState = "gone"
)

// Leg is one invitation of one user. A user who is asked again gets another leg;
// only the last of a user can be live.
type Leg struct {
	N         int       `json:"n"` // position in the call, from 0; never reused
	User      UserID    `json:"user"`
	Role      Role      `json:"role"`
	Robot     bool      `json:"robot,omitempty"` // never busy, has no device and no lease
	State     LegState  `json:"state"`
	Device    DeviceID  `json:"device,omitempty"`     // the device that is, or was, in the call or declined it
	InvitedBy UserID    `json:"invited_by,omitempty"` // empty for the caller, for joiners and for whom a back end asked
	InvitedAt time.Time `json:"invited_at,omitzero"`
	Deadline  time.Time `json:"deadline,omitzero"`  // when ringing ends unanswered; kept afterwards; zero if it never rang
	RungAt    time.Time `json:"rung_at,omitzero"`   // when a device first said that it rings
	JoinedAt  time.Time `json:"joined_at,omitzero"` // zero when the user was never in
	GoneAt    time.Time `json:"gone_at,omitzero"`
	Reason    Reason    `json:"reason,omitempty"` // why gone; empty before
}

// Live reports whether the leg counts as a member: ringing or joined.
func (l *Leg) Live() bool { return l.State != Gone }

// Live reports whether the call has started and not ended.
func (c *Call) Live() bool { return c.Version > 0 && c.End == nil }

// Answered reports whether two members were ever in the call together.
func (c *Call) Answered() bool { return !c.AnsweredAt.IsZero() }

// Ref returns what finds this call.
func (c *Call) Ref() Ref { return Ref{App: c.App, ID: c.ID} }

// Caller returns the leg of the caller, the first one. The call must have started.
func (c *Call) Caller() *Leg { return &c.Legs[0] }

// Leg returns the latest leg of a user, or nil if the call never knew them.
func (c *Call) Leg(user UserID) *Leg {
	for i := len(c.Legs) - 1; i >= 0; i-- {
		if c.Legs[i].User == user {
			return &c.Legs[i]
		}
	}
	return nil
}

// Members counts the live legs.
func (c *Call) Members() int {
	n := 0
	for i := range c.Legs {
		if c.Legs[i].Live() {
			n++
		}
	}
	return n
}

// joined counts the legs that are in the call.
func (c *Call) joined() int {
	n := 0
	for i := range c.Legs {
		if c.Legs[i].State == Joined {
			n++
		}
	}
	return n
}

// Deadline is when the call next has to be looked at by the clock: the earliest end of ringing.
// Zero means never.
func (c *Call) Deadline() time.Time {
	var first time.Time
	if !c.Live() {
		return first
	}
	for i := range c.Legs {
		l := &c.Legs[i]
		if l.State == Ringing && (first.IsZero() || l.Deadline.Before(first)) {
			first = l.Deadline
		}
	}
	return first
}

// Holds lists the users this call keeps from any other call, in leg order: live, and not a robot.
func (c *Call) Holds() []UserID {
	var users []UserID
	for i := range c.Legs {
		if c.holds(i) {
			users = append(users, c.Legs[i].User)
		}
	}
	return users
}

// holds reports whether the call keeps the user of a leg.
func (c *Call) holds(i int) bool {
	l := &c.Legs[i]
	return c.Live() && l.Live() && !l.Robot
}

// clone copies what a transition may write to.
func (c *Call) clone() Call {
	to := *c
	to.Legs = slices.Clone(c.Legs)
	return to
}
