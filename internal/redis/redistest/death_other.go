//go:build !linux

package redistest

import "syscall"

// follow does nothing here: a test that is killed leaves its server behind.
func follow(*syscall.SysProcAttr) {}

func thread() {}
