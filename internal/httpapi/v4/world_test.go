package v4

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"ringline/internal/admin"
	"ringline/internal/auth"
	"ringline/internal/call"
	"ringline/internal/cells"
	"ringline/internal/control"
	"ringline/internal/seal"
	"ringline/internal/store/memory"
	"ringline/internal/tenant"
)

const fixtures = "../../../api/fixtures/v4"

// worldFile is api/fixtures/v4/world.json.
type worldFile struct {
	Now  int64 `json:"now"`
	Apps []struct {
		ID       int64             `json:"sdkappid"`
		Secret   tenant.Secret     `json:"secret"`
		Admins   []string          `json:"administrators"`
		Disabled bool              `json:"disabled"`
		Networks []netip.Prefix    `json:"allowed_networks"`
		Total    int               `json:"total_requests"`
		Callback *callbackResponse `json:"callback"`
	} `json:"apps"`
	Usersigs map[string]string `json:"usersigs"`
	Calls    []struct {
		ID        call.ID       `json:"CallId"`
		Caller    call.UserID   `json:"caller"`
		Callees   []call.UserID `json:"callees"`
		Media     call.Media    `json:"media"`
		Room      call.Room     `json:"room"`
		ChatGroup string        `json:"chat_group"`
		Then      string        `json:"then"`
		Ago       int           `json:"ago"` // seconds; empty: now
		Steps     []worldStep   `json:"steps"`
	} `json:"calls"`
}

// worldStep is what happened to a call, seconds after its start.
type worldStep struct {
	After int         `json:"after"`
	Do    string      `json:"do"`
	User  call.UserID `json:"user"`
}

