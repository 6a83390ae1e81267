package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestMedian(t *testing.T) {
	r := result{Rounds: []round{{Ratio: 0.3}, {Ratio: 0.1}, {Ratio: 0.2}}}
	r.sum()
	if r.Median.Ratio != 0.2 {
		t.Errorf("of three: %v", r.Median.Ratio)
	}
	r.Rounds = append(r.Rounds, round{Ratio: 0.5, Hello: sample{P99: 8}})
	r.sum()
	if r.Median.Ratio != 0.25 || r.Median.Hello.P99 != 0 {
		t.Errorf("of four: %+v", r.Median)
	}
}

// TestConn: the lean client reads what net/http writes, and takes nothing for an answer that is none.
func TestConn(t *testing.T) {
	status, length := http.StatusOK, true
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(status)
		if !length {
			w.(http.Flusher).Flush()
		}
		_, _ = w.Write([]byte(r.URL.Path))
	}))
	defer server.Close()
	c, err := dial(t.Context(), server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	ask := func(path string) ([]byte, error) { return c.do([]byte("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n")) }
	for _, path := range []string{"/first", "/second"} {
		if body, err := ask(path); err != nil || string(body) != path {
			t.Errorf("%s: %q, %v", path, body, err)
		}
	}
	status = http.StatusTeapot
	if _, err := ask("/"); err == nil || !strings.Contains(err.Error(), "418") {
		t.Errorf("a refusal: %v", err)
	}
	status, length = http.StatusOK, false
	if c, err = dial(t.Context(), server.URL); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if _, err := ask("/"); err == nil {
		t.Error("an answer without a length was taken")
	}
}

// TestCalls: what is sent for the two operations, and that a refusal stops the measuring.
func TestCalls(t *testing.T) {
	var asked []string
	answer := `{"ErrorCode":0,"Response":{"CallId":"01a209ae-17a7-7ea8-82b0-fa7744ea7d51"}}`
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body bytes.Buffer
		_, _ = body.ReadFrom(r.Body)
		asked = append(asked, r.URL.Path+" "+body.String())
		_, _ = w.Write([]byte(answer))
	}))
	defer server.Close()
	c, err := dial(t.Context(), server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	next := calls("sdkappid=1", 7)
	for range 2 {
		if err := next(c); err != nil {
			t.Fatal(err)
		}
	}
	if len(asked) != 2 || !strings.Contains(asked[0], `start_call_by_robot {"Robot_Account":"robot","CalleeList_Account":["user-7"]`) ||
		asked[1] != `/v4/call_engine_http_srv/end_call {"CallId":"01a209ae-17a7-7ea8-82b0-fa7744ea7d51"}` {
		t.Errorf("asked %q", asked)
	}
	answer = `{"ErrorCode":60007}`
	if err := next(c); err == nil || !strings.Contains(err.Error(), "60007") {
		t.Errorf("a refusal: %v", err)
	}
}

func TestTable(t *testing.T) {
	r := result{Rounds: []round{{Hello: sample{Rate: 50_000, P50: 500 * time.Microsecond}, Ringline: sample{Rate: 12_500, P99: 12 * time.Millisecond}, Ratio: 0.25}}}
	r.sum()
	for _, part := range []string{"50000", "500 µs", "12500", "12.0 ms", "0.250", "median"} {
		if !strings.Contains(r.table(), part) || !strings.Contains(r.block(), part) {
			t.Errorf("%q is missing in\n%s\n%s", part, r.table(), r.block())
		}
	}
}

func TestHookTable(t *testing.T) {
	r := hookResult{Rounds: []hookRound{{Off: hookSample{Wall: 100_000, CPU: 80_000}, On: hookSample{Wall: 150_000, CPU: 200_000}, Told: 5e6}}}
	r.Rounds[0].derive(1000)
	r.sum()
	for _, part := range []string{"120 µs", "1.50", "2.50", "5 ms", "19355", "median"} {
		if !strings.Contains(r.table(), part) || !strings.Contains(r.block(), part) {
			t.Errorf("%q is missing in\n%s", part, r.table())
		}
	}
}

// TestRecords: every question is asked and answered, among a handful of records.
func TestRecords(t *testing.T) {
	var out bytes.Buffer
	args := []string{"records", "-many", "400", "-few", "200", "-users", "1000", "-times", "3", "-calls", "0", "-data", t.TempDir()}
	if err := run(t.Context(), args, &out); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"among 200", "among 400", "the newest 20", "page in the middle", "ratio"} {
		if !strings.Contains(out.String(), part) {
			t.Errorf("%q is missing in\n%s", part, &out)
		}
	}
}
