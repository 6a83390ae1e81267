package v1

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"

	"ringline/client"
	"ringline/internal/admin"
	"ringline/internal/auth"
	"ringline/internal/call"
	"ringline/internal/record"
	"ringline/internal/webhook"
)

func TestApps(t *testing.T) {
	w := newWorld(t)
	made := as[client.CreatedApp](w.ask(post, "/apps", `{"name":"New","administrators":["root"],"networks":["10.1.2.3","2001:db8::/32"],
		"settings":{"max_members":4,"ring_timeout_ms":7000}}`, nil), 201)
	a := made.App
	if len(made.Secret) < 32 || a.Settings.MaxMembers != 4 || a.Settings.MaxCallees != 3 || a.Settings.RingTimeoutMS != 7000 ||
		a.Networks[0] != "10.1.2.3/32" || a.Administrators[0] != "root" || len(a.Secrets) != 1 {
		t.Errorf("made %+v", made)
	}
	path := "/apps/" + a.ID
	a = as[client.App](w.ask(patch, path, `{"name":"Newer","settings":{"multi_device":true}}`, nil), 200)
	if a.Name != "Newer" || !a.Settings.MultiDevice || a.Settings.MaxMembers != 4 || a.Administrators[0] != "root" || len(a.Networks) != 2 {
		t.Errorf("updated %+v", a)
	}
	a = as[client.App](w.ask(patch, path, `{"networks":[],"administrators":["a","b"]}`, nil), 200)
	if len(a.Networks) != 0 || len(a.Administrators) != 2 {
		t.Errorf("updated %+v", a)
	}
	w.ask(patch, path, `{"settings":{"max_callees":9}}`, nil).refused(400, client.CodeInvalid) // more than members
	if a = as[client.App](w.ask(post, path+"/disable", "", nil), 200); !a.Disabled {
		t.Error("not disabled")
	}
	w.ask(post, path+"/calls", start, nil).refused(403, client.CodeForbidden)
	if a = as[client.App](w.ask(post, path+"/enable", "", nil), 200); a.Disabled {
		t.Error("still disabled")
	}
	w.ask(post, "/apps", `{"name":"x","id":"`+a.ID+`"}`, nil).refused(409, client.CodeConflict)
	w.ask(post, "/apps", `{"name":"x","id":"9999999999"}`, nil).refused(400, client.CodeInvalid)

	rotated := as[client.NewSecret](w.ask(post, path+"/secrets", `{"overlap_ms":3600000}`, nil), 201)
	secrets := as[client.SecretList](w.ask(get, path+"/secrets", "", nil), 200).Secrets
	if rotated.Secret == made.Secret || len(secrets) != 2 || !secrets[0].Until.IsZero() || secrets[1].Until.IsZero() {
		t.Errorf("rotated to %+v", secrets)
	}
	if list := as[client.AppList](w.ask(get, "/apps?limit=2", "", nil), 200); len(list.Apps) != 2 || list.NextCursor == "" {
		t.Errorf("list %+v", list)
	} else if rest := as[client.AppList](w.ask(get, "/apps?limit=2&cursor="+list.NextCursor, "", nil), 200); len(rest.Apps) != 1 || rest.NextCursor != "" {
		t.Errorf("rest %+v", rest)
	}
	mine := as[client.AppList](w.with(w.token(shop, admin.AppsRead), get, "/apps", ""), 200)
	if len(mine.Apps) != 1 || mine.Apps[0].ID != "1400000001" {
		t.Errorf("P16: a token of one app sees %+v", mine)
	}
	w.with(w.token(shop, admin.AppsWrite), post, "/apps", `{"name":"x"}`).refused(403, client.CodeForbidden)
}

