package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"reflect"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"ringline/internal/admin"
	"ringline/internal/auth"
	"ringline/internal/call"
	"ringline/internal/cells"
	"ringline/internal/certs"
	"ringline/internal/cluster"
	"ringline/internal/config"
	"ringline/internal/control"
	"ringline/internal/dialect"
	"ringline/internal/httpapi"
	v1 "ringline/internal/httpapi/v1"
	v4 "ringline/internal/httpapi/v4"
	"ringline/internal/media"
	"ringline/internal/media/external"
	"ringline/internal/media/fleet"
	"ringline/internal/media/livekit"
	"ringline/internal/outbox"
	"ringline/internal/rates"
	"ringline/internal/realtime"
	"ringline/internal/record"
	"ringline/internal/reply"
	"ringline/internal/seal"
	"ringline/internal/tenant"
	"ringline/internal/webhook"
)

// lastRequests is how long requests under way may take when the server stops: none takes longer than the 3 s of a v4 command.
const lastRequests = 4 * time.Second

// Options is what [Start] needs beside the settings.
type Options struct {
	Version string
	Dev     bool // add the development app, hand out signatures for it, offer profiles
	Log     *slog.Logger
}

// Server is a running server. Make it with [Start]; it must be stopped.
type Server struct {
	options Options
	config  config.Config
	log     *slog.Logger
	parts   *stack
	control *control.Control
	media   *livekit.Server // nil if this server has no media of its own
	fleet   *fleet.Fleet    // nil where there is one host of media
	apps    *admin.Admin
	hooks   *webhook.Queue
	clients *realtime.Node
	members *cluster.Members
	rates   *rates.Rates     // of requests of back ends
	leaving atomic.Bool      // it stops, and is not ready for anything new
	clock   func() time.Time // of calls; the same on all nodes
	node    string           // this process, in timelines
	inner   net.Listener     // for the other nodes; nil: they cannot reach this one
	keys    *seal.Ring
	newKey  bool // the key for secrets was made just now

	external []*external.Server // media servers of the operator
	dev      *devApp            // nil unless Options.Dev
	certs    *certs.Source      // nil without TLS
	metrics  *prometheus.Registry

	address, redirect, metricsAt net.Addr     // where it listens; nil where it does not
	readiness                    http.Handler // answers whether the server should get traffic
}

// Start starts a server and returns when it is ready. What was started is stopped again if something fails.
func Start(ctx context.Context, cfg config.Config, o Options) (*Server, error) {
	s := &Server{options: o, config: cfg, log: o.Log, parts: newStack()}
	if err := s.start(ctx); err != nil {
		return nil, errors.Join(err, s.parts.stop())
	}
	return s, nil
}

// Wait returns when ctx is done, or when a part of the server fails; the error says which.
func (s *Server) Wait(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return nil
	case err := <-s.parts.ended:
		return err
	}
}

// Stop tells clients to come back, takes no new calls, delivers what was committed and closes everything. Where there are other nodes it
// leaves them first, and serves as before while it does.
func (s *Server) Stop() error {
	s.leave()
	s.control.Drain()
	return s.parts.stop()
}

