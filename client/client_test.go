package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// sharp is a server that answers what it is told to, one answer after the other, and notes what it is asked.
type sharp struct {
	*httptest.Server
	answers []func(http.ResponseWriter)
	keys    []string
	asked   []*http.Request
}

func serve(t *testing.T, answers ...func(http.ResponseWriter)) (*sharp, *Client, *[]time.Duration) {
	t.Helper()
	s := &sharp{answers: answers}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.asked = append(s.asked, r)
		s.keys = append(s.keys, r.Header.Get("Idempotency-Key"))
		s.answers[min(len(s.asked), len(s.answers))-1](w)
	}))
	t.Cleanup(s.Close)
	c, err := New(s.URL+"/", WithToken("rlt_x"))
	if err != nil {
		t.Fatal(err)
	}
	var paused []time.Duration
	c.pause = func(_ context.Context, d time.Duration) error {
		paused = append(paused, d)
		return nil
	}
	return s, c, &paused
}

func status(code int, word Code, retryAfter string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "application/problem+json")
		if retryAfter != "" {
			w.Header().Set("Retry-After", retryAfter)
		}
		w.WriteHeader(code)
		_ = json.NewEncoder(w).Encode(Problem{Status: code, Code: word, Detail: "so it is", RequestID: "r1"})
	}
}

func fine(w http.ResponseWriter) { _, _ = io.WriteString(w, `{"id":"c1","app":"1"}`) }

func cut(w http.ResponseWriter) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err == nil {
		conn.Close()
	}
}

// P12: what is sent again carries the same key, so that it is done once.
func TestRetriesCarryTheSameKey(t *testing.T) {
	s, c, paused := serve(t, cut, status(503, CodeUnavailable, ""), status(429, CodeRateLimited, "7"), fine)
	call, err := c.App("1").StartCall(t.Context(), StartCall{Caller: "a", Callees: []string{"b"}, Media: Audio})
	if err != nil || call.ID != "c1" {
		t.Fatalf("%+v, %v", call, err)
	}
	if len(s.keys) != 4 || s.keys[0] == "" || s.keys[0] != s.keys[3] || s.keys[1] != s.keys[2] {
		t.Errorf("keys %q", s.keys)
	}
	if p := *paused; len(p) != 3 || p[2] != 7*time.Second || p[0] > firstPause || p[1] > 2*firstPause {
		t.Errorf("paused %v", p)
	}
	if _, err := c.App("1").StartCall(t.Context(), StartCall{}); err != nil || s.keys[4] == s.keys[0] {
		t.Errorf("the next request has the same key: %q, %v", s.keys, err)
	}
	if _, err := c.App("1").WithKey("order-17").EndCall(t.Context(), "c1"); err != nil || s.keys[5] != "order-17" {
		t.Errorf("keys %q, %v", s.keys, err)
	}
}

