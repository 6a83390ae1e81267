package test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/netip"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringline/internal/admin"
	"ringline/internal/call"
	"ringline/internal/process"
	"ringline/internal/tenant"
)

const fixtures = "../api/fixtures/v4/"

// fixture reads one of the files that every implementation of the server API is held against.
func fixture[T any](t *testing.T, name string) T {
	t.Helper()
	var v T
	text, err := os.ReadFile(fixtures + name)
	if err == nil {
		err = json.Unmarshal(text, &v)
	}
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// stage is the world of the fixtures on a real server.
type stage struct {
	*api
	server *process.Server
	sigs   *strings.Replacer // {name} by the UserSig of that name
	bob    *device
}

type worldFile struct {
	Apps     []worldApp        `json:"apps"`
	Usersigs map[string]string `json:"usersigs"`
	Calls    []struct {
		CallID call.ID `json:"CallId"`
		Then   string  `json:"then"`
	} `json:"calls"`
}

type worldApp struct {
	SDKAppID       int64          `json:"sdkappid"`
	Secret         tenant.Secret  `json:"secret"`
	Administrators []string       `json:"administrators"`
	Disabled       bool           `json:"disabled"`
	Networks       []netip.Prefix `json:"allowed_networks"`
	Total          int            `json:"total_requests"`
	Callback       *struct {
		URL      string   `json:"Url"`
		Commands []string `json:"CallbackCommandList"`
	} `json:"callback"`
}

// make makes the app as the fixtures say.
func (a *worldApp) make(ctx context.Context, apps *admin.Admin) error {
	by := admin.By{Name: "test"}
	_, _, err := apps.CreateApp(ctx, by, admin.Spec{
		ID: a.SDKAppID, Secret: a.Secret, Admins: a.Administrators, AllowedNetworks: a.Networks,
		Settings: tenant.Settings{MultiDevice: true, TotalRequests: a.Total},
	})
	if err == nil && a.Disabled {
		_, err = apps.UpdateApp(ctx, by, a.SDKAppID, func(app *tenant.App) error { app.Disabled = true; return nil })
	}
	if err == nil && a.Callback != nil {
		err = apps.SetWebhook(ctx, by, a.SDKAppID, &tenant.Webhook{URL: a.Callback.URL, Events: a.Callback.Commands})
	}
	return err
}

func newStage(t *testing.T) (*stage, *worldFile) {
	t.Helper()
	world := fixture[worldFile](t, "world.json")
	var pairs []string
	for name, sig := range world.Usersigs {
		pairs = append(pairs, "{"+name+"}", sig)
	}
	app := &tenant.App{ID: world.Apps[0].SDKAppID, Secrets: []tenant.Secret{world.Apps[0].Secret}}
	// The fixtures have a receiver within an operator's own network.
	server := serve(t, process.Options{Config: "webhook: {allow_networks: [10.0.0.0/8]}\n", Apps: func(ctx context.Context, apps *admin.Admin) error {
		var errs []error
		for i := range world.Apps {
			errs = append(errs, world.Apps[i].make(ctx, apps))
		}
		return errors.Join(errs...)
	}})
	return &stage{
		api: newAPI(server.URL, app), server: server, sigs: strings.NewReplacer(pairs...), bob: login(t, server.URL, app, "bob", "b1"),
	}, &world
}

// call makes a call that is as the fixtures say.
func (s *stage) call(t *testing.T, then string) call.ID {
	t.Helper()
	id := s.ring(t, "bob")
	switch then {
	case "answered":
		s.bob.must(t, "call.accept", object{"call": id})
	case "ended":
		s.must(t, "end_call", object{"CallId": id})
	case "ringing":
	default:
		t.Fatalf("the fixtures have a call that is %q", then)
	}
	return id
}

type goldenCase struct {
	Name    string          `json:"name"`
	First   []goldenRequest `json:"first"`
	Request goldenRequest   `json:"request"`
	Repeat  int             `json:"repeat"`
	Answer  map[string]any  `json:"answer"`
}

type goldenRequest struct {
	Method  string            `json:"method"`
	Path    string            `json:"path"`
	Query   string            `json:"query"`
	Headers map[string]string `json:"headers"`
	Body    string            `json:"body"`
}

var requestID = regexp.MustCompile(`^Id-[0-9a-f]{32}-O-Seq-[0-9]{1,20}$`)

// TestEndCall plays every documented answer of end_call, and of the gate in front of it, against the real server.
func TestEndCall(t *testing.T) {
	s, world := newStage(t)
	cases := fixture[struct {
		Cases []goldenCase `json:"cases"`
	}](t, "end_call.json").Cases
	if len(cases) < 20 {
		t.Fatalf("only %d cases", len(cases))
	}
	for _, c := range cases {
		if c.Repeat > 2 {
			continue // of one moment, which a network does not have: see TestRate
		}
		t.Run(c.Name, func(t *testing.T) {
			for _, w := range world.Calls {
				// Nobody is busy with the call before; ids are written in several ways, some without their first digit.
				if id := string(w.CallID); strings.Contains(c.Request.Body, id[1:]) {
					ours := string(s.call(t, w.Then))
					c.Request.Body = strings.ReplaceAll(c.Request.Body, id[1:], ours[1:])
					defer func() { _, _ = s.do(t.Context(), "end_call", object{"CallId": ours}) }() // most cases leave it running, some do not
				}
			}
			var got map[string]any
			for range max(c.Repeat, 1) {
				got = s.play(t, &c.Request)
			}
			if diff := cmp.Diff(c.Answer, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// play sends a request as it stands and returns the answer without its request id.
func (s *stage) play(t *testing.T, q *goldenRequest) map[string]any {
	t.Helper()
	r, err := http.NewRequest(q.Method, s.base+q.Path, strings.NewReader(q.Body))
	if err != nil {
		t.Fatal(err)
	}
	r.URL.RawQuery = s.sigs.Replace(q.Query)
	for name, v := range q.Headers {
		r.Header.Set(name, v)
	}
	begun := time.Now()
	response, err := s.http.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	if took := time.Since(begun); took > 3*time.Second {
		t.Errorf("answered after %v; callers may give up after 3 s", took)
	}
	if response.StatusCode != http.StatusOK || response.Header.Get("Content-Type") != "application/json" {
		t.Errorf("status %d, content type %q", response.StatusCode, response.Header.Get("Content-Type"))
	}
	var got map[string]any
	if err := json.Unmarshal(body, &got); err != nil {
		t.Fatalf("%v in %q", err, body)
	}
	if id, _ := got["RequestId"].(string); !requestID.MatchString(id) {
		t.Errorf("request id %q", id)
	}
	delete(got, "RequestId")
	return got
}

// TestEndedByTheServer: whoever is in the call, or is rung for it, hears at once that the server ended it.
func TestEndedByTheServer(t *testing.T) {
	s, _ := newStage(t)
	for _, then := range []string{"ringing", "answered"} {
		id := s.call(t, then)
		s.must(t, "end_call", object{"CallId": id})
		m := s.bob.hears(t, id, "the end", over)
		want := map[string]call.Result{"ringing": call.ResultCanceled, "answered": call.Completed}[then]
		if m.End.Reason != call.EndedByApp || m.End.Result != want || m.End.By.Kind != call.ByAdmin {
			t.Errorf("%s: %+v", then, m.End)
		}
		if r, err := s.do(t.Context(), "get_call_info", object{"CallId": id}); err != nil || r.ErrorCode != 101004 {
			t.Errorf("%s, afterwards: %+v, %v", then, r, err)
		}
	}
}

// TestRate: P20. Of a burst, 200 requests and what a second's rate adds pass; the others get the documented answer, and the
// next second is open again.
func TestRate(t *testing.T) {
	s, _ := newStage(t)
	const workers, each = 8, 100
	var group sync.WaitGroup
	var mu sync.Mutex
	codes := map[int]int{}
	begun := time.Now()
	for range workers {
		group.Go(func() {
			for range each {
				r, err := s.do(t.Context(), "end_call", object{"CallId": "x"})
				if err != nil {
					t.Error(err)
					return
				}
				if r.ErrorCode == 60007 && !strings.Contains(r.ErrorInfo, "blocked by quota") {
					t.Errorf("60007 says %q", r.ErrorInfo)
				}
				mu.Lock()
				codes[r.ErrorCode]++
				mu.Unlock()
			}
		})
	}
	group.Wait()
	passed, most := codes[101004], 200+int(200*time.Since(begun).Seconds())+1
	if passed < 200 || passed > most || codes[60007] != workers*each-passed {
		t.Errorf("of %d requests %d passed (at most %d may) and the answers were %v", workers*each, passed, most, codes)
	}
	if codes[60007] == 0 {
		t.Errorf("%d requests in %v met no limit", workers*each, time.Since(begun))
	}
	s.must(t, "start_call_by_robot", start("ann")) // another command has its own limit
	eventually(t, "the limit opens again", func() bool {
		r, err := s.do(t.Context(), "end_call", object{"CallId": "x"})
		return err == nil && r.ErrorCode == 101004
	})
}
