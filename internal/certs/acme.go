package certs

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync"
	"time"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"
	"golang.org/x/net/idna"
)

// How an authority is asked. Let's Encrypt allows five failures per host and hour.
const (
	lookAgain   = time.Minute // at what the library has renewed
	firstRetry  = 2 * time.Minute
	lastRetry   = time.Hour
	askWithin   = 5 * time.Minute
	replyWithin = 30 * time.Second // of one request
)

// authority serves certificates that an authority gave.
type authority struct {
	hosts   []string // as they appear on the wire
	manager *autocert.Manager
	metrics *metrics
	log     *slog.Logger
	open    chan struct{}
	once    sync.Once

	mu    sync.RWMutex
	certs map[string]*tls.Certificate // by host
}

func openAuthority(c ACME, cache string, m *metrics, log *slog.Logger) (*authority, error) {
	client := &acme.Client{DirectoryURL: c.Directory, UserAgent: "ringline", HTTPClient: &http.Client{Timeout: replyWithin}}
	if c.CAFile != "" {
		roots, err := readRoots(c.CAFile)
		if err != nil {
			return nil, err
		}
		transport := http.DefaultTransport.(*http.Transport).Clone()
		transport.TLSClientConfig = &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}
		client.HTTPClient.Transport = transport
	}
	a := &authority{metrics: m, log: log, open: make(chan struct{}), certs: map[string]*tls.Certificate{}}
	for _, host := range c.Hosts {
		name, err := idna.Lookup.ToASCII(host)
		if err != nil {
			return nil, fmt.Errorf("tls.acme.hosts: %q is no name: %w", host, err)
		}
		a.hosts = append(a.hosts, name)
	}
	if err := os.MkdirAll(cache, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder for certificates: %w", err)
	}
	a.manager = &autocert.Manager{
		Prompt:     autocert.AcceptTOS,
		Cache:      autocert.DirCache(cache),
		HostPolicy: autocert.HostWhitelist(a.hosts...),
		Client:     client,
		Email:      c.Email,
	}
	return a, nil
}

// readRoots adds the certificates of a file to the system's.
func readRoots(file string) (*x509.CertPool, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("tls.acme.ca_file: %w", err)
	}
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool()
	}
	if !roots.AppendCertsFromPEM(text) {
		return nil, fmt.Errorf("tls.acme.ca_file: there is no certificate in %s", file)
	}
	return roots, nil
}

// get answers an authority's question, or hands out what there is. The library would fetch what it does not have while the
// client waits, as often as clients come; so it is not asked.
func (a *authority) get(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	if len(hello.SupportedProtos) == 1 && hello.SupportedProtos[0] == acme.ALPNProto {
		return a.manager.GetCertificate(hello)
	}
	name := a.hosts[0] // for clients that do not say whom they want: they came by address
	if hello.ServerName != "" {
		var err error
		if name, err = idna.Lookup.ToASCII(hello.ServerName); err != nil {
			return nil, errors.New("the client asked for something that is no name")
		}
	}
	a.mu.RLock()
	defer a.mu.RUnlock()
	if cert := a.certs[name]; cert != nil {
		return cert, nil
	}
	return nil, fmt.Errorf("there is no certificate for %.100q", name)
}

// run fetches what is missing and takes what the library has renewed.
func (a *authority) run(ctx context.Context) error {
	var group sync.WaitGroup
	var first sync.WaitGroup
	for _, host := range a.hosts {
		first.Add(1)
		group.Go(func() { a.keep(ctx, host, sync.OnceFunc(first.Done)) })
	}
	first.Wait()
	a.once.Do(func() { close(a.open) })
	group.Wait()
	return nil
}

// keep looks after one host. Tried is called after the first attempt.
func (a *authority) keep(ctx context.Context, host string, tried func()) {
	defer tried()
	pause := firstRetry
	for {
		wait := lookAgain
		if err := a.fetch(ctx, host); err == nil {
			pause = firstRetry
		} else if ctx.Err() == nil {
			a.metrics.failed()
			a.log.Error("no TLS certificate from the authority", "host", host, "again_in", pause, "error", err)
			wait, pause = pause, min(2*pause, lastRetry)
		}
		tried()
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return
		}
	}
}

// fetch asks the library, which has the certificate in memory, in the cache, or fetches it. It cannot be told to stop; an
// attempt under way when the server stops is left alone.
func (a *authority) fetch(ctx context.Context, host string) error {
	done := make(chan error, 1)
	go func() {
		cert, err := a.manager.GetCertificate(&tls.ClientHelloInfo{
			ServerName: host, CipherSuites: []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256},
		})
		if err == nil {
			a.take(host, cert)
		}
		done <- err
	}()
	late := time.NewTimer(askWithin + time.Minute) // the library's own limit, and some
	defer late.Stop()
	select {
	case err := <-done:
		return err
	case <-late.C:
		return errors.New("the authority did not answer in time")
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (a *authority) take(host string, cert *tls.Certificate) {
	a.mu.Lock()
	before := a.certs[host]
	a.certs[host] = cert
	a.mu.Unlock()
	a.metrics.expiry(host, cert.Leaf.NotAfter)
	if before == nil || !before.Leaf.Equal(cert.Leaf) {
		a.log.Info("there is a TLS certificate from the authority", "host", host, "not_after", cert.Leaf.NotAfter)
	}
}

// challenge answers an authority's question over http. The library takes the header's host for a name, which it is not if
// the port is another than 80.
func (a *authority) challenge(next http.Handler) http.Handler {
	h := a.manager.HTTPHandler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if name, _, err := net.SplitHostPort(r.Host); err == nil {
			r = r.WithContext(r.Context()) // a copy
			r.Host = name
		}
		h.ServeHTTP(w, r)
	})
}

func (a *authority) host() string           { return a.hosts[0] }
func (a *authority) protocols() []string    { return []string{acme.ALPNProto} }
func (a *authority) ready() <-chan struct{} { return a.open }
