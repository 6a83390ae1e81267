//go:build !faultclock

package control

import "time"

// wall is the machine's time of day, which may step.
func wall(now time.Time) time.Time { return now.Round(0) }
