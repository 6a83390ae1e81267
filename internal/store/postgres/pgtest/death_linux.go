package pgtest

import "syscall"

// follow has a process end with the thread that started it, so that a test that is killed leaves no server behind.
func follow(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGQUIT }
