package v1

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"time"

	"ringline/client"
	"ringline/internal/call"
	"ringline/internal/tenant"
)

// operation is one thing that the API does.
type operation struct {
	id      string // names it in the document, the metrics and the log
	method  string
	path    string // below root
	tag     string // the chapter that it is in
	summary string
	doc     string // what is not obvious; may be empty
	scope   client.Scope
	local   bool          // only the operator may
	open    bool          // anybody may, without a token
	stream  string        // content type of a streamed answer
	long    bool          // takes as long as it takes, unless whoever asked goes away
	codes   []client.Code // what it may refuse with beyond what any operation like it does

	query, body, answer reflect.Type // nil for none
	run                 func(r *request) (any, error)
}

// none is the type of a query, body or answer that there is not.
type none = struct{}

// request is one request on its way through an operation.
type request struct {
	*http.Request
	out   http.ResponseWriter
	op    *operation
	who   identity
	app   *tenant.App // of the path; nil when it names none
	key   string      // idempotency key; empty without one
	query any         // as the operation has it
	body  any
	now   time.Time
}

// appID is the id of the path's app.
func (r *request) appID() call.AppID { return call.AppID(r.app.ID) }

// ref is the call of the path.
func (r *request) ref() call.Ref { return call.Ref{App: r.appID(), ID: call.ID(r.PathValue("call"))} }

// add registers an operation under its types.
func add[Q, B, A any](s *Server, o operation, run func(r *request, q Q, b B) (A, error)) {
	o.query, o.body, o.answer = typeOf[Q](), typeOf[B](), typeOf[A]()
	if o.stream != "" {
		o.answer = nil
	}
	o.run = func(r *request) (any, error) {
		q, _ := r.query.(Q) // there is none where the type is none
		b, _ := r.body.(B)
		return run(r, q, b)
	}
	s.operations = append(s.operations, &o)
	s.mux.Handle(o.method+" "+root+o.path, s.serve(&o))
}

func typeOf[T any]() reflect.Type {
	if t := reflect.TypeFor[T](); t != reflect.TypeFor[none]() {
		return t
	}
	return nil
}

// success is the status of an answer that is no refusal.
func (o *operation) success() int {
	switch {
	case o.answer == nil && o.stream == "":
		return http.StatusNoContent
	case o.method == http.MethodPost && o.creates():
		return http.StatusCreated
	default:
		return http.StatusOK
	}
}

// creates reports whether a POST makes something that has an id of its own.
func (o *operation) creates() bool {
	switch o.id {
	case "create_app", "create_token", "start_call", "rotate_secret", "make_signature", "make_backup":
		return true
	}
	return false
}

const (
	answerTime = 10 * time.Second // how long an operation may take; a stream or a long one may take longer
	keepTime   = 5 * time.Second  // how long the writing down of what was done may take
)

// serve takes a request through the gate, lets the operation answer, and counts.
func (s *Server) serve(o *operation) http.Handler {
	input := s.inputOf(o)
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		begun := time.Now()
		r := &request{Request: q, out: w, op: o, now: s.Now()}
		status := s.handle(r, input)
		s.metrics.observe(o.id, status, time.Since(begun))
	})
}

// handle answers a request and returns the status.
func (s *Server) handle(r *request, input input) (status int) {
	defer s.recovered(r, &status)
	if err := s.home(r); err != nil {
		var away elsewhere
		if errors.As(err, &away) {
			if status, passed := s.forward(r, away.Cell); passed {
				return status
			}
		}
		return s.fail(r.out, r.Request, r, err)
	}
	if err := s.enter(r); err != nil {
		return s.fail(r.out, r.Request, r, err)
	}
	if r.op.stream != "" {
		if err := s.readInput(r, input); err != nil {
			return s.fail(r.out, r.Request, r, err)
		}
		return s.runStream(r)
	}
	ctx, cancel := r.duration()
	defer cancel()
	r.Request = r.WithContext(ctx)
	if err := s.readInput(r, input); err != nil {
		return s.fail(r.out, r.Request, r, err)
	}
	a, err := s.once(r)
	if err != nil {
		return s.fail(r.out, r.Request, r, err)
	}
	return a.write(r.out)
}

// duration is how long the operation may take. What changes something is not left half done because whoever asked went away.
func (r *request) duration() (context.Context, context.CancelFunc) {
	ctx := r.Context()
	switch {
	case r.op.long:
		_ = http.NewResponseController(r.out).SetWriteDeadline(time.Time{}) // a writer that has no deadlines waits
		return context.WithCancel(ctx)
	case r.Method != http.MethodGet:
		ctx = context.WithoutCancel(ctx)
	}
	return context.WithTimeout(ctx, answerTime)
}

// keeping is how long it may take to write down what was done. It is done also if there is no time left, or nobody to tell.
func (r *request) keeping() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(r.Context()), keepTime)
}

// work runs the operation and makes an answer of what it returns, be it a refusal. The error says that it is our fault, or
// that it may go better another time.
func (s *Server) work(r *request) (answer, error) {
	v, err := r.op.run(r)
	if err != nil {
		p := s.problem(r.out.Header().Get(requestIDHeader), err)
		if p.Status >= http.StatusInternalServerError || errors.Is(err, call.ErrConflict) {
			return answer{}, err
		}
		return encode(p.Status, problemType, p)
	}
	if r.op.answer == nil {
		return answer{status: http.StatusNoContent}, nil
	}
	return encode(r.op.success(), jsonType, v)
}

// answer is what goes out.
type answer struct {
	status int
	kind   string // content type
	body   []byte
}

const (
	jsonType    = "application/json"
	problemType = "application/problem+json"
)

func encode(status int, kind string, v any) (answer, error) {
	body, err := json.Marshal(v)
	return answer{status, kind, append(body, '\n')}, err
}

func (a answer) write(w http.ResponseWriter) int {
	if a.kind != "" {
		w.Header().Set("Content-Type", a.kind)
	}
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body) // a client that went away is no error
	return a.status
}
