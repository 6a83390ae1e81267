package test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"ringline/internal/auth"
	"ringline/internal/process"
)

// besides is how many calls others make before and while somebody is slow.
const besides = 30

// TestSlowOthers: a back end takes every message and answers none, and a client reads nothing of what it is told. The calls of others
// come to their end all the same while both hang (P17). How long they take, next to before, is shown and not judged.
func TestSlowOthers(t *testing.T) {
	c := gather(t, "dead back end and a client that does not read", process.Options{})
	back := newAPI(c.server.URL, c.app)
	for n := range *rounds {
		c.busy(50)
		before := c.callsOfOthers(back, n, "before")
		var held atomic.Int64
		release := make(chan struct{})
		dead := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, err := io.ReadAll(r.Body)
			if err != nil {
				return
			}
			c.backend.note(body) // it has read it: it counts as heard
			held.Add(1)
			select {
			case <-release:
			case <-r.Context().Done():
			}
			w.WriteHeader(http.StatusServiceUnavailable)
		}))
		c.hooksTo(dead.URL)
		deaf := c.deaf(n)
		// The deaf one is rung by many, so that it has much to read.
		for i := range besides {
			id := back.ring(t, apart("deaf", n), apart(fmt.Sprint("hearing", i), n))
			back.must(t, "end_call", object{"CallId": id})
		}
		eventually(t, "the dead back end holds messages", func() bool { return held.Load() > 0 })
		after := c.callsOfOthers(back, n, "while")
		c.times++
		t.Logf("%d messages hang; calls of others take %v before and %v meanwhile: %.1f times as long", held.Load(), before, after, float64(after)/float64(before))
		c.hooksTo(c.hooks)
		close(release)
		dead.Close()
		deaf.Close()
	}
	c.end()
}

// callsOfOthers makes calls from start to end and returns how long the median one takes.
func (c *crowd) callsOfOthers(back *api, n int, when string) time.Duration {
	c.t.Helper()
	var took []time.Duration
	for i := range besides {
		begun := time.Now()
		id := back.ring(c.t, apart(fmt.Sprint(when, i), n))
		back.must(c.t, "end_call", object{"CallId": id})
		took = append(took, time.Since(begun))
	}
	slices.Sort(took)
	return took[len(took)/2]
}

// deaf is a client that logs in and never reads again.
func (c *crowd) deaf(n int) *websocket.Conn {
	c.t.Helper()
	user := apart("deaf", n)
	conn, _, err := websocket.DefaultDialer.DialContext( //nolint:bodyclose // the library's answer has no body to close
		c.t.Context(), "ws"+strings.TrimPrefix(c.server.URL, "http")+"/connection/websocket", nil)
	if err != nil {
		c.t.Fatal(err)
	}
	data, err := json.Marshal(object{"app": c.app.ID, "user": user, "device": "deaf", "platform": "linux"})
	if err != nil {
		c.t.Fatal(err)
	}
	err = conn.WriteJSON(object{"id": 1, "connect": object{"token": auth.Sign(c.app, user, time.Now(), time.Hour), "data": json.RawMessage(data)}})
	if err != nil {
		c.t.Fatal(err)
	}
	if _, text, err := conn.ReadMessage(); err != nil || !strings.Contains(string(text), "connect") {
		c.t.Fatalf("the deaf one cannot log in: %s %v", text, err)
	}
	return conn
}
