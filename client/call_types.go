package client

import (
	"slices"
	"time"
)

// Call is one call with everybody who ever belonged to it. An ended call is its own record.
type Call struct {
	App        string    `json:"app" doc:"The app's id."`
	ID         string    `json:"id" doc:"The call's id."`
	Version    int64     `json:"version" doc:"Counts the changes of the call, from 1."`
	State      CallState `json:"state" doc:"Where the call stands."`
	Media      Media     `json:"media" doc:"What it was started with or switched to."`
	Kind       Kind      `json:"kind" doc:"A call becomes a group call with a second callee, a chat group, or a later invitation."`
	Caller     string    `json:"caller" doc:"The user who started it, or in whose name it was started."`
	Room       Room      `json:"room" doc:"The media room that members meet in."`
	ChatGroup  string    `json:"chat_group,omitempty" doc:"The app's own group that the call belongs to."`
	UserData   string    `json:"user_data,omitempty" doc:"Text of the app that the callees are handed."`
	MaxMembers int       `json:"max_members" doc:"Most members at a time, ringing ones counted."`
	Host       string    `json:"host,omitempty" doc:"The node that has the call's media. Absent where there is but one."`
	Moves      int       `json:"moves,omitempty" doc:"How often the media was given to another node, because the one before was gone or left."`
	StartedAt  time.Time `json:"started_at" doc:"When it was started."`
	AnsweredAt time.Time `json:"answered_at,omitzero" doc:"When a second member was first in. Absent if that never happened."`
	End        *End      `json:"end,omitempty" doc:"How it ended. Absent while the call lives."`
	RingMS     Millis    `json:"ring_ms" doc:"From the start to the answer, or else to the end; until now while it rings."`
	TalkMS     Millis    `json:"talk_ms" doc:"From the answer to the end; until now while it runs; 0 if it was never answered."`
	Legs       []Leg     `json:"legs" doc:"Everybody, in the order of invitation, the caller first. Who was asked twice has two legs."`
}

// Live reports whether the call has not ended.
func (c *Call) Live() bool { return c.End == nil }

// Members lists the users who are in the call or for whom it rings.
func (c *Call) Members() []string {
	var users []string
	for _, l := range c.Legs {
		if l.State != LegGone {
			users = append(users, l.User)
		}
	}
	return users
}

// Leg returns the latest leg of a user, or nil if the call never knew them.
func (c *Call) Leg(user string) *Leg {
	for i := range slices.Backward(c.Legs) {
		if c.Legs[i].User == user {
			return &c.Legs[i]
		}
	}
	return nil
}

// Room is a media room.
type Room struct {
	Name    string `json:"name" doc:"The room's name; decimal digits when numeric."`
	Numeric bool   `json:"numeric,omitempty" doc:"Whether it is a number: 123 and \"123\" are different rooms."`
}

// End is how a call came to its end.
type End struct {
	At     time.Time `json:"at" doc:"When."`
	Result Result    `json:"result" doc:"What the call came to."`
	Reason Reason    `json:"reason" doc:"What ended it."`
	By     Actor     `json:"by" doc:"Who ended it."`
	Cause  string    `json:"cause" doc:"The rule that ended it: a command's name, such as hangup, end, ring_timeout."`
}

// Leg is one invitation of one user.
type Leg struct {
	N         int       `json:"n" doc:"Position in the call, from 0."`
	User      string    `json:"user" doc:"Whose it is."`
	Role      Role      `json:"role" doc:"How the user came into the call."`
	Robot     bool      `json:"robot,omitempty" doc:"Has no device and is never busy."`
	State     LegState  `json:"state" doc:"Where it stands."`
	Device    string    `json:"device,omitempty" doc:"The device that is, or was, in the call, or declined it."`
	InvitedBy string    `json:"invited_by,omitempty" doc:"Who asked. Absent for the caller and for joiners."`
	InvitedAt time.Time `json:"invited_at,omitzero" doc:"When the user was asked."`
	Deadline  time.Time `json:"deadline,omitzero" doc:"When ringing ends, or would have ended, unanswered."`
	RungAt    time.Time `json:"rung_at,omitzero" doc:"When a device first said that it rings. Absent if none did."`
	JoinedAt  time.Time `json:"joined_at,omitzero" doc:"When the user came in. Absent if that never happened."`
	GoneAt    time.Time `json:"gone_at,omitzero" doc:"When the user left or stopped being asked."`
	Reason    Reason    `json:"reason,omitempty" doc:"Why gone."`
	RingMS    Millis    `json:"ring_ms" doc:"How long the user was asked; until now while it rings."`
	TalkMS    Millis    `json:"talk_ms" doc:"How long the user was in the answered call; until now while they are."`

	Statistics *Statistics `json:"statistics,omitempty" doc:"What the device reported of its media. Absent if it reported nothing, and in answers to what changes the call."`
}

// Actor is who did something.
type Actor struct {
	Kind   ActorKind `json:"kind" doc:"What sort of party."`
	Name   string    `json:"name,omitempty" doc:"The user, the administrator's account, token:ID or operator. Absent for the clock."`
	Device string    `json:"device,omitempty" doc:"The user's device."`
}

// CallList is a page of calls.
type CallList struct {
	Calls      []Call `json:"calls" doc:"The page."`
	NextCursor string `json:"next_cursor,omitempty" doc:"Where the next page begins. Absent on the last one."`
}

