package httpapi

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Connections counts the connections of one or several listeners and keeps them under a bound.
//
// Who comes when it is reached is let in for one answer, which says so: 503, try again later. There is a little room for
// these, a tenth of the bound, so that they cannot become a flood of their own; who finds that full, too, is hung up on.
type Connections struct {
	most    int64 // 0: no bound
	room    int64 // beyond most
	open    atomic.Int64
	refused atomic.Uint64
	warned  atomic.Int64 // unix time of the last warning
	log     *slog.Logger
}

// NewConnections returns a bound for c. Metrics may be nil.
func NewConnections(c Config, metrics prometheus.Registerer, log *slog.Logger) *Connections {
	l := &Connections{most: int64(c.MaxConnections), log: log}
	if l.most == 0 {
		l.most = fit(openFiles())
	}
	l.room = l.most/10 + 1
	if metrics != nil {
		metrics.MustRegister(
			prometheus.NewGaugeFunc(prometheus.GaugeOpts{
				Name: "ringline_http_connections", Help: "Connections that are open, WebSockets counted.",
			}, func() float64 { return float64(l.open.Load()) }),
			prometheus.NewGaugeFunc(prometheus.GaugeOpts{
				Name: "ringline_http_connections_limit", Help: "Most connections at a time; 0 if there is no bound.",
			}, func() float64 { return float64(l.most) }),
			prometheus.NewCounterFunc(prometheus.CounterOpts{
				Name: "ringline_http_connections_refused_total", Help: "Connections that were refused because there were too many.",
			}, func() float64 { return float64(l.refused.Load()) }),
		)
	}
	return l
}

// ownFiles is how many open files the server itself needs at most: for its database and ports, for media, and for requests to back
// ends, of which 256 may be under way. A server that may have few open has to do with half of them.
const ownFiles = 384

// fit is how many connections there may be, if so many files may be open: these and the room beyond them leave what the server
// needs itself. Without it no webhook goes out, no database is opened again, and who comes gets no answer at all.
func fit(files int64) int64 { return (files - min(ownFiles, files/2)) * 10 / 11 }

// Listener counts what l accepts.
func (c *Connections) Listener(l net.Listener) net.Listener { return &countedListener{l, c} }

type countedListener struct {
	net.Listener
	all *Connections
}

// Accept returns the next connection that may at least have an answer.
func (l *countedListener) Accept() (net.Conn, error) {
	for {
		conn, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		counted, err := l.all.take(conn)
		if err == nil {
			return counted, nil
		}
		_ = conn.Close() // nobody is told why it could not be closed
	}
}

var errFull = errors.New("too many connections")

func (c *Connections) take(conn net.Conn) (*countedConn, error) {
	n := c.open.Add(1)
	over := c.most > 0 && n > c.most
	if over {
		c.refused.Add(1)
		c.warn()
	}
	if over && n > c.most+c.room {
		c.open.Add(-1)
		return nil, errFull
	}
	return &countedConn{Conn: conn, over: over, leave: sync.OnceFunc(func() { c.open.Add(-1) })}, nil
}

// warn says it once a minute.
func (c *Connections) warn() {
	now, before := time.Now().Unix(), c.warned.Load()
	if now-before >= 60 && c.warned.CompareAndSwap(before, now) {
		c.log.Warn("too many connections, new ones are refused: raise http.max_connections or the limit on open files",
			"most", c.most, "refused", c.refused.Load())
	}
}

type countedConn struct {
	net.Conn
	over  bool // it gets an answer and no more
	leave func()
}

func (c *countedConn) Close() error {
	defer c.leave()
	return c.Conn.Close()
}

// ReadFrom lets files go out without passing through us, as they would without the count.
func (c *countedConn) ReadFrom(r io.Reader) (int64, error) { return io.Copy(c.Conn, r) }

// overKey marks the requests of a connection that is one too many.
type overKey struct{}

func connContext(ctx context.Context, conn net.Conn) context.Context {
	if t, ok := conn.(*tls.Conn); ok {
		conn = t.NetConn()
	}
	if c, ok := conn.(*countedConn); ok && c.over {
		return context.WithValue(ctx, overKey{}, true)
	}
	return ctx
}

// refused answers a request on a connection that is one too many, and reports whether it was.
func refused(w http.ResponseWriter, r *http.Request) bool {
	if r.Context().Value(overKey{}) == nil {
		return false
	}
	w.Header().Set("Connection", "close")
	w.Header().Set("Retry-After", "5")
	plain(w, http.StatusServiceUnavailable, "this server has as many connections as it may, try again later\n")
	return true
}
