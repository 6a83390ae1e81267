package media

import "ringline/internal/call"

// EventType says what a media server saw.
type EventType string

// What a media server reports. It is a hint, not the truth: it may come late, twice or not at all.
const (
	RoomOpened     EventType = "room_opened"
	RoomClosed     EventType = "room_closed"
	Joined         EventType = "joined"          // media flows, or could
	Left           EventType = "left"            // was connected and is not any more
	ConnectAborted EventType = "connect_aborted" // signalled, but media never connected: blocked ports, often
	TrackPublished EventType = "track_published"
	TrackStopped   EventType = "track_stopped"
)

// Event is one observation of a media server.
type Event struct {
	Type        EventType
	Call        call.Ref
	Participant Participant // zero for events of the room itself
	Reason      string      // why somebody left, the media server's own word in lower case; empty otherwise
	Source      Source      // what a track shows; empty otherwise
}

// Source is where a track comes from. A media server may know more of them than are named here.
type Source string

// The sources that can be muted.
const (
	Microphone  Source = "microphone"
	Camera      Source = "camera"
	ScreenShare Source = "screen_share"
)

// CheckSource refuses what cannot be muted.
func CheckSource(s Source) error {
	switch s {
	case Microphone, Camera, ScreenShare:
		return nil
	}
	return call.Invalid("source", "must be %s, %s or %s", Microphone, Camera, ScreenShare)
}
