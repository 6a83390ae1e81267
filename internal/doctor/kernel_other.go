//go:build !linux

package doctor

import (
	"errors"
	"time"
)

// kernelClock asks the system whether a time service keeps the clock, and how well.
func kernelClock() (synced bool, within time.Duration, err error) {
	return false, 0, errors.ErrUnsupported
}
