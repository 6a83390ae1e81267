//go:build unix

package httpapi

import "syscall"

// openFiles is how many files and connections this process may have open; 0 if nobody says.
func openFiles() int64 {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil || limit.Cur > 1<<40 {
		return 0
	}
	return int64(limit.Cur)
}
