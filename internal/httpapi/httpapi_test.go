package httpapi

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

const usersig = "eJwsecret"

// world is a root handler over a few handlers that behave and misbehave, with its log.
func world(level slog.Level) (http.Handler, *bytes.Buffer) {
	var out bytes.Buffer
	log := slog.New(slog.NewJSONHandler(&out, &slog.HandlerOptions{Level: level}))
	mux := http.NewServeMux()
	mux.Handle("GET /{$}", Page(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "hello") }), nil))
	mux.Handle("GET /healthz", Health())
	mux.HandleFunc("GET /panic", func(http.ResponseWriter, *http.Request) { panic("boom " + "inside") })
	mux.HandleFunc("GET /half", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "half of ")
		panic("boom")
	})
	mux.HandleFunc("GET /hijack", func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			panic(err)
		}
		fmt.Fprint(conn, "HTTP/1.1 101 Switching Protocols\r\n\r\nmine")
		conn.Close()
	})
	v4 := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "v4 ", r.URL.Path) })
	return NewRoot(v4, mux, Default(), time.Hour, log), &out
}

func get(h http.Handler, method, target string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(method, target, nil))
	return w
}

func TestRoutes(t *testing.T) {
	h, _ := world(slog.LevelInfo)
	for _, tc := range []struct {
		method, target string
		status         int
		body           string
	}{
		{"GET", "/", 200, "hello"},
		{"HEAD", "/", 200, "hello"}, // a real server leaves the body out
		{"GET", "/healthz", 200, "ok\n"},
		{"GET", "/nowhere", 404, "404 page not found\n"},
		{"POST", "/v4/a/b?usersig=x", 200, "v4 /v4/a/b"},
		{"POST", "/v4", 200, "v4 /v4"},
		{"POST", "/v4//a/../b", 200, "v4 /v4//a/../b"}, // no redirect: the dialect answers each path
		{"GET", "/v4x", 404, "404 page not found\n"},
	} {
		w := get(h, tc.method, tc.target)
		if w.Code != tc.status || w.Body.String() != tc.body {
			t.Errorf("%s %s: %d %q, want %d %q", tc.method, tc.target, w.Code, w.Body, tc.status, tc.body)
		}
	}
}

func TestPageHeaders(t *testing.T) {
	h, _ := world(slog.LevelInfo)
	head := get(h, "GET", "/").Header()
	for name, want := range map[string]string{
		"Content-Security-Policy": "frame-ancestors 'none'",
		"Permissions-Policy":      "microphone=(self)",
		"Referrer-Policy":         "no-referrer",
		"X-Content-Type-Options":  "nosniff",
		"X-Request-Id":            "",

		"Strict-Transport-Security":    "max-age=3600",
		"Cross-Origin-Resource-Policy": "same-origin",
	} {
		if got := head.Get(name); got == "" || !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q in it", name, got, want)
		}
	}
	// The effects on camera and microphone are WebAssembly. No text becomes a script.
	policy := head.Get("Content-Security-Policy")
	if !strings.Contains(policy, "script-src 'self' 'wasm-unsafe-eval';") || strings.Contains(policy, "'unsafe-eval'") {
		t.Errorf("scripts of a page: %q", policy)
	}
}

func TestAccessLogHidesTheQuery(t *testing.T) {
	for _, path := range []string{"/healthz", "/v4/x"} {
		h, out := world(slog.LevelDebug)
		get(h, "GET", path+"?usersig="+usersig)
		line := out.String()
		if !strings.Contains(line, `"path":"`+path+`"`) || !strings.Contains(line, `"status":200`) {
			t.Errorf("no access line for %s in %s", path, line)
		}
		if strings.Contains(line, usersig) {
			t.Errorf("the log holds a UserSig: %s", line)
		}
	}
	h, out := world(slog.LevelInfo)
	get(h, "GET", "/healthz")
	if out.Len() > 0 {
		t.Errorf("logged above debug: %s", out)
	}
}

func TestPanicBecomesAnAnswer(t *testing.T) {
	h, out := world(slog.LevelInfo)
	w := get(h, "GET", "/panic?usersig="+usersig)
	id := w.Header().Get("X-Request-Id")
	if w.Code != 500 || id == "" || !strings.Contains(w.Body.String(), id) || strings.Contains(w.Body.String(), "boom") {
		t.Errorf("%d %q, want 500 that names request %s only", w.Code, w.Body, id)
	}
	line := out.String()
	if !strings.Contains(line, "boom inside") || !strings.Contains(line, id) || strings.Contains(line, usersig) {
		t.Errorf("log: %s", line)
	}
}

