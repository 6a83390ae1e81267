package livekit

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"syscall"
)

// network is where media goes: what clients are told, and what is bound.
type network struct {
	ip    netip.Addr // told to clients
	bind  netip.Addr // bound on this machine; unspecified when ip is a router's, mapped to any of ours
	udp   int
	tcp   int // 0 is off
	stun  int
	local bool // media never leaves this machine
}

// newNetwork finds out where to listen and makes sure that it is free there.
func newNetwork(cfg Config) (network, error) {
	n := network{udp: cfg.UDPPort, tcp: cfg.TCPPort, stun: cfg.STUNPort}
	if n.ip = cfg.Address(); !n.ip.IsValid() {
		return network{}, errors.New("media.node_ip is not an address")
	}
	n.local = n.ip.IsLoopback()
	n.bind = netip.IPv4Unspecified()
	if n.ip.Is6() {
		n.bind = netip.IPv6Unspecified()
	}
	if n.local || isOurs(n.ip) {
		n.bind = n.ip
	}

	udp, err := n.listenUDP(cfg.UDPPort, "media", "udp_port")
	if err != nil {
		return network{}, err
	}
	n.udp = port(udp.LocalAddr())
	if err := udp.Close(); err != nil {
		return network{}, fmt.Errorf("close UDP port %d: %w", n.udp, err)
	}

	if cfg.TCPPort == Off || n.local {
		n.tcp = 0
		return n, nil
	}
	tcp, err := net.Listen("tcp", net.JoinHostPort("", strconv.Itoa(cfg.TCPPort)))
	if err != nil {
		return network{}, portError(err, "TCP", "", cfg.TCPPort, "media over TCP", "tcp_port", ", or to -1 to do without")
	}
	n.tcp = port(tcp.Addr())
	if err := tcp.Close(); err != nil {
		return network{}, fmt.Errorf("close TCP port %d: %w", n.tcp, err)
	}
	return n, nil
}

func (n *network) listenUDP(port int, what, setting string) (net.PacketConn, error) {
	conn, err := net.ListenPacket("udp", netip.AddrPortFrom(n.bind, uint16(port)).String())
	if err != nil {
		return nil, portError(err, "UDP", n.bind.String(), port, what, setting, "")
	}
	return conn, nil
}

// portError says which port is the trouble, and which setting helps.
func portError(err error, proto, ip string, port int, what, setting, or string) error {
	hint := ""
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		hint = fmt.Sprintf(": another program has that port, perhaps another Ringline; stop it, or set media.%s to a free port, to 0 to have one chosen%s", setting, or)
	case errors.Is(err, syscall.EACCES):
		hint = fmt.Sprintf(": ports below 1024 need a privilege; set media.%s to a higher one", setting)
	}
	return fmt.Errorf("listen for %s on %s %s%s: %w", what, proto, net.JoinHostPort(ip, strconv.Itoa(port)), hint, err)
}

func port(a net.Addr) int {
	switch a := a.(type) {
	case *net.UDPAddr:
		return a.Port
	case *net.TCPAddr:
		return a.Port
	}
	return 0
}

// outboundIP is the address of the interface that leads out: of the default route, else of any interface,
// else loopback, on a machine without a network. Nothing is sent.
func outboundIP() netip.Addr {
	// 192.0.2.1 is documentation's own address (RFC 5737): any route to it is the default route.
	somewhere := net.UDPAddrFromAddrPort(netip.MustParseAddrPort("192.0.2.1:9"))
	if conn, err := net.DialUDP("udp", nil, somewhere); err == nil {
		defer func() { _ = conn.Close() }()
		if a, ok := conn.LocalAddr().(*net.UDPAddr); ok {
			if ip := a.AddrPort().Addr().Unmap(); !ip.IsUnspecified() {
				return ip
			}
		}
	}
	for _, ip := range ourIPs() {
		if ip.Is4() && !ip.IsLoopback() && !ip.IsLinkLocalUnicast() {
			return ip
		}
	}
	return netip.AddrFrom4([4]byte{127, 0, 0, 1})
}

func isOurs(ip netip.Addr) bool {
	for _, our := range ourIPs() {
		if our == ip {
			return true
		}
	}
	return false
}

// ourIPs lists the addresses of this machine's interfaces; none if the system does not say.
func ourIPs() []netip.Addr {
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	var ips []netip.Addr
	for _, a := range addrs {
		if n, ok := a.(*net.IPNet); ok {
			if ip, ok := netip.AddrFromSlice(n.IP); ok {
				ips = append(ips, ip.Unmap())
			}
		}
	}
	return ips
}
