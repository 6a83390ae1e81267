package trace

import (
	"compress/gzip"
	"context"
	"encoding/hex"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel/trace"
	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	otlp "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"

	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/outbox"
	"ringline/internal/store/memory"
	"ringline/internal/tenant"
)

// receiver is a collector that keeps what it gets.
type receiver struct {
	*httptest.Server
	mu      sync.Mutex
	spans   []*otlp.Span
	headers http.Header
	path    string
	service string
}

func newReceiver(t *testing.T) *receiver {
	t.Helper()
	r := &receiver{}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		var body io.Reader = q.Body
		if q.Header.Get("Content-Encoding") == "gzip" {
			unpacked, err := gzip.NewReader(q.Body)
			if err != nil {
				t.Error(err)
				return
			}
			body = unpacked
		}
		text, err := io.ReadAll(body)
		if err != nil {
			t.Error(err)
		}
		var request collector.ExportTraceServiceRequest
		if err := proto.Unmarshal(text, &request); err != nil {
			t.Errorf("not OTLP: %v", err)
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		r.headers, r.path = q.Header, q.URL.Path
		for _, resource := range request.GetResourceSpans() {
			for _, a := range resource.GetResource().GetAttributes() {
				if a.GetKey() == "service.name" {
					r.service = a.GetValue().GetStringValue()
				}
			}
			for _, scope := range resource.GetScopeSpans() {
				r.spans = append(r.spans, scope.GetSpans()...)
			}
		}
		w.Header().Set("Content-Type", "application/x-protobuf")
	}))
	t.Cleanup(r.Close)
	return r
}

// world is control over the memory store, traced.
type world struct {
	*control.Control
	sink *Sink
}

// traced lets f make calls and returns when everything was sent.
func traced(t *testing.T, c Config, f func(w *world)) {
	t.Helper()
	sink, err := New(t.Context(), c, Options{Version: "test", Node: "n1"})
	if err != nil {
		t.Fatal(err)
	}
	apps, err := tenant.NewDirectory([]tenant.App{{ID: 7, Secrets: []tenant.Secret{"s"}}})
	if err != nil {
		t.Fatal(err)
	}
	relay := outbox.NewRelay()
	relay.Attach(sink)
	w := &world{control.New(control.Options{Store: memory.New(), Apps: apps, Sink: relay, Now: time.Now, Node: "n1"}), sink}
	ctx, stop := context.WithCancel(t.Context())
	var sinking, relaying sync.WaitGroup
	late, stopSink := context.WithCancel(t.Context())
	sinking.Go(func() {
		if err := sink.Run(late); err != nil {
			t.Error(err)
		}
	})
	relaying.Go(func() { _ = relay.Run(ctx) })
	f(w)
	stop()
	relaying.Wait()
	stopSink()
	sinking.Wait()
}

func on(user call.UserID, device call.DeviceID) call.Actor {
	return call.Actor{Kind: call.ByUser, User: user, Device: device, From: call.Origin{IP: "192.0.2.77", Platform: "web"}}
}

func (w *world) do(t *testing.T, ref call.Ref, cmd call.Command) {
	t.Helper()
	if _, err := w.Do(t.Context(), ref, cmd, call.Request{}); err != nil {
		t.Fatal(err)
	}
}

func attributes(s *otlp.Span) map[string]string {
	all := map[string]string{}
	for _, a := range s.GetAttributes() {
		all[a.GetKey()] = strings.Trim(a.GetValue().String(), `"`)
	}
	return all
}

