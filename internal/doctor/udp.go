package doctor

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/pion/stun/v3"
	"github.com/pion/turn/v5"

	"ringline/internal/media/livekit"
)

// udpWithin is how long a packet may take there and back on one machine, with some repeats.
const udpWithin = 3 * time.Second

func (p *patient) udp(ctx context.Context) []Finding {
	if !p.Config.Media.Embedded {
		return nil // media is elsewhere
	}
	ip := p.address()
	if !ip.IsValid() {
		return []Finding{fail("media address", "set media.node_ip to the address that clients reach this machine at", "there is none")}
	}
	all := []Finding{judgeAddress(ip, p.Config.Media.NodeIP == "", loopback(p.Config.Listen))}
	if p.running {
		if p.Config.Media.STUNPort == 0 {
			return append(all, warn("UDP", "set media.stun_port to look at it", "could not be checked: the server took a free port"))
		}
		at := netip.AddrPortFrom(ip, uint16(p.Config.Media.STUNPort))
		seen, err := binding(ctx, at)
		return append(all, judgeUDP(fmt.Sprintf("a STUN request to %v", at), seen, err, ours(ip)))
	}
	at := netip.AddrPortFrom(ip, uint16(p.Config.Media.UDPPort))
	seen, err := echo(ctx, p.bind(), at)
	return append(all, judgeUDP(fmt.Sprintf("a packet to %v", at), seen, err, ours(ip)))
}

// judgeAddress looks at what clients are told.
func judgeAddress(ip netip.Addr, guessed, local bool) Finding {
	const check = "media address"
	switch {
	case ip.IsLoopback() && local:
		return ok(check, "%v: only for clients on this machine, as listen is", ip)
	case ip.IsLoopback():
		return warn(check, "set media.node_ip to the address that clients reach this machine at", "%v: media works only on this machine, though listen is open to others", ip)
	case guessed && (ip.IsPrivate() || ip.IsLinkLocalUnicast()):
		return warn(check, "set media.node_ip to the public address if clients come from outside this network",
			"%v, the address of the interface that leads out, is a private one", ip)
	}
	return ok(check, "%v", ip)
}

func judgeUDP(what string, seen netip.AddrPort, err error, ours bool) Finding {
	const check = "UDP"
	switch {
	case err == nil:
		return ok(check, "%s came back, from %v", what, seen)
	case !ours:
		return warn(check, "try it from a client: not every router leads packets back in", "%s did not come back (%v), and the address is a router's", what, err)
	}
	return fail(check, "let UDP in at the firewall of this machine (nft list ruleset, ufw status)", "%s did not come back: %v", what, err)
}

// binding asks a STUN server for our own address.
func binding(ctx context.Context, at netip.AddrPort) (seen netip.AddrPort, err error) {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "udp", at.String())
	if err != nil {
		return seen, err
	}
	defer func() { _ = conn.Close() }()
	request, err := stun.Build(stun.TransactionID, stun.BindingRequest)
	if err != nil {
		return seen, err
	}
	err = exchange(ctx, func() error { _, err := conn.Write(request.Raw); return err }, conn, func(answer []byte) bool {
		m := &stun.Message{Raw: answer}
		if m.Decode() != nil || m.TransactionID != request.TransactionID {
			return false
		}
		var mapped stun.XORMappedAddress
		if mapped.GetFrom(m) != nil {
			return false
		}
		ip, _ := netip.AddrFromSlice(mapped.IP)
		seen = netip.AddrPortFrom(ip.Unmap(), uint16(mapped.Port))
		return true
	})
	return seen, err
}

