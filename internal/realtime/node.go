package realtime

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/centrifugal/centrifuge"
	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/time/rate"

	"ringline/internal/call"
	"ringline/internal/cells"
	"ringline/internal/control"
	"ringline/internal/media"
	"ringline/internal/tenant"
)

// Calls is what clients' commands come to; *control.Control is one.
type Calls interface {
	Start(ctx context.Context, m call.Start, request call.Request) (call.Call, error)
	Do(ctx context.Context, ref call.Ref, cmd call.Command, request call.Request) (call.Call, error)
	// Lapse takes a user out of the call that they are in on this device, if any.
	Lapse(ctx context.Context, app call.AppID, user call.UserID, device call.DeviceID, restart bool) error
	Load(ctx context.Context, ref call.Ref) (call.Call, error)
	// HeldBy returns the live call of a user, or call.ErrNotFound.
	HeldBy(ctx context.Context, app call.AppID, user call.UserID) (call.Call, error)
	// Live lists the live calls of all apps if app is 0.
	Live(ctx context.Context, app call.AppID) ([]call.Call, error)
	// History lists the committed changes of a call, the oldest first.
	History(ctx context.Context, ref call.Ref) ([]control.Entry, error)
}

// Apps tells an app's settings; nil means that there is no such app.
type Apps interface {
	App(id int64) *tenant.App
}

// Signatures judges UserSigs; *auth.Verifier is one.
type Signatures interface {
	// VerifyUntil returns the last second, unix time, in which the signature is good, or an error of package auth.
	VerifyUntil(app *tenant.App, user call.UserID, sig string) (int64, error)
}

// Tickets makes join tickets for the media plane.
type Tickets interface {
	// Ticket makes one for the room of a call, wherever the call says that it is; that room may have to be made first. The error is
	// [call.ErrUnavailable] while there is no room to be had.
	Ticket(ctx context.Context, c *call.Call, user call.UserID, device call.DeviceID) (media.Ticket, error)
}

// Options is what [New] needs.
type Options struct {
	Config  Config
	Calls   Calls
	Apps    Apps
	Sigs    Signatures
	Tickets Tickets // nil: there is no media, and no answer holds a ticket

	Profiles Profiles
	Cells    *cells.Map // where apps live; nil is all of them here
	Records  Records
	Reports  Reports

	Cluster *Cluster // nil: this node is alone

	Now     func() time.Time      // the clock of the calls, for what clients are shown; leases have their own
	Log     *slog.Logger          // nil logs nothing
	Metrics prometheus.Registerer // nil counts for nobody
}

// Node is the clients' door, and the sink that tells them what happens. It is an [http.Handler] for WebSockets.
type Node struct {
	config   Config
	calls    Calls
	apps     Apps
	sigs     Signatures
	tickets  Tickets
	profiles Profiles
	cells    *cells.Map
	records  Records
	reports  Reports
	now      func() time.Time
	log      *slog.Logger
	metrics  *metrics
	library  *centrifuge.Node
	socket   http.Handler
	commands map[string]command
	devices  *devices
	presence *presence
	others   *others     // nil: this node is alone
	draining atomic.Bool // new connections are refused
	sockets  door        // connections
	working  door        // commands
	ready    chan struct{}
}

// New makes a node. It serves clients while [Node.Run] runs.
func New(o Options) (*Node, error) {
	if err := o.Config.Validate(); err != nil {
		return nil, fmt.Errorf("realtime: %w", err)
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	n := &Node{
		config: o.Config, calls: o.Calls, apps: o.Apps, sigs: o.Sigs, tickets: o.Tickets, now: o.Now, log: o.Log,
		profiles: o.Profiles, cells: o.Cells, records: o.Records, reports: o.Reports,
		commands: commands(), presence: newPresence(), ready: make(chan struct{}),
	}
	n.devices = newDevices(o.Config.Lease, o.Config.Devices, n.turned)
	n.metrics = newMetrics(o.Metrics, n.devices)
	if o.Cluster != nil {
		n.others = newOthers(n, o.Cluster)
	}

	var err error
	n.library, err = centrifuge.New(centrifuge.Config{
		Name:                    "ringline",
		LogLevel:                centrifuge.LogLevelError,
		LogHandler:              n.logLibrary,
		ClientQueueMaxSize:      o.Config.QueueBytes,
		ClientStaleCloseDelay:   staleAfter,
		ClientExpiredCloseDelay: expiredAfter,
		HistoryMetaTTL:          positionsFor,
		// The library's metrics stay inside: their names and labels are not ours to promise.
		Metrics: centrifuge.MetricsConfig{RegistererGatherer: prometheus.NewRegistry()},
	})
	if err != nil {
		return nil, fmt.Errorf("realtime: make the centrifuge node: %w", err)
	}
	n.library.OnConnecting(n.login)
	n.library.OnConnect(n.begin)
	n.library.OnCommandRead(n.admitFrame)
	n.socket = newSocket(n.library, &n.config)
	return n, nil
}

const (
	staleAfter   = 5 * time.Second             // for the connect command to come
	renewAhead   = 30 * time.Second            // before a signature's end, for the app to make the next one: in a call, late is lost
	expiredAfter = renewAhead + 10*time.Second // from being asked to being cut off; a signature used until its end is given 10 s
	positionsFor = 10 * time.Minute            // after which a channel nobody uses is forgotten; the library checks positions every minute
	farewell     = 8 * time.Second             // for clients to answer the closing handshake; the library gives each 5 s
)

// Run serves clients until ctx is done, then tells them to come back later and waits until they are gone.
// It can run once.
func (n *Node) Run(ctx context.Context) error {
	if err := n.recall(ctx); err != nil {
		return err
	}
	if err := n.library.Run(); err != nil {
		return fmt.Errorf("run the centrifuge node: %w", err)
	}
	n.working.set(true)
	n.sockets.set(true)
	close(n.ready)

	var watching sync.WaitGroup
	watching.Go(func() { n.watchLeases(ctx) })
	watching.Go(func() { n.watchPresence(ctx) })
	if n.others != nil {
		nudge(n.others.search)
		watching.Go(func() { n.others.run(ctx) })
	}
	watching.Wait() // until ctx is done

	n.sockets.set(false)
	n.working.set(false)
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), farewell)
	defer cancel()
	err := n.library.Shutdown(late)
	if errors.Is(err, context.DeadlineExceeded) {
		n.log.Warn("some clients did not close their connection in time")
		err = nil
	}
	n.working.inside.Wait()
	n.sockets.inside.Wait()
	return err
}

// Ready is closed when clients can connect.
func (n *Node) Ready() <-chan struct{} { return n.ready }

func (n *Node) limiter() *rate.Limiter {
	return rate.NewLimiter(rate.Limit(n.config.Rate), n.config.Burst)
}

// logLibrary passes on what the library finds worth an error.
func (n *Node) logLibrary(e centrifuge.LogEntry) {
	attrs := make([]any, 0, 2*len(e.Fields))
	for k, v := range e.Fields {
		attrs = append(attrs, slog.Any(k, v))
	}
	n.log.Error("centrifuge: "+e.Message, attrs...)
}
