package v4

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ringline/internal/tenant"
)

// discard is a ResponseWriter that costs nothing.
type discard struct{ header http.Header }

func (d *discard) Header() http.Header         { return d.header }
func (d *discard) Write(b []byte) (int, error) { return len(b), nil }
func (d *discard) WriteHeader(int)             {}

func busyWorld(b *testing.B) *world {
	w := newWorld(b, change{apps: func(apps []tenant.App) { apps[0].Settings.RequestsPerSecond = 1_000_000 }})
	b.ReportAllocs()
	return w
}

// again sends the same request many times without making it anew.
func again(b *testing.B, w *world, command, body string) {
	r := httptest.NewRequest(http.MethodPost, engine+command+"?"+w.query(), nil)
	content := strings.NewReader(body)
	r.Body, r.ContentLength = nopCloser{content}, int64(len(body))
	out := &discard{header: http.Header{}}
	for b.Loop() {
		w.now = w.now.Add(10 * time.Microsecond)
		content.Reset(body)
		w.ServeHTTP(out, r)
	}
}

type nopCloser struct{ *strings.Reader }

func (nopCloser) Close() error { return nil }

// The door alone: gate, body, envelope.
func BenchmarkRefused(b *testing.B) {
	w := busyWorld(b)
	again(b, w, "end_call", "{}")
}

// A read through control and store.
func BenchmarkGetCallInfo(b *testing.B) {
	w := busyWorld(b)
	again(b, w, "get_call_info", w.callBody("answered"))
}

// Create and end a call.
func BenchmarkStartAndEnd(b *testing.B) {
	w := busyWorld(b)
	const start = `{"Robot_Account":"robot","CalleeList_Account":["jack"],"Timeout":30000,"CallInfo":{"MediaType":"Audio"}}`
	for b.Loop() {
		w.now = w.now.Add(10 * time.Microsecond)
		var res startCallResponse
		if err := json.Unmarshal(open(b, w.post("start_call_by_robot", start)).Response, &res); err != nil {
			b.Fatal(err)
		}
		if e := open(b, w.post("end_call", `{"CallId":"`+string(res.CallId)+`"}`)); e.ErrorCode != 0 {
			b.Fatalf("%+v", e)
		}
		w.changes = nil
	}
}
