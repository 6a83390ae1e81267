package server

import (
	"context"
	"net/http"
	"os"

	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/outbox"
	"ringline/internal/trace"
)

// traces tells of calls and requests, if there is somebody to tell. The zero traces does nothing and costs nothing.
type traces struct{ sink *trace.Sink }

// openTraces starts tracing if the settings or the environment say where to.
func (s *Server) openTraces(ctx context.Context, relay *outbox.Relay) (traces, error) {
	if !s.config.Trace.On(os.Getenv) {
		return traces{}, nil
	}
	sink, err := trace.New(ctx, s.config.Trace, trace.Options{Version: s.options.Version, Node: s.node, Log: s.log, Metrics: s.metrics})
	if err != nil {
		return traces{}, err
	}
	relay.Attach(sink)
	s.parts.run("traces", sink.Run)
	return traces{sink}, nil
}

// requests makes a span of every request to a door.
func (t traces) requests(door string, h http.Handler) http.Handler {
	if t.sink == nil {
		return h
	}
	return t.sink.Requests(door, h)
}

// calls links requests with the calls they are about.
func (t traces) calls(c *control.Control) calls {
	if t.sink == nil {
		return c
	}
	return touched{c}
}

// calls is what the doors for back ends need of control.
type calls interface {
	Start(ctx context.Context, m call.Start, request call.Request) (call.Call, error)
	Do(ctx context.Context, ref call.Ref, cmd call.Command, request call.Request) (call.Call, error)
	Load(ctx context.Context, ref call.Ref) (call.Call, error)
	Live(ctx context.Context, app call.AppID) ([]call.Call, error)
	History(ctx context.Context, ref call.Ref) ([]control.Entry, error)
	HeldBy(ctx context.Context, app call.AppID, user call.UserID) (call.Call, error)
}

type touched struct{ *control.Control }

func (t touched) Start(ctx context.Context, m call.Start, request call.Request) (call.Call, error) {
	c, err := t.Control.Start(ctx, m, request)
	trace.Touch(ctx, c.ID)
	return c, err
}

func (t touched) Do(ctx context.Context, ref call.Ref, cmd call.Command, request call.Request) (call.Call, error) {
	trace.Touch(ctx, ref.ID)
	return t.Control.Do(ctx, ref, cmd, request)
}

func (t touched) Load(ctx context.Context, ref call.Ref) (call.Call, error) {
	trace.Touch(ctx, ref.ID)
	return t.Control.Load(ctx, ref)
}
