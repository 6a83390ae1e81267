package media

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"ringline/internal/call"
)

const (
	// sweepEvery is how long drift that nobody noticed may last.
	sweepEvery = 5 * time.Second
	// settleFor is how long something must be wrong before it counts as drift: the sink may just be at it.
	settleFor = 500 * time.Millisecond
	// noticedAtMost bounds the joins that wait for a look; beyond it the next sweep finds them.
	noticedAtMost = 1024
)

// The kinds of drift.
const (
	orphanRoom       = "orphan_room"       // a room without a live, answered call
	strayParticipant = "stray_participant" // somebody in a room who is not in its call with that device
)

// Reconciler compares what a media server has with the calls, and repairs the media server: it closes rooms and removes
// participants, and never touches a call. A live call without a room is no drift: the next who connects gets one.
type Reconciler struct {
	rooms Rooms
	calls Calls
	sink  *Sink       // closes the rooms of calls that are elsewhere; nil: no call is
	mine  func() bool // whether it is up to this one to compare everything; nil: always
	log   *slog.Logger
	drift *prometheus.CounterVec
	joins chan Event
	ask   chan struct{}
}

// NewReconciler returns a reconciler that works while [Reconciler.Run] runs, and counts in reg, as
// ringline_media_drift_total; nil counts for nobody.
func NewReconciler(rooms Rooms, calls Calls, reg prometheus.Registerer, log *slog.Logger) *Reconciler {
	drift := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "ringline_media_drift_total",
		Help: "Rooms and participants that the media server had and no call was entitled to; they were removed.",
	}, []string{"kind"})
	drift.WithLabelValues(orphanRoom)
	drift.WithLabelValues(strayParticipant)
	if reg != nil {
		var there prometheus.AlreadyRegisteredError // by that of another media server: they count together
		if err := reg.Register(drift); errors.As(err, &there) {
			drift, _ = there.ExistingCollector.(*prometheus.CounterVec)
		} else if err != nil {
			panic(err) // as MustRegister does
		}
	}
	return &Reconciler{
		rooms: rooms, calls: calls, log: log, drift: drift, joins: make(chan Event, noticedAtMost), ask: make(chan struct{}, 1),
	}
}

// With has the reconciler leave the rooms of calls that belong on another node to the sink of this one, which closes them when those in them
// have had their time to go: see [Lingering]. It must be called before Run.
func (r *Reconciler) With(sink *Sink) *Reconciler {
	r.sink = sink
	return r
}

// When has the reconciler compare everything only while mine says so: several nodes see the same media server, and one is enough. It must
// be called before Run.
func (r *Reconciler) When(mine func() bool) *Reconciler {
	r.mine = mine
	return r
}

// Notice looks at what a media server saw: somebody may have been let in at the very moment they left the call.
// It never blocks.
func (r *Reconciler) Notice(ev Event) {
	if ev.Type != Joined {
		return
	}
	select {
	case r.joins <- ev:
	default:
		r.Sweep()
	}
}

// Sweep asks for a look at everything, soon. It never blocks.
func (r *Reconciler) Sweep() {
	select {
	case r.ask <- struct{}{}:
	default: // somebody has asked already
	}
}

// Run looks at everything at once, then whenever asked, and every few seconds, until ctx is done.
func (r *Reconciler) Run(ctx context.Context) error {
	every := time.NewTicker(sweepEvery)
	defer every.Stop()
	r.sweep(ctx)
	for {
		select {
		case <-ctx.Done():
			return nil
		case ev := <-r.joins:
			r.look(ctx, ev)
		case <-r.ask:
			r.sweep(ctx)
		case <-every.C:
			r.sweep(ctx)
		}
	}
}

// fault is one thing that is not as it should be.
type fault struct {
	kind string
	call call.Ref
	who  Participant // of a stray one
}

// look judges one participant who has just connected. There is nothing to settle: nobody is let in on purpose who
// is not in the call.
func (r *Reconciler) look(ctx context.Context, ev Event) {
	c, err := r.load(ctx, ev.Call)
	if err != nil {
		r.warn("media: cannot check who joined", ev.Call, err)
		return
	}
	for _, f := range r.faults(&c, Room{Call: ev.Call, Participants: []Participant{ev.Participant}}) {
		r.repair(ctx, f)
	}
}

// sweep judges everything twice and repairs what was wrong both times.
func (r *Reconciler) sweep(ctx context.Context) {
	if r.mine != nil && !r.mine() {
		return
	}
	first := r.find(ctx)
	if len(first) == 0 {
		return
	}
	settle := time.NewTimer(settleFor)
	defer settle.Stop()
	select {
	case <-settle.C:
	case <-ctx.Done():
		return
	}
	for _, f := range r.find(ctx) {
		if slices.Contains(first, f) {
			r.repair(ctx, f)
		}
	}
}

// find lists what is wrong now. Rooms are listed before calls are loaded, so a call is never older than its room.
func (r *Reconciler) find(ctx context.Context) []fault {
	ctx, cancel := context.WithTimeout(ctx, roomTimeout)
	defer cancel()
	rooms, err := r.rooms.List(ctx)
	if err != nil {
		if ctx.Err() == nil {
			r.log.Warn("media: cannot list rooms to compare them with the calls", "error", err)
		}
		return nil
	}
	var all []fault
	for _, room := range rooms {
		c, err := r.load(ctx, room.Call)
		if err != nil {
			r.warn("media: cannot compare a room with its call", room.Call, err)
			continue
		}
		all = append(all, r.faults(&c, room)...)
	}
	return all
}

// load returns the call, the zero one if there is none.
func (r *Reconciler) load(ctx context.Context, ref call.Ref) (call.Call, error) {
	c, err := r.calls.Load(ctx, ref)
	if err != nil && !errors.Is(err, call.ErrNotFound) {
		return call.Call{}, fmt.Errorf("load call: %w", err)
	}
	return c, nil
}

// faults holds a room against its call, and has the sink know where that belongs.
func (r *Reconciler) faults(c *call.Call, room Room) []fault {
	if !hasRoom(c) {
		return []fault{{kind: orphanRoom, call: room.Call}}
	}
	if r.sink != nil {
		r.sink.settle(c)
	}
	var strays []fault
	for _, p := range room.Participants {
		if !member(c, p) {
			strays = append(strays, fault{kind: strayParticipant, call: room.Call, who: p})
		}
	}
	return strays
}

func (r *Reconciler) repair(ctx context.Context, f fault) {
	ctx, cancel := context.WithTimeout(ctx, roomTimeout)
	defer cancel()
	r.drift.WithLabelValues(f.kind).Inc()
	log := r.log.With(slog.Int64("app", int64(f.call.App)), slog.String("call", string(f.call.ID)))
	var err error
	if f.kind == orphanRoom {
		log.Warn("media: closing a room that no call is entitled to")
		err = r.rooms.Close(ctx, f.call)
	} else {
		log = log.With(slog.String("user", string(f.who.User)))
		log.Warn("media: removing somebody who is not in the call")
		err = r.rooms.Remove(ctx, f.call, f.who)
	}
	if err != nil {
		log.Error("media: the repair failed, the next sweep tries again", "error", err)
	}
}

func (r *Reconciler) warn(msg string, ref call.Ref, err error) {
	if errors.Is(err, context.Canceled) {
		return // stopping
	}
	r.log.Warn(msg, slog.Int64("app", int64(ref.App)), slog.String("call", string(ref.ID)), slog.Any("error", err))
}