func TestPanicAmidAnAnswerCutsIt(t *testing.T) {
	h, out := world(slog.LevelInfo)
	srv := httptest.NewServer(h)
	defer srv.Close()
	res, err := srv.Client().Get(srv.URL + "/half")
	if err == nil {
		_, err = io.ReadAll(res.Body)
		res.Body.Close()
	}
	if err == nil {
		t.Error("half an answer looked whole")
	}
	srv.Close()
	if !strings.Contains(out.String(), "boom") {
		t.Errorf("log: %s", out)
	}
}

func TestHijackPassesThrough(t *testing.T) {
	h, _ := world(slog.LevelDebug)
	srv := httptest.NewServer(h)
	defer srv.Close()
	conn, err := net.Dial("tcp", srv.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprint(conn, "GET /hijack HTTP/1.1\r\nHost: x\r\n\r\n")
	answer, err := io.ReadAll(conn)
	if err != nil || !strings.HasSuffix(string(answer), "mine") {
		t.Errorf("%q, %v", answer, err)
	}
}

func TestReady(t *testing.T) {
	var out bytes.Buffer
	log := slog.New(slog.NewTextHandler(&out, nil))
	fine := Check{"store", func(context.Context) error { return nil }}
	broken := Check{"media", func(context.Context) error { return errors.New("no UDP on 10.0.0.1") }}

	if w := get(Ready(log, fine), "GET", "/readyz"); w.Code != 200 || w.Body.String() != "store: ok\n" {
		t.Errorf("%d %q", w.Code, w.Body)
	}
	w := get(Ready(log, fine, broken), "GET", "/readyz")
	if w.Code != 503 || w.Body.String() != "store: ok\nmedia: not ready\n" {
		t.Errorf("%d %q", w.Code, w.Body)
	}
	if !strings.Contains(out.String(), "no UDP") {
		t.Errorf("log: %s", &out)
	}
}

// A balancer asks twice a second: what is wrong is logged once until it is well again, and then that it is.
func TestReadyLogsOnce(t *testing.T) {
	var out bytes.Buffer
	var wrong error
	ready := Ready(slog.New(slog.NewTextHandler(&out, nil)), Check{"store", func(context.Context) error { return wrong }})
	for _, wrong = range []error{nil, errors.New("gone"), errors.New("gone"), nil, nil, errors.New("gone"), errors.New("gone")} {
		get(ready, "GET", "/readyz")
	}
	if log := out.String(); strings.Count(log, "not ready") != 2 || strings.Count(log, "ready again") != 1 {
		t.Errorf("log: %s", log)
	}
}

func TestMetricsShowAllRegistries(t *testing.T) {
	reg := prometheus.NewRegistry()
	c := prometheus.NewCounter(prometheus.CounterOpts{Name: "ringline_test_total"})
	reg.MustRegister(c)
	c.Inc()
	w := get(Metrics(slog.New(slog.DiscardHandler), reg, prometheus.DefaultGatherer), "GET", "/metrics")
	for _, want := range []string{"ringline_test_total 1", "go_goroutines"} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("no %s in the metrics", want)
		}
	}
}

// limited serves with limits short enough to wait for, and returns where.
func limited(t *testing.T, h http.Handler, change func(*http.Server)) net.Addr {
	t.Helper()
	srv := NewServer(h, Default(), slog.New(slog.DiscardHandler))
	if srv.ReadHeaderTimeout <= 0 || srv.ReadTimeout <= 0 || srv.WriteTimeout <= 0 || srv.IdleTimeout <= 0 || srv.MaxHeaderBytes <= 0 {
		t.Fatalf("a limit is missing: %+v", srv)
	}
	change(srv)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- srv.Serve(l) }()
	t.Cleanup(func() {
		_ = srv.Close()
		if err := <-done; !errors.Is(err, http.ErrServerClosed) {
			t.Errorf("serve: %v", err)
		}
	})
	return l.Addr()
}

// A client that never ends its header is cut.
func TestSlowRequestIsCut(t *testing.T) {
	h, _ := world(slog.LevelInfo)
	addr := limited(t, h, func(s *http.Server) { s.ReadHeaderTimeout = 20 * time.Millisecond })
	conn, err := net.Dial("tcp", addr.String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprint(conn, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
	_ = conn.SetReadDeadline(time.Now().Add(5 * time.Second))
	if _, err := bufio.NewReader(conn).ReadString(0); !errors.Is(err, io.EOF) {
		t.Errorf("got %v, want the connection closed", err)
	}
}

// A client that asks for a page and does not read it gives its handler back.
func TestSlowReaderIsCut(t *testing.T) {
	ended := make(chan struct{})
	endless := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		page := bytes.Repeat([]byte("page "), 10_000)
		for {
			if _, err := w.Write(page); err != nil {
				close(ended)
				return
			}
		}
	})
	addr := limited(t, endless, func(s *http.Server) { s.WriteTimeout = 50 * time.Millisecond })
	conn, err := net.Dial("tcp", addr.String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprint(conn, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
		t.Error("the handler still writes to somebody who does not read")
	}
}
