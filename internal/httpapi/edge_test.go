package httpapi

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"ringline/internal/tenant"
)

func TestCORS(t *testing.T) {
	h := API(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "calls") }),
		[]string{"https://shop.example"})
	ask := func(method, origin string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, "/api/v1/apps", nil)
		r.Header.Set("Origin", origin)
		if method == http.MethodOptions {
			r.Header.Set("Access-Control-Request-Method", "POST")
			r.Header.Set("Access-Control-Request-Headers", "authorization,content-type,idempotency-key")
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	w := ask("OPTIONS", "https://shop.example")
	head := w.Header()
	if w.Code != http.StatusNoContent || head.Get("Access-Control-Allow-Origin") != "https://shop.example" ||
		head.Get("Access-Control-Allow-Methods") != "POST" || head.Get("Access-Control-Max-Age") != "600" ||
		!strings.Contains(head.Get("Access-Control-Allow-Headers"), "idempotency-key") || head.Get("Access-Control-Allow-Credentials") != "" {
		t.Errorf("preflight: %d %v", w.Code, head)
	}
	if w := ask("GET", "https://shop.example"); w.Body.String() != "calls" || w.Header().Get("Access-Control-Allow-Origin") != "https://shop.example" ||
		!strings.Contains(strings.Join(w.Header().Values("Vary"), ","), "Origin") {
		t.Errorf("%v", w.Header())
	}
	for _, origin := range []string{"https://evil.example", "https://shop.example.evil.example", "null", "http://shop.example"} {
		for _, method := range []string{"OPTIONS", "GET"} {
			if w := ask(method, origin); w.Header().Get("Access-Control-Allow-Origin") != "" {
				t.Errorf("%s from %s is allowed: %v", method, origin, w.Header())
			}
		}
	}
	none := API(http.NotFoundHandler(), nil)
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Origin", "https://shop.example")
	w = httptest.NewRecorder()
	none.ServeHTTP(w, r)
	if w.Header().Get("Access-Control-Allow-Origin") != "" || !strings.Contains(w.Header().Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("without origins: %v", w.Header())
	}
}

// TestGuard: metrics are for those who have the token, or without one for those who are near, however hard others pretend to be.
func TestGuard(t *testing.T) {
	const secret = "0123456789abcdef"
	for name, tc := range map[string]struct {
		token   tenant.Secret
		private bool
		peer    string
		head    string // Name: value
		want    int
	}{
		"from here":              {"", true, "127.0.0.1:1", "", 200},
		"from the network":       {"", true, "192.168.1.20:1", "", 200},
		"from ours, IPv6":        {"", true, "[fd00::1]:1", "", 200},
		"mapped":                 {"", true, "[::ffff:10.0.0.1]:1", "", 200},
		"from outside":           {"", true, "198.51.100.7:1", "", 403},
		"through a proxy":        {"", true, "127.0.0.1:1", "X-Forwarded-For: 127.0.0.1", 403},
		"through another proxy":  {"", true, "10.0.0.1:1", "Via: 1.1 proxy", 403},
		"nobody knows where":     {"", true, "@", "", 403},
		"a port of its own":      {"", false, "198.51.100.7:1", "", 200},
		"token":                  {secret, true, "198.51.100.7:1", "Authorization: Bearer " + secret, 200},
		"token, in small":        {secret, false, "198.51.100.7:1", "Authorization: bearer " + secret, 200},
		"no token":               {secret, true, "127.0.0.1:1", "", 401},
		"another token":          {secret, true, "127.0.0.1:1", "Authorization: Bearer 0123456789abcdeF", 401},
		"token as a password":    {secret, true, "127.0.0.1:1", "Authorization: Basic " + secret, 401},
		"a longer one":           {secret, true, "127.0.0.1:1", "Authorization: Bearer " + secret + "0", 401},
		"no token, but an empty": {secret, true, "127.0.0.1:1", "Authorization: Bearer ", 401},
	} {
		t.Run(name, func(t *testing.T) {
			h := Guard(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "metrics") }), tc.token, tc.private)
			r := httptest.NewRequest(http.MethodGet, "/metrics", nil)
			r.RemoteAddr = tc.peer
			if name, value, ok := strings.Cut(tc.head, ": "); ok {
				r.Header.Set(name, value)
			}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != tc.want || (w.Body.String() == "metrics") != (tc.want == 200) || strings.Contains(w.Body.String(), secret) {
				t.Errorf("%d %q, want %d", w.Code, w.Body, tc.want)
			}
		})
	}
}

// TestBehindOurProxyTheClientCounts: a client outside does not become near by a proxy that is ours; one in our network does not
// become far.
func TestBehindOurProxyTheClientCounts(t *testing.T) {
	c := Default()
	c.TrustedProxies = networks(t, "10.0.0.0/8")
	h := NewRoot(nil, Guard(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}), "", true), c, 0, slog.New(slog.DiscardHandler))
	for client, want := range map[string]int{"198.51.100.7": 403, "192.168.1.20": 200, "127.0.0.1, 198.51.100.7": 403} {
		r := httptest.NewRequest(http.MethodGet, "/metrics", nil)
		r.RemoteAddr = "10.0.0.1:1"
		r.Header.Set(forwardedFor, client)
		r.Header.Set("X-Real-IP", client)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("%s: %d, want %d", client, w.Code, want)
		}
	}
}

