package server

import (
	"context"
	"errors"
	"fmt"
)

// stack is what runs, in the order of starting. It is stopped in reverse.
type stack struct {
	parts []part
	ended chan error // of the first part that ends by itself
}

type part struct {
	name string
	stop func() error
}

func newStack() *stack { return &stack{ended: make(chan error, 1)} }

// run starts a part whose Run works until its context is done.
func (s *stack) run(name string, run func(context.Context) error) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() {
		err := run(ctx)
		if ctx.Err() == nil {
			if err == nil {
				err = errors.New("nobody asked it to")
			}
			select {
			case s.ended <- fmt.Errorf("%s stopped by itself: %w", name, err):
				err = nil // told once is enough
			default:
			}
		}
		done <- err
	}()
	s.push(name, func() error {
		cancel()
		return <-done
	})
}

// push adds something that only needs to be stopped.
func (s *stack) push(name string, stop func() error) {
	s.parts = append(s.parts, part{name, stop})
}

// stop stops everything, the last started first, and waits for each.
func (s *stack) stop() error {
	var errs []error
	for i := len(s.parts) - 1; i >= 0; i-- {
		if err := s.parts[i].stop(); err != nil {
			errs = append(errs, fmt.Errorf("stop %s: %w", s.parts[i].name, err))
		}
	}
	s.parts = nil
	return errors.Join(errs...)
}
