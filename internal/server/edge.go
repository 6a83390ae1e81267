package server

import (
	"context"
	"net"
	"net/http"
	"path/filepath"
	"time"

	"ringline/internal/certs"
	"ringline/internal/httpapi"
	"ringline/internal/media/livekit"
)

// firstCertificate is how long the start waits for an authority. A server without its certificate still has its calls.
const firstCertificate = 30 * time.Second

// named reports whether a Host header has the name that the certificate is for.
func (s *Server) named(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return s.certs != nil && host != "" && host == s.certs.Host()
}

// serveEdge opens the doors to the network: the main port, with TLS if there are certificates, the one that leads to it from
// http, and that of the metrics.
func (s *Server) serveEdge(ctx context.Context, listener net.Listener, v4, rest http.Handler) error {
	c := &s.config
	bound := httpapi.NewConnections(c.HTTP, s.metrics, s.log)
	hsts := c.TLS.HSTS
	if !c.TLS.On() {
		hsts = 0
	}
	main := httpapi.NewServer(httpapi.NewRoot(v4, rest, c.HTTP, hsts, s.log), c.HTTP, s.log)
	if c.TLS.On() {
		var err error
		s.certs, err = certs.New(c.TLS, certs.Options{Cache: filepath.Join(c.Data, "acme"), Log: s.log, Metrics: s.metrics})
		if err != nil {
			return err
		}
		main.TLSConfig = s.certs.TLS()
	}
	if c.TLS.Redirect != "" {
		l, err := s.listen(ctx, "tls.redirect", c.TLS.Redirect)
		if err != nil {
			return err
		}
		s.redirect = l.Addr()
		_, port, _ := net.SplitHostPort(s.address.String()) // of a listener: it has one
		s.serve("redirect", httpapi.NewServer(s.certs.Redirect(port), c.HTTP, s.log), bound.Listener(l))
	}
	if c.Metrics.Listen != "" {
		l, err := s.listen(ctx, "metrics.listen", c.Metrics.Listen)
		if err != nil {
			return err
		}
		s.metricsAt = l.Addr()
		mux := http.NewServeMux()
		mux.Handle("GET /metrics", httpapi.Guard(httpapi.Metrics(s.log, s.metrics, livekit.Metrics()), c.Metrics.Token, false))
		s.serve("metrics", httpapi.NewServer(mux, httpapi.Default(), s.log), l)
	}
	s.serve("http", main, bound.Listener(listener))
	if s.certs == nil {
		return nil
	}
	s.parts.run("certificates", s.certs.Run)
	late, cancel := context.WithTimeout(ctx, firstCertificate)
	defer cancel()
	err := s.ready(late, s.certs.Ready())
	if err != nil && late.Err() != nil && ctx.Err() == nil {
		s.log.Warn("the certificate authority has not answered yet, https works as soon as it does")
		return nil
	}
	return err
}
