package call

import "fmt"

// Code is a word for why a command was refused. Doors translate it into their own dialect.
type Code string

// Every code there is. Each door's test walks this list, see [Codes].
const (
	CodeInvalid           Code = "invalid"            // the command makes no sense as given; Text names the field
	CodeNotFound          Code = "not_found"          // no such call
	CodeEnded             Code = "ended"              // the call is over
	CodeNotInvited        Code = "not_invited"        // the user does not belong to the call
	CodeNotRinging        Code = "not_ringing"        // the user was asked, but it no longer rings for them
	CodeAnsweredElsewhere Code = "answered_elsewhere" // another device of the user is in the call
	CodeNotMember         Code = "not_member"         // only somebody who is in the call may do this
	CodeAlreadyMember     Code = "already_member"     // everybody who was named is in the call already
	CodeAlreadyAnswered   Code = "already_answered"   // too late to cancel
	CodeFull              Code = "full"               // the call has no room for that many
	CodeBusy              Code = "busy"               // the user is in another call, see Error.Call
	CodeForbidden         Code = "forbidden"          // the app does not allow this
	CodeConflict          Code = "conflict"           // too many others changed the call at the same moment; try again
	CodeUnavailable       Code = "unavailable"        // the service cannot do it now; try again later
	CodeInternal          Code = "internal"           // our fault; the log has the rest under the request id
)

// Codes lists every code, for tests that hold a dialect against it.
func Codes() []Code {
	return []Code{
		CodeInvalid, CodeNotFound, CodeEnded, CodeNotInvited, CodeNotRinging, CodeAnsweredElsewhere, CodeNotMember,
		CodeAlreadyMember, CodeAlreadyAnswered, CodeFull, CodeBusy, CodeForbidden, CodeConflict, CodeUnavailable, CodeInternal,
	}
}

// Error is a refusal that a caller may be told about.
type Error struct {
	Code Code
	Text string // for people; safe to show
	Call ID     // the call in the way, of CodeBusy
}

// Error implements error.
func (e *Error) Error() string { return e.Text }

// Is makes errors of the same code equal to errors.Is.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code
}

// Refusals without anything to add.
var (
	ErrNotFound          = &Error{Code: CodeNotFound, Text: "there is no such call"}
	ErrEnded             = &Error{Code: CodeEnded, Text: "the call has ended"}
	ErrNotInvited        = &Error{Code: CodeNotInvited, Text: "the user does not belong to this call"}
	ErrNotRinging        = &Error{Code: CodeNotRinging, Text: "the call no longer rings for this user"}
	ErrAnsweredElsewhere = &Error{Code: CodeAnsweredElsewhere, Text: "another device of the user is in the call"}
	ErrNotMember         = &Error{Code: CodeNotMember, Text: "only a member who is in the call can do this"}
	ErrAlreadyMember     = &Error{Code: CodeAlreadyMember, Text: "everybody named is in the call already"}
	ErrAlreadyAnswered   = &Error{Code: CodeAlreadyAnswered, Text: "the call was answered and can no longer be canceled, only left"}
	ErrFull              = &Error{Code: CodeFull, Text: "the call has no room for that many members"}
	ErrBusy              = &Error{Code: CodeBusy, Text: "the user is in another call"}
	ErrForbidden         = &Error{Code: CodeForbidden, Text: "the app does not allow this"}
	ErrConflict          = &Error{Code: CodeConflict, Text: "too many changes to this call at once, try again"}
	ErrUnavailable       = &Error{Code: CodeUnavailable, Text: "the service cannot do this now, try again later"}
)

// Invalid refuses a command for one field.
func Invalid(field, format string, args ...any) *Error {
	return &Error{Code: CodeInvalid, Text: field + ": " + fmt.Sprintf(format, args...)}
}

func busy(in ID) *Error {
	return &Error{Code: CodeBusy, Text: ErrBusy.Text, Call: in}
}
