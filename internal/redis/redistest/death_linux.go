package redistest

import (
	"runtime"
	"syscall"
)

// follow has a process end with the thread that started it, so that a test that is killed leaves no server behind.
func follow(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGKILL }

// thread keeps the goroutine on its thread.
func thread() { runtime.LockOSThread() }
