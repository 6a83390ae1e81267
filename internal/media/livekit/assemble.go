package livekit

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"sync"

	"github.com/livekit/livekit-server/pkg/config"
	"github.com/livekit/livekit-server/pkg/routing"
	"github.com/livekit/livekit-server/pkg/service"
	"github.com/livekit/livekit-server/pkg/telemetry"
	"github.com/livekit/livekit-server/pkg/telemetry/prometheus"
	"github.com/livekit/protocol/auth"
	lk "github.com/livekit/protocol/livekit"
	"github.com/livekit/protocol/logger"
	"github.com/livekit/protocol/rpc"
	"github.com/livekit/protocol/utils"
	"github.com/livekit/psrpc"
	"github.com/pion/turn/v5"
)

// Seconds after which LiveKit closes a room by itself that nobody entered, or that everybody left.
// Whoever comes later gets a new one, see [Server.admit].
const (
	EmptySeconds     = 60
	DepartureSeconds = 20
)

// oncePerProcess guards LiveKit's global logger, which its goroutines read without a lock, also those of a server that
// was stopped. LiveKit guards its metrics the same way.
var oncePerProcess sync.Once

// assemble builds the server, in the order of LiveKit's wire_gen.go.
func (s *Server) assemble(opts Options) (err error) {
	level, err := logLevel(s.cfg.LogLevel)
	if err != nil {
		return err
	}
	oncePerProcess.Do(func() { config.SetLogger(logBridge{log: opts.Log, min: level}) })
	if s.net, err = newNetwork(s.cfg); err != nil {
		return err
	}

	keys := auth.NewFileBasedKeyProviderFromMap(map[string]string{apiKey: s.Secret})
	turnAuth := service.NewTURNAuthHandler(keys)
	var relay turn.AuthHandler
	if s.cfg.TURN {
		relay = turnAuth.HandleAuth
	}
	if s.stun, err = newSTUN(&s.net, relay); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.stun.Close())
		}
	}()

	conf, err := s.livekitConfig()
	if err != nil {
		return err
	}
	node, err := routing.NewLocalNode(conf)
	if err != nil {
		return fmt.Errorf("describe node: %w", err)
	}
	if err := prometheus.Init(string(node.NodeID()), lk.NodeType_SERVER); err != nil {
		return fmt.Errorf("start LiveKit's metrics: %w", err)
	}

	bus := psrpc.NewLocalMessageBus()
	signalClient, err := routing.NewSignalClient(node.NodeID(), bus, conf.SignalRelay)
	if err != nil {
		return fmt.Errorf("make signal client: %w", err)
	}
	params := rpc.NewClientParams(conf.PSRPC, bus, logger.GetLogger(), rpc.PSRPCMetricsObserver{})
	roomClient, err := routing.NewRoomManagerClient(params, conf.Room)
	if err != nil {
		return fmt.Errorf("make room client: %w", err)
	}
	s.router = routing.NewLocalRouter(node, signalClient, roomClient, conf.NodeStats)
	s.store = service.NewLocalStore()
	allocator, err := service.NewRoomAllocator(conf, s.router, s.store)
	if err != nil {
		return fmt.Errorf("make room allocator: %w", err)
	}
	watch := telemetry.NewTelemetryService(notifier{opts.OnEvent}, telemetry.NewAnalyticsService(conf, node))
	s.sockets = service.NewRTCService(conf, allocator, s.router, watch)
	s.rooms, err = service.NewLocalRoomManager(conf, s.store, node, s.router, allocator, watch,
		nil, nil, nil, // no agents, no egress
		utils.NewDefaultTimedVersionGenerator(), turnAuth, bus, nil)
	if err != nil {
		return fmt.Errorf("make room manager: %w", err)
	}
	if s.signal, err = service.NewDefaultSignalServer(node, bus, conf.SignalRelay, s.router, s.rooms); err != nil {
		s.rooms.Stop()
		return fmt.Errorf("make signal server: %w", err)
	}
	if err := s.start(); err != nil {
		s.rooms.Stop()
		s.signal.Stop()
		return err
	}
	mux := http.NewServeMux()
	s.sockets.SetupRoutes(mux)
	s.rtc = mux
	return nil
}

func (s *Server) start() error {
	if err := s.router.Start(); err != nil {
		return fmt.Errorf("start router: %w", err)
	}
	if err := s.signal.Start(); err != nil {
		return fmt.Errorf("start signal server: %w", err)
	}
	return nil
}

// livekitConfig is LiveKit's configuration for what was bound.
func (s *Server) livekitConfig() (*config.Config, error) {
	// Address and port go in first: LiveKit looks for its own when it does not find them.
	conf, err := config.NewConfig(fmt.Sprintf("rtc: {node_ip: %q, udp_port: %d}", s.net.ip, s.net.udp), true, nil, nil)
	if err != nil {
		return nil, fmt.Errorf("make LiveKit's configuration: %w", err)
	}
	conf.Keys = map[string]string{apiKey: s.Secret}
	conf.Development = s.net.local // spares the advice about the kernel's buffers

	// Rooms are ours to make: a client's ticket must not bring one back.
	conf.Room.AutoCreate = false
	conf.Room.EmptyTimeout = EmptySeconds
	conf.Room.DepartureTimeout = DepartureSeconds

	rtc := &conf.RTC
	rtc.TCPPort = uint32(s.net.tcp)
	rtc.EnableLoopbackCandidate = s.net.local
	if !s.net.bind.IsUnspecified() {
		only := s.net.bind.Unmap()
		prefix, _ := only.Prefix(only.BitLen())
		rtc.IPs.Includes = []string{prefix.String()}
	}

	// One of the two must be set, or LiveKit names third parties.
	if s.cfg.TURN {
		conf.TURN.Enabled = true
		conf.TURN.UDPPort = s.net.stun
	} else {
		rtc.STUNServers = []string{net.JoinHostPort(s.net.ip.String(), strconv.Itoa(s.net.stun))}
	}
	return conf, nil
}
