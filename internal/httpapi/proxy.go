package httpapi

import (
	"net/http"
	"net/netip"
	"strings"
)

// proxyHeaders are what proxies add to requests. Without them a request seems to come straight from a client.
var proxyHeaders = []string{forwardedFor, forwardedProto, forwarded, "X-Forwarded-Host", "X-Real-Ip", "Via"}

// proxies puts in place what a proxy in front hides: who the client is and whether it speaks https.
type proxies struct {
	trusted []netip.Prefix
	header  string // where they say it
}

// see makes the request look as if it had come straight from the client. Afterwards RemoteAddr has the client's address
// (with port 0, if a proxy named it), URL.Scheme is http or https, and nothing that a trusted proxy said is left in the
// header. What others say stays there and means nothing but that they were in between, and so does what is said by a trusted
// proxy that names no client.
func (p *proxies) see(r *http.Request) {
	r.URL.Scheme = "http" // a client may have named another one in the request's line
	if r.TLS != nil {
		r.URL.Scheme = "https"
	}
	if len(p.trusted) == 0 {
		return
	}
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil || !p.trusts(at.Addr().Unmap()) {
		return
	}
	var hops []string // the nearest last
	var scheme string
	if p.header == forwarded {
		hops, scheme = readForwarded(r.Header.Values(forwarded))
	} else {
		for _, line := range r.Header.Values(forwardedFor) {
			hops = append(hops, strings.Split(line, ",")...)
		}
		scheme = last(r.Header.Values(forwardedProto))
	}
	if scheme = strings.ToLower(strings.TrimSpace(scheme)); scheme == "http" || scheme == "https" {
		r.URL.Scheme = scheme
	}
	client, known := p.client(hops)
	if !known {
		return
	}
	r.RemoteAddr = netip.AddrPortFrom(client, 0).String()
	for _, name := range proxyHeaders {
		r.Header.Del(name)
	}
}

// client is the hop next to the last proxy that is ours: each proxy adds whom it got the request from, and what stands
// before an address that is not ours could have been written by anybody. Who cannot be read is not passed over.
func (p *proxies) client(hops []string) (client netip.Addr, known bool) {
	for i := len(hops) - 1; i >= 0; i-- {
		hop, ok := parseHop(strings.TrimSpace(hops[i]))
		if !ok {
			return client, known
		}
		client, known = hop, true
		if !p.trusts(hop) {
			return client, known
		}
	}
	return client, known
}

func (p *proxies) trusts(a netip.Addr) bool {
	for _, network := range p.trusted {
		if network.Contains(a) {
			return true
		}
	}
	return false
}

// parseHop reads an address, with or without a port and brackets. Names that hide an address ("unknown", "_x") are none.
func parseHop(text string) (netip.Addr, bool) {
	a, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(text, "["), "]"))
	if err != nil {
		var at netip.AddrPort
		at, err = netip.ParseAddrPort(text)
		a = at.Addr()
	}
	return a.Unmap().WithZone(""), err == nil
}

// readForwarded reads the lines of a Forwarded header (RFC 7239): whom each proxy got the request from, the nearest last,
// and the scheme that the nearest one saw. An element that names nobody is a hop that cannot be read.
func readForwarded(lines []string) (hops []string, scheme string) {
	for _, line := range lines {
		for _, element := range splitQuoted(line, ',') {
			hop, proto := "", ""
			for _, pair := range splitQuoted(element, ';') {
				name, value, _ := strings.Cut(pair, "=")
				switch strings.ToLower(strings.TrimSpace(name)) {
				case "for":
					hop = unquote(strings.TrimSpace(value))
				case "proto":
					proto = unquote(strings.TrimSpace(value))
				}
			}
			hops, scheme = append(hops, hop), proto
		}
	}
	return hops, scheme
}

// splitQuoted splits at a separator that does not stand within quotes.
func splitQuoted(text string, at byte) []string {
	var parts []string
	quoted, begin := false, 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && quoted:
			i++ // whatever comes is meant as it is
		case c == '"':
			quoted = !quoted
		case c == at && !quoted:
			parts, begin = append(parts, text[begin:i]), i+1
		}
	}
	return append(parts, text[begin:])
}

func unquote(text string) string {
	if len(text) < 2 || text[0] != '"' || text[len(text)-1] != '"' {
		return text
	}
	return strings.ReplaceAll(text[1:len(text)-1], `\`, "")
}

// last is the last item of a header that may be a list.
func last(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	line := lines[len(lines)-1]
	return line[strings.LastIndexByte(line, ',')+1:]
}
