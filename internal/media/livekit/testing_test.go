package livekit_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	lk "github.com/livekit/protocol/livekit"
	"github.com/livekit/protocol/logger"
	lksdk "github.com/livekit/server-sdk-go/v2"
	"github.com/pion/webrtc/v4"
	"google.golang.org/protobuf/proto"

	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/leak"
	"ringline/internal/media"
	"ringline/internal/media/livekit"
	"ringline/internal/store/memory"
	"ringline/internal/tenant"
)

const app = 1400000001

// patience bounds everything that waits for packets: generous, because the machine may be busy.
const patience = 20 * time.Second

// logged is the log of the whole process: LiveKit has one logger, and the servers here share it.
var logged lockedBuffer

func TestMain(m *testing.M) {
	lksdk.SetLogger(logger.GetDiscardLogger())
	code := m.Run()
	if strings.Contains(logged.String(), "eyJ") {
		fmt.Println("FAIL: a ticket got into the log")
		code = 1
	}
	if code != 0 {
		fmt.Println(logged.String())
	}
	if err := leak.Find(); err != nil && code == 0 {
		fmt.Println("FAIL:", err)
		code = 1
	}
	os.Exit(code)
}

// plane is the real thing: calls in a memory store, a media server, and what keeps the two in step.
type plane struct {
	t       *testing.T
	calls   *control.Control
	server  *livekit.Server
	events  *recorder
	url     string // http://host:port
	stopped chan struct{}
	stop    context.CancelFunc
}

func newPlane(t *testing.T, change func(*livekit.Config)) *plane {
	t.Helper()
	return newPlaneBehind(t, nil, change)
}

