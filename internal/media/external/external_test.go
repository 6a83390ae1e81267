package external_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/livekit/protocol/logger"
	lksdk "github.com/livekit/server-sdk-go/v2"
	"github.com/pion/webrtc/v4"

	"ringline/internal/call"
	"ringline/internal/leak"
	"ringline/internal/media"
	"ringline/internal/media/external"
	"ringline/internal/media/livekit"
	"ringline/internal/process"
	"ringline/internal/process/livekitd"
)

const (
	patience = 20 * time.Second // the machine may be busy
	secret   = "the secret of a LiveKit server that tests run"
)

func TestMain(m *testing.M) {
	livekitd.Child()
	lksdk.SetLogger(logger.GetDiscardLogger())
	code := m.Run()
	if err := leak.Find(); err != nil && code == 0 {
		fmt.Println("FAIL:", err)
		code = 1
	}
	os.Exit(code)
}

// launch runs a LiveKit server until the test ends.
func launch(t *testing.T, o process.LiveKitOptions) *process.LiveKit {
	t.Helper()
	o.Key, o.Secret = "key", secret
	return process.RunLiveKit(t, o)
}

func settings(url string) livekit.External {
	return livekit.External{Name: "media-1", URL: url, Key: "key", Secret: secret, Region: "eu"}
}

// connect makes the adapter and asks once.
func connect(t *testing.T, cfg livekit.External, log *slog.Logger) *external.Server {
	t.Helper()
	s, err := external.New(cfg, time.Minute, external.NewMetrics(nil), log)
	if err != nil {
		t.Fatal(err)
	}
	s.Ask(t.Context())
	return s
}

var (
	quiet = slog.New(slog.DiscardHandler)
	ref   = call.Ref{App: 1400000001, ID: "c1"}
	ann   = media.Participant{User: "ann", Device: "phone"}
	bob   = media.Participant{User: "bob", Device: "phone"}
)

// member is somebody in a room.
type member struct {
	*lksdk.Room
	gone  chan struct{}
	seen  chan string
	muted chan string
}

// enter enters as clients do: by what the ticket says.
func enter(ticket media.Ticket) (*member, error) {
	m := &member{gone: make(chan struct{}), seen: make(chan string, 16), muted: make(chan string, 16)}
	cb := lksdk.NewRoomCallback()
	cb.OnDisconnected = sync.OnceFunc(func() { close(m.gone) })
	cb.OnTrackSubscribed = func(_ *webrtc.TrackRemote, _ *lksdk.RemoteTrackPublication, from *lksdk.RemoteParticipant) {
		m.seen <- from.Identity()
	}
	cb.OnTrackMuted = func(_ lksdk.TrackPublication, who lksdk.Participant) { m.muted <- who.Identity() }
	var err error
	m.Room, err = lksdk.ConnectToRoomWithToken(ticket.URL, ticket.Token, cb, lksdk.WithDisableRegionDiscovery(), lksdk.WithConnectTimeout(patience))
	return m, err
}

func mustEnter(t *testing.T, s *external.Server, p media.Participant) *member {
	t.Helper()
	ticket, err := s.Ticket(t.Context(), ref, p.User, p.Device)
	if err != nil {
		t.Fatal(err)
	}
	m, err := enter(ticket)
	if err != nil {
		t.Fatalf("%s does not get in: %v", p.User, err)
	}
	t.Cleanup(m.Disconnect)
	return m
}

func (m *member) speak(t *testing.T) {
	t.Helper()
	track, err := lksdk.NewLocalSampleTrack(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2})
	if err == nil {
		_, err = m.LocalParticipant.PublishTrack(track, &lksdk.TrackPublicationOptions{Name: "voice", Source: livekit.SourceOf(media.Microphone)})
	}
	if err != nil {
		t.Fatal(err)
	}
}

func within[T any](t *testing.T, what string, from <-chan T) {
	t.Helper()
	select {
	case <-from:
	case <-time.After(patience):
		t.Fatalf("waited %v for %s", patience, what)
	}
}

