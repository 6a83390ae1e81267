package server

import (
	"context"
	"net/http"
	"slices"

	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/httpapi"
	v1 "ringline/internal/httpapi/v1"
	"ringline/internal/media"
	"ringline/internal/media/fleet"
	"ringline/internal/media/livekit"
	"ringline/internal/realtime"
	"ringline/internal/tenant"
)

// plane is the media of calls, as far as this server has to do with it.
type plane struct {
	tickets realtime.Tickets
	sinks   []*media.Sink
	rooms   v1.Rooms     // those of all hosts
	door    http.Handler // of signalling, wherever the room is
	reports http.Handler // of external media servers; nil without
	fleet   *fleet.Fleet // nil where there is one host
}

// hosts chooses where the rooms of calls are; neither is anything where there is but one host, and no call has its room elsewhere.
func (s *Server) hosts(ctx context.Context, store fleet.Store) (control.Hosts, *fleet.Chooser, error) {
	if err := s.openExternal(ctx); err != nil {
		return nil, nil, err
	}
	if !s.members.Shared() && len(s.external) == 0 {
		names, err := store.Hosts(ctx)
		if err != nil {
			return nil, nil, err
		}
		if !slices.ContainsFunc(names, func(name string) bool { return name != "" }) {
			return nil, nil, nil
		}
	}
	outside := make([]fleet.External, len(s.external))
	for i, e := range s.external {
		outside[i] = e
	}
	chooser := fleet.NewChooser(s.members, !s.config.Media.Embedded, outside...)
	return chooser, chooser, nil
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

// openMedia starts the media server and what repairs it where it drifts from the calls, and the same for those that the operator runs; facts
// hears what they see. The sinks let their rooms follow the calls.
func (s *Server) openMedia(store fleet.Store, facts *media.Facts, chooser *fleet.Chooser) (*plane, error) {
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
	p := &plane{}
	p.follow(s, facts)
	options := fleet.Options{
		Chooser: chooser, Tickets: settings.Tickets(older...), Calls: s.control, Store: store, Log: s.log, Metrics: s.metrics,
	}
	for _, sink := range p.sinks {
		options.Outside = append(options.Outside, sink)
	}
	if settings.Embedded {
		if err := s.openEmbedded(p, settings, older, facts, &options); err != nil {
			return nil, err
		}
	}
	if chooser != nil {
		options.Keys = s.keys.Derive("nodes")
		p.fleet = fleet.New(options)
		p.rooms, p.door, p.tickets, s.fleet = p.fleet, p.fleet.Door(), p.fleet, p.fleet
		s.parts.run("fleet", p.fleet.Run)
	}
	return p, nil
}

// openEmbedded starts the media server in this process.
func (s *Server) openEmbedded(p *plane, settings livekit.Config, older []string, facts *media.Facts, o *fleet.Options) error {
	var here media.Here
	if o.Chooser != nil {
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
		return err
	}
	s.media = rooms
	sink := media.NewSink(rooms, s.log).Only(here)
	reconciler = media.NewReconciler(rooms, s.control, s.metrics, s.log).With(sink)
	s.parts.run("media", rooms.Run)
	s.parts.run("rooms", sink.Run)
	s.parts.run("reconciler", reconciler.Run)
	p.sinks = append(p.sinks, sink)
	p.rooms, p.door, p.tickets = rooms, rooms.Handler(), embedded{rooms}
	o.Server, o.Sink, o.Sweep = rooms, sink, reconciler.Sweep
	return nil
}

// embedded makes tickets where all rooms are here.
type embedded struct{ *livekit.Server }

// Ticket makes one.
func (e embedded) Ticket(_ context.Context, c *call.Call, user call.UserID, device call.DeviceID) (media.Ticket, error) {
	return e.Server.Ticket(c.Ref(), user, device)
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
