package livekit_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/livekit/protocol/auth"

	"ringline/internal/call"
	"ringline/internal/media"
	"ringline/internal/media/livekit"
)

const secret = "the secret that signs media tickets in tests"

func withSecret(cfg *livekit.Config) { cfg.Secret = secret }

// sign makes a ticket by hand, with whatever a forger might put in.
func sign(t *testing.T, key, secret string, change func(*auth.AccessToken)) string {
	t.Helper()
	token := auth.NewAccessToken(key, secret).SetIdentity("bob").SetValidFor(time.Minute)
	change(token)
	jwt, err := token.ToJWT()
	if err != nil {
		t.Fatal(err)
	}
	return jwt
}

func TestDoorRefusesWhatIsNoTicket(t *testing.T) {
	p := newPlane(t, withSecret)
	ref := p.answered("alice", "bob")
	good := p.ticket(ref, "bob").Token
	grant := func(g auth.VideoGrant) func(*auth.AccessToken) {
		return func(a *auth.AccessToken) { a.SetVideoGrant(&g) }
	}
	room := media.RoomName(ref)
	unsigned := "eyJhbGciOiJub25lIn0." + strings.Split(good, ".")[1] + "."
	for name, token := range map[string]string{
		"none":         "",
		"no token":     "hello",
		"unsigned":     unsigned,
		"tampered":     good[:len(good)-4] + "AAAA",
		"other key":    sign(t, "other", secret, grant(auth.VideoGrant{RoomJoin: true, Room: room})),
		"other secret": sign(t, "ringline", "another secret, just as long as ours", grant(auth.VideoGrant{RoomJoin: true, Room: room})),
		"expired": sign(t, "ringline", secret, func(a *auth.AccessToken) {
			grant(auth.VideoGrant{RoomJoin: true, Room: room})(a)
			a.SetValidFor(time.Nanosecond)
		}),
		"no grants":       sign(t, "ringline", secret, func(*auth.AccessToken) {}),
		"not for joining": sign(t, "ringline", secret, grant(auth.VideoGrant{RoomAdmin: true, Room: room})),
		"no room":         sign(t, "ringline", secret, grant(auth.VideoGrant{RoomJoin: true})),
		"foreign room":    sign(t, "ringline", secret, grant(auth.VideoGrant{RoomJoin: true, Room: "lobby"})),
		"nobody":          sign(t, "ringline", secret, func(a *auth.AccessToken) { grant(auth.VideoGrant{RoomJoin: true, Room: room})(a); a.SetIdentity("") }),
	} {
		for _, path := range []string{"/rtc", "/rtc/validate", "/rtc/v1", "/rtc/v1/validate"} {
			status, text := p.validate(path, token)
			if status != http.StatusUnauthorized {
				t.Errorf("%s, %s: %d %q, want 401", name, path, status, text)
			}
			if token != "" && strings.Contains(text, token) {
				t.Errorf("%s, %s: the answer repeats the ticket", name, path)
			}
		}
	}
	p.accepted("/rtc/validate", media.Ticket{Token: good})
}

