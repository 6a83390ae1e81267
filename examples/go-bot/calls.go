package main

import (
	"context"
	"slices"
	"sync"
)

// call is what the bot knows of one: the parts of api/realtime.md §2 that it needs, always with every leg.
type call struct {
	ID         string `json:"id"`
	Version    int64  `json:"version"`
	Media      string `json:"media"` // audio or video
	Caller     string `json:"caller"`
	AnsweredAt int64  `json:"answered_at"` // ms; 0 while nobody answered
	Moves      int    `json:"moves"`       // how often its media room was given to another server
	Legs       []leg  `json:"legs"`
	End        *struct {
		At     int64  `json:"at"` // ms
		Result string `json:"result"`
		Reason string `json:"reason"`
		By     struct {
			Kind string `json:"kind"`
			User string `json:"user"`
		} `json:"by"`
	} `json:"end"` // nil while it goes on
}

// leg is one time that a user was in a call, or asked into it.
type leg struct {
	N         int    `json:"n"`
	User      string `json:"user"`
	State     string `json:"state"`      // ringing, joined, gone
	Device    string `json:"device"`     // where it was answered; empty while it rings
	InvitedBy string `json:"invited_by"` // empty for who was not asked by a user
	Reason    string `json:"reason"`     // why it is gone
}

// message is a call as it travels: all of it, or what one version changed.
type message struct {
	call
	Full bool  `json:"full"`
	Now  int64 `json:"now"` // the server's clock, ms
}

// reduce is the reducer of api/realtime.md §2: what is known after a message, and what became of the message. State is nil
// for a call that is not known yet, and is not touched. After a gap the truth has to be asked for.
func reduce(state *call, m *message) (next *call, outcome string) {
	switch {
	case m.Full && (state == nil || m.Version > state.Version):
		taken := m.call
		return &taken, "taken"
	case state == nil:
		return nil, "gap"
	case m.Version <= state.Version:
		return state, "dropped"
	case m.Version != state.Version+1:
		return state, "gap"
	}
	merged := m.call
	merged.Legs = slices.Clone(state.Legs)
	for _, changed := range m.Legs {
		if at := slices.IndexFunc(merged.Legs, func(l leg) bool { return l.N == changed.N }); at >= 0 {
			merged.Legs[at] = changed
		} else {
			merged.Legs = append(merged.Legs, changed)
		}
	}
	return &merged, "merged"
}

// place says where a device stands in a call: out, ringing, dialing (in it, but nobody answered yet), connected.
// A user who is in the call on another device is out on this one.
func (c *call) place(user, device string) string {
	l := c.leg(user)
	switch {
	case l == nil || c.End != nil:
		return "out"
	case l.State == "ringing":
		return "ringing"
	case l.State != "joined" || l.Device != device:
		return "out"
	case c.AnsweredAt == 0:
		return "dialing"
	}
	return "connected"
}

// leg is the latest one of a user, or nil. Earlier ones are over.
func (c *call) leg(user string) *leg {
	for i := len(c.Legs) - 1; i >= 0; i-- {
		if c.Legs[i].User == user {
			return &c.Legs[i]
		}
	}
	return nil
}

// book is all that is known of calls. Calls in it are replaced, never changed, so they may be kept.
type book struct {
	mu      sync.Mutex
	calls   map[string]*call
	changed chan struct{} // closed, and made anew, with every change
}

func newBook() *book {
	return &book{calls: map[string]*call{}, changed: make(chan struct{})}
}

// keepEnded is how long calls that are over are remembered, for what still refers to them. ms
const keepEnded = 60_000

// take applies a message, and reports whether one before it is missing.
func (b *book) take(m *message) (gap bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	next, outcome := reduce(b.calls[m.ID], m)
	if next != nil {
		b.calls[m.ID] = next
	}
	for id, c := range b.calls {
		if c.End != nil && m.Now-c.End.At > keepEnded {
			delete(b.calls, id)
		}
	}
	b.tell()
	return outcome == "gap"
}

// forget drops a call of which nothing more can be known.
func (b *book) forget(id string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.calls, id)
	b.tell()
}

// find returns a call, or nil if it is not known.
func (b *book) find(id string) *call {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.calls[id]
}

// live lists the calls that are not over, as far as is known.
func (b *book) live() (ids []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for id, c := range b.calls {
		if c.End == nil {
			ids = append(ids, id)
		}
	}
	return ids
}

// await waits for a call that fits, and fails only if ctx is done before.
func (b *book) await(ctx context.Context, fits func(*call) bool) (*call, error) {
	for {
		b.mu.Lock()
		changed := b.changed
		for _, c := range b.calls {
			if fits(c) {
				b.mu.Unlock()
				return c, nil
			}
		}
		b.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
}

// leaves waits until a call is no longer as it fits, or no longer known, and returns it as it is then; nil if it is not known.
func (b *book) leaves(ctx context.Context, id string, fits func(*call) bool) (*call, error) {
	for {
		b.mu.Lock()
		c, changed := b.calls[id], b.changed
		b.mu.Unlock()
		if c == nil || !fits(c) {
			return c, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return c, context.Cause(ctx)
		}
	}
}

func (b *book) tell() {
	close(b.changed)
	b.changed = make(chan struct{})
}
