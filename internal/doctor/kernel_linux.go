package doctor

import (
	"syscall"
	"time"
)

// kernelClock asks the system whether a time service keeps the clock, and how well.
func kernelClock() (synced bool, within time.Duration, err error) {
	const timeError, unsynced = 5, 0x40 // TIME_ERROR and STA_UNSYNC of adjtimex(2)
	var t syscall.Timex
	state, err := syscall.Adjtimex(&t)
	return err == nil && state != timeError && t.Status&unsynced == 0, time.Duration(t.Maxerror) * time.Microsecond, err
}
