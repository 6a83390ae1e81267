package v1

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
	"github.com/pb33f/libopenapi-validator/config"
	"github.com/prometheus/client_golang/prometheus"

	"ringline/client"
	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/store/memory"
	"ringline/internal/tenant"
)

// The apps of the tests.
const shop, other = 1400000001, 1400000002

// world is a server over real control and a memory store. Its clock stands still until it is moved.
type world struct {
	*testing.T
	*Server
	store   *memory.Store
	control *control.Control
	log     bytes.Buffer
	metrics *prometheus.Registry

	mu  sync.Mutex
	now time.Time
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) wait(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

// Deliver tells nobody.
func (w *world) Deliver(call.Change) {}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, store: memory.New(), metrics: prometheus.NewRegistry(), now: time.Date(2026, 11, 5, 14, 3, 0, 123e6, time.UTC)}
	apps, err := tenant.NewDirectory([]tenant.App{
		{ID: shop, Name: "Shop", Secrets: []tenant.Secret{"shop-secret"}},
		{ID: other, Name: "Other", Secrets: []tenant.Secret{"other-secret"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	w.control = control.New(control.Options{Store: w.store, Apps: apps, Sink: w, Now: w.clock, Node: "node-1"})
	w.Server = New(Options{
		Calls: w.control, Apps: apps, Replies: w.store, Cursors: []byte("cursors"), Version: "1.2.3", Node: "node-1",
		Now: w.clock, Log: slog.New(slog.NewTextHandler(&w.log, nil)), Metrics: w.metrics,
	})
	return w
}

// reply is an answer that was held against the document.
type result struct {
	*world
	*httptest.ResponseRecorder
	what string
}

// header is a header of a request: name, value, name, value.
type header []string

// ask sends a request as the operator. The answer must be as the document says.
func (w *world) ask(method, path, body string, with header) *result {
	w.Helper()
	return w.askAt(w.Local(), method, path, body, with)
}

func (w *world) askAt(h http.Handler, method, path, body string, with header) *result {
	w.Helper()
	request := func() *http.Request {
		var reader io.Reader
		if body != "" {
			reader = strings.NewReader(body)
		}
		r := httptest.NewRequest(method, root+path, reader)
		if body != "" {
			r.Header.Set("Content-Type", "application/json")
		}
		for i := 0; i < len(with); i += 2 {
			r.Header.Set(with[i], with[i+1])
		}
		return r
	}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, request())
	got := &result{w, rec, method + " " + path}
	got.checkAgainstTheDocument(request())
	return got
}

var describing struct {
	sync.Once
	validator.Validator
	problem string
}

// referee holds answers against api/openapi.yaml, by other people's code.
func referee(t *testing.T, s *Server) validator.Validator {
	t.Helper()
	describing.Do(func() {
		doc, err := libopenapi.NewDocument(s.OpenAPI())
		if err != nil {
			describing.problem = err.Error()
			return
		}
		v, errs := validator.NewValidator(doc, config.WithFormatAssertions())
		if len(errs) > 0 {
			describing.problem = errs[0].Error()
			return
		}
		describing.Validator = v
	})
	if describing.problem != "" {
		t.Fatal(describing.problem)
	}
	return describing.Validator
}

func (got *result) checkAgainstTheDocument(r *http.Request) {
	got.Helper()
	response := got.Result()
	if got.Code == http.StatusNotFound && strings.Contains(got.Body.String(), "nothing at this path") || got.Code == http.StatusMethodNotAllowed {
		return // there is no operation to hold it against
	}
	response.Request = r
	if ok, faults := referee(got.T, got.Server).ValidateHttpResponse(r, response); !ok {
		for _, f := range faults {
			got.Errorf("%s: %d is not as the document says: %s: %s\n%v\n%s", got.what, got.Code, f.Message, f.Reason, f.SchemaValidationErrors, got.Body)
		}
	}
	if got.Code >= 400 {
		var p client.Problem
		if err := json.Unmarshal(got.Body.Bytes(), &p); err != nil || p.Status != got.Code || p.Detail == "" || p.Title == "" ||
			p.RequestID == "" || p.RequestID != got.Header().Get("X-Request-Id") || got.Header().Get("Content-Type") != problemType {
			got.Errorf("%s: no proper problem: %v, %s", got.what, err, got.Body)
		}
	}
}

// as decodes an answer that must have the status.
func as[T any](got *result, status int) T {
	got.Helper()
	var v T
	d := json.NewDecoder(got.Body)
	d.DisallowUnknownFields()
	if got.Code != status {
		got.Fatalf("%s: %d, want %d: %s", got.what, got.Code, status, got.Body)
	}
	if status == http.StatusNoContent {
		if got.Body.Len() > 0 {
			got.Errorf("%s: 204 with a body: %s", got.what, got.Body)
		}
		return v
	}
	if err := d.Decode(&v); err != nil {
		got.Fatalf("%s: %v", got.what, err)
	}
	return v
}

// refused is the problem with which a request was refused.
func (got *result) refused(status int, code client.Code) client.Problem {
	got.Helper()
	if got.Code != status {
		got.Fatalf("%s: %d, want %d: %s", got.what, got.Code, status, got.Body)
	}
	var p client.Problem
	if err := json.Unmarshal(got.Body.Bytes(), &p); err != nil || p.Code != code {
		got.Fatalf("%s: %v, %s, want %s", got.what, err, got.Body, code)
	}
	return p
}

const shopCalls = "/apps/1400000001/calls"

// ring starts a call of alice with bob, each on their phone.
func (w *world) ring(app call.AppID, caller call.UserID, callees ...call.UserID) call.Call {
	w.Helper()
	c, err := w.control.Start(w.Context(), call.Start{
		App: app, By: phone(caller), Callees: callees, Media: call.Audio,
	}, call.Request{})
	if err != nil {
		w.Fatal(err)
	}
	return c
}

func phone(u call.UserID) call.Actor {
	return call.Actor{Kind: call.ByUser, User: u, Device: "phone", From: call.Origin{IP: "192.0.2.7", Platform: "web"}}
}

// answer lets somebody accept.
func (w *world) accept(c call.Call, u call.UserID) call.Call {
	w.Helper()
	c, err := w.control.Do(w.Context(), c.Ref(), call.Accept{By: phone(u)}, call.Request{})
	if err != nil {
		w.Fatal(err)
	}
	return c
}
