package control

import (
	"container/heap"
	"sync"
	"time"

	"ringline/internal/call"
)

// How many calls are swept at once. They share a group commit, which does far more of them in a second the more there are,
// and who gives a command waits behind them: so there are few as long as few suffice.
const (
	fewSweepers  = 64
	manySweepers = 256
	behind       = 50 * time.Millisecond // a call that is overdue for so long calls for many
)

// sweep remembers when calls have to be looked at, once for each call that has a deadline or is being looked at.
type sweep struct {
	mu      sync.Mutex // guards heap and calls
	heap    deadlines
	calls   map[call.Ref]*deadline
	changed chan struct{} // has a token after the first deadline came nearer, or a sweeper became free
}

func newSweep() sweep {
	return sweep{calls: map[call.Ref]*deadline{}, changed: make(chan struct{}, 1)}
}

// set notes when a call is due; the zero time is never.
func (s *sweep) set(ref call.Ref, at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.put(ref, at)
}

// retry has a call looked at anew soon, or at its deadline if that comes first. A deadline that has passed waits as
// well: it is what could not be acted upon.
func (s *sweep) retry(ref call.Ref, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	soon := now.Add(tryAgain)
	if d := s.calls[ref]; d == nil || d.at.After(soon) || !d.at.After(now) {
		s.put(ref, soon)
		s.calls[ref].failed = true
	}
}

// found has calls looked at now that the store says are due, unless they are known: those wait for their turn. But what failed before
// waits no longer, because the store answers.
func (s *sweep) found(refs []call.Ref, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, ref := range refs {
		if d := s.calls[ref]; d == nil || d.failed && d.pos != swept && d.at.After(now) {
			s.put(ref, now)
		}
	}
}

func (s *sweep) put(ref call.Ref, at time.Time) {
	d := s.calls[ref]
	if d != nil {
		d.failed = false
	}
	switch {
	case d != nil && d.pos == swept:
		d.at = at // done takes it from there
		return
	case at.IsZero():
		if d != nil {
			heap.Remove(&s.heap, d.pos)
			delete(s.calls, ref)
		}
		return
	case d == nil:
		d = &deadline{at: at, ref: ref}
		s.calls[ref] = d
		heap.Push(&s.heap, d)
	case !at.Equal(d.at):
		d.at = at
		heap.Fix(&s.heap, d.pos)
	}
	if s.heap[0] == d {
		s.change()
	}
}

// pop takes calls whose time has come, as many as there are free sweepers. Each must be given back by done.
func (s *sweep) pop(now time.Time) (refs []call.Ref) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.heap) > 0 && !now.Before(s.heap[0].at) && s.busy() < s.sweepers(now) {
		d := heap.Pop(&s.heap).(*deadline)
		d.at, d.pos, d.failed = time.Time{}, swept, false
		refs = append(refs, d.ref)
	}
	return refs
}

// done notes that a call was looked at. What was set meanwhile holds from now on.
func (s *sweep) done(ref call.Ref) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if d := s.calls[ref]; d.at.IsZero() {
		delete(s.calls, ref)
	} else {
		heap.Push(&s.heap, d)
	}
	if len(s.heap) > 0 {
		s.change()
	}
}

// wait is how long until a call can be taken; an hour if that is not known.
func (s *sweep) wait(now time.Time) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.heap) == 0 {
		return time.Hour
	}
	at := s.heap[0].at
	switch busy := s.busy(); {
	case busy >= manySweepers:
		return time.Hour // until one is free
	case busy >= fewSweepers:
		at = at.Add(behind)
	}
	return max(0, at.Sub(now))
}

// busy counts the calls that are being looked at.
func (s *sweep) busy() int { return len(s.calls) - len(s.heap) }

// sweepers is how many may be looked at, given how late the first one is.
func (s *sweep) sweepers(now time.Time) int {
	if now.Sub(s.heap[0].at) >= behind {
		return manySweepers
	}
	return fewSweepers
}

func (s *sweep) change() {
	select {
	case s.changed <- struct{}{}:
	default:
	}
}

// deadline is when a call is due. While the call is being looked at it is when it is due again; the zero time is never.
type deadline struct {
	at  time.Time
	ref call.Ref
	pos int // in the heap, or swept

	failed bool // it could not be looked at, and waits
}

const swept = -1

// deadlines is a heap, the earliest first.
type deadlines []*deadline

func (d deadlines) Len() int           { return len(d) }
func (d deadlines) Less(i, j int) bool { return d[i].at.Before(d[j].at) }
func (d deadlines) Swap(i, j int)      { d[i], d[j] = d[j], d[i]; d[i].pos, d[j].pos = i, j }

func (d *deadlines) Push(x any) {
	x.(*deadline).pos = len(*d)
	*d = append(*d, x.(*deadline))
}

func (d *deadlines) Pop() any {
	last := len(*d) - 1
	x := (*d)[last]
	(*d)[last] = nil
	*d = (*d)[:last]
	return x
}
