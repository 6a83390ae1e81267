// Package trace tells an OpenTelemetry collector of calls and requests: OTLP over HTTP.
//
// There is one trace per call, with the call's id for its id: a span for every committed change, with the change's events, and
// around them the span of the call, which is told when it has ended. A request to one of the HTTP doors is a trace of its own,
// linked to the calls it was about.
//
// It guarantees that nobody waits for it: what the collector does not take in time is dropped and counted. So a trace may have
// holes; the timeline in the store has none. It sends no addresses, no query strings and nothing that an app handed along.
package trace

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"ringline/internal/call"
)

const (
	queueSize   = 4096            // changes and requests that wait
	batchSize   = 512             // spans that are sent at once
	sendEvery   = 2 * time.Second // what there is, if it is fewer
	sendWithin  = 10 * time.Second
	retryFor    = 30 * time.Second // while the collector says that it is busy
	lastSend    = 5 * time.Second  // when the server stops
	complainAll = time.Minute      // about the collector
)

// Options is what [New] needs beside the settings.
type Options struct {
	Version string
	Node    string                // this process
	Log     *slog.Logger          // nil logs nothing
	Metrics prometheus.Registerer // nil counts for nobody
}

// Sink hears of committed changes and makes spans of them. It sends them while [Sink.Run] runs.
type Sink struct {
	queue    chan item
	batch    []sdk.ReadOnlySpan // Run's own
	exporter sdk.SpanExporter
	changes  trace.Tracer // used by Run alone; its spans go into batch
	requests trace.Tracer // used by requests; its spans go into queue
	sample   ratio
	spans    *prometheus.CounterVec
	log      *slog.Logger
	silent   time.Time // until when the collector's faults are not logged
}

// item is one of the two things that wait.
type item struct {
	change *call.Change
	span   sdk.ReadOnlySpan
}

// New makes a sink for settings that are valid and on. It connects to nothing yet.
func New(ctx context.Context, c Config, o Options) (*Sink, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	options := []otlptracehttp.Option{
		otlptracehttp.WithTimeout(sendWithin),
		otlptracehttp.WithCompression(otlptracehttp.GzipCompression),
		otlptracehttp.WithRetry(otlptracehttp.RetryConfig{
			Enabled: true, InitialInterval: time.Second, MaxInterval: 10 * time.Second, MaxElapsedTime: retryFor,
		}),
	}
	if c.Endpoint != "" {
		u, err := url.Parse(c.Endpoint)
		if err != nil {
			return nil, fmt.Errorf("trace.endpoint: %w", err)
		}
		if u.Path == "" || u.Path == "/" {
			u.Path = "/v1/traces"
		}
		options = append(options, otlptracehttp.WithEndpointURL(u.String()))
	}
	if len(c.Headers) > 0 {
		headers := map[string]string{}
		for _, h := range c.Headers {
			name, value, err := header(h)
			if err != nil {
				return nil, fmt.Errorf("trace.headers: %w", err)
			}
			headers[name] = value
		}
		options = append(options, otlptracehttp.WithHeaders(headers))
	}
	exporter, err := otlptracehttp.New(ctx, options...)
	if err != nil {
		return nil, fmt.Errorf("trace: %w", err)
	}
	about, err := resource.New(ctx, resource.WithTelemetrySDK(), resource.WithAttributes(
		attribute.String("service.name", "ringline"),
		attribute.String("service.version", o.Version),
		attribute.String("service.instance.id", o.Node),
	), resource.WithFromEnv()) // the last wins: OTEL_SERVICE_NAME may name it otherwise
	if err != nil {
		return nil, fmt.Errorf("trace: say who this is: %w", err)
	}

	s := &Sink{
		queue: make(chan item, queueSize), exporter: exporter, sample: newRatio(c.Sample), log: o.Log,
		spans: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "ringline_trace_spans_total", Help: "Spans by what became of them: sent, failed, or dropped because too many waited.",
		}, []string{"result"}),
	}
	if o.Metrics != nil {
		o.Metrics.MustRegister(s.spans)
	}
	tracer := func(done func(sdk.ReadOnlySpan)) trace.Tracer {
		return sdk.NewTracerProvider(
			sdk.WithIDGenerator(ids{}), sdk.WithSampler(s.sample), sdk.WithResource(about), sdk.WithSpanProcessor(processor(done)),
		).Tracer("ringline", trace.WithInstrumentationVersion(o.Version))
	}
	s.changes = tracer(func(span sdk.ReadOnlySpan) { s.batch = append(s.batch, span) })
	s.requests = tracer(func(span sdk.ReadOnlySpan) { s.put(item{span: span}) })
	return s, nil
}

// Deliver queues a change, or drops it.
func (s *Sink) Deliver(change call.Change) {
	if s.sample.takes(traceOf(change.To.ID)) {
		s.put(item{change: &change})
	}
}

func (s *Sink) put(i item) {
	select {
	case s.queue <- i:
	default:
		s.spans.WithLabelValues("dropped").Inc()
	}
}

// Run sends until ctx is done, and then what is queued, if the collector takes it at once.
func (s *Sink) Run(ctx context.Context) error {
	tick := time.NewTicker(sendEvery)
	defer tick.Stop()
	for {
		select {
		case i := <-s.queue:
			if s.take(ctx, i); len(s.batch) >= batchSize {
				s.send(ctx)
			}
		case <-tick.C:
			s.send(ctx)
		case <-ctx.Done():
			return s.last(context.WithoutCancel(ctx))
		}
	}
}

func (s *Sink) last(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, lastSend)
	defer cancel()
	for ctx.Err() == nil {
		select {
		case i := <-s.queue:
			if s.take(ctx, i); len(s.batch) >= batchSize {
				s.send(ctx)
			}
			continue
		default:
		}
		break
	}
	s.send(ctx)
	if err := s.exporter.Shutdown(ctx); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("close the way to the collector: %w", err)
	}
	return nil
}

func (s *Sink) take(ctx context.Context, i item) {
	if i.change != nil {
		s.tell(ctx, i.change)
		return
	}
	s.batch = append(s.batch, i.span)
}

// send hands the batch to the collector. What it does not take is gone.
func (s *Sink) send(ctx context.Context) {
	if len(s.batch) == 0 {
		return
	}
	err := s.exporter.ExportSpans(ctx, s.batch)
	result := "sent"
	if err != nil {
		result = "failed"
	}
	s.spans.WithLabelValues(result).Add(float64(len(s.batch)))
	clear(s.batch)
	s.batch = s.batch[:0]
	if now := time.Now(); err != nil && ctx.Err() == nil && now.After(s.silent) {
		s.silent = now.Add(complainAll)
		s.log.Warn("the trace collector does not take our spans", "error", err)
	}
}

// processor hands on spans that have ended.
type processor func(sdk.ReadOnlySpan)

func (processor) OnStart(context.Context, sdk.ReadWriteSpan) {}
func (p processor) OnEnd(span sdk.ReadOnlySpan)              { p(span) }
func (processor) Shutdown(context.Context) error             { return nil }
func (processor) ForceFlush(context.Context) error           { return nil }
