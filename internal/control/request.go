package control

import (
	"context"
	"errors"
	"fmt"

	"ringline/internal/call"
)

// answeredBefore looks whether a failed command only failed because its first copy succeeded. The same request for
// another call is no copy but a client's mistake, and must not look like success.
func (c *Control) answeredBefore(ctx context.Context, ref call.Ref, cmd call.Command, request call.Request, failed error) (call.Call, error) {
	id, err := c.store.Requested(ctx, ref.App, request)
	switch {
	case err != nil && !errors.Is(err, call.ErrNotFound) && final(failed):
		return call.Call{}, fmt.Errorf("look for an earlier copy of the request: %w", err)
	case err != nil:
		return call.Call{}, failed
	}
	if _, starting := cmd.(call.Start); !starting && id != ref.ID {
		return call.Call{}, call.Invalid("request", "was used before, for another call")
	}
	first := call.Ref{App: ref.App, ID: id}
	leave, err := c.lines.enter(ctx, first)
	if err != nil {
		return call.Call{}, err
	}
	defer leave()
	if err := c.settle(ctx, first); err != nil { // that its first copy succeeded may be news to us
		return call.Call{}, err
	}
	return c.store.Load(ctx, first)
}

// final reports whether an error is an answer: whoever gets another one asks again.
func final(err error) bool {
	var refused *call.Error
	var repeated *call.Repeated
	return errors.As(err, &repeated) || errors.As(err, &refused) && refused.Code != call.CodeUnavailable && refused.Code != call.CodeConflict
}

func checkRequest(r call.Request) error {
	if len(r.ID) > 64 {
		return call.Invalid("request", "is longer than 64 bytes")
	}
	return nil
}
