package httpapi

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// drip sends a text byte by byte until the server has had enough, and tells how.
func drip(t *testing.T, addr net.Addr, text string) <-chan error {
	t.Helper()
	conn, err := net.Dial("tcp", addr.String())
	if err != nil {
		t.Fatal(err)
	}
	cut := make(chan error, 1)
	go func() {
		defer conn.Close()
		answered := make(chan error, 1)
		go func() { _, err := io.Copy(io.Discard, conn); answered <- err }()
		pace := time.NewTicker(5 * time.Millisecond)
		defer pace.Stop()
		for i := 0; ; i++ {
			select {
			case err := <-answered:
				cut <- err
				return
			case <-pace.C:
			}
			if _, err := conn.Write([]byte{text[i%len(text)]}); err != nil {
				cut <- nil
				return
			}
		}
	}()
	return cut
}

// TestDripFeedingIsCut: clients that feed a header or a body byte by byte are cut, and others are served meanwhile (P17).
func TestDripFeedingIsCut(t *testing.T) {
	read := make(chan error, 100)
	mux := http.NewServeMux()
	mux.HandleFunc("POST /", func(_ http.ResponseWriter, r *http.Request) {
		_, err := io.Copy(io.Discard, r.Body)
		read <- err
	})
	mux.HandleFunc("GET /", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "hello") })
	h := NewRoot(mux, mux, Default(), 0, slog.New(slog.DiscardHandler))
	addr := limited(t, h, func(s *http.Server) {
		s.ReadHeaderTimeout, s.ReadTimeout = 100*time.Millisecond, 200*time.Millisecond
	})
	var cuts []<-chan error
	for range 20 {
		cuts = append(cuts, drip(t, addr, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "+strings.Repeat("x", 10_000)))
	}
	const body = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"
	slow, err := net.Dial("tcp", addr.String())
	if err != nil {
		t.Fatal(err)
	}
	defer slow.Close()
	fmt.Fprint(slow, body)

	client := &http.Client{Timeout: 5 * time.Second}
	for range 50 {
		answer, err := client.Get("http://" + addr.String())
		if err != nil {
			t.Fatalf("others have to wait: %v", err)
		}
		answer.Body.Close()
	}
	for _, cut := range cuts {
		select {
		case err := <-cut:
			if err != nil {
				t.Logf("cut by %v", err)
			}
		case <-time.After(10 * time.Second):
			t.Fatal("a drip-feeding client holds its connection")
		}
	}
	select {
	case err := <-read:
		if err == nil {
			t.Error("a body that never came looked whole")
		}
	case <-time.After(10 * time.Second):
		t.Fatal("a handler waits for a body that does not come")
	}
}

// TestSlowBodyOverHTTP2: one stream whose body drips is given up; the connection's other streams go on (P17).
func TestSlowBodyOverHTTP2(t *testing.T) {
	read := make(chan error, 1)
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			_, err := io.Copy(io.Discard, r.Body)
			read <- err
		}
		fmt.Fprint(w, r.Proto)
	})
	srv := httptest.NewUnstartedServer(h)
	srv.Config = NewServer(h, Default(), slog.New(slog.DiscardHandler))
	srv.Config.ReadTimeout = 100 * time.Millisecond
	srv.EnableHTTP2 = true
	srv.StartTLS()
	defer srv.Close()
	feed, feeding := io.Pipe()
	defer feeding.Close()
	var group sync.WaitGroup
	group.Go(func() {
		if answer, err := srv.Client().Post(srv.URL, "text/plain", feed); err == nil {
			answer.Body.Close()
		}
	})
	if _, err := feeding.Write([]byte("x")); err != nil {
		t.Fatal(err)
	}
	answer, err := srv.Client().Get(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	proto, _ := io.ReadAll(answer.Body)
	answer.Body.Close()
	if string(proto) != "HTTP/2.0" {
		t.Fatalf("spoke %s", proto)
	}
	select {
	case err := <-read:
		if err == nil {
			t.Error("a body that never ended looked whole")
		}
	case <-time.After(10 * time.Second):
		t.Error("a handler waits for a body that does not come")
	}
	feeding.Close()
	group.Wait()
}