func eventually(t *testing.T, what string, reached func() bool) {
	t.Helper()
	for deadline := time.Now().Add(patience); !reached(); time.Sleep(20 * time.Millisecond) { // LiveKit has nothing to wait on
		if time.Now().After(deadline) {
			t.Fatalf("waited %v for %s", patience, what)
		}
	}
}

func (s inside) has(t *testing.T, want ...media.Participant) {
	t.Helper()
	eventually(t, fmt.Sprintf("these to be in the room: %v", want), func() bool {
		rooms, err := s.List(t.Context())
		if err != nil || len(rooms) != 1 || rooms[0].Call != ref || len(rooms[0].Participants) != len(want) {
			return false
		}
		for _, p := range want {
			if !slices.Contains(rooms[0].Participants, p) {
				return false
			}
		}
		return true
	})
}

type inside struct{ *external.Server }

// TestRooms: P13. What Ringline wants of a media server, of a real one that is not its own.
func TestRooms(t *testing.T) {
	real := launch(t, process.LiveKitOptions{})
	s := connect(t, settings(real.URL), quiet)
	if h := s.Host(); h != (media.Host{Name: "media-1", Region: "eu", State: media.HostServing}) {
		t.Errorf("%+v, %v", h, s.Fault())
	}
	a, b := mustEnter(t, s, ann), mustEnter(t, s, bob)
	a.speak(t)
	b.speak(t)
	within(t, "bob's voice", a.seen)
	within(t, "ann's voice", b.seen)
	inside{s}.has(t, ann, bob)

	if err := s.Mute(t.Context(), ref, "ann", media.Microphone); err != nil {
		t.Error(err)
	}
	within(t, "ann to be muted", b.muted)
	for user, source := range map[call.UserID]media.Source{"ann": media.Camera, "eve": media.Microphone} {
		if err := s.Mute(t.Context(), ref, user, source); !errors.Is(err, call.ErrNotFound) {
			t.Errorf("mute %s's %s: %v", user, source, err)
		}
	}
	if err := s.Mute(t.Context(), ref, "ann", "hat"); err == nil {
		t.Error("a hat was muted")
	}

	// Who came back with another device stays.
	for range 2 {
		if err := s.Remove(t.Context(), ref, media.Participant{User: "bob", Device: "tablet"}); err != nil {
			t.Error(err)
		}
	}
	inside{s}.has(t, ann, bob)
	for range 2 {
		if err := s.Remove(t.Context(), ref, bob); err != nil {
			t.Error(err)
		}
	}
	within(t, "bob to be put out", b.gone)
	inside{s}.has(t, ann)
	inside{s}.has(t, ann)
	again := mustEnter(t, s, bob) // a new ticket opens at once
	inside{s}.has(t, ann, bob)
	again.Disconnect()

	old, err := s.Tickets.Ticket(ref, "ann", "phone")
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.Close(t.Context(), ref); err != nil {
			t.Error(err)
		}
	}
	within(t, "ann to be put out at the end", a.gone)
	if m, err := enter(old); err == nil {
		m.Disconnect()
		t.Error("an old ticket opens a room that is over")
	}
	if rooms, err := s.List(t.Context()); err != nil || len(rooms) != 0 {
		t.Errorf("rooms %v, %v", rooms, err)
	}
}

