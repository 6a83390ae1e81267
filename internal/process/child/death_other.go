//go:build !linux

package child

import "syscall"

// follow does nothing here.
func follow(*syscall.SysProcAttr, syscall.Signal) {}
