package livekit

import (
	"net"
	"net/netip"
	"testing"
	"time"

	"github.com/pion/turn/v5"
)

// What is relayed reaches the media server's port and nothing else: neither another port of its machine nor another machine.
func TestRelayLeadsNowhereElse(t *testing.T) {
	listen := func() net.PacketConn {
		conn, err := net.ListenPacket("udp4", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = conn.Close() })
		return conn
	}
	sfu, other := listen(), listen()
	ip := netip.MustParseAddr("127.0.0.1")
	n := network{ip: ip, bind: ip, udp: port(sfu.LocalAddr()), local: true}
	key := turn.GenerateAuthKey("member", "livekit", "secret")
	server, err := newSTUN(&n, func(*turn.RequestAttributes) (string, []byte, bool) { return "member", key, true })
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = server.Close() }()

	address := netip.AddrPortFrom(ip, uint16(n.stun)).String()
	client, err := turn.NewClient(&turn.ClientConfig{
		STUNServerAddr: address, TURNServerAddr: address, Conn: listen(), Username: "member", Password: "secret", Realm: "livekit",
	})
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	if err := client.Listen(); err != nil {
		t.Fatal(err)
	}
	relayed, err := client.Allocate()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = relayed.Close() }()

	if _, err := relayed.WriteTo([]byte("out"), &net.UDPAddr{IP: net.IPv4(192, 0, 2, 1), Port: n.udp}); err == nil {
		t.Error("another machine may be sent to")
	}
	// One path, in order: had the first been relayed, it would have come before the second.
	for _, to := range []net.PacketConn{other, sfu} {
		if _, err := relayed.WriteTo([]byte("in"), to.LocalAddr()); err != nil {
			t.Fatal(err)
		}
	}
	buf := make([]byte, 16)
	_ = sfu.SetReadDeadline(time.Now().Add(10 * time.Second))
	if _, _, err := sfu.ReadFrom(buf); err != nil {
		t.Fatalf("the media server was not reached: %v", err)
	}
	_ = other.SetReadDeadline(time.Now().Add(200 * time.Millisecond))
	if _, from, err := other.ReadFrom(buf); err == nil {
		t.Errorf("another port of the machine was reached from %v", from)
	}
}
