package client_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"
	"time"

	"ringline/client"
	"ringline/internal/admin"
	"ringline/internal/auth"
	"ringline/internal/call"
	"ringline/internal/control"
	v1 "ringline/internal/httpapi/v1"
	v4 "ringline/internal/httpapi/v4"
	"ringline/internal/seal"
	"ringline/internal/store/memory"
	"ringline/internal/tenant"
	"ringline/internal/webhook"
)

// doors is a server with both APIs over a memory store.
type doors struct {
	address, token, app, secret string

	close   func()
	control *control.Control
}

// Deliver tells nobody.
func (*doors) Deliver(call.Change) {}

// nobody is online.
type nobody struct{}

func (nobody) Online(context.Context, call.AppID, call.UserID, int) []call.UserID { return nil }

func (nobody) Devices(context.Context, call.AppID, ...call.UserID) map[call.UserID][]v1.Device {
	return nil
}

func (nobody) Disconnect(context.Context, call.AppID, call.UserID, call.DeviceID) (int, error) {
	return 0, nil
}

// names are all one.
type names struct{}

func (names) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	return []netip.Addr{netip.MustParseAddr("198.41.0.4")}, nil
}

func open(ctx context.Context) (*doors, error) {
	store := memory.New()
	keys, err := seal.NewRing("5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a")
	if err != nil {
		return nil, err
	}
	apps := admin.New(admin.Options{Store: store, Keys: keys, Now: time.Now})
	if err := apps.Load(ctx); err != nil {
		return nil, err
	}
	d := &doors{secret: "0123456789abcdef0123456789abcdef", app: "1400000002"}
	by := admin.By{Name: "test"}
	if _, _, err := apps.CreateApp(ctx, by, admin.Spec{ID: 1400000002, Name: "Shop", Secret: tenant.Secret(d.secret)}); err != nil {
		return nil, err
	}
	if _, d.token, err = apps.CreateToken(ctx, by, admin.TokenSpec{Name: "test", Scopes: []admin.Scope{admin.Everything}}); err != nil {
		return nil, err
	}
	d.control = control.New(control.Options{Store: store, Apps: apps, Sink: d, Now: control.SteadyClock()})
	hooks, err := webhook.New(webhook.Options{Store: store, Apps: apps, Config: webhook.Default(), Resolver: names{}, Now: time.Now})
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/v4/", v4.New(v4.Options{
		Apps: apps, Webhooks: apps, Auth: auth.NewVerifier(time.Now), Calls: d.control, Records: store, Now: time.Now,
	}))
	mux.Handle("/api/v1/", v1.New(v1.Options{
		Calls: d.control, Admin: apps, Clients: nobody{}, Profiles: store, Records: store, Deliveries: store, Webhooks: hooks, Replies: store,
		Events: []string{"all"}, Cursors: []byte("cursors"), Version: "1", Node: "node-1", Now: control.SteadyClock(),
	}).Public())
	server := httptest.NewServer(mux)
	d.address, d.close = server.URL, server.Close
	return d, nil
}

