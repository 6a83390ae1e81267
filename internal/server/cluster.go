package server

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net"
	"slices"
	"time"

	"ringline/client"
	"ringline/internal/cluster"
	"ringline/internal/control"
	"ringline/internal/media/fleet"
	"ringline/internal/rates"
	"ringline/internal/realtime"
	"ringline/internal/redis"
	"ringline/internal/store/postgres"
)

// How often the live calls of all nodes are counted, how often each node looks at what it might not have heard of, and how long a node
// that leaves may take to say so.
const (
	countEvery = 15 * time.Second
	lookEvery  = 30 * time.Second
	sayLeaving = 2 * time.Second
	mostMoving = 12 * time.Second // its calls' rooms go to other nodes: some 6 s of waves, and 5 s for members to be there
	drainOver  = 2 * time.Second  // its clients are sent to the others, a part at a time
	mostDrain  = 5 * time.Second
)

// join makes the server one of the nodes on its database; on a file it is alone. It comes before all that asks for the time.
func (s *Server) join(ctx context.Context, store store) error {
	c := &s.config.Cluster
	shared, ok := store.(*postgres.Store)
	if !ok {
		s.members, s.clock, s.node = cluster.Alone(c.NodeName(), c.Region), control.SteadyClock(), node()
		return nil
	}
	var at net.Addr
	if c.Listen != "" && s.config.Media.Embedded { // nobody has to come here without
		l, err := s.listen(ctx, "cluster.listen", c.Listen)
		if err != nil {
			return err
		}
		s.inner, at = l, l.Addr()
	}
	members, err := cluster.Join(ctx, cluster.Options{
		Store: shared, Name: c.NodeName(), Inner: c.InnerAt(at), Region: c.Region, Version: s.options.Version,
		Single: s.config.Redis.URL == "", Log: s.log, Metrics: s.metrics,
	})
	if err != nil {
		return err
	}
	base := time.Now()
	s.members, s.node = members, members.Self().Name
	s.clock = control.Steady(members.Now(), func() (time.Time, time.Duration) { return members.Now(), time.Since(base) })
	s.parts.run("nodes", members.Run)
	return nil
}

// others tells control whether it may be alone with the deadlines; nil where it is.
func (s *Server) others() func() bool {
	if !s.members.Shared() {
		return nil
	}
	return s.members.Others
}

// duty runs a part on one of the nodes at a time.
func (s *Server) duty(name string, run func(context.Context) error) {
	s.parts.run(name, func(ctx context.Context) error { return s.members.While(ctx, name, run) })
}

// follow has the parts look at what other nodes commit. Nobody depends on hearing of it: each looks by itself as well, now and then.
func (s *Server) follow(store store, rooms *fleet.Fleet) {
	shared, ok := store.(*postgres.Store)
	if !ok || !s.members.Shared() {
		return
	}
	s.members.OnGone(func(string) { s.hooks.Gone() })
	s.parts.run("news", func(ctx context.Context) error {
		return shared.Changes(ctx, func(n postgres.News) {
			switch {
			case n.Missed:
				s.apps.Refresh()
				s.hooks.Look()
				rooms.Missed()
			case n.Apps:
				s.apps.Refresh()
			case n.Webhook != 0:
				s.hooks.Wake(n.Webhook)
			default:
				s.control.Heard(n.Call, n.Version)
				s.hooks.Heard(n.Call, n.Version)
				rooms.Heard(ctx, n.Call)
				s.clients.Heard(n.Call)
			}
		})
	})
	s.parts.run("looks", func(ctx context.Context) error {
		return every(ctx, lookEvery, func() {
			s.apps.Refresh()
			s.hooks.Look()
		})
	})
	s.duty("count", func(ctx context.Context) error {
		defer s.control.Counted(0, 0) // somebody else counts
		return every(ctx, countEvery, func() {
			ringing, connected, err := shared.Count(ctx)
			switch {
			case err == nil:
				s.control.Counted(ringing, connected)
			case ctx.Err() == nil:
				s.log.Warn("cannot count the live calls", slog.Any("error", err))
			}
		})
	})
}

// nodes shows our own API who lives, and what is known of external media servers.
func (s *Server) nodes() []client.Node {
	all := []client.Node{}
	for _, e := range s.external {
		h := e.Host()
		all = append(all, client.Node{Name: h.Name, Kind: client.MediaServer, Region: h.Region, State: client.NodeState(h.State), Load: h.Rooms})
	}
	for _, n := range s.members.Nodes() {
		if n.Version == "" {
			n.Version = s.options.Version // alone, nobody is told
		}
		all = append(all, client.Node{Name: n.Name, Kind: client.RinglineServer, Region: n.Region, State: client.NodeState(n.State), Version: n.Version, Load: n.Load, SeenAt: n.Seen})
	}
	slices.SortFunc(all, func(a, b client.Node) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

// every calls f now, and again and again until ctx is done.
func every(ctx context.Context, d time.Duration, f func()) error {
	t := time.NewTicker(d)
	defer t.Stop()
	for {
		f()
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
		}
	}
}

// link makes what connects the doors of all nodes; nil where there are no others.
func (s *Server) link(store store) (*realtime.Cluster, *redis.Link, error) {
	shared, ok := store.(*postgres.Store)
	if !ok || !s.members.Shared() {
		s.rates = rates.Alone(time.Now)
		return nil, nil, nil
	}
	link, err := redis.New(redis.Options{Config: s.config.Redis, Name: s.node, Log: s.log, Metrics: s.metrics})
	if err != nil {
		return nil, nil, err
	}
	s.rates = rates.Shared(time.Now, link, s.serving)
	return &realtime.Cluster{Peers: link, Members: s.members, Leases: s.members, Calls: shared}, link, nil
}

// serving counts the nodes that serve, between which limits are divided while they cannot hear each other.
func (s *Server) serving() int {
	n := 0
	for _, node := range s.members.Nodes() {
		if node.State == cluster.Serving {
			n++
		}
	}
	return n
}

// heed has the clients' door hear the others, and of those that have gone. The link runs from here on.
func (s *Server) heed(link *redis.Link, clients *realtime.Node) {
	s.clients = clients
	if link == nil {
		return
	}
	link.Hear(clients.Hearer())
	s.members.OnGone(clients.Gone)
	s.parts.run("link", link.Run)
	s.parts.run("rates", s.rates.Run)
}

// leave tells balancers and the other nodes that this one stops, gives them its calls, and has its clients go to them. If another process
// has its name by now, the calls are that one's.
func (s *Server) leave() {
	s.leaving.Store(true)
	replaced := false
	during := func(d time.Duration, f func(context.Context)) {
		ctx, cancel := context.WithTimeout(context.Background(), d)
		defer cancel()
		f(ctx)
	}
	during(sayLeaving, func(ctx context.Context) {
		if err := s.members.Leaving(ctx); err != nil {
			replaced = errors.Is(err, cluster.ErrTaken)
			s.log.Warn("stopping without telling the other nodes", slog.Any("error", err))
		}
	})
	if !s.members.Others() {
		return
	}
	during(s.config.Cluster.Notice, func(ctx context.Context) { <-ctx.Done() }) // who is sent here meanwhile is served
	if !replaced {
		during(mostMoving, s.giveAway)
	}
	during(mostDrain, func(ctx context.Context) { s.clients.Drain(ctx, drainOver) })
}

var errLeaving = errors.New("the server is stopping")

// staying is a check that fails once the server stops, so that it gets no traffic any more.
func (s *Server) staying(context.Context) error {
	if s.leaving.Load() {
		return errLeaving
	}
	return nil
}
