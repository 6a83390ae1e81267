// Package outbox carries committed changes from control to the sinks that tell others of them.
//
// It guarantees that sinks hear of the changes of one call in their order and that the command that caused a change does not
// wait for its telling. It does not make anything durable: a sink whose receivers cannot ask again has to have its rows
// written in the change's own commit.
package outbox

import (
	"context"
	"hash/maphash"
	"sync"

	"ringline/internal/call"
)

// Sink hears of committed changes. A slow sink delays others, so whatever takes time belongs on a queue of the sink's own.
type Sink interface {
	Deliver(change call.Change)
}

const (
	lanes    = 8    // changes of different calls under way at once
	laneSize = 1024 // changes that wait in a lane before commands do
)

// Relay is one sink in front of several.
type Relay struct {
	sinks []Sink
	seed  maphash.Seed
	lanes [lanes]chan call.Change
	done  chan struct{}
}

// NewRelay returns a relay without sinks. It delivers while [Relay.Run] runs.
func NewRelay() *Relay {
	r := &Relay{seed: maphash.MakeSeed(), done: make(chan struct{})}
	for i := range r.lanes {
		r.lanes[i] = make(chan call.Change, laneSize)
	}
	return r
}

// Attach adds a sink. It must not be called once Run was.
func (r *Relay) Attach(s Sink) { r.sinks = append(r.sinks, s) }

// Deliver queues a change. It waits only if a lane is full, and drops the change if the relay has stopped:
// by then everybody who would hear of it is gone.
func (r *Relay) Deliver(change call.Change) {
	lane := r.lanes[maphash.String(r.seed, string(change.To.ID))%lanes]
	select {
	case lane <- change:
	case <-r.done:
	}
}

// Run delivers until ctx is done, and then what is queued.
func (r *Relay) Run(ctx context.Context) error {
	var group sync.WaitGroup
	for _, lane := range r.lanes {
		group.Go(func() { r.carry(ctx, lane) })
	}
	group.Wait()
	close(r.done)
	return nil
}

func (r *Relay) carry(ctx context.Context, lane chan call.Change) {
	for {
		select {
		case change := <-lane:
			r.tell(change)
		case <-ctx.Done():
			for {
				select {
				case change := <-lane:
					r.tell(change)
				default:
					return
				}
			}
		}
	}
}

func (r *Relay) tell(change call.Change) {
	for _, s := range r.sinks {
		s.Deliver(change)
	}
}
