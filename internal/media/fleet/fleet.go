package fleet

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/http/httputil"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/sync/errgroup"

	"ringline/internal/call"
	"ringline/internal/cluster"
	"ringline/internal/media"
	"ringline/internal/outage"
	"ringline/internal/tenant"
)

// Server is the media server of this node.
type Server interface {
	media.Rooms

	Handler() http.Handler                      // its signalling
	Has(ctx context.Context, ref call.Ref) bool // whether it has the room of a call
	Rooms(ctx context.Context) int              // how many it has
	Busy() bool                                 // whether anybody is in one
}

// Tickets are those for the media servers of nodes.
type Tickets interface {
	Ticket(ref call.Ref, user call.UserID, device call.DeviceID) (media.Ticket, error)

	// CallOf tells for which call the ticket of a request is; ok is false without a valid one.
	CallOf(r *http.Request) (ref call.Ref, ok bool)
}

// External is a media server that is no node. Every node asks it for itself, and has its rooms follow what it commits.
type External interface {
	media.Rooms

	// Ticket makes the room of a call and a ticket for it. The error is [call.ErrUnavailable] while that cannot be done.
	Ticket(ctx context.Context, ref call.Ref, user call.UserID, device call.DeviceID) (media.Ticket, error)

	Host() media.Host           // what is known of it, without asking
	OnAway(f func(name string)) // has f called when it begins to be away
}

// Calls are the calls of all nodes.
type Calls interface {
	Load(ctx context.Context, ref call.Ref) (call.Call, error)
	Do(ctx context.Context, ref call.Ref, cmd call.Command, request call.Request) (call.Call, error)
}

// Store finds the calls of a host. Every store that nodes can share passes storetest.RunHosted.
type Store interface {
	// Hosted lists the live calls whose room a node has, in order of their ids. An empty name is for those without a host.
	Hosted(ctx context.Context, host string) ([]call.Ref, error)

	// Hosts lists the nodes that have rooms of live calls, in no order; an empty name is among them if calls have no host.
	Hosts(ctx context.Context) ([]string, error)
}

// Sink has the rooms of this node follow calls; a [media.Sink] does.
type Sink interface {
	Follow(c *call.Call)
}

// Outer has the rooms of an external host follow calls; a [media.Sink] does. It sees what this node commits, and has to be told what others
// do to a call whose old room stays open for a while because this node moved it.
type Outer interface {
	Sink
	Lingers(ref call.Ref) bool
}

// Dial makes a connection to another node, as [net.Dialer.DialContext] does.
type Dial func(ctx context.Context, network, address string) (net.Conn, error)

// Options is what [New] needs. Log and Metrics may be empty.
type Options struct {
	Chooser *Chooser
	Server  Server // nil: this node has no media
	Tickets Tickets
	Calls   Calls
	Store   Store
	Sink    Sink            // of this node's rooms; nil without media
	Outside []Outer         // of the rooms of external hosts
	Sweep   func()          // has everything looked at that this node has
	Keys    []tenant.Secret // what nodes know each other by: the first signs, all are accepted
	Dial    Dial            // reaches other nodes; nil: as the system does
	Log     *slog.Logger
	Metrics prometheus.Registerer
}

// Fleet is a node's part in it. Make it with [New], then [Fleet.Run] it.
type Fleet struct {
	Options
	members *cluster.Members
	proxy   *httputil.ReverseProxy
	client  http.Client
	metrics *metrics

	news chan struct{} // has a token when something waits in heard
	wake chan struct{} // has a token when a host that is no node is away
	died chan string   // nodes whose calls are to be shared out

	blind outage.Outage // the store does not say who has which calls, when rescue asks

	mu       sync.Mutex // guards what follows
	heard    map[call.Ref]struct{}
	suspects map[string]time.Time             // since when, by name
	gone     map[string]int                   // how often their calls are still looked for, by name
	passed   map[string]map[*passage]struct{} // what is passed on to each node
}

// New makes a node's part. Deaths that were told before are found by the search of [Fleet.Run].
func New(o Options) *Fleet {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Dial == nil {
		o.Dial = (&net.Dialer{Timeout: dialTimeout, KeepAlive: 5 * time.Second}).DialContext
	}
	f := &Fleet{
		Options: o, members: o.Chooser.members, metrics: newMetrics(o.Metrics), news: make(chan struct{}, 1), wake: make(chan struct{}, 1), died: make(chan string, 64),
		heard: map[call.Ref]struct{}{}, suspects: map[string]time.Time{}, gone: map[string]int{}, passed: map[string]map[*passage]struct{}{},
	}
	f.proxy, f.client = f.newProxy(), http.Client{Transport: f.newTransport(), Timeout: muteTimeout}
	f.members.OnGone(f.lost)
	for _, e := range f.Chooser.external {
		e.OnAway(f.away)
	}
	return f
}

