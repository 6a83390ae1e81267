package v1

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
	"github.com/pb33f/libopenapi-validator/config"
	"github.com/prometheus/client_golang/prometheus"

	"ringline/client"
	"ringline/internal/admin"
	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/media"
	"ringline/internal/seal"
	"ringline/internal/store/memory"
	"ringline/internal/tenant"
	"ringline/internal/webhook"
)

// The apps of the tests.
const shop, other = 1400000001, 1400000002

// world is a server over real control and a memory store. Its clock stands still until it is moved.
type world struct {
	*testing.T
	*Server
	store   *memory.Store
	control *control.Control
	admin   *admin.Admin
	clients clients
	muted   []string
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

// hooks has the back end told of everything, in words of no dialect.
type hooks struct{}

func (hooks) Render(app *tenant.App, change *call.Change) []call.Delivery {
	if app.Webhook == nil {
		return nil
	}
	return []call.Delivery{{Event: "changed", At: change.Events[0].At, Body: []byte(`{"rule":"` + change.Rule + `"}`)}}
}

// Mute notes who was muted; nobody but bob sends anything.
func (w *world) Mute(_ context.Context, _ call.Ref, user call.UserID, source media.Source) error {
	if user != "bob" {
		return &call.Error{Code: call.CodeNotFound, Text: "the user sends no " + string(source) + " in this call"}
	}
	w.muted = append(w.muted, string(user)+" "+string(source))
	return nil
}

// clients are the devices that are connected.
type clients map[call.AppID]map[call.UserID][]Device

func (c clients) Online(_ context.Context, app call.AppID, after call.UserID, limit int) (users []call.UserID) {
	for _, user := range slices.Sorted(maps.Keys(c[app])) {
		if user > after && len(users) < limit {
			users = append(users, user)
		}
	}
	return users
}

func (c clients) Devices(_ context.Context, app call.AppID, users ...call.UserID) map[call.UserID][]Device {
	all := map[call.UserID][]Device{}
	for _, user := range users {
		all[user] = c[app][user]
	}
	return all
}

func (c clients) Disconnect(_ context.Context, app call.AppID, user call.UserID, only call.DeviceID) (int, error) {
	all := c[app][user]
	c[app][user] = slices.DeleteFunc(slices.Clone(all), func(d Device) bool { return only == "" || d.ID == only })
	return len(all) - len(c[app][user]), nil
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{
		T: t, store: memory.New(), metrics: prometheus.NewRegistry(), now: time.Date(2026, 11, 5, 14, 3, 0, 123e6, time.UTC),
		clients: clients{shop: {}, other: {}},
	}
	w.start()
	for _, spec := range []admin.Spec{
		{ID: shop, Name: "Shop", Secret: "shop-secret-0123456789"}, {ID: other, Name: "Other", Secret: "other-secret-0123456789"},
	} {
		if _, _, err := w.admin.CreateApp(t.Context(), admin.By{Name: "test"}, spec); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// start makes a server on the store, as a process does that begins.
func (w *world) start() {
	w.Helper()
	keys, err := seal.NewRing(tenant.Secret(strings.Repeat("5a", 32)))
	if err != nil {
		w.Fatal(err)
	}
	log := slog.New(slog.NewTextHandler(&w.log, nil))
	w.admin = admin.New(admin.Options{Store: w.store, Keys: keys, Now: w.clock, Log: log})
	if err := w.admin.Load(w.Context()); err != nil {
		w.Fatal(err)
	}
	w.control = control.New(control.Options{Store: w.store, Apps: w.admin, Hooks: hooks{}, Sink: w, Now: w.clock, Node: "node-1"})
	queue, err := webhook.New(webhook.Options{Store: w.store, Apps: w.admin, Config: webhook.Default(), Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Resolver: names{}, Now: w.clock, Node: "node-1", Log: log})
	if err != nil {
		w.Fatal(err)
	}
	w.metrics = prometheus.NewRegistry()
	w.Server = New(Options{
		Calls: w.control, Admin: w.admin, Rooms: w, Clients: w.clients, Profiles: w.store, Records: w.store, Deliveries: w.store,
		Webhooks: queue, Events: []string{"changed", "over"}, Replies: w.store, Backup: backup, Cursors: []byte("cursors"),
		Checks: []Check{{Name: "store", Probe: func(context.Context) error { return nil }}},
		Nodes: func() []client.Node {
			return []client.Node{{Name: "node-1", State: client.NodeServing, Version: "1.2.3"}}
		},
		Version: "1.2.3", Node: "node-1", Now: w.clock, Log: log, Metrics: w.metrics,
	})
}

// names are all one, but for one that is where no webhook may go.
type names struct{}

func (names) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	if host == "metadata.example" {
		return []netip.Addr{netip.MustParseAddr("169.254.169.254")}, nil
	}
	return []netip.Addr{netip.MustParseAddr("198.41.0.4")}, nil
}

func backup(_ context.Context, path string) error { return os.WriteFile(path, []byte("copy"), 0o600) }

// token makes a token and returns its secret.
func (w *world) token(app int64, scopes ...admin.Scope) string {
	w.Helper()
	_, secret, err := w.admin.CreateToken(w.Context(), admin.By{Name: "test"}, admin.TokenSpec{Name: "test", App: app, Scopes: scopes})
	if err != nil {
		w.Fatal(err)
	}
	return secret
}

// with asks on the public port with a token; an empty one sends none.
func (w *world) with(token, method, path, body string) *result {
	w.Helper()
	var h header
	if token != "" {
		h = header{"Authorization", "Bearer " + token}
	}
	return w.askAt(w.Public(), method, path, body, h)
}

// result is an answer that was held against the document.
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
	if path := strings.TrimPrefix(r.URL.Path, root); strings.HasPrefix(path, "/openapi.") || strings.HasPrefix(path, "/docs") {
		return // the description is not described
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
			p.RequestID == "" || p.RequestID != got.Header().Get("X-Request-Id") && got.Header().Get(replayedHeader) == "" || got.Header().Get("Content-Type") != problemType {
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
