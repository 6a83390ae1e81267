package certs

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// redirect sends a browser on to https. The name is the one it asked for, unless that can be none of ours.
func redirect(w http.ResponseWriter, r *http.Request, host, port string) {
	w.Header().Set("Cache-Control", "no-store")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, "this server speaks https only: send it nothing over http", http.StatusForbidden)
		return
	}
	asked := r.Host
	if name, _, err := net.SplitHostPort(asked); err == nil {
		asked = name
	}
	asked = strings.Trim(asked, "[]")
	if _, err := netip.ParseAddr(asked); err != nil && checkHost(strings.ToLower(asked)) != nil && asked != "localhost" {
		asked = host
	}
	if asked == "" {
		http.Error(w, "this server speaks https", http.StatusBadRequest)
		return
	}
	to := *r.URL
	to.Scheme, to.User, to.Host = "https", nil, asked
	if port != "443" {
		to.Host = net.JoinHostPort(asked, port)
	} else if strings.Contains(asked, ":") {
		to.Host = "[" + asked + "]"
	}
	http.Redirect(w, r, to.String(), http.StatusPermanentRedirect)
}
