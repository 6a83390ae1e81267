package server

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/letsencrypt/pebble/v2/ca"
	"github.com/letsencrypt/pebble/v2/db"
	"github.com/letsencrypt/pebble/v2/va"
	"github.com/letsencrypt/pebble/v2/wfe"
	"github.com/miekg/dns"

	"ringline/internal/config"
)

// authority is a certificate authority that really asks whether a name leads here.
type authority struct {
	*httptest.Server
	roots  *x509.CertPool // of the certificates that it gives
	caFile string         // to know itself by
	orders sync.Map
}

const acmeHost = "calls.ringline.example"

// newAuthority starts one that looks for names on the given ports of this machine.
func newAuthority(t *testing.T, httpPort, tlsPort int, blocked ...string) *authority {
	t.Helper()
	t.Setenv("PEBBLE_VA_NOSLEEP", "1")
	t.Setenv("PEBBLE_WFE_NONCEREJECT", "0")
	log := slog.NewLogLogger(slog.DiscardHandler, slog.LevelInfo)
	store := db.NewMemoryStore()
	for _, name := range blocked {
		if err := store.AddBlockedDomain(name); err != nil {
			t.Fatal(err)
		}
	}
	issuer := ca.New(log, store, "", "ecdsa", 0, 1, map[string]ca.Profile{"default": {ValidityPeriod: 86400}})
	asker := va.New(log, httpPort, tlsPort, false, resolver(t), store)
	front := wfe.New(log, store, asker, issuer, []string{"ringline.example"}, false, false, 1, 1)
	a := &authority{roots: x509.NewCertPool()}
	a.roots.AddCert(issuer.GetRootCert(0).Cert)
	h := front.Handler()
	a.Server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.orders.Store(r.URL.Path, true)
		h.ServeHTTP(w, r)
	}))
	t.Cleanup(a.Close)
	a.caFile = filepath.Join(t.TempDir(), "ca.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.Certificate().Raw})
	if err := os.WriteFile(a.caFile, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return a
}

// resolver answers that every name is this machine.
func resolver(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &dns.Server{Listener: l, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) {
		answer := new(dns.Msg).SetReply(q)
		if q.Question[0].Qtype == dns.TypeA {
			head := dns.RR_Header{Name: q.Question[0].Name, Rrtype: dns.TypeA, Class: dns.ClassINET}
			answer.Answer = []dns.RR{&dns.A{Hdr: head, A: net.IPv4(127, 0, 0, 1)}}
		}
		_ = w.WriteMsg(answer)
	})}
	done := make(chan error, 1)
	go func() { done <- server.ActivateAndServe() }()
	t.Cleanup(func() {
		_ = server.Shutdown()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return l.Addr().String()
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// client trusts the authority and finds its host here.
func (a *authority) client(t *testing.T, s *Server) *http.Client {
	t.Helper()
	transport := &http.Transport{
		TLSClientConfig:   &tls.Config{RootCAs: a.roots},
		ForceAttemptHTTP2: true,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, "tcp", s.address.String())
		},
	}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport, Timeout: 10 * time.Second}
}

func acmeSettings(t *testing.T, a *authority, tlsPort int) config.Config {
	t.Helper()
	cfg := settings(t)
	cfg.Listen = fmt.Sprintf("127.0.0.1:%d", tlsPort)
	cfg.TLS.ACME.Hosts = []string{acmeHost}
	cfg.TLS.ACME.Email = "ops@ringline.example"
	cfg.TLS.ACME.Directory = a.URL + "/dir"
	cfg.TLS.ACME.CAFile = a.caFile
	return cfg
}

func served(t *testing.T, client *http.Client, url string) (serial string) {
	t.Helper()
	answer, err := client.Get(url + "/readyz")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK || answer.ProtoMajor != 2 || answer.Header.Get("Strict-Transport-Security") == "" {
		t.Errorf("%s %s %v: %s, %v", answer.Proto, answer.Status, answer.Header, body, err)
	}
	return answer.TLS.PeerCertificates[0].SerialNumber.String()
}

