package server

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/centrifugal/centrifuge-go"
	"github.com/gorilla/websocket"

	"ringline/internal/auth"
	"ringline/internal/call"
	"ringline/internal/config"
)

// tlsSettings are those of a server with a certificate for example.com and 127.0.0.1, and what to trust it by.
func tlsSettings(t *testing.T) (config.Config, *x509.CertPool) {
	t.Helper()
	lender := httptest.NewTLSServer(nil) // it has a pair
	lender.Close()
	pair := lender.TLS.Certificates[0]
	key, err := x509.MarshalPKCS8PrivateKey(pair.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	cfg, dir := settings(t), t.TempDir()
	cfg.TLS.Cert, cfg.TLS.Key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for file, block := range map[string]pem.Block{
		cfg.TLS.Cert: {Type: "CERTIFICATE", Bytes: pair.Certificate[0]}, cfg.TLS.Key: {Type: "PRIVATE KEY", Bytes: key},
	} {
		if err := os.WriteFile(file, pem.EncodeToMemory(&block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	roots := x509.NewCertPool()
	roots.AddCert(lender.Certificate())
	return cfg, roots
}

// TestEverythingOverTLS: pages and API by HTTP/2, clients' WebSockets and media signalling by HTTP/1.1, on the one port.
func TestEverythingOverTLS(t *testing.T) {
	cfg, roots := tlsSettings(t)
	s := start(t, cfg)
	defer func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	}()
	var said bytes.Buffer
	s.Announce(&said)
	if want := "ringline ready http=https://example.com:"; !strings.Contains(said.String(), want) {
		t.Errorf("announced %s, want %s", &said, want)
	}
	at := s.address.String()
	trust := &tls.Config{RootCAs: roots}
	transport := &http.Transport{TLSClientConfig: trust.Clone(), ForceAttemptHTTP2: true}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	for _, path := range []string{"/", "/readyz", "/v4/call_engine_http_srv/end_call", "/connection/websocket", "/rtc"} {
		answer, err := client.Get("https://" + at + path)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, answer.Body)
		answer.Body.Close()
		if answer.ProtoMajor != 2 || answer.StatusCode >= 500 || answer.Header.Get("Strict-Transport-Security") != "max-age=15552000" ||
			answer.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %s %s %v", path, answer.Proto, answer.Status, answer.Header)
		}
	}

	for host, want := range map[string]int{"example.com": 200, "127.0.0.1": 200, "evil.example": 403} {
		request, err := http.NewRequest(http.MethodPost, "https://"+at+"/dev/session", strings.NewReader(`{"user":"ann"}`))
		if err != nil {
			t.Fatal(err)
		}
		request.Host = host
		answer, err := client.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != want {
			t.Errorf("development mode under %s: %s, want %d", host, answer.Status, want)
		}
	}

	ann, bob := tlsDevice(t, s, trust, "ann"), tlsDevice(t, s, trust, "bob")
	var started, accepted struct {
		Call   struct{ ID string }
		Ticket struct{ Token string }
	}
	rpc(t, ann, "call.start", `{"callees":["bob"],"media":"video","request":"1"}`, &started)
	rpc(t, bob, "call.accept", fmt.Sprintf(`{"call":%q,"request":"2"}`, started.Call.ID), &accepted)
	if accepted.Ticket.Token == "" {
		t.Fatal("no ticket")
	}
	dialer := websocket.Dialer{TLSClientConfig: trust.Clone()}
	signal, answer, err := dialer.Dial("wss://"+at+"/rtc?access_token="+accepted.Ticket.Token+"&protocol=15&auto_subscribe=1", nil)
	if err != nil {
		t.Fatalf("media signalling: %v, %v", err, answer)
	}
	answer.Body.Close()
	defer signal.Close()
	_ = signal.SetReadDeadline(time.Now().Add(10 * time.Second))
	if kind, _, err := signal.ReadMessage(); err != nil || kind != websocket.BinaryMessage {
		t.Errorf("media signalling says nothing: %v", err)
	}
	ann.Close()
	bob.Close()
}

func tlsDevice(t *testing.T, s *Server, trust *tls.Config, user call.UserID) *centrifuge.Client {
	t.Helper()
	data, err := json.Marshal(map[string]any{"app": DevApp, "user": user, "device": string(user) + "-1", "platform": "linux"})
	if err != nil {
		t.Fatal(err)
	}
	c := centrifuge.NewJsonClient("wss://"+s.address.String()+"/connection/websocket", centrifuge.Config{
		Token: auth.Sign(s.dev.app(), user, time.Now(), time.Hour), Data: data, TLSConfig: trust.Clone(),
	})
	t.Cleanup(c.Close)
	in := make(chan struct{}, 1)
	c.OnConnected(func(centrifuge.ConnectedEvent) { in <- struct{}{} })
	if err := c.Connect(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-in:
	case <-time.After(10 * time.Second):
		t.Fatalf("%s cannot log in over TLS", user)
	}
	return c
}

func rpc(t *testing.T, c *centrifuge.Client, method, data string, into any) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	result, err := c.RPC(ctx, method, []byte(data))
	if err == nil {
		err = json.Unmarshal(result.Data, into)
	}
	if err != nil {
		t.Fatalf("%s: %v", method, err)
	}
}

