// Package certs gets the server's TLS certificates, from files or from a certificate authority, and keeps them fresh.
//
// It guarantees that a handshake waits for no disk and no authority, that a certificate which works is never replaced by
// one that does not, and that nobody outside can make the server ask an authority for anything: hosts are those of the
// settings, and failures are tried again at growing distances.
//
// It fetches no certificates for addresses or for all names of a domain, and it does not look after revocation.
package certs

import (
	"context"
	"crypto/tls"
	"log/slog"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Options is what [New] needs beside the settings.
type Options struct {
	Cache   string // folder for what an authority gives; made if it is not there
	Log     *slog.Logger
	Metrics prometheus.Registerer // nil counts for nobody
}

// Source is where certificates come from. It is fresh while [Source.Run] runs.
type Source struct {
	source
	log *slog.Logger
}

// source is one way to get certificates.
type source interface {
	get(hello *tls.ClientHelloInfo) (*tls.Certificate, error)
	// host is the name that a person would open; empty if there is none.
	host() string
	protocols() []string
	challenge(next http.Handler) http.Handler
	run(ctx context.Context) error
	ready() <-chan struct{}
}

// New opens the source that the settings name; they must be valid and on. Files are read now, and must be right.
func New(c Config, o Options) (*Source, error) {
	m := newMetrics(o.Metrics)
	var s source
	var err error
	if c.Cert != "" {
		s, err = openFiles(c.Cert, c.Key, m, o.Log)
	} else {
		s, err = openAuthority(c.ACME, o.Cache, m, o.Log)
	}
	if err != nil {
		return nil, err
	}
	return &Source{source: s, log: o.Log}, nil
}

// TLS returns the configuration of a listener, for HTTP/2 and HTTP/1.1.
func (s *Source) TLS() *tls.Config {
	return &tls.Config{
		MinVersion:     tls.VersionTLS12,
		GetCertificate: s.get,
		NextProtos:     append([]string{"h2", "http/1.1"}, s.protocols()...),
	}
}

// Host is the name to open the server under; empty if the certificates do not tell.
func (s *Source) Host() string { return s.host() }

// Redirect answers on the http port: the questions of an authority, and everybody else with where to go. Only what a browser
// would follow is sent on. A back end that sends its signature unencrypted has to hear of it.
// Port is that of https.
func (s *Source) Redirect(port string) http.Handler {
	return s.challenge(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { redirect(w, r, s.host(), port) }))
}

// Run keeps the certificates fresh until ctx is done.
func (s *Source) Run(ctx context.Context) error { return s.run(ctx) }

// Ready is closed when there are certificates, or when they could not be had at first.
func (s *Source) Ready() <-chan struct{} { return s.ready() }

// expired warns of a certificate that clients will refuse.
func expired(cert *tls.Certificate, now time.Time) bool {
	return now.After(cert.Leaf.NotAfter) || now.Before(cert.Leaf.NotBefore)
}
