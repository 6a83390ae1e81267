package livekit

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/livekit/livekit-server/pkg/routing"
	"github.com/livekit/livekit-server/pkg/service"
	lk "github.com/livekit/protocol/livekit"
	"github.com/pion/turn/v5"

	"ringline/internal/call"
	"ringline/internal/media"
)

// Options are what a server needs from the rest of Ringline.
type Options struct {
	Gate Gate
	// OnEvent hears what LiveKit saw, one event at a time. It must not block. Nil: nobody listens.
	OnEvent func(media.Event)
	// Older are secrets that tickets may be signed with, beside Config.Secret: those of servers that do not have the newest key yet.
	Older []string
	Log   *slog.Logger
}

// Server is a running media server. Make it with [New], then [Server.Run] it.
type Server struct {
	*Tickets

	cfg  Config
	gate Gate
	log  *slog.Logger
	net  network

	rtc     http.Handler // LiveKit's own handler of /rtc
	sockets *service.RTCService
	rooms   *service.RoomManager
	store   *service.LocalStore
	router  routing.Router
	signal  *service.SignalServer
	stun    *turn.Server

	mu       sync.Mutex
	stopping bool
	visits   sync.WaitGroup // requests inside the door
}

// bindAttempts is how often another free port is tried, when one was to be chosen and somebody else took it
// between our look and LiveKit's use.
const bindAttempts = 5

// New binds the ports of a media server and makes it ready. Then Run must be called, and it alone releases them.
func New(cfg Config, opts Options) (*Server, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if opts.Gate == nil || opts.Log == nil {
		return nil, errors.New("livekit: Options need a Gate and a Log")
	}
	if cfg.Secret == "" {
		cfg.Secret = rand.Text() + rand.Text()
	}
	for attempt := 1; ; attempt++ {
		s := &Server{Tickets: cfg.Tickets(opts.Older...), cfg: cfg, gate: opts.Gate, log: opts.Log}
		err := s.assemble(opts)
		if err == nil {
			return s, nil
		}
		chosen := cfg.UDPPort == 0 || cfg.TCPPort == 0 || cfg.STUNPort == 0
		if !chosen || attempt == bindAttempts {
			return nil, fmt.Errorf("start media server: %w", err)
		}
	}
}

// Addrs are where media is expected, for people to read and for firewalls to be opened.
type Addrs struct {
	IP   string // what clients are told
	UDP  int
	TCP  int // 0: off
	STUN int // UDP
}

// Addrs returns the ports as bound.
func (s *Server) Addrs() Addrs {
	return Addrs{IP: s.net.ip.String(), UDP: s.net.udp, TCP: s.net.tcp, STUN: s.net.stun}
}

// Run works until ctx is done. Then it lets nobody in any more, gives participants Config.Drain to leave, disconnects
// the rest, who are told that the server shuts down, and returns when all ports are released.
func (s *Server) Run(ctx context.Context) error {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			s.rooms.CloseIdleRooms()
		case <-ctx.Done():
			return s.stop()
		}
	}
}

// Rooms counts the rooms that are open, also those that nobody is in yet.
func (s *Server) Rooms(ctx context.Context) int {
	all, err := s.store.ListRooms(ctx, nil)
	if err != nil {
		return 0 // cannot fail: they are in memory
	}
	return len(all)
}

// Busy reports whether anybody is in a room here.
func (s *Server) Busy() bool { return s.rooms.HasParticipants() }

// Has reports whether the room of a call is open here.
func (s *Server) Has(ctx context.Context, ref call.Ref) bool {
	return s.rooms.GetRoom(ctx, lk.RoomName(media.RoomName(ref))) != nil
}

func (s *Server) stop() error {
	s.mu.Lock()
	s.stopping = true
	s.mu.Unlock()
	s.router.Drain()
	s.awaitEmpty()

	s.router.Stop()
	err := s.stun.Close()
	s.rooms.Stop()
	s.hangUp()
	s.signal.Stop()
	if err != nil {
		return fmt.Errorf("stop STUN: %w", err)
	}
	return nil
}

// farewell is how long clients get to hear that they were disconnected, before their sockets are cut.
const farewell = time.Second

// hangUp waits for the signalling of participants whose rooms were stopped: it ends once they have been told why.
func (s *Server) hangUp() {
	left := make(chan struct{})
	go func() { s.visits.Wait(); close(left) }()
	patience := time.NewTimer(farewell)
	defer patience.Stop()
	select {
	case <-left:
	case <-patience.C:
		s.sockets.DrainConnections(0, true)
		<-left
	}
}

// awaitEmpty waits for the last participant to leave, at most Config.Drain. LiveKit has nothing to wait on.
func (s *Server) awaitEmpty() {
	deadline := time.NewTimer(s.cfg.Drain)
	defer deadline.Stop()
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for s.Busy() {
		select {
		case <-look.C:
		case <-deadline.C:
			return
		}
	}
}
