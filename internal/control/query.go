package control

import (
	"context"
	"errors"
	"fmt"

	"ringline/internal/call"
)

// Load returns a call, live or ended, or call.ErrNotFound. It must not be written to. It is what was committed last:
// reading acts on no deadline, so for the moment until the sweeper does, a ring may show that is just over.
func (c *Control) Load(ctx context.Context, ref call.Ref) (call.Call, error) {
	return c.store.Load(ctx, ref)
}

// HeldBy returns the live call that a user is in or that rings for them, or call.ErrNotFound.
func (c *Control) HeldBy(ctx context.Context, app call.AppID, user call.UserID) (call.Call, error) {
	id, err := c.store.Held(ctx, app, user)
	if err != nil {
		return call.Call{}, err
	}
	return c.store.Load(ctx, call.Ref{App: app, ID: id})
}

// Live lists the live calls of an app, or of all apps if app is 0, the oldest first.
func (c *Control) Live(ctx context.Context, app call.AppID) ([]call.Call, error) {
	return c.store.Live(ctx, app)
}

// History lists the committed changes of a call, the oldest first, or call.ErrNotFound.
func (c *Control) History(ctx context.Context, ref call.Ref) ([]Entry, error) {
	return c.store.History(ctx, ref)
}

// Lapse takes a user out of the call that they are in on this device, if any. See [call.Lapse].
func (c *Control) Lapse(ctx context.Context, app call.AppID, user call.UserID, device call.DeviceID, restart bool) error {
	id, err := c.store.Held(ctx, app, user)
	if errors.Is(err, call.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look for the call of a lapsed device: %w", err)
	}
	_, err = c.Do(ctx, call.Ref{App: app, ID: id}, call.Lapse{User: user, Device: device, Restart: restart}, call.Request{})
	return err
}
