package httpapi

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
)

func networks(t testing.TB, list ...string) []netip.Prefix {
	t.Helper()
	var all []netip.Prefix
	for _, text := range list {
		p, err := netip.ParsePrefix(text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}

// What a header says counts only if a proxy of ours wrote it.
func TestProxies(t *testing.T) {
	ours := networks(t, "10.0.0.0/8", "127.0.0.1/32", "fd00::/8")
	for name, tc := range map[string]struct {
		header string
		peer   string
		lines  []string // Name: value
		remote string   // empty: as it came
		scheme string
	}{
		"no proxy":               {peer: "198.51.100.7:4000", scheme: "http"},
		"one proxy":              {peer: "10.0.0.1:4000", lines: []string{"X-Forwarded-For: 198.51.100.7", "X-Forwarded-Proto: https"}, remote: "198.51.100.7:0", scheme: "https"},
		"two proxies":            {peer: "10.0.0.1:4000", lines: []string{"X-Forwarded-For: 198.51.100.7, 10.0.0.2"}, remote: "198.51.100.7:0", scheme: "http"},
		"two lines":              {peer: "10.0.0.1:4000", lines: []string{"X-Forwarded-For: 198.51.100.7", "X-Forwarded-For: 10.0.0.2"}, remote: "198.51.100.7:0", scheme: "http"},
		"the client is near":     {peer: "10.0.0.1:4000", lines: []string{"X-Forwarded-For: 10.0.0.9"}, remote: "10.0.0.9:0", scheme: "http"},
		"IPv6":                   {peer: "[fd00::1]:4000", lines: []string{"X-Forwarded-For: 2001:db8::7"}, remote: "[2001:db8::7]:0", scheme: "http"},
		"IPv6 with a port":       {peer: "[fd00::1]:4000", lines: []string{"X-Forwarded-For: [2001:db8::7]:99"}, remote: "[2001:db8::7]:0", scheme: "http"},
		"IPv4 with a port":       {peer: "10.0.0.1:4000", lines: []string{"X-Forwarded-For: 198.51.100.7:99"}, remote: "198.51.100.7:0", scheme: "http"},
		"mapped":                 {peer: "[::ffff:10.0.0.1]:4000", lines: []string{"X-Forwarded-For: ::ffff:198.51.100.7"}, remote: "198.51.100.7:0", scheme: "http"},
		"a proxy that says less": {peer: "10.0.0.1:4000", scheme: "http"},

		// Hostile ones.
		"a stranger speaks":         {peer: "198.51.100.7:4000", lines: []string{"X-Forwarded-For: 127.0.0.1", "X-Forwarded-Proto: https", "Forwarded: for=127.0.0.1;proto=https"}, scheme: "http"},
		"the client lies before us": {peer: "10.0.0.1:4000", lines: []string{"X-Forwarded-For: 127.0.0.1, 203.0.113.5, 198.51.100.7"}, remote: "198.51.100.7:0", scheme: "http"},
		"in a line of its own":      {peer: "10.0.0.1:4000", lines: []string{"X-Forwarded-For: 127.0.0.1", "X-Forwarded-For: 198.51.100.7"}, remote: "198.51.100.7:0", scheme: "http"},
		"not an address":            {peer: "10.0.0.1:4000", lines: []string{"X-Forwarded-For: 127.0.0.1, <script>"}, scheme: "http"},
		"nothing":                   {peer: "10.0.0.1:4000", lines: []string{"X-Forwarded-For: "}, scheme: "http"},
		"unknown behind a proxy":    {peer: "10.0.0.1:4000", lines: []string{"X-Forwarded-For: 127.0.0.1, unknown, 10.0.0.2"}, remote: "10.0.0.2:0", scheme: "http"},
		"many commas":               {peer: "10.0.0.1:4000", lines: []string{"X-Forwarded-For: " + strings.Repeat(",", 30_000)}, scheme: "http"},
		"a long chain":              {peer: "10.0.0.1:4000", lines: []string{"X-Forwarded-For: 1.2.3.4" + strings.Repeat(", 10.0.0.1", 3000)}, remote: "1.2.3.4:0", scheme: "http"},
		"another scheme":            {peer: "10.0.0.1:4000", lines: []string{"X-Forwarded-For: 198.51.100.7", "X-Forwarded-Proto: javascript"}, remote: "198.51.100.7:0", scheme: "http"},
		"the last scheme counts":    {peer: "10.0.0.1:4000", lines: []string{"X-Forwarded-For: 198.51.100.7", "X-Forwarded-Proto: https", "X-Forwarded-Proto: https, HTTP"}, remote: "198.51.100.7:0", scheme: "http"},
		"the header not agreed on":  {peer: "10.0.0.1:4000", lines: []string{"Forwarded: for=127.0.0.1;proto=https"}, scheme: "http"},
		"a zone":                    {peer: "10.0.0.1:4000", lines: []string{"X-Forwarded-For: fe80::1%eth0"}, remote: "[fe80::1]:0", scheme: "http"},

		"Forwarded":              {header: forwarded, peer: "10.0.0.1:4000", lines: []string{`Forwarded: for=198.51.100.7;proto=https;by=10.0.0.1`}, remote: "198.51.100.7:0", scheme: "https"},
		"Forwarded twice":        {header: forwarded, peer: "10.0.0.1:4000", lines: []string{`Forwarded: for=127.0.0.1, For="198.51.100.7:99";Proto=HTTPS`, `Forwarded: for=10.0.0.2;proto=http`}, remote: "198.51.100.7:0", scheme: "http"},
		"Forwarded IPv6":         {header: forwarded, peer: "10.0.0.1:4000", lines: []string{`Forwarded: for="[2001:db8::7]:99"`}, remote: "[2001:db8::7]:0", scheme: "http"},
		"Forwarded hides it":     {header: forwarded, peer: "10.0.0.1:4000", lines: []string{`Forwarded: for=127.0.0.1, for=_hidden;proto=https`}, scheme: "https"},
		"Forwarded names none":   {header: forwarded, peer: "10.0.0.1:4000", lines: []string{`Forwarded: for=127.0.0.1, by=10.0.0.1`}, scheme: "http"},
		"Forwarded in quotes":    {header: forwarded, peer: "10.0.0.1:4000", lines: []string{`Forwarded: host="a,for=127.0.0.1;";for=198.51.100.7`}, remote: "198.51.100.7:0", scheme: "http"},
		"Forwarded never ends":   {header: forwarded, peer: "10.0.0.1:4000", lines: []string{`Forwarded: for="198.51.100.7`}, scheme: "http"},
		"the other one, spoofed": {header: forwarded, peer: "10.0.0.1:4000", lines: []string{"X-Forwarded-For: 127.0.0.1", "X-Forwarded-Proto: https"}, scheme: "http"},
	} {
		t.Run(name, func(t *testing.T) {
			p := proxies{trusted: ours, header: forwardedFor}
			if tc.header != "" {
				p.header = tc.header
			}
			r := httptest.NewRequest(http.MethodGet, "https://chosen.example/x", nil) // the line names a scheme
			r.TLS = nil
			r.RemoteAddr = tc.peer
			for _, line := range tc.lines {
				name, value, _ := strings.Cut(line, ": ")
				r.Header.Add(name, value)
			}
			p.see(r)
			want := tc.remote
			if want == "" {
				want = tc.peer
			}
			if r.RemoteAddr != want || r.URL.Scheme != tc.scheme {
				t.Errorf("%s over %s, want %s over %s", r.RemoteAddr, r.URL.Scheme, want, tc.scheme)
			}
		})
	}
}

// Whoever has no proxy trusts nobody.
func TestNoProxyIsTrustedByDefault(t *testing.T) {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.RemoteAddr = "127.0.0.1:1"
	r.Header.Set(forwardedFor, "198.51.100.7")
	(&proxies{header: forwardedFor}).see(r)
	if r.RemoteAddr != "127.0.0.1:1" || r.Header.Get(forwardedFor) == "" {
		t.Errorf("%s %v", r.RemoteAddr, r.Header)
	}
}

// However the header looks, the address is one that the nearest proxies named, or theirs.
func FuzzProxies(f *testing.F) {
	for _, seed := range []string{"1.2.3.4", "for=1.2.3.4;proto=https", `for="[::1]:9", for=10.0.0.1`, ",,;;\"\\", "1.2.3.4,10.0.0.1"} {
		f.Add(seed)
	}
	ours := networks(f, "10.0.0.0/8")
	f.Fuzz(func(t *testing.T, text string) {
		for _, header := range []string{forwardedFor, forwarded} {
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.RemoteAddr = "10.0.0.1:1"
			r.Header[header] = []string{text, "198.51.100.7"}
			if header == forwarded {
				r.Header[header][1] = "for=198.51.100.7"
			}
			(&proxies{trusted: ours, header: header}).see(r)
			if r.RemoteAddr != "198.51.100.7:0" {
				t.Errorf("%s %q: %s", header, text, r.RemoteAddr)
			}
			if _, err := netip.ParseAddrPort(r.RemoteAddr); err != nil || r.URL.Scheme != "http" && r.URL.Scheme != "https" {
				t.Errorf("%s %q: %s, %s", header, text, r.RemoteAddr, r.URL.Scheme)
			}
			one := httptest.NewRequest(http.MethodGet, "/", nil)
			one.RemoteAddr = "10.0.0.1:1"
			one.Header[header] = []string{text}
			(&proxies{trusted: ours, header: header}).see(one)
			if _, err := netip.ParseAddrPort(one.RemoteAddr); err != nil {
				t.Errorf("%s %q: %v", header, text, err)
			}
		}
	})
}
