// Command livekit is the LiveKit server of the module that Ringline embeds, with everything that its own command starts and
// nothing of ours: what cmd/bench compares with, and what browser tests run as an operator's. Its one argument is the text of LiveKit's configuration.
package main

import (
	"fmt"
	"os"

	"ringline/internal/process/livekitd"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "livekit: the one argument is LiveKit's configuration, as YAML")
		os.Exit(2)
	}
	if err := livekitd.Serve(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "livekit:", err)
		os.Exit(1)
	}
}
