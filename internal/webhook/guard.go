package webhook

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"time"
)

// Resolver finds the addresses of a name; [net.Resolver] is one.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// Dial connects to an address, an IP and a port.
type Dial func(ctx context.Context, network, address string) (net.Conn, error)

// errForbidden is why a receiver is not asked that stands where the operator has not allowed.
var errForbidden = errors.New("the receiver's address is not public, and webhook.allow_networks does not list its network")

// guard connects to public addresses and to networks that the operator allows. A name is resolved once, every address that
// it has is judged, and the very address that was judged is dialled: an answer of DNS that changes in between changes nothing.
type guard struct {
	resolver Resolver
	dial     Dial
	allow    []netip.Prefix
}

// dialContext implements the DialContext of an http.Transport.
func (g *guard) dialContext(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	addrs, err := g.lookUp(ctx, host)
	if err != nil {
		return nil, err
	}
	if err := g.judge(addrs); err != nil {
		return nil, err
	}
	var errs []error
	for i, a := range addrs {
		c, err := g.connect(ctx, network, net.JoinHostPort(a.String(), port), len(addrs)-i)
		if err == nil {
			return c, nil
		}
		errs = append(errs, err)
	}
	return nil, errors.Join(errs...)
}

// judge refuses a name of which one address is not allowed: one that points inside as well as outside is up to something.
func (g *guard) judge(addrs []netip.Addr) error {
	if slices.ContainsFunc(addrs, func(a netip.Addr) bool { return !g.allowed(a) }) {
		return errForbidden
	}
	return nil
}

// mayAsk says why no request would go to a URL. What cannot be looked up now may be later.
func (g *guard) mayAsk(ctx context.Context, address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return nil //nolint:nilerr // no request either, and the one who sends it says why
	}
	addrs, err := g.lookUp(ctx, u.Hostname())
	if err != nil {
		return nil //nolint:nilerr // see above
	}
	return g.judge(addrs)
}

func (g *guard) lookUp(ctx context.Context, host string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a}, nil
	}
	addrs, err := g.resolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return nil, err
	}
	if len(addrs) == 0 {
		return nil, fmt.Errorf("the name %.100q has no address", host)
	}
	for i := range addrs {
		addrs[i] = addrs[i].Unmap()
	}
	return addrs, nil
}

// connect leaves time for the addresses that are still to be tried.
func (g *guard) connect(ctx context.Context, network, address string, left int) (net.Conn, error) {
	if deadline, ok := ctx.Deadline(); ok && left > 1 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Until(deadline)/time.Duration(left))
		defer cancel()
	}
	return g.dial(ctx, network, address)
}

func (g *guard) allowed(a netip.Addr) bool {
	a = a.WithZone("").Unmap()
	return public(a) || slices.ContainsFunc(g.allow, func(p netip.Prefix) bool { return p.Contains(a) })
}

// Networks that are not the public internet (https://www.iana.org/assignments/iana-ipv4-special-registry and its sister for
// IPv6). Of IPv6 everything outside 2000::/3 is none, except where it stands for an IPv4 address.
var (
	special4 = prefixes("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
		"192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4")
	special6  = prefixes("2001::/23", "2001:db8::/32", "3fff::/20")
	global6   = netip.MustParsePrefix("2000::/3")
	nat64     = netip.MustParsePrefix("64:ff9b::/96") // the last 32 bits are an IPv4 address
	sixToFour = netip.MustParsePrefix("2002::/16")    // the next 32 bits are one
)

func prefixes(texts ...string) []netip.Prefix {
	list := make([]netip.Prefix, len(texts))
	for i, text := range texts {
		list[i] = netip.MustParsePrefix(text)
	}
	return list
}

// public reports whether an address is on the internet at large.
func public(a netip.Addr) bool {
	in := func(p netip.Prefix) bool { return p.Contains(a) }
	switch b := a.As16(); {
	case !a.IsValid():
		return false
	case a.Is4():
		return !slices.ContainsFunc(special4, in)
	case nat64.Contains(a):
		return public(netip.AddrFrom4([4]byte(b[12:16])))
	case sixToFour.Contains(a):
		return public(netip.AddrFrom4([4]byte(b[2:6])))
	default:
		return global6.Contains(a) && !slices.ContainsFunc(special6, in)
	}
}

// Inside lists the networks of this machine and its neighbours: what development mode allows.
func Inside() []netip.Prefix {
	return prefixes("127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
}
