package test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"

	"ringline/client"
	"ringline/internal/admin"
	"ringline/internal/load"
	"ringline/internal/process"
	"ringline/internal/tenant"
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

// TestBenchScenarios: the scenarios that others do not play, for a second each, in an app that the tool is let into in one of its three
// ways: by the app's secret, by a token that may sign, and by a server in development.
func TestBenchScenarios(t *testing.T) {
	app := &tenant.App{ID: 1400000002, Secrets: []tenant.Secret{"the-secret-of-the-bench-test"}}
	server := func(t *testing.T, data string, dev bool) *process.Server {
		return serve(t, process.Options{
			Data: data, Dev: dev, Config: "log: {level: warn}\nwebhook: {allow_networks: [127.0.0.0/8]}\n",
			Apps: func(ctx context.Context, apps *admin.Admin) error {
				_, _, err := apps.CreateApp(ctx, admin.By{Name: "test"}, admin.Spec{
					ID: app.ID, Secret: app.Secrets[0], Settings: tenant.Settings{RequestsPerSecond: 1_000_000, MultiDevice: true},
				})
				return err
			},
		})
	}
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte(app.Secrets[0]), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string]func(t *testing.T) []string{
		"group": func(t *testing.T) []string {
			return []string{"--server", server(t, t.TempDir(), false).URL, "--app", fmt.Sprint(app.ID), "--secret-file", secret}
		},
		"robots": func(t *testing.T) []string {
			data := t.TempDir()
			url := server(t, data, false).URL
			return []string{"--server", url, "--app", fmt.Sprint(app.ID), "--token-file", tokenFor(t, data)}
		},
		"churn": func(t *testing.T) []string { return []string{"--dev", server(t, t.TempDir(), true).URL} },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text, err := load.Text(name)
			if err != nil {
				t.Fatal(err)
			}
			short := regexp.MustCompile(`(?m)^talk: .*$`).ReplaceAllString(string(text), "talk: 100ms..300ms")
			short = regexp.MustCompile(`(?m)^ring: .*$`).ReplaceAllString(short, "ring: 50ms..300ms")
			command := bench(t, short+"warm_up: 0s\n", append(args(t), "--users", "60", "--rate", "5", "--duration", "1500ms", "--quiet", "--json", "-")...)
			var out, log bytes.Buffer
			command.Stdout, command.Stderr = &out, &log
			if err := command.Run(); err != nil {
				t.Fatalf("%v\n%s%s", err, &log, &out)
			}
			var r load.Result
			if err := json.Unmarshal(out.Bytes(), &r); err != nil {
				t.Fatal(err)
			}
			if r.Calls.Asked == 0 || r.Calls.Failed != 0 || len(r.Broken) != 0 || r.Hooks == nil || r.Hooks.Messages < 2*r.Calls.Asked {
				t.Errorf("%+v, faults %+v, broken %+v, webhooks %+v", r.Calls, r.Faults, r.Broken, r.Hooks)
			}
		})
	}
}

// tokenFor makes a token that may do what the load tool has to.
func tokenFor(t *testing.T, data string) string {
	t.Helper()
	made, err := client.Local(data).CreateToken(t.Context(), client.CreateToken{Name: "load", App: "1400000002", Scopes: []client.Scope{client.SignaturesWrite, client.AppsWrite}})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(file, []byte(made.Secret), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
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