func readFixture(t testing.TB, name string, into any) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(fixtures, name))
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	if err := dec.Decode(into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// world is a server over real control and a memory store, as world.json says. Its clock stands still.
type world struct {
	*Server
	admin   *admin.Admin
	store   *memory.Store
	file    worldFile
	control *control.Control
	now     time.Time
	log     bytes.Buffer
	metrics *prometheus.Registry
	changes []call.Change // what was committed since the world began
}

// Deliver takes note of committed changes.
func (w *world) Deliver(ch call.Change) { w.changes = append(w.changes, ch) }

// change alters a world before it begins; the zero change alters nothing.
type change struct {
	cells *cells.Map
	apps  func([]tenant.App)
	store func(control.Store) control.Store
	admin func(admin.Store) admin.Store
}

func newWorld(t testing.TB, with change) *world {
	t.Helper()
	w := &world{metrics: prometheus.NewRegistry()}
	readFixture(t, "world.json", &w.file)
	w.now = time.Unix(w.file.Now, 0)
	clock := func() time.Time { return w.now }

	var list []tenant.App
	for _, a := range w.file.Apps {
		app := tenant.App{
			ID: a.ID, Secrets: []tenant.Secret{a.Secret}, Admins: a.Admins, Disabled: a.Disabled, AllowedNetworks: a.Networks,
			Settings: tenant.Settings{TotalRequests: a.Total},
		}
		if a.Callback != nil {
			app.Webhook = &tenant.Webhook{URL: a.Callback.Url, Events: a.Callback.CallbackCommandList}
		}
		list = append(list, app)
	}
	if with.apps != nil {
		with.apps(list)
	}
	w.store = memory.New()
	var store control.Store = w.store
	if with.store != nil {
		store = with.store(store)
	}
	var apps admin.Store = w.store
	if with.admin != nil {
		apps = with.admin(apps)
	}
	keys, err := seal.NewRing("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
	if err != nil {
		t.Fatal(err)
	}
	w.admin = admin.New(admin.Options{Store: apps, Keys: keys, Now: clock})
	for i := range list {
		w.make(t, &list[i])
	}
	w.control = control.New(control.Options{Store: store, Apps: w.admin, Sink: w, Now: clock})
	w.Server = New(Options{
		Cells: with.cells, Apps: w.admin, Webhooks: w.admin, Auth: auth.NewVerifier(clock), Calls: w.control, Records: w.store, Now: clock,
		Log: slog.New(slog.NewTextHandler(&w.log, nil)), Metrics: w.metrics,
	})
	w.begin(t)
	return w
}

var operator = admin.By{Name: "operator"}

// make makes an app as it is said to be.
func (w *world) make(t testing.TB, app *tenant.App) {
	t.Helper()
	_, _, err := w.admin.CreateApp(context.Background(), operator, admin.Spec{
		ID: app.ID, Secret: app.Secrets[0], Admins: app.Admins, AllowedNetworks: app.AllowedNetworks, Settings: app.Settings,
	})
	if err == nil && app.Disabled {
		w.update(t, app.ID, func(a *tenant.App) { a.Disabled = true })
	}
	if err == nil && app.Webhook != nil {
		err = w.admin.SetWebhook(context.Background(), operator, app.ID, app.Webhook)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// update changes an app.
func (w *world) update(t testing.TB, id int64, f func(*tenant.App)) {
	t.Helper()
	if _, err := w.admin.UpdateApp(context.Background(), operator, id, func(app *tenant.App) error { f(app); return nil }); err != nil {
		t.Fatal(err)
	}
}

// begin starts the calls of the file.
func (w *world) begin(t testing.TB) {
	t.Helper()
	ctx := context.Background()
	device := func(u call.UserID) call.Actor { return call.Actor{Kind: call.ByUser, User: u, Device: "phone"} }
	now := w.now
	for _, c := range w.file.Calls {
		began := now.Add(-time.Duration(c.Ago) * time.Second)
		w.now = began
		ref := call.Ref{App: call.AppID(w.file.Apps[0].ID), ID: c.ID}
		_, err := w.control.Start(ctx, call.Start{
			App: ref.App, ID: c.ID, By: device(c.Caller), Callees: c.Callees, Media: c.Media, Room: c.Room, ChatGroup: c.ChatGroup,
		}, call.Request{})
		for _, step := range c.Steps {
			w.now = began.Add(time.Duration(step.After) * time.Second)
			var cmd call.Command
			switch step.Do {
			case "accept":
				cmd = call.Accept{By: device(step.User)}
			case "join":
				cmd = call.Join{By: device(step.User)}
			case "reject", "busy":
				cmd = call.Reject{By: device(step.User), Busy: step.Do == "busy"}
			case "hangup":
				cmd = call.Hangup{By: device(step.User)}
			case "lapse":
				cmd = call.Lapse{User: step.User, Device: "phone"}
			case "tick":
				w.now = w.now.Add(time.Millisecond) // the invitation was made that much after the start
				cmd = call.Tick{}
			}
			if err == nil {
				_, err = w.control.Do(ctx, ref, cmd, call.Request{})
			}
		}
		if w.now = now; c.Steps == nil && err == nil && c.Then != "ringing" {
			_, err = w.control.Do(ctx, ref, call.Accept{By: device(c.Callees[0])}, call.Request{})
		}
		if c.Steps == nil && err == nil && c.Then == "ended" {
			_, err = w.control.Do(ctx, ref, call.Hangup{By: device(c.Caller)}, call.Request{})
		}
		if err != nil {
			t.Fatalf("begin call %s: %v", c.ID, err)
		}
	}
	w.changes = nil
}

// id returns the call that the file describes with the given word.
func (w *world) id(then string) call.ID {
	for _, c := range w.file.Calls {
		if c.Then == then {
			return c.ID
		}
	}
	panic("no such call: " + then)
}

// load returns a call as the store has it.
func (w *world) load(t testing.TB, id call.ID) call.Call {
	t.Helper()
	c, err := w.control.Load(context.Background(), call.Ref{App: call.AppID(w.file.Apps[0].ID), ID: id})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

const (
	engine  = "/v4/call_engine_http_srv/"
	records = "/v4/call_record_http_srv/"
)

// query is what a proper caller sends.
func (w *world) query() string {
	return "sdkappid=1400000001&identifier=administrator&usersig=" + w.file.Usersigs["admin"] + "&random=1&contenttype=json"
}

// post sends a command properly.
func (w *world) post(command, body string) *httptest.ResponseRecorder {
	rec := httptest.NewRecorder()
	w.ServeHTTP(rec, httptest.NewRequest(http.MethodPost, engine+command+"?"+w.query(), strings.NewReader(body)))
	return rec
}

// postTo sends any request by POST.
func (w *world) postTo(t testing.TB, path, query, body string) envelope {
	t.Helper()
	return w.postBody(t, http.MethodPost, path, query, strings.NewReader(body))
}

func (w *world) postBody(t testing.TB, method, path, query string, body io.Reader) envelope {
	t.Helper()
	rec := httptest.NewRecorder()
	w.ServeHTTP(rec, httptest.NewRequest(method, path+"?"+query, body))
	return open(t, rec)
}

// envelope is what every answer looks like.
type envelope struct {
	ActionStatus string
	ErrorCode    int
	ErrorInfo    string
	RequestId    string
	Response     json.RawMessage
}

func open(t testing.TB, rec *httptest.ResponseRecorder) envelope {
	t.Helper()
	var e envelope
	dec := json.NewDecoder(rec.Body)
	dec.DisallowUnknownFields()
	if err := dec.Decode(&e); err != nil || rec.Code != http.StatusOK {
		t.Fatalf("status %d, %v: %q", rec.Code, err, rec.Body)
	}
	return e
}
