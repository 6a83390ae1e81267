package cells

import (
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

func TestOf(t *testing.T) {
	m, err := New(Config{
		Name: "eu", Away: Refuse, List: []string{"us=https://us.example", "ap=https://ap.example/", "eu=https://eu.example"},
		Apps: []string{"1400000007=eu", "1400000000-1499999999=us", "7=ap"},
	}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	for app, want := range map[int64]string{
		1400000000: "https://us.example", 1499999999: "https://us.example", 1500000000: "", 1399999999: "", 1400000007: "", 7: "https://ap.example", 8: "",
	} {
		got := ""
		if cell := m.Of(app); cell != nil {
			got = cell.URL
		}
		if got != want {
			t.Errorf("app %d lives in %q, want %q", app, got, want)
		}
	}
	for from, want := range map[int64]int64{1400000000: 1500000000, 1399999999: 1399999999, 1400000007: 1400000007, 7: 8} {
		if got := m.Next(from); got != want {
			t.Errorf("the next app from %d on has number %d, want %d", from, got, want)
		}
	}
	if m.Elsewhere(7) != "https://ap.example" || m.Elsewhere(8) != "" {
		t.Errorf("app 7 lives at %q and 8 at %q", m.Elsewhere(7), m.Elsewhere(8))
	}
	var alone *Map
	if alone.Of(7) != nil || alone.Next(7) != 7 || alone.Elsewhere(7) != "" || alone.Forwards(httptest.NewRequest(http.MethodGet, "/", nil)) {
		t.Error("where there is one cell, something lives elsewhere")
	}
}

func TestValidate(t *testing.T) {
	good := Config{Name: "eu", Away: Forward, List: []string{"us=https://us.example"}, Apps: []string{"1-2=us"}}
	if err := good.Validate(); err != nil {
		t.Error(err)
	}
	if c := Default(); c.Validate() != nil {
		t.Error(c.Validate())
	}
	for says, damage := range map[string]func(*Config){
		"name is missing":            func(c *Config) { c.Name = "" },
		"away must be":               func(c *Config) { c.Away = "maybe" },
		`"us" must be name=address`:  func(c *Config) { c.List = []string{"us"} },
		"must be name=address":       func(c *Config) { c.List = []string{"us=ftp://us.example"} },
		`us=https://us.example/path`: func(c *Config) { c.List = []string{"us=https://us.example/path"} },
		"us is there twice":          func(c *Config) { c.List = append(c.List, c.List[0]) },
		`no cell "ap"`:               func(c *Config) { c.Apps = []string{"1=ap"} },
		`"2-1=us" must be`:           func(c *Config) { c.Apps = []string{"2-1=us"} },
		`"x=us" must be`:             func(c *Config) { c.Apps = []string{"x=us"} },
		`"5" must be`:                func(c *Config) { c.Apps = []string{"5"} },
	} {
		c := Config{Name: good.Name, Away: good.Away, List: good.List[:1:1], Apps: good.Apps}
		damage(&c)
		if err := c.Validate(); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v, want %q", err, says)
		}
	}
}

// TestForward: what comes is passed on with who sent it, and only once.
func TestForward(t *testing.T) {
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("X-Request-Id", "theirs")
		w.WriteHeader(http.StatusTeapot)
		_, _ = io.WriteString(w, strings.Join([]string{
			r.Method, r.RequestURI, string(body), r.Header.Get("X-Forwarded-For"), r.Header.Get("X-Forwarded-Proto"), r.Header.Get("Ringline-Cell"), r.Header.Get("Authorization"),
		}, " "))
	}))
	defer other.Close()
	m, err := New(Config{Name: "eu", Away: Forward, List: []string{"us=" + other.URL}, Apps: []string{"7=us"}}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/v4/a/b?x=%20&y", strings.NewReader("body"))
	r.RemoteAddr, r.URL.Scheme = "203.0.113.5:4711", "https"
	r.Header.Set("Authorization", "Bearer x")
	r.Header.Set("X-Forwarded-For", "made up")
	if !m.Forwards(r) {
		t.Error("it is not to be passed on")
	}
	w := httptest.NewRecorder()
	w.Header().Set("X-Request-Id", "ours")
	m.Forward(w, r, m.Of(7), func(err error) { t.Error(err) })
	if got, want := w.Body.String(), "POST /v4/a/b?x=%20&y body 203.0.113.5 https eu Bearer x"; got != want || w.Code != http.StatusTeapot {
		t.Errorf("%d %q, want %q", w.Code, got, want)
	}
	if got := w.Header().Values("X-Request-Id"); len(got) != 1 || got[0] != "theirs" {
		t.Errorf("request id %v", got)
	}
	r.Header.Set("Ringline-Cell", "ap")
	if m.Forwards(r) {
		t.Error("what was passed on is passed on again")
	}
	other.Close()
	failed := false
	r = httptest.NewRequest(http.MethodPost, "/v4/a/b", nil)
	m.Forward(httptest.NewRecorder(), r, m.Of(7), func(error) { failed = true })
	if !failed {
		t.Error("nobody is told that the other cell is away")
	}
}

// P20: who keeps another cell busy, or is slow, has a part of the places, and the others go on; over the limit there is an answer at once.
func TestPlaces(t *testing.T) {
	entered, let := make(chan struct{}, 2*mostUnderway), make(chan struct{})
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		entered <- struct{}{}
		<-let
	}))
	defer other.Close()
	m, err := New(Config{Name: "eu", Away: Forward, List: []string{"us=" + other.URL}, Apps: []string{"7=us"}}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	ask := func(from string) (failed error) {
		r := httptest.NewRequest(http.MethodPost, "/v4/a/b", nil)
		r.RemoteAddr = from
		m.Forward(httptest.NewRecorder(), r, m.Of(7), func(err error) { failed = err })
		return failed
	}
	var all sync.WaitGroup
	fill := func(from string) {
		for range mostOfOne {
			all.Go(func() {
				if err := ask(from); err != nil {
					t.Error(err)
				}
			})
			<-entered
		}
		if err := ask(from); !errors.Is(err, ErrBusy) {
			t.Errorf("one more of %s: %v", from, err)
		}
	}
	fill("203.0.113.5:1")
	fill("[2001:db8::1]:2")
	if err := ask("[2001:db8::2]:3"); !errors.Is(err, ErrBusy) {
		t.Errorf("one more of the same network: %v", err)
	}
	fill("203.0.113.6:4")
	fill("203.0.113.7:5")
	if err := ask("203.0.113.8:6"); !errors.Is(err, ErrBusy) {
		t.Errorf("one more than all: %v", err)
	}
	close(let)
	all.Wait()
	if err := ask("203.0.113.5:7"); err != nil {
		t.Errorf("when there is room again: %v", err)
	}
	if p := m.Of(7).places; p.taken != 0 || len(p.by) != 0 {
		t.Errorf("%d places are taken, by %d", p.taken, len(p.by))
	}
}
