package call_test

import (
	"strings"
	"testing"

	"ringline/internal/call"
)

func TestCheckRoom(t *testing.T) {
	for _, tc := range []struct {
		room call.Room
		fine bool
	}{
		{call.Room{Name: "1", Numeric: true}, true},
		{call.Room{Name: "2147483647", Numeric: true}, true},
		{call.Room{Name: "2147483648", Numeric: true}, false},
		{call.Room{Name: "0", Numeric: true}, false},
		{call.Room{Name: "007", Numeric: true}, false},
		{call.Room{Name: "+1", Numeric: true}, false},
		{call.Room{Name: "abc", Numeric: true}, false},
		{call.Room{Numeric: true}, false},
		{call.Room{Name: "a room: (1) !#$%&+-;<=.>?@[]^_{}|~,"}, true},
		{call.Room{Name: strings.Repeat("r", 64)}, true},
		{call.Room{Name: strings.Repeat("r", 65)}, false},
		{call.Room{}, false},
		{call.Room{Name: "a/b"}, false},
		{call.Room{Name: "\""}, false},
		{call.Room{Name: "größe"}, false},
		{call.Room{Name: "a\nb"}, false},
	} {
		if err := call.CheckRoom(tc.room); (err == nil) != tc.fine {
			t.Errorf("%+v: %v", tc.room, err)
		}
	}
}