func (s *Server) start(ctx context.Context) error {
	if err := os.MkdirAll(s.config.Data, 0o700); err != nil {
		return fmt.Errorf("make the data folder: %w (choose another with --data)", err)
	}
	listener, err := s.listen(ctx, "listen", s.config.Listen)
	if err != nil {
		return err
	}
	s.address = listener.Addr()

	metrics := prometheus.NewRegistry()
	s.metrics = metrics
	metrics.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		collectors.NewBuildInfoCollector(),
	)

	store, err := s.openStore(ctx)
	if err != nil {
		return err
	}
	metrics.MustRegister(store)
	s.parts.push("store", store.Close)
	if err := s.join(ctx, store); err != nil {
		return err
	}
	homes, err := cells.New(s.config.Cells, s.log)
	if err != nil {
		return fmt.Errorf("cells.%w", err)
	}
	if err := s.openApps(ctx, store, homes); err != nil {
		return err
	}

	relay := outbox.NewRelay()
	if s.hooks, err = s.openWebhooks(store); err != nil {
		return err
	}
	s.parts.run("webhooks", s.hooks.Run) // stops after all who give it something to send
	hosts, chooser, err := s.hosts(ctx, store)
	if err != nil {
		return err
	}
	s.control = control.New(control.Options{
		Store: store, Apps: s.apps, Hooks: webhook.V4{}, Hosts: hosts, Sink: relay, Now: s.clock, Node: s.node, Others: s.others(), Far: s.config.Store.URL != "",
		Log: s.log, Metrics: metrics,
	})
	facts := media.NewFacts(store, s.clock, metrics, s.log)
	s.parts.run("media facts", facts.Run) // stops after what it listens to
	reporter := record.NewReporter(store, metrics, s.log)
	s.parts.run("reports", reporter.Run) // stops after the clients who report
	plane, err := s.openMedia(store, facts, chooser)
	if err != nil {
		return err
	}
	signatures := auth.NewVerifier(time.Now)
	others, link, err := s.link(store)
	if err != nil {
		return err
	}
	clients, err := realtime.New(realtime.Options{
		Cells: homes, Cluster: others, Config: s.config.Realtime, Calls: s.control, Apps: s.apps, Sigs: signatures, Tickets: plane.tickets,
		Profiles: store, Records: store, Reports: reporter, Now: s.clock, Log: s.log, Metrics: metrics,
	})
	if err != nil {
		return err
	}
	s.heed(link, clients)
	relay.Attach(clients) // first: members hear of an end before their room closes
	for _, sink := range plane.sinks {
		relay.Attach(sink)
	}
	relay.Attach(s.hooks)
	traces, err := s.openTraces(ctx, relay)
	if err != nil {
		return err
	}

	s.parts.run("apps", s.apps.Run)
	s.parts.run("relay", relay.Run)
	s.parts.run("deadlines", s.control.Run)
	if err := s.ready(ctx, s.control.Ready()); err != nil { // before anybody can give a command
		return err
	}
	s.parts.run("realtime", clients.Run)
	if err := s.ready(ctx, clients.Ready()); err != nil {
		return err
	}
	s.apps.OnChange(func(was, is *tenant.App) {
		if was != nil && !was.Disabled && is.Disabled {
			clients.DisconnectApp(call.AppID(is.ID))
		}
		if was != nil && (was.Disabled != is.Disabled || !reflect.DeepEqual(was.Webhook, is.Webhook)) {
			s.hooks.Wake(call.AppID(is.ID))
		}
	})

	keeper := record.NewKeeper(record.KeeperOptions{Store: store, Apps: s.apps, Now: time.Now, Log: s.log, Metrics: metrics})
	s.duty("records", keeper.Run)

	api := traces.requests("v4", v4.New(v4.Options{
		Cells: homes, Rates: s.rates, Apps: s.apps, Webhooks: s.apps, MayCall: s.hooks.MayCall, Auth: signatures, Calls: traces.calls(s.control), Records: store, Now: time.Now, Log: s.log, Metrics: metrics,
	}))
	cursors, err := s.secrets("cursors", "cursor-secret")
	if err != nil {
		return err
	}
	ours := v1.New(v1.Options{
		Cells: homes, Rates: s.rates, Calls: traces.calls(s.control), Admin: s.apps, Rooms: plane.rooms, Clients: devices{clients}, Profiles: store, Records: store,
		Deliveries: store, Webhooks: s.hooks, Events: dialect.Webhooks(), Replies: store, Backup: store.Backup,
		Checks: apiChecks(s.checks(store)), Cursors: []byte(string(cursors[0])), Nodes: s.nodes, Version: s.options.Version, Node: s.node,
		Now: s.clock, Log: s.log, Metrics: metrics,
	})
	s.duty("replies", func(ctx context.Context) error { return reply.Purge(ctx, store, s.clock, s.log) })
	s.follow(store, plane.fleet)
	s.serveInner(plane.fleet)
	mux, err := s.routes(clients, plane, store, traces.requests("v1", ours.Public()), ours.Local())
	if err != nil {
		return err
	}
	if err := s.serveEdge(ctx, listener, api, mux); err != nil {
		return err
	}
	s.serveLocal(ctx, ours.Local())
	return nil
}

// ready waits until a part is, unless one fails or the start is given up.
func (s *Server) ready(ctx context.Context, part <-chan struct{}) error {
	select {
	case <-part:
		return nil
	case err := <-s.parts.ended:
		return err
	case <-ctx.Done():
		return fmt.Errorf("start: %w", ctx.Err())
	}
}

