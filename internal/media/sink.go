package media

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"ringline/internal/call"
)

const (
	sinkWorkers = 4
	// roomTimeout bounds one request to a media server; an embedded one needs about a millisecond.
	roomTimeout = 5 * time.Second
)

// Sink makes the media plane follow committed changes: a room opens at the first answer, closes at the end, and
// whoever leaves the call leaves the room.
//
// With several nodes it has rooms for the calls that belong on this one. What other nodes do to such a call it is told of by
// [Sink.Follow]. The room of a call that is given to another node is open for [Lingering] more, and as long it follows the call.
//
// What is asked of one call is done in order, calls do not wait for each other, and a backlog holds one entry per call,
// however much happened to it: only the outcome counts. What fails is left to the [Reconciler].
type Sink struct {
	rooms Rooms
	here  Here
	log   *slog.Logger

	mu    sync.Mutex
	wake  sync.Cond
	todo  map[call.Ref]*task // of each call that waits or that a worker has
	queue []call.Ref         // those that wait

	lingering map[call.Ref]time.Time // until when rooms stay whose calls were given to another node
}

// task is what one call still needs, in this order.
type task struct {
	close bool
	open  bool
	gone  []Participant
}

// NewSink returns a sink that works on rooms while [Sink.Run] runs.
func NewSink(rooms Rooms, log *slog.Logger) *Sink {
	s := &Sink{rooms: rooms, log: log, todo: map[call.Ref]*task{}, lingering: map[call.Ref]time.Time{}}
	s.wake.L = &s.mu
	return s
}

// Only has the sink work for the calls that belong on this node. It must be called before anything is delivered.
func (s *Sink) Only(here Here) *Sink {
	s.here = here
	return s
}

// Deliver takes note of a committed change and returns at once. Changes of one call must come in their order.
func (s *Sink) Deliver(change call.Change) {
	c := &change.To
	if !c.Answered() {
		return // a room that was never opened needs no closing
	}
	var next task
	var came []Participant
	here, transferred := s.here.has(c), change.Has(call.MediaMoved)
	switch {
	case !here && !(transferred && s.had(change)) && !s.Lingers(c.Ref()):
		return // somebody else's
	case !c.Live():
		next.close = true
	case here:
		s.stay(c.Ref())
		next.open = transferred || change.Has(call.Answered) || change.Has(call.JoinedIn)
	default:
		s.linger(c.Ref())
	}
	if !next.close {
		next.gone, came = moved(&change)
	}
	if next.close || next.open || len(next.gone) > 0 {
		s.add(c.Ref(), next, came)
	}
}

// had reports whether the room of a call belonged on this node before a change.
func (s *Sink) had(change call.Change) bool {
	change.To.Host = change.Had
	return s.here.has(&change.To)
}

// Follow takes note of what a call is now, which may have been changed by another node, and returns at once. It is for calls
// that have a room here: that is closed if the call is over, lingers if it is elsewhere, and whoever is out of the call is removed from it.
func (s *Sink) Follow(c *call.Call) {
	var next task
	var inside []Participant
	if hasRoom(c) {
		s.settle(c)
		next.gone, inside = everybody(c)
	} else {
		next.close = true
	}
	s.add(c.Ref(), next, inside)
}

// add gives a call something to do. Those who came in are not removed for what was before.
func (s *Sink) add(ref call.Ref, next task, came []Participant) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.addLocked(ref, next, came)
}

func (s *Sink) addLocked(ref call.Ref, next task, came []Participant) {
	if next.close {
		delete(s.lingering, ref)
	}
	t := s.todo[ref]
	if t == nil {
		t = &task{}
		s.todo[ref] = t
		s.queue = append(s.queue, ref)
		s.wake.Signal()
	}
	t.spare(came)
	t.add(next)
}

func (t *task) add(next task) {
	if next.close {
		t.open, t.close, t.gone = false, true, nil
		return
	}
	t.open = t.open || next.open // also after a close: a call may move away and come back
	t.gone = append(t.gone, next.gone...)
}

// spare forgets to remove those who came back before it was their turn.
func (t *task) spare(came []Participant) {
	t.gone = slices.DeleteFunc(t.gone, func(p Participant) bool { return slices.Contains(came, p) })
}

// moved lists the devices that were in the call before the change and are not after it, and those that came in.
func moved(change *call.Change) (gone, came []Participant) {
	for _, n := range change.Legs {
		l := &change.To.Legs[n]
		p := Participant{User: l.User, Device: l.Device}
		switch {
		case l.State == call.Joined:
			came = append(came, p)
		case l.State == call.Gone && !l.JoinedAt.IsZero():
			gone = append(gone, p)
		}
	}
	return gone, came
}

// everybody lists the devices that were in the call and are not any more, and those that are.
func everybody(c *call.Call) (gone, inside []Participant) {
	for i := range c.Legs {
		l := &c.Legs[i]
		p := Participant{User: l.User, Device: l.Device}
		switch {
		case l.JoinedAt.IsZero():
		case member(c, p):
			inside = append(inside, p)
		default:
			gone = append(gone, p)
		}
	}
	return gone, inside
}

// Run works until ctx is done, and returns when its workers have.
func (s *Sink) Run(ctx context.Context) error {
	stop := context.AfterFunc(ctx, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.wake.Broadcast()
	})
	defer stop()
	var workers errgroup.Group
	workers.Go(func() error { s.dismiss(ctx); return nil })
	for range sinkWorkers {
		workers.Go(func() error {
			for {
				ref, t, ok := s.take(ctx)
				if !ok {
					return nil
				}
				s.do(ctx, ref, t)
				s.done(ref)
			}
		})
	}
	return workers.Wait()
}

// take waits for a call that needs something and gives it to the asking worker. ok is false when ctx is done.
func (s *Sink) take(ctx context.Context) (ref call.Ref, t task, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.queue) == 0 && ctx.Err() == nil {
		s.wake.Wait()
	}
	if ctx.Err() != nil {
		return call.Ref{}, task{}, false
	}
	ref, s.queue = s.queue[0], s.queue[1:]
	t = *s.todo[ref]
	*s.todo[ref] = task{} // collects what comes up while the worker is busy
	return ref, t, true
}

// done gives a call back, to the end of the queue if more came up meanwhile.
func (s *Sink) done(ref call.Ref) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.todo[ref]
	if !t.open && !t.close && len(t.gone) == 0 {
		delete(s.todo, ref)
		return
	}
	s.queue = append(s.queue, ref)
	s.wake.Signal()
}

func (s *Sink) do(ctx context.Context, ref call.Ref, t task) {
	ctx, cancel := context.WithTimeout(ctx, roomTimeout)
	defer cancel()
	if t.close {
		s.report(ref, "close the room", s.rooms.Close(ctx, ref))
	}
	for _, p := range t.gone {
		s.report(ref, "remove a device", s.rooms.Remove(ctx, ref, p), slog.String("user", string(p.User)))
	}
	if t.open {
		s.report(ref, "open the room", s.rooms.Open(ctx, ref))
	}
}

func (s *Sink) report(ref call.Ref, what string, err error, more ...any) {
	if err == nil {
		return
	}
	s.log.Warn("media: could not "+what+", the reconciler will see to it", append(more,
		slog.Int64("app", int64(ref.App)), slog.String("call", string(ref.ID)), slog.Any("error", err))...)
}
