package fleet_test

import (
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"ringline/internal/call"
	"ringline/internal/media"
	"ringline/internal/store/memory"
)

// site is two nodes that can really reach each other, and a call on each.
type site struct {
	a, b       *node
	outer      string // a's door
	inner      string // b's inner door
	onA, onB   call.Ref
	seenInside chan *http.Request
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{seenInside: make(chan *http.Request, 16)}
	var a, b *node
	serve := func(n **node) string {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			s.seenInside <- r.Clone(r.Context())
			(*n).Inner().ServeHTTP(w, r)
		}))
		t.Cleanup(server.Close)
		return strings.TrimPrefix(server.URL, "http://")
	}
	store := memory.New()
	s.inner = serve(&b)
	a = join(t, store, spec{name: "a", inner: serve(&a), region: "eu"})
	b = join(t, store, spec{name: "b", inner: s.inner, region: "us"})
	s.a, s.b = a, b
	outer := httptest.NewServer(a.Door())
	t.Cleanup(outer.Close)
	s.outer = outer.URL
	s.onA, s.onB = a.talk(t, 1), b.talk(t, 2)
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if _, ok := a.members.Node("b"); ok {
			return s
		}
		if time.Now().After(deadline) {
			t.Fatal("a does not see b")
		}
	}
}

// seen is a request as the inner door saw it.
func (s *site) seen(t *testing.T) *http.Request {
	t.Helper()
	select {
	case r := <-s.seenInside:
		return r
	default:
		t.Fatal("nothing was passed on")
		return nil
	}
}

func ask(t *testing.T, method, url string, header http.Header) (status int, text string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.Header = header
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if origins := res.Header.Values("Access-Control-Allow-Origin"); strings.Contains(url, "rtc") && res.StatusCode < 300 && !slices.Equal(origins, []string{"*"}) {
		t.Errorf("%s: pages of %q are let in", url, origins)
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, strings.TrimSpace(string(body))
}

// TestDoor: any node takes a client's signalling, and the node that has the room answers it.
func TestDoor(t *testing.T) {
	s := newSite(t)
	for _, tc := range []struct {
		method, path, want string
		status             int
	}{
		{"GET", "/rtc?access_token=" + string(s.onA.ID), "a GET /rtc", 200},
		{"GET", "/rtc?access_token=" + string(s.onB.ID), "b GET /rtc", 200},
		{"GET", "/rtc/v1/validate?access_token=" + string(s.onB.ID), "b GET /rtc/v1/validate", 200},
		{"OPTIONS", "/rtc?access_token=" + string(s.onB.ID), "a OPTIONS /rtc", 200}, // says the same anywhere
		{"GET", "/rtc", "no ticket", 401},
		{"GET", "/rtc?access_token=unknown", "a GET /rtc", 200}, // which refuses it, if it is real
	} {
		if status, text := ask(t, tc.method, s.outer+tc.path, http.Header{"Cookie": {"secret=1"}}); status != tc.status || text != tc.want {
			t.Errorf("%s %s: %d %q, want %d %q", tc.method, tc.path, status, text, tc.status, tc.want)
		}
	}
	if seen := s.seen(t); seen.Header.Get("Cookie") != "" {
		t.Error("cookies were passed on")
	}
}

// TestInnerDoor: only nodes of this service get in, with what they signed just now and for this node. P13: nobody gets past the gate by it.
func TestInnerDoor(t *testing.T) {
	s := newSite(t)
	path := "/rtc?access_token=" + string(s.onB.ID)
	ask(t, "GET", s.outer+path, nil)
	good := s.seen(t).Header.Get("Ringline-Node")
	stamp, code, _ := strings.Cut(good, " ")
	if status, _ := ask(t, "GET", "http://"+s.inner+path, http.Header{"Ringline-Node": {good}}); status != 200 {
		t.Fatalf("the very same again: %d", status)
	}
	for name, tc := range map[string]struct{ method, path, sign string }{
		"nothing":        {"GET", path, ""},
		"nonsense":       {"GET", path, "yes please"},
		"another time":   {"GET", path, stamp[:len(stamp)-1] + string('0'+(stamp[len(stamp)-1]-'0'+1)%10) + " " + code},
		"another path":   {"GET", "/rtc/validate?access_token=" + string(s.onB.ID), good},
		"another ticket": {"GET", "/rtc?access_token=other", good},
		"another method": {"POST", path, good},
		"a mute":         {"POST", "/mute?app=1&call=c&user=u&source=camera", good},
	} {
		if status, text := ask(t, tc.method, "http://"+s.inner+tc.path, http.Header{"Ringline-Node": {tc.sign}}); status != http.StatusUnauthorized {
			t.Errorf("%s: %d %q, want 401", name, status, text)
		}
	}
	// For a it is not good either, and nothing that comes in there goes out again.
	r := httptest.NewRequestWithContext(t.Context(), "GET", path, http.NoBody)
	r.Header.Set("Ringline-Node", good)
	w := httptest.NewRecorder()
	s.a.Inner().ServeHTTP(w, r)
	if w.Code != http.StatusUnauthorized {
		t.Errorf("made for b, and a says %d", w.Code)
	}
}

// TestNoCircles: a request that was passed on is not passed on again, whatever the store says by then.
func TestNoCircles(t *testing.T) {
	s := newSite(t)
	if _, err := s.a.calls.Do(t.Context(), s.onB, call.Move{From: "b", To: "a"}, call.Request{}); err != nil {
		t.Fatal(err)
	}
	path := "/rtc?access_token=" + string(s.onA.ID)
	r := httptest.NewRequestWithContext(t.Context(), "GET", path, http.NoBody)
	s.a.Sign(r, "b")
	w := httptest.NewRecorder()
	s.b.Inner().ServeHTTP(w, r)
	if w.Code != 200 || w.Body.String() != "b GET /rtc" {
		t.Errorf("%d %q, want b to answer it itself", w.Code, w.Body)
	}
}

// TestDeadHost: who wants to a room whose host does not live is answered here, and nobody is waited for.
func TestDeadHost(t *testing.T) {
	s := newSite(t)
	if _, err := s.a.calls.Do(t.Context(), s.onA, call.Move{From: "a", To: "nowhere"}, call.Request{}); err != nil {
		t.Fatal(err)
	}
	if _, text := ask(t, "GET", s.outer+"/rtc?access_token="+string(s.onA.ID), nil); text != "a GET /rtc" { // whose gate says that it is elsewhere
		t.Errorf("for a host that does not live: %q", text)
	}
}

// TestHostThatJustDied: of a host whose death is heard of after it was found, and before anything is passed on to it, nothing is waited for: its
// machine may not be there to refuse.
func TestHostThatJustDied(t *testing.T) {
	var config net.ListenConfig
	silent, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0") // takes connections and says nothing
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = silent.Close() }()
	s := newSite(t)
	host, _ := s.a.members.Node("b")
	host.Inner = silent.Addr().String()
	s.b.end()
	for living := true; living; _, living = s.a.members.Node("b") {
		time.Sleep(10 * time.Millisecond)
	}
	s.a.Lost("b")
	answered := make(chan int, 1)
	go func() {
		w := httptest.NewRecorder()
		s.a.Pass(w, httptest.NewRequestWithContext(t.Context(), "GET", "/rtc?access_token="+string(s.onB.ID), http.NoBody), host)
		answered <- w.Code
	}()
	select {
	case status := <-answered:
		if status != http.StatusServiceUnavailable {
			t.Errorf("%d, want 503", status)
		}
	case <-time.After(5 * time.Second):
		t.Error("a client waits for a node that is gone")
	}
}

