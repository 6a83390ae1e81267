package v4

import (
	"strconv"
	"strings"

	"ringline/internal/call"
	"ringline/internal/record"
)

// mediaType writes what kind of call it is.
func mediaType(m call.Media) string {
	if m == call.Video {
		return "Video"
	}
	return "Audio"
}

// parseMediaType reads it in any letter case, because the documentation itself uses two.
func parseMediaType(s string) (call.Media, bool) {
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
	noRoom      = 0
	numericRoom = 1
	namedRoom   = 2
)

func roomIDType(r call.Room) int {
	switch {
	case r.Name == "":
		return noRoom
	case r.Numeric:
		return numericRoom
	}
	return namedRoom
}

// parseRoom reads RoomId and RoomIdType (reference/server-api.md §4). The zero Room means that none was given.
func parseRoom(id, idType value) (call.Room, error) {
	kind, ok := idType.integer()
	switch {
	case idType.absent():
		kind = namedRoom
	case !ok || kind < noRoom || kind > namedRoom:
		return call.Room{}, invalid("CallInfo.RoomIdType must be 1 (numeric room) or 2 (string room)")
	}
	name, isText := id.text()
	switch {
	case id.absent(), isText && name == "":
		return call.Room{}, nil
	case kind == noRoom:
		return call.Room{}, invalid("CallInfo.RoomIdType must be 1 (numeric room) or 2 (string room)")
	case kind == numericRoom:
		if id.isNumber() {
			name = string(id)
		}
		n, err := strconv.ParseUint(name, 10, 31)
		if err != nil || n < 1 {
			return call.Room{}, invalid("CallInfo.RoomId must be a decimal from 1 to " + strconv.Itoa(call.MaxNumericRoom) + " when RoomIdType is 1")
		}
		return call.Room{Name: strconv.FormatUint(n, 10), Numeric: true}, nil
	case !isText:
		return call.Room{}, invalid("CallInfo.RoomId must be a string")
	case call.CheckRoom(call.Room{Name: name}) != nil:
		return call.Room{}, invalid("CallInfo.RoomId must be at most 64 letters, digits, spaces or !#$%&()+-:;<=.>?@[]^_{}|~,")
	}
	return call.Room{Name: name}, nil
}

// The documented types of calls.
const (
	singleCall = "SingleCall"
	multiCall  = "MultiCall"
)

func callType(k record.Kind) string {
	if k == record.Group {
		return multiCall
	}
	return singleCall
}

// parseCallType reads an optional type; without one it is any.
func parseCallType(v value) (record.Kind, error) {
	if v.absent() {
		return "", nil
	}
	switch text, _ := v.text(); text {
	case singleCall:
		return record.OneToOne, nil
	case multiCall:
		return record.Group, nil
	}
	return "", invalid("CallType must be SingleCall or MultiCall")
}

// callResults are the documented results. Records have no word for a call whose device vanished (the webhook has, Offline):
// they say that it was interrupted, which no reader of records has to learn.
var callResults = map[call.Result]string{
	call.Completed:         "NormalEnd",
	call.ResultCanceled:    "Cancel",
	call.ResultRejected:    "Reject",
	call.ResultNoAnswer:    "NotAnswer",
	call.ResultBusy:        "CallBusy",
	call.ResultInterrupted: "Interrupt",
	call.ResultOffline:     "Interrupt",
}

func callResult(r call.Result) string { return callResults[r] }

// parseCallResult reads an optional result: those that records show so. Offline is what the webhook calls one of them.
func parseCallResult(v value) ([]call.Result, error) {
	if v.absent() {
		return nil, nil
	}
	text, _ := v.text()
	if text == "Offline" {
		return []call.Result{call.ResultOffline}, nil
	}
	var results []call.Result
	for r, name := range callResults {
		if name == text {
			results = append(results, r)
		}
	}
	if results == nil {
		return nil, invalid("CallResult must be Cancel, Reject, NotAnswer, NormalEnd, CallBusy or Interrupt")
	}
	return results, nil
}
