package cells

import (
	"net/http"
	"net/netip"
	"sync"
)

// How many requests may be under way to one cell, and how many of them from one client.
const (
	mostUnderway = 256
	mostOfOne    = 64
)

// places are those of requests that are under way to a cell. It remembers only who has one.
type places struct {
	mu    sync.Mutex
	taken int
	by    map[netip.Prefix]int
}

func newPlaces() *places { return &places{by: map[netip.Prefix]int{}} }

// enter takes a place, or reports that there is none.
func (p *places) enter(client netip.Prefix) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.taken >= mostUnderway || p.by[client] >= mostOfOne {
		return false
	}
	p.taken++
	p.by[client]++
	return true
}

func (p *places) leave(client netip.Prefix) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.taken--
	if p.by[client]--; p.by[client] == 0 {
		delete(p.by, client)
	}
}

// clientOf is whose address a request came from: of IPv6 the network, since one has many.
func clientOf(r *http.Request) netip.Prefix {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Prefix{} // over no network: all are one
	}
	addr, bits := at.Addr().Unmap().WithZone(""), 32
	if addr.Is6() {
		bits = 64
	}
	client, _ := addr.Prefix(bits) // of so many there is one
	return client
}
