package control

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"

	"ringline/internal/call"
	"ringline/internal/outage"
	"ringline/internal/tenant"
)

// attempts is how often a command is decided anew before it gives up. Within one process commands of a
// call line up, so only other nodes and claims that come and go make it decide again.
const attempts = 16

// Apps tells an app's settings; nil means that there is no such app.
type Apps interface {
	App(id int64) *tenant.App
}

// Sink hears of every committed change, those of one call in their order, under that call's lock:
// it must not block, and must not write to what it is given.
type Sink interface {
	Deliver(change call.Change)
}

// Webhooks says what back ends are to be told of a change that is about to be committed; nothing is fine.
// It must not block: it stands between every command and its answer.
type Webhooks interface {
	Render(app *tenant.App, change *call.Change) []call.Delivery
}

// Hosts chooses the node that is to have the media of a new call. It must not block.
type Hosts interface {
	// Choose picks one for an app. region is where media should be; empty is where this node is.
	Choose(app call.AppID, region string) string
}

// Rules decides what a command does to a call at a moment, as [call.Apply] does.
type Rules func(c call.Call, cmd call.Command, now time.Time) (call.Change, error)

// Control runs commands. Make one with [New], and let its [Control.Run] look after the deadlines.
type Control struct {
	store      Store
	apps       Apps
	hooks      Webhooks
	hosts      Hosts
	sink       Sink
	apply      Rules
	now        func() time.Time
	node       string
	others     func() bool // whether other nodes live; nil if there can be none
	log        *slog.Logger
	lines      lineup
	recent     *recent // nil where loading costs nothing
	due        sweep
	complaints complaints
	blind      outage.Outage // the store does not say what is overdue
	doubts     doubts
	metrics    *metrics
	ready      chan struct{} // closed when Run knows the calls of before
	drain      sync.Once
	closed     chan struct{} // closed by Drain
}

// Options is what [New] needs. Node, Others and Log may be empty.
type Options struct {
	Store   Store
	Apps    Apps
	Hooks   Webhooks // nil tells no back end anything
	Hosts   Hosts    // nil leaves the media where it always is: there is one node
	Sink    Sink
	Apply   Rules            // nil is [call.Apply]; the auditor is tried with rules that are broken
	Now     func() time.Time // see [SteadyClock]
	Node    string           // this process, in the calls' timelines
	Others  func() bool      // whether other nodes live on this store; nil: there are never any
	Far     bool             // the store is on another machine: what need not be loaded is not
	Log     *slog.Logger
	Metrics prometheus.Registerer // nil counts for nobody
}

// New makes a Control.
func New(o Options) *Control {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Apply == nil {
		o.Apply = call.Apply
	}
	var known *recent
	if o.Far {
		known = &recent{calls: map[call.Ref]call.Call{}}
	}
	return &Control{
		recent: known, store: o.Store, apps: o.Apps, hooks: o.Hooks, hosts: o.Hosts, sink: o.Sink, apply: o.Apply, now: o.Now, node: o.Node, others: o.Others, log: o.Log,
		due: newSweep(), metrics: newMetrics(o.Metrics, o.Others != nil), ready: make(chan struct{}), closed: make(chan struct{}),
	}
}

// Start begins a call and returns it. What the command leaves open — id, ring time, size, room — is filled in from the
// app's settings. The call may come back ended, if every callee is busy, or be another one that the callee started
// towards the caller in the same moment; then the caller is in it.
func (c *Control) Start(ctx context.Context, m call.Start, request call.Request) (call.Call, error) {
	if c.draining() {
		return call.Call{}, &call.Error{Code: call.CodeUnavailable, Text: "the server is shutting down and takes no new calls"}
	}
	app := c.apps.App(int64(m.App))
	if app == nil {
		return call.Call{}, call.Invalid("app", "is unknown")
	}
	if most := app.Settings.MaxCallees; len(m.Callees) > most {
		return call.Call{}, call.Invalid("callees", "at most %d can be called at once", most)
	}
	if m.ID == "" {
		id, err := uuid.NewV7()
		if err != nil {
			return call.Call{}, fmt.Errorf("make a call id: %w", err)
		}
		m.ID = call.ID(id.String())
	}
	if m.RingFor == 0 {
		m.RingFor = app.Settings.RingTimeout
	}
	if m.Room.Name == "" {
		m.Room = freshRoom()
	}
	m.Max = app.Settings.MaxMembers
	if c.hosts != nil && m.Host == "" {
		m.Host = c.hosts.Choose(m.App, "")
	}
	return c.Do(ctx, call.Ref{App: m.App, ID: m.ID}, m, request)
}

// Do runs a command on a call and returns the call as it is then. The error is a *call.Error, or one of ours that doors
// show as internal. A request that was answered before gets its call again, whatever came of it since.
func (c *Control) Do(ctx context.Context, ref call.Ref, cmd call.Command, request call.Request) (call.Call, error) {
	begun := time.Now()
	after, err := c.do(ctx, ref, cmd, request)
	c.metrics.command(cmd.Rule(), err, time.Since(begun))
	return after, err
}