// TestLongAnswersAreNotCut: an answer that is flushed piece by piece outlives every timeout while it is read, and its context
// with it; one that is not read is cut.
func TestLongAnswersAreNotCut(t *testing.T) {
	const limit = 200 * time.Millisecond
	ended := make(chan error, 1)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /export", func(w http.ResponseWriter, r *http.Request) {
		pace := time.NewTicker(limit / 10)
		defer pace.Stop()
		for range 40 { // four times the limit
			select {
			case <-pace.C:
			case <-r.Context().Done():
				ended <- r.Context().Err()
				return
			}
			fmt.Fprintln(w, "a line")
			if err := http.NewResponseController(w).Flush(); err != nil {
				ended <- err
				return
			}
		}
		ended <- nil
	})
	mux.HandleFunc("GET /endless", func(w http.ResponseWriter, _ *http.Request) {
		piece := strings.Repeat("x", 64<<10)
		for {
			if _, err := io.WriteString(w, piece); err != nil {
				ended <- err
				return
			}
			if err := http.NewResponseController(w).Flush(); err != nil {
				ended <- err
				return
			}
		}
	})
	c := Default()
	c.AnswerTimeout = limit
	h := NewRoot(mux, mux, c, 0, slog.New(slog.DiscardHandler))
	addr := limited(t, h, func(s *http.Server) { s.WriteTimeout, s.ReadTimeout = limit, limit })

	answer, err := http.Get("http://" + addr.String() + "/export")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(answer.Body)
	answer.Body.Close()
	if lines := strings.Count(string(text), "\n"); err != nil || lines != 40 {
		t.Errorf("%d of 40 lines, %v", lines, err)
	}
	if err := <-ended; err != nil {
		t.Errorf("the export: %v", err)
	}

	conn, err := net.Dial("tcp", addr.String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprint(conn, "GET /endless HTTP/1.1\r\nHost: x\r\n\r\n")
	select {
	case err := <-ended:
		if err == nil {
			t.Error("it ended by itself")
		}
	case <-time.After(10 * time.Second):
		t.Error("the handler still writes to somebody who does not read")
	}
}

// TestWebSocketsOutliveTheTimeouts: a connection that was taken over has no deadline of ours, over TLS as well; and a client that
// offers HTTP/2 first gets HTTP/1.1 for it.
func TestWebSocketsOutliveTheTimeouts(t *testing.T) {
	const limit = 100 * time.Millisecond
	upgrader := websocket.Upgrader{}
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer conn.Close()
		kind, text, err := conn.ReadMessage()
		if err == nil {
			_ = conn.WriteMessage(kind, text)
		}
	})
	srv := httptest.NewUnstartedServer(nil)
	srv.Config = NewServer(NewRoot(h, h, Default(), 0, slog.New(slog.DiscardHandler)), Default(), slog.New(slog.DiscardHandler))
	srv.Config.ReadTimeout, srv.Config.WriteTimeout, srv.Config.IdleTimeout = limit, limit, limit
	srv.EnableHTTP2 = true
	srv.StartTLS()
	defer srv.Close()
	dialer := websocket.Dialer{TLSClientConfig: &tls.Config{RootCAs: srv.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs}}
	conn, answer, err := dialer.Dial(strings.Replace(srv.URL, "https:", "wss:", 1), nil)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	defer conn.Close()
	<-time.After(3 * limit)
	if err := conn.WriteMessage(websocket.TextMessage, []byte("still here")); err != nil {
		t.Fatal(err)
	}
	if _, text, err := conn.ReadMessage(); err != nil || string(text) != "still here" {
		t.Errorf("%q, %v", text, err)
	}

	// Over HTTP/2 there is nothing to take over: that is an answer, not a crash.
	plainly, err := srv.Client().Get(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	plainly.Body.Close()
	if plainly.ProtoMajor != 2 || plainly.StatusCode != http.StatusBadRequest {
		t.Errorf("%s %s", plainly.Proto, plainly.Status)
	}
}

// TestTooManyConnections: who comes when the bound is reached hears so, the next ones are hung up on, and there is room again when
// others leave. WebSockets count.
func TestTooManyConnections(t *testing.T) {
	c := Default()
	c.MaxConnections = 5
	bound := NewConnections(c, nil, slog.New(slog.DiscardHandler))
	h := NewRoot(nil, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "hello") }), c, 0, slog.New(slog.DiscardHandler))
	srv := NewServer(h, c, slog.New(slog.DiscardHandler))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- srv.Serve(bound.Listener(l)) }()
	defer func() {
		srv.Close()
		if err := <-done; !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
		if n := bound.open.Load(); n != 0 {
			t.Errorf("%d connections are counted when all are closed", n)
		}
	}()
	ask := func() (net.Conn, string) {
		conn, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { conn.Close() })
		fmt.Fprint(conn, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
		_ = conn.SetReadDeadline(time.Now().Add(5 * time.Second))
		line, _ := bufio.NewReader(conn).ReadString('\n')
		return conn, strings.TrimSpace(line)
	}
	var inside []net.Conn
	for range 5 {
		conn, status := ask()
		if status != "HTTP/1.1 200 OK" {
			t.Fatalf("within the bound: %q", status)
		}
		inside = append(inside, conn)
	}
	if _, status := ask(); status != "HTTP/1.1 503 Service Unavailable" {
		t.Errorf("one too many: %q", status)
	}
	// Silent ones take what room there is for refusals; the next is hung up on.
	silent, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	wait(t, func() bool { return bound.open.Load() >= 6 })
	if _, status := ask(); status != "" {
		t.Errorf("far too many: %q", status)
	}
	inside[0].Close()
	inside[1].Close()
	wait(t, func() bool { return bound.open.Load() < 5 })
	if _, status := ask(); status != "HTTP/1.1 200 OK" {
		t.Errorf("when others have left: %q", status)
	}
	if bound.refused.Load() < 2 {
		t.Errorf("counted %d refusals", bound.refused.Load())
	}
}

// wait looks until something is so.
func wait(t *testing.T, so func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for !so() {
		select {
		case <-ctx.Done():
			t.Fatal("it never became so")
		case <-time.After(time.Millisecond):
		}
	}
}
