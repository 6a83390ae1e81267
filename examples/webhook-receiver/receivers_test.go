// Package receivers holds the example receivers, as they are, to one table of requests.
package receivers

import (
	"bufio"
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const (
	app     = "1400000001"
	secret  = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
	foreign = "whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA="
	token   = "xxxxyyyy"
)

// files are the receivers' own.
var files = map[string]string{"go": "go/main.go", "node": "node/receiver.mjs", "php": "php/receiver.php", "python": "python/receiver.py"}

// receivers says how to run each of them at a host and port.
var receivers = map[string]func(t *testing.T, host, port string) []string{
	"go": func(t *testing.T, _, _ string) []string {
		made := filepath.Join(t.TempDir(), "receiver")
		if out, err := exec.Command("go", "build", "-o", made, "./go").CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return []string{made}
	},
	"node": func(*testing.T, string, string) []string { return []string{"node", "node/receiver.mjs"} },
	"php": func(_ *testing.T, host, port string) []string {
		return []string{"php", "-S", host + ":" + port, "php/receiver.php"}
	},
	"python": func(*testing.T, string, string) []string { return []string{"python3", "python/receiver.py"} },
}

// soon is how long to wait for what should happen at once. Machines that run tests are slow at times.
const soon = 20 * time.Second

// running is a receiver of ours that listens.
type running struct {
	url   string
	stop  func() // returns when the process is gone
	lines chan string
}

// run starts a receiver and waits until it listens. Without listening at all, it returns nil.
func run(t *testing.T, language string, env ...string) *running {
	t.Helper()
	if _, err := os.Stat(files[language]); err != nil { // `go test` remembers a result while what the test looked at is the same
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}

	ctx, kill := context.WithCancel(context.Background())
	line := receivers[language](t, host, port)
	command := exec.CommandContext(ctx, line[0], line[1:]...)
	command.Env = append(os.Environ(), append([]string{"HOST=" + host, "PORT=" + port}, env...)...)
	r, w := io.Pipe()
	command.Stdout, command.Stderr = w, w
	if err := command.Start(); err != nil {
		kill()
		t.Fatalf("%v (make setup installs what the examples need)", err)
	}
	s := &running{url: "http://" + address, lines: make(chan string, 1000)}
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		_ = command.Wait() // it is killed, or refused to start
		_ = w.Close()
	}()
	read := make(chan struct{})
	go func() {
		defer close(read)
		for all := bufio.NewScanner(r); all.Scan(); {
			s.lines <- all.Text()
		}
	}()
	s.stop = func() {
		kill()
		<-gone
		<-read
	}
	t.Cleanup(s.stop)

	deadline := time.NewTimer(soon)
	defer deadline.Stop()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for {
		select {
		case <-gone:
			return nil
		case <-deadline.C:
			t.Fatalf("the %s receiver did not listen within %v", language, soon)
		case <-again.C:
			if c, err := net.Dial("tcp", address); err == nil {
				c.Close()
				return s
			}
		}
	}
}

// news reads what the receiver says that it stored, until it names the message with the given id.
func (s *running) news(t *testing.T, until string) []string {
	t.Helper()
	var ids []string
	deadline := time.After(soon)
	for {
		select {
		case line := <-s.lines:
			rest, isNew := strings.CutPrefix(line, "new ")
			if !isNew {
				continue
			}
			var command, id string
			said := json.NewDecoder(strings.NewReader(rest))
			if err := said.Decode(&command); err != nil {
				t.Fatalf("%q: %v", line, err)
			}
			if err := said.Decode(&id); err != nil {
				t.Fatalf("%q: %v", line, err)
			}
			if id == until {
				return ids
			}
			ids = append(ids, id)
		case <-deadline:
			t.Fatalf("never heard of %s, only of %q", until, ids)
		}
	}
}

// request is what is sent; what is empty is as usual.
type request struct {
	method, query, id, timestamp, signature, body string
	unsigned                                      bool
	header                                        http.Header
}

