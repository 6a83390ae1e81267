package external

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"time"

	"ringline/internal/media"
)

const (
	askEvery   = time.Second
	askTimeout = time.Second
	patience   = 3 // looks in a row that fail until it counts as away
	countEvery = 5 // looks from one count of the rooms to the next
)

// nowhere names a room that nobody has: whether a server is there can be asked cheaply.
const nowhere = "ringline-looks"

// OnAway has f called with the server's name when it begins to count as away. It must be called before Run, and f must not block.
func (s *Server) OnAway(f func(name string)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.onAway = append(s.onAway, f)
}

// Host says what is known of the server at the moment.
func (s *Server) Host() media.Host {
	s.mu.Lock()
	defer s.mu.Unlock()
	return media.Host{Name: s.cfg.Name, Region: s.cfg.Region, State: s.state, Rooms: s.rooms}
}

// Fault says why the server is away or refuses us; nil if it is there.
func (s *Server) Fault() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fault
}

// Run asks the server every second whether it is there, until ctx is done.
func (s *Server) Run(ctx context.Context) error {
	defer s.client.CloseIdleConnections()
	tick := time.NewTicker(askEvery)
	defer tick.Stop()
	there := false
	for {
		s.Ask(ctx)
		was := there
		if there = !s.away(); there && !was {
			s.warn(ctx) // who set it up may have changed it meanwhile
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// Ask asks the server once whether it is there.
func (s *Server) Ask(ctx context.Context) {
	s.mu.Lock()
	count := s.looks%countEvery == 0
	s.looks++
	s.mu.Unlock()
	limited, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	var names []string
	if !count {
		names = []string{nowhere}
	}
	rooms, err := s.list(limited, names...)
	switch {
	case ctx.Err() != nil:
	case err != nil:
		s.missed(err)
	case count:
		s.answered(len(rooms))
	default:
		s.answered(-1)
	}
}

// answered notes that the server is there, and how many rooms it has; less than 0 is not known.
func (s *Server) answered(rooms int) {
	s.mu.Lock()
	was := s.fault
	s.fault, s.failed, s.state = nil, 0, media.HostServing
	if s.cfg.Drain {
		s.state = media.HostLeaving
	}
	if rooms >= 0 {
		s.rooms = rooms
	}
	state := s.state
	rooms = s.rooms
	s.mu.Unlock()
	s.metrics.look(true, rooms)
	if was != nil {
		s.log.Info("media: the media server is there", slog.String("state", string(state)))
	}
}

// missed notes that the server did not answer as it should.
func (s *Server) missed(err error) {
	err = s.explain(err)
	s.mu.Lock()
	s.failed++
	there := s.fault == nil
	first := s.failed == 1 // of one that never answered
	if there && s.failed < patience {
		s.mu.Unlock()
		return
	}
	state := media.HostAway
	if refused(err) {
		state = media.HostRefusing
	}
	changed := there || first || s.state != state
	s.fault, s.state, s.rooms, s.looks = err, state, 0, 0
	tell := s.onAway
	s.mu.Unlock()
	s.metrics.look(false, 0)
	if changed {
		s.log.Error("media: the media server gets no calls", slog.String("state", string(state)), slog.Any("error", err))
	}
	if there {
		for _, f := range tell {
			f(s.cfg.Name)
		}
	}
}

// explain says what an operator can do about an error.
func (s *Server) explain(err error) error {
	if refused(err) {
		return fmt.Errorf("it does not take our key: key %q and its secret must be under `keys` of that server's configuration, and both clocks right: %w", s.cfg.Key, err)
	}
	var wire *net.OpError
	if errors.As(err, &wire) && wire.Op == "dial" { // what is around it says only by which path
		return fmt.Errorf("%s cannot be reached: %w", s.base(), wire)
	}
	return fmt.Errorf("%s does not answer as a LiveKit server does: %w", s.base(), err)
}
