package client

import "time"

// Millis is a duration in whole milliseconds, as the API states durations.
type Millis int64

// Duration returns it as Go has durations.
func (m Millis) Duration() time.Duration { return time.Duration(m) * time.Millisecond }

// InMillis returns a duration as the API states it; what is below a millisecond is lost.
func InMillis(d time.Duration) Millis { return Millis(d.Milliseconds()) }

// String writes it as Go writes durations.
func (m Millis) String() string { return m.Duration().String() }

// Media is what a call carries.
type Media string

// The two kinds of media.
const (
	Audio Media = "audio"
	Video Media = "video"
)

// Values lists every word there is.
func (Media) Values() []string { return []string{"audio", "video"} }

// CallState says where a call stands.
type CallState string

// The states of a call.
const (
	CallRinging CallState = "ringing" // nobody has answered yet
	CallTalking CallState = "talking" // two were or are in it
	CallEnded   CallState = "ended"
)

// Values lists every word there is.
func (CallState) Values() []string { return []string{"ringing", "talking", "ended"} }

// NodeState is what a node does.
type NodeState string

// The states of a node.
const (
	NodeServing NodeState = "serving"
	NodeLeaving NodeState = "leaving"

	NodeAway     NodeState = "away"
	NodeRefusing NodeState = "refusing"
)

// Values lists every word there is.
func (NodeState) Values() []string { return []string{"serving", "leaving", "away", "refusing"} }

// NodeKind tells what a node is.
type NodeKind string

// The kinds of node.
const (
	RinglineServer NodeKind = "server"
	MediaServer    NodeKind = "media"
)

// Values lists every word there is.
func (NodeKind) Values() []string { return []string{"server", "media"} }

// Kind tells calls between two from group calls.
type Kind string

// The kinds of call.
const (
	OneToOne Kind = "one_to_one"
	Group    Kind = "group"
)

// Values lists every word there is.
func (Kind) Values() []string { return []string{"one_to_one", "group"} }

// Role is how somebody came into a call.
type Role string

// The roles.
const (
	Caller  Role = "caller"  // the call was started by or for them
	Invitee Role = "invitee" // was asked, at the start or later
	Joiner  Role = "joiner"  // came in by the call's id, without being asked
)

// Values lists every word there is.
func (Role) Values() []string { return []string{"caller", "invitee", "joiner"} }

// LegState says where one invitation stands.
type LegState string

// The states of a leg.
const (
	LegRinging LegState = "ringing"
	LegJoined  LegState = "joined"
	LegGone    LegState = "gone"
)

// Values lists every word there is.
func (LegState) Values() []string { return []string{"ringing", "joined", "gone"} }

// Reason says why somebody is gone, or why a call is over.
type Reason string

// The reasons.
const (
	HungUp      Reason = "hung_up"      // the user left
	Canceled    Reason = "canceled"     // the caller gave up, or an invitation was taken back
	Rejected    Reason = "rejected"     // the user declined
	Busy        Reason = "busy"         // the user was in another call, or chose to look so
	NoAnswer    Reason = "no_answer"    // nobody answered in time
	Offline     Reason = "offline"      // the device vanished
	Interrupted Reason = "interrupted"  // the service itself failed the device
	EndedByApp  Reason = "ended_by_app" // an administrator ended the call
	Removed     Reason = "removed"      // an administrator took the user out
	CallOver    Reason = "call_over"    // of a leg: the call ended around it
)

// Values lists every word there is.
func (Reason) Values() []string {
	return []string{"hung_up", "canceled", "rejected", "busy", "no_answer", "offline", "interrupted", "ended_by_app", "removed", "call_over"}
}

// Result is what a call came to.
type Result string

// The results of a call.
const (
	Completed         Result = "completed"   // answered, then over by somebody's wish
	ResultCanceled    Result = "canceled"    // over before anybody answered, by the caller or an administrator
	ResultRejected    Result = "rejected"    // every callee declined
	ResultNoAnswer    Result = "no_answer"   // nobody answered, at least one ring ran out
	ResultBusy        Result = "busy"        // every callee was busy
	ResultOffline     Result = "offline"     // over because a device vanished
	ResultInterrupted Result = "interrupted" // over because the service failed
)

// Values lists every word there is.
func (Result) Values() []string {
	return []string{"completed", "canceled", "rejected", "no_answer", "busy", "offline", "interrupted"}
}

// ActorKind says what sort of party did something.
type ActorKind string

// The kinds of actor.
const (
	ByUser  ActorKind = "user"  // a person, on a device
	ByAdmin ActorKind = "admin" // an administrator, a token or the operator
	ByClock ActorKind = "clock" // a deadline or a lease
)

// Values lists every word there is.
func (ActorKind) Values() []string { return []string{"user", "admin", "clock"} }

// Scope is a right that a token has.
type Scope string

// The scopes.
const (
	AppsRead        Scope = "apps:read"
	AppsWrite       Scope = "apps:write"
	CallsRead       Scope = "calls:read"
	CallsWrite      Scope = "calls:write"
	RecordsRead     Scope = "records:read"
	UsersRead       Scope = "users:read"
	UsersWrite      Scope = "users:write"
	WebhooksRead    Scope = "webhooks:read"
	WebhooksWrite   Scope = "webhooks:write"
	SignaturesWrite Scope = "signatures:write"
	UsageRead       Scope = "usage:read"
	AuditRead       Scope = "audit:read"
	TokensWrite     Scope = "tokens:write"
	Everything      Scope = "admin" // all of the above
)

// Scopes lists every scope.
func Scopes() []Scope {
	return []Scope{
		AppsRead, AppsWrite, CallsRead, CallsWrite, RecordsRead, UsersRead, UsersWrite, WebhooksRead, WebhooksWrite,
		SignaturesWrite, UsageRead, AuditRead, TokensWrite, Everything,
	}
}

// Values lists every word there is.
func (Scope) Values() []string {
	var all []string
	for _, s := range Scopes() {
		all = append(all, string(s))
	}
	return all
}
