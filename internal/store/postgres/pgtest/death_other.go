//go:build !linux

package pgtest

import "syscall"

// follow does nothing here: a test that is killed leaves its server behind.
func follow(*syscall.SysProcAttr) {}
