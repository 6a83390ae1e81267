package fleet_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	lksdk "github.com/livekit/server-sdk-go/v2"
	"github.com/pion/webrtc/v4"

	"ringline/internal/call"
	"ringline/internal/cluster"
	"ringline/internal/control"
	"ringline/internal/media"
	"ringline/internal/media/fleet"
	"ringline/internal/media/livekit"
	"ringline/internal/store/memory"
	"ringline/internal/tenant"
)

const slow = 20 * time.Second // for packets; the machine may be busy

// whole is a node with a real media server.
type whole struct {
	*node
	server *livekit.Server
	url    string // where clients come to, ws://
}

// joinReal makes one. Changes of a call are told to the other nodes as the store's feed does.
func joinReal(t *testing.T, store *memory.Store, name string, others func(call.Ref)) *whole {
	t.Helper()
	n := &whole{node: &node{name: name, store: &away{Store: store}}}
	var inner, outer http.Handler
	serve := func(h *http.Handler) string {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { (*h).ServeHTTP(w, r) }))
		t.Cleanup(server.Close)
		return strings.TrimPrefix(server.URL, "http://")
	}
	ctx, cancel := context.WithCancel(t.Context())
	n.stop = cancel
	var err error
	if n.members, err = cluster.Join(ctx, cluster.Options{Store: n.store, Name: name, Inner: serve(&inner)}); err != nil {
		t.Fatal(err)
	}
	apps, err := tenant.NewDirectory([]tenant.App{{ID: app, Secrets: []tenant.Secret{"0123456789abcdef0123456789abcdef"}}})
	if err != nil {
		t.Fatal(err)
	}
	chooser := fleet.NewChooser(n.members, false)
	here := fleet.Here(n.members)
	var sink *media.Sink
	n.calls = control.New(control.Options{Store: store, Apps: apps, Hosts: chooser, Sink: deliver(func(ch call.Change) {
		sink.Deliver(ch)
		others(ch.To.Ref())
	}), Now: time.Now, Node: name, Log: quiet})
	cfg := livekit.Default()
	cfg.NodeIP, cfg.UDPPort, cfg.TCPPort, cfg.STUNPort, cfg.Drain, cfg.Secret = "127.0.0.1", 0, 0, 0, 0, "the secret that all nodes sign tickets with"
	if n.server, err = livekit.New(cfg, livekit.Options{Gate: media.NewGate(n.calls).Only(here), Log: quiet}); err != nil {
		t.Fatal(err)
	}
	sink = media.NewSink(n.server, quiet).Only(here)
	keeper := media.NewReconciler(n.server, n.calls, nil, quiet).With(sink)
	n.Fleet = fleet.New(fleet.Options{
		Chooser: chooser, Server: n.server, Tickets: n.server, Calls: n.calls, Store: store, Sink: sink, Sweep: keeper.Sweep, Keys: keys, Log: quiet,
	})
	inner, outer = n.Inner(), n.Door()
	n.url = "ws://" + serve(&outer)
	for _, part := range []func(context.Context) error{n.members.Run, n.Run, sink.Run, keeper.Run, n.server.Run} {
		n.done.Go(func() {
			if err := part(ctx); err != nil {
				t.Error(err)
			}
		})
	}
	t.Cleanup(n.end)
	return n
}

type deliver func(call.Change)

func (f deliver) Deliver(ch call.Change) { f(ch) }

// enter has a user enter the room through a node's door, with a ticket that this node made.
func (n *whole) enter(t *testing.T, ref call.Ref, user call.UserID) (room *lksdk.Room, seen chan string, gone chan struct{}) {
	t.Helper()
	a := actor(user)
	ticket, err := n.server.Ticket(ref, a.User, a.Device)
	if err != nil {
		t.Fatal(err)
	}
	seen, gone = make(chan string, 16), make(chan struct{})
	cb := lksdk.NewRoomCallback()
	cb.OnDisconnected = sync.OnceFunc(func() { close(gone) })
	cb.OnTrackSubscribed = func(_ *webrtc.TrackRemote, _ *lksdk.RemoteTrackPublication, from *lksdk.RemoteParticipant) {
		seen <- from.Identity()
	}
	room, err = lksdk.ConnectToRoomWithToken(n.url, ticket.Token, cb, lksdk.WithDisableRegionDiscovery(), lksdk.WithConnectTimeout(slow))
	if err != nil {
		t.Fatalf("%s enters by %s: %v", user, n.name, err)
	}
	t.Cleanup(room.Disconnect)
	return room, seen, gone
}

func speak(t *testing.T, room *lksdk.Room) {
	t.Helper()
	track, err := lksdk.NewLocalSampleTrack(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2})
	if err == nil {
		_, err = room.LocalParticipant.PublishTrack(track, &lksdk.TrackPublicationOptions{Name: "voice"})
	}
	if err != nil {
		t.Fatal(err)
	}
}

