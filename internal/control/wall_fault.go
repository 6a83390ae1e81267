//go:build faultclock

package control

import (
	"os"
	"strings"
	"time"
)

// wall is the machine's time of day, off by what the file that FAULTCLOCK names says, such as -60s; no file is no step.
// Only tests build with this tag: it lets them step the clock of one process, which Linux cannot.
func wall(now time.Time) time.Time {
	text, err := os.ReadFile(os.Getenv("FAULTCLOCK"))
	if err != nil {
		return now.Round(0)
	}
	off, err := time.ParseDuration(strings.TrimSpace(string(text)))
	if err != nil {
		panic("FAULTCLOCK: " + err.Error())
	}
	return now.Round(0).Add(off)
}
