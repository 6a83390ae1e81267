package v1

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"ringline/client"
	"ringline/internal/admin"
	"ringline/internal/call"
	"ringline/internal/schema"
)

// at fills in the path of an operation.
func (o *operation) at(app string) string {
	return strings.NewReplacer("{app}", app, "{call}", "01a20e36-4fc1-7d2b-88cf-f68ad6cb0501", "{user}", "alice",
		"{delivery}", "01a20e36-4fc1-7d2b-88cf-f68ad6cb0501-1-0", "{token}", "abc").Replace(o.path)
}

// without lists all scopes but one, and not the one that is all of them.
func without(scope client.Scope) []admin.Scope {
	return slices.DeleteFunc(admin.Scopes(), func(s admin.Scope) bool { return s == admin.Scope(scope) || s == admin.Everything })
}

// Every operation asks who it is and what they may do, before it looks at anything else.
func TestEveryOperationHasAGate(t *testing.T) {
	w := newWorld(t)
	for _, o := range w.operations {
		t.Run(o.id, func(t *testing.T) {
			w.T = t
			path := o.at("1400000001")
			w.with("", o.method, path, "").refused(401, client.CodeUnauthorized)
			bad := w.with("rlt_"+strings.Repeat("A", 43), o.method, path, "{")
			bad.refused(401, client.CodeUnauthorized)
			if bad.Header().Get("WWW-Authenticate") == "" {
				t.Error("401 does not say how to come in")
			}
			w.askAt(w.Public(), o.method, path, "", header{"Authorization", "Basic abc"}).refused(401, client.CodeUnauthorized)
			switch {
			case o.local:
				w.with(w.token(0, admin.Everything), o.method, path, "").refused(403, client.CodeForbidden)
			case o.scope != "":
				p := w.with(w.token(0, without(o.scope)...), o.method, path, "{").refused(403, client.CodeForbidden)
				if !strings.Contains(p.Detail, string(o.scope)) {
					t.Errorf("%q does not name the scope", p.Detail)
				}
			}
		})
	}
}

// P16: to a token of one app another app is as good as none, whatever it asks.
func TestEveryOperationKeepsAppsApart(t *testing.T) {
	w := newWorld(t)
	theirs := w.ring(other, "alice", "bob")
	secret := w.token(shop, admin.Everything)
	for _, o := range w.operations {
		if !strings.Contains(o.path, "{app}") {
			continue
		}
		t.Run(o.id, func(t *testing.T) {
			w.T = t
			w.wait(time.Second) // the token has a rate
			var answers []string
			for _, app := range []string{"1400000002", "1400000009", "0", "-1", "01400000001", "99999999999999999999", "x"} {
				path := strings.ReplaceAll(o.at(app), "01a20e36-4fc1-7d2b-88cf-f68ad6cb0501", string(theirs.ID))
				p := w.with(secret, o.method, path, "").refused(404, client.CodeNotFound)
				p.RequestID = ""
				text, err := json.Marshal(p)
				if err != nil {
					t.Fatal(err)
				}
				answers = append(answers, string(text))
			}
			if len(slices.Compact(answers)) != 1 {
				t.Errorf("another app can be told from none: %q", answers)
			}
		})
	}
	w.T = t
	if c, err := w.control.Load(t.Context(), theirs.Ref()); err != nil || !c.Live() || c.Version != 1 {
		t.Errorf("the other app's call was touched: %+v, %v", c, err)
	}
}

