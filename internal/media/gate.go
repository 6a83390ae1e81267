package media

import (
	"context"
	"errors"
	"fmt"

	"ringline/internal/call"
)

// Gate decides who may connect to the media of a call, by asking the committed state at that moment.
// This is why an old ticket opens nothing after the end of a call or after its holder left it.
type Gate struct {
	calls Calls
	here  Here
}

// NewGate returns a gate over calls.
func NewGate(calls Calls) *Gate { return &Gate{calls: calls} }

// Only has the gate let people into the rooms of this node alone. It must be called before anybody asks.
func (g *Gate) Only(here Here) *Gate {
	g.here = here
	return g
}

// MayJoin returns nil if the call is live and answered and the user is in it with this device.
// It returns [ErrNotMember] if not, [ErrElsewhere] if they have to go to another node, and another error when that could not be found out.
func (g *Gate) MayJoin(ctx context.Context, ref call.Ref, user call.UserID, device call.DeviceID) error {
	c, err := g.calls.Load(ctx, ref)
	switch {
	case errors.Is(err, call.ErrNotFound):
		return ErrNotMember
	case err != nil:
		return fmt.Errorf("load call: %w", err)
	case !member(&c, Participant{User: user, Device: device}):
		return ErrNotMember
	case !g.here.has(&c):
		return ErrElsewhere
	}
	return nil
}

// hasRoom reports whether the call is entitled to a media room.
func hasRoom(c *call.Call) bool { return c.Live() && c.Answered() }

// member reports whether p is entitled to the call's media.
func member(c *call.Call, p Participant) bool {
	if !hasRoom(c) {
		return false
	}
	l := c.Leg(p.User)
	return l != nil && l.State == call.Joined && l.Device == p.Device
}
