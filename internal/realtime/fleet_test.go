package realtime

import (
	"context"
	"errors"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"ringline/internal/auth"
	"ringline/internal/call"
	"ringline/internal/cluster"
	"ringline/internal/control"
	"ringline/internal/redis"
	"ringline/internal/redis/redistest"
	"ringline/internal/store/memory"
	"ringline/internal/tenant"
)

// fleet is several nodes on one store and one Redis.
type fleet struct {
	t     testing.TB
	store *memory.Store
	redis *redistest.Server
	nodes []*member
}

// member is a node of a fleet.
type member struct {
	*world
	name    string
	rows    *shaky
	members *cluster.Members
	link    *redis.Link
}

// shaky is a store of nodes and leases that can be away, for one node.
type shaky struct {
	cluster.Store
	away   atomic.Bool // altogether
	noKeep atomic.Bool // for new rows
}

var errShaky = errors.New("the store is away")

func (s *shaky) Beat(ctx context.Context, me cluster.Node) ([]cluster.Node, time.Time, error) {
	if s.away.Load() {
		return nil, time.Time{}, errShaky
	}
	return s.Store.Beat(ctx, me)
}

func (s *shaky) Leave(ctx context.Context, me cluster.Node) error {
	if s.away.Load() {
		return errShaky
	}
	return s.Store.Leave(ctx, me)
}

func (s *shaky) KeepLeases(ctx context.Context, node string, leases []cluster.Lease) error {
	if s.away.Load() || s.noKeep.Load() {
		return errShaky
	}
	return s.Store.KeepLeases(ctx, node, leases)
}

func (s *shaky) DropLeases(ctx context.Context, node string, leases []cluster.Lease) error {
	if s.away.Load() {
		return errShaky
	}
	return s.Store.DropLeases(ctx, node, leases)
}

func (s *shaky) KeepsLease(ctx context.Context, node string, lease cluster.Lease) (bool, error) {
	if s.away.Load() {
		return false, errShaky
	}
	return s.Store.KeepsLease(ctx, node, lease)
}

func (s *shaky) TakeLeases(ctx context.Context, from, to string) ([]cluster.Lease, error) {
	if s.away.Load() {
		return nil, errShaky
	}
	return s.Store.TakeLeases(ctx, from, to)
}

// newFleet starts nodes that know each other.
func newFleet(t testing.TB, config Config, names ...string) *fleet {
	t.Helper()
	f := &fleet{t: t, store: memory.New(), redis: redistest.New(t)}
	for _, name := range names {
		f.add(config, name)
	}
	for _, m := range f.nodes {
		eventually(t, m.name+" knows the others", func() bool {
			return m.link.Whole() && len(m.link.Peers()) == len(names)-1 && len(m.members.Nodes()) == len(names)
		})
	}
	return f
}

func (f *fleet) add(config Config, name string) *member {
	f.t.Helper()
	m := &member{world: &world{t: f.t, apps: testApps(f.t), metrics: prometheus.NewRegistry()}, name: name, rows: &shaky{Store: f.store}}
	check := func(err error) {
		f.t.Helper()
		if err != nil {
			f.t.Fatal(err)
		}
	}
	var err error
	m.members, err = cluster.Join(f.t.Context(), cluster.Options{Store: m.rows, Name: name})
	check(err)
	settings := redis.Default()
	settings.URL = tenant.Secret(f.redis.URL())
	m.link, err = redis.New(redis.Options{Config: settings, Name: name, Metrics: m.metrics})
	check(err)
	sink := &sinks{}
	now := m.members.Now
	m.calls = control.New(control.Options{Store: f.store, Apps: m.apps, Sink: sink, Now: now})
	m.node, err = New(Options{
		Config: config, Calls: m.calls, Apps: m.apps, Sigs: auth.NewVerifier(time.Now), Tickets: tickets{},
		Profiles: f.store, Records: f.store, Reports: written{f.store}, Now: now, Metrics: m.metrics,
		Cluster: &Cluster{Peers: m.link, Members: m.members, Leases: m.members, Calls: f.store},
	})
	check(err)
	sink.Sink = m.node
	m.link.Hear(m.node.Hearer())
	m.members.OnGone(m.node.Gone)
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	for _, run := range []func(context.Context) error{m.calls.Run, m.node.Run, m.link.Run, m.members.Run} {
		running.Go(func() {
			if err := run(ctx); err != nil {
				f.t.Error(err)
			}
		})
	}
	m.http = httptest.NewServer(m.node)
	m.stop = sync.OnceFunc(func() {
		cancel()
		running.Wait()
		m.http.Close()
	})
	f.t.Cleanup(m.stop)
	eventually(f.t, "the node runs", m.node.sockets.open)
	f.nodes = append(f.nodes, m)
	return m
}

// die ends a node, which writes nothing more. Its clients cannot reach it.
func (m *member) die(clients ...*client) {
	for _, c := range clients {
		c.wire.cut()
	}
	m.rows.away.Store(true)
	m.stop()
}

// moves breaks a client's connection and leads it to another node.
func (c *client) moves(to *member) {
	c.t.Helper()
	c.wire.cut()
	c.comesTo(to)
}

// comesTo connects a client whose wire is cut to a node.
func (c *client) comesTo(to *member) {
	c.t.Helper()
	c.await("noticed", func() bool { return c.login == nil })
	c.wire.lead(to.world)
	c.wire.mend()
	c.await("connected again", func() bool { return c.login != nil })
}

// talk starts a call that is answered.
func talk(caller, callee *client) call.ID {
	caller.t.Helper()
	id := caller.start(callee.user)
	callee.rings(id)
	callee.must("call.accept", actData{Call: id})
	caller.await("answered", func() bool { return caller.calls[id] != nil && caller.calls[id].AnsweredAt > 0 })
	return id
}

func (f *fleet) live(id call.ID) bool {
	f.t.Helper()
	c, err := f.nodes[0].calls.Load(context.Background(), call.Ref{App: app1, ID: id})
	if err != nil {
		f.t.Fatal(err)
	}
	return c.Live()
}

// keeper says which node keeps a device.
func (f *fleet) keeper(user call.UserID, device call.DeviceID) string {
	for _, m := range f.nodes {
		if mine, _ := f.store.KeepsLease(context.Background(), m.name, cluster.Lease{App: app1, User: user, Device: device}); mine {
			return m.name
		}
	}
	return ""
}

func (f *fleet) keptBy(m *member, c *client) {
	f.t.Helper()
	eventually(f.t, string(c.user)+" is kept by "+m.name, func() bool { return f.keeper(c.user, c.dev) == m.name })
}

// stays checks that a call goes on for a while: nothing tells when something does not happen.
func (f *fleet) stays(id call.ID, d time.Duration) {
	f.t.Helper()
	late := time.After(d)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		if !f.live(id) {
			f.t.Fatal("the call is over")
		}
		select {
		case <-tick.C:
		case <-late:
			return
		}
	}
}
