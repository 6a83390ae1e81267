package test

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/centrifugal/centrifuge-go"

	"ringline/client"
	"ringline/internal/admin"
	"ringline/internal/auth"
	"ringline/internal/process"
	"ringline/internal/tenant"
)

// TestCells: two servers that know of each other. A back end that asks the wrong one gets its answer, or is told where to ask, as configured;
// a client is told where to connect; and what both take for the other's goes round nobody knows how often, but once.
func TestCells(t *testing.T) {
	secret := tenant.Secret(strings.Repeat("5", 64))
	europe, america, lost := &tenant.App{ID: 1400000001, Secrets: []tenant.Secret{secret}}, &tenant.App{ID: 1500000001, Secrets: []tenant.Secret{secret}},
		&tenant.App{ID: 1600000001, Secrets: []tenant.Secret{secret}}
	at := map[string]string{"eu": "http://" + reserve(t), "us": "http://" + reserve(t)}
	run := func(name, away, apps string, own *tenant.App) string {
		data := t.TempDir()
		serve(t, process.Options{
			Data: data, Listen: strings.TrimPrefix(at[name], "http://"), Apps: func(ctx context.Context, all *admin.Admin) error {
				_, _, err := all.CreateApp(ctx, admin.By{Name: "test"}, admin.Spec{ID: own.ID, Secret: own.Secrets[0], Admins: []string{"administrator"}, AllowedNetworks: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
				return err
			},
			Env: []string{
				"RINGLINE_CELLS_NAME=" + name, "RINGLINE_CELLS_AWAY=" + away, "RINGLINE_CELLS_APPS=" + apps,
				"RINGLINE_CELLS_LIST=eu=" + at["eu"] + ",us=" + at["us"], "RINGLINE_HTTP_TRUSTED_PROXIES=127.0.0.1/32",
			},
		})
		return data
	}
	run("eu", "forward", "1500000000-1600000001=us", europe)
	inAmerica := run("us", "refuse", "1400000000-1499999999=eu,1600000001=eu", america)

	passedOn := newAPI(at["eu"], america)
	id := passedOn.ring(t, "bob")
	if users := newAPI(at["us"], america).must(t, "get_call_info", object{"CallId": id}).Response.UserList; len(users) == 0 {
		t.Error("the call that was started through the other cell is not where its app lives")
	}
	passedOn.must(t, "end_call", object{"CallId": id})
	if r, err := passedOn.do(t.Context(), "end_call", object{"CallId": id}); err != nil || r.ErrorCode != 101004 {
		t.Errorf("a refusal is passed on as %+v, %v", r, err)
	}
	long := object{"CallId": strings.Repeat("x", 1<<20)}
	if r, err := passedOn.do(t.Context(), "end_call", long); err != nil || r.ErrorCode != 60003 {
		t.Errorf("a body that is too long for anybody: %+v, %v", r, err)
	}
	if r, err := newAPI(at["us"], europe).do(t.Context(), "end_call", object{"CallId": id}); err != nil || r.ErrorCode != 60026 || !strings.HasSuffix(r.ErrorInfo, at["eu"]) {
		t.Errorf("the cell that refuses says %+v, %v", r, err)
	}
	if r, err := newAPI(at["eu"], lost).do(t.Context(), "end_call", object{"CallId": id}); err != nil || r.ErrorCode != 60026 {
		t.Errorf("an app that each takes for the other's: %+v, %v", r, err)
	}

	// Our own API: with a token of the cell that the app lives in.
	made, err := client.Local(inAmerica).CreateToken(t.Context(), client.CreateToken{Name: "test", Scopes: []client.Scope{client.Everything}})
	if err != nil {
		t.Fatal(err)
	}
	ask := func(cell string, app *tenant.App) error {
		c, err := client.New(at[cell], client.WithToken(made.Secret))
		if err != nil {
			t.Fatal(err)
		}
		_, err = c.App(fmt.Sprint(app.ID)).Show(t.Context())
		return err
	}
	if err := ask("eu", america); err != nil {
		t.Errorf("our own API does not pass on: %v", err)
	}
	if err := ask("us", europe); client.CodeOf(err) != client.CodeWrongCell {
		t.Errorf("our own API refuses with %v", err)
	}

	// A client belongs into its cell.
	data, err := json.Marshal(object{"app": america.ID, "user": "ann", "device": "d1"})
	if err != nil {
		t.Fatal(err)
	}
	ann := newDeviceWith(t, at["eu"], centrifuge.Config{Token: auth.Sign(america, "ann", time.Now(), time.Hour), Data: data}, "ann", "d1")
	refusedWith := make(chan centrifuge.DisconnectedEvent, 1)
	ann.OnDisconnected(func(e centrifuge.DisconnectedEvent) { refusedWith <- e })
	if err := ann.Connect(); err != nil {
		t.Log(err) // it says the same
	}
	select {
	case e := <-refusedWith:
		if e.Code != 1108 || !strings.HasSuffix(e.Reason, at["us"]) {
			t.Errorf("a client in the wrong cell is told %+v", e)
		}
	case <-time.After(soon):
		t.Error("a client in the wrong cell is told nothing")
	}

	// When the other cell is away, that is said within the documented time.
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close() // who connects here waits
	dead := serve(t, process.Options{Data: t.TempDir(), Env: []string{
		"RINGLINE_CELLS_NAME=ap", "RINGLINE_CELLS_AWAY=forward", "RINGLINE_CELLS_APPS=1=us,2=eu",
		"RINGLINE_CELLS_LIST=us=http://" + l.Addr().String() + ",eu=http://127.0.0.1:1",
	}})
	for app, want := range map[int64]int{1: 60008, 2: 101001} {
		begun := time.Now()
		r, err := newAPI(dead.URL, &tenant.App{ID: app, Secrets: america.Secrets}).do(t.Context(), "end_call", object{"CallId": id})
		if err != nil || r.ErrorCode != want || time.Since(begun) > 3*time.Second {
			t.Errorf("app %d: %+v, %v after %v, want %d", app, r, err, time.Since(begun), want)
		}
	}
	ready, err := http.Get(at["eu"] + "/readyz")
	if err != nil {
		t.Fatal(err)
	}
	defer ready.Body.Close()
	if ready.StatusCode != http.StatusOK {
		t.Errorf("it is not ready: %s", ready.Status)
	}
}