// A secret is in the answer that made it and in no other, not in the log, not in clear in what is kept.
func TestSecretsAreShownOnce(t *testing.T) {
	w := newWorld(t)
	made := as[client.CreatedApp](w.ask(post, "/apps", `{"name":"New"}`, header{keyHeader, "k"}), 201)
	again := as[client.CreatedApp](w.ask(post, "/apps", `{"name":"New"}`, header{keyHeader, "k"}), 201)
	if again.Secret != made.Secret {
		t.Error("who repeats the request with its key gets another secret")
	}
	as[client.Webhook](w.ask(put, "/apps/1400000001/webhook", `{"url":"https://a.example/?k=1","token":"t0ken","secret":"whsec_c2VjcmV0c2VjcmV0"}`, nil), 200)
	for _, path := range []string{"/apps", "/apps/" + made.App.ID, "/apps/" + made.App.ID + "/secrets", "/apps/1400000001/webhook", "/audit", "/tokens"} {
		body := w.ask(get, path, "", nil).Body.String()
		for _, secret := range []string{made.Secret, "t0ken", "whsec"} {
			if strings.Contains(body, secret) {
				t.Errorf("%s shows %s", path, secret)
			}
		}
	}
	if strings.Contains(w.log.String(), made.Secret) {
		t.Error("the log has the secret")
	}
	p := w.ask(put, "/apps/1400000001/webhook", `{"url":"https://a.example","secret":"`+strings.Repeat("s3cr3t", 100)+`"}`, nil).refused(400, client.CodeInvalid)
	if strings.Contains(p.Detail, "s3cr3t") {
		t.Errorf("the refusal repeats the secret: %s", p.Detail)
	}
}

func TestSignatures(t *testing.T) {
	w := newWorld(t)
	sig := as[client.Signature](w.ask(post, "/apps/1400000001/signatures", `{"user":"alice","ttl_ms":3600000}`, nil), 201)
	if err := auth.NewVerifier(time.Now).Verify(w.admin.App(shop), "alice", sig.UserSig); err != nil {
		t.Error(err)
	}
	if left := time.Until(sig.ExpiresAt); left > time.Hour || left < 59*time.Minute {
		t.Errorf("good for %v", left)
	}
	if sig := as[client.Signature](w.ask(post, "/apps/1400000001/signatures", `{"user":"bob"}`, nil), 201); time.Until(sig.ExpiresAt) < 23*time.Hour {
		t.Errorf("good until %v", sig.ExpiresAt)
	}
	// An administrator's opens the other API, which asks for no scopes: nobody gets more by it than they have.
	const admins = `{"user":"administrator"}`
	w.with(w.token(shop, admin.SignaturesWrite, admin.CallsWrite), post, "/apps/1400000001/signatures", admins).refused(403, client.CodeForbidden)
	as[client.Signature](w.with(w.token(shop, admin.SignaturesWrite), post, "/apps/1400000001/signatures", `{"user":"alice"}`), 201)
	as[client.Signature](w.with(w.token(shop, admin.SignaturesWrite, admin.AppsWrite), post, "/apps/1400000001/signatures", admins), 201)
	as[client.Signature](w.ask(post, "/apps/1400000001/signatures", admins, nil), 201)
}