// newPlaneBehind has a gate of the test's own; nil is the real one.
func newPlaneBehind(t *testing.T, gate livekit.Gate, change func(*livekit.Config)) *plane {
	t.Helper()
	cfg := livekit.Default()
	cfg.NodeIP, cfg.UDPPort, cfg.TCPPort, cfg.STUNPort, cfg.Drain = "127.0.0.1", 0, 0, 0, 0
	if change != nil {
		change(&cfg)
	}
	p := &plane{t: t, events: newRecorder(), stopped: make(chan struct{})}
	log := slog.New(slog.NewTextHandler(&logged, nil))

	apps, err := tenant.NewDirectory([]tenant.App{{ID: app, Secrets: []tenant.Secret{"0123456789abcdef0123456789abcdef"}}})
	if err != nil {
		t.Fatal(err)
	}
	var sink *media.Sink
	p.calls = control.New(control.Options{Store: memory.New(), Apps: apps, Sink: deliver(func(ch call.Change) { sink.Deliver(ch) }), Now: time.Now, Log: log})

	if gate == nil {
		gate = media.NewGate(p.calls)
	}
	var keeper *media.Reconciler
	p.server, err = livekit.New(cfg, livekit.Options{
		Gate: gate,
		Log:  log,
		OnEvent: func(ev media.Event) {
			keeper.Notice(ev)
			p.events.add(ev)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	sink = media.NewSink(p.server, log)
	keeper = media.NewReconciler(p.server, p.calls, nil, log)

	ctx, cancel := context.WithCancel(t.Context())
	p.stop = cancel
	var running sync.WaitGroup
	for _, run := range []func(context.Context) error{sink.Run, keeper.Run, p.server.Run} {
		running.Go(func() {
			if err := run(ctx); err != nil {
				t.Error(err)
			}
		})
	}
	go func() { running.Wait(); close(p.stopped) }()

	mux := http.NewServeMux()
	mux.Handle("/rtc", p.server.Handler())
	mux.Handle("/rtc/", p.server.Handler())
	web := httptest.NewServer(mux)
	p.url = web.URL
	t.Cleanup(func() {
		cancel()
		<-p.stopped
		web.Close()
	})
	return p
}

type deliver func(call.Change)

func (f deliver) Deliver(ch call.Change) { f(ch) }

func actor(user call.UserID) call.Actor {
	return call.Actor{Kind: call.ByUser, User: user, Device: call.DeviceID(user + "-phone")}
}

var admin = call.Actor{Kind: call.ByAdmin, User: "administrator"}

// answered returns a call of the named users, the first of whom started it, and all others accepted.
func (p *plane) answered(users ...call.UserID) call.Ref {
	p.t.Helper()
	c, err := p.calls.Start(p.t.Context(), call.Start{
		App: app, By: actor(users[0]), Callees: users[1:], Media: call.Video,
	}, call.Request{})
	if err != nil {
		p.t.Fatal(err)
	}
	for _, u := range users[1:] {
		p.do(c.Ref(), call.Accept{By: actor(u)})
	}
	return c.Ref()
}

func (p *plane) do(ref call.Ref, cmd call.Command) {
	p.t.Helper()
	if _, err := p.calls.Do(p.t.Context(), ref, cmd, call.Request{}); err != nil {
		p.t.Fatal(err)
	}
}

func (p *plane) ticket(ref call.Ref, user call.UserID) media.Ticket {
	p.t.Helper()
	a := actor(user)
	ticket, err := p.server.Ticket(ref, a.User, a.Device)
	if err != nil {
		p.t.Fatal(err)
	}
	return ticket
}

// member is a real participant.
type member struct {
	*lksdk.Room
	gone chan struct{} // closed when the server disconnected us, or we did
	seen chan string   // identities of others whose media arrives

	muted chan string // identities of those who are muted, ourselves too
}

func (p *plane) join(ticket media.Ticket, opts ...lksdk.ConnectOption) (*member, error) {
	m := &member{gone: make(chan struct{}), seen: make(chan string, 16), muted: make(chan string, 16)}
	cb := lksdk.NewRoomCallback()
	cb.OnDisconnected = sync.OnceFunc(func() { close(m.gone) })
	cb.OnTrackSubscribed = func(_ *webrtc.TrackRemote, _ *lksdk.RemoteTrackPublication, from *lksdk.RemoteParticipant) {
		m.seen <- from.Identity()
	}
	cb.OnTrackMuted = func(_ lksdk.TrackPublication, who lksdk.Participant) { m.muted <- who.Identity() }
	var err error
	m.Room, err = lksdk.ConnectToRoomWithToken("ws"+strings.TrimPrefix(p.url, "http"), ticket.Token, cb,
		append([]lksdk.ConnectOption{lksdk.WithDisableRegionDiscovery(), lksdk.WithConnectTimeout(patience)}, opts...)...)
	if err == nil {
		p.t.Cleanup(m.Disconnect)
	}
	return m, err
}

func (p *plane) mustJoin(ref call.Ref, user call.UserID, opts ...lksdk.ConnectOption) *member {
	p.t.Helper()
	m, err := p.join(p.ticket(ref, user), opts...)
	if err != nil {
		p.t.Fatalf("%s joins: %v", user, err)
	}
	return m
}

// validate asks as a web client does that wants to know why it could not connect.
func (p *plane) validate(path, token string) (status int, text string) {
	p.t.Helper()
	res, err := http.Get(p.url + path + "?access_token=" + token)
	if err != nil {
		p.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	if origin := res.Header.Get("Access-Control-Allow-Origin"); origin != "*" {
		p.t.Errorf("%s: pages of other origins are let in as %q, want *", path, origin)
	}
	return res.StatusCode, strings.TrimSpace(string(body))
}

func (p *plane) accepted(path string, t media.Ticket) {
	p.t.Helper()
	if status, text := p.validate(path, t.Token); status != http.StatusOK {
		p.t.Errorf("%s answers %d %q, want 200", path, status, text)
	}
}

func (p *plane) refused(path string, t media.Ticket) {
	p.t.Helper()
	status, text := p.validate(path, t.Token)
	if status != http.StatusForbidden || text != media.ErrNotMember.Error() {
		p.t.Errorf("%s answers %d %q, want 403 %q", path, status, text, media.ErrNotMember)
	}
}

// awaitRooms waits until exactly the rooms of these calls are open.
func (p *plane) awaitRooms(of ...call.Ref) {
	p.t.Helper()
	deadline := time.Now().Add(patience)
	for {
		rooms, err := p.server.List(p.t.Context())
		if err != nil {
			p.t.Fatal(err)
		}
		fits := len(rooms) == len(of)
		for _, r := range rooms {
			fits = fits && slices.Contains(of, r.Call)
		}
		if fits {
			return
		}
		if time.Now().After(deadline) {
			p.t.Fatalf("rooms %v, want those of %v", rooms, of)
		}
		time.Sleep(5 * time.Millisecond) // LiveKit has nothing to wait on
	}
}

// signal connects to the signalling without ever connecting media. It returns what the server says to a newcomer,
// and the ticket that it sends them to use from then on.
func (p *plane) signal(ticket media.Ticket) (*lk.JoinResponse, media.Ticket) {
	p.t.Helper()
	ws, res, err := websocket.DefaultDialer.DialContext(p.t.Context(),
		"ws"+strings.TrimPrefix(p.url, "http")+"/rtc?protocol=16&access_token="+ticket.Token, nil)
	if err != nil {
		p.t.Fatalf("connect signalling: %v (%v)", err, res)
	}
	_ = res.Body.Close()
	p.t.Cleanup(func() { _ = ws.Close() })
	if err := ws.SetReadDeadline(time.Now().Add(patience)); err != nil {
		p.t.Fatal(err)
	}
	var join *lk.JoinResponse
	for {
		_, data, err := ws.ReadMessage()
		if err != nil {
			p.t.Fatalf("read signalling: %v", err)
		}
		var msg lk.SignalResponse
		if err := proto.Unmarshal(data, &msg); err != nil {
			p.t.Fatal(err)
		}
		if j := msg.GetJoin(); j != nil {
			join = j
		}
		if token := msg.GetRefreshToken(); token != "" && join != nil {
			return join, media.Ticket{Token: token}
		}
	}
}

func receive[T any](t *testing.T, what string, from <-chan T) T {
	t.Helper()
	select {
	case v := <-from:
		return v
	case <-time.After(patience):
		t.Fatalf("waited %v for %s", patience, what)
		panic("unreachable")
	}
}

// recorder keeps events and lets tests wait for one.
type recorder struct {
	mu   sync.Mutex
	all  []media.Event
	more chan struct{}
}

func newRecorder() *recorder { return &recorder{more: make(chan struct{})} }

func (r *recorder) add(ev media.Event) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.all = append(r.all, ev)
	close(r.more)
	r.more = make(chan struct{})
}

// await returns the first event that fits, past or to come.
func (r *recorder) await(t *testing.T, what string, fits func(media.Event) bool) media.Event {
	t.Helper()
	late := time.After(patience)
	for {
		r.mu.Lock()
		all, more := r.all, r.more
		r.mu.Unlock()
		for _, ev := range all {
			if fits(ev) {
				return ev
			}
		}
		select {
		case <-more:
		case <-late:
			t.Fatalf("waited %v for %s, saw %+v", patience, what, all)
		}
	}
}

type lockedBuffer struct {
	mu sync.Mutex
	b  strings.Builder
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}
