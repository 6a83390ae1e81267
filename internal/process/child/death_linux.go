package child

import "syscall"

// follow has a process end with the thread that started it.
func follow(attr *syscall.SysProcAttr, signal syscall.Signal) { attr.Pdeathsig = signal }
