package webhook

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"ringline/internal/call"
	"ringline/internal/dialect"
	"ringline/internal/tenant"
)

// Every fact there is has a documented word, or none on purpose.
func TestEveryFactHasItsAction(t *testing.T) {
	silent := map[call.EventType]bool{call.Started: true, call.Rung: true, call.MediaSwitched: true, call.MediaMoved: true, call.Ended: true}
	for _, typ := range call.EventTypes() {
		if got := actionOf(&call.Event{Type: typ}); (got == "") != silent[typ] {
			t.Errorf("%s is told as %q", typ, got)
		}
	}
	for reason, want := range map[call.Reason]string{
		call.HungUp: "Hangup", call.Offline: "Offline", call.Interrupted: "Offline", call.Removed: "Hangup",
	} {
		if got := actionOf(&call.Event{Type: call.Left, Reason: reason}); got != want {
			t.Errorf("who left, %s, is told as %q", reason, got)
		}
	}
	if got := actionOf(&call.Event{Type: call.Withdrawn, Reason: call.Removed}); got != "Cancel_Invite" {
		t.Errorf("who is taken out while it rings is told as %q", got)
	}
}

func TestOnlyWhatTheAppWants(t *testing.T) {
	change, err := call.Apply(call.Call{}, call.Start{
		App: 1, ID: "c", By: call.Actor{Kind: call.ByUser, User: "ann", Device: "d"}, Callees: []call.UserID{"bob"}, Media: call.Audio,
		RingFor: 30 * time.Second, Max: 9, Held: map[call.UserID]call.ID{"bob": "x"},
	}, time.UnixMilli(1_772_366_400_000))
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		app  *tenant.App
		want []string
	}{
		{nil, nil},
		{&tenant.App{ID: 1}, nil},
		{&tenant.App{ID: 1, Webhook: &tenant.Webhook{}}, nil},
		{&tenant.App{ID: 1, Webhook: &tenant.Webhook{Events: []string{"call.ended"}}}, nil},
		{&tenant.App{ID: 1, Webhook: &tenant.Webhook{Events: []string{dialect.EndCall}}}, []string{dialect.EndCall}},
		{
			&tenant.App{ID: 1, Webhook: &tenant.Webhook{Events: dialect.Webhooks()}},
			[]string{dialect.StartCall, dialect.MemberChanged, dialect.EndCall},
		},
	} {
		var got []string
		for _, d := range (V4{}).Render(tc.app, &change) {
			got = append(got, d.Event)
		}
		if fmt.Sprint(got) != fmt.Sprint(tc.want) {
			t.Errorf("%+v hears %v, want %v", tc.app, got, tc.want)
		}
	}
}

func TestTarget(t *testing.T) {
	const ours = "SdkAppid=1400000001&CallbackCommand=Call.CallbackAfterEndCall&contenttype=json&ClientIP=127.0.0.1&OptPlatform=Web"
	m := &message{event: dialect.EndCall, origin: call.Origin{IP: "127.0.0.1", Platform: "web"}}
	for configured, want := range map[string]string{
		"http://a":                     "http://a?" + ours,
		"https://a/b":                  "https://a/b?" + ours,
		"http://a/?":                   "http://a/?" + ours,
		"http://a/?x":                  "http://a/?x&" + ours,
		"http://a/?x=1&":               "http://a/?x=1&" + ours,
		"http://a/b%2Fc?token=%2f+é;'": "http://a/b%2Fc?token=%2f+é;'&" + ours,
		"http://a/b#c?d":               "http://a/b?" + ours,
		"http://a/?x#y":                "http://a/?x&" + ours,
	} {
		app := &tenant.App{ID: 1400000001, Webhook: &tenant.Webhook{URL: configured}}
		if got := target(app, m, time.Now()); got != want {
			t.Errorf("%s becomes\n%s, want\n%s", configured, got, want)
		}
	}
}

