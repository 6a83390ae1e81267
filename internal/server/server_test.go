package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"ringline/internal/admin"
	"ringline/internal/auth"
	"ringline/internal/call"
	"ringline/internal/config"
	"ringline/internal/media"
	"ringline/internal/tenant"
)

func settings(t testing.TB) config.Config {
	t.Helper()
	cfg, err := config.Load(config.Sources{Flags: map[string]string{
		"listen": "127.0.0.1:0", "data": t.TempDir(), "media.node_ip": "127.0.0.1",
		"media.udp_port": "0", "media.tcp_port": "-1", "media.stun_port": "0", "media.drain": "0s",
	}})
	if err != nil {
		t.Fatal(err)
	}
	return cfg
}

func start(t testing.TB, cfg config.Config) *Server {
	t.Helper()
	s, err := Start(t.Context(), cfg, Options{Version: "test", Dev: true, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func post(t testing.TB, url, body string) map[string]any {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var answer map[string]any
	text, err := io.ReadAll(response.Body)
	if err == nil {
		err = json.Unmarshal(text, &answer)
	}
	if err != nil {
		t.Fatalf("%s: %v: %s", url, err, text)
	}
	return answer
}

func (s *Server) v4(command string) string {
	sig := auth.Sign(s.apps.App(DevApp), "administrator", time.Now(), time.Minute)
	return fmt.Sprintf("%s/v4/call_engine_http_srv/%s?sdkappid=%d&identifier=administrator&usersig=%s&random=1&contenttype=json",
		s.URL(), command, DevApp, sig)
}

const robotCall = `{"Robot_Account":"robot","CalleeList_Account":["bob"],"Timeout":600000,"CallInfo":{"MediaType":"Audio"}}`

// TestRestartKeepsCalls: P9 and P18. A server that is stopped and started again on its data folder goes on with its calls.
func TestRestartKeepsCalls(t *testing.T) {
	cfg := settings(t)
	first := start(t, cfg)
	started := post(t, first.v4("start_call_by_robot"), robotCall)
	response, ok := started["Response"].(map[string]any)
	if !ok {
		t.Fatalf("start: %v", started)
	}
	id := fmt.Sprintf(`{"CallId":%q}`, response["CallId"])
	if err := first.Stop(); err != nil {
		t.Fatal(err)
	}
	for round := range 2 {
		s := start(t, cfg)
		if info := post(t, s.v4("get_call_info"), id); info["ErrorCode"] != 0.0 {
			t.Errorf("round %d: %v", round, info)
		}
		if err := s.Stop(); err != nil {
			t.Fatal(err)
		}
	}
	last := start(t, cfg)
	if end := post(t, last.v4("end_call"), id); end["ErrorCode"] != 0.0 {
		t.Errorf("end: %v", end)
	}
	if err := last.Stop(); err != nil {
		t.Fatal(err)
	}
}

// TestMediaFactsAreKept: what the media server saw of a call is in the store, also what it saw last.
func TestMediaFactsAreKept(t *testing.T) {
	cfg := settings(t)
	s := start(t, cfg)
	bob := call.Actor{Kind: call.ByUser, User: "bob", Device: "b1"}
	c, err := s.control.Start(t.Context(), call.Start{
		App: DevApp, By: call.Actor{Kind: call.ByAdmin, User: "administrator"}, Robot: "robot", Callees: []call.UserID{"bob"}, Media: call.Audio,
	}, call.Request{})
	if err == nil {
		_, err = s.control.Do(t.Context(), c.Ref(), call.Accept{By: bob}, call.Request{})
	}
	if err != nil {
		t.Fatal(err)
	}
	for open := []media.Room(nil); len(open) == 0; time.Sleep(time.Millisecond) { // the room follows the answer; nothing to wait on
		if open, err = s.media.List(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	again := &Server{config: cfg, log: slog.New(slog.DiscardHandler)}
	store, err := again.openStore(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	facts, err := store.Facts(t.Context(), c.Ref())
	if err = errors.Join(err, store.Close()); err != nil {
		t.Fatal(err)
	}
	if len(facts) == 0 || facts[0].Source != "media" || facts[0].Kind != "room_opened" {
		t.Errorf("facts %+v, want first that the room was opened", facts)
	}
}

// TestStopUnderTraffic: P9. Every call whose start was acknowledged while the server stopped is there afterwards.
func TestStopUnderTraffic(t *testing.T) {
	cfg := settings(t)
	s := start(t, cfg)
	target := s.v4("start_call_by_robot")
	busy := make(chan struct{}, 1000)
	var mu sync.Mutex
	var acknowledged []string
	var group sync.WaitGroup
	for client := range 4 {
		group.Go(func() {
			for i := 0; ; i++ {
				body := strings.Replace(robotCall, "bob", fmt.Sprintf("callee-%d-%d", client, i), 1)
				response, err := http.Post(target, "application/json", strings.NewReader(body))
				if err != nil {
					return // the server is gone
				}
				var answer struct{ Response struct{ CallId string } }
				err = json.NewDecoder(response.Body).Decode(&answer)
				response.Body.Close()
				if err != nil || answer.Response.CallId == "" {
					return // it takes no new calls
				}
				mu.Lock()
				acknowledged = append(acknowledged, answer.Response.CallId)
				mu.Unlock()
				select {
				case busy <- struct{}{}:
				default:
				}
			}
		})
	}
	for range 20 {
		<-busy
	}
	if err := s.Stop(); err != nil {
		t.Error(err)
	}
	group.Wait()
	again := start(t, cfg)
	for _, id := range acknowledged {
		if info := post(t, again.v4("get_call_info"), fmt.Sprintf(`{"CallId":%q}`, id)); info["ErrorCode"] != 0.0 {
			t.Errorf("call %s was acknowledged and is lost: %v", id, info)
		}
	}
	if err := again.Stop(); err != nil {
		t.Error(err)
	}
}

func TestDoors(t *testing.T) {
	s := start(t, settings(t))
	defer func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	}()
	for _, tc := range []struct {
		method, path string
		status       int
		holds        string
	}{
		{"GET", "/", 200, "<html"},
		{"HEAD", "/", 200, ""},
		{"POST", "/", 405, ""},
		{"GET", "/nosuch", 404, ""},
		{"GET", "/sdk/nosuch.tgz", 404, "/sdk/"}, // with the web build or without
		{"GET", "/healthz", 200, "ok"},
		{"GET", "/readyz", 200, "store: ok"},
		{"GET", "/metrics", 200, "ringline_calls"},
		{"GET", "/metrics", 200, "livekit_"},
		{"GET", "/metrics", 200, "go_goroutines"},
		{"GET", "/v4/call_engine_http_srv/end_call", 200, "60002"},
		{"GET", "/rtc", 401, ""},
		{"GET", "/api/v1/calls", 404, ""}, // only on the local socket
		{"GET", "/dev/session", 405, ""},
		{"GET", "/debug/pprof/", 200, "goroutine"},
	} {
		request, err := http.NewRequestWithContext(t.Context(), tc.method, s.URL()+tc.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(response.Body)
		response.Body.Close()
		if response.StatusCode != tc.status || !bytes.Contains(bytes.ToLower(body), []byte(tc.holds)) {
			t.Errorf("%s %s: %d, want %d with %q: %.200s", tc.method, tc.path, response.StatusCode, tc.status, tc.holds, body)
		}
	}
}

// TestDevelopmentDoor: signatures go to pages of this server, not to other sites, and the curl line is safe to paste.
func TestDevelopmentDoor(t *testing.T) {
	s := start(t, settings(t))
	defer s.Stop() //nolint:errcheck // checked elsewhere
	session := post(t, s.URL()+"/dev/session", `{"user":"alice"}`)
	sig, _ := session["user_sig"].(string)
	if err := auth.NewVerifier(time.Now).Verify(s.apps.App(DevApp), "alice", sig); err != nil {
		t.Errorf("the session's signature: %v", err)
	}
	line, _ := post(t, s.URL()+"/dev/curl", `{"call":"c1"}`)["command"].(string)
	if !strings.HasPrefix(line, "curl -X POST '"+s.URL()+"/v4/call_engine_http_srv/end_call?sdkappid=1400000001&") ||
		!strings.HasSuffix(line, `-d '{"CallId":"c1"}'`) {
		t.Errorf("curl line %q", line)
	}
	if code, _ := post(t, s.URL()+"/dev/timeline", `{"call":"c1"}`)["code"].(string); code != "not_found" {
		t.Errorf("timeline of a call that is not there: code %q", code)
	}
	var identity struct {
		App    string
		Scopes []string
	}
	token, _ := post(t, s.URL()+"/dev/console", "")["token"].(string)
	if again, _ := post(t, s.URL()+"/dev/console", "")["token"].(string); token == "" || again != token {
		t.Errorf("the console's tokens: %q, then %q; want one, and the same again", token, again)
	}
	used, err := s.apps.Authenticate(token)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.apps.RevokeToken(t.Context(), admin.By{Name: "operator"}, used.ID); err != nil {
		t.Fatal(err)
	}
	revoked := token
	if token, _ = post(t, s.URL()+"/dev/console", "")["token"].(string); token == revoked {
		t.Error("the console is given a token that was revoked")
	}
	asked, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL()+"/api/v1/identity", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	asked.Header.Set("Authorization", "Bearer "+token)
	answer, err := http.DefaultClient.Do(asked)
	if err != nil {
		t.Fatal(err)
	}
	err = json.NewDecoder(answer.Body).Decode(&identity)
	answer.Body.Close()
	if err != nil {
		t.Fatal(err)
	}
	if identity.App != strconv.Itoa(DevApp) || slices.Contains(identity.Scopes, "admin") || slices.Contains(identity.Scopes, "tokens:write") {
		t.Errorf("the console's token may do %v in app %s; want nothing beyond the development app", identity.Scopes, identity.App)
	}
	for name, tc := range map[string]struct{ path, body, origin, host string }{
		"their console":                {"/dev/console", "", "https://evil.example", ""},
		"an address that others reach": {"/dev/console", "", "", "192.0.2.1"},
		"another site":                 {"/dev/session", `{"user":"alice"}`, "https://evil.example", ""},
		"their timeline":               {"/dev/timeline", `{"call":"c1"}`, "https://evil.example", ""},
		"no call":                      {"/dev/timeline", `{}`, "", ""},
		"a quote":                      {"/dev/curl", `{"call":"x'; rm -rf ~; '"}`, "", ""},
		"no user":                      {"/dev/session", `{}`, "", ""},
		"a strange user":               {"/dev/session", `{"user":"a b"}`, "", ""},
		"not JSON":                     {"/dev/session", `user=alice`, "", ""},
		"endless":                      {"/dev/session", `{"user":"` + strings.Repeat("x", 5000) + `"}`, "", ""},
		"another name":                 {"/dev/session", `{"user":"alice"}`, "", "rebound.example"},
	} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL()+tc.path, strings.NewReader(tc.body))
		if err != nil {
			t.Fatal(err)
		}
		if tc.origin != "" {
			request.Header.Set("Origin", tc.origin)
		}
		if tc.host != "" {
			request.Host = tc.host
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != http.StatusBadRequest && response.StatusCode != http.StatusForbidden {
			t.Errorf("%s: status %d", name, response.StatusCode)
		}
	}
}

func TestDevelopmentAnswersUnderNoOtherName(t *testing.T) {
	for host, want := range map[string]bool{
		"127.0.0.1:8080": true, "localhost": true, "localhost:1": true, "alice.localhost:8080": true, "[::1]:8080": true, "192.168.1.20:80": true,
		"evil.example": false, "evil.example:8080": false, "127.0.0.1.evil.example": false, "localhost.evil.example": false, "": false,
	} {
		if got := plainHost(host); got != want {
			t.Errorf("host %q: %v, want %v", host, got, want)
		}
	}
}

// TestSecretIsKept: the second start does not show it again, and files are for their owner alone.
func TestSecretIsKept(t *testing.T) {
	cfg := settings(t)
	var said [2]bytes.Buffer
	for i := range said {
		s := start(t, cfg)
		s.Announce(&said[i])
		if err := s.Stop(); err != nil {
			t.Fatal(err)
		}
	}
	app, err := FindApp(t.Context(), cfg, DevApp)
	if err != nil {
		t.Fatal(err)
	}
	for _, once := range []string{string(app.Secrets[0]), "master-key"} {
		if !strings.Contains(said[0].String(), once) || strings.Contains(said[1].String(), once) {
			t.Errorf("said %s\nand then %s", &said[0], &said[1])
		}
	}
	for _, s := range said {
		if !strings.Contains(s.String(), "\nringline ready http=http://127.0.0.1:") {
			t.Errorf("scripts do not learn that it is ready: %s", &s)
		}
	}
	for _, name := range []string{"dev-secret", "media-secret", "master-key", "ringline.db"} {
		info, err := os.Stat(filepath.Join(cfg.Data, name))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
}

// TestWhatCannotWorkIsSaid: each failure names what to do, and releases what was taken.
func TestWhatCannotWorkIsSaid(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	udp, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer udp.Close()
	running := settings(t)
	server := start(t, running)
	defer server.Stop() //nolint:errcheck // checked elsewhere

	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	damaged := t.TempDir()
	if err := os.WriteFile(filepath.Join(damaged, "ringline.db"), bytes.Repeat([]byte("not a database "), 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		change func(*config.Config)
		dev    bool
		want   string
	}{
		"the port is taken":          {func(c *config.Config) { c.Listen = taken.Addr().String() }, true, "--listen"},
		"no UDP":                     {func(c *config.Config) { c.Media.UDPPort = udp.LocalAddr().(*net.UDPAddr).Port }, true, "udp_port"},
		"not our address":            {func(c *config.Config) { c.Listen = "192.0.2.1:80" }, true, "--listen"},
		"the folder is a file":       {func(c *config.Config) { c.Data = file }, true, "--data"},
		"the folder is in use":       {func(c *config.Config) { c.Data = running.Data }, true, "another ringline"},
		"the folder, by a database":  {func(c *config.Config) { c.Data, c.Store.URL = running.Data, tenant.Secret(shared.Database(t)) }, true, "another ringline"},
		"the file is damaged":        {func(c *config.Config) { c.Data = damaged }, true, "database"},
		"the number is a real app's": {func(c *config.Config) { c.Data = withApp(t, DevApp).Data }, true, "--data"},
		"the key is another":         {func(c *config.Config) { c.Data, c.Secrets.Key = withoutKey(t), tenant.Secret(strings.Repeat("00", 32)) }, true, "secrets.key"},
		"the key is gone":            {func(c *config.Config) { c.Data = withoutKey(t) }, true, "master-key"},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := settings(t)
			tc.change(&cfg)
			s, err := Start(context.Background(), cfg, Options{Dev: tc.dev, Log: slog.New(slog.DiscardHandler)})
			if err == nil {
				_ = s.Stop()
				t.Fatal("it started")
			}
			if !strings.Contains(err.Error(), tc.want) {
				t.Errorf("%v: want it to mention %q", err, tc.want)
			}
			if good := settings(t); filepath.Dir(cfg.Data) == filepath.Dir(good.Data) { // its own, not one that is at fault
				good.Data = cfg.Data
				if err := start(t, good).Stop(); err != nil {
					t.Errorf("mended and started again: %v", err)
				}
			}
		})
	}
}

// TestStopWaitsForNobodyWhoIsSilent: a connection that was opened and never used holds up no stop for long, nor fails it.
func TestStopWaitsForNobodyWhoIsSilent(t *testing.T) {
	s := start(t, settings(t))
	conn, err := net.Dial("tcp", s.address.String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	post(t, s.URL()+"/dev/session", `{"user":"alice"}`) // the server has accepted the earlier connection as well
	if err := s.Stop(); err != nil {
		t.Error(err)
	}
}
