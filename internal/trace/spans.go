package trace

import (
	"context"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"ringline/internal/call"
)

// tell makes the span of a change, and at its end that of the call.
func (s *Sink) tell(ctx context.Context, ch *call.Change) {
	of := traceOf(ch.To.ID)
	if len(ch.Events) == 0 {
		return
	}
	below := choose(parent(ctx, of), of, spanOf(of, ch.To.Version))
	begin, end := ch.Events[0].At, ch.Events[len(ch.Events)-1].At
	_, span := s.changes.Start(below, ch.Rule, trace.WithTimestamp(begin), trace.WithAttributes(
		attribute.String("ringline.call.id", string(ch.To.ID)),
		attribute.Int64("ringline.app", int64(ch.To.App)),
		attribute.String("ringline.rule", ch.Rule),
		attribute.String("ringline.node", ch.Node),
		attribute.Int64("ringline.version", ch.To.Version),
		attribute.String("ringline.actor", string(ch.Events[0].By.Kind)),
	))
	if ch.Origin.Platform != "" {
		span.SetAttributes(attribute.String("ringline.platform", ch.Origin.Platform))
	}
	for i := range ch.Events {
		e := &ch.Events[i]
		span.AddEvent(string(e.Type), trace.WithTimestamp(e.At), trace.WithAttributes(facts(e)...))
	}
	span.End(trace.WithTimestamp(end))
	if ch.To.End != nil {
		s.tellCall(choose(ctx, of, spanOf(of, root)), &ch.To)
	}
}

// facts are an event's, without what is empty.
func facts(e *call.Event) []attribute.KeyValue {
	var all []attribute.KeyValue
	for _, f := range []struct{ name, value string }{
		{"ringline.user", string(e.User)},
		{"ringline.device", string(e.Device)},
		{"ringline.reason", string(e.Reason)},
		{"ringline.result", string(e.Result)},
		{"ringline.media", string(e.Media)},
	} {
		if f.value != "" {
			all = append(all, attribute.String(f.name, f.value))
		}
	}
	return all
}

// tellCall makes the span that all others of a call hang on.
func (s *Sink) tellCall(ctx context.Context, c *call.Call) {
	_, span := s.changes.Start(ctx, "call", trace.WithNewRoot(), trace.WithTimestamp(c.StartedAt), trace.WithAttributes(
		attribute.String("ringline.call.id", string(c.ID)),
		attribute.Int64("ringline.app", int64(c.App)),
		attribute.String("ringline.media", string(c.Media)),
		attribute.Bool("ringline.group", c.Group),
		attribute.Int("ringline.legs", len(c.Legs)),
		attribute.String("ringline.result", string(c.End.Result)),
		attribute.String("ringline.reason", string(c.End.Reason)),
		attribute.String("ringline.cause", c.End.Cause),
		attribute.String("ringline.actor", string(c.End.By.Kind)),
	))
	rings := c.End.At
	if c.Answered() {
		rings = c.AnsweredAt
		span.SetAttributes(attribute.Float64("ringline.talk_seconds", c.End.At.Sub(c.AnsweredAt).Seconds()))
	}
	span.SetAttributes(attribute.Float64("ringline.ring_seconds", rings.Sub(c.StartedAt).Seconds()))
	if c.End.Result == call.ResultInterrupted { // the only one that is our fault
		span.SetStatus(codes.Error, "the service failed the call")
	}
	span.End(trace.WithTimestamp(c.End.At))
}
