package v4

import (
	"context"
	"errors"

	"ringline/internal/auth"
	"ringline/internal/call"
	"ringline/internal/cells"
)

// The documented error numbers that this door gives (reference/error-codes.md).
const (
	codeOK             = 0
	codeBadRequest     = 60002 // wrong URL format, method other than POST
	codeBadBody        = 60003
	codeNoCredentials  = 60004
	codeBadApp         = 60006
	codeTooMany        = 60007
	codeTimeout        = 60008
	codeNoCommand      = 60009
	codeNotAdmin       = 60010
	codeTooManyInAll   = 60011
	codeNoApp          = 60012
	codeBadAccount     = 60015
	codeDisabled       = 60016
	codeBadNetwork     = 60021
	codeBadContentType = 60025
	codeWrongCell      = 60026

	codeExpired      = 70001
	codeMalformed    = 70003
	codeBadSignature = 70009
	codeUserMismatch = 70013
	codeAppMismatch  = 70014

	codeConfigInternal = 100001 // what call_config says for codeInternal
	codeConfigInvalid  = 100002 // and for codeInvalid
	codeNoCallback     = 100301

	codeInternal = 101001
	codeInvalid  = 101002
	codeNoCall   = 101004
	codeNoRecord = 101050
)

// fault is an answer other than success.
type fault struct {
	number int
	text   string // ErrorInfo; for the developer of the back end, never empty
}

func (f *fault) Error() string { return f.text }

// The refusals of the gate and of the body as such.
var (
	errNoCommand     = &fault{codeNoCommand, "there is no such command: check the path, /v4/{service}/{command}"}
	errMethod        = &fault{codeBadRequest, "the method must be POST"}
	errBadQuery      = &fault{codeBadRequest, "the query string is not properly percent-encoded"}
	errNoApp         = &fault{codeNoApp, "sdkappid is missing"}
	errBadApp        = &fault{codeBadApp, "sdkappid must be a decimal number"}
	errUnknownApp    = &fault{codeBadApp, "sdkappid is not an app of this server"}
	errDisabled      = &fault{codeDisabled, "this sdkappid is disabled"}
	errNoCredentials = &fault{codeNoCredentials, "identifier or usersig is missing"}
	errContentType   = &fault{codeBadContentType, "contenttype must be json"}
	errNotAdmin      = &fault{codeNotAdmin, "identifier is not an administrator of this sdkappid"}
	errBadNetwork    = &fault{codeBadNetwork, "this address is not in a network that the app allows"}
	errCellAway      = &fault{codeInternal, "the data centre of this sdkappid does not answer: try again"}
	errTooMany       = &fault{codeTooMany, "blocked by quota: too many requests per second of this command"}
	errCellBusy      = &fault{codeTooMany, "blocked by quota: too many requests are under way to the data centre of this sdkappid"}
	errTooManyInAll  = &fault{codeTooManyInAll, "blocked by quota: too many requests per second of this sdkappid"}
	errTimeout       = &fault{codeTimeout, "the service did not finish in time: look before you try again"}
	errUpload        = &fault{codeTimeout, "the body did not arrive in time"}
	errEmptyBody     = &fault{codeBadBody, "the body is empty: send at least {}"}
	errBadBody       = &fault{codeBadBody, "the body is not a JSON object"}
	errLongBody      = &fault{codeBadBody, "the body is longer than 1 MiB"}
	errInternal      = &fault{codeInternal, "internal error: try again, and name the RequestId if it stays"}
	errNoCall        = &fault{codeNoCall, "the call does not exist or has ended"}
	errNoCallback    = &fault{codeNoCallback, "no callback is configured"}
	errNoRecord      = &fault{codeNoRecord, "there is no record: the call is unknown, still running, or began more than 7 days ago"}
	errNoRecords     = &fault{codeNoRecord, "no record of the last 7 days is what the filter asks for"}
)

// elsewhere refuses an app that lives in another cell.
type elsewhere struct{ *cells.Cell }

func (e elsewhere) Error() string {
	return "this sdkappid belongs to another data centre: send its requests to " + e.URL
}

// invalid refuses a field of the body.
func invalid(text string) *fault { return &fault{codeInvalid, text} }

// badAccount refuses an account, or list of accounts, of the wrong JSON type.
func badAccount(text string) *fault { return &fault{codeBadAccount, text} }

// callCodes translates the refusals of the rules. Those that no command here can meet count as invalid.
var callCodes = map[call.Code]int{
	call.CodeInvalid:           codeInvalid,
	call.CodeNotFound:          codeNoCall,
	call.CodeEnded:             codeNoCall,
	call.CodeNotInvited:        codeInvalid,
	call.CodeNotRinging:        codeInvalid,
	call.CodeAnsweredElsewhere: codeInvalid,
	call.CodeNotMember:         codeInvalid,
	call.CodeAlreadyMember:     codeInvalid,
	call.CodeAlreadyAnswered:   codeInvalid,
	call.CodeFull:              codeInvalid,
	call.CodeBusy:              codeInvalid,
	call.CodeForbidden:         codeInvalid,
	call.CodeConflict:          codeInternal, // "try again" is what the number means
	call.CodeUnavailable:       codeInternal,
	call.CodeInternal:          codeInternal,
}

// family is how one service numbers what the services do not number alike.
type family struct{ internal, invalid int }

var (
	engineFamily = family{codeInternal, codeInvalid}
	configFamily = family{codeConfigInternal, codeConfigInvalid}
)

// say gives a fault, if there is one, the service's number.
func (m family) say(f *fault) *fault {
	switch {
	case f == nil, m == engineFamily: // which numbers as we do
		return f
	case f.number == codeInternal:
		return &fault{m.internal, f.text}
	case f.number == codeInvalid:
		return &fault{m.invalid, f.text}
	}
	return f
}

// authCodes translates the refusals of a UserSig (reference/usersig.md §4).
var authCodes = map[*auth.Error]int{
	auth.ErrMalformed:    codeMalformed,
	auth.ErrAppMismatch:  codeAppMismatch,
	auth.ErrUserMismatch: codeUserMismatch,
	auth.ErrExpired:      codeExpired,
	auth.ErrBadSignature: codeBadSignature,
}

// faultOf turns any error into this dialect; nil stays nil. What it does not know is internal, and its text stays inside.
func faultOf(err error) *fault {
	if err == nil {
		return nil
	}
	var (
		ours    *fault
		refused *call.Error
		sig     *auth.Error
		away    elsewhere
	)
	switch {
	case errors.As(err, &ours):
		return ours
	case errors.As(err, &away):
		return &fault{codeWrongCell, away.Error()}
	case errors.As(err, &refused):
		switch number, known := callCodes[refused.Code]; {
		case number == codeNoCall: // unknown and ended are the same answer
			return errNoCall
		case known && refused.Code != call.CodeInternal:
			return &fault{number, refused.Text}
		}
	case errors.As(err, &sig):
		if number, ok := authCodes[sig]; ok {
			return &fault{number, sig.Text}
		}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return errTimeout
	}
	return errInternal
}