func TestWhatIsNotRepeated(t *testing.T) {
	for _, answer := range []func(http.ResponseWriter){
		status(400, CodeInvalid, ""), status(401, CodeUnauthorized, ""), status(404, CodeNotFound, ""), status(409, CodeBusy, ""), status(422, CodeKeyReused, ""),
		status(500, CodeInternal, ""),
	} {
		s, c, _ := serve(t, answer)
		if _, err := c.App("1").EndCall(t.Context(), "c"); err == nil || len(s.asked) != 1 {
			t.Errorf("asked %d times, %v", len(s.asked), err)
		}
	}
	s, c, _ := serve(t, status(409, CodeInProgress, "1"), fine)
	if _, err := c.App("1").EndCall(t.Context(), "c"); err != nil || len(s.asked) != 2 {
		t.Errorf("in progress: asked %d times, %v", len(s.asked), err)
	}
	s, c, _ = serve(t, status(503, CodeUnavailable, ""))
	if _, err := c.App("1").Call(t.Context(), "c"); CodeOf(err) != CodeUnavailable || len(s.asked) != 4 {
		t.Errorf("unavailable: asked %d times, %v", len(s.asked), err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	s, c, _ = serve(t, status(503, CodeUnavailable, ""))
	c.pause = func(ctx context.Context, d time.Duration) error { cancel(); return sleep(ctx, d) }
	if _, err := c.App("1").Call(ctx, "c"); !errors.Is(err, context.Canceled) || len(s.asked) != 1 {
		t.Errorf("given up: asked %d times, %v", len(s.asked), err)
	}
}

func TestProblems(t *testing.T) {
	_, c, _ := serve(t, status(409, CodeBusy, ""))
	_, err := c.App("1").Call(t.Context(), "c")
	var p *Problem
	if !errors.As(err, &p) || p.Code != CodeBusy || p.RequestID != "r1" || err.Error() != "so it is" || CodeOf(err) != CodeBusy {
		t.Errorf("%#v", err)
	}
	for text, answer := range map[string]func(http.ResponseWriter){
		"500":      func(w http.ResponseWriter) { http.Error(w, "<html>oops", http.StatusInternalServerError) },
		"redirect": func(w http.ResponseWriter) { w.Header().Set("Location", "https://evil.example/"); w.WriteHeader(http.StatusFound) },
	} {
		s, c, _ := serve(t, answer)
		if _, err := c.App("1").Call(t.Context(), "c"); err == nil || len(s.asked) != 1 {
			t.Errorf("%s: asked %d times, %v", text, len(s.asked), err)
		}
	}
	if CodeOf(nil) != "" || CodeOf(io.EOF) != "" {
		t.Error("other errors have a code")
	}
}

// The token goes in the header, and ids cannot leave their place in the path.
func TestRequests(t *testing.T) {
	s, c, _ := serve(t, fine)
	var answers bytes.Buffer
	WithAnswers(&answers)(c)
	if _, err := c.App("1/../2").Call(t.Context(), "a/b?c#d"); err != nil {
		t.Fatal(err)
	}
	r := s.asked[0]
	if got := r.URL.EscapedPath(); got != "/api/v1/apps/1%2F..%2F2/calls/a%2Fb%3Fc%23d" || r.URL.RawQuery != "" {
		t.Errorf("asked for %s", r.URL)
	}
	if r.Header.Get("Authorization") != "Bearer rlt_x" || strings.Contains(r.URL.String(), "rlt_x") {
		t.Errorf("headers %v", r.Header)
	}
	if answers.String() != `{"id":"c1","app":"1"}`+"\n" {
		t.Errorf("copied %q", answers.String())
	}
	if _, err := c.App("1").CallPage(t.Context(), CallFilter{User: "a&b", OlderMS: 5}, Page{Limit: 3}); err != nil {
		t.Fatal(err)
	}
	if got := s.asked[1].URL.RawQuery; got != "limit=3&older_ms=5&user=a%26b" {
		t.Errorf("query %s", got)
	}
}

func TestIterators(t *testing.T) {
	page := func(text string) func(http.ResponseWriter) {
		return func(w http.ResponseWriter) { _, _ = io.WriteString(w, text) }
	}
	s, c, _ := serve(t, page(`{"calls":[{"id":"1"},{"id":"2"}],"next_cursor":"x"}`), page(`{"calls":[{"id":"3"}]}`))
	var ids []string
	for call, err := range c.App("1").Calls(t.Context(), CallFilter{Media: Video}) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, call.ID)
	}
	if strings.Join(ids, "") != "123" || s.asked[1].URL.Query().Get("cursor") != "x" || s.asked[1].URL.Query().Get("media") != "video" {
		t.Errorf("%v, %v", ids, s.asked[1].URL)
	}
	s, c, _ = serve(t, page(`{"calls":[{"id":"1"},{"id":"2"}],"next_cursor":"x"}`), status(400, CodeInvalid, ""))
	for _, err := range c.App("1").Calls(t.Context(), CallFilter{}) {
		if err != nil {
			t.Error(err)
		}
		break
	}
	if len(s.asked) != 1 {
		t.Error("reads on after the reader has left")
	}
	var last error
	for _, err := range c.App("1").Calls(t.Context(), CallFilter{}) {
		last = err
	}
	if CodeOf(last) != CodeInvalid {
		t.Errorf("the second page failed with %v", last)
	}
}

func TestAddresses(t *testing.T) {
	for _, bad := range []string{"", "calls.example.com", "ftp://a", "https://", "https://user:pass@a", "https://a?x=1", "://"} {
		if _, err := New(bad); err == nil || strings.Contains(err.Error(), "pass") {
			t.Errorf("%q: %v", bad, err)
		}
	}
	c := Local(t.TempDir(), WithTries(1))
	_, err := c.Server(t.Context())
	var dial *net.OpError
	if !errors.As(err, &dial) || strings.Contains(err.Error(), "http://ringline") {
		t.Errorf("%v", err)
	}
}

func TestLocal(t *testing.T) {
	dir := t.TempDir()
	l, err := net.Listen("unix", filepath.Join(dir, "ringline.sock"))
	if err != nil {
		t.Fatal(err)
	}
	s := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fine(w) })}
	go func() { _ = s.Serve(l) }()
	defer s.Close()
	if call, err := Local(dir).App("1").Call(t.Context(), "c1"); err != nil || call.ID != "c1" {
		t.Errorf("%+v, %v", call, err)
	}
}

func TestSignRefusesNonsense(t *testing.T) {
	for _, s := range []Signer{SignWith("x", "s", time.Hour), SignWith("1", "", time.Hour), SignWith("1", "s", 0), SignWith("0", "s", time.Hour)} {
		if sig, err := s("alice"); err == nil {
			t.Errorf("signed %s", sig)
		}
	}
}

func TestCallHelpers(t *testing.T) {
	c := Call{Legs: []Leg{{N: 0, User: "a", State: LegGone}, {N: 1, User: "b", State: LegRinging}, {N: 2, User: "a", State: LegJoined}}}
	if !c.Live() || strings.Join(c.Members(), " ") != "b a" || c.Leg("a").N != 2 || c.Leg("x") != nil {
		t.Errorf("%+v", c)
	}
	if InMillis(1500*time.Millisecond).String() != "1.5s" {
		t.Error("milliseconds")
	}
}
