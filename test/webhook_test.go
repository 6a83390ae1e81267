package test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"ringline/internal/admin"
	"ringline/internal/audit"
	"ringline/internal/call"
	"ringline/internal/dialect"
	"ringline/internal/process"
	"ringline/internal/tenant"
)

const webhookConfig = crashConfig + `
webhook: {allow_networks: [127.0.0.0/8]}
`

// TestWebhooks: the server is killed again and again between the commit of an event and its arrival at the back end, which itself
// fails every now and then. In the end the back end has heard every event of every call, in order for each call, byte for byte
// the same when it heard it twice (P6, P9).
func TestWebhooks(t *testing.T) {
	app := &tenant.App{ID: 1400000002, Secrets: []tenant.Secret{"the-secret-of-the-crash-test"}}
	options := process.Options{
		Data: t.TempDir(), Config: webhookConfig, Listen: reserve(t),
		Apps: func(ctx context.Context, apps *admin.Admin) error {
			_, _, err := apps.CreateApp(ctx, admin.By{Name: "test"}, admin.Spec{
				ID: app.ID, Secret: app.Secrets[0], Settings: tenant.Settings{RequestsPerSecond: 1_000_000, MultiDevice: true, WebhookRequests: 64},
			})
			return err
		},
	}
	backend := &backend{t: t, app: app}
	receiver := httptest.NewServer(backend)
	defer receiver.Close()
	server := launch(t, options)
	newAPI(server.URL, app).must(t, "set_callback", object{
		"Url": receiver.URL + "/rtc?token=s%2Fcret", "CallbackCommandList": dialect.Webhooks(),
	})

	ctx, stop := context.WithCancel(t.Context())
	var people sync.WaitGroup
	var diary diary
	for n := range 8 {
		w := worker{api: newAPI(server.URL, app), diary: &diary, n: n}
		people.Go(func() {
			for ctx.Err() == nil { // at a pace that leaves the server time for the receiver
				w.call(context.WithoutCancel(ctx))
				w.lost++
				pause(ctx, time.Duration(rand.IntN(20))*time.Millisecond)
			}
		})
	}
	for n := range 4 {
		p := &phone{device: newDevice(t, server.URL, app, person(n), "d1"), diary: &diary}
		people.Go(func() { p.live(ctx) })
	}
	waiting := 0
	for range *crashes {
		upFor(t, server, time.Duration(200+rand.IntN(700))*time.Millisecond)
		if err := server.Kill(); err != nil {
			t.Fatal(err)
		}
		waiting += unsent(t, options.Data)
		server = launch(t, options)
	}
	upFor(t, server, 500*time.Millisecond)
	stop()
	people.Wait()

	eventually(t, "every call comes to its end", func() bool { return len(liveCalls(t, options.Data)) == 0 })
	backend.recover()
	eventually(t, "every message is taken", func() bool { return unsent(t, options.Data) == 0 })
	if err := server.Stop(); err != nil {
		t.Error(err)
	}
	h := readHistory(t, options.Data)
	h.Hooks, h.Heard, h.Told, h.Over = map[call.AppID][]string{call.AppID(app.ID): dialect.Webhooks()}, backend.heard, diary.told, true
	broken := 0
	for _, b := range audit.Audit(h) {
		if b.Promise != 6 && b.Promise != 9 {
			continue // TestCrash looks at those, and knows when no server ran
		}
		if broken++; broken < 20 {
			t.Error(b)
		}
	}
	bodies := map[string]int{}
	for _, m := range backend.heard {
		bodies[m.Body]++
	}
	t.Logf("%d crashes left %d messages unsent; %d calls, %d messages, heard %d times", *crashes, waiting, len(h.Calls), len(bodies), len(backend.heard))
	if waiting == 0 || len(h.Calls) < 20**crashes || len(bodies) < 2*len(h.Calls) {
		t.Error("too little happened")
	}
}

// unsent counts what the database has for back ends that they have not taken.
func unsent(t *testing.T, data string) (n int) {
	t.Helper()
	conn, err := sqlite.OpenConn(filepath.Join(data, "ringline.db"), sqlite.OpenReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetBusyTimeout(soon)
	err = sqlitex.ExecuteTransient(conn, "SELECT count(*) FROM deliveries WHERE state = 'pending'", &sqlitex.ExecOptions{ResultFunc: func(row *sqlite.Stmt) error {
		n = row.ColumnInt(0)
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// backend is a receiver that takes its time and fails at times.
type backend struct {
	t   *testing.T
	app *tenant.App

	mu      sync.Mutex
	well    bool
	heard   []audit.Heard
	strange int
}

func (b *backend) recover() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.well = true
}

func (b *backend) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the server was killed while it wrote
	}
	b.mu.Lock()
	b.heard = append(b.heard, audit.Heard{App: call.AppID(b.app.ID), Body: string(body)})
	well := b.well
	b.mu.Unlock()
	b.look(r, body)
	if !well {
		pause(r.Context(), time.Duration(rand.IntN(40))*time.Millisecond)
		switch rand.IntN(50) {
		case 0:
			w.WriteHeader(http.StatusInternalServerError)
			return
		case 1:
			panic(http.ErrAbortHandler) // no answer, and the connection is cut
		}
	}
	_, _ = io.WriteString(w, `{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}`)
}

// look checks what is documented about the address and the headers.
func (b *backend) look(r *http.Request, body []byte) {
	var m struct{ CallbackCommand string }
	err := json.Unmarshal(body, &m)
	want := fmt.Sprintf("/rtc?token=s%%2Fcret&SdkAppid=%d&CallbackCommand=%s&contenttype=json&ClientIP=", b.app.ID, m.CallbackCommand)
	q := r.URL.Query()
	known := q.Get("ClientIP") == "127.0.0.1" && (q.Get("OptPlatform") == "RESTAPI" || q.Get("OptPlatform") == "Unknown") ||
		q.Get("ClientIP") == "" && q.Get("OptPlatform") == "Unknown"
	if err == nil && r.Method == http.MethodPost && r.Header.Get("Content-Type") == "application/json" && known &&
		len(r.RequestURI) > len(want) && r.RequestURI[:len(want)] == want {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.strange++; b.strange < 5 {
		b.t.Errorf("asked %s %s %v\n%s", r.Method, r.RequestURI, r.Header, body)
	}
}
