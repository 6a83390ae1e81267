package v4

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"ringline/internal/admin"
	"ringline/internal/call"
	"ringline/internal/cells"
	"ringline/internal/control"
	"ringline/internal/tenant"
)

// emission is a request that is answered with a certain number.
type emission struct {
	world  func(*testing.T) *world // nil is that of the fixtures
	method string                  // empty is POST
	path   string                  // empty is end_call
	user   string                  // empty is administrator
	sig    string                  // of the fixtures; empty is admin
	app    string                  // empty is 1400000001
	query  string                  // added to the rest; "none" leaves out the rest
	body   string                  // empty is that of a running call
	repeat int                     // how often it is sent; the last answer counts
	hang   bool                    // the body never comes to its end
}

// TestEveryNumberIsSent: for each number that we say we send there is a request over real HTTP that is answered so, and for
// each number in codes.go there is a case here.
func TestEveryNumberIsSent(t *testing.T) {
	const config = "/v4/call_config/"
	broken := errors.New("disk on fire")
	healthy := func(t *testing.T) *world { return newWorld(t, change{}) }
	emissions := map[int]emission{
		codeOK:             {},
		codeBadRequest:     {method: "PUT"},
		codeBadBody:        {body: "{"},
		codeNoCredentials:  {query: "none sdkappid=1400000001"},
		codeBadApp:         {app: "14"},
		codeTooMany:        {repeat: 201, body: "{}"},
		codeTimeout:        {hang: true},
		codeNoCommand:      {path: "/v4/call_engine_http_srv/start_call"},
		codeNotAdmin:       {user: "user1", sig: "user1"},
		codeTooManyInAll:   {app: "1400000011", sig: "admin_total", repeat: 2},
		codeNoApp:          {query: "none identifier=administrator"},
		codeBadAccount:     {path: engine + "start_call_by_robot", body: `{"Robot_Account":1}`},
		codeDisabled:       {app: "1400000009"},
		codeBadNetwork:     {app: "1400000010", sig: "admin_networks"},
		codeBadContentType: {query: "contenttype=xml"},
		codeWrongCell: {app: "1400000099", world: func(t *testing.T) *world {
			other, err := cells.New(cells.Config{Name: "eu", List: []string{"us=https://us.example"}, Apps: []string{"1400000099=us"}, Away: cells.Refuse}, nil)
			if err != nil {
				t.Fatal(err)
			}
			return newWorld(t, change{cells: other})
		}},

		codeExpired:      {sig: "expired"},
		codeMalformed:    {sig: "not_zlib"},
		codeBadSignature: {sig: "foreign"},
		codeUserMismatch: {sig: "of_user2"},
		codeAppMismatch:  {sig: "of_other_app"},

		codeConfigInternal: {path: config + "delete_callback", app: "1400000012", sig: "admin_callback", world: func(t *testing.T) *world {
			return newWorld(t, change{admin: func(s admin.Store) admin.Store { return &sickAdmin{Store: s, fail: broken} }})
		}},
		codeConfigInvalid: {path: config + "set_callback", body: "{}"},
		codeNoCallback:    {path: config + "get_callback"},

		codeInternal: {world: func(t *testing.T) *world {
			w, store := sickWorld(t)
			store.load = func(context.Context) error { return broken }
			return w
		}},
		codeInvalid: {body: "{}"},
		codeNoCall:  {body: `{"CallId":"x"}`},

		codeNoRecord: {path: records + "get_record_by_callid", body: `{"CallId":"x"}`},
	}
	known, _ := declared(t)
	for name, number := range known {
		e, ok := emissions[number]
		if !ok {
			t.Errorf("%s (%d) has no case here: nobody has seen it sent", name, number)
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if e.world == nil {
				e.world = healthy
			}
			w := e.world(t)
			got := e.send(t, w)
			if got.ErrorCode != number || (got.ErrorInfo == "") != (number == codeOK) || got.Response != nil {
				t.Errorf("answered %+v, want %d", got, number)
			}
			if strings.Contains(got.ErrorInfo, "fire") {
				t.Errorf("the answer shows the inside: %+v", got)
			}
			if mine := number == codeInternal || number == codeConfigInternal; mine != strings.Contains(w.log.String(), "disk on fire") {
				t.Errorf("logged: %s", &w.log)
			}
		})
	}
	if len(known) < 20 || len(emissions) != len(known) {
		t.Errorf("%d cases for %d numbers", len(emissions), len(known))
	}
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// send sends it to a real server and returns the last answer.
func (e *emission) send(t *testing.T, w *world) envelope {
	t.Helper()
	query, alone := strings.CutPrefix(e.query, "none ")
	if !alone {
		query = url.Values{
			"sdkappid": {or(e.app, "1400000001")}, "identifier": {or(e.user, "administrator")}, "usersig": {w.file.Usersigs[or(e.sig, "admin")]},
		}.Encode() + "&" + query
	}
	body := or(e.body, w.callBody("answered"))
	length := len(body)
	if e.hang {
		length++
	}
	request := fmt.Sprintf("%s %s?%s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s", or(e.method, "POST"), or(e.path, engine+"end_call"), query, length, body)
	n := max(e.repeat, 1)
	all := talk(t, w.serve(t), n, strings.Repeat(request, n))
	return all[n-1]
}

// sickAdmin is a store in which no existing app can be changed once the world has begun.
type sickAdmin struct {
	admin.Store
	fail error
}

func (s *sickAdmin) SaveApp(ctx context.Context, app admin.Stored, act admin.Act) error {
	if act.By != operator {
		return s.fail
	}
	return s.Store.SaveApp(ctx, app, act)
}

