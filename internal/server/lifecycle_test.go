package server

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
)

// TestStackStopsInReverse: the last started first, and each has ended before the next is stopped.
func TestStackStopsInReverse(t *testing.T) {
	var stopped []string
	s := newStack()
	for _, name := range []string{"store", "relay", "doors"} {
		s.run(name, func(ctx context.Context) error {
			<-ctx.Done()
			stopped = append(stopped, name) // the race detector sees to it that they take turns
			return nil
		})
	}
	s.push("file", func() error { return errors.New("the disk is full") })
	if err := s.stop(); err == nil || err.Error() != "stop file: the disk is full" {
		t.Errorf("stop: %v", err)
	}
	if want := []string{"doors", "relay", "store"}; !slices.Equal(stopped, want) {
		t.Errorf("stopped %v, want %v", stopped, want)
	}
	if err := s.stop(); err != nil {
		t.Errorf("stopped again: %v", err)
	}
}

// TestStackTellsWhoEnded: by name and cause, once.
func TestStackTellsWhoEnded(t *testing.T) {
	for _, cause := range []error{errors.New("the socket is gone"), nil} {
		s := newStack()
		s.run("doors", func(context.Context) error { return cause })
		err := <-s.ended
		if !strings.HasPrefix(err.Error(), "doors stopped by itself: ") || strings.Contains(err.Error(), "%") {
			t.Errorf("told: %v", err)
		}
		if cause != nil && !errors.Is(err, cause) {
			t.Errorf("told: %v, want the cause %v", err, cause)
		}
		if err := s.stop(); err != nil {
			t.Errorf("told again: %v", err)
		}
	}
}

// TestStartIsGivenUp: who stops the server while it starts need not wait for it.
func TestStartIsGivenUp(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := &Server{parts: newStack()}
	if err := s.ready(ctx, make(chan struct{})); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want canceled", err)
	}
}