// send returns the status, after a look at the rest of the answer.
func (s *running) send(t *testing.T, q request) int {
	t.Helper()
	if q.method == "" {
		q.method = http.MethodPost
	}
	if q.query == "" {
		q.query = "SdkAppid=" + app + "&CallbackCommand=Call.CallbackAfterStartCall&contenttype=json&ClientIP=&OptPlatform=Unknown"
	}
	r, err := http.NewRequest(q.method, s.url+"/hook?"+q.query, strings.NewReader(q.body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	if !q.unsigned {
		if q.timestamp == "" {
			q.timestamp = fmt.Sprint(time.Now().Unix())
		}
		if q.signature == "" {
			q.signature = sign(t, secret, q.id, q.timestamp, q.body)
		}
		r.Header.Set("webhook-id", q.id)
		r.Header.Set("webhook-timestamp", q.timestamp)
		r.Header.Set("webhook-signature", q.signature)
	}
	for name, values := range q.header {
		r.Header[name] = values
	}
	client := http.Client{Timeout: soon}
	answer, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		ActionStatus, ErrorInfo *string
		ErrorCode               *int
	}
	said := json.NewDecoder(bytes.NewReader(text))
	said.DisallowUnknownFields()
	if err := said.Decode(&got); err != nil || got.ActionStatus == nil || got.ErrorInfo == nil || got.ErrorCode == nil {
		t.Errorf("answered %d %q: %v", answer.StatusCode, text, err)
	} else if fine := answer.StatusCode == http.StatusOK; fine != (*got.ActionStatus == "OK") || fine != (*got.ErrorCode == 0) || fine != (*got.ErrorInfo == "") {
		t.Errorf("answered %d %s", answer.StatusCode, text)
	}
	if answer.StatusCode == http.StatusMethodNotAllowed && answer.Header.Get("Allow") != http.MethodPost {
		t.Errorf("refused the method with Allow: %q", answer.Header.Get("Allow"))
	}
	return answer.StatusCode
}

func sign(t *testing.T, secret, id, timestamp, body string) string {
	t.Helper()
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil {
		t.Fatal(err)
	}
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%s.%s.%s", id, timestamp, body)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

func tokenSign(requestTime string) string {
	sum := sha256.Sum256([]byte(token + requestTime))
	return hex.EncodeToString(sum[:])
}

// The test itself signs as the shared vectors say.
func TestTheTestSignsRight(t *testing.T) {
	text, err := os.ReadFile("../../api/fixtures/webhooks/signature.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Signatures []struct {
			Secret, ID, Body, Signature string
			Timestamp                   json.Number
		}
		Tokens []struct {
			Token       string
			RequestTime string `json:"request_time"`
			Sign        string
		}
	}
	if err := json.Unmarshal(text, &file); err != nil || len(file.Signatures) == 0 || len(file.Tokens) == 0 {
		t.Fatal(err, file)
	}
	for _, s := range file.Signatures {
		if got := sign(t, s.Secret, s.ID, s.Timestamp.String(), s.Body); got != s.Signature {
			t.Errorf("%s at %s: %s, want %s", s.ID, s.Timestamp, got, s.Signature)
		}
	}
	if first := file.Tokens[0]; first.Token != token || tokenSign(first.RequestTime) != first.Sign {
		t.Errorf("token: %s, want %s", tokenSign(first.RequestTime), first.Sign)
	}
}

const start = `{"CallbackCommand":"Call.CallbackAfterStartCall","CallInfo":{"CallId":"c1"},"UserList":[],"EventTime":1767225600001}`

func TestSignedMessages(t *testing.T) {
	ago := func(d time.Duration) string { return fmt.Sprint(time.Now().Add(-d).Unix()) }
	now := ago(0)
	long := `{"CallbackCommand":"Call.CallbackAfterStartCall","x":"` + strings.Repeat("x", 1<<20)
	fits := long[:1<<20-2] + `"}`

	for language := range receivers {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			env := []string{"SDKAPPID=" + app, "WEBHOOK_SECRET=" + secret, "WEBHOOK_TOKEN=", "INBOX=" + filepath.Join(t.TempDir(), "inbox")}
			s := run(t, language, env...)
			if s == nil {
				t.Fatal("does not start")
			}
			var stored []string
			for _, row := range []struct {
				name  string
				want  int
				isNew bool
				request
			}{
				{"good", 200, true, request{id: "m1", body: start}},
				{"the same again", 200, false, request{id: "m1", body: start}},
				{"the same again, signed earlier", 200, false, request{id: "m1", timestamp: ago(time.Minute), body: start}},
				{"the same text with another id", 200, true, request{id: "m2", body: start}},
				{"two signatures", 200, true, request{
					id: "m3", timestamp: now, body: start,
					signature: sign(t, foreign, "m3", now, start) + " " + sign(t, secret, "m3", now, start),
				}},
				{"four minutes old", 200, true, request{id: "m4", timestamp: ago(4 * time.Minute), body: start}},
				{"an id of any kind", 200, true, request{id: "../../m5", body: start}},
				{"declared as a form", 200, true, request{id: "m6", body: start, header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}}},
				{"outside ASCII", 200, true, request{id: "m7", body: strings.Replace(start, "[]", `["用户"]`, 1)}},
				{"1 MiB", 200, true, request{id: "m8", body: fits}},

				{"another key", 401, false, request{id: "x1", timestamp: now, signature: sign(t, foreign, "x1", now, start), body: start}},
				{"another body", 401, false, request{id: "x2", timestamp: now, signature: sign(t, secret, "x2", now, start), body: start + " "}},
				{"another id", 401, false, request{id: "x3", timestamp: now, signature: sign(t, secret, "m1", now, start), body: start}},
				{"another time", 401, false, request{id: "x4", timestamp: now, signature: sign(t, secret, "x4", ago(time.Minute), start), body: start}},
				{"signature cut", 401, false, request{id: "x5", timestamp: now, signature: sign(t, secret, "x5", now, start)[:40], body: start}},
				{"signature without version", 401, false, request{id: "x5", timestamp: now, signature: sign(t, secret, "x5", now, start)[3:], body: start}},
				{"signature outside ASCII", 401, false, request{id: "x6", timestamp: now, signature: "v1,\xc3\xa9\xff", body: start}},
				{"stale", 401, false, request{id: "x7", timestamp: ago(6 * time.Minute), body: start}},
				{"from the future", 401, false, request{id: "x8", timestamp: ago(-6 * time.Minute), body: start}},
				{"time that is none", 401, false, request{id: "x9", timestamp: "now", body: start}},
				{"time beyond all numbers", 401, false, request{id: "x9", timestamp: strings.Repeat("9", 400), body: start}},
				{"not signed", 401, false, request{id: "x10", unsigned: true, body: start}},
				{"no id, signed so", 401, false, request{timestamp: now, body: start}},

				{"another app", 403, false, request{id: "x11", query: "SdkAppid=1400000002", body: start}},
				{"no app", 403, false, request{id: "x12", query: "CallbackCommand=Call.CallbackAfterStartCall", body: start}},
				{"a list of apps", 403, false, request{id: "x13", query: "SdkAppid[]=" + app, body: start}},
				{"badly escaped", 403, false, request{id: "x13", query: "SdkAppid=%zz" + app, body: start}},

				{"broken JSON", 400, false, request{id: "x14", body: start[:50]}},
				{"no body", 400, false, request{id: "x15"}},
				{"null", 400, false, request{id: "x16", body: "null"}},
				{"a list", 400, false, request{id: "x17", body: "[1]"}},
				{"a number", 400, false, request{id: "x18", body: "1"}},
				{"no command", 400, false, request{id: "x19", body: `{"CallId":"c1","EventTime":1}`}},
				{"a command that is none", 400, false, request{id: "x20", body: `{"CallbackCommand":["a"]}`}},
				{"deep", 400, false, request{id: "x21", body: strings.Repeat("[", 200_000)}},

				{"too long", 413, false, request{id: "x22", body: fits + " "}},
				{"GET", 405, false, request{method: http.MethodGet, unsigned: true}},
				{"PUT", 405, false, request{method: http.MethodPut, id: "x23", body: start}},
			} {
				if got := s.send(t, row.request); got != row.want {
					t.Errorf("%s: %d, want %d", row.name, got, row.want)
				}
				if row.isNew {
					stored = append(stored, row.id)
				}
			}

			var all sync.WaitGroup
			for range 8 {
				all.Go(func() {
					if got := s.send(t, request{id: "at once", body: start}); got != 200 {
						t.Errorf("sent at once: %d", got)
					}
				})
			}
			all.Wait()
			stored = append(stored, "at once")

			s.send(t, request{id: "the end", body: start})
			if diff := cmp.Diff(stored, s.news(t, "the end")); diff != "" {
				t.Errorf("stored (- want, + got):\n%s", diff)
			}

			s.stop()
			if s = run(t, language, env...); s == nil {
				t.Fatal("does not start again")
			}
			for _, id := range append(slices.Clone(stored), "after a restart") {
				if got := s.send(t, request{id: id, body: start}); got != 200 {
					t.Errorf("%s, after a restart: %d", id, got)
				}
			}
			if again := s.news(t, "after a restart"); len(again) > 0 {
				t.Errorf("stored twice: %q", again)
			}
		})
	}
}