// The gate has an answer within milliseconds because there is nothing to wait for: P20 without a stop watch. Whoever is
// refused before the body: nothing of it is read, no store is asked, nothing is changed.
func TestRefusedAtTheGateCostsNothing(t *testing.T) {
	asked := 0
	w := newWorld(t, change{
		store: func(s control.Store) control.Store { return &counted{Store: s, asked: &asked} },
		admin: func(s admin.Store) admin.Store { return &countedAdmin{Store: s, asked: &asked} },
	})
	for range 201 { // uses up the quota of a moment
		w.post("end_call", "{}")
	}
	good := "identifier=administrator&contenttype=json&usersig="
	for number, tc := range map[int]struct{ method, path, query string }{
		codeNoCommand:      {"POST", "/v4/x/y", ""},
		codeBadRequest:     {"GET", engine + "end_call", ""},
		codeNoApp:          {"POST", engine + "end_call", good},
		codeBadApp:         {"POST", engine + "end_call", "sdkappid=5&" + good},
		codeDisabled:       {"POST", engine + "end_call", "sdkappid=1400000009&" + good},
		codeNoCredentials:  {"POST", engine + "end_call", "sdkappid=1400000001"},
		codeBadContentType: {"POST", engine + "end_call", "sdkappid=1400000001&identifier=a&usersig=b&contenttype=xml"},
		codeMalformed:      {"POST", engine + "end_call", "sdkappid=1400000001&" + good + "xxx"},
		codeBadSignature:   {"POST", engine + "end_call", "sdkappid=1400000001&" + good + w.file.Usersigs["foreign"]},
		codeExpired:        {"POST", engine + "end_call", "sdkappid=1400000001&" + good + w.file.Usersigs["expired"]},
		codeAppMismatch:    {"POST", engine + "end_call", "sdkappid=1400000001&" + good + w.file.Usersigs["of_other_app"]},
		codeUserMismatch:   {"POST", engine + "end_call", "sdkappid=1400000001&" + good + w.file.Usersigs["of_user2"]},
		codeNotAdmin:       {"POST", engine + "end_call", "sdkappid=1400000001&identifier=user1&usersig=" + w.file.Usersigs["user1"]},
		codeBadNetwork:     {"POST", engine + "end_call", "sdkappid=1400000010&" + good + w.file.Usersigs["admin_networks"]},
		codeTooMany:        {"POST", engine + "end_call", "sdkappid=1400000001&" + good + w.file.Usersigs["admin"]},
		codeTooManyInAll:   {"POST", engine + "end_call", "sdkappid=1400000011&" + good + w.file.Usersigs["admin_total"]},
	} {
		if number == codeTooManyInAll {
			w.postTo(t, tc.path, tc.query, "{}") // its only request of a second
		}
		asked, w.changes = 0, nil
		body := &untouchable{}
		if e := w.postBody(t, tc.method, tc.path, tc.query, body); e.ErrorCode != number {
			t.Errorf("answered %+v, want %d", e, number)
		}
		if body.read || asked > 0 || len(w.changes) > 0 {
			t.Errorf("%d: body read: %v, stores asked %d times, changes %v", number, body.read, asked, w.changes)
		}
	}
}

// untouchable is a body that never comes; who waits for it is found out.
type untouchable struct{ read bool }

func (u *untouchable) Read([]byte) (int, error) {
	u.read = true
	return 0, errors.New("somebody reads the body")
}

type counted struct {
	control.Store
	asked *int
}

func (c *counted) Load(ctx context.Context, ref call.Ref) (call.Call, error) {
	*c.asked++
	return c.Store.Load(ctx, ref)
}

func (c *counted) Commit(ctx context.Context, ch call.Change) error {
	*c.asked++
	return c.Store.Commit(ctx, ch)
}

func (c *counted) Held(ctx context.Context, app call.AppID, user call.UserID) (call.ID, error) {
	*c.asked++
	return c.Store.Held(ctx, app, user)
}

type countedAdmin struct {
	admin.Store
	asked *int
}

func (c *countedAdmin) ListApps(ctx context.Context) ([]admin.Stored, error) {
	*c.asked++
	return c.Store.ListApps(ctx)
}

func (c *countedAdmin) SaveApp(ctx context.Context, app admin.Stored, act admin.Act) error {
	*c.asked++
	return c.Store.SaveApp(ctx, app, act)
}

// The quota of all commands is the app's own (P16), counts every command, and follows the setting.
func TestQuotaOfAllCommands(t *testing.T) {
	w := newWorld(t, change{})
	limited := "sdkappid=1400000011&identifier=administrator&usersig=" + w.file.Usersigs["admin_total"]
	is := func(what string, want int, path string) {
		t.Helper()
		if e := w.postTo(t, path, limited, "{}"); e.ErrorCode != want {
			t.Errorf("%s: %+v, want %d", what, e, want)
		}
	}
	is("the first request", codeInvalid, engine+"end_call")
	is("another command", codeTooManyInAll, engine+"get_call_info")
	is("another service", codeTooManyInAll, "/v4/call_config/get_callback")
	if e := open(t, w.post("end_call", "{}")); e.ErrorCode != codeInvalid {
		t.Errorf("another app: %+v", e)
	}
	w.now = w.now.Add(time.Second)
	is("a second later", codeInvalid, engine+"end_call")
	is("and again", codeTooManyInAll, engine+"end_call")
	w.update(t, 1400000011, func(app *tenant.App) { app.Settings.TotalRequests = 0 })
	is("without a limit", codeInvalid, engine+"end_call")
}
