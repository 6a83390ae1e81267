//go:build unix

package sqlite_test

import (
	"syscall"
	"time"
)

// cpu is the processor time that this process has used. It tells more than the clock on a machine that is busy with
// something else.
func cpu() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
