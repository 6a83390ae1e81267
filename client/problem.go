package client

import (
	"cmp"
	"errors"
	"fmt"
	"time"
)

// Code is a word for what went wrong. Words may be added; treat an unknown one by its status.
type Code string

// The codes.
const (
	CodeInvalid          Code = "invalid"            // 400: the request makes no sense as given; Errors names the fields
	CodeUnauthorized     Code = "unauthorized"       // 401: there is no token, or one that is not good
	CodeForbidden        Code = "forbidden"          // 403: the token may not do this
	CodeNotFound         Code = "not_found"          // 404: there is no such thing, for this token at least
	CodeMethodNotAllowed Code = "method_not_allowed" // 405
	CodeWrongCell        Code = "wrong_cell"         // 421: the app lives elsewhere, and the text says where
	CodeTooLarge         Code = "too_large"          // 413: the body is too long
	CodeUnsupportedMedia Code = "unsupported_media"  // 415: the body is not JSON
	CodeKeyReused        Code = "key_reused"         // 422: the idempotency key was used for another request
	CodeRateLimited      Code = "rate_limited"       // 429: too many requests; wait as Retry-After says
	CodeInternal         Code = "internal"           // 500: our fault; the log has the rest under the request id
	CodeUnavailable      Code = "unavailable"        // 503: try again later

	// These are 409: things are not as the request needs them.
	CodeInProgress        Code = "in_progress"        // the first request with this idempotency key is not answered yet
	CodeConflict          Code = "conflict"           // somebody else changed it at the same moment, or it is there already
	CodeEnded             Code = "ended"              // the call is over
	CodeBusy              Code = "busy"               // the user is in another call, see Problem.Call
	CodeFull              Code = "full"               // the call has no room for that many
	CodeNotInvited        Code = "not_invited"        // the user does not belong to the call
	CodeNotRinging        Code = "not_ringing"        // the call no longer rings for the user
	CodeNotMember         Code = "not_member"         // the user is not in the call
	CodeAlreadyMember     Code = "already_member"     // everybody who was named is in the call already
	CodeAlreadyAnswered   Code = "already_answered"   // too late to cancel
	CodeAnsweredElsewhere Code = "answered_elsewhere" // another device of the user is in the call
)

// Values lists every word there is.
func (Code) Values() []string {
	return []string{
		"invalid", "unauthorized", "forbidden", "not_found", "method_not_allowed", "wrong_cell", "too_large", "unsupported_media", "key_reused",
		"rate_limited", "internal", "unavailable", "in_progress", "conflict", "ended", "busy", "full", "not_invited", "not_ringing",
		"not_member", "already_member", "already_answered", "answered_elsewhere",
	}
}

// Problem is an error that the server answered, as RFC 9457 has it. Find it with errors.As, or ask [CodeOf].
type Problem struct {
	Type      string  `json:"type" doc:"Always about:blank: the code says it all."`
	Title     string  `json:"title" doc:"The code in words."`
	Status    int     `json:"status" doc:"The HTTP status."`
	Detail    string  `json:"detail" doc:"What was wrong and what to do, for people."`
	Code      Code    `json:"code" doc:"What went wrong, one word."`
	RequestID string  `json:"request_id" doc:"Finds the request in the server's log."`
	Call      string  `json:"call,omitempty" doc:"The call in the way, of busy."`
	Errors    []Fault `json:"errors,omitempty" doc:"What exactly is wrong with the request, of invalid."`

	RetryAfter time.Duration `json:"-"` // how long the server asks to wait; 0 if it did not
}

// Fault is one thing wrong with a request.
type Fault struct {
	In    string `json:"in" doc:"Where: body, query, path or header."`
	Field string `json:"field" doc:"Which field: callees[2], settings.max_members. Empty means the whole."`
	Text  string `json:"text" doc:"What is wrong with it."`
}

// Error says what went wrong, with the request id if the server's log can say more.
func (p *Problem) Error() string {
	said := cmp.Or(p.Detail, p.Title, string(p.Code), fmt.Sprint("the server answers with status ", p.Status))
	if p.Status >= 500 && p.RequestID != "" {
		return fmt.Sprintf("%s (request %s)", said, p.RequestID)
	}
	return said
}

// CodeOf returns the code of a problem among err, or an empty one.
func CodeOf(err error) Code {
	var p *Problem
	if errors.As(err, &p) {
		return p.Code
	}
	return ""
}
