package main

import (
	"log/slog"
	"os"
	"runtime/debug"

	"github.com/KimMachineGun/automemlimit/memlimit"
)

// Collecting garbage takes a share of the processors for as long as it takes to look at everything that lives, and commands wait
// meanwhile: a fifth of a second with 2,000 devices and 500 calls per second on two of them. So the heap may grow to four times
// what lives before that is done, where Go would say twice; a server that has nothing to do takes no more for it.
const heapGrowth = 300

// memoryShare is the part of the machine's memory, or of the container's, near which garbage is collected more often.
const memoryShare = 0.75

// collectRarely trades memory for time, unless the operator has said by Go's own variables what to do.
func collectRarely(log *slog.Logger) {
	if _, said := os.LookupEnv("GOGC"); said {
		return
	}
	from := memlimit.ApplyFallback(memlimit.FromCgroup, memlimit.FromSystem)
	if _, err := memlimit.Set(memlimit.WithRatio(memoryShare), memlimit.WithProvider(from)); err != nil {
		log.Warn("cannot tell how much memory there is, so the server saves it; set GOMEMLIMIT", slog.Any("error", err))
		return
	}
	debug.SetGCPercent(heapGrowth)
}
