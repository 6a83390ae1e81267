package record

import (
	"slices"

	"ringline/internal/call"
)

// Missed reports whether a user missed an ended call (P8): it rang for them until the time was over, and no device of theirs
// answered or declined. Nothing is missed that was taken back before its time was over, or that never rang because the user was
// in another call. Whether a device was there to ring does not matter: who was offline wants to know of it.
//
// Who was asked more than once missed the call if one of the rings ran out and no answer was ever given.
func Missed(c *call.Call, user call.UserID) bool {
	if c.Live() {
		return false
	}
	missed := false
	for i := range c.Legs {
		if l := &c.Legs[i]; l.User == user {
			if gaveAnswer(l) {
				return false
			}
			missed = missed || l.Reason == call.NoAnswer
		}
	}
	return missed
}

// gaveAnswer reports whether a device answered an invitation, declined it or chose to look busy. One that was busy by itself
// names no device.
func gaveAnswer(l *call.Leg) bool {
	return !l.JoinedAt.IsZero() || l.Reason == call.Rejected || l.Reason == call.Busy && l.Device != ""
}

// Missers lists the users who missed a call, each once.
func Missers(c *call.Call) []call.UserID {
	return slices.DeleteFunc(Users(c), func(u call.UserID) bool { return !Missed(c, u) })
}
