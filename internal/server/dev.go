package server

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"

	"ringline/internal/admin"
	"ringline/internal/auth"
	"ringline/internal/call"
	"ringline/internal/httpapi"
	v1 "ringline/internal/httpapi/v1"
	"ringline/internal/tenant"
)

// DevApp is the app of development mode.
const DevApp = admin.DevApp

// devSecret is the file that keeps its secret.
const devSecret = "dev-secret"

// How long signatures that development mode hands out are good.
const (
	devSession = 24 * time.Hour
	devCommand = time.Hour
	devConsole = 24 * time.Hour
)

// consoleScopes are what the console can do with the development app: all but handing out rights.
func consoleScopes() []admin.Scope {
	return []admin.Scope{
		admin.AppsRead, admin.CallsRead, admin.CallsWrite, admin.RecordsRead, admin.UsersRead, admin.UsersWrite,
		admin.WebhooksRead, admin.WebhooksWrite, admin.UsageRead,
	}
}

// devApp hands out signatures to whoever asks. It exists in development mode only.
type devApp struct {
	apps   *admin.Admin
	secret tenant.Secret
	fresh  bool // the secret was made just now

	mu      sync.Mutex
	console string    // the token of the console, once somebody asked for one
	until   time.Time // and how long it is good
}

// openDevApp sees to it that the development app is there, with the given secret or the one kept in the data folder.
func openDevApp(ctx context.Context, data string, secret tenant.Secret, apps *admin.Admin) (*devApp, error) {
	d := &devApp{apps: apps, secret: secret}
	if secret == "" {
		var err error
		if d.secret, d.fresh, err = keepSecret(data, devSecret); err != nil {
			return nil, err
		}
	}
	return d, apps.Develop(ctx, d.secret)
}

// app is the development app as it is now.
func (d *devApp) app() *tenant.App { return d.apps.App(DevApp) }

// handler answers /dev/. Only pages of this server may ask: other sites must not get at signatures through a browser,
// neither by asking from their own pages nor by giving their name this server's address. Named reports whether a name is
// this server's own, because it has a certificate for it; operator is our API as the machine's operator has it.
func (d *devApp) handler(named func(host string) bool, operator http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /dev/session", d.session)
	mux.HandleFunc("POST /dev/curl", d.curl)
	mux.HandleFunc("POST /dev/timeline", d.timeline(operator))
	mux.HandleFunc("POST /dev/console", d.consoleToken)
	ours := http.NewCrossOriginProtection().Handler(mux)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !plainHost(r.Host) && !named(r.Host) {
			http.Error(w, "development mode answers under localhost, plain addresses and its certificate's name, not under others", http.StatusForbidden)
			return
		}
		ours.ServeHTTP(w, r)
	})
}

// plainHost reports whether a Host header names this machine or an address, which no other site can pass for its own.
func plainHost(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	_, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil || host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// session logs the demo page in: {"user"} → {"app", "user", "user_sig", "expires_at"}.
func (d *devApp) session(w http.ResponseWriter, r *http.Request) {
	var ask struct {
		User call.UserID `json:"user"`
	}
	if !decodeDev(w, r, &ask) {
		return
	}
	if err := call.CheckUser("user", ask.User); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	app, now := d.app(), time.Now()
	answerDev(w, map[string]any{
		"app": app.ID, "user": ask.User, "user_sig": auth.Sign(app, ask.User, now, devSession),
		"expires_at": now.Add(devSession).UnixMilli(),
	})
}

// curl shows how a back end ends a call: {"call"} → {"command"}.
func (d *devApp) curl(w http.ResponseWriter, r *http.Request) {
	var ask struct {
		Call call.ID `json:"call"`
	}
	if !decodeDev(w, r, &ask) {
		return
	}
	if len(ask.Call) > 64 || strings.ContainsAny(string(ask.Call)+r.Host, "'\\\n\r") { // the line is for a shell
		http.Error(w, "call: is not a call id", http.StatusBadRequest)
		return
	}
	body, err := json.Marshal(map[string]call.ID{"CallId": ask.Call})
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	app := d.app()
	account := call.UserID(app.Admins[0])
	query := fmt.Sprintf("sdkappid=%d&identifier=%s&usersig=%s&random=%d&contenttype=json",
		app.ID, account, auth.Sign(app, account, time.Now(), devCommand), time.Now().UnixMicro()%1e9)
	target := url.URL{Scheme: r.URL.Scheme, Host: r.Host, Path: "/v4/call_engine_http_srv/end_call", RawQuery: query}
	answerDev(w, map[string]string{"command": fmt.Sprintf("curl -X POST '%s' -d '%s'", target.String(), body)})
}

// timeline tells the demo page what the server knows of a call: {"call"} → the answer of /api/v1/apps/{app}/calls/{call}/events.
func (d *devApp) timeline(operator http.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var ask struct {
			Call call.ID `json:"call"`
		}
		if !decodeDev(w, r, &ask) {
			return
		}
		if ask.Call == "" || len(ask.Call) > 64 {
			http.Error(w, "call: is not a call id", http.StatusBadRequest)
			return
		}
		path := fmt.Sprintf("%s/apps/%d/calls/%s/events", v1.Root, DevApp, url.PathEscape(string(ask.Call)))
		events, err := http.NewRequestWithContext(r.Context(), http.MethodGet, path, http.NoBody)
		if err != nil {
			http.Error(w, "call: is not a call id", http.StatusBadRequest)
			return
		}
		w.Header().Set("Cache-Control", "no-store")
		operator.ServeHTTP(w, events)
	}
}

// consoleToken signs the console in without anybody having to make a token: {} → {"token", "expires_at"}. The token is for the
// development app alone. It can do more than who logs in as anybody, so only this machine itself gets it: who comes from elsewhere,
// or through a proxy, needs one of `ringline token create` as on every other server.
func (d *devApp) consoleToken(w http.ResponseWriter, r *http.Request) {
	if !httpapi.Local(r) {
		http.Error(w, "only this machine itself gets a token here, under localhost or 127.0.0.1; elsewhere: ringline token create", http.StatusForbidden)
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	_, bad := d.apps.Authenticate(d.console) // somebody may have revoked it
	if now := time.Now(); bad != nil || now.Add(devConsole/2).After(d.until) {
		until := now.Add(devConsole)
		_, secret, err := d.apps.CreateToken(r.Context(), admin.By{Name: "server"}, admin.TokenSpec{
			Name: "console of development mode", App: DevApp, Scopes: consoleScopes(), ExpiresAt: until,
		})
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		d.console, d.until = secret, until
	}
	answerDev(w, map[string]any{"token": d.console, "expires_at": d.until.UnixMilli()})
}

func decodeDev(w http.ResponseWriter, r *http.Request, into any) bool {
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 4<<10)).Decode(into); err != nil {
		http.Error(w, "the body must be a JSON object", http.StatusBadRequest)
		return false
	}
	return true
}

func answerDev(w http.ResponseWriter, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_ = json.NewEncoder(w).Encode(body) // a client that went away is no error
}