// CallFilter picks live calls. What is left empty does not restrict.
type CallFilter struct {
	User    string    `json:"user,omitempty" is:"user" doc:"Only calls that this user is in or that ring for them."`
	Media   Media     `json:"media,omitempty" doc:"Only calls with this media."`
	State   CallState `json:"state,omitempty" doc:"Only calls in this state."`
	OlderMS Millis    `json:"older_ms,omitempty" min:"0" max:"315360000000" doc:"Only calls that were started at least so long ago."`
}

// StartCall asks for a new call.
type StartCall struct {
	Caller    string   `json:"caller" is:"user" doc:"In whose name. It rings for them as well as for the callees, unless it is a robot; the call is answered when two are in." example:"alice"`
	Callees   []string `json:"callees" is:"user" min:"1" max:"99" doc:"Who is called." example:"[\"bob\"]"`
	Media     Media    `json:"media" doc:"Audio or video." example:"audio"`
	Robot     bool     `json:"robot,omitempty" doc:"The caller is a robot: it is in the call at once, has no device and is never busy. Its media comes from your own participant in the room."`
	Group     bool     `json:"group,omitempty" doc:"Make it a group call even with one callee."`
	Room      *Room    `json:"room,omitempty" doc:"The media room. Without one the server takes a free one."`
	ChatGroup string   `json:"chat_group,omitempty" max:"64" doc:"The app's own group that the call belongs to."`
	UserData  string   `json:"user_data,omitempty" max:"4096" doc:"Text that the callees are handed."`
	RingMS    Millis   `json:"ring_ms,omitempty" min:"1000" max:"600000" doc:"How long each callee rings. Without it, the app's own setting."`
}

// InviteUsers asks more users into a call.
type InviteUsers struct {
	Users  []string `json:"users" is:"user" min:"1" max:"99" doc:"Who is asked. Members among them are passed over."`
	RingMS Millis   `json:"ring_ms,omitempty" min:"1000" max:"600000" doc:"How long each of them rings. Without it, the app's own setting."`
}

// KickUser takes a user out of a call.
type KickUser struct {
	User string `json:"user" is:"user" doc:"Who. If the call rings for them, it stops."`
}

// MuteUser silences a user in a call's room, for everybody, until they themselves send again. Nobody can be unmuted from
// outside, so that no server can listen in on somebody who thinks that they are muted.
type MuteUser struct {
	User  string `json:"user" is:"user" doc:"Who. They must be in the call's room and send what is to be muted."`
	Track Track  `json:"track,omitempty" default:"microphone" doc:"What of theirs."`
}

// Track is something that a user sends in a call.
type Track string

// What can be sent.
const (
	Microphone  Track = "microphone"
	Camera      Track = "camera"
	ScreenShare Track = "screen_share"
)

// Values lists every word there is.
func (Track) Values() []string { return []string{"microphone", "camera", "screen_share"} }

// EndedCalls says how many calls were ended.
type EndedCalls struct {
	Ended int `json:"ended" doc:"How many calls were ended."`
}

// Timeline is what happened in a call.
type Timeline struct {
	Events []Event `json:"events" doc:"Everything, the oldest first."`
}

// Source says where an event of a timeline was seen.
type Source string

// The sources.
const (
	FromCall    Source = "call"    // the call itself changed
	FromWebhook Source = "webhook" // a back end was told, or could not be
	FromMedia   Source = "media"   // the media server saw it
	FromClient  Source = "client"  // a device reported it
)

// Values lists every word there is.
func (Source) Values() []string { return []string{"call", "webhook", "media", "client"} }

// Event is one line of a call's timeline.
type Event struct {
	At      time.Time `json:"at" doc:"When."`
	Source  Source    `json:"source" doc:"Where it was seen."`
	Type    string    `json:"type" doc:"What happened: started, invited, rung, answered, joined, rejected, busy, no_answer, canceled, left, media_switched, media_moved, ended; of webhooks attempt; of media what the media server saw; of client first_audio, first_frame and statistics, as devices reported them."`
	User    string    `json:"user,omitempty" doc:"Whom it is about."`
	Device  string    `json:"device,omitempty" doc:"On which of their devices."`
	By      *Actor    `json:"by,omitempty" doc:"Who caused it."`
	Reason  Reason    `json:"reason,omitempty" doc:"Why."`
	Result  Result    `json:"result,omitempty" doc:"What the call came to. Of the end."`
	Media   Media     `json:"media,omitempty" doc:"The call's media. Of its start and of a switch."`
	Host    string    `json:"host,omitempty" doc:"The node that has the call's media from then on. Of its start and of media_moved; absent where there is but one."`
	Version int64     `json:"version,omitempty" doc:"The change of the call that it belongs to."`
	Rule    string    `json:"rule,omitempty" doc:"The command that was decided on."`
	Node    string    `json:"node,omitempty" doc:"The process that decided, or sent."`
	Origin  *Origin   `json:"origin,omitempty" doc:"Where the command came from."`
	Attempt *Attempt  `json:"attempt,omitempty" doc:"How it was with the webhook."`

	Statistics *Statistics `json:"statistics,omitempty" doc:"What the device reported last. Of statistics."`

	Detail map[string]string `json:"detail,omitempty" doc:"What else there is to say."`
}

// Origin is where a command came from.
type Origin struct {
	IP       string `json:"ip,omitempty" doc:"The peer's address."`
	Platform string `json:"platform,omitempty" doc:"What the client says it runs on; api for a back end."`
}
