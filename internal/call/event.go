package call

import "time"

// EventType names a fact.
type EventType string

// The facts of a call.
const (
	Started       EventType = "started"        // by the caller, or without a user by a back end that calls several together; always the first event
	InviteSent    EventType = "invited"        // a user was asked
	Rung          EventType = "rung"           // a device of the invitee said that it rings
	Answered      EventType = "answered"       // an invitee accepted, on a device
	JoinedIn      EventType = "joined"         // a user came in by the call's id
	Declined      EventType = "rejected"       // an invitee declined, on a device
	WasBusy       EventType = "busy"           // an invitee could not be rung
	RangOut       EventType = "no_answer"      // an invitee's ring time passed
	Withdrawn     EventType = "canceled"       // an invitation was taken back; of a user who was removed, or because the call ended
	Left          EventType = "left"           // a member hung up, was lost or was removed
	MediaSwitched EventType = "media_switched" // the call changed between audio and video
	MediaMoved    EventType = "media_moved"    // the media room has another host: who is in the call enters it anew
	Ended         EventType = "ended"          // always the last event
)

// EventTypes lists every fact, for tests that hold a dialect against it.
func EventTypes() []EventType {
	return []EventType{
		Started, InviteSent, Rung, Answered, JoinedIn, Declined, WasBusy, RangOut, Withdrawn, Left, MediaSwitched, MediaMoved, Ended,
	}
}

// Event is a committed fact. Call, version and sequence identify it.
type Event struct {
	Seq    int       `json:"seq"` // within its version, from 0
	Type   EventType `json:"type"`
	At     time.Time `json:"at"`               // rises strictly within a call, whole milliseconds
	User   UserID    `json:"user,omitempty"`   // whom it is about; empty for the call as a whole
	Device DeviceID  `json:"device,omitempty"` // on which of their devices
	By     Actor     `json:"by"`
	Reason Reason    `json:"reason,omitempty"` // why, for left, canceled and ended
	Result Result    `json:"result,omitempty"` // of ended
	Media  Media     `json:"media,omitempty"`  // of started and media_switched
	Host   string    `json:"host,omitempty"`   // of started and media_moved: the node that has the media room from then on; empty where there is but one
}
