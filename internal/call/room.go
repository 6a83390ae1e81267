package call

import (
	"strconv"
	"strings"
)

// MaxNumericRoom is the largest number of a room that the documented clients accept.
const MaxNumericRoom = 1<<31 - 1

// CheckRoom refuses a room that the documented clients could not have meant (reference/client-api.md §3): a number
// from 1 to [MaxNumericRoom] without padding, or at most [MaxRoomBytes] of the 89 characters that a name may have.
func CheckRoom(r Room) error {
	if r.Numeric {
		if n, err := strconv.ParseUint(r.Name, 10, 31); err != nil || n == 0 || strconv.FormatUint(n, 10) != r.Name {
			return Invalid("room", "a numeric room's name must be 1 to %d", MaxNumericRoom)
		}
		return nil
	}
	if r.Name == "" || len(r.Name) > MaxRoomBytes {
		return Invalid("room", "a room's name has 1 to %d bytes", MaxRoomBytes)
	}
	for i := range len(r.Name) {
		switch b := r.Name[i]; {
		case 'a' <= b && b <= 'z', 'A' <= b && b <= 'Z', '0' <= b && b <= '9':
		case strings.IndexByte(" !#$%&()+-:;<=.>?@[]^_{}|~,", b) >= 0:
		default:
			return Invalid("room", "a room's name may hold letters, digits, spaces and !#$%%&()+-:;<=.>?@[]^_{}|~, only")
		}
	}
	return nil
}
