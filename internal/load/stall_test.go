package load

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// fakeServer answers the server API, and stands still for a while once.
func fakeServer(t *testing.T, from, stall time.Duration) *httptest.Server {
	t.Helper()
	var calls atomic.Int64
	begun := time.Now()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		if at := time.Since(begun); at > from && at < from+stall {
			select {
			case <-time.After(from + stall - at):
			case <-r.Context().Done():
			}
		}
		response := "{}"
		if strings.HasSuffix(r.URL.Path, "start_call_by_robot") {
			response = fmt.Sprintf(`{"CallId":"call-%d"}`, calls.Add(1))
		}
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"ActionStatus":"OK","ErrorCode":0,"ErrorInfo":"","RequestId":"r","Response":%s}`, response)
	}))
	t.Cleanup(s.Close)
	return s
}

// TestStallsShow: a server that stands still for a second shows as all the late calls of that second, not as a few: times count from
// when a call was to start, and calls start whether or not the server keeps up.
func TestStallsShow(t *testing.T) {
	s := Default()
	s.Robots, s.Rate, s.Arrival, s.WarmUp, s.Duration = true, 100, "constant", 0, 2*time.Second
	s.Talk, s.Records, s.Seed = Spread{}, 0, 7
	server := fakeServer(t, 500*time.Millisecond, time.Second)
	var seconds int
	r, err := Run(t.Context(), Options{
		Target:   Target{URL: server.URL, App: "1400000001", Sign: func(string) (string, error) { return "sig", nil }},
		Scenario: s, Progress: func(Second) { seconds++ },
	})
	if err != nil {
		t.Fatal(err)
	}
	start := r.Time("start")
	if start == nil || r.Calls.Failed > 0 || start.Count != r.Calls.Asked || start.Count < 190 {
		t.Fatalf("%+v, start %+v, faults %+v", r.Calls, start, r.Faults)
	}
	// Half the calls fall into the stall and wait half of it on average.
	if start.P90 < 500*time.Millisecond || start.Max < 900*time.Millisecond {
		t.Errorf("the stall does not show: %+v", start)
	}
	waited := 0.0
	for _, q := range start.Curve {
		if q.At > 100*time.Millisecond {
			waited = 1 - q.Part
			break
		}
	}
	if waited < 0.25 {
		t.Errorf("only %.0f %% of the calls waited, and nearly half should have", 100*waited)
	}
	if seconds < 2 || len(r.Seconds) != seconds {
		t.Errorf("%d seconds were told, %d are in the result", seconds, len(r.Seconds))
	}
}