// TestMetricsOfTheirOwn: with an address of their own they are there and nowhere else; with a token they ask for it.
func TestMetricsOfTheirOwn(t *testing.T) {
	cfg := settings(t)
	cfg.Metrics.Listen, cfg.Metrics.Token = "127.0.0.1:0", "0123456789abcdef0123456789abcdef"
	s := start(t, cfg)
	defer s.Stop() //nolint:errcheck // checked elsewhere
	own := "http://" + s.metricsAt.String() + "/metrics"
	for _, tc := range []struct {
		url, token string
		want       int
	}{
		{s.URL() + "/metrics", string(cfg.Metrics.Token), 404},
		{own, "", 401},
		{own, string(cfg.Metrics.Token), 200},
		{"http://" + s.metricsAt.String() + "/readyz", string(cfg.Metrics.Token), 404},
	} {
		request, err := http.NewRequest(http.MethodGet, tc.url, nil)
		if err != nil {
			t.Fatal(err)
		}
		if tc.token != "" {
			request.Header.Set("Authorization", "Bearer "+tc.token)
		}
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != tc.want {
			t.Errorf("%s with token %v: %s, want %d", tc.url, tc.token != "", answer.Status, tc.want)
		}
	}
}

// TestBehindAProxy: the client's address and scheme come through a proxy that is named, to the doors and to the log.
func TestBehindAProxy(t *testing.T) {
	cfg := settings(t)
	cfg.HTTP.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	var out lines
	s, err := Start(t.Context(), cfg, Options{Dev: true, Log: slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Stop() //nolint:errcheck // checked elsewhere
	ask := func(method, path, body string) string {
		request, err := http.NewRequest(method, s.URL()+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("X-Forwarded-For", "127.0.0.1, 198.51.100.7")
		request.Header.Set("X-Forwarded-Proto", "https")
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		text, _ := io.ReadAll(answer.Body)
		return answer.Status + " " + string(text)
	}
	if got := ask(http.MethodGet, "/metrics", ""); !strings.HasPrefix(got, "403") {
		t.Errorf("metrics for a client from outside: %s", got)
	}
	if got := ask(http.MethodPost, "/dev/curl", `{"call":"c1"}`); !strings.Contains(got, "'https://127.0.0.1:") {
		t.Errorf("the scheme: %s", got)
	}
	if !strings.Contains(out.String(), "198.51.100.7:0") {
		t.Errorf("the address: %s", &out)
	}
}

// TestPortsThatCannotBeHad: the setting that helps is named.
func TestPortsThatCannotBeHad(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for want, change := range map[string]func(*config.Config){
		"tls.redirect":   func(c *config.Config) { c.TLS.Redirect = taken.Addr().String() },
		"metrics.listen": func(c *config.Config) { c.Metrics.Listen = taken.Addr().String() },
		"no such file":   func(c *config.Config) { c.TLS.Key = "/no/such/key" },
	} {
		cfg, _ := tlsSettings(t)
		change(&cfg)
		s, err := Start(context.Background(), cfg, Options{Dev: true, Log: slog.New(slog.DiscardHandler)})
		if err == nil {
			_ = s.Stop()
			t.Fatalf("%s: it started", want)
		}
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v: want it to mention %q", err, want)
		}
	}
}

// TestOtherOriginsOverOurAPI: pages of an origin that is named may ask /api/v1, those of others may not, and neither gets at v4 by it.
func TestOtherOriginsOverOurAPI(t *testing.T) {
	cfg := settings(t)
	cfg.HTTP.CORSOrigins = []string{"https://shop.example"}
	s := start(t, cfg)
	defer s.Stop() //nolint:errcheck // checked elsewhere
	for origin, want := range map[string]string{"https://shop.example": "https://shop.example", "https://evil.example": ""} {
		for _, method := range []string{http.MethodOptions, http.MethodGet} {
			request, err := http.NewRequest(method, s.URL()+"/api/v1/apps", nil)
			if err != nil {
				t.Fatal(err)
			}
			request.Header.Set("Origin", origin)
			request.Header.Set("Access-Control-Request-Method", http.MethodGet)
			request.Header.Set("Access-Control-Request-Headers", "authorization")
			answer, err := http.DefaultClient.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			answer.Body.Close()
			if got := answer.Header.Get("Access-Control-Allow-Origin"); got != want || answer.Header.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("%s from %s: %s allows %q, want %q", method, origin, answer.Status, got, want)
			}
		}
	}
}
