package control

import (
	"math/rand/v2"
	"strconv"

	"ringline/internal/call"
)

// freshRoom picks a numeric room, 1 to [call.MaxNumericRoom]. It is a name to show;
// the media plane tells rooms apart by their calls.
func freshRoom() call.Room {
	return call.Room{Name: strconv.FormatInt(1+rand.Int64N(call.MaxNumericRoom), 10), Numeric: true}
}