// TestAway: a server that is killed is known to be away within seconds, nothing waits for it, and it is used again when it is back.
func TestAway(t *testing.T) {
	real := launch(t, process.LiveKitOptions{})
	s := connect(t, settings(real.URL), quiet)
	gone := make(chan string, 1)
	s.OnAway(func(name string) { gone <- name })
	ctx, cancel := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { _ = s.Run(ctx) })
	defer running.Wait()
	defer cancel()
	if _, err := s.Ticket(ctx, ref, "ann", "phone"); err != nil {
		t.Fatal(err)
	}
	died := time.Now()
	if err := real.Kill(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Ticket(ctx, ref, "ann", "phone"); !errors.Is(err, call.ErrUnavailable) {
		t.Errorf("a ticket for a dead server: %v", err)
	}
	within(t, "that it is away", gone)
	t.Logf("known to be away after %v", time.Since(died))
	if took := time.Since(died); took > 6*time.Second {
		t.Errorf("it took %v", took)
	}
	h, fault := s.Host(), s.Fault()
	if h.State != media.HostAway || h.There() || fault == nil {
		t.Errorf("%+v, %v", h, fault)
	}
	if err := errors.Join(s.Close(ctx, ref), s.Remove(ctx, ref, ann)); err != nil {
		t.Error(err)
	}
	if rooms, err := s.List(ctx); len(rooms) != 0 || err != nil {
		t.Error(rooms, err)
	}
	if err := s.Open(ctx, ref); err == nil {
		t.Error("a dead server made a room")
	}
	if err := s.Mute(ctx, ref, "ann", media.Microphone); !errors.Is(err, call.ErrUnavailable) {
		t.Error(err)
	}
	launch(t, real.Options)
	eventually(t, "that it is back", func() bool { h := s.Host(); return h.State == media.HostServing })
	if _, err := s.Ticket(ctx, ref, "ann", "phone"); err != nil {
		t.Error(err)
	}
	eventually(t, "its rooms to be counted", func() bool { return s.Host().Rooms == 1 })
}

// TestDrained: it is there, and takes nothing new.
func TestDrained(t *testing.T) {
	cfg := settings(launch(t, process.LiveKitOptions{}).URL)
	cfg.Drain = true
	if h := connect(t, cfg, quiet).Host(); h.State != media.HostLeaving || !h.There() {
		t.Errorf("%+v", h)
	}
}

// TestLook: what a server that is set up wrongly is told to be, by the look and in the log, without the secret.
func TestLook(t *testing.T) {
	real, loose := launch(t, process.LiveKitOptions{}), launch(t, process.LiveKitOptions{AutoCreate: true})
	other := httptest.NewServer(http.NotFoundHandler())
	defer other.Close()
	wrong := settings(real.URL)
	wrong.Secret = "not the secret of that LiveKit server"
	unknown := settings(real.URL)
	unknown.Key = "nobody"
	for name, c := range map[string]struct {
		cfg     livekit.External
		state   media.HostState
		says    string
		creates bool
	}{
		"well":         {settings(real.URL), media.HostServing, "", false},
		"wrong secret": {wrong, media.HostRefusing, "does not take our key", false},
		"unknown key":  {unknown, media.HostRefusing, `key "nobody"`, false},
		"creates":      {settings(loose.URL), media.HostServing, "", true},
		"no LiveKit":   {settings("ws" + strings.TrimPrefix(other.URL, "http")), media.HostAway, "does not answer as a LiveKit server does", false},
		"nobody there": {settings("ws://127.0.0.1:1"), media.HostAway, "http://127.0.0.1:1 cannot be reached: dial tcp 127.0.0.1:1: ", false},
	} {
		found := external.Look(t.Context(), c.cfg)
		if (found.Fault == nil) != (c.says == "") || found.Creates != c.creates || found.ClockOff.Abs() > 5*time.Second {
			t.Errorf("%s: %+v", name, found)
		}
		if found.Fault != nil && !strings.Contains(found.Fault.Error(), c.says) {
			t.Errorf("%s: %v, want %q", name, found.Fault, c.says)
		}
		var log strings.Builder
		s := connect(t, c.cfg, slog.New(slog.NewTextHandler(&log, nil)))
		if h := s.Host(); h.State != c.state {
			t.Errorf("%s: %+v, want %s", name, h, c.state)
		}
		for _, text := range []string{log.String(), fmt.Sprint(found.Fault)} {
			if strings.Contains(text, string(c.cfg.Secret)) || strings.Contains(text, "eyJ") {
				t.Errorf("%s: a secret is told: %s", name, text)
			}
		}
		if c.says != "" && !strings.Contains(log.String(), "gets no calls") {
			t.Errorf("%s: the log says %q", name, log.String())
		}
	}
}