// The eight documented commands, against the real door.
func TestV4(t *testing.T) {
	d, err := open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer d.close()
	c, err := client.NewV4(d.address, d.app, "administrator", client.SignWith(d.app, d.secret, time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	started, err := c.StartCallByRobot(ctx, client.V4Start{
		Robot: "robot", Callees: []string{"alice"}, Timeout: 30000, CallInfo: client.V4Room{MediaType: "Audio", RoomID: "r1", RoomIDType: 2},
	})
	if err != nil || started.CallID == "" || len(started.CallResult) != 1 {
		t.Fatalf("%+v, %v", started, err)
	}
	info, err := c.GetCallInfo(ctx, started.CallID)
	if err != nil || info.CallInfo.RoomID != "r1" || len(info.UserList) != 2 || info.UserList[1].Status != "Waiting" {
		t.Errorf("%+v, %v", info, err)
	}
	if err := c.EndCall(ctx, started.CallID); err != nil {
		t.Error(err)
	}
	var refused *client.V4Error
	if err := c.EndCall(ctx, started.CallID); !errors.As(err, &refused) || refused.Code != 101004 || refused.RequestID == "" {
		t.Errorf("%v", err)
	}
	record, err := c.GetRecordByCallID(ctx, started.CallID)
	if err != nil || record.Caller != "robot" || record.CallResult != "Cancel" {
		t.Errorf("%+v, %v", record, err)
	}
	list, err := c.GetRecordByFilter(ctx, client.V4Filter{Page: 1, NumberPerPage: 5})
	if err != nil || list.TotalNum != 1 || len(list.Records) != 1 {
		t.Errorf("%+v, %v", list, err)
	}
	hook := client.V4Callback{URL: "https://shop.example.com/in?k=1", Commands: []string{"Call.CallbackAfterEndCall"}}
	if err := c.SetCallback(ctx, hook); err != nil {
		t.Error(err)
	}
	if got, err := c.GetCallback(ctx); err != nil || got.URL != hook.URL || got.Commands[0] != hook.Commands[0] {
		t.Errorf("%+v, %v", got, err)
	}
	if err := c.DeleteCallback(ctx); err != nil {
		t.Error(err)
	}
	if _, err := c.GetCallback(ctx); !errors.As(err, &refused) || refused.Code != 100301 {
		t.Errorf("%v", err)
	}
	bad, err := client.NewV4(d.address, d.app, "administrator", client.SignWith(d.app, "another", time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if err := bad.EndCall(ctx, "x"); !errors.As(err, &refused) || refused.Code < 70000 {
		t.Errorf("%v", err)
	}
}

// Every method of the client meets a route that understands it.
func TestEveryMethodMeetsItsRoute(t *testing.T) {
	d, err := open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer d.close()
	c, err := client.New(d.address, client.WithToken(d.token))
	if err != nil {
		t.Fatal(err)
	}
	ctx, app := t.Context(), c.App(d.app)
	must := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	code := func(what string, err error, want client.Code) {
		t.Helper()
		if client.CodeOf(err) != want {
			t.Errorf("%s: %v, want %s", what, err, want)
		}
	}
	_, err = c.Server(ctx)
	must("server", err)
	_, err = c.Identity(ctx)
	must("identity", err)
	_, err = c.Backup(ctx, client.MakeBackup{Path: "/x"})
	code("backup", err, client.CodeForbidden)
	made, err := c.CreateApp(ctx, client.CreateApp{Name: "x"})
	must("create app", err)
	for _, err := range c.Apps(ctx) {
		must("apps", err)
	}
	own := c.App(made.App.ID)
	_, err = own.Show(ctx)
	must("show app", err)
	name := "y"
	_, err = own.Update(ctx, client.UpdateApp{Name: &name})
	must("update app", err)
	_, err = own.Disable(ctx)
	must("disable", err)
	_, err = own.Enable(ctx)
	must("enable", err)
	_, err = own.Secrets(ctx)
	must("secrets", err)
	_, err = own.RotateSecret(ctx, client.RotateSecret{})
	must("rotate", err)
	sig, err := app.MakeSignature(ctx, client.MakeSignature{User: "alice"})
	must("signature", err)
	if sig.UserSig == "" {
		t.Error("no signature")
	}
	_, err = app.SetWebhook(ctx, client.SetWebhook{URL: "https://a.example"})
	must("set webhook", err)
	_, err = app.Webhook(ctx)
	must("webhook", err)
	must("delete webhook", app.DeleteWebhook(ctx))
	_, err = app.PingWebhook(ctx)
	code("ping", err, client.CodeNotFound)
	for _, err := range app.Deliveries(ctx, client.DeliveryFilter{State: client.GivenUp}) {
		must("deliveries", err)
	}
	_, err = app.Delivery(ctx, "x-1-0")
	code("delivery", err, client.CodeNotFound)
	_, err = app.ResendDeliveries(ctx, client.ResendDeliveries{})
	code("resend", err, client.CodeInvalid)
	started, err := app.StartCall(ctx, client.StartCall{Caller: "alice", Callees: []string{"bob"}, Media: client.Audio})
	must("start", err)
	_, err = app.Invite(ctx, started.ID, client.InviteUsers{Users: []string{"carol"}})
	must("invite", err)
	_, err = app.Kick(ctx, started.ID, "carol")
	must("kick", err)
	_, err = app.Call(ctx, started.ID)
	must("call", err)
	_, err = app.Timeline(ctx, started.ID)
	must("timeline", err)
	_, err = app.EndCall(ctx, started.ID)
	must("end", err)
	_, err = app.EndCalls(ctx)
	must("end all", err)
	code("mute", app.Mute(ctx, started.ID, client.MuteUser{User: "bob"}), client.CodeEnded)
	for _, err := range app.Records(ctx, client.RecordFilter{User: "alice", From: time.Now().Add(-time.Hour), Order: client.Oldest}) {
		must("records", err)
	}
	_, err = app.Record(ctx, started.ID)
	must("record", err)
	for _, format := range []client.Format{client.CSV, client.NDJSON} {
		body, err := app.ExportRecords(ctx, client.RecordFilter{}, format)
		must("export", err)
		if err == nil {
			text, err := io.ReadAll(body)
			must("export", errors.Join(err, body.Close()))
			if len(text) == 0 {
				t.Error("an empty export")
			}
		}
	}
	_, err = app.Usage(ctx, client.UsageFilter{})
	must("usage", err)
	_, err = app.SetProfile(ctx, "alice", client.SetProfile{Name: "Alice"})
	must("profile", err)
	for _, err := range app.Users(ctx, client.UserFilter{}) {
		must("users", err)
	}
	_, err = app.User(ctx, "alice")
	must("user", err)
	_, err = app.Devices(ctx, "alice")
	must("devices", err)
	_, err = app.Disconnect(ctx, "alice", client.Disconnect{})
	must("disconnect", err)
	_, err = app.DeleteUser(ctx, "alice")
	must("delete user", err)
	token, err := c.CreateToken(ctx, client.CreateToken{Name: "x", Scopes: []client.Scope{client.CallsRead}, ExpiresAt: time.Now().Add(time.Hour)})
	must("create token", err)
	for _, err := range c.Tokens(ctx) {
		must("tokens", err)
	}
	must("revoke", c.RevokeToken(ctx, token.Token.ID))
	for _, err := range c.Audit(ctx, client.AuditFilter{App: d.app}) {
		must("audit", err)
	}
}

// A signature made here is one that the server's own verifier takes.
func TestSignaturesAreGood(t *testing.T) {
	sig, err := client.SignWith("1400000002", "some-secret", time.Minute)("alice")
	if err != nil {
		t.Fatal(err)
	}
	app := tenant.App{ID: 1400000002, Secrets: []tenant.Secret{"some-secret"}}
	v := auth.NewVerifier(time.Now)
	if err := v.Verify(&app, "alice", sig); err != nil {
		t.Error(err)
	}
	if err := v.Verify(&app, "bob", sig); err == nil {
		t.Error("it is good for somebody else")
	}
}