// With the token alone, messages are known by call, command and time.
func TestMessagesWithToken(t *testing.T) {
	query := func(age time.Duration, change func(string) string) string {
		at := fmt.Sprint(time.Now().Add(-age).Unix())
		return "SdkAppid=" + app + "&CallbackCommand=x&RequestTime=" + at + "&Sign=" + change(tokenSign(at))
	}
	same := func(s string) string { return s }
	const (
		member = `{"CallbackCommand":"Call.CallbackAfterMemberChanged","CallId":"c1","EventTime":1767225600001}`
		end    = `{"CallbackCommand":"Call.CallbackAfterEndCall","CallRecord":{"CallId":"c1"},"EventTime":1767225600001}`
		last   = `{"CallbackCommand":"last","CallId":"c1","EventTime":1}`
	)
	for language := range receivers {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			s := run(t, language, "SDKAPPID="+app, "WEBHOOK_SECRET=", "WEBHOOK_TOKEN="+token, "INBOX="+t.TempDir())
			if s == nil {
				t.Fatal("does not start")
			}
			for _, row := range []struct {
				name, query, body string
				want              int
			}{
				{"start", query(0, same), start, 200},
				{"start again", query(time.Minute, same), start, 200},
				{"change of members", query(0, same), member, 200},
				{"change of members, later", query(0, same), strings.Replace(member, "001}", "002}", 1), 200},
				{"end", query(0, same), end, 200},
				{"end again", query(0, same), end, 200},
				{"another token", query(0, func(s string) string { return strings.Repeat("0", len(s)) }), start, 401},
				{"in capitals", query(0, strings.ToUpper), start, 401},
				{"stale", query(6*time.Minute, same), start, 401},
				{"none", "SdkAppid=" + app, start, 401},
				{"a list", "SdkAppid=" + app + "&RequestTime[]=1&Sign[]=1", start, 401},
				{"no time", query(0, same), `{"CallbackCommand":"x","CallId":"c1"}`, 400},
				{"a time that is none", query(0, same), `{"CallbackCommand":"x","CallId":"c1","EventTime":"1"}`, 400},
				{"a call that is none", query(0, same), `{"CallbackCommand":"x","CallId":7,"EventTime":1}`, 400},
				{"of no call, for a test", query(0, same), `{"CallbackCommand":"x","EventTime":1}`, 200},
				{"last", query(0, same), last, 200},
			} {
				if got := s.send(t, request{query: row.query, body: row.body, unsigned: true}); got != row.want {
					t.Errorf("%s: %d, want %d", row.name, got, row.want)
				}
			}
			want := []string{
				"c1|Call.CallbackAfterStartCall|1767225600001",
				"c1|Call.CallbackAfterMemberChanged|1767225600001", "c1|Call.CallbackAfterMemberChanged|1767225600002",
				"c1|Call.CallbackAfterEndCall|1767225600001", "|x|1",
			}
			if diff := cmp.Diff(want, s.news(t, "c1|last|1")); diff != "" {
				t.Errorf("stored (- want, + got):\n%s", diff)
			}
		})
	}
}

// A secret that is mistyped must never mean that there is none.
func TestBadSettingsAreNotOverlooked(t *testing.T) {
	for language := range receivers {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			for name, env := range map[string][]string{
				"secret": {"SDKAPPID=" + app, "WEBHOOK_SECRET=whsec_!!!"},
				"empty":  {"SDKAPPID=" + app, "WEBHOOK_SECRET=whsec_"},
				"no app": {"SDKAPPID=", "WEBHOOK_SECRET=" + secret},
			} {
				s := run(t, language, append(env, "WEBHOOK_TOKEN=", "INBOX="+t.TempDir())...)
				if s == nil {
					continue // it refused to start
				}
				if got := s.send(t, request{id: "m1", body: start, query: "SdkAppid=" + strings.TrimPrefix(env[0], "SDKAPPID=")}); got != 500 {
					t.Errorf("%s: %d, want 500", name, got)
				}
			}
		})
	}
}
