// Package child starts processes that outlive neither their end nor their purpose.
//
// An interrupt from the keyboard is not for a child: whoever started it ends it. If that one is killed, the child gets a signal, on Linux.
package child

import (
	"os/exec"
	"runtime"
	"syscall"
)

// Launch starts a process and collects it when it has ended: then the channel is closed, and cmd.ProcessState says how it went.
func Launch(cmd *exec.Cmd, orphaned syscall.Signal) (gone chan struct{}, err error) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setpgid = true
	follow(cmd.SysProcAttr, orphaned)
	started, gone := make(chan error), make(chan struct{})
	go func() {
		runtime.LockOSThread() // which the process follows: it lives as long as this goroutine
		err := cmd.Start()
		started <- err
		if err == nil {
			_ = cmd.Wait() // its state says the same
		}
		close(gone)
	}()
	return gone, <-started
}
