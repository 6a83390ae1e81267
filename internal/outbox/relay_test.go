package outbox_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"

	"ringline/internal/call"
	"ringline/internal/outbox"
)

type tape struct {
	mu    sync.Mutex
	heard map[call.ID][]int64
}

func (t *tape) Deliver(ch call.Change) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.heard[ch.To.ID] = append(t.heard[ch.To.ID], ch.To.Version)
}

func change(id call.ID, version int64) call.Change {
	return call.Change{To: call.Call{ID: id, Version: version}}
}

// TestOrderPerCall: P6. Every sink hears all changes, those of one call in order, and what is queued at the stop as well.
func TestOrderPerCall(t *testing.T) {
	a, b := &tape{heard: map[call.ID][]int64{}}, &tape{heard: map[call.ID][]int64{}}
	r := outbox.NewRelay()
	r.Attach(a)
	r.Attach(b)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- r.Run(ctx) }()

	var group sync.WaitGroup
	for c := range 50 {
		group.Go(func() {
			for v := range int64(100) {
				r.Deliver(change(call.ID(fmt.Sprint(c)), v))
			}
		})
	}
	group.Wait()
	cancel()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	for _, s := range []*tape{a, b} {
		if len(s.heard) != 50 {
			t.Fatalf("heard of %d calls, want 50", len(s.heard))
		}
		for id, versions := range s.heard {
			for i, v := range versions {
				if v != int64(i) {
					t.Fatalf("call %s: version %d came at place %d", id, v, i)
				}
			}
			if len(versions) != 100 {
				t.Fatalf("call %s: %d of 100 changes", id, len(versions))
			}
		}
	}
}

// TestStoppedRelayBlocksNobody: a command that commits during the shutdown still returns.
func TestStoppedRelayBlocksNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := outbox.NewRelay()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := r.Run(ctx); err != nil {
			t.Fatal(err)
		}
		for v := range int64(5000) {
			r.Deliver(change("c", v)) // synctest reports a deadlock if one of these waits for ever
		}
	})
}
