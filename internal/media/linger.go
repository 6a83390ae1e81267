package media

import (
	"context"
	"time"

	"ringline/internal/call"
)

// Lingering is how long the room of a call that was given to another node stays open for those who are in it: they hear each other here until
// they are there.
const Lingering = 5 * time.Second

// dismissEvery is how late such a room may be closed.
const dismissEvery = 250 * time.Millisecond

// Lingers reports whether a room is still open here although the call was given to another node. Nobody new gets in.
func (s *Sink) Lingers(ref call.Ref) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, ok := s.lingering[ref]
	return ok
}

// settle takes note of where a call belongs whose room is here. It is seen again as long as it has one, so that what was old news is put
// right before the room is closed.
func (s *Sink) settle(c *call.Call) {
	if s.here.has(c) {
		s.stay(c.Ref())
	} else {
		s.linger(c.Ref())
	}
}

// linger notes that the call of a room was given to another node.
func (s *Sink) linger(ref call.Ref) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.lingering[ref]; !ok {
		s.lingering[ref] = time.Now().Add(Lingering)
	}
}

// stay notes that a call belongs here: it may have been given away and back.
func (s *Sink) stay(ref call.Ref) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.lingering, ref)
}

// dismiss closes rooms that have lingered for long enough, until ctx is done.
func (s *Sink) dismiss(ctx context.Context) {
	tick := time.NewTicker(dismissEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		s.closeLate(time.Now())
	}
}

func (s *Sink) closeLate(now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for ref, until := range s.lingering {
		if !now.Before(until) {
			s.addLocked(ref, task{close: true}, nil)
		}
	}
}
