package call

import "time"

// Reason says why a leg is gone, or why a call is over.
type Reason string

// The reasons. Each leg that is gone and each end has exactly one.
const (
	HungUp      Reason = "hung_up"      // the user left
	Canceled    Reason = "canceled"     // of an end: the caller gave up before anybody answered; of a leg: the invitation was taken back
	Rejected    Reason = "rejected"     // the user declined
	Busy        Reason = "busy"         // the user was in another call, or chose to look so
	NoAnswer    Reason = "no_answer"    // nobody answered in time
	Offline     Reason = "offline"      // the device's lease lapsed
	Interrupted Reason = "interrupted"  // the service itself failed the device: it did not come back after a restart
	EndedByApp  Reason = "ended_by_app" // an administrator ended the call
	Removed     Reason = "removed"      // an administrator took the user out; of an end: after which too few were left
	CallOver    Reason = "call_over"    // of a leg only: the call ended around it
)

// Result is what a call came to, as a record states it.
type Result string

// The results of a call.
const (
	Completed         Result = "completed"   // answered, then over by somebody's wish
	ResultCanceled    Result = "canceled"    // over before it was answered, by the caller or an administrator
	ResultRejected    Result = "rejected"    // nobody was left to answer, at least one declined
	ResultNoAnswer    Result = "no_answer"   // not answered, at least one ring ran out
	ResultBusy        Result = "busy"        // every callee was busy
	ResultOffline     Result = "offline"     // over because a device vanished
	ResultInterrupted Result = "interrupted" // over because the service failed
)

// ActorKind says what sort of party did something.
type ActorKind string

// The kinds of actor.
const (
	ByUser  ActorKind = "user"  // a person's device
	ByAdmin ActorKind = "admin" // an app's back end
	ByClock ActorKind = "clock" // a deadline, a lease, or a node that is gone
)

// Actor is who caused a change.
type Actor struct {
	Kind   ActorKind `json:"kind"`
	User   UserID    `json:"user,omitempty"`   // the user, or the administrator's account; empty for the clock
	Device DeviceID  `json:"device,omitempty"` // empty unless a user's device acted
	From   Origin    `json:"-"`                // of a command; kept once with its change and in no event, see [Change.Origin]
}

// Origin is where a command came from. Rules do not look at it. It is for operators and back ends, never for other users.
type Origin struct {
	IP       string `json:"ip,omitempty"`       // address of the peer, as text; empty for the clock
	Platform string `json:"platform,omitempty"` // what the client says it runs on: web, android …; [FromAPI] for a back end
}

// FromAPI is the platform of a back end.
const FromAPI = "api"

// End is how a call came to its end. A call has at most one, and it never changes.
type End struct {
	At     time.Time `json:"at"`
	Result Result    `json:"result"`
	Reason Reason    `json:"reason"`
	By     Actor     `json:"by"`
	Cause  string    `json:"cause"` // the rule that ended it: a command's name, see [Command]
}
