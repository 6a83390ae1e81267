package auth

import (
	"net/http"
	"net/netip"
)

// Peer is the address that a request came from; the zero Addr if it did not come over IP. Behind a proxy it is the proxy's,
// unless the server was told to trust that: then the root handler has put the client's in its place.
func Peer(r *http.Request) netip.Addr {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	return at.Addr().Unmap().WithZone("")
}

// PeerText is Peer as text, empty if there is none.
func PeerText(r *http.Request) string {
	if a := Peer(r); a.IsValid() {
		return a.String()
	}
	return ""
}
