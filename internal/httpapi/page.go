package httpapi

import (
	"net/http"
	"strings"
)

// contentPolicy lets a page load only what this server gives it, connect to any media server, and be
// framed by nobody. Styles may be inline because media elements are sized by script.
var contentPolicy = strings.Join([]string{
	"default-src 'self'",
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

// Page adds the headers that every page of ours has: it may use camera and microphone itself, and
// tells other sites nothing.
func Page(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		head := w.Header()
		head.Set("Content-Security-Policy", contentPolicy)
		head.Set("Permissions-Policy", "camera=(self), microphone=(self), display-capture=(self)")
		head.Set("Referrer-Policy", "no-referrer")
		head.Set("X-Content-Type-Options", "nosniff")
		h.ServeHTTP(w, r)
	})
}