func TestUsers(t *testing.T) {
	w := newWorld(t)
	w.clients[shop]["bob"] = []Device{{ID: "phone", Online: true, Origin: call.Origin{IP: "192.0.2.7", Platform: "web"}, Since: w.now}, {ID: "tablet"}}
	w.clients[shop]["carol"] = []Device{{ID: "phone", Online: true}}
	w.clients[other]["alice"] = []Device{{ID: "phone", Online: true}}
	const users = "/apps/1400000001/users"
	alice := as[client.User](w.ask(put, users+"/alice/profile", `{"name":"Alice","avatar":"https://a.example/a.png","data":{"team":"blue"}}`, nil), 200)
	if alice.Profile.Name != "Alice" || alice.Online || alice.Profile.Data["team"] != "blue" {
		t.Errorf("%+v", alice)
	}
	c := w.ring(shop, "alice", "bob")
	bob := as[client.User](w.ask(get, users+"/bob", "", nil), 200)
	if !bob.Online || bob.Call != string(c.ID) || len(bob.Devices) != 2 || bob.Devices[0].IP != "192.0.2.7" || bob.Profile != nil {
		t.Errorf("%+v", bob)
	}
	ids := func(query string) string {
		var all []string
		for _, u := range as[client.UserList](w.ask(get, users+query, "", nil), 200).Users {
			all = append(all, u.ID)
		}
		return strings.Join(all, " ")
	}
	if got := ids(""); got != "alice bob carol" {
		t.Errorf("users %s", got)
	}
	if got := ids("?online=true"); got != "bob carol" {
		t.Errorf("online %s", got)
	}
	page := as[client.UserList](w.ask(get, users+"?limit=2", "", nil), 200)
	if rest := ids("?limit=2&cursor=" + page.NextCursor); len(page.Users) != 2 || rest != "carol" {
		t.Errorf("page %+v, then %s", page, rest)
	}
	if n := as[client.Disconnected](w.ask(post, users+"/bob/disconnect", `{"device":"tablet"}`, nil), 200); n.Devices != 1 {
		t.Errorf("disconnected %d", n.Devices)
	}
	if d := as[client.DeviceList](w.ask(get, users+"/bob/devices", "", nil), 200); len(d.Devices) != 1 || d.Devices[0].ID != "phone" {
		t.Errorf("devices %+v", d)
	}
	w.ask(put, users+"/alice/profile", `{"avatar":"javascript:alert(1)"}`, nil).refused(400, client.CodeInvalid)
	w.ask(get, users+"?online=yes", "", nil).refused(400, client.CodeInvalid)
}

// Who is forgotten is in nothing that is kept: not in records, timelines, profiles or the audit log.
func TestDeleteUser(t *testing.T) {
	w := newWorld(t)
	w.clients[shop]["alice"] = []Device{{ID: "phone", Online: true}}
	as[client.User](w.ask(put, "/apps/1400000001/users/alice/profile", `{"name":"Alice"}`, nil), 200)
	c := w.accept(w.ring(shop, "alice", "bob"), "bob")
	theirs := w.accept(w.ring(other, "alice", "bob"), "bob")
	w.wait(time.Minute)
	done := as[client.DeletedUser](w.ask(del, "/apps/1400000001/users/alice", "", nil), 200)
	if done.Records != 1 || !done.Profile || done.Devices != 1 || !strings.HasPrefix(done.Alias, "erased-") {
		t.Errorf("%+v", done)
	}
	got := as[client.Call](w.ask(get, "/apps/1400000001/records/"+string(c.ID), "", nil), 200)
	if got.Caller != done.Alias || got.End.Reason != client.Removed || got.TalkMS < 59000 {
		t.Errorf("record %+v", got)
	}
	for _, path := range []string{"/records", "/records.ndjson", "/calls/" + string(c.ID) + "/events", "/users", "/users/alice"} {
		body := w.ask(get, "/apps/1400000001"+path, "", nil).Body.String()
		if strings.Contains(strings.Replace(body, `{"id":"alice"`, "", 1), "alice") {
			t.Errorf("%s knows alice: %s", path, body)
		}
	}
	if own, err := w.control.Load(t.Context(), theirs.Ref()); err != nil || !own.Live() || own.Caller().User != "alice" {
		t.Errorf("P16: in the other app: %+v, %v", own, err)
	}
	for _, a := range as[client.ActList](w.ask(get, "/audit?act=user.delete", "", nil), 200).Acts {
		if a.Target != done.Alias {
			t.Errorf("the log says %+v", a)
		}
	}
	// Again: nothing is left to do.
	if again := as[client.DeletedUser](w.ask(del, "/apps/1400000001/users/alice", "", nil), 200); again.Records != 0 || again.Profile {
		t.Errorf("again %+v", again)
	}
}

