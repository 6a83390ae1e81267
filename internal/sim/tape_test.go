package sim

import (
	"slices"
	"sync"
	"time"

	"ringline/internal/call"
	"ringline/internal/control"
)

// tape keeps every change that was handed to the disk, in that order.
type tape struct {
	mu       sync.Mutex
	attempts []attempt
	index    map[moment][]*call.Call
}

// attempt is one change on its way to the disk.
type attempt struct {
	change call.Change
	at     time.Time // by the world's own clock
	server int       // which process
}

// moment is a call at a version.
type moment struct {
	ref     call.Ref
	version int64
}

func newTape() *tape { return &tape{index: map[moment][]*call.Call{}} }

func (t *tape) add(a attempt) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.attempts = append(t.attempts, a)
	k := moment{a.change.To.Ref(), a.change.To.Version}
	t.index[k] = append(t.index[k], &a.change.To)
}

// all is a copy.
func (t *tape) all() []attempt {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.attempts)
}

// at lists what a call may have been at a version. There are several if an attempt failed and others were made.
func (t *tape) at(ref call.Ref, version int64) []*call.Call {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.index[moment{ref, version}]
}

// entry is what the store is supposed to keep of an attempt.
func (a *attempt) entry() control.Entry {
	ch := &a.change
	return control.Entry{Version: ch.To.Version, Rule: ch.Rule, Node: ch.Node, Request: ch.Request, Origin: ch.Origin, Events: ch.Events}
}