func (c *Control) do(ctx context.Context, ref call.Ref, cmd call.Command, request call.Request) (call.Call, error) {
	if err := checkRequest(request); err != nil {
		return call.Call{}, err
	}
	if m, ok := cmd.(call.Invite); ok {
		var err error
		if cmd, err = c.fillIn(ref.App, m); err != nil {
			return call.Call{}, err
		}
	}
	after, err := c.run(ctx, ref, cmd, request)
	if err != nil && request.ID != "" {
		return c.answeredBefore(ctx, ref, cmd, request, err)
	}
	return after, err
}

// fillIn holds an invite against the app's settings.
func (c *Control) fillIn(id call.AppID, m call.Invite) (call.Invite, error) {
	app := c.apps.App(int64(id))
	if app == nil {
		return m, call.Invalid("app", "is unknown")
	}
	if most := app.Settings.MaxCallees; len(m.Users) > most {
		return m, call.Invalid("users", "at most %d can be asked at once", most)
	}
	if m.RingFor == 0 {
		m.RingFor = app.Settings.RingTimeout
	}
	return m, nil
}

// run lets the command have its turn, again after each detour to a call that stands in its way.
func (c *Control) run(ctx context.Context, ref call.Ref, cmd call.Command, request call.Request) (call.Call, error) {
	for range attempts {
		after, err := c.turn(ctx, ref, cmd, request)
		if err == nil {
			return after, nil
		}
		var first detour
		if !errors.As(err, &first) {
			return call.Call{}, err
		}
		switch after, err := c.Do(ctx, first.to, first.do, first.request); {
		case err == nil && first.instead:
			return after, nil
		case err != nil && !movedOn(err):
			return call.Call{}, err
		}
	}
	return call.Call{}, call.ErrConflict
}

// turn waits for the call's line and decides while it holds it.
func (c *Control) turn(ctx context.Context, ref call.Ref, cmd call.Command, request call.Request) (call.Call, error) {
	leave, err := c.lines.enter(ctx, ref)
	if err != nil {
		return call.Call{}, err
	}
	defer leave()
	if err := c.settle(ctx, ref); err != nil {
		return call.Call{}, err
	}
	return c.decide(ctx, ref, cmd, request)
}

// decide loads, applies and commits until one truth lasts long enough. The call's line is held.
func (c *Control) decide(ctx context.Context, ref call.Ref, cmd call.Command, request call.Request) (call.Call, error) {
	_, ticking := cmd.(call.Tick)
	for range attempts {
		before, guessed, err := c.before(ctx, ref, cmd)
		if err != nil {
			return call.Call{}, err
		}
		what, asked, now := cmd, request, c.now()
		clockFirst := !ticking && overdue(&before, now)
		if clockFirst {
			what, asked = call.Tick{}, call.Request{}
		}
		change, err := c.apply(before, what, now)
		if guessed && (err != nil || change.Empty()) {
			c.recent.forget(ref)
			continue // only the store's truth may say no
		}
		if err != nil {
			return call.Call{}, err
		}
		if change.Empty() {
			return change.To, nil
		}
		change.Request = asked
		switch err = c.commit(ctx, &change); {
		case err == nil && !clockFirst:
			return change.To, nil
		case err == nil, errors.Is(err, call.ErrConflict):
			// decide again on the new truth
		default:
			if cmd, err = c.refused(ctx, ref.App, cmd, request, err); err != nil {
				return call.Call{}, err
			}
		}
	}
	return call.Call{}, call.ErrConflict
}

func overdue(c *call.Call, now time.Time) bool {
	d := c.Deadline()
	return !d.IsZero() && !now.Before(d)
}

// before is the call that cmd is for, loaded or guessed; a start has none.
func (c *Control) before(ctx context.Context, ref call.Ref, cmd call.Command) (before call.Call, guessed bool, err error) {
	if _, starting := cmd.(call.Start); starting {
		return call.Call{}, false, nil
	}
	if before, guessed = c.recent.get(ref); guessed {
		return before, true, nil
	}
	if before, err = c.store.Load(ctx, ref); err != nil {
		return call.Call{}, false, fmt.Errorf("load call: %w", err)
	}
	return before, false, nil
}

// commit makes a change durable and tells of it. The caller's patience does not matter: a commit under way is
// seen to its end, so that what was committed is also delivered.
func (c *Control) commit(ctx context.Context, change *call.Change) error {
	change.Node = c.node
	if c.hooks != nil {
		change.Deliveries = c.hooks.Render(c.apps.App(int64(change.To.App)), change)
	}
	err := c.store.Commit(context.WithoutCancel(ctx), *change)
	if err != nil { // above all if it was stale
		c.recent.forget(change.To.Ref())
	}
	switch {
	case err == nil:
		c.tell(change)
	case !refusal(err):
		c.doubt(change)
	}
	return err
}

// Heard takes in that another node has changed a call. Nothing depends on it: a stale guess is found out when it is committed.
func (c *Control) Heard(ref call.Ref, version int64) { c.recent.passed(ref, version) }

// tell says what was committed, to the clock, the metrics and the sink. The call's line is held.
func (c *Control) tell(change *call.Change) {
	c.recent.set(&change.To)
	c.due.set(change.To.Ref(), change.To.Deadline())
	c.metrics.committed(change)
	c.sink.Deliver(*change)
}

// refusal reports whether a store refused a change and certainly wrote nothing.
func refusal(err error) bool {
	var claimed *call.Claimed
	var repeated *call.Repeated
	return errors.Is(err, call.ErrConflict) || errors.As(err, &claimed) || errors.As(err, &repeated)
}
