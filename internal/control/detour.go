package control

import (
	"context"
	"errors"
	"fmt"

	"ringline/internal/call"
)

// detour says that something has to be done on another call first, or instead. It is done without holding the line
// of the call that met it, so that two calls never wait for each other.
type detour struct {
	to      call.Ref
	do      call.Command
	request call.Request
	instead bool // the detour's outcome is the command's, unless the other call has moved on
}

func (d detour) Error() string { return "first " + d.do.Rule() + " on call " + string(d.to.ID) }

// movedOn reports whether a detour was refused because its call is no longer what it was: then it stands in nobody's
// way. Anything else is the answer.
func movedOn(err error) bool {
	var refused *call.Error
	return errors.As(err, &refused) && refused.Code != call.CodeUnavailable && refused.Code != call.CodeInternal
}

// refused takes the store's word on who is held by other calls into the command. A holder whose deadline has passed
// is brought up to date first: it may let go. A callee who is just calling the caller is answered instead.
func (c *Control) refused(ctx context.Context, app call.AppID, cmd call.Command, request call.Request, failed error) (call.Command, error) {
	var claimed *call.Claimed
	if !errors.As(failed, &claimed) {
		return nil, fmt.Errorf("commit %s: %w", cmd.Rule(), failed)
	}
	for user, id := range claimed.Held {
		ref := call.Ref{App: app, ID: id}
		holder, err := c.store.Load(ctx, ref)
		if errors.Is(err, call.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("load the call that holds a user: %w", err)
		}
		if overdue(&holder, c.now()) {
			return nil, detour{to: ref, do: call.Tick{}}
		}
		if m, ok := cmd.(call.Start); ok && user == m.By.User && call.Glare(&holder, m) {
			return nil, detour{to: ref, do: call.Accept{By: m.By}, request: request, instead: true}
		}
	}
	claimer, ok := cmd.(call.Claimer)
	if !ok {
		return nil, fmt.Errorf("%s was refused a claim it cannot make", cmd.Rule())
	}
	return claimer.WithHeld(claimed.Held), nil
}
