package certs

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
)

// pair is a certificate that signs itself, with its key.
type pair struct{ cert, key []byte }

func newPair(t *testing.T, from, until time.Time, names ...string) pair {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: names[0]}, DNSNames: names,
		NotBefore: from, NotAfter: until, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return pair{
		pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}),
		pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}),
	}
}

// written is when the last file was: each a second after the one before, so that every change can be seen.
var written = time.Now().Add(-time.Hour)

func write(t *testing.T, dir string, cert, key []byte) Config {
	t.Helper()
	c := Config{Cert: filepath.Join(dir, "cert.pem"), Key: filepath.Join(dir, "key.pem")}
	for name, text := range map[string][]byte{c.Cert: cert, c.Key: key} {
		if text == nil {
			continue
		}
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
		written = written.Add(time.Second)
		if err := os.Chtimes(name, written, written); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// TestFilesAreReadAgain: a new pair is taken without a restart, also within open listeners; one that is wrong is not, and said.
func TestFilesAreReadAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		now := time.Now()
		good := newPair(t, now.Add(-time.Hour), now.Add(time.Hour), "one.example")
		next := newPair(t, now.Add(-time.Hour), now.Add(2*time.Hour), "two.example")
		old := newPair(t, now.Add(-2*time.Hour), now.Add(-time.Hour), "old.example")
		written = now.Add(-time.Hour)
		dir := t.TempDir()
		var out bytes.Buffer
		registry := prometheus.NewRegistry()
		s, err := New(write(t, dir, good.cert, good.key), Options{Log: slog.New(slog.NewTextHandler(&out, nil)), Metrics: registry})
		if err != nil {
			t.Fatal(err)
		}
		done := make(chan error, 1)
		go func() { done <- s.Run(t.Context()) }()
		served := func() string {
			t.Helper()
			time.Sleep(lookEvery + time.Second) // on the test's own clock
			synctest.Wait()
			cert, err := s.TLS().GetCertificate(&tls.ClientHelloInfo{})
			if err != nil {
				t.Fatal(err)
			}
			return cert.Leaf.DNSNames[0]
		}
		var failed float64
		for _, step := range []struct {
			what      string
			cert, key []byte
			want      string
			failures  float64
		}{
			{"nothing changed", nil, nil, "one.example", 0},
			{"the certificate comes first", next.cert, nil, "one.example", 1},
			{"and then its key", nil, next.key, "two.example", 1},
			{"rubbish", []byte("rubbish"), nil, "two.example", 2},
			{"an expired one", old.cert, old.key, "two.example", 3},
			{"empty", []byte{}, []byte{}, "two.example", 4},
			{"back", good.cert, good.key, "one.example", 4},
		} {
			out.Reset()
			write(t, dir, step.cert, step.key)
			if got := served(); got != step.want {
				t.Errorf("%s: serves %s, want %s", step.what, got, step.want)
			}
			if got := gather(t, registry)["ringline_tls_failures_total"].GetCounter().GetValue(); got != step.failures {
				t.Errorf("%s: %v failures, want %v", step.what, got, step.failures)
			}
			if said := strings.Contains(out.String(), "cannot be used"); said != (step.failures > failed) {
				t.Errorf("%s: logged %s", step.what, &out)
			}
			failed = step.failures
			if strings.Contains(out.String(), "PRIVATE") {
				t.Errorf("%s: the log shows a key: %s", step.what, &out)
			}
		}
		expiry := gather(t, registry)["ringline_tls_certificate_not_after_seconds"]
		if expiry.GetGauge().GetValue() != float64(now.Add(time.Hour).Unix()) || expiry.GetLabel()[0].GetValue() != "one.example" {
			t.Errorf("expires %v", expiry)
		}
	})
}

// gather returns the only metric of each name.
func gather(t *testing.T, from prometheus.Gatherer) map[string]*dto.Metric {
	t.Helper()
	families, err := from.Gather()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]*dto.Metric{}
	for _, f := range families {
		if len(f.GetMetric()) != 1 {
			t.Errorf("%d of %s", len(f.GetMetric()), f.GetName())
		}
		all[f.GetName()] = f.GetMetric()[0]
	}
	return all
}

func TestWrongFilesAreSaid(t *testing.T) {
	now := time.Now()
	one, two := newPair(t, now, now.Add(time.Hour), "one.example"), newPair(t, now, now.Add(time.Hour), "two.example")
	for name, tc := range map[string]struct {
		cert, key []byte
		want      string
	}{
		"no certificate": {nil, one.key, "cert.pem"},
		"no key":         {one.cert, nil, "key.pem"},
		"not a pair":     {one.cert, two.key, "private key does not match"},
		"swapped":        {one.key, one.cert, "cert.pem"},
		"rubbish":        {[]byte("rubbish"), one.key, "cert.pem"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := New(write(t, t.TempDir(), tc.cert, tc.key), Options{Log: slog.New(slog.DiscardHandler)})
			if err == nil || !strings.Contains(err.Error(), tc.want) || strings.Contains(err.Error(), "PRIVATE KEY-----") {
				t.Errorf("%v, want it to mention %q", err, tc.want)
			}
		})
	}
}