// TestOneTracePerCall: P19. The trace has the call's id, a span for every change and one around them.
func TestOneTracePerCall(t *testing.T) {
	r := newReceiver(t)
	var calls []call.ID
	traced(t, Config{Endpoint: r.URL, Headers: []tenant.Secret{"X-Key: secret-of-the-collector"}, Sample: 1}, func(w *world) {
		for range 3 {
			c, err := w.Start(t.Context(), call.Start{App: 7, By: on("ann", "a1"), Callees: []call.UserID{"bob"}, Media: call.Video}, call.Request{})
			if err != nil {
				t.Fatal(err)
			}
			calls = append(calls, c.ID)
			w.do(t, c.Ref(), call.Accept{By: on("bob", "b1")})
			w.do(t, c.Ref(), call.Hangup{By: on("ann", "a1")})
		}
	})
	if r.path != "/v1/traces" || r.headers.Get("X-Key") != "secret-of-the-collector" || r.service != "ringline" {
		t.Errorf("sent to %s by %s with %v", r.path, r.service, r.headers)
	}
	byTrace := map[string][]*otlp.Span{}
	for _, s := range r.spans {
		byTrace[hex.EncodeToString(s.GetTraceId())] = append(byTrace[hex.EncodeToString(s.GetTraceId())], s)
	}
	if len(byTrace) != len(calls) {
		t.Errorf("%d traces of %d calls", len(byTrace), len(calls))
	}
	for _, id := range calls {
		spans := byTrace[strings.ReplaceAll(string(id), "-", "")]
		var names []string
		var whole *otlp.Span
		for _, s := range spans {
			names = append(names, s.GetName())
			if len(s.GetParentSpanId()) == 0 {
				whole = s
			}
		}
		slices.Sort(names)
		if want := []string{"accept", "call", "hangup", "start"}; !slices.Equal(names, want) || whole == nil {
			t.Fatalf("call %s: spans %v, want %v with one root", id, names, want)
		}
		about := attributes(whole)
		if whole.GetName() != "call" || !strings.Contains(about["ringline.result"], "completed") || !strings.Contains(about["ringline.reason"], "hung_up") ||
			!strings.Contains(about["ringline.cause"], "hangup") || !strings.Contains(about["ringline.call.id"], string(id)) {
			t.Errorf("root %s: %v", whole.GetName(), about)
		}
		for _, s := range spans {
			if s == whole {
				continue
			}
			if !slices.Equal(s.GetParentSpanId(), whole.GetSpanId()) {
				t.Errorf("%s hangs on %x, want %x", s.GetName(), s.GetParentSpanId(), whole.GetSpanId())
			}
			if s.GetStartTimeUnixNano() < whole.GetStartTimeUnixNano() || s.GetEndTimeUnixNano() > whole.GetEndTimeUnixNano() {
				t.Errorf("%s is not within its call", s.GetName())
			}
			a := attributes(s)
			if len(s.GetEvents()) == 0 || !strings.Contains(a["ringline.node"], "n1") || !strings.Contains(a["ringline.actor"], "user") || a["ringline.version"] == "" {
				t.Errorf("%s: %v with %d events", s.GetName(), a, len(s.GetEvents()))
			}
		}
		if strings.Contains(whole.String()+spans[0].String()+spans[1].String(), "192.0.2.77") {
			t.Error("a trace holds an address")
		}
	}
}

// TestTheTraceSurvivesARestart: the spans of a call fit together whichever process made them, and the same change twice is one.
func TestTheTraceSurvivesARestart(t *testing.T) {
	id := call.ID(uuid.Must(uuid.NewV7()).String())
	at := time.UnixMilli(1_790_000_000_000)
	first := call.Change{Rule: "start", To: call.Call{App: 7, ID: id, Version: 1, StartedAt: at}, Events: []call.Event{{Type: call.Started, At: at}}}
	last := call.Change{
		Rule: "end", To: call.Call{App: 7, ID: id, Version: 2, StartedAt: at, End: &call.End{At: at.Add(time.Second), Result: call.ResultInterrupted}},
		Events: []call.Event{{Type: call.Ended, At: at.Add(time.Second)}},
	}
	r := newReceiver(t)
	for _, change := range []call.Change{first, last, last} {
		traced(t, Config{Endpoint: r.URL + "/v1/traces", Sample: 1}, func(w *world) { w.sink.Deliver(change) })
	}
	ids := map[string]string{}
	var parents []string
	for _, s := range r.spans {
		ids[hex.EncodeToString(s.GetSpanId())] = s.GetName()
		if len(s.GetParentSpanId()) > 0 {
			parents = append(parents, hex.EncodeToString(s.GetParentSpanId()))
		}
		if failed := s.GetStatus().GetCode() == otlp.Status_STATUS_CODE_ERROR; failed != (s.GetName() == "call") {
			t.Errorf("%s failed: %v", s.GetName(), failed)
		}
	}
	if len(ids) != 3 || len(parents) != 3 {
		t.Errorf("spans %v, parents %v", ids, parents)
	}
	for _, p := range parents {
		if ids[p] != "call" {
			t.Errorf("a parent that is not the call: %s", p)
		}
	}
}

// TestRequests: a request is a trace of its own that leads to the call, and whatever the caller says does not put it elsewhere.
func TestRequests(t *testing.T) {
	r := newReceiver(t)
	id := call.ID(uuid.Must(uuid.NewV7()).String())
	other := traceOf(call.ID(uuid.Must(uuid.NewV7()).String()))
	traced(t, Config{Endpoint: r.URL, Sample: 1}, func(w *world) {
		h := w.sink.Requests("v4", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			Touch(r.Context(), id)
			w.WriteHeader(http.StatusServiceUnavailable)
			if err := http.NewResponseController(w).Flush(); err != nil {
				t.Error(err)
			}
		}))
		q := httptest.NewRequest("BREW", "/v4/call_engine_http_srv/end_call?usersig=secret", nil)
		q.Header.Set("traceparent", "00-"+other.String()+"-0102030405060708-01")
		h.ServeHTTP(httptest.NewRecorder(), q)
	})
	if len(r.spans) != 1 {
		t.Fatalf("%d spans", len(r.spans))
	}
	s := r.spans[0]
	of := traceOf(id)
	if s.GetName() != "v4" || len(s.GetParentSpanId()) > 0 || slices.Equal(s.GetTraceId(), other[:]) || slices.Equal(s.GetTraceId(), of[:]) {
		t.Errorf("%v", s)
	}
	if links := s.GetLinks(); len(links) != 2 || !slices.Equal(links[0].GetTraceId(), other[:]) || !slices.Equal(links[1].GetTraceId(), of[:]) {
		t.Errorf("links %v", links)
	}
	if strings.Contains(s.String(), "secret") || !strings.Contains(s.String(), "503") || strings.Contains(s.String(), "BREW") {
		t.Errorf("%v", s)
	}
	Touch(t.Context(), id) // without a request
}