// Here reports whether the room of a call belongs on this node, see [media.Here].
func Here(members *cluster.Members) media.Here {
	me := members.Self().Name
	return func(c *call.Call) bool { return c.Host == me }
}

// Run keeps this node's rooms as the calls want them, tells the others how many they are, and moves the calls of nodes that are gone,
// until ctx is done.
func (f *Fleet) Run(ctx context.Context) error {
	defer f.client.CloseIdleConnections()
	var parts errgroup.Group
	parts.Go(func() error { f.follow(ctx); return nil })
	parts.Go(func() error { f.count(ctx); return nil })
	parts.Go(func() error { f.watch(ctx); return nil })
	parts.Go(func() error { return f.members.While(ctx, "media", f.rescue) })
	if len(f.Chooser.external) > 0 {
		parts.Go(func() error { return f.members.While(ctx, "media drain", f.drain) })
	}
	return parts.Wait()
}

// Ticket makes a ticket for the room of a call, wherever that is. The error is [call.ErrUnavailable] while it is nowhere.
func (f *Fleet) Ticket(ctx context.Context, c *call.Call, user call.UserID, device call.DeviceID) (media.Ticket, error) {
	if e := f.Chooser.outside(c.Host); e != nil {
		return e.Ticket(ctx, c.Ref(), user, device)
	}
	if c.Host == "" || c.Host == f.members.Self().Name && f.Server == nil {
		return media.Ticket{}, call.ErrUnavailable
	}
	return f.Tickets.Ticket(c.Ref(), user, device)
}

// count tells the other nodes how much this one has to do.
func (f *Fleet) count(ctx context.Context) {
	tick := time.NewTicker(cluster.BeatEvery)
	defer tick.Stop()
	for {
		if f.Server != nil {
			f.members.SetLoad(f.Server.Rooms(ctx))
		}
		f.Chooser.look()
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// followers is how many calls are looked at once after others changed them.
const followers = 8

// Heard takes note that another node changed a call. It never blocks, and costs next to nothing if the call has no room that follows it here.
func (f *Fleet) Heard(ctx context.Context, ref call.Ref) {
	if len(f.followersOf(ctx, ref)) == 0 {
		return
	}
	f.mu.Lock()
	f.heard[ref] = struct{}{}
	f.mu.Unlock()
	token(f.news)
}

// Missed takes note that something may not have been heard of. It never blocks.
func (f *Fleet) Missed() {
	if f.Server != nil {
		f.Sweep()
	}
}

// follow has the rooms follow what was heard of. What cannot be looked at is found by the next sweep.
func (f *Fleet) follow(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-f.news:
		}
		f.mu.Lock()
		all := f.heard
		f.heard = map[call.Ref]struct{}{}
		f.mu.Unlock()
		var looks errgroup.Group
		looks.SetLimit(followers)
		for ref := range all {
			looks.Go(func() error {
				c, err := f.Calls.Load(ctx, ref)
				if err == nil {
					for _, sink := range f.followersOf(ctx, ref) {
						sink.Follow(&c)
					}
				} else if !errors.Is(err, call.ErrNotFound) && ctx.Err() == nil {
					f.Log.Warn("media: cannot see what another node did to a call, the reconciler will",
						slog.Int64("app", int64(ref.App)), slog.String("call", string(ref.ID)), slog.Any("error", err))
				}
				return nil
			})
		}
		_ = looks.Wait() // no look fails
	}
}

// followersOf are the sinks that have a room of a call which others may have changed.
func (f *Fleet) followersOf(ctx context.Context, ref call.Ref) (sinks []Sink) {
	if f.Server != nil && f.Server.Has(ctx, ref) {
		sinks = append(sinks, f.Sink)
	}
	for _, outer := range f.Outside {
		if outer.Lingers(ref) {
			sinks = append(sinks, outer)
		}
	}
	return sinks
}

func token(to chan<- struct{}) {
	select {
	case to <- struct{}{}:
	default: // there is one already
	}
}
