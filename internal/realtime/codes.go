package realtime

import (
	"context"
	"errors"

	"github.com/centrifugal/centrifuge"

	"ringline/internal/auth"
	"ringline/internal/call"
	"ringline/internal/cells"
)

// number translates the words of refusals into those of api/realtime.md §5.
func number(code call.Code) uint32 {
	switch code {
	case call.CodeInvalid:
		return 1001
	case call.CodeNotFound:
		return 1002
	case call.CodeEnded:
		return 1003
	case call.CodeNotInvited:
		return 1004
	case call.CodeNotRinging:
		return 1005
	case call.CodeAnsweredElsewhere:
		return 1006
	case call.CodeNotMember:
		return 1007
	case call.CodeAlreadyMember:
		return 1008
	case call.CodeAlreadyAnswered:
		return 1009
	case call.CodeFull:
		return 1010
	case call.CodeBusy:
		return 1011
	case call.CodeForbidden:
		return 1012
	case call.CodeConflict:
		return 1013
	case call.CodeUnavailable:
		return 1014
	default:
		return 1015 // call.CodeInternal
	}
}

// refusal is what a client is told about err. known is false if err is our fault and belongs in the log.
func refusal(err error) (told *centrifuge.Error, known bool) {
	var e *call.Error
	switch {
	case errors.As(err, &e):
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		e = call.ErrUnavailable
	case errors.As(err, &told):
		return told, true // a word of the protocol itself
	default:
		return &centrifuge.Error{Code: number(call.CodeInternal), Message: "internal error, try again", Temporary: true}, false
	}
	again := e.Code == call.CodeConflict || e.Code == call.CodeUnavailable || e.Code == call.CodeInternal
	return &centrifuge.Error{Code: number(e.Code), Message: e.Text, Temporary: again}, true
}

// Refused logins, api/realtime.md §5. An expired signature is centrifuge.ErrorTokenExpired, upon which SDKs ask for a new one.
var (
	errUnknownApp  = &centrifuge.Error{Code: 1102, Message: "there is no app with this id on this server"}
	errAppDisabled = &centrifuge.Error{Code: 1107, Message: "the app is disabled"}
)

// wrongCell says where an app lives.
func wrongCell(cell *cells.Cell) *centrifuge.Error {
	return &centrifuge.Error{Code: 1108, Message: "the app lives in another cell: connect to " + cell.URL}
}

func invalidLogin(text string) *centrifuge.Error {
	return &centrifuge.Error{Code: 1106, Message: text}
}

// loginRefusal is what a client is told about a signature that was refused.
func loginRefusal(err error) *centrifuge.Error {
	var e *auth.Error
	if !errors.As(err, &e) {
		return &centrifuge.Error{Code: number(call.CodeInternal), Message: "internal error, try again", Temporary: true}
	}
	refused := func(code uint32) *centrifuge.Error { return &centrifuge.Error{Code: code, Message: e.Text} }
	switch {
	case errors.Is(err, auth.ErrExpired):
		return centrifuge.ErrorTokenExpired
	case errors.Is(err, auth.ErrMalformed):
		return refused(1101)
	case errors.Is(err, auth.ErrAppMismatch):
		return refused(1103)
	case errors.Is(err, auth.ErrUserMismatch):
		return refused(1104)
	default:
		return refused(1105) // auth.ErrBadSignature
	}
}

// A client that was silent for the whole lease.
var disconnectSilent = centrifuge.DisconnectNoPong

// Our own disconnects, api/realtime.md §6. None of them asks the client to come back.
var (
	disconnectKicked   = centrifuge.Disconnect{Code: 4500, Reason: "logged in on another device"}
	disconnectExpelled = centrifuge.Disconnect{Code: 4501, Reason: "disconnected by an administrator"}
	disconnectReplaced = centrifuge.Disconnect{Code: 4502, Reason: "the same device connected again"}
)
