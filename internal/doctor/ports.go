package doctor

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"syscall"
)

// port is one that the server opens.
type port struct {
	network string // tcp or udp
	address string
	setting string
}

// ports lists what the settings open; 0 is whatever is free.
func (p *patient) list() []port {
	c := &p.Config
	all := []port{{"tcp", c.Listen, "listen"}}
	if c.TLS.Redirect != "" {
		all = append(all, port{"tcp", c.TLS.Redirect, "tls.redirect"})
	}
	if c.Metrics.Listen != "" {
		all = append(all, port{"tcp", c.Metrics.Listen, "metrics.listen"})
	}
	if !c.Media.Embedded {
		return all
	}
	if c.Cluster.Listen != "" {
		all = append(all, port{"tcp", c.Cluster.Listen, "cluster.listen"})
	}
	bind := p.bind()
	at := func(n int) string { return net.JoinHostPort(bind, strconv.Itoa(n)) }
	all = append(all, port{"udp", at(c.Media.UDPPort), "media.udp_port"}, port{"udp", at(c.Media.STUNPort), "media.stun_port"})
	if c.Media.TCPPort >= 0 && !p.address().IsLoopback() {
		all = append(all, port{"tcp", net.JoinHostPort("", strconv.Itoa(c.Media.TCPPort)), "media.tcp_port"})
	}
	return all
}

func (p *patient) ports(ctx context.Context) []Finding {
	var all []Finding
	for _, one := range p.list() {
		all = append(all, judgePort(one, try(ctx, one), p.running))
	}
	return all
}

// try opens a port and closes it again.
func try(ctx context.Context, p port) error {
	var config net.ListenConfig
	if p.network == "udp" {
		conn, err := config.ListenPacket(ctx, "udp", p.address)
		if err == nil {
			err = conn.Close()
		}
		return err
	}
	l, err := config.Listen(ctx, "tcp", p.address)
	if err == nil {
		err = l.Close()
	}
	return err
}

func judgePort(p port, err error, running bool) Finding {
	check := fmt.Sprintf("port %s", p.setting)
	name := fmt.Sprintf("%s %s", p.network, p.address)
	_, number, _ := net.SplitHostPort(p.address)
	switch {
	case number == "0":
		return ok(check, "%s: the server takes a free one", name)
	case err == nil && running:
		return warn(check, "restart the server, or name its configuration with --config", "%s is free, though a server runs: it was started with other settings", name)
	case err == nil:
		return ok(check, "%s is free", name)
	case errors.Is(err, syscall.EADDRINUSE) && running:
		return ok(check, "%s is held, and a server runs", name)
	case errors.Is(err, syscall.EADDRINUSE):
		return fail(check, "stop the program that has it (ss -lntup shows which), or set "+p.setting, "%s is held by another program", name)
	case errors.Is(err, syscall.EACCES):
		return fail(check, "give the server CAP_NET_BIND_SERVICE, as our systemd unit does, or choose a port from 1024", "%s may not be opened by this user", name)
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return fail(check, "set "+p.setting+" to an address of this machine, or leave its host out", "%s: this machine has no such address", name)
	}
	return fail(check, "set "+p.setting, "%s: %v", name, err)
}

// address is what clients are told to send media to, as the server works it out.
func (p *patient) address() netip.Addr {
	if p.Config.Media.NodeIP == "" && loopback(p.Config.Listen) {
		return netip.AddrFrom4([4]byte{127, 0, 0, 1})
	}
	return p.Config.Media.Address()
}

func loopback(listen string) bool {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// bind is where media listens on this machine: at that address, or everywhere if a router has it.
func (p *patient) bind() string {
	if a := p.address(); ours(a) {
		return a.String()
	} else if a.Is6() {
		return "::"
	}
	return "0.0.0.0"
}

// ours reports whether this machine has an address.
func ours(a netip.Addr) bool {
	if a.IsLoopback() {
		return true
	}
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		return false
	}
	for _, n := range addrs {
		if ip, err := netip.ParsePrefix(n.String()); err == nil && ip.Addr().Unmap() == a {
			return true
		}
	}
	return false
}
