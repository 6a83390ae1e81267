package dialect

import (
	"strings"

	"ringline/internal/call"
)

// The documented webhooks.
const (
	StartCall     = "Call.CallbackAfterStartCall"
	MemberChanged = "Call.CallbackAfterMemberChanged"
	EndCall       = "Call.CallbackAfterEndCall"
)

// Webhooks lists them all: an app can choose among these.
func Webhooks() []string { return []string{StartCall, MemberChanged, EndCall} }

// MediaType writes what kind of media a call has.
func MediaType(m call.Media) string {
	if m == call.Video {
		return "Video"
	}
	return "Audio"
}

// ParseMediaType reads it in any letter case, because the documentation itself uses two.
func ParseMediaType(s string) (call.Media, bool) {
	switch {
	case strings.EqualFold(s, "Audio"):
		return call.Audio, true
	case strings.EqualFold(s, "Video"):
		return call.Video, true
	}
	return "", false
}

// The documented types of room ids. Beware: another of the vendor's APIs counts them from 0.
const (
	NoRoom      = 0
	NumericRoom = 1
	NamedRoom   = 2
)

// RoomIDType says how a room's name is to be read.
func RoomIDType(r call.Room) int {
	switch {
	case r.Name == "":
		return NoRoom
	case r.Numeric:
		return NumericRoom
	}
	return NamedRoom
}

// The documented kinds of call.
const (
	SingleCall = "SingleCall"
	MultiCall  = "MultiCall"
)

// CallType tells a call between two from a group call.
func CallType(group bool) string {
	if group {
		return MultiCall
	}
	return SingleCall
}

// results has the documented word for each result.
var results = map[call.Result]string{
	call.Completed:         "NormalEnd",
	call.ResultCanceled:    "Cancel",
	call.ResultRejected:    "Reject",
	call.ResultNoAnswer:    "NotAnswer",
	call.ResultBusy:        "CallBusy",
	call.ResultOffline:     "Offline",
	call.ResultInterrupted: "Interrupt",
}

// CallResult writes what a call came to. It is never empty: a receiver that gets none loses the call.
func CallResult(r call.Result) string {
	if word := results[r]; word != "" {
		return word
	}
	return results[call.ResultInterrupted]
}

// ParseCallResult reads a result.
func ParseCallResult(word string) (call.Result, bool) {
	for r, w := range results {
		if w == word {
			return r, true
		}
	}
	return "", false
}
