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
	if answer.StatusCode != http.StatusSwitchingProtocols {
		return errors.New(answer.Status)
	}
	_ = conn.SetReadDeadline(time.Now().Add(1500 * time.Millisecond))
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

// TestBalancerAndStillNode (P9, P17): who comes back is let in by a node that answers, though another one takes connections and is silent, and the balancer does
// not know it yet.
func TestBalancerAndStillNode(t *testing.T) {
	program, err := exec.LookPath("haproxy")
	if err != nil {
		program = "/usr/sbin/haproxy"
	}
	if _, err := exec.LookPath(program); err != nil {
		t.Skip("there is no HAProxy to try")
	}
	doors := http.NewServeMux()
	doors.HandleFunc("GET /connection/websocket", echo)
	doors.HandleFunc("GET /readyz", func(http.ResponseWriter, *http.Request) {})
	node := httptest.NewServer(doors)
	defer node.Close()
	listen, err := process.Address()
	if err != nil {
		t.Fatal(err)
	}
	balancer, err := process.Start(t.Context(), process.Options{
		Binary: program, Args: []string{"-db", "-f", "cluster/haproxy.cfg"}, Open: "http://" + listen,
		Env: []string{"BIND=" + listen, "NODE1=" + standsStill(t), "NODE2=" + strings.TrimPrefix(node.URL, "http://")},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = balancer.Kill() }()

	const clients = 8
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	answers := make(chan error, clients)
	for range clients {
		go func() { answers <- talk(ctx, listen) }()
	}
	for range clients {
		if err := <-answers; err != nil {
			t.Errorf("a client that came back: %v", err)
		}
	}
}