// The checked example of reference/webhooks.md §2.1.
func TestTokenSign(t *testing.T) {
	app := &tenant.App{ID: 1, Webhook: &tenant.Webhook{URL: "http://a", Token: "xxxxyyyy"}}
	got := target(app, &message{event: dialect.EndCall}, time.Unix(1669872112, 0))
	const want = "&RequestTime=1669872112&Sign=17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061"
	if !strings.HasSuffix(got, "&ClientIP=&OptPlatform=Unknown"+want) {
		t.Error(got)
	}
	if strings.Contains(got, "xxxxyyyy") {
		t.Error("the token itself is sent")
	}
}

func TestOptPlatform(t *testing.T) {
	for platform, want := range map[string]string{
		"api": "RESTAPI", "web": "Web", "android": "Android", "ios": "iOS", "windows": "Windows", "macos": "macOS", "ipad": "iPad",
		"": "Unknown", "linux": "Unknown", "toaster": "Unknown", "a&b=c": "Unknown",
	} {
		if got := optPlatform(platform); got != want {
			t.Errorf("%q is %s, want %s", platform, got, want)
		}
	}
}

func TestTaken(t *testing.T) {
	for answer, want := range map[string]bool{
		`{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}`: true,
		`{"ErrorCode":0,"ErrorMessage":"Success","x":null}`:  true,
		`{}`:                            true,
		`{"ErrorCode":null}`:            true,
		`{"ErrorCode":"0"}`:             true,
		`{"ErrorCode":""}`:              true,
		`{"errorcode":1}`:               true, // another name
		`null`:                          true,
		`"ok"`:                          true,
		`[{"ErrorCode":1}]`:             true,
		" {\n} ":                        true,
		``:                              false,
		`OK`:                            false,
		`<html>`:                        false,
		`{"ErrorCode":0}x`:              false,
		`{"ErrorCode":1}`:               false,
		`{"ErrorCode":-1}`:              false,
		`{"ErrorCode":"70001"}`:         false,
		`{"ErrorCode":"OK"}`:            false,
		`{"ErrorCode":{}}`:              false,
		`{"ErrorCode":false}`:           false,
		`{"ErrorCode":0,"ErrorCode":1}`: false,
	} {
		if err := taken([]byte(answer)); (err == nil) != want {
			t.Errorf("%q: %v, want taken %v", answer, err, want)
		}
	}
}

func FuzzTaken(f *testing.F) {
	for _, s := range []string{`{"ErrorCode":0}`, `{"ErrorCode":"\u0030"}`, `[1]`, ``, `{"ErrorCode":1e999}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, answer []byte) {
		if err := taken(answer); err != nil && len(err.Error()) > mostError {
			t.Errorf("a text of %d bytes", len(err.Error()))
		}
	})
}

func FuzzTarget(f *testing.F) {
	f.Add("http://a/?b#c", "::1%eth0", "web")
	f.Add("https://ü:p@a:1/é b?x", "&", "")
	f.Fuzz(func(t *testing.T, address, ip, platform string) {
		app := &tenant.App{ID: 7, Webhook: &tenant.Webhook{URL: address, Token: "t"}}
		m := &message{id: "i", event: "e", origin: call.Origin{IP: ip, Platform: platform}}
		got := target(app, m, time.Unix(1, 0))
		before, _, _ := strings.Cut(address, "#")
		if !strings.HasPrefix(got, before) {
			t.Fatalf("%q became %q", address, got)
		}
		r, err := newRequest(t.Context(), app, m, time.Unix(1, 0))
		if err != nil {
			if text := err.Error(); text != "the webhook's URL holds a space or a control character" && text != "the webhook's URL is not an address of http or https" {
				t.Errorf("%v, which may show the address", err)
			}
			return
		}
		if q := r.URL.Query(); q.Get("SdkAppid") == "" && !strings.Contains(before, "SdkAppid") && !strings.Contains(before, ";") {
			t.Errorf("%q has no app", r.URL)
		}
	})
}

func TestIDs(t *testing.T) {
	d := Delivery{Call: call.Ref{App: 1, ID: "0198f2a0-0000-7000-8000-000000000001"}, Version: 12, N: 2}
	of, version, n, err := ParseID(d.ID())
	if err != nil || of != d.Call.ID || version != 12 || n != 2 {
		t.Errorf("%s is read as %s %d %d, %v", d.ID(), of, version, n, err)
	}
}