// openApps reads the apps from the store and, in development mode, sees to it that ours is among them.
func (s *Server) openApps(ctx context.Context, store admin.Store, homes *cells.Map) error {
	kept := MasterKeyPath(s.config.Data)
	keys, fresh, err := seal.Load(s.config.Secrets, kept)
	if err != nil {
		return err
	}
	s.newKey, s.keys = fresh, keys
	s.apps = admin.New(admin.Options{Store: store, Keys: keys, Now: time.Now, Homes: homes, Dev: s.options.Dev, Log: s.log})
	if err := s.apps.Load(ctx); err != nil {
		if fresh { // it opens nothing, and would only be in the way of the one that does
			err = errors.Join(err, os.Remove(kept))
		}
		return err
	}
	if s.options.Dev {
		s.dev, err = openDevApp(ctx, s.config.Data, s.config.Dev.Secret, s.apps)
	}
	return err
}

// MasterKeyPath is the file that keeps the key for secrets if no other was set.
func MasterKeyPath(data string) string { return filepath.Join(data, "master-key") }

// openWebhooks makes the queue of messages to back ends. In development it may ask this machine and its neighbours.
func (s *Server) openWebhooks(store webhook.Store) (*webhook.Queue, error) {
	var allow []netip.Prefix
	if s.options.Dev {
		allow = webhook.Inside()
	}
	o := webhook.Options{
		Store: store, Apps: s.apps, Config: s.config.Webhook, Allow: allow, Now: s.clock, Node: s.node, Log: s.log, Metrics: s.metrics,
	}
	if s.members.Shared() {
		o.Duties = s.members
	}
	return webhook.New(o)
}

// listen opens a port until the server stops. Setting is what an operator can change.
func (s *Server) listen(ctx context.Context, setting, address string) (net.Listener, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", address)
	flag := setting
	if setting == "listen" {
		flag = "--listen"
	}
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("another program uses %s: stop it, or choose another address with %s, for example 127.0.0.1:0 for a free port", address, flag)
	}
	if errors.Is(err, syscall.EACCES) {
		return nil, fmt.Errorf("%s: %w: ports below 1024 need a privilege, CAP_NET_BIND_SERVICE (or choose a higher one)", flag, err)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w (choose another address with %s)", setting, err, flag)
	}
	s.parts.push("port of "+setting, func() error { return ignoreClosed(l.Close()) })
	return l, nil
}

// loopback reports whether the server is only reachable from this machine.
func (s *Server) loopback() bool {
	a, ok := s.address.(*net.TCPAddr)
	return ok && a.IP.IsLoopback()
}

// serve answers requests until it is stopped; those under way get a moment to end.
func (s *Server) serve(name string, server *http.Server, l net.Listener) {
	s.parts.run(name, func(ctx context.Context) error {
		served := make(chan error, 1)
		if server.TLSConfig != nil {
			go func() { served <- server.ServeTLS(l, "", "") }()
		} else {
			go func() { served <- server.Serve(l) }()
		}
		select {
		case err := <-served:
			return err
		case <-ctx.Done():
		}
		late, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastRequests)
		defer cancel()
		// Who is still here then has not asked anything, or does not read: browsers open connections in advance.
		if err := server.Shutdown(late); err != nil && !errors.Is(err, context.DeadlineExceeded) {
			return errors.Join(err, server.Close())
		}
		return server.Close()
	})
}

// serveLocal opens the socket of the command line. A server without one works, so a failure is only told.
func (s *Server) serveLocal(ctx context.Context, operator http.Handler) {
	path := SocketPath(s.config.Data)
	_ = os.Remove(path) // left by a server that was killed: a data folder belongs to one
	var config net.ListenConfig
	l, err := config.Listen(ctx, "unix", path)
	if err == nil {
		err = os.Chmod(path, 0o600)
	}
	if err != nil {
		s.log.Warn("the command line will not reach this server", slog.Any("error", err))
		return
	}
	local := http.NewServeMux()
	local.Handle("/", operator)
	local.Handle("GET /readyz", s.readiness)
	s.serve("local socket", httpapi.NewServer(local, httpapi.Default(), s.log), l)
}

// DatabasePath is where a server with this data folder keeps its calls.
func DatabasePath(data string) string { return filepath.Join(data, "ringline.db") }

// SocketPath is where a server with this data folder listens for the command line.
func SocketPath(data string) string { return filepath.Join(data, "ringline.sock") }

// node names this process in the calls' timelines.
func node() string {
	name, err := os.Hostname()
	if err != nil {
		name = "node"
	}
	return fmt.Sprintf("%s-%d", name, os.Getpid())
}

func ignoreClosed(err error) error {
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}
