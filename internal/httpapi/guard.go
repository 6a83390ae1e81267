package httpapi

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"net/netip"
	"strings"

	"ringline/internal/tenant"
)

// Guard lets only those see h who have the token. Without a token: those in private networks and on this machine, if
// private is set; else everybody. Behind a proxy that we do not know everybody would seem to come from a private network, so
// who came through one is not let in either.
func Guard(h http.Handler, token tenant.Secret, private bool) http.Handler {
	want := sha256.Sum256([]byte(token))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case token != "":
			given := sha256.Sum256([]byte(bearer(r)))
			if subtle.ConstantTimeCompare(given[:], want[:]) != 1 {
				w.Header().Set("WWW-Authenticate", "Bearer")
				plain(w, http.StatusUnauthorized, "this needs the token of metrics.token: Authorization: Bearer …\n")
				return
			}
		case private && !near(r):
			plain(w, http.StatusForbidden, "only for private networks: set metrics.token or metrics.listen to read it from elsewhere\n")
			return
		}
		h.ServeHTTP(w, r)
	})
}

func bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

// Local reports whether a request was made on this machine and under a name of this machine, and through no proxy, also none of ours:
// an address that a proxy names has no port, and this machine's own may be a lie of its client.
func Local(r *http.Request) bool {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	return err == nil && at.Port() != 0 && at.Addr().Unmap().IsLoopback() && loopbackHost(r.Host) && near(r)
}

// near reports whether a request came from this machine or a private network, and not through a proxy that we do not know or
// that hides its client: the root handler takes away what one that we know has added.
func near(r *http.Request) bool {
	for _, name := range proxyHeaders {
		if len(r.Header.Values(name)) > 0 {
			return false
		}
	}
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	a := at.Addr().Unmap()
	return err == nil && (a.IsLoopback() || a.IsPrivate() || a.IsLinkLocalUnicast())
}