// TestHandshakes: TLS 1.2 at least, HTTP/2 for those who can.
func TestHandshakes(t *testing.T) {
	now := time.Now()
	p := newPair(t, now.Add(-time.Hour), now.Add(time.Hour), "*.example", "calls.example")
	s, err := New(write(t, t.TempDir(), p.cert, p.key), Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	if s.Host() != "calls.example" {
		t.Errorf("host %q", s.Host())
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(p.cert)
	shake := func(change func(*tls.Config)) (tls.ConnectionState, error) {
		ours, theirs := net.Pipe()
		server := tls.Server(ours, s.TLS())
		served := make(chan error, 1)
		go func() { served <- server.Handshake(); ours.Close() }()
		c := &tls.Config{RootCAs: roots, ServerName: "calls.example", NextProtos: []string{"h2", "http/1.1"}}
		change(c)
		client := tls.Client(theirs, c)
		err := client.Handshake()
		state := client.ConnectionState()
		theirs.Close()
		if refused := <-served; (refused == nil) != (err == nil) && c.MaxVersion != 0 {
			t.Errorf("the client says %v, the server %v", err, refused)
		}
		return state, err
	}
	if state, err := shake(func(*tls.Config) {}); err != nil || state.Version != tls.VersionTLS13 || state.NegotiatedProtocol != "h2" {
		t.Errorf("%v %+v", err, state)
	}
	if state, err := shake(func(c *tls.Config) { c.MaxVersion, c.NextProtos = tls.VersionTLS12, nil }); err != nil || state.Version != tls.VersionTLS12 || state.NegotiatedProtocol != "" {
		t.Errorf("%v %+v", err, state)
	}
	if _, err := shake(func(c *tls.Config) { c.MinVersion, c.MaxVersion = tls.VersionTLS10, tls.VersionTLS11 }); err == nil {
		t.Error("TLS 1.1 is accepted")
	}
}

func TestRedirect(t *testing.T) {
	now := time.Now()
	p := newPair(t, now.Add(-time.Hour), now.Add(time.Hour), "calls.example.com")
	s, err := New(write(t, t.TempDir(), p.cert, p.key), Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		method, host, path, port string
		status                   int
		to                       string
	}{
		{"GET", "calls.example.com", "/a?b=c", "443", 308, "https://calls.example.com/a?b=c"},
		{"HEAD", "calls.example.com:80", "/", "443", 308, "https://calls.example.com/"},
		{"GET", "localhost:8080", "/", "8443", 308, "https://localhost:8443/"},
		{"GET", "192.0.2.1:8080", "/", "8443", 308, "https://192.0.2.1:8443/"},
		{"GET", "[2001:db8::1]:80", "/", "443", 308, "https://[2001:db8::1]/"},
		{"GET", "evil/..\\@x", "/", "443", 308, "https://calls.example.com/"},
		{"GET", "a b", "/", "443", 308, "https://calls.example.com/"},
		{"POST", "calls.example.com", "/v4/call_engine_http_srv/end_call?usersig=secret", "443", 403, ""},
		{"OPTIONS", "calls.example.com", "/", "443", 403, ""},
	} {
		r := httptest.NewRequest(tc.method, tc.path, nil)
		r.Host = tc.host
		w := httptest.NewRecorder()
		s.Redirect(tc.port).ServeHTTP(w, r)
		body, _ := io.ReadAll(w.Result().Body)
		if w.Code != tc.status || w.Header().Get("Location") != tc.to || tc.status == http.StatusForbidden && strings.Contains(string(body), "secret") {
			t.Errorf("%s %s%s: %d %s, want %d %s", tc.method, tc.host, tc.path, w.Code, w.Header().Get("Location"), tc.status, tc.to)
		}
	}
}

func TestConfig(t *testing.T) {
	for name, tc := range map[string]struct {
		c    Config
		want string // empty: it is fine
	}{
		"nothing":                {Default(), ""},
		"files":                  {Config{Cert: "a", Key: "b", Redirect: ":80"}, ""},
		"an authority":           {Config{ACME: ACME{Hosts: []string{"calls.example.com"}, Email: "ops@example.com", Directory: "https://ca.internal/acme"}}, ""},
		"half a pair":            {Config{Cert: "a"}, "belong together"},
		"two ways":               {Config{Cert: "a", Key: "b", ACME: ACME{Hosts: []string{"calls.example.com"}}}, "exclude"},
		"a redirect to nowhere":  {Config{Redirect: ":80"}, "redirect leads nowhere"},
		"a redirect from where?": {Config{Cert: "a", Key: "b", Redirect: "80"}, "host:port"},
		"an authority for whom?": {Config{ACME: ACME{Email: "ops@example.com"}}, "acme.hosts"},
		"an address":             {Config{ACME: ACME{Hosts: []string{"192.0.2.1"}}}, "acme.hosts[0]"},
		"all names":              {Config{ACME: ACME{Hosts: []string{"*.example.com"}}}, "files"},
		"a URL":                  {Config{ACME: ACME{Hosts: []string{"https://calls.example.com"}}}, "acme.hosts[0]"},
		"a short name":           {Config{ACME: ACME{Hosts: []string{"localhost"}}}, "full name"},
		"http":                   {Config{ACME: ACME{Hosts: []string{"calls.example.com"}, Directory: "http://ca.internal"}}, "https"},
		"no address":             {Config{ACME: ACME{Hosts: []string{"calls.example.com"}, Email: "Ops <ops@example.com>"}}, "acme.email"},
		"before now":             {Config{HSTS: -1}, "hsts"},
	} {
		err := tc.c.Validate()
		if (err == nil) != (tc.want == "") || err != nil && !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v, want %q", name, err, tc.want)
		}
	}
}
