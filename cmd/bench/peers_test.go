package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"ringline/internal/call"
)

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
