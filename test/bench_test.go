package test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"ringline/internal/load"
)

const benchScenario = `
name: short
users: 40
devices: 2
logins: 1000
rate: 10
warm_up: 0s
duration: 2s
ring: 50ms..300ms
ring_timeout: 1s
talk: 100ms..300ms
answer: 0.6
reject: 0.1
busy: 0.1
cancel: 0.1
reconnect: 0.3
churn: 5
webhooks: true
records: 1
seed: 7
`

// bench writes a scenario to a file and makes the command that plays it.
func bench(t *testing.T, text string, args ...string) *exec.Cmd {
	t.Helper()
	if err := noticeSources(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "short.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return exec.CommandContext(t.Context(), binary, append([]string{"bench", file}, args...)...)
}

// TestBench: the load tool alone starts a server, plays a scenario and finds every call as it was played.
func TestBench(t *testing.T) {
	report := filepath.Join(t.TempDir(), "report.html")
	command := bench(t, benchScenario, "--quiet", "--json", "-", "--report", report)
	var out, log bytes.Buffer
	command.Stdout, command.Stderr = &out, &log
	if err := command.Run(); err != nil {
		t.Fatalf("%v\n%s%s", err, &log, &out)
	}
	var r load.Result
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	if r.Format != load.Format || r.Calls.Asked < 5 || r.Calls.Failed != 0 || len(r.Broken) != 0 || r.Stopped || r.Scenario.Seed != 7 {
		t.Errorf("%+v, faults %+v, broken %+v", r.Calls, r.Faults, r.Broken)
	}
	for _, name := range []string{"login", "start", "ring", "srd", "accept", "connect", "end", "end_known", "record", "webhook"} {
		if got := r.Time(name); got == nil || got.Count == 0 || got.P50 > got.P99 || got.P99 > got.Max {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if r.Hooks == nil || r.Hooks.Messages < 2*r.Calls.Asked {
		t.Errorf("webhooks %+v of %d calls", r.Hooks, r.Calls.Asked)
	}
	if page, err := os.ReadFile(report); err != nil || !bytes.Contains(page, []byte("<svg")) {
		t.Errorf("the report: %v", err)
	}
}

// TestBenchMissesALimit: what a scenario asks for and does not get is an error.
func TestBenchMissesALimit(t *testing.T) {
	command := bench(t, strings.Replace(benchScenario, "duration: 2s", "duration: 1s\nlimits: {times: {start: {max: 1ns}}}", 1), "--quiet")
	out, err := command.CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 1 || !strings.Contains(string(out), "LIMIT MISSED: start max") {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestBenchStops: Ctrl-C ends a run with what was measured until then.
func TestBenchStops(t *testing.T) {
	command := bench(t, strings.Replace(benchScenario, "duration: 2s", "duration: 10m", 1), "--json", "-")
	var out bytes.Buffer
	var first sync.Once
	command.Stdout = &out
	command.Stderr = writer(func([]byte) {
		first.Do(func() { _ = command.Process.Signal(syscall.SIGINT) }) // a second has passed; if it is gone the test sees
	})
	if err := command.Run(); err != nil {
		t.Fatalf("%v\n%s", err, &out)
	}
	var r load.Result
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	if !r.Stopped || r.Calls.Failed != 0 || len(r.Seconds) == 0 {
		t.Errorf("stopped %v, %+v, %+v", r.Stopped, r.Calls, r.Faults)
	}
}

type writer func([]byte)

func (w writer) Write(p []byte) (int, error) {
	w(p)
	return len(p), nil
}