// TestNobodyWaitsForTheCollector: P17. One that hangs costs spans and nothing else.
func TestNobodyWaitsForTheCollector(t *testing.T) {
	hang := make(chan struct{})
	dead := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-hang }))
	defer dead.Close()
	defer close(hang)
	registry := prometheus.NewRegistry()
	s, err := New(t.Context(), Config{Endpoint: dead.URL, Sample: 1}, Options{Metrics: registry})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	change := call.Change{Rule: "start", To: call.Call{ID: call.ID(uuid.Must(uuid.NewV7()).String()), Version: 1}, Events: []call.Event{{Type: call.Started}}}
	begun := time.Now()
	for range 10 * queueSize {
		s.Deliver(change)
	}
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
	families, err := registry.Gather()
	if err != nil || !strings.Contains(families[0].String(), "dropped") {
		t.Errorf("%v, %v", families, err)
	}
}

// TestFailuresAreSaidOnceAMinute, and spans counted.
func TestFailuresAreSaidOnceAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out strings.Builder
		s, err := New(t.Context(), Config{Endpoint: "http://127.0.0.1:1", Sample: 1}, Options{Log: slog.New(slog.NewTextHandler(&out, nil))})
		if err != nil {
			t.Fatal(err)
		}
		s.exporter = failing{}
		change := call.Change{Rule: "start", To: call.Call{ID: "x", Version: 1}, Events: []call.Event{{Type: call.Started}}}
		for range 10 {
			s.take(t.Context(), item{change: &change})
			s.send(t.Context())
		}
		time.Sleep(complainAll + time.Second) // on the test's own clock
		s.take(t.Context(), item{change: &change})
		s.send(t.Context())
		if n := strings.Count(out.String(), "collector"); n != 2 {
			t.Errorf("said %d times: %s", n, &out)
		}
	})
}

// TestSampling: calls are taken whole or not at all, in the right proportion, though their ids are not random all over.
func TestSampling(t *testing.T) {
	r := newRatio(0.25)
	taken := 0
	const n = 20_000
	for range n {
		if r.takes(traceOf(call.ID(uuid.Must(uuid.NewV7()).String()))) {
			taken++
		}
	}
	if taken < n/5 || taken > n*3/10 {
		t.Errorf("took %d of %d", taken, n)
	}
	all, none := newRatio(1), newRatio(0)
	id := traceOf("not a UUID")
	if !all.takes(id) || none.takes(id) || !all.takes(trace.TraceID{0, 1, 2, 3, 4, 5, 6, 7, 255, 255, 255, 255, 255, 255, 255, 255}) {
		t.Error("all and nothing")
	}
}

func TestConfig(t *testing.T) {
	env := func(list ...string) func(string) string {
		return func(name string) string {
			for _, e := range list {
				if value, ok := strings.CutPrefix(e, name+"="); ok {
					return value
				}
			}
			return ""
		}
	}
	for name, tc := range map[string]struct {
		c   Config
		env func(string) string
		on  bool
	}{
		"nothing":                    {Default(), env(), false},
		"an endpoint":                {Config{Endpoint: "http://x", Sample: 1}, env(), true},
		"the environment":            {Default(), env("OTEL_EXPORTER_OTLP_ENDPOINT=http://x"), true},
		"for traces":                 {Default(), env("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://x"), true},
		"not for traces":             {Default(), env("OTEL_EXPORTER_OTLP_ENDPOINT=http://x", "OTEL_TRACES_EXPORTER=none"), false},
		"switched off":               {Config{Endpoint: "http://x", Sample: 1}, env("OTEL_SDK_DISABLED=true"), false},
		"an endpoint and no samples": {Config{Endpoint: "http://x"}, env(), false},
	} {
		if got := tc.c.On(tc.env); got != tc.on {
			t.Errorf("%s: on is %v", name, got)
		}
	}
	for want, c := range map[string]Config{
		"endpoint":   {Endpoint: "collector:4318"},
		"headers[1]": {Headers: []tenant.Secret{"A: b", "swordfish"}},
		"sample":     {Sample: 1.5},
	} {
		if err := c.Validate(); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "swordfish") {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