// TestMute: an administrator's mute reaches the node that has the room, and what that says reaches the administrator.
func TestMute(t *testing.T) {
	s := newSite(t)
	for _, ref := range []call.Ref{s.onA, s.onB} {
		if err := s.a.Mute(t.Context(), ref, "caller & sons", media.Camera); err != nil {
			t.Error(err)
		}
	}
	if !slices.Equal(s.a.rooms.muted, []string{"caller & sons camera"}) || !slices.Equal(s.b.rooms.muted, s.a.rooms.muted) {
		t.Errorf("muted %v and %v", s.a.rooms.muted, s.b.rooms.muted)
	}
	s.b.rooms.fails = &call.Error{Code: call.CodeNotFound, Text: "the user sends no camera in this call"}
	var refused *call.Error
	if err := s.a.Mute(t.Context(), s.onB, "bob", media.Camera); !errors.As(err, &refused) || *refused != *s.b.rooms.fails.(*call.Error) {
		t.Errorf("of somebody who sends nothing: %v", err)
	}
	s.b.rooms.fails = errors.New("broken")
	if err := s.a.Mute(t.Context(), s.onB, "bob", media.Camera); !errors.Is(err, call.ErrUnavailable) {
		t.Errorf("of a node that fails: %v", err)
	}
	if err := s.a.Mute(t.Context(), s.onB, "bob", "nose"); !errors.Is(err, call.Invalid("source", "")) {
		t.Errorf("of a nose: %v", err)
	}
	if err := s.a.Mute(t.Context(), call.Ref{App: app, ID: "none"}, "bob", media.Camera); !errors.Is(err, call.ErrNotFound) {
		t.Errorf("in no call: %v", err)
	}
}

// TestFollow: what another node does to a call is done to its room, on the node that has it.
func TestFollow(t *testing.T) {
	s := newSite(t)
	await := func(what string, ok func() bool) {
		t.Helper()
		for deadline := time.Now().Add(5 * time.Second); !ok(); time.Sleep(5 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatal(what)
			}
		}
	}
	await("b has no room", func() bool { return s.b.rooms.Has(t.Context(), s.onB) })
	if _, err := s.a.calls.Do(t.Context(), s.onB, call.EndCall{By: call.Actor{Kind: call.ByAdmin, User: "administrator"}}, call.Request{}); err != nil {
		t.Fatal(err)
	}
	s.b.Heard(t.Context(), s.onA) // none of its business
	s.b.Heard(t.Context(), s.onB)
	await("b keeps the room of a call that is over", func() bool { return !s.b.rooms.Has(t.Context(), s.onB) })
	if !s.a.rooms.Has(t.Context(), s.onA) {
		t.Error("a's room is gone")
	}
}
