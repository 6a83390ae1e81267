package v4

import (
	"strconv"

	"ringline/internal/call"
	"ringline/internal/dialect"
	"ringline/internal/record"
)

// parseRoom reads RoomId and RoomIdType (reference/server-api.md §4). The zero Room means that none was given.
func parseRoom(id, idType value) (call.Room, error) {
	kind, ok := idType.integer()
	switch {
	case idType.absent():
		kind = dialect.NamedRoom
	case !ok || kind < dialect.NoRoom || kind > dialect.NamedRoom:
		return call.Room{}, invalid("CallInfo.RoomIdType must be 1 (numeric room) or 2 (string room)")
	}
	name, isText := id.text()
	switch {
	case id.absent(), isText && name == "":
		return call.Room{}, nil
	case kind == dialect.NoRoom:
		return call.Room{}, invalid("CallInfo.RoomIdType must be 1 (numeric room) or 2 (string room)")
	case kind == dialect.NumericRoom:
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

// parseCallType reads an optional type; without one it is any.
func parseCallType(v value) (record.Kind, error) {
	if v.absent() {
		return "", nil
	}
	switch text, _ := v.text(); text {
	case dialect.SingleCall:
		return record.OneToOne, nil
	case dialect.MultiCall:
		return record.Group, nil
	}
	return "", invalid("CallType must be SingleCall or MultiCall")
}

// parseCallResult reads an optional result: all that records show so, see recordOf. Offline is what the webhook calls one of them.
func parseCallResult(v value) ([]call.Result, error) {
	if v.absent() {
		return nil, nil
	}
	text, _ := v.text()
	switch result, ok := dialect.ParseCallResult(text); {
	case !ok:
		return nil, invalid("CallResult must be Cancel, Reject, NotAnswer, NormalEnd, CallBusy or Interrupt")
	case result == call.ResultInterrupted:
		return []call.Result{call.ResultInterrupted, call.ResultOffline}, nil
	default:
		return []call.Result{result}, nil
	}
}