// TestPagesShareNothing: and do share their files with those who were named.
func TestPagesShareNothing(t *testing.T) {
	for _, tc := range []struct {
		origins                []string
		target, policy, opener string
	}{
		{nil, "http://localhost:8080/", "same-origin", "same-origin"},
		{nil, "http://[::1]:8080/", "same-origin", "same-origin"},
		{nil, "http://192.168.1.20/", "same-origin", ""},
		{[]string{"https://shop.example"}, "https://calls.example/", "cross-origin", "same-origin"},
	} {
		w := get(Page(http.NotFoundHandler(), tc.origins), http.MethodGet, tc.target)
		if head := w.Header(); head.Get("Cross-Origin-Resource-Policy") != tc.policy || head.Get("Cross-Origin-Opener-Policy") != tc.opener {
			t.Errorf("%s: %v", tc.target, head)
		}
	}
}

// TestBodiesAreBounded: no door has to remember to.
func TestBodiesAreBounded(t *testing.T) {
	c := Default()
	c.BodyBytes = 10
	var failed error
	h := NewRoot(nil, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { _, failed = io.ReadAll(r.Body) }), c, 0, slog.New(slog.DiscardHandler))
	h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/", strings.NewReader(strings.Repeat("x", 11))))
	if failed == nil {
		t.Error("more was read than is allowed")
	}
}

func TestConfig(t *testing.T) {
	good := Default()
	if err := good.Validate(); err != nil {
		t.Errorf("the defaults: %v", err)
	}
	for name, tc := range map[string]struct {
		change func(*Config)
		want   string
	}{
		"everybody is a proxy":  {func(c *Config) { c.TrustedProxies = networks(t, "10.0.0.0/8", "0.0.0.0/0") }, "trusted_proxies[1]"},
		"another header":        {func(c *Config) { c.ProxyHeader = "X-Real-IP" }, "proxy_header"},
		"a path in an origin":   {func(c *Config) { c.CORSOrigins = []string{"https://shop.example/"} }, "cors_origins[0]"},
		"any and one":           {func(c *Config) { c.CORSOrigins = []string{"*", "https://shop.example"} }, "alone"},
		"fewer than none":       {func(c *Config) { c.MaxConnections = -1 }, "max_connections"},
		"no time":               {func(c *Config) { c.HeaderTimeout = 0 }, "header_timeout"},
		"for ever":              {func(c *Config) { c.AnswerTimeout = 1e15 }, "answer_timeout"},
		"no room for a UserSig": {func(c *Config) { c.HeaderBytes = 100 }, "header_bytes"},
		"no room for a body":    {func(c *Config) { c.BodyBytes = 0 }, "body_bytes"},
	} {
		c := Default()
		tc.change(&c)
		if err := c.Validate(); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v, want it to mention %q", name, err, tc.want)
		}
	}
	for _, m := range []MetricsConfig{{Listen: "9090"}, {Listen: ":x"}, {Token: "short"}} {
		if err := m.Validate(); err == nil || strings.Contains(err.Error(), "short") {
			t.Errorf("%+v: %v", m, err)
		}
	}
}

// TestLocal: only who is on this machine, asks under its name and came through nobody is local.
func TestLocal(t *testing.T) {
	for name, tc := range map[string]struct {
		peer, host, header string
		want               bool
	}{
		"this machine":            {"127.0.0.1:5", "localhost:8080", "", true},
		"by its address":          {"[::1]:5", "[::1]:8080", "", true},
		"from the network":        {"192.0.2.1:5", "localhost:8080", "", false},
		"from the private one":    {"10.0.0.7:5", "127.0.0.1", "", false},
		"under another name":      {"127.0.0.1:5", "rebound.example", "", false},
		"under a public address":  {"127.0.0.1:5", "192.0.2.1:8080", "", false},
		"through a proxy":         {"127.0.0.1:5", "localhost", "X-Forwarded-For", false},
		"through another":         {"127.0.0.1:5", "localhost", "Via", false},
		"from where nobody knows": {"", "localhost", "", false},
	} {
		r := httptest.NewRequest(http.MethodPost, "/dev/console", http.NoBody)
		r.RemoteAddr, r.Host = tc.peer, tc.host
		if tc.header != "" {
			r.Header.Set(tc.header, "1.1 somebody")
		}
		if got := Local(r); got != tc.want {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
}

// TestLocalThroughProxiesOfOurs: who came through a proxy is not local either if that proxy is trusted, whatever it was told or hides.
func TestLocalThroughProxiesOfOurs(t *testing.T) {
	ours := networks(t, "127.0.0.0/8", "10.0.0.0/8")
	for name, tc := range map[string]struct {
		peer, header, line string
		want               bool
	}{
		"nothing in between":         {"127.0.0.1:5", "", "", true},
		"a client of the network":    {"127.0.0.1:5", forwardedFor, "10.0.0.7", false},
		"one that lies":              {"10.0.0.7:5", forwardedFor, "127.0.0.1", false},
		"one that lies to a proxy":   {"127.0.0.1:5", forwardedFor, "127.0.0.1, 10.0.0.7", false},
		"one that the proxy hides":   {"127.0.0.1:5", forwardedFor, "unknown", false},
		"by a header not agreed on":  {"127.0.0.1:5", forwarded, "for=203.0.113.5", false},
		"by one that says no client": {"127.0.0.1:5", forwardedProto, "http", false},
	} {
		r := httptest.NewRequest(http.MethodPost, "/dev/console", http.NoBody)
		r.RemoteAddr, r.Host = tc.peer, "localhost"
		if tc.header != "" {
			r.Header.Set(tc.header, tc.line)
		}
		(&proxies{trusted: ours, header: forwardedFor}).see(r)
		if got := Local(r); got != tc.want {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
}
