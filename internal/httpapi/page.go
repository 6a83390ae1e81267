package httpapi

import (
	"io/fs"
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// contentPolicy lets a page load only what this server gives it, connect to any media server, and be
// framed by nobody. Styles may be inline because media elements are sized by script; WebAssembly may be compiled
// because the effects on camera and microphone are, which no more lets a page make scripts of texts.
var contentPolicy = strings.Join([]string{
	"default-src 'self'",
	"script-src 'self' 'wasm-unsafe-eval'",
	"connect-src 'self' http: https: ws: wss:",
	"img-src 'self' data: blob:",
	"media-src 'self' data: blob: mediastream:",
	"style-src 'self' 'unsafe-inline'",
	"worker-src 'self' blob:",
	"base-uri 'none'",
	"form-action 'self'",
	"frame-ancestors 'none'",
	"object-src 'none'",
}, "; ")

// Page adds the headers that every page of ours has: it may use camera and microphone itself, tells other sites
// nothing, and shares neither its window nor its files with them. Origins are those that may load its files.
func Page(h http.Handler, origins []string) http.Handler {
	resources := "same-origin"
	if len(origins) > 0 {
		resources = "cross-origin"
	}
	return CORS(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		head := w.Header()
		head.Set("Content-Security-Policy", contentPolicy)
		head.Set("Permissions-Policy", "camera=(self), microphone=(self), display-capture=(self)")
		head.Set("Referrer-Policy", "no-referrer")
		head.Set("Cross-Origin-Resource-Policy", resources)
		if trustworthy(r) { // browsers complain about it elsewhere
			head.Set("Cross-Origin-Opener-Policy", "same-origin")
		}
		h.ServeHTTP(w, r)
	}), origins)
}

// NewPages serves the web build to browsers, which may keep what it names by its content, and ask again for everything else.
// A folder with a page of its own, such as console, is that page, with a slash at the end or without.
func NewPages(folder fs.FS) (http.Handler, error) {
	files, err := NewFiles(folder, func(name string) bool {
		return strings.HasPrefix(name, "assets/") || strings.HasPrefix(name, "console/assets/")
	})
	if err != nil {
		return nil, err
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if readOnly(w, r) {
			return
		}
		name := strings.TrimPrefix(r.URL.Path, "/")
		if !files.Give(w, r, name) && !files.Give(w, r, strings.TrimSuffix(name, "/")+"/index.html") {
			http.NotFound(w, r)
		}
	}), nil
}

// trustworthy reports whether browsers take the page's origin for one that nobody on the way can pretend to be.
func trustworthy(r *http.Request) bool {
	return r.URL.Scheme == "https" || loopbackHost(r.Host)
}

// loopbackHost reports whether a Host header names this machine as only the machine itself can reach it.
func loopbackHost(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	a, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || err == nil && a.IsLoopback()
}

// API adds the headers of answers that are for programs: nobody keeps them, and a browser that is led to one shows it as
// what it is and runs nothing in it. The handler may say otherwise for a page of its own.
func API(h http.Handler, origins []string) http.Handler {
	return CORS(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		head := w.Header()
		head.Set("Cache-Control", "no-store")
		head.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		head.Set("Referrer-Policy", "no-referrer")
		h.ServeHTTP(w, r)
	}), origins)
}
