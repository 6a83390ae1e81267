package media

import (
	"strconv"
	"strings"

	"ringline/internal/call"
)

const namePrefix = "call-"

// RoomName names the media room of a call, the same on every node: call-<app>-<call id>.
func RoomName(ref call.Ref) string {
	return namePrefix + strconv.FormatInt(int64(ref.App), 10) + "-" + string(ref.ID)
}

// ParseRoomName is the reverse of [RoomName]. ok is false for names that it did not make.
func ParseRoomName(name string) (ref call.Ref, ok bool) {
	rest, ok := strings.CutPrefix(name, namePrefix)
	if !ok {
		return call.Ref{}, false
	}
	digits, id, ok := strings.Cut(rest, "-")
	if !ok || id == "" {
		return call.Ref{}, false
	}
	app, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return call.Ref{}, false
	}
	ref = call.Ref{App: call.AppID(app), ID: call.ID(id)}
	return ref, RoomName(ref) == name
}