// P18: while the key of all servers is being replaced, a ticket opens the door of those that have the new one and of those that
// do not yet.
func TestDoorKnowsOlderSecrets(t *testing.T) {
	p := newPlane(t, withSecret)
	ref := p.answered("alice", "bob")
	newer, err := livekit.New(func() livekit.Config {
		cfg := livekit.Default()
		cfg.NodeIP, cfg.UDPPort, cfg.TCPPort, cfg.STUNPort, cfg.Drain, cfg.Secret = "127.0.0.1", 0, 0, 0, 0, "a secret that is newer than that of others"
		return cfg
	}(), livekit.Options{Gate: media.NewGate(p.calls), Log: slog.New(slog.DiscardHandler), Older: []string{secret}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- newer.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	for _, by := range []*livekit.Server{p.server, newer} {
		ticket, err := by.Ticket(ref, "bob", actor("bob").Device)
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/rtc/validate?access_token="+ticket.Token, http.NoBody)
		if got, ok := newer.CallOf(r); !ok || got != ref {
			t.Errorf("the newer server takes it for a ticket to %v, %t", got, ok)
		}
		w := httptest.NewRecorder()
		newer.Handler().ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			t.Errorf("the newer server answers %d %q", w.Code, w.Body)
		}
	}
}

// P13: asked at the door, the truth decides, whatever the ticket says.
func TestDoorAsksTheGate(t *testing.T) {
	p := newPlane(t, nil)
	ringing, err := p.calls.Start(t.Context(), call.Start{
		App: app, By: actor("dora"), Callees: []call.UserID{"emil"}, Media: call.Audio,
	}, call.Request{})
	if err != nil {
		t.Fatal(err)
	}
	ref := p.answered("alice", "bob")
	tablet, err := p.server.Ticket(ref, "bob", "bob-tablet")
	if err != nil {
		t.Fatal(err)
	}
	for name, ticket := range map[string]media.Ticket{
		"call rings still": p.ticket(ringing.Ref(), "dora"),
		"unknown call":     p.ticket(call.Ref{App: app, ID: "01930000-0000-7000-8000-000000000000"}, "bob"),
		"other app":        p.ticket(call.Ref{App: app + 1, ID: ref.ID}, "bob"),
		"not a member":     p.ticket(ref, "mallory"),
		"other device":     tablet,
	} {
		t.Run(name, func(t *testing.T) {
			p.refused("/rtc/validate", ticket)
			p.refused("/rtc/v1/validate", ticket)
			if _, err := p.join(ticket); err == nil {
				t.Error("got in")
			}
		})
	}
	p.awaitRooms(ref)
}

func TestDoorKeepsAliasesOut(t *testing.T) {
	p := newPlane(t, nil)
	ref := p.answered("alice", "bob")
	alias := p.ticket(ref, "bob").Token + "&publish=screen"
	if status, text := p.validate("/rtc/validate", alias); status != http.StatusForbidden {
		t.Errorf("a second participant under an alias: %d %q, want 403", status, text)
	}
}

// LiveKit reads parameters from a form in the body of a GET as well. The door has not seen those, so LiveKit must not.
func TestDoorKeepsBodiesOut(t *testing.T) {
	p := newPlane(t, nil)
	ref := p.answered("alice", "bob")
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	if err := errors.Join(form.WriteField("attributes", "not base64"), form.Close()); err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, p.url+"/rtc/validate?access_token="+p.ticket(ref, "bob").Token, &body)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", form.FormDataContentType())
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Errorf("%s: the body was read", res.Status)
	}
}

func TestDoorOpensTheRoomOfALiveCall(t *testing.T) {
	p := newPlane(t, nil)
	ref := p.answered("alice", "bob")
	p.awaitRooms(ref)
	if err := p.server.Close(t.Context(), ref); err != nil { // as after a restart, or when everybody lost the network
		t.Fatal(err)
	}
	p.mustJoin(ref, "bob")
	p.awaitRooms(ref)
}

func TestDoorLetsPagesOfOtherOriginsAsk(t *testing.T) {
	p := newPlane(t, nil)
	for _, tc := range []struct {
		method string
		status int
	}{{http.MethodOptions, http.StatusNoContent}, {http.MethodPost, http.StatusMethodNotAllowed}} {
		w := httptest.NewRecorder()
		p.server.Handler().ServeHTTP(w, httptest.NewRequest(tc.method, "/rtc/validate", nil))
		if w.Code != tc.status || w.Header().Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("%s: %d, %v, want %d for every origin", tc.method, w.Code, w.Header(), tc.status)
		}
	}
}

type gate func() error

func (g gate) MayJoin(context.Context, call.Ref, call.UserID, call.DeviceID) error { return g() }

func TestDoorSaysSoWhenTheTruthIsNotAvailable(t *testing.T) {
	cfg := livekit.Default()
	cfg.NodeIP, cfg.UDPPort, cfg.STUNPort, cfg.Drain = "127.0.0.1", 0, 0, 0
	var log lockedBuffer
	s, err := livekit.New(cfg, livekit.Options{
		Gate: gate(func() error { return errors.New("disk on fire") }),
		Log:  slog.New(slog.NewTextHandler(&log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	ticket, err := s.Ticket(call.Ref{App: app, ID: "c"}, "bob", "phone")
	if err != nil {
		t.Fatal(err)
	}
	ask := func() *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, "/rtc/validate", nil)
		r.Header.Set("Authorization", "Bearer "+ticket.Token)
		s.Handler().ServeHTTP(w, r)
		return w
	}
	if w := ask(); w.Code != http.StatusServiceUnavailable || strings.Contains(w.Body.String(), "fire") {
		t.Errorf("%d %q, want 503 without our troubles", w.Code, w.Body)
	}
	if !strings.Contains(log.String(), "disk on fire") {
		t.Errorf("log %q, want the trouble in it", log.String())
	}

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Run(ctx); err != nil {
		t.Fatal(err)
	}
	if w := ask(); w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "stopping") {
		t.Errorf("%d %q, want 503 from a server that stops", w.Code, w.Body)
	}
}