// What is not described is refused, with the place where it stands, and nothing is done.
func TestEveryOperationChecksItsInput(t *testing.T) {
	w := newWorld(t)
	for _, o := range w.operations {
		t.Run(o.id, func(t *testing.T) {
			w.T = t
			path := o.at("1400000001")
			refuse := func(in, field, path, body string) {
				t.Helper()
				p := w.ask(o.method, path, body, nil).refused(400, client.CodeInvalid)
				if !slices.ContainsFunc(p.Errors, func(f client.Fault) bool { return f.In == in && f.Field == field && f.Text != "" }) {
					t.Errorf("%s %s: no fault of %s in the %s among %+v", path, body, field, in, p.Errors)
				}
			}
			refuse("query", "nosuch", path+"?nosuch=1", "")
			refuse("query", "", path+"?a=%zz", "")
			refuse("query", "x", path+"?x=1&x=2", "")
			for name, bad := range map[string]string{"user": "a%20b", "call": "a.b", "delivery": "a%2fb", "token": "%00"} {
				if strings.Contains(o.path, "{"+name+"}") {
					refuse("path", name, strings.NewReplacer("{app}", "1400000001", "{"+name+"}", bad).Replace(o.path), "")
				}
			}
			if o.query != nil {
				for name, bad := range map[string]string{"limit": "0", "cursor": "!", "user": "a b", "from": "yesterday", "media": "smell"} {
					if hasField(o.query, name) {
						refuse("query", name, path+"?"+name+"="+strings.ReplaceAll(bad, " ", "%20"), "")
					}
				}
			}
			if o.body == nil {
				return
			}
			for field, body := range map[string]string{
				"": "[]", "nosuch": `{"nosuch":1}`,
			} {
				refuse("body", field, path, body)
			}
			for _, body := range []string{"{", "x", "null", `{"a":1} {}`, strings.Repeat("[", 100), `{"a":1,"a":2}`, "\xff"} {
				refuse("body", "", path, body)
			}
			for f := range fieldsOf(o.body) {
				refuse("body", f, path, `{"`+f+`":null}`)
				if hasKind(o.body, f, reflect.Bool) {
					refuse("body", f, path, `{"`+f+`":"true"}`)
				} else {
					refuse("body", f, path, `{"`+f+`":1.5}`)
				}
			}
			w.ask(o.method, path, `{"x":"`+strings.Repeat("y", mostBody)+`"}`, nil).refused(413, client.CodeTooLarge)
			w.ask(o.method, path, "{}", header{"Content-Type", "text/plain"}).refused(415, client.CodeUnsupportedMedia)
		})
	}
	w.T = t
	if w.log.Len() > 0 {
		t.Errorf("bad input was logged as our fault: %s", &w.log)
	}
}

func fieldsOf(t reflect.Type) map[string]bool {
	all := map[string]bool{}
	for f := range t.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous {
			for name := range fieldsOf(f.Type) {
				all[name] = true
			}
			continue
		}
		all[name] = true
	}
	return all
}

func hasKind(t reflect.Type, name string, kind reflect.Kind) bool {
	for f := range t.Fields() {
		if json, _, _ := strings.Cut(f.Tag.Get("json"), ","); json == name && f.Type.Kind() == kind {
			return true
		}
	}
	return false
}

func hasField(t reflect.Type, name string) bool { return fieldsOf(t)[name] }

// Each limit of a field is the described one: a value at it passes the check, one beyond does not.
func TestBoundsOfFields(t *testing.T) {
	w := newWorld(t)
	long := func(n int) string { return strings.Repeat("a", n) }
	for _, tc := range []struct{ path, good, bad, field string }{
		{shopCalls, `{"caller":"` + long(32) + `","callees":["b"],"media":"audio"}`, `{"caller":"` + long(33) + `","callees":["b"],"media":"audio"}`, "caller"},
		{shopCalls, `{"caller":"a1","callees":["b1"],"media":"audio","ring_ms":1000}`, `{"caller":"a2","callees":["b"],"media":"audio","ring_ms":999}`, "ring_ms"},
		{shopCalls, `{"caller":"a3","callees":["b3"],"media":"audio","ring_ms":600000}`, `{"caller":"a2","callees":["b"],"media":"audio","ring_ms":600001}`, "ring_ms"},
		{shopCalls, `{"caller":"a4","callees":["b4"],"media":"video"}`, `{"caller":"a2","callees":["b"],"media":"Video"}`, "media"},
		{shopCalls, `{"caller":"a5","callees":["b5"],"media":"video"}`, `{"caller":"a2","callees":[],"media":"video"}`, "callees"},
		{shopCalls, `{"caller":"a6","callees":["b6"],"media":"video"}`, `{"caller":"a2","callees":["b","c d"],"media":"video"}`, "callees[1]"},
		{shopCalls, `{"caller":"a7","callees":["b7"],"media":"video"}`, `{"callees":["b"],"media":"video"}`, "caller"},
		{shopCalls, `{"caller":"a8","callees":["b8"],"media":"video","ring_ms":2e3}`, `{"caller":"a2","callees":["b"],"media":"video","ring_ms":2000.5}`, "ring_ms"},
		{"/apps", `{"name":"` + long(64) + `"}`, `{"name":"` + long(65) + `"}`, "name"},
		{"/apps", `{"name":"x","id":"4294967295"}`, `{"name":"x","id":"042"}`, "id"},
		{"/apps", `{"name":"x","networks":["10.0.0.0/8"]}`, `{"name":"x","networks":["10.0.0.0/33"]}`, "networks[0]"},
		{"/apps", `{"name":"x","settings":{"max_members":2}}`, `{"name":"x","settings":{"max_members":1}}`, "settings.max_members"},
		{"/tokens", `{"name":"x","scopes":["calls:read"]}`, `{"name":"x","scopes":["calls:reed"]}`, "scopes[0]"},
		{"/tokens", `{"name":"x","scopes":["calls:read"],"expires_at":"2099-01-01T00:00:00Z"}`, `{"name":"x","scopes":["calls:read"],"expires_at":"2099-01-01"}`, "expires_at"},
	} {
		p := w.ask(post, tc.path, tc.bad, nil).refused(400, client.CodeInvalid)
		if len(p.Errors) != 1 || p.Errors[0].Field != tc.field || !strings.Contains(p.Detail, p.Errors[0].Text) {
			t.Errorf("%s: %+v, want one fault of %s", tc.bad, p, tc.field)
		}
		if strings.Contains(tc.good, "2e3") {
			w.ask(post, tc.path, tc.good, nil).refused(400, client.CodeInvalid) // a whole number is written as one
			continue
		}
		if got := w.ask(post, tc.path, tc.good, nil); got.Code != 201 {
			t.Errorf("%s: %d %s", tc.good, got.Code, got.Body)
		}
	}
}

