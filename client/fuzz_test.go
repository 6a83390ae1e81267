package client

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"testing"
	"time"
)

// answers is a server, or whatever answers in its place.
type answers func(*http.Request) *http.Response

func (f answers) RoundTrip(r *http.Request) (*http.Response, error) { return f(r), nil }

// FuzzAnswer: whatever a server, a proxy or a stranger answers, the client ends with a value or an error that says what it was, and
// waits no longer than it should.
func FuzzAnswer(f *testing.F) {
	f.Add(200, "application/json", "", []byte(`{"calls":[{"id":"x","end":{"at":"2026-01-01T00:00:00Z"}}],"next_cursor":"a"}`))
	f.Add(409, "application/problem+json", "3", []byte(`{"code":"in_progress","title":"t","faults":[{"at":"x"}]}`))
	f.Add(503, "text/html", "99999999999999999999", []byte("<html>"))
	f.Add(302, "", "-1", []byte(nil))
	f.Fuzz(func(t *testing.T, status int, kind, after string, body []byte) {
		asked := 0
		c, err := New("http://a.example", WithTries(3), WithHTTPClient(&http.Client{Transport: answers(func(*http.Request) *http.Response {
			asked++
			return &http.Response{
				StatusCode: status, Status: http.StatusText(status), Body: io.NopCloser(bytes.NewReader(body)),
				Header: http.Header{"Content-Type": {kind}, "Retry-After": {after}},
			}
		})}))
		if err != nil {
			t.Fatal(err)
		}
		c.pause = func(_ context.Context, d time.Duration) error {
			if d < 0 || d > longestAsked {
				t.Errorf("waits for %v", d)
			}
			return nil
		}
		_, err = c.App("1").CallPage(t.Context(), CallFilter{}, Page{})
		var p *Problem
		switch refused := errors.As(err, &p); {
		case status/100 == 2 && refused:
			t.Errorf("status %d is taken for a problem: %v", status, err)
		case status/100 != 2 && (!refused || p.Status != status || p.Error() == ""):
			t.Errorf("status %d gives %v", status, err)
		}
		if asked > 3 {
			t.Errorf("asked %d times", asked)
		}
		for range c.App("1").Calls(t.Context(), CallFilter{}) {
			if asked++; asked > 100 {
				break // a server may have pages without end
			}
		}
	})
}