// play plays a call to its end.
func (w *world) play(app call.AppID, caller, callee call.UserID, answered bool) call.Call {
	w.Helper()
	c := w.ring(app, caller, callee)
	var last call.Command = call.Cancel{By: phone(caller)}
	if answered {
		w.wait(2 * time.Second)
		w.accept(c, callee)
		last = call.Hangup{By: phone(callee)}
	}
	w.wait(3 * time.Second)
	c, err := w.control.Do(w.Context(), c.Ref(), last, call.Request{})
	if err != nil {
		w.Fatal(err)
	}
	return c
}

func TestRecords(t *testing.T) {
	w := newWorld(t)
	var ids []string
	for i := range 5 {
		ids = append(ids, string(w.play(shop, "alice", call.UserID("bob"+strconv.Itoa(i%2)), i%2 == 0).ID))
	}
	w.play(other, "alice", "bob0", true)
	live := w.ring(shop, "carol", "dave")
	const records = "/apps/1400000001/records"
	for query, want := range map[string]string{
		"":                               "43210",
		"?order=oldest":                  "01234",
		"?user=bob1":                     "31",
		"?user=bob1&order=oldest":        "13",
		"?result=completed":              "420",
		"?result=canceled&media=audio":   "31",
		"?media=video":                   "",
		"?kind=group":                    "",
		"?kind=one_to_one&user=carol":    "",
		"?from=2026-11-05T14:03:08.000Z": "432",
		"?until=2026-11-05T14:03:08Z":    "10",
		"?from=2026-11-05T14:03:05%2B01:00&until=2026-11-05T13:03:05Z": "",
	} {
		var got string
		cursor := ""
		for {
			list := as[client.RecordList](w.ask(get, records+query+map[bool]string{true: "?", false: "&"}[query == ""]+"limit=2&cursor="+cursor, "", nil), 200)
			for _, c := range list.Records {
				for i, id := range ids {
					if id == c.ID {
						got += strconv.Itoa(i)
					}
				}
			}
			if cursor = list.NextCursor; cursor == "" {
				break
			}
		}
		if got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
	c := as[client.Call](w.ask(get, records+"/"+ids[0], "", nil), 200)
	bob := c.Leg("bob0")
	if c.TalkMS < 2990 || c.RingMS < 1990 || bob.TalkMS < 2990 || bob.RingMS < 1990 || bob.Device != "phone" || bob.Reason != client.HungUp {
		t.Errorf("record %+v", c)
	}
	w.ask(get, records+"/"+string(live.ID), "", nil).refused(404, client.CodeNotFound)
	w.ask(get, records+"/01a20e36-4fc1-7d2b-88cf-f68ad6cb0501", "", nil).refused(404, client.CodeNotFound)
}

func TestExports(t *testing.T) {
	w := newWorld(t)
	for i := range 3 {
		w.play(shop, "alice", "bob", i > 0)
	}
	table := w.ask(get, "/apps/1400000001/records.csv?order=oldest", "", nil)
	if kind := table.Header().Get("Content-Type"); kind != "text/csv" || !strings.Contains(table.Header().Get("Content-Disposition"), "records-1400000001.csv") {
		t.Errorf("headers %v", table.Header())
	}
	rows, err := csv.NewReader(table.Body).ReadAll()
	if err != nil || len(rows) != 1+3*2 || len(rows[0]) != len(csvHead) || rows[1][7] != "canceled" || rows[3][7] != "completed" || rows[4][14] != "bob" {
		t.Errorf("%v, %v", rows, err)
	}
	lines := bufio.NewScanner(w.ask(get, "/apps/1400000001/records.ndjson?result=completed", "", nil).Body)
	n := 0
	for lines.Scan() {
		var c client.Call
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil || c.End.Result != client.Completed {
			t.Errorf("%v in %s", err, lines.Text())
		}
		n++
	}
	if n != 2 {
		t.Errorf("%d lines", n)
	}
	if got := harmless("=1+1"); got != "'=1+1" {
		t.Errorf("a spreadsheet would reckon with %s", got)
	}
}

// A million records pass without being in memory, and one that cannot be read cuts the answer short so that everybody sees it.
func TestExportIsAStream(t *testing.T) {
	w := newWorld(t)
	one := w.play(shop, "alice", "bob", true)
	many := &endless{one: one, left: 20 * exportPage}
	w.Records = many
	server := httptest.NewServer(w.Public())
	defer server.Close()
	c, err := client.New(server.URL, client.WithToken(w.token(shop, admin.RecordsRead)))
	if err != nil {
		t.Fatal(err)
	}
	app := c.App("1400000001")
	body, err := app.ExportRecords(t.Context(), client.RecordFilter{}, client.NDJSON)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(body)
	for n := range many.left {
		if !lines.Scan() {
			t.Fatalf("line %d: %v", n, lines.Err())
		}
	}
	if lines.Scan() || lines.Err() != nil {
		t.Errorf("more: %s, %v", lines.Text(), lines.Err())
	}
	many.given, many.fail = 0, true
	body, err = app.ExportRecords(t.Context(), client.RecordFilter{}, client.CSV)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, body); err == nil {
		t.Error("half an export looks whole")
	}
}

