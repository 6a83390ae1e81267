package child

import (
	"os/exec"
	"syscall"
	"testing"
)

func TestLaunch(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), "sleep", "60")
	gone, err := Launch(cmd, syscall.SIGKILL)
	if err != nil {
		t.Fatal(err)
	}
	if group, err := syscall.Getpgid(cmd.Process.Pid); err != nil || group != cmd.Process.Pid {
		t.Errorf("it is in group %d, %v: an interrupt of ours would be its, too", group, err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-gone
	if cmd.ProcessState.Success() {
		t.Error("a killed process went well")
	}
	if _, err := Launch(exec.CommandContext(t.Context(), "/nonexistent"), syscall.SIGKILL); err == nil {
		t.Error("what is not there was started")
	}
}
