package trace

import (
	"context"
	"net/http"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"ringline/internal/call"
)

// Requests makes a span of every request to a door. What the caller says of a trace of its own becomes a link: who could
// choose the trace could write into those of others' calls.
func (s *Sink) Requests(door string, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		theirs := trace.SpanContextFromContext(propagation.TraceContext{}.Extract(r.Context(), propagation.HeaderCarrier(r.Header)))
		options := []trace.SpanStartOption{trace.WithNewRoot(), trace.WithSpanKind(trace.SpanKindServer), trace.WithAttributes(
			attribute.String("http.request.method", method(r.Method)),
			attribute.String("url.path", clip(r.URL.Path)),
			attribute.String("url.scheme", r.URL.Scheme),
		)}
		if theirs.IsValid() {
			options = append(options, trace.WithLinks(trace.Link{SpanContext: theirs}))
		}
		ctx, span := s.requests.Start(r.Context(), door, options...)
		defer span.End()
		if !span.IsRecording() {
			h.ServeHTTP(w, r)
			return
		}
		noted := &status{ResponseWriter: w}
		h.ServeHTTP(noted, r.WithContext(ctx))
		if noted.status == 0 {
			noted.status = http.StatusOK
		}
		span.SetAttributes(attribute.Int("http.response.status_code", noted.status))
		if noted.status >= http.StatusInternalServerError {
			span.SetStatus(codes.Error, http.StatusText(noted.status))
		}
	})
}

// Touch links the request that runs in ctx with a call that it was about. Without a request it does nothing.
func Touch(ctx context.Context, id call.ID) {
	span := trace.SpanFromContext(ctx)
	if !span.IsRecording() || id == "" {
		return
	}
	of := traceOf(id)
	span.AddLink(trace.Link{SpanContext: trace.NewSpanContext(trace.SpanContextConfig{
		TraceID: of, SpanID: spanOf(of, root), TraceFlags: trace.FlagsSampled, Remote: true,
	})})
	span.SetAttributes(attribute.String("ringline.call.id", string(id)))
}

// method is a request's, unless somebody made one up.
func method(m string) string {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return m
	}
	return "_OTHER"
}

func clip(path string) string {
	const most = 128
	if len(path) > most {
		return path[:most]
	}
	return path
}

// status notes how a request was answered. Deadlines, flushing and the like go by way of Unwrap.
type status struct {
	http.ResponseWriter
	status int
}

func (w *status) WriteHeader(code int) {
	if w.status == 0 && code >= http.StatusOK {
		w.status = code
	}
	w.ResponseWriter.WriteHeader(code)
}

func (w *status) Unwrap() http.ResponseWriter { return w.ResponseWriter }