func within[T any](t *testing.T, what string, from <-chan T) {
	t.Helper()
	select {
	case <-from:
	case <-time.After(slow):
		t.Fatalf("waited %v for %s", slow, what)
	}
}

// TestTwoNodes: P13, P18. Two people on two nodes are in one room, wherever they came in. It moves, they hear each other there, and
// it closes when a node that does not have it ends the call.
func TestTwoNodes(t *testing.T) {
	store := memory.New()
	var a, b *whole
	a = joinReal(t, store, "a", func(ref call.Ref) { b.Heard(context.WithoutCancel(t.Context()), ref) })
	b = joinReal(t, store, "b", func(ref call.Ref) { a.Heard(context.WithoutCancel(t.Context()), ref) })
	for deadline := time.Now().Add(slow); len(a.members.Nodes()) < 2; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("a does not see b")
		}
	}
	ref := a.talk(t, 1)
	c, err := store.Load(t.Context(), ref)
	if err != nil || c.Host != "a" {
		t.Fatalf("hosted by %q, %v", c.Host, err)
	}
	caller, _, callerGone := a.enter(t, ref, "caller1")
	_, heard, calleeGone := b.enter(t, ref, "callee1")
	speak(t, caller)
	within(t, "the caller's voice, through the other node's door", heard)
	if a.server.Rooms(t.Context()) != 1 || b.server.Rooms(t.Context()) != 0 {
		t.Errorf("a has %d rooms, b %d", a.server.Rooms(t.Context()), b.server.Rooms(t.Context()))
	}

	if _, err := b.calls.Do(t.Context(), ref, call.Move{From: "a", To: "b"}, call.Request{}); err != nil {
		t.Fatal(err)
	}
	within(t, "the caller to be put out of the old room", callerGone)
	within(t, "the callee to be put out of the old room", calleeGone)
	caller, _, callerGone = a.enter(t, ref, "caller1")
	_, heard, calleeGone = b.enter(t, ref, "callee1")
	speak(t, caller)
	within(t, "the caller's voice, in the new room", heard)

	if _, err := a.calls.Do(t.Context(), ref, call.EndCall{By: call.Actor{Kind: call.ByAdmin, User: "administrator"}}, call.Request{}); err != nil {
		t.Fatal(err)
	}
	within(t, "the caller to be put out at the end", callerGone)
	within(t, "the callee to be put out at the end", calleeGone)
}

// TestLeaveLetsThemTalk: P18. A node that leaves moves a call before it ends its media: until its members are in the other room they are in
// the old one. It is empty then, and the node need not wait any longer.
func TestLeaveLetsThemTalk(t *testing.T) {
	store := memory.New()
	var a, b *whole
	a = joinReal(t, store, "a", func(ref call.Ref) { b.Heard(context.WithoutCancel(t.Context()), ref) })
	b = joinReal(t, store, "b", func(ref call.Ref) { a.Heard(context.WithoutCancel(t.Context()), ref) })
	for deadline := time.Now().Add(slow); len(a.members.Nodes()) < 2; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("a does not see b")
		}
	}
	ref := a.talk(t, 1)
	caller, _, callerGone := a.enter(t, ref, "caller1")
	callee, heard, calleeGone := b.enter(t, ref, "callee1")
	speak(t, caller)
	within(t, "the caller's voice", heard)

	if err := a.members.Leaving(t.Context()); err != nil {
		t.Fatal(err)
	}
	left := make(chan error, 1)
	begun := time.Now()
	go func() { left <- a.Leave(t.Context()) }()
	for moved := false; !moved; time.Sleep(5 * time.Millisecond) {
		c, err := store.Load(t.Context(), ref)
		if err != nil || time.Since(begun) > slow {
			t.Fatalf("the call is not moved: %v", err)
		}
		moved = c.Host == "b"
	}
	there, _, _ := b.enter(t, ref, "caller1")
	_, heard, _ = a.enter(t, ref, "callee1") // also by the door of the one that leaves
	speak(t, there)
	within(t, "the caller's voice, in the new room", heard)
	took := time.Since(begun)
	for who, gone := range map[string]chan struct{}{"caller": callerGone, "callee": calleeGone} {
		select {
		case <-gone:
			if took < media.Lingering-time.Second {
				t.Errorf("the %s was put out of the old room within %v", who, took)
			}
		default:
		}
	}
	caller.Disconnect()
	callee.Disconnect()
	if err := <-left; err != nil {
		t.Error(err)
	}
	if after := time.Since(begun); took < media.Lingering/2 && after > took+media.Lingering/2 {
		t.Errorf("nobody was left after %v, and it left after %v", took, after)
	}
}
