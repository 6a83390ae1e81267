package call

import (
	"fmt"
	"time"
)

// Limits that hold for every app. An app's own settings can only be narrower.
const (
	MaxUserBytes     = 32   // of a user id, reference: server API, types
	MaxUserDataBytes = 4096 // of a call's user data; the v4 door allows 1000
	MaxPushBytes     = 8192 // of an offline-push description
	MaxRoomBytes     = 64   // of a room's name
	MaxMembers       = 100  // of a call at a time, whatever an app asks for
	MinRing          = time.Second
	MaxRing          = 10 * time.Minute
)

// CheckUser refuses what is not a user id: 1 to 32 letters, digits, hyphens and underscores.
func CheckUser(field string, user UserID) error {
	if len(user) == 0 {
		return Invalid(field, "is empty")
	}
	if len(user) > MaxUserBytes {
		return Invalid(field, "is longer than %d bytes", MaxUserBytes)
	}
	for i := range len(user) {
		switch b := user[i]; {
		case 'a' <= b && b <= 'z', 'A' <= b && b <= 'Z', '0' <= b && b <= '9', b == '-', b == '_':
		default:
			return Invalid(field, "%s may only hold letters, digits, hyphens and underscores", fmt.Sprintf("%.40q", string(user)))
		}
	}
	return nil
}

// checkDevice refuses somebody who would be in a call on no device: only robots are.
func checkDevice(by Actor) error {
	if by.Device == "" {
		return Invalid("device", "is empty")
	}
	return nil
}

func checkRing(d time.Duration) error {
	if d < MinRing || d > MaxRing {
		return Invalid("timeout", "must lie between %v and %v", MinRing, MaxRing)
	}
	return nil
}

func checkMedia(m Media) error {
	if m != Audio && m != Video {
		return Invalid("media", "must be %s or %s", Audio, Video)
	}
	return nil
}