// TestCertificateFromAnAuthority: over the TLS port itself, kept for the next start, when the authority need not even be there.
func TestCertificateFromAnAuthority(t *testing.T) {
	port := freePort(t)
	a := newAuthority(t, freePort(t), port)
	cfg := acmeSettings(t, a, port)
	s := start(t, cfg)
	url := s.URL()
	if want := fmt.Sprintf("https://%s:%d", acmeHost, port); url != want {
		t.Errorf("announces %s, want %s", url, want)
	}
	first := served(t, a.client(t, s), url)
	if _, ok := a.orders.Load("/order-plz"); !ok {
		t.Error("nothing was ordered")
	}
	var expiry bool
	families, err := s.metrics.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		expiry = expiry || f.GetName() == "ringline_tls_certificate_not_after_seconds" && f.GetMetric()[0].GetGauge().GetValue() > float64(time.Now().Unix())
	}
	if !expiry {
		t.Error("no metric says when the certificate expires")
	}
	// Whoever names another host, or none, makes nobody ask the authority.
	a.orders.Clear()
	if conn, err := tls.Dial("tcp", s.address.String(), &tls.Config{ServerName: "other.example.com", RootCAs: a.roots}); err == nil {
		conn.Close()
		t.Error("a handshake for another host was answered")
	}
	conn, err := tls.Dial("tcp", s.address.String(), &tls.Config{InsecureSkipVerify: true}) // by address: no name is sent
	if err != nil {
		t.Errorf("by address: %v", err)
	} else {
		conn.Close()
	}
	a.orders.Range(func(path, _ any) bool { t.Errorf("the authority was asked for %v", path); return true })
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}

	a.Close()
	again := start(t, cfg)
	if second := served(t, a.client(t, again), url); second != first {
		t.Error("the next start has another certificate")
	}
	if err := again.Stop(); err != nil {
		t.Error(err)
	}
	info, err := os.Stat(filepath.Join(cfg.Data, "acme"))
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the cache: %v, %v", info, err)
	}
}

// TestCertificateByHTTP: over the redirecting port, when the authority cannot reach the TLS one.
func TestCertificateByHTTP(t *testing.T) {
	port, redirect := freePort(t), freePort(t)
	a := newAuthority(t, redirect, freePort(t))
	cfg := acmeSettings(t, a, port)
	cfg.TLS.Redirect = fmt.Sprintf("127.0.0.1:%d", redirect)
	s := start(t, cfg)
	defer func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	}()
	served(t, a.client(t, s), s.URL())

	plain := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	request, err := http.NewRequest(http.MethodGet, "http://"+s.redirect.String()+"/demo?x=1", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Host = acmeHost
	answer, err := plain.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if to := answer.Header.Get("Location"); answer.StatusCode != http.StatusPermanentRedirect || to != s.URL()+"/demo?x=1" {
		t.Errorf("%s to %s", answer.Status, to)
	}
}

// TestAuthorityRefuses: the server starts all the same, says so, and a handshake fails at once.
func TestAuthorityRefuses(t *testing.T) {
	port := freePort(t)
	a := newAuthority(t, freePort(t), port, acmeHost)
	var out lines
	s, err := Start(t.Context(), acmeSettings(t, a, port), Options{Dev: true, Log: slog.New(slog.NewTextHandler(&out, nil))})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "no TLS certificate from the authority") || !strings.Contains(out.String(), acmeHost) {
		t.Errorf("log: %s", &out)
	}
	if answer, err := a.client(t, s).Get(s.URL()); err == nil {
		answer.Body.Close()
		t.Error("it has a certificate")
	}
	if err := s.Stop(); err != nil {
		t.Error(err)
	}
}

// lines is a log that may be read while it is written.
type lines struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}
