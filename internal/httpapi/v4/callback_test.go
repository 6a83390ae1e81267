package v4

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringline/internal/admin"
	"ringline/internal/tenant"
)

const (
	setCallbackPath    = "/v4/call_config/set_callback"
	deleteCallbackPath = "/v4/call_config/delete_callback"
)

func callbackBody(url string) string {
	return fmt.Sprintf(`{"Url":%q,"CallbackCommandList":["Call.CallbackAfterEndCall"]}`, url)
}

// withCallback is what the app of the fixtures that has a callback sends.
func (w *world) withCallback() string {
	return "sdkappid=1400000012&identifier=administrator&usersig=" + w.file.Usersigs["admin_callback"]
}

// Setting a callback says who did it, keeps the keys that messages are signed with, and touches no other app (P16).
func TestSetCallback(t *testing.T) {
	w := newWorld(t, change{apps: func(apps []tenant.App) {
		for i := range apps {
			if apps[i].Webhook != nil {
				apps[i].Webhook.Token, apps[i].Webhook.Secret = "tok", "whsec_c2VjcmV0"
			}
		}
	}})
	mine := w.admin.App(1400000001)
	for range 2 { // doing it again changes nothing
		if e := w.postTo(t, setCallbackPath, w.withCallback(), callbackBody("https://b.example/x?token=secret")); e.ErrorCode != 0 {
			t.Fatalf("%+v", e)
		}
	}
	want := &tenant.Webhook{URL: "https://b.example/x?token=secret", Events: []string{"Call.CallbackAfterEndCall"}, Token: "tok", Secret: "whsec_c2VjcmV0"}
	if diff := cmp.Diff(want, w.admin.App(1400000012).Webhook); diff != "" {
		t.Errorf("webhook (- want, + got):\n%s", diff)
	}
	if w.admin.App(1400000001) != mine {
		t.Error("another app was changed")
	}
	acts, err := w.admin.Log(t.Context(), admin.ActFilter{By: "admin:administrator"}, 0, 10)
	if err != nil || len(acts) != 1 || acts[0].What != "app.set_webhook" || acts[0].App != 1400000012 || acts[0].By.IP != "192.0.2.1" {
		t.Errorf("acts %+v, %v", acts, err)
	}
	if text := fmt.Sprint(acts); strings.Contains(text, "token=secret") {
		t.Errorf("the log shows the query: %s", text)
	}
	if e := w.postTo(t, deleteCallbackPath, w.withCallback(), "{}"); e.ErrorCode != 0 || w.admin.App(1400000012).Webhook != nil {
		t.Errorf("delete: %+v, %+v", e, w.admin.App(1400000012).Webhook)
	}
}

// What the operator lets no webhook call is refused when it is set.
func TestForbiddenCallback(t *testing.T) {
	w := newWorld(t, change{})
	var asked string
	w.mayCall = func(_ context.Context, url string) error {
		asked = url
		return errors.New("it leads to a private network")
	}
	e := w.postTo(t, setCallbackPath, w.withCallback(), callbackBody("http://10.0.0.1/"))
	if e.ErrorCode != codeConfigInvalid || !strings.Contains(e.ErrorInfo, "Url") || !strings.Contains(e.ErrorInfo, "private network") || asked != "http://10.0.0.1/" {
		t.Errorf("%+v, asked about %q", e, asked)
	}
	if url := w.admin.App(1400000012).Webhook.URL; url == "http://10.0.0.1/" {
		t.Error("it was set all the same")
	}
}

// Where a request comes from is the peer's address, however it is written.
func TestAllowedNetworks(t *testing.T) {
	w := newWorld(t, change{})
	query := "sdkappid=1400000010&identifier=administrator&usersig=" + w.file.Usersigs["admin_networks"]
	for peer, want := range map[string]int{
		"203.0.113.7:1":          codeInvalid,
		"[::ffff:203.0.113.7]:1": codeInvalid,
		"[2001:db8:1::7]:1":      codeInvalid,
		"203.0.114.7:1":          codeBadNetwork,
		"[fe80::1%eth0]:1":       codeBadNetwork,
		"@":                      codeBadNetwork, // a socket has no address
		"":                       codeBadNetwork,
	} {
		r := httptest.NewRequest(http.MethodPost, engine+"end_call?"+query, strings.NewReader("{}"))
		r.RemoteAddr = peer
		r.Header.Set("X-Forwarded-For", "203.0.113.7") // anybody can write that
		rec := httptest.NewRecorder()
		w.ServeHTTP(rec, r)
		if e := open(t, rec); e.ErrorCode != want {
			t.Errorf("from %q: %+v, want %d", peer, e, want)
		}
	}
	w.update(t, 1400000010, func(app *tenant.App) { app.AllowedNetworks = []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")} })
	if e := w.postTo(t, engine+"end_call", query, "{}"); e.ErrorCode != codeInvalid {
		t.Errorf("after the setting was changed: %+v", e)
	}
}