// echo listens where media will and sends a packet there by the address that clients use.
func echo(ctx context.Context, bind string, at netip.AddrPort) (seen netip.AddrPort, err error) {
	var config net.ListenConfig
	l, err := config.ListenPacket(ctx, "udp", net.JoinHostPort(bind, strconv.Itoa(int(at.Port()))))
	if err != nil {
		return seen, err
	}
	defer func() { _ = l.Close() }()
	if at.Port() == 0 {
		at = netip.AddrPortFrom(at.Addr(), l.LocalAddr().(*net.UDPAddr).AddrPort().Port())
	}
	var d net.Dialer
	out, err := d.DialContext(ctx, "udp", at.String())
	if err != nil {
		return seen, err
	}
	defer func() { _ = out.Close() }()
	text := []byte("ringline doctor " + rand.Text())
	in := listener{l, &seen}
	err = exchange(ctx, func() error { _, err := out.Write(text); return err }, in, func(got []byte) bool { return string(got) == string(text) })
	return seen, err
}

// listener notes who sent the last packet.
type listener struct {
	net.PacketConn
	from *netip.AddrPort
}

func (l listener) Read(b []byte) (int, error) {
	n, from, err := l.ReadFrom(b)
	if a, ok := from.(*net.UDPAddr); ok {
		*l.from = netip.AddrPortFrom(a.AddrPort().Addr().Unmap(), a.AddrPort().Port())
	}
	return n, err
}

// exchange sends until the right answer is there: UDP may lose a packet.
func exchange(ctx context.Context, send func() error, in interface {
	Read([]byte) (int, error)
	SetReadDeadline(time.Time) error
}, right func([]byte) bool,
) error {
	buf := make([]byte, 1500)
	for begun := time.Now(); time.Since(begun) < udpWithin && ctx.Err() == nil; {
		if err := send(); err != nil {
			return err
		}
		if err := in.SetReadDeadline(time.Now().Add(udpWithin / 6)); err != nil {
			return err
		}
		n, err := in.Read(buf)
		if err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
			return err // such as: nobody listens there
		}
		if err == nil && right(buf[:n]) {
			return nil
		}
	}
	return errors.New("no answer")
}

func (p *patient) relay(ctx context.Context) []Finding {
	const check = "relay (TURN)"
	m := &p.Config.Media
	switch {
	case !m.Embedded:
		return nil
	case !m.TURN:
		return []Finding{ok(check, "off")}
	case !p.running || m.STUNPort == 0:
		return []Finding{warn(check, "start the server and run this again, with a fixed media.stun_port", "could not be checked: no server runs, or on a free port")}
	}
	secret := m.Secret
	if secret == "" {
		text, err := os.ReadFile(filepath.Join(p.Config.Data, "media-secret"))
		if err != nil {
			return []Finding{fail(check, "run this as the user that ringline runs as", "%v", err)}
		}
		secret = strings.TrimSpace(string(text))
	}
	at := netip.AddrPortFrom(p.address(), uint16(m.STUNPort))
	relayed, err := allocate(ctx, at, secret)
	return []Finding{judgeRelay(at, relayed, err)}
}

func judgeRelay(at netip.AddrPort, relayed net.Addr, err error) Finding {
	const check = "relay (TURN)"
	if err != nil {
		return fail(check, "look into the server's log, and let UDP in at the firewall", "%v gives no relayed address: %v", at, err)
	}
	return ok(check, "%v relays by %v", at, relayed)
}

// allocate asks a relay for an address, as a client would.
func allocate(ctx context.Context, at netip.AddrPort, secret string) (net.Addr, error) {
	login, err := livekit.RelayLogin(secret)
	if err != nil {
		return nil, err
	}
	var config net.ListenConfig
	family := "udp4" // it decides which kind of address is asked for
	if at.Addr().Is6() {
		family = "udp6"
	}
	conn, err := config.ListenPacket(ctx, family, ":0")
	if err != nil {
		return nil, err
	}
	defer func() { _ = conn.Close() }()
	client, err := turn.NewClient(&turn.ClientConfig{
		TURNServerAddr: at.String(), STUNServerAddr: at.String(), Conn: conn, Username: login.User, Password: login.Password, Realm: login.Realm,
	})
	if err != nil {
		return nil, err
	}
	defer client.Close()
	if err := client.Listen(); err != nil {
		return nil, err
	}
	relayed, err := client.Allocate()
	if err != nil {
		return nil, err
	}
	return relayed.LocalAddr(), relayed.Close()
}
