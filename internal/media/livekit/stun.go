package livekit

import (
	"errors"
	"fmt"
	"net"

	"github.com/livekit/livekit-server/pkg/service"
	"github.com/livekit/protocol/logger"
	"github.com/livekit/protocol/logger/pionlogger"
	"github.com/pion/turn/v5"
)

var errRelayTarget = errors.New("the relay leads to this media server only")

// newSTUN answers STUN requests on n.stun, which it fills in when it was 0, and relays if relay is set.
//
// LiveKit would name public STUN servers of third parties to every client if there were none of our own, even on a
// LAN without a way out. Its own TURN server relays to the whole internet and refuses private addresses; this one
// relays to this media server, wherever it is, and to nothing else.
func newSTUN(n *network, relay turn.AuthHandler) (*turn.Server, error) {
	conn, err := n.listenUDP(n.stun, "STUN", "stun_port")
	if err != nil {
		return nil, err
	}
	n.stun = port(conn.LocalAddr())
	listen := turn.PacketConnConfig{PacketConn: conn}
	if relay != nil {
		listen.RelayAddressGenerator = relayTo(n)
		listen.PermissionHandler = func(_ net.Addr, peer net.IP) bool { return n.isSFU(peer) }
	}
	server, err := turn.NewServer(turn.ServerConfig{
		Realm:             service.LivekitRealm,
		AuthHandler:       relay,
		PacketConnConfigs: []turn.PacketConnConfig{listen},
		LoggerFactory:     pionlogger.NewLoggerFactory(logger.GetLogger()),
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start STUN on port %d: %w", n.stun, err), conn.Close())
	}
	return server, nil
}

func (n *network) isSFU(ip net.IP) bool {
	return ip.Equal(n.ip.AsSlice()) || ip.Equal(n.bind.AsSlice())
}

// relay makes the addresses that clients are relayed from, for UDP to the SFU's port only.
type relay struct {
	turn.RelayAddressGeneratorStatic
	sfu int
}

func relayTo(n *network) *relay {
	return &relay{
		RelayAddressGeneratorStatic: turn.RelayAddressGeneratorStatic{
			RelayAddress: n.ip.AsSlice(),
			Address:      n.bind.String(),
		},
		sfu: n.udp,
	}
}

func (r *relay) AllocatePacketConn(cfg turn.AllocateListenerConfig) (net.PacketConn, net.Addr, error) {
	conn, addr, err := r.RelayAddressGeneratorStatic.AllocatePacketConn(cfg)
	if err != nil {
		return nil, nil, err
	}
	return relayConn{conn, r.sfu}, addr, nil
}

func (r *relay) AllocateListener(turn.AllocateListenerConfig) (net.Listener, net.Addr, error) {
	return nil, nil, errRelayTarget
}

func (r *relay) AllocateConn(turn.AllocateConnConfig) (net.Conn, error) {
	return nil, errRelayTarget
}

type relayConn struct {
	net.PacketConn
	sfu int
}

func (c relayConn) WriteTo(p []byte, to net.Addr) (int, error) {
	if port(to) != c.sfu {
		return 0, errRelayTarget
	}
	return c.PacketConn.WriteTo(p, to)
}
