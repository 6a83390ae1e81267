package realtime

import (
	"testing"

	"ringline/internal/call"
)

// BenchmarkCommand is a command and its answer over a real socket.
func BenchmarkCommand(b *testing.B) {
	config := Default()
	config.Rate, config.Burst = 1_000_000, 1_000_000
	w := newWorld(b, config)
	alice := w.device("alice", "a1")
	for b.Loop() {
		alice.must("call.sync", nothing{})
	}
}

// BenchmarkFanOut is a change of a call until the other member's device knows.
func BenchmarkFanOut(b *testing.B) {
	config := Default()
	config.Rate, config.Burst = 1_000_000, 1_000_000
	w := newWorld(b, config)
	alice, bob := w.device("alice", "a1"), w.device("bob", "b1")
	id := alice.start("bob")
	bob.must("call.accept", actData{Call: id})
	media := []call.Media{call.Audio, call.Video}
	for i := 0; b.Loop(); i++ {
		out := alice.must("call.switch_media", mediaData{Call: id, Media: media[i%2]})
		bob.await("hears the switch", func() bool { return bob.calls[id].Version >= out.Call.Version })
	}
}
