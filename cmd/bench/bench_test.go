package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"ringline/internal/call"
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

// TestHearing: a call whose webhooks did not all come is found, and so is one that nobody made.
func TestHearing(t *testing.T) {
	h, err := newHearing(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := h.close(); err != nil {
			t.Error(err)
		}
	}()
	send := func(body string) {
		t.Helper()
		response, err := http.Post(h.url, "application/json", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
	}
	send(`{"CallbackCommand":"Call.CallbackAfterStartCall","CallInfo":{"CallId":"c"}}`)
	send(`{"CallbackCommand":"Call.CallbackAfterMemberChanged","CallId":"c"}`)
	if _, _, err := h.check([]string{"c"}); err == nil {
		t.Error("a call without its end was passed")
	}
	send(`{"CallbackCommand":"Call.CallbackAfterEndCall","CallRecord":{"CallId":"c"}}`)
	send(`{"CallbackCommand":"Call.CallbackAfterEndCall","CallRecord":{"CallId":"c"}}`)
	if _, err := h.wait(t.Context(), 1); err != nil {
		t.Error(err)
	}
	if heard, repeated, err := h.check([]string{"c"}); heard != 4 || repeated != 1 || err != nil {
		t.Errorf("heard %d, %d again, %v", heard, repeated, err)
	}
	if _, _, err := h.check(nil); err == nil {
		t.Error("a call that nobody made was passed")
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

// TestOrder: everybody comes once in a round, and nobody always after the same one.
func TestOrder(t *testing.T) {
	const many = 5
	var first [many]bool
	for n := range 2 * many {
		var seen [many]bool
		for k := range many {
			seen[order(n, k, many)] = true
		}
		for i, s := range seen {
			if !s {
				t.Errorf("round %d has no turn for %d", n, i)
			}
		}
		first[order(n, 0, many)] = true
	}
	if first != [many]bool{true, true, true, true, true} {
		t.Errorf("went first: %v", first)
	}
	if order(0, 1, many) == order(0, 0, many)+1 && order(1, 1, many) == order(1, 0, many)+1 {
		t.Error("the second always follows the first")
	}
}

func TestComparisonTable(t *testing.T) {
	of := func(rates ...float64) (rounds []peerSample) {
		for _, r := range rates {
			rounds = append(rounds, peerSample{sample: sample{Rate: r, P99: 12 * time.Millisecond}, Memory: 25e6, RingP99: 3 * time.Millisecond})
		}
		return rounds
	}
	c := comparison{Peers: []*peer{
		{Name: "hello", Rounds: of(60_000, 40_000, 50_000)},
		{Name: "ours", Rounds: of(6_000, 8_000, 12_500), Durable: "yes", Operation: "a call", calls: &complete{}},
		{Name: "theirs", Missing: errNotInstalled.Error(), Durable: "no"},
	}}
	for _, part := range []string{"50000 (40000–60000)", "8000 (6000–12500)", "0.200 (0.100–0.250)", "12.0 ms", "25.0 MB", "not installed", "p99 3000 µs"} {
		if !strings.Contains(c.table(), part) || !strings.Contains(c.block(), part) {
			t.Errorf("%q is missing in\n%s\n%s", part, c.table(), c.block())
		}
	}
}

// TestSocket: the lean device answers a ping, takes its answers, and tells what it hears.
func TestSocket(t *testing.T) {
	ponged := make(chan string, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ws, err := new(websocket.Upgrader).Upgrade(w, r, nil)
		if err != nil {
			t.Error(err)
			return
		}
		defer func() { _ = ws.Close() }()
		for _, answer := range []string{
			`{"id":1,"connect":{"client":"c"}}`,
			`{"push":{"pub":{"data":{"call":{"id":"c1","events":[{"type":"started"}]}}}}}` + "\n" + `{"id":2,"rpc":{"data":{"call":{"id":"c1"}}}}`,
			`{"id":3,"error":{"code":1011,"message":"busy"}}` + "\n{}",
		} {
			if _, _, err := ws.ReadMessage(); err != nil {
				t.Error(err)
			}
			if err := ws.WriteMessage(websocket.TextMessage, []byte(answer)); err != nil {
				t.Error(err)
			}
		}
		_, pong, _ := ws.ReadMessage()
		ponged <- string(pong)
	}))
	defer server.Close()
	heard := make(chan news, 1)
	s, err := plug(t.Context(), server.URL, "ann", func(n news) { heard <- n })
	if err != nil {
		t.Fatal(err)
	}
	if id, err := s.rpc(t.Context(), "call.start", "{}"); id != "c1" || err != nil {
		t.Errorf("started %q, %v", id, err)
	}
	if n := <-heard; n.ID != "c1" || !n.has(call.Started) || s.messages.Load() != 1 {
		t.Errorf("heard %+v, counted %d", n, s.messages.Load())
	}
	if _, err := s.rpc(t.Context(), "call.start", "{}"); err == nil || !strings.Contains(err.Error(), "busy") {
		t.Errorf("a refusal: %v", err)
	}
	if pong := <-ponged; pong != "{}" {
		t.Errorf("the pong is %q", pong)
	}
	if err := s.close(); err != nil {
		t.Error(err)
	}
}

func TestExponent(t *testing.T) {
	for want, f := range map[float64]func(float64) float64{
		0: func(float64) float64 { return 7 }, 1: func(x float64) float64 { return 3 * x }, 2: func(x float64) float64 { return x * x / 5 },
	} {
		var points []point
		for _, x := range []float64{1, 100, 1000} {
			points = append(points, point{x, f(x)})
		}
		if got := exponent(points); math.Abs(got-want) > 1e-9 {
			t.Errorf("the exponent of x to the %v is found to be %v", want, got)
		}
	}
	if got := exponent([]point{{1, 2}, {10, 0}}); !math.IsNaN(got) {
		t.Errorf("one point and a nothing make the line %v", got)
	}
}

// TestGrowthOnThePage: the block and its plot, which has to be XML.
func TestGrowthOnThePage(t *testing.T) {
	dir := t.TempDir()
	g := growth{
		Name: "x", About: "Measured", Head: []string{"a", "b"}, Rows: [][]string{{"1", "2"}}, X: "calls & more", Y: "µs",
		Curves: []curve{{Name: "Cost <µs>", Says: "It is so.", Points: []point{{1, 2}, {100_000, 250}}}},
	}
	g.fit()
	page := filepath.Join(dir, "docs", "page.md")
	if err := os.Mkdir(filepath.Dir(page), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := g.publish(page, filepath.Join(dir, "docs", "images")); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(page)
	if err != nil || !strings.Contains(string(text), "(images/growth-x.svg)") || !strings.Contains(string(text), "power 0.42. It is so.") {
		t.Errorf("the page is %s, %v", text, err)
	}
	picture, err := os.ReadFile(filepath.Join(dir, "docs", "images", "growth-x.svg"))
	if err != nil {
		t.Fatal(err)
	}
	for d := xml.NewDecoder(bytes.NewReader(picture)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("the plot is no XML: %v\n%s", err, picture)
		}
	}
	if !strings.Contains(string(picture), "100,000") {
		t.Errorf("the axis does not reach the last point:\n%s", picture)
	}
}

func TestSizes(t *testing.T) {
	for _, tc := range []struct {
		first, last int
		want        []int
	}{{1, 100, []int{1, 10, 100}}, {100, 2500, []int{100, 1000, 2500}}, {5, 5, []int{5}}} {
		if got := sizes(tc.first, tc.last); !slices.Equal(got, tc.want) {
			t.Errorf("from %d to %d: %v", tc.first, tc.last, got)
		}
	}
}

// TestSummary: a cell is found by its block, row and column, a ratio by two, and what nobody measured is said to be so.
func TestSummary(t *testing.T) {
	const text = "<!-- a -->\nwords\n\n| server | rate | CPU |\n| --- | ---: | ---: |\n| one | 10 (1–20) | 500 µs |\n| two | 4 | 2.0 ms |\n\n" +
		"| server | note |\n| --- | --- |\n| one | other |\n<!-- end of a -->\n"
	for _, tc := range []struct {
		want string
		of   []cell
	}{
		{"10 (1–20)", []cell{{"a", "one", "rate"}}},
		{"2.50", []cell{{"a", "one", "rate"}, {"a", "two", "rate"}}},
		{"0.25", []cell{{"a", "one", "CPU"}, {"a", "two", "CPU"}}},
		{"other", []cell{{"a", "one", "note"}}},
		{"not measured here", []cell{{"b", "one", "rate"}}},
		{"not measured here", []cell{{"a", "one", "rate"}, {"a", "three", "rate"}}},
		{"not measured here", []cell{{"a", "two", "note"}}},
	} {
		if got := measured(text, tc.of); got != tc.want {
			t.Errorf("%v: %q, want %q", tc.of, got, tc.want)
		}
	}
}

// TestAims: every block that the summary reads is on the page, so none was renamed without it.
func TestAims(t *testing.T) {
	text, err := os.ReadFile("../../docs/benchmarks.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range aims {
		for _, c := range a.of {
			if !strings.Contains(string(text), "<!-- "+c.block+" -->") {
				t.Errorf("the page has no block %q", c.block)
			}
		}
	}
}
