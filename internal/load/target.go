package load

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"ringline/client"
)

// Target is the server to load, and who may.
type Target struct {
	URL   string        // https://calls.example.com
	App   string        // id of the app whose users are played; take one that nobody else uses
	Admin string        // its administrator; empty means administrator
	Sign  client.Signer // makes UserSigs of that app; asked once for each user

	MetricsToken string // for /metrics; empty asks without, which a server allows from private networks

	// Where the server finds the webhook receiver of this process, if the scenario has one: where to listen, and the URL that leads there.
	// Empty is for a server on this machine.
	HookListen, HookURL string
}

// DevSigner asks a server that runs with --dev to sign.
func DevSigner(ctx context.Context, url string) client.Signer {
	return func(user string) (string, error) {
		body, err := json.Marshal(map[string]string{"user": user})
		if err != nil {
			return "", err
		}
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimSuffix(url, "/")+"/dev/session", bytes.NewReader(body))
		if err != nil {
			return "", err
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			return "", err
		}
		defer func() { _ = response.Body.Close() }() // it was read
		text, err := io.ReadAll(io.LimitReader(response.Body, 64<<10))
		if err != nil {
			return "", err
		}
		if response.StatusCode != http.StatusOK {
			return "", fmt.Errorf("the server does not sign for anybody (%s): does it run with --dev? Else give an app and its secret", response.Status)
		}
		var session struct {
			Sig string `json:"user_sig"`
		}
		return session.Sig, json.Unmarshal(text, &session)
	}
}

// remember keeps signatures, which are good for long.
func remember(sign client.Signer) client.Signer {
	var mu sync.Mutex
	known := map[string]string{}
	return func(user string) (string, error) {
		mu.Lock()
		sig, ok := known[user]
		mu.Unlock()
		if ok {
			return sig, nil
		}
		sig, err := sign(user)
		if err == nil {
			mu.Lock()
			known[user] = sig
			mu.Unlock()
		}
		return sig, err
	}
}

// connect makes a run's ways to the server.
func (r *run) connect(ctx context.Context, t *Target) error {
	app, err := strconv.ParseInt(t.App, 10, 64)
	if err != nil || app <= 0 {
		return fmt.Errorf("app: %q is no id of an app: digits, such as 1400000001", t.App)
	}
	base := strings.TrimSuffix(t.URL, "/")
	if !strings.HasPrefix(base, "http://") && !strings.HasPrefix(base, "https://") {
		return fmt.Errorf("server: %q must begin with http:// or https://", t.URL)
	}
	admin := t.Admin
	if admin == "" {
		admin = "administrator"
	}
	sign := remember(t.Sign)
	transport := &http.Transport{MaxIdleConns: apiConns, MaxIdleConnsPerHost: apiConns, IdleConnTimeout: time.Minute, ForceAttemptHTTP2: true}
	r.http = &http.Client{Transport: transport, Timeout: answerPatience}
	if r.api, err = client.NewV4(base, t.App, admin, sign, client.WithHTTPClient(r.http)); err != nil {
		return err
	}
	r.line = newLine("ws"+strings.TrimPrefix(base, "http")+"/connection/websocket", app, sign)
	r.meter = &meter{url: base + "/metrics", token: t.MetricsToken, http: r.http}
	if r.scenario.Webhooks {
		return r.openHearing(ctx, t)
	}
	return nil
}

// apiConns is how many connections for server API requests are kept.
const apiConns = 128