type store = Records

// Reports tells of none.
func (*endless) Reports(context.Context, call.AppID, []call.ID) ([]record.Report, error) {
	return nil, nil
}

type endless struct {
	store
	one         call.Call
	given, left int
	fail        bool
}

func (e *endless) Records(_ context.Context, _ record.Filter, _ bool, _ record.Position, limit int) ([]call.Call, error) {
	if e.fail && e.given > 0 {
		return nil, call.ErrUnavailable
	}
	n := min(limit, e.left-e.given)
	e.given += n
	all := make([]call.Call, n)
	for i := range all {
		all[i] = e.one
	}
	return all, nil
}

func TestUsage(t *testing.T) {
	w := newWorld(t)
	w.play(shop, "alice", "bob", true)
	w.play(shop, "alice", "bob", false)
	list := as[client.UsageList](w.ask(get, "/apps/1400000001/usage?from=2026-11-05&until=2026-11-05", "", nil), 200)
	if len(list.Usage) != 2 || list.Usage[1].Calls != 1 || list.Usage[1].Result != client.Completed || list.Usage[1].TalkMS < 2990 || list.Usage[0].Day != "2026-11-05" {
		t.Errorf("%+v", list)
	}
	if list := as[client.UsageList](w.ask(get, "/apps/1400000001/usage", "", nil), 200); len(list.Usage) != 2 {
		t.Errorf("of thirty days: %+v", list)
	}
	for _, query := range []string{"?from=2026-11-06&until=2026-11-05", "?from=1900-01-01", "?from=5.11.2026", "?until=2026-02-30"} {
		w.ask(get, "/apps/1400000001/usage"+query, "", nil).refused(400, client.CodeInvalid)
	}
}