func TestPathsThatAreNone(t *testing.T) {
	w := newWorld(t)
	for _, path := range []string{"", "/", "/nosuch", "/apps/1400000001/nosuch", "/apps//calls", "/apps/1400000001/calls/x/end/y", "/../secret"} {
		w.ask(get, path, "", nil).refused(404, client.CodeNotFound)
	}
	got := w.ask(del, shopCalls, "", nil)
	got.refused(405, client.CodeMethodNotAllowed)
	if allow := got.Header().Get("Allow"); allow != "GET, POST" {
		t.Errorf("Allow: %s", allow)
	}
}

// P20: over its rate a token is refused at once, and told when to come back; the operator is not.
func TestRate(t *testing.T) {
	w := newWorld(t)
	secret, another := w.token(shop, admin.CallsRead), w.token(shop, admin.CallsRead)
	for range requestBurst {
		as[client.CallList](w.with(secret, get, shopCalls, ""), 200)
	}
	got := w.with(secret, get, shopCalls, "")
	got.refused(429, client.CodeRateLimited)
	if got.Header().Get("Retry-After") != "1" {
		t.Errorf("Retry-After %q", got.Header().Get("Retry-After"))
	}
	as[client.CallList](w.with(another, get, shopCalls, ""), 200)
	as[client.CallList](w.ask(get, shopCalls, "", nil), 200)
	w.wait(time.Second)
	as[client.CallList](w.with(secret, get, shopCalls, ""), 200)
}

// Each code of the calls' own has a place in this dialect.
func TestEveryCodeHasAMeaning(t *testing.T) {
	w := newWorld(t)
	for _, code := range call.Codes() {
		p := w.problem("id", &call.Error{Code: code, Text: "text", Call: "c"})
		if p.Code != client.Code(code) || p.Status < 400 || p.Title == "" || (p.Detail != "text") != (code == call.CodeInternal) {
			t.Errorf("%s: %+v", code, p)
		}
	}
	for _, word := range client.Code("").Values() {
		if _, known := meanings[client.Code(word)]; !known {
			t.Errorf("the client knows %s, the door does not", word)
		}
	}
	if len(meanings) != len(client.Code("").Values()) {
		t.Error("the door knows codes that the client does not")
	}
}

// The words that the client package repeats are the server's own.
func TestWordsAreTheServersOwn(t *testing.T) {
	var scopes []string
	for _, s := range admin.Scopes() {
		scopes = append(scopes, string(s))
	}
	same := func(what string, ours, theirs []string) {
		t.Helper()
		slices.Sort(ours)
		slices.Sort(theirs)
		if !slices.Equal(ours, theirs) {
			t.Errorf("%s: the client says %s, the server %s", what, schema.Or(theirs), schema.Or(ours))
		}
	}
	same("scopes", scopes, client.Scope("").Values())
}
