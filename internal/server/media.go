package server

import (
	"context"
	"net/http"

	"ringline/internal/control"
	"ringline/internal/httpapi"
	v1 "ringline/internal/httpapi/v1"
	"ringline/internal/media"
	"ringline/internal/media/fleet"
	"ringline/internal/media/livekit"
	"ringline/internal/store/postgres"
	"ringline/internal/tenant"
)

// plane is the media of calls, as far as this server has to do with it.
type plane struct {
	server *livekit.Server
	sink   *media.Sink
	rooms  v1.Rooms     // those of all nodes
	door   http.Handler // of signalling, wherever the room is
	fleet  *fleet.Fleet // nil where there are no other nodes
}

// hosts chooses where the rooms of calls are; neither is anything where there are no other nodes.
func (s *Server) hosts() (control.Hosts, *fleet.Chooser) {
	if !s.members.Shared() {
		return nil, nil
	}
	chooser := fleet.NewChooser(s.members)
	return chooser, chooser
}

// secrets are what tickets or cursors are signed with: the first signs. Servers with a database make them out of the key that they
// are given; one with a file keeps one beside it.
func (s *Server) secrets(purpose, file string) ([]tenant.Secret, error) {
	if s.config.Store.URL != "" {
		return s.keys.Derive(purpose), nil
	}
	secret, _, err := keepSecret(s.config.Data, file)
	return []tenant.Secret{secret}, err
}

// openMedia starts the media server and what repairs it where it drifts from the calls; facts hears what it sees. The sink lets its rooms
// follow them.
func (s *Server) openMedia(store store, facts *media.Facts, chooser *fleet.Chooser) (*plane, error) {
	settings := s.config.Media
	if settings.NodeIP == "" && s.loopback() {
		settings.NodeIP = "127.0.0.1" // who is not reachable for calls need not be for their media
	}
	var older []string
	if settings.Secret == "" {
		all, err := s.secrets("media tickets", "media-secret")
		if err != nil {
			return nil, err
		}
		settings.Secret = string(all[0])
		for _, one := range all[1:] {
			older = append(older, string(one))
		}
	}
	var here media.Here
	if chooser != nil {
		here = fleet.Here(s.members)
	}
	var reconciler *media.Reconciler
	rooms, err := livekit.New(settings, livekit.Options{
		Gate: media.NewGate(s.control).Only(here), Older: older,
		OnEvent: func(e media.Event) {
			reconciler.Notice(e)
			facts.Notice(e)
		},
		Log: s.log,
	})
	if err != nil {
		return nil, err
	}
	s.media = rooms
	sink := media.NewSink(rooms, s.log).Only(here)
	reconciler = media.NewReconciler(rooms, s.control, s.metrics, s.log).Only(here, sink.Lingers)
	s.parts.run("media", rooms.Run)
	s.parts.run("rooms", sink.Run)
	s.parts.run("reconciler", reconciler.Run)
	p := &plane{server: rooms, sink: sink, rooms: rooms, door: rooms.Handler()}
	if shared, ok := store.(*postgres.Store); ok && chooser != nil {
		p.fleet = fleet.New(fleet.Options{
			Chooser: chooser, Server: rooms, Calls: s.control, Store: shared, Sink: sink, Sweep: reconciler.Sweep,
			Keys: s.keys.Derive("nodes"), Log: s.log, Metrics: s.metrics,
		})
		p.rooms, p.door, s.fleet = p.fleet, p.fleet.Door(), p.fleet
		s.parts.run("fleet", p.fleet.Run)
	}
	return p, nil
}

// serveInner opens the door for the other nodes.
func (s *Server) serveInner(f *fleet.Fleet) {
	if s.inner == nil || f == nil {
		return
	}
	s.serve("inner door", httpapi.NewServer(f.Inner(), httpapi.Default(), s.log), s.inner)
}

// giveAway moves the calls whose rooms are here to other nodes.
func (s *Server) giveAway(ctx context.Context) {
	if s.fleet == nil {
		return
	}
	if err := s.fleet.Leave(ctx); err != nil {
		s.log.Warn("media: not all calls were moved to other nodes; they will find them", "error", err)
	}
}
