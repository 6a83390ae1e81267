// Package v4 is the door for back ends written for the documented server API: POST /v4/{service}/{command}
// (reference/server-api.md). Its paths, field names and error numbers live here and nowhere else.
//
// It guarantees an answer of HTTP status 200 with a documented error code to everything that reaches it,
// within three seconds, that never shows the inside of the server. The checks run in the documented order
// (see gate.go), so a caller who may not know something does not learn it from the code.
//
// It decides nothing about calls and keeps nothing but the rate limits: a command is decoded, handed to
// [Calls] or [Webhooks], and the committed outcome is encoded.
package v4

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"ringline/internal/admin"
	"ringline/internal/auth"
	"ringline/internal/call"
	"ringline/internal/cells"
	"ringline/internal/record"
	"ringline/internal/tenant"
)

// Calls runs commands; see package control.
type Calls interface {
	Start(ctx context.Context, m call.Start, request call.Request) (call.Call, error)
	Do(ctx context.Context, ref call.Ref, cmd call.Command, request call.Request) (call.Call, error)
	Load(ctx context.Context, ref call.Ref) (call.Call, error)
}

// Records finds calls that have ended; see package record.
type Records interface {
	CountRecords(ctx context.Context, f record.Filter) (int, error)
	PageRecords(ctx context.Context, f record.Filter, skip, limit int) ([]call.Call, error)
}

// Apps finds an app; nil means that there is none.
type Apps interface {
	App(id int64) *tenant.App
}

// Webhooks says where an app's back end hears of its calls; *admin.Admin is one.
type Webhooks interface {
	// UpdateWebhook lets f put another webhook in the place of the one that is there, if any; nil takes it away.
	UpdateWebhook(ctx context.Context, by admin.By, app int64, f func(was *tenant.Webhook) *tenant.Webhook) error
}

// Options is what [New] needs. MayCall, Log and Metrics may be empty.
type Options struct {
	Apps     Apps
	Webhooks Webhooks
	MayCall  func(ctx context.Context, url string) error // says why the operator lets no webhook go there; nil lets all go
	Auth     *auth.Verifier                              // the one that every door uses
	Calls    Calls
	Records  Records
	Cells    *cells.Map // where apps live; nil is all of them here
	Now      func() time.Time
	Log      *slog.Logger
	Metrics  prometheus.Registerer // nil counts for nobody
}

// Server answers everything under /v4/. It is safe for concurrent use.
type Server struct {
	apps     Apps
	webhooks Webhooks
	mayCall  func(ctx context.Context, url string) error
	auth     *auth.Verifier
	calls    Calls
	records  Records
	cells    *cells.Map
	now      func() time.Time
	log      *slog.Logger
	total    limits              // of all commands of an app together
	commands map[string]*command // by path
	unknown  *command            // stands for every other path
	sequence atomic.Uint64       // of request ids
	requests sync.Pool           // of *request
}

// New makes a Server.
func New(o Options) *Server {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.MayCall == nil {
		o.MayCall = func(context.Context, string) error { return nil }
	}
	s := &Server{apps: o.Apps, webhooks: o.Webhooks, mayCall: o.MayCall, auth: o.Auth, calls: o.Calls, records: o.Records, cells: o.Cells, now: o.Now, log: o.Log}
	s.requests.New = func() any { return new(request) }
	s.routes(newMetrics(o.Metrics))
	return s
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	q := s.requests.Get().(*request)
	q.reset(w, r, time.Now(), s.newRequestID())

	payload, err := s.run(q)
	if away, ok := err.(elsewhere); ok && s.cells.Forwards(r) { //nolint:errorlint // the gate's own, never wrapped
		s.forward(q, away.Cell)
	} else if q.claim() { // else the answer is out already, see deadline.go
		s.answer(q, payload, err)
	}
	q.forget()
	s.requests.Put(q)
}

// run takes a request through the gate and lets its command answer. A panic is an error like any other.
func (s *Server) run(q *request) (payload any, err error) {
	defer func() {
		if p := recover(); p != nil {
			payload, err = nil, &panicked{value: p, stack: debug.Stack()}
		}
	}()
	if err := s.enter(q); err != nil {
		return nil, err
	}
	if err := q.readBody(); err != nil {
		return nil, err
	}
	defer s.hurry(q)()
	return q.command.run(q)
}

// answer writes the outcome, and logs what is our own fault.
func (s *Server) answer(q *request, payload any, err error) {
	f := faultOf(err)
	if f == errInternal {
		s.logInternal(q, err)
	}
	f = q.command.says.say(f)
	q.command.metrics.observe(f, time.Since(q.begun))
	q.write(f, payload)
}

func (s *Server) logInternal(q *request, err error) {
	args := []any{"request", q.id.String(), "command", q.command.name, "error", err}
	if q.app != nil {
		args = append(args, "app", q.app.ID)
	}
	var p *panicked
	if errors.As(err, &p) {
		args = append(args, "stack", string(p.stack))
	}
	s.log.ErrorContext(q.http.Context(), "server API command failed", args...)
}

// panicked is a panic on its way to the log.
type panicked struct {
	value any
	stack []byte
}

func (p *panicked) Error() string { return fmt.Sprint("panic: ", p.value) }