func TestWebhooks(t *testing.T) {
	w := newWorld(t)
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"ErrorCode":0,"ActionStatus":"OK"}`)
	}))
	defer receiver.Close()
	const hook = "/apps/1400000001/webhook"
	w.ask(get, hook, "", nil).refused(404, client.CodeNotFound)
	w.ask(post, hook+"/ping", "", nil).refused(404, client.CodeNotFound)
	set := as[client.Webhook](w.ask(put, hook, `{"url":"`+receiver.URL+`/?key=1","token":"t"}`, nil), 200)
	if len(set.Events) != 2 || !set.TokenSet || set.SecretSet {
		t.Errorf("set %+v", set)
	}
	if got := as[client.Webhook](w.ask(get, hook, "", nil), 200); got.URL != receiver.URL+"/?key=1" {
		t.Errorf("got %+v", got)
	}
	if p := as[client.Ping](w.ask(post, hook+"/ping", "", nil), 200); !p.Delivered || p.Status != 200 {
		t.Errorf("ping %+v", p)
	}
	for _, body := range []string{`{"url":"ftp://a"}`, `{"url":"https://a.example","events":["nosuch"]}`, `{"url":"https://a b"}`, `{"url":""}`, `{"url":"https://metadata.example/"}`} {
		w.ask(put, hook, body, nil).refused(400, client.CodeInvalid)
	}
	c := w.play(shop, "alice", "bob", true)
	w.play(shop, "alice", "carol", false)
	const deliveries = "/apps/1400000001/deliveries"
	all := as[client.DeliveryList](w.ask(get, deliveries+"?limit=3", "", nil), 200)
	rest := as[client.DeliveryList](w.ask(get, deliveries+"?limit=3&cursor="+all.NextCursor, "", nil), 200)
	if len(all.Deliveries) != 3 || len(rest.Deliveries) != 2 || all.Deliveries[0].State != client.Pending || all.Deliveries[0].Body != "" {
		t.Errorf("%+v, then %+v", all, rest)
	}
	ofCall := as[client.DeliveryList](w.ask(get, deliveries+"?call="+string(c.ID), "", nil), 200).Deliveries
	if len(ofCall) != 3 {
		t.Errorf("of the call: %+v", ofCall)
	}
	one := as[client.Delivery](w.ask(get, deliveries+"/"+ofCall[2].ID, "", nil), 200)
	if one.Body != `{"rule":"start"}` || one.Call != string(c.ID) {
		t.Errorf("one: %+v", one)
	}
	w.ask(get, deliveries+"/"+string(c.ID)+"-9-9", "", nil).refused(404, client.CodeNotFound)
	w.ask(get, deliveries+"/nosuch", "", nil).refused(404, client.CodeNotFound)
	w.ask(post, deliveries+"/nosuch/resend", "", nil).refused(404, client.CodeNotFound)
	as[client.Delivery](w.ask(post, deliveries+"/"+one.ID+"/resend", "", nil), 200)
	w.ask(post, deliveries+"/resend", `{}`, nil).refused(400, client.CodeInvalid)
	if n := as[client.Resent](w.ask(post, deliveries+"/resend", `{"from":"2026-11-05T00:00:00Z","until":"2026-11-06T00:00:00Z"}`, nil), 200); n.Resent != 5 {
		t.Errorf("resent %d", n.Resent)
	}
	if err := w.store.SettleDelivery(t.Context(), attempted(t, w, one.ID), webhook.Delivered, time.Time{}, w.now); err != nil {
		t.Fatal(err)
	}
	told := as[client.Timeline](w.ask(get, shopCalls+"/"+string(c.ID)+"/events", "", nil), 200)
	found := false
	for _, e := range told.Events {
		found = found || e.Source == client.FromWebhook && e.Attempt.Delivery == one.ID && e.Attempt.Status == 200
	}
	if !found {
		t.Errorf("the timeline does not tell of the webhook: %+v", told)
	}
	as[none](w.ask(del, hook, "", nil), 204)
	w.ask(get, hook, "", nil).refused(404, client.CodeNotFound)
}

func TestTimelineHasFacts(t *testing.T) {
	w := newWorld(t)
	c := w.play(shop, "alice", "bob", true)
	if err := w.store.AddFacts(t.Context(), []record.Fact{
		{Call: c.Ref(), At: c.AnsweredAt.Add(time.Millisecond), Source: "media", Kind: "published", User: "bob", Device: "phone", Detail: map[string]string{"source": "microphone"}},
	}); err != nil {
		t.Fatal(err)
	}
	events := as[client.Timeline](w.ask(get, shopCalls+"/"+string(c.ID)+"/events", "", nil), 200).Events
	var types []string
	for _, e := range events {
		types = append(types, e.Type)
	}
	if got := strings.Join(types, " "); got != "started invited answered published left ended" {
		t.Errorf("in order of time: %s", got)
	}
}

func TestTokens(t *testing.T) {
	w := newWorld(t)
	made := as[client.CreatedToken](w.ask(post, "/tokens", `{"name":"billing","app":"1400000001","scopes":["calls:read","tokens:write"]}`, nil), 201)
	who := as[client.Identity](w.with(made.Secret, get, "/identity", ""), 200)
	if who.Name != "token:"+made.Token.ID || who.App != "1400000001" || len(who.Scopes) != 2 {
		t.Errorf("identity %+v", who)
	}
	if as[client.Identity](w.ask(get, "/identity", "", nil), 200).Name != "operator" {
		t.Error("the socket is not the operator's")
	}
	// Nobody gives away more than they have.
	for body, code := range map[string]client.Code{
		`{"name":"x","app":"1400000001","scopes":["calls:read"]}`:  "",
		`{"name":"x","app":"1400000001","scopes":["calls:write"]}`: client.CodeForbidden,
		`{"name":"x","app":"1400000001","scopes":["admin"]}`:       client.CodeForbidden,
		`{"name":"x","scopes":["calls:read"]}`:                     client.CodeForbidden,
		`{"name":"x","app":"1400000002","scopes":["calls:read"]}`:  client.CodeInvalid,
		`{"name":"x","app":"1400000009","scopes":["calls:read"]}`:  client.CodeInvalid,
	} {
		got := w.with(made.Secret, post, "/tokens", body)
		if code == "" {
			as[client.CreatedToken](got, 201)
		} else if got.Code < 400 || !strings.Contains(got.Body.String(), string(code)) {
			t.Errorf("%s: %d %s", body, got.Code, got.Body)
		}
	}
	theirs := as[client.CreatedToken](w.ask(post, "/tokens", `{"name":"theirs","app":"1400000002","scopes":["admin"]}`, nil), 201)
	if list := as[client.TokenList](w.with(made.Secret, get, "/tokens", ""), 200); len(list.Tokens) != 2 {
		t.Errorf("P16: sees %+v", list)
	}
	w.with(made.Secret, del, "/tokens/"+theirs.Token.ID, "").refused(404, client.CodeNotFound)
	if list := as[client.TokenList](w.ask(get, "/tokens?limit=2", "", nil), 200); len(list.Tokens) != 2 || list.NextCursor == "" {
		t.Errorf("page %+v", list)
	} else if rest := as[client.TokenList](w.ask(get, "/tokens?limit=2&cursor="+list.NextCursor, "", nil), 200); len(rest.Tokens) != 1 {
		t.Errorf("rest %+v", rest)
	}
	for range 2 {
		as[none](w.ask(del, "/tokens/"+made.Token.ID, "", nil), 204)
	}
	w.with(made.Secret, get, "/identity", "").refused(401, client.CodeUnauthorized)
}

// Every administrative act is in the log, with who did it; a token of one app sees those of its app.
func TestAudit(t *testing.T) {
	w := newWorld(t)
	secret := w.token(shop, admin.Everything)
	c := as[client.Call](w.with(secret, post, shopCalls, start), 201)
	w.accept(call.Call{App: shop, ID: call.ID(c.ID)}, "alice")
	w.accept(call.Call{App: shop, ID: call.ID(c.ID)}, "bob")
	as[none](w.with(secret, post, shopCalls+"/"+c.ID+"/mute", `{"user":"bob"}`), 204)
	as[client.Call](w.with(secret, post, shopCalls+"/"+c.ID+"/end", ""), 200)
	as[client.App](w.ask(patch, "/apps/1400000002", `{"name":"x"}`, nil), 200)
	acts := as[client.ActList](w.with(secret, get, "/audit", ""), 200).Acts
	var told []string
	for _, a := range acts {
		if strings.HasPrefix(a.By, "token:") {
			told = append(told, a.Act+" "+a.Target)
		}
		if a.App != "1400000001" {
			t.Errorf("P16: sees %+v", a)
		}
	}
	want := "call.end " + c.ID + ", call.mute " + c.ID + ", call.start " + c.ID
	if got := strings.Join(told, ", "); got != want {
		t.Errorf("the log has %s, want %s", got, want)
	}
	w.with(secret, get, "/audit?app=1400000002", "").refused(404, client.CodeNotFound)
	if acts := as[client.ActList](w.ask(get, "/audit?app=1400000002&limit=1", "", nil), 200); len(acts.Acts) != 1 || acts.Acts[0].Act != "app.update" || acts.NextCursor == "" {
		t.Errorf("%+v", acts)
	}
	if len(w.muted) != 1 || w.muted[0] != "bob microphone" {
		t.Errorf("muted %v", w.muted)
	}
	w.with(secret, post, shopCalls+"/"+c.ID+"/mute", `{"user":"bob"}`).refused(409, client.CodeEnded)
}

func TestServerAndBackup(t *testing.T) {
	w := newWorld(t)
	w.wait(time.Minute)
	v := as[client.Server](w.with(w.token(shop, admin.CallsRead), get, "/server", ""), 200)
	if v.Version != "1.2.3" || v.Node != "node-1" || v.UptimeMS != 60000 || !v.Ready || len(v.Checks) != 1 {
		t.Errorf("%+v", v)
	}
	path := filepath.Join(t.TempDir(), "copy.db")
	if b := as[client.Backup](w.ask(post, "/server/backups", `{"path":"`+path+`"}`, nil), 201); b.Bytes != 4 || b.Path != path {
		t.Errorf("%+v", b)
	}
	w.Backup = func(ctx context.Context, path string) error {
		if _, hurried := ctx.Deadline(); hurried {
			t.Error("a large database is not copied in time")
		}
		return backup(ctx, path)
	}
	as[client.Backup](w.ask(post, "/server/backups", `{"path":"`+path+`"}`, nil), 201)
	w.ask(post, "/server/backups", `{"path":"copy.db"}`, nil).refused(400, client.CodeInvalid)
}

func TestMetrics(t *testing.T) {
	w := newWorld(t)
	w.ask(get, shopCalls, "", nil)
	w.with("", get, shopCalls, "")
	if n := testutil.ToFloat64(w.Server.metrics.requests.WithLabelValues("list_calls", "200")); n != 1 {
		t.Errorf("%v good ones", n)
	}
	if n := testutil.ToFloat64(w.Server.metrics.requests.WithLabelValues("list_calls", "401")); n != 1 {
		t.Errorf("%v bad ones", n)
	}
}

// Our own faults are told to nobody but the log.
func TestInternalErrorsStayInside(t *testing.T) {
	w := newWorld(t)
	real := w.Calls
	w.Calls = faulty{real, io.ErrUnexpectedEOF}
	p := w.ask(get, shopCalls, "", nil).refused(500, client.CodeInternal)
	if strings.Contains(p.Detail, "EOF") || !strings.Contains(w.log.String(), "EOF") || !strings.Contains(w.log.String(), p.RequestID) {
		t.Errorf("told %q, logged %s", p.Detail, &w.log)
	}
	w.log.Reset()
	w.Calls = faulty{real, nil}
	p = w.ask(get, shopCalls, "", nil).refused(500, client.CodeInternal)
	if strings.Contains(p.Detail, "boom") || !strings.Contains(w.log.String(), "boom") {
		t.Errorf("told %q, logged %s", p.Detail, &w.log)
	}
}

type faulty struct {
	Calls
	err error
}

func (f faulty) Live(context.Context, call.AppID) ([]call.Call, error) {
	if f.err == nil {
		panic("boom")
	}
	return nil, f.err
}

// attempted is a delivery with an attempt more.
func attempted(t *testing.T, w *world, id string) *webhook.Delivery {
	t.Helper()
	d, err := w.store.Delivery(t.Context(), shop, id)
	if err != nil {
		t.Fatal(err)
	}
	d.Attempts = append(d.Attempts, webhook.Attempt{At: w.now, Took: time.Millisecond, Status: 200, Node: "node-1"})
	d.Tries++
	return &d
}
