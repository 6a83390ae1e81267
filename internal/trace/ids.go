package trace

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"

	"github.com/google/uuid"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"ringline/internal/call"
)

// A trace is found by its call: the trace's id is the call's, and every span's id follows from the call and what the span is
// about. So nothing has to be kept between the spans of a call, whichever process makes them, and what is told twice is one.

// traceOf is the id of a call's trace.
func traceOf(id call.ID) trace.TraceID {
	if u, err := uuid.Parse(string(id)); err == nil {
		return trace.TraceID(u)
	}
	sum := sha256.Sum256([]byte(id))
	return trace.TraceID(sum[:16])
}

// spanOf is the id of a span of a call: of the call itself, or of its change to a version.
func spanOf(of trace.TraceID, version int64) trace.SpanID {
	sum := sha256.Sum256(binary.BigEndian.AppendUint64(of[:], uint64(version)))
	return trace.SpanID(sum[:8])
}

// root stands for the call itself in spanOf; versions begin with 1.
const root = 0

// parent is what the spans of a call's changes hang on. It may not be there yet: it is told at the call's end.
func parent(ctx context.Context, of trace.TraceID) context.Context {
	return trace.ContextWithSpanContext(ctx, trace.NewSpanContext(trace.SpanContextConfig{
		TraceID: of, SpanID: spanOf(of, root), TraceFlags: trace.FlagsSampled, Remote: true,
	}))
}

// ids hands out the ids that are in the context, and otherwise random ones.
type ids struct{}

type idsKey struct{}

type chosen struct {
	trace trace.TraceID
	span  trace.SpanID
}

func choose(ctx context.Context, of trace.TraceID, span trace.SpanID) context.Context {
	return context.WithValue(ctx, idsKey{}, chosen{of, span})
}

// NewIDs returns the ids of a span that begins a trace.
func (ids) NewIDs(ctx context.Context) (trace.TraceID, trace.SpanID) {
	if c, ok := ctx.Value(idsKey{}).(chosen); ok {
		return c.trace, c.span
	}
	var of trace.TraceID
	_, _ = rand.Read(of[:]) // never fails, says its package
	return of, randomSpan()
}

// NewSpanID returns the id of a span below another.
func (ids) NewSpanID(ctx context.Context, _ trace.TraceID) trace.SpanID {
	if c, ok := ctx.Value(idsKey{}).(chosen); ok {
		return c.span
	}
	return randomSpan()
}

func randomSpan() (id trace.SpanID) {
	_, _ = rand.Read(id[:])
	return id
}

// ratio samples by the last 56 bits of a trace's id, which are random in call ids as well, so that every process decides
// alike. The library's own sampler looks at bits that are fixed in them.
type ratio struct{ below uint64 }

func newRatio(part float64) ratio { return ratio{uint64(part * (1 << 56))} }

func (r ratio) takes(of trace.TraceID) bool {
	return binary.BigEndian.Uint64(of[8:])&(1<<56-1) < r.below
}

// ShouldSample implements the library's interface. What a parent decided does not count: it may be anybody's.
func (r ratio) ShouldSample(p sdk.SamplingParameters) sdk.SamplingResult {
	decision := sdk.Drop
	if r.takes(p.TraceID) {
		decision = sdk.RecordAndSample
	}
	return sdk.SamplingResult{Decision: decision, Tracestate: trace.SpanContextFromContext(p.ParentContext).TraceState()}
}

// Description implements the library's interface.
func (r ratio) Description() string { return "ringline: by the call's id" }
