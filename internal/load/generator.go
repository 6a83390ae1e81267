package load

import (
	"os"
	"runtime"
	"time"

	"ringline/internal/process"
)

// Generator says what the load itself took: on one machine it takes that from the server.
type Generator struct {
	CPUSeconds float64       `json:"cpu_seconds"`
	CPU        float64       `json:"cpu"`       // processors that it kept busy on average
	RSS        int64         `json:"rss_bytes"` // at the end
	Processors int           `json:"processors"`
	Late       time.Duration `json:"late_p99_ns"`  // how late it started calls itself; much of it means that it was too busy to be trusted
	Load       string        `json:"load_average"` // of the machine over the last minute; empty if unknown
}

type generatorStart struct {
	at  time.Time
	cpu time.Duration
}

func startGenerator() generatorStart { return generatorStart{time.Now(), ownCPU()} }

// ownCPU is what this process used so far; 0 where that is not known.
func ownCPU() time.Duration {
	used, err := process.CPU(os.Getpid())
	if err != nil {
		return 0
	}
	return used
}

func (g generatorStart) end(late *Time) Generator {
	used := (ownCPU() - g.cpu).Seconds()
	rss, err := process.Memory(os.Getpid())
	if err != nil {
		rss = 0
	}
	made := Generator{
		CPUSeconds: used, CPU: used / time.Since(g.at).Seconds(), RSS: rss, Processors: runtime.NumCPU(), Load: loadAverage(),
	}
	if late != nil {
		made.Late = late.P99
	}
	return made
}
