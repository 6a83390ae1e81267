package media

import (
	"context"
	"errors"

	"ringline/internal/call"
)

// ErrNotMember says that somebody has no right to the media of a call: it is unknown, not answered yet, or over,
// or they are not in it with this device.
var ErrNotMember = errors.New("not in this call with this device")

// ErrElsewhere says that the room of a call is on another node, or on its way to one: the next try gets there.
var ErrElsewhere = errors.New("the room of this call is on another node")

// Here says whether the room of a call belongs on this node, as the call says. Nil says so of every call: there is one node.
type Here func(c *call.Call) bool

func (h Here) has(c *call.Call) bool { return h == nil || h(c) }

// Ticket lets one device of one user into the media room of one call.
type Ticket struct {
	URL       string `json:"url"`        // where the media client connects, ws:// or wss://; empty: the server that gave the ticket
	Token     string `json:"token"`      // secret; never to be logged
	Room      string `json:"room"`       // name of the room, as the media client will show it
	ExpiresAt int64  `json:"expires_at"` // Unix milliseconds; a new connection must begin before
}

// Participant is one device of one user in a room.
type Participant struct {
	User   call.UserID
	Device call.DeviceID
}

// Room is what a media server has open for one call.
type Room struct {
	Call         call.Ref
	Participants []Participant
}

// Rooms is what Ringline wants from a media server. All methods may be repeated.
type Rooms interface {
	// Open makes the room of a call. A room that is there already stays as it is.
	Open(ctx context.Context, ref call.Ref) error
	// Close disconnects everybody and deletes the room. No room is fine.
	Close(ctx context.Context, ref call.Ref) error
	// Remove disconnects one device. A user who is there with another device stays; nobody there is fine.
	Remove(ctx context.Context, ref call.Ref, p Participant) error
	// Mute silences what a user sends from one source, for everybody, until they themselves send again: nobody is ever
	// unmuted from outside, so that no server can listen in on somebody who thinks that they are muted.
	// The error is a [*call.Error]: not found when the user is not connected or sends nothing of the kind.
	Mute(ctx context.Context, ref call.Ref, user call.UserID, source Source) error
	// List returns the rooms of calls. Rooms that are not named by [RoomName] belong to somebody else and are left out.
	List(ctx context.Context) ([]Room, error)
}

// Calls knows the committed truth.
type Calls interface {
	// Load returns the committed state of a call. Its error is [call.ErrNotFound] when there is none.
	Load(ctx context.Context, ref call.Ref) (call.Call, error)
}
