package process

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// script makes a program that stands in for ringline.
func script(t *testing.T, lines ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "ringline")
	if err := os.WriteFile(file, []byte("#!/bin/sh\n"+strings.Join(lines, "\n")+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestStartWaitsForReady(t *testing.T) {
	var out tail
	s, err := Start(t.Context(), Options{
		Binary: script(t, "echo starting", "echo ringline ready http=http://127.0.0.1:1 and=more", "trap 'exit 0' TERM", "while :; do read -r _ < /dev/zero; done"),
		Data:   t.TempDir(), Output: &out,
	})
	if err != nil {
		t.Fatal(err)
	}
	if s.URL != "http://127.0.0.1:1" || s.Ready <= 0 || !strings.Contains(out.String(), "starting") {
		t.Errorf("url %q after %v, printed %q", s.URL, s.Ready, out.String())
	}
	if used, err := CPU(s.PID()); err != nil || used < 0 {
		t.Errorf("processor time %v, %v", used, err)
	}
	if used, err := Memory(s.PID()); err != nil || used < 100<<10 {
		t.Errorf("memory %d, %v", used, err)
	}
	if err := s.Kill(); err != nil {
		t.Error(err)
	}
	if _, err := CPU(s.PID()); err == nil {
		t.Error("a killed process still uses processor time")
	}
}

// TestStartOfAnotherProgram: one that says nothing is ready when it listens.
func TestStartOfAnotherProgram(t *testing.T) {
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	url := "http://" + l.Addr().String()
	s, err := Start(t.Context(), Options{Binary: script(t, "while :; do read -r _ < /dev/zero; done"), Args: []string{"x"}, Open: url})
	if err != nil {
		t.Fatal(err)
	}
	if s.URL != url {
		t.Errorf("it is at %q", s.URL)
	}
	if err := s.Kill(); err != nil {
		t.Error(err)
	}
}

func TestStartTellsWhyNot(t *testing.T) {
	_, err := Start(t.Context(), Options{Binary: script(t, "echo the port is taken >&2", "exit 1"), Data: t.TempDir()})
	if err == nil || !strings.Contains(err.Error(), "the port is taken") {
		t.Errorf("got %v", err)
	}
	if _, err := Start(t.Context(), Options{Binary: "/nonexistent", Data: t.TempDir()}); err == nil || !strings.Contains(err.Error(), "make build") {
		t.Errorf("got %v", err)
	}
}

func TestStopTellsOfABadEnd(t *testing.T) {
	s, err := Start(t.Context(), Options{
		Binary: script(t, "trap 'exit 3' TERM", "echo ringline ready http=http://127.0.0.1:1", "while :; do read -r _ < /dev/null; done"), Data: t.TempDir(),
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Stop(); err == nil || !strings.Contains(err.Error(), "exit status 3") {
		t.Errorf("got %v", err)
	}
}

func TestCPUOfThisProcess(t *testing.T) {
	busy, err := Busy()
	if err != nil {
		t.Fatal(err)
	}
	begun, err := CPU(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	for until := time.Now().Add(50 * time.Millisecond); time.Now().Before(until); {
	}
	if fine, err := Ran(os.Getpid()); err != nil || fine <= 0 || fine > begun+10*time.Second {
		t.Errorf("its threads ran %v, %v", fine, err)
	}
	if _, err := Ran(1 << 30); err == nil {
		t.Error("a process that does not exist ran")
	}
	used, err := CPU(os.Getpid())
	if err != nil || used <= begun || used > begun+10*time.Second {
		t.Errorf("from %v to %v, %v", begun, used, err)
	}
	if now, err := Busy(); err != nil || now <= busy {
		t.Errorf("the machine from %v to %v, %v", busy, now, err)
	}
}

// TestFamilyCPU: the work of a child counts.
func TestFamilyCPU(t *testing.T) {
	s, err := Start(t.Context(), Options{
		Binary: script(t, "sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; echo ringline ready http=http://127.0.0.1:1; exec sleep 5 > /dev/null 2>&1' &", "wait"), Data: t.TempDir(),
	})
	if err != nil {
		t.Fatal(err)
	}
	alone, err := CPU(s.PID())
	if err != nil {
		t.Fatal(err)
	}
	if all, err := FamilyCPU(s.PID()); err != nil || all < alone+20*time.Millisecond {
		t.Errorf("alone %v, with its child %v, %v", alone, all, err)
	}
	if err := s.Kill(); err != nil {
		t.Error(err)
	}
}
