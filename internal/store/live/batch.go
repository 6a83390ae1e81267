package live

import "ringline/internal/call"

// Batch is changes that will be published together, or not at all. Later changes of a batch
// are judged as if the earlier ones had happened. It belongs to one goroutine.
type Batch struct {
	set   *Set
	calls map[call.Ref]*call.Call // as they will be, ended ones too
	held  map[seat]call.ID        // empty: let go
}

// Batch starts an empty one. An earlier one that was not published is void from here on.
func (s *Set) Batch() *Batch {
	return &Batch{set: s, calls: map[call.Ref]*call.Call{}, held: map[seat]call.ID{}}
}

// Judge returns nil if the change may be added, call.ErrConflict if the call is not at version From, and a
// *call.Claimed if other calls hold users whom the change claims, in this order.
//
// A call that is not live has version 0 here: that a start's id was never used before is for the store to see.
func (b *Batch) Judge(change *call.Change) error {
	if b.version(change.To.Ref()) != change.From {
		return call.ErrConflict
	}
	var inTheWay map[call.UserID]call.ID
	for _, u := range change.Claim {
		id := b.holder(seat{change.To.App, u})
		if id == "" || id == change.To.ID {
			continue
		}
		if inTheWay == nil {
			inTheWay = map[call.UserID]call.ID{}
		}
		inTheWay[u] = id
	}
	if inTheWay != nil {
		return &call.Claimed{Held: inTheWay}
	}
	return nil
}

// Add puts a change that was judged fit into the batch.
func (b *Batch) Add(change *call.Change) {
	to := change.To // not the change itself: the set would keep its events alive
	b.calls[to.Ref()] = &to
	for _, u := range change.Release {
		b.held[seat{change.To.App, u}] = ""
	}
	for _, u := range change.Claim {
		b.held[seat{change.To.App, u}] = change.To.ID
	}
}

// Publish shows the batch to readers, all of it at once, and empties it.
func (b *Batch) Publish() {
	s := b.set
	s.mu.Lock()
	defer s.mu.Unlock()
	for ref, c := range b.calls {
		if c.Live() {
			s.put(c)
		} else {
			s.drop(ref)
		}
	}
	for k, id := range b.held {
		if id == "" {
			delete(s.held, k)
		} else {
			s.held[k] = id
		}
	}
	clear(b.calls)
	clear(b.held)
}

// version and holder read the set without its lock: only Publish writes to it, and that is ours.

func (b *Batch) version(ref call.Ref) int64 {
	if c := b.calls[ref]; c != nil {
		return c.Version
	}
	if e := b.set.calls[ref]; e != nil {
		return e.call.Version
	}
	return 0
}

func (b *Batch) holder(k seat) call.ID {
	if id, ok := b.held[k]; ok {
		return id
	}
	return b.set.held[k]
}
