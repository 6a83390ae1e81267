package deploy

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ringline/internal/process"
)

// talk is let in at a WebSocket's address, says nothing for longer than that may take, and is heard then.
func talk(ctx context.Context, at string) error {
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", at)
	if err != nil {
		return err
	}
	defer conn.Close()
	deadline, _ := ctx.Deadline()
	_ = conn.SetDeadline(deadline)
	if _, err := fmt.Fprint(conn, "GET /connection/websocket HTTP/1.1\r\nHost: calls\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"); err != nil {
		return err
	}
	from := bufio.NewReader(conn)
	answer, err := http.ReadResponse(from, nil)
	if err != nil {
		return err
	}
	_ = answer.Body.Close() // there is none
	if answer.StatusCode != http.StatusSwitchingProtocols {
		return errors.New(answer.Status)
	}
	_ = conn.SetReadDeadline(time.Now().Add(2500 * time.Millisecond))
	if _, err := from.ReadByte(); !errors.Is(err, os.ErrDeadlineExceeded) {
		return fmt.Errorf("a connection that says nothing ended: %w", err)
	}
	_ = conn.SetReadDeadline(deadline)
	if _, err := conn.Write([]byte("x")); err != nil {
		return err
	}
	_, err = from.ReadByte()
	return err
}

// echo is a node that lets everybody in, and repeats what they say.
func echo(w http.ResponseWriter, _ *http.Request) {
	conn, stream, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer conn.Close()
	_, _ = conn.Write([]byte("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"))
	_, _ = io.Copy(conn, stream)
}

// standsStill listens as a node whose process was stopped: its machine takes connections, and nobody ever answers.
func standsStill(t *testing.T) string {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l.Addr().String()
}

// haproxy is where HAProxy is installed.
func haproxy(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"haproxy", "/usr/sbin/haproxy"} {
		if program, err := exec.LookPath(name); err == nil {
			return program
		}
	}
	t.Skip("there is no HAProxy to try")
	return ""
}

// balance starts HAProxy before nodes, and returns where it listens.
func balance(t *testing.T, nodes ...string) string {
	t.Helper()
	program := haproxy(t)
	listen, err := process.Address()
	if err != nil {
		t.Fatal(err)
	}
	env := []string{"BIND=" + listen}
	for i, node := range nodes {
		env = append(env, fmt.Sprintf("NODE%d=%s", i+1, strings.TrimPrefix(node, "http://")))
	}
	balancer, err := process.Start(t.Context(), process.Options{
		Binary: program, Args: []string{"-db", "-f", "cluster/haproxy.cfg"}, Open: "http://" + listen, Env: env,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = balancer.Kill() })
	return listen
}

// node is one that is ready, and has what the doors have.
func node(t *testing.T, doors map[string]http.HandlerFunc) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /readyz", func(http.ResponseWriter, *http.Request) {})
	for door, handler := range doors {
		mux.HandleFunc(door, handler)
	}
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL
}

// TestBalancerAndStillNode (P9, P17): who comes back is let in by a node that answers, and has its page's scripts from it, though another one takes connections and is
// silent, and the balancer does not know it yet.
func TestBalancerAndStillNode(t *testing.T) {
	listen := balance(t, standsStill(t), node(t, map[string]http.HandlerFunc{
		"GET /connection/websocket": echo, "GET /assets/page.js": func(http.ResponseWriter, *http.Request) {},
	}))
	const clients = 8
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	answers := make(chan error, 2*clients)
	for range clients {
		go func() { answers <- talk(ctx, listen) }()
		go func() {
			status, err := get(ctx, "http://"+listen+"/assets/page.js")
			if err == nil && status != http.StatusOK {
				err = errors.New(http.StatusText(status))
			}
			answers <- err
		}()
	}
	for range 2 * clients {
		if err := <-answers; err != nil {
			t.Errorf("a client that came back, or its page: %v", err)
		}
	}
}

// get fetches a file and says with which status it came.
func get(ctx context.Context, url string) (status int, err error) {
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, err
	}
	answer, err := http.DefaultClient.Do(ask)
	if err != nil {
		return 0, err
	}
	return answer.StatusCode, answer.Body.Close()
}

// TestBalancerAndVersions (P18): a page gets its scripts, which are named by their content, though only some nodes have its version. What no node has is missing.
func TestBalancerAndVersions(t *testing.T) {
	version := func(name string) string {
		return node(t, map[string]http.HandlerFunc{"GET /assets/" + name: func(http.ResponseWriter, *http.Request) {}})
	}
	listen := balance(t, version("old.js"), version("old.js"), version("new.js"))
	get := func(name string) int {
		status, err := get(t.Context(), "http://"+listen+"/assets/"+name)
		if err != nil {
			t.Error(err)
		}
		return status
	}
	for range 6 {
		if got := [...]int{get("old.js"), get("new.js"), get("none.js")}; got != [...]int{200, 200, 404} {
			t.Errorf("the script of the old version, of the new one, and of none: %v", got)
		}
	}
	var pages sync.WaitGroup
	var missing atomic.Int64 // one in 6000 is to be expected
	for range 20 {
		pages.Go(func() {
			for range 20 {
				if get("new.js") != http.StatusOK {
					missing.Add(1)
				}
			}
		})
	}
	pages.Wait()
	if n := missing.Load(); n > 4 {
		t.Errorf("while many pages ask at once %d of 400 scripts of the new version are missing", n)
	}
}
