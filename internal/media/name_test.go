package media_test

import (
	"testing"

	"ringline/internal/call"
	"ringline/internal/media"
)

func TestRoomNamesCanBeReadBack(t *testing.T) {
	for _, ref := range []call.Ref{
		{App: 1400000001, ID: "01930f2e-7c1b-7d3a-9d4e-1f2a3b4c5d6e"},
		{App: 1, ID: "x"},
		{App: 4294967295, ID: "-"},
	} {
		if got, ok := media.ParseRoomName(media.RoomName(ref)); !ok || got != ref {
			t.Errorf("%q reads as %v, %t, want %v", media.RoomName(ref), got, ok, ref)
		}
	}
}

func TestForeignRoomNamesAreNotOurs(t *testing.T) {
	for _, name := range []string{"", "lobby", "call-", "call-1", "call-1-", "call-x-1", "call-01-x", "call-+1-x", " call-1-x", "call-99999999999999999999-x"} {
		if ref, ok := media.ParseRoomName(name); ok {
			t.Errorf("%q reads as %v, want a stranger's", name, ref)
		}
	}
}

func FuzzParseRoomName(f *testing.F) {
	f.Add("call-1400000001-01930f2e-7c1b-7d3a-9d4e-1f2a3b4c5d6e")
	f.Add("call--1-x")
	f.Fuzz(func(t *testing.T, name string) {
		if ref, ok := media.ParseRoomName(name); ok && media.RoomName(ref) != name {
			t.Errorf("%q reads as %v, which is called %q", name, ref, media.RoomName(ref))
		}
	})
}
