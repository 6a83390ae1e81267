package realtime

import (
	"fmt"
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

// BenchmarkFanOut is a change of a call until every device of the other member knows, each over a socket of its own. The clients' work
// is in it.
func BenchmarkFanOut(b *testing.B) {
	for _, devices := range []int{1, 10, 100} {
		b.Run(fmt.Sprintf("devices=%d", devices), func(b *testing.B) {
			config := Default()
			config.Rate, config.Burst, config.Devices = 1_000_000, 1_000_000, devices
			w := newWorld(b, config)
			alice, bobs := w.device("alice", "a1"), make([]*client, devices)
			for i := range bobs {
				bobs[i] = w.device("bob", call.DeviceID(fmt.Sprint("b", i)))
			}
			id := alice.start("bob")
			bobs[0].must("call.accept", actData{Call: id})
			media := []call.Media{call.Audio, call.Video}
			for i := 0; b.Loop(); i++ {
				out := alice.must("call.switch_media", mediaData{Call: id, Media: media[i%2]})
				for _, bob := range bobs {
					bob.await("hears the switch", func() bool { return bob.calls[id] != nil && bob.calls[id].Version >= out.Call.Version })
				}
			}
		})
	}
}
