package realtime

import (
	"bufio"
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/centrifugal/centrifuge"

	"ringline/internal/auth"
)

// pulse is the last sign of life of one connection: when bytes last came in, pongs and all.
type pulse struct {
	start time.Time    // carries the monotonic reading
	since atomic.Int64 // nanoseconds from start
}

func newPulse(now time.Time) *pulse { return &pulse{start: now} }

func (p *pulse) beat()           { p.since.Store(int64(time.Since(p.start))) }
func (p *pulse) seen() time.Time { return p.start.Add(time.Duration(p.since.Load())) }

type (
	pulseKey struct{} // the connection's *pulse
	peerKey  struct{} // the address of who connected
)

// newSocket makes the WebSocket handler. Buffers are small: most connections are idle most of the time,
// and a longer message only takes more reads.
func newSocket(library *centrifuge.Node, c *Config) http.Handler {
	origins := make(map[string]bool, len(c.Origins))
	for _, o := range c.Origins {
		origins[o] = true
	}
	return centrifuge.NewWebsocketHandler(library, centrifuge.WebsocketConfig{
		CheckOrigin: func(r *http.Request) bool {
			origin := r.Header.Get("Origin") // empty if it is not a browser that asks
			return origin == "" || len(origins) == 0 || origins[origin]
		},
		ReadBufferSize:             512,
		UseWriteBufferPool:         true,
		MessageSizeLimit:           c.FrameBytes,
		ProcessCommandsOffReadLoop: true, // an idle connection keeps no deep stack
		PingPongConfig:             centrifuge.PingPongConfig{PingInterval: c.Ping, PongTimeout: c.Pong},
	})
}

// ServeHTTP takes a client's WebSocket, JSON or Protobuf. Before [Node.Run] and after its end it answers 503.
func (n *Node) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !n.sockets.open() || n.draining.Load() {
		http.Error(w, "not serving clients now, try again", http.StatusServiceUnavailable)
		return
	}
	life := newPulse(time.Now())
	// The library keeps the request as long as the connection lives, so it gets no more than it needs.
	slim := (&http.Request{
		Method: r.Method, URL: r.URL, Proto: r.Proto, ProtoMajor: r.ProtoMajor, ProtoMinor: r.ProtoMinor, Host: r.Host,
		Header: http.Header{}, RemoteAddr: r.RemoteAddr,
	}).WithContext(context.WithValue(context.WithValue(context.WithoutCancel(r.Context()), pulseKey{}, life), peerKey{}, auth.PeerText(r)))
	for _, name := range []string{
		"Connection", "Upgrade", "Origin", "Sec-Websocket-Key", "Sec-Websocket-Version", "Sec-Websocket-Protocol",
	} {
		if v, ok := r.Header[name]; ok {
			slim.Header[name] = v
		}
	}
	n.socket.ServeHTTP(&hijacker{ResponseWriter: w, life: life, sockets: &n.sockets}, slim)
}

// hijacker hands out the connection in a way that tells when it is heard from and when it is closed.
type hijacker struct {
	http.ResponseWriter
	life    *pulse
	sockets *door
}

func (h *hijacker) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	if !h.sockets.enter() {
		return nil, nil, errors.New("not serving clients now")
	}
	conn, rw, err := http.NewResponseController(h.ResponseWriter).Hijack()
	if err != nil {
		h.sockets.leave()
		return nil, nil, err
	}
	return &socket{Conn: conn, life: h.life, leave: sync.OnceFunc(h.sockets.leave)}, rw, nil
}

type socket struct {
	net.Conn
	life  *pulse
	leave func()
}

func (s *socket) Read(b []byte) (int, error) {
	n, err := s.Conn.Read(b)
	if n > 0 {
		s.life.beat()
	}
	return n, err
}

func (s *socket) Close() error {
	defer s.leave()
	return s.Conn.Close()
}

// door counts who is inside and can be shut. The zero door is shut and was never open.
type door struct {
	mu     sync.Mutex
	opened bool
	inside sync.WaitGroup
}

func (d *door) open() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.opened
}

// enter reports whether the door was open; then leave must follow.
func (d *door) enter() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.opened {
		d.inside.Add(1)
	}
	return d.opened
}

func (d *door) leave() { d.inside.Done() }

func (d *door) set(opened bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.opened = opened
}
