package livekit_test

import (
	"log/slog"
	"net"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	lk "github.com/livekit/protocol/livekit"
	lksdk "github.com/livekit/server-sdk-go/v2"
	"github.com/pion/stun/v3"
	"github.com/pion/webrtc/v4"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"ringline/internal/call"
	"ringline/internal/media"
	"ringline/internal/media/livekit"
)

// Clients are told of our own server and of nobody else's.
func TestClientsAreSentToNoThirdParty(t *testing.T) {
	for name, turn := range map[string]bool{"stun": false, "turn": true} {
		t.Run(name, func(t *testing.T) {
			p := newPlane(t, func(cfg *livekit.Config) { cfg.TURN = turn })
			own := net.JoinHostPort("127.0.0.1", strconv.Itoa(p.server.Addrs().STUN))
			want := "stun:" + own
			if turn {
				want = "turn:" + own + "?transport=udp"
			}
			join, _ := p.signal(p.ticket(p.answered("alice", "bob"), "bob"))
			var urls []string
			for _, s := range join.GetIceServers() {
				urls = append(urls, s.GetUrls()...)
			}
			if diff := cmp.Diff([]string{want}, urls); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSTUNTellsClientsTheirAddress(t *testing.T) {
	p := newPlane(t, nil)
	conn, err := net.Dial("udp", net.JoinHostPort("127.0.0.1", strconv.Itoa(p.server.Addrs().STUN)))
	if err != nil {
		t.Fatal(err)
	}
	client, err := stun.NewClient(conn)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = client.Close() }()
	var seen stun.XORMappedAddress
	var failed error
	if err := client.Do(stun.MustBuild(stun.TransactionID, stun.BindingRequest), func(ev stun.Event) {
		if failed = ev.Error; failed == nil {
			failed = seen.GetFrom(ev.Message)
		}
	}); err != nil || failed != nil {
		t.Fatal(err, failed)
	}
	if seen.String() != conn.LocalAddr().String() {
		t.Errorf("the server sees %v, want %v", seen, conn.LocalAddr())
	}
}

func TestRelayCarriesMediaToTheMediaServer(t *testing.T) {
	p := newPlane(t, func(cfg *livekit.Config) { cfg.TURN = true })
	ref := p.answered("alice", "bob")
	relayed := lksdk.WithICETransportPolicy(webrtc.ICETransportPolicyRelay)
	alice, bob := p.mustJoin(ref, "alice", relayed), p.mustJoin(ref, "bob")
	publish(t, alice)
	receive(t, "media from alice", bob.seen)
}

func TestManyServersAtOnce(t *testing.T) {
	seen := map[int]bool{}
	for range 3 {
		p := newPlane(t, nil)
		a := p.server.Addrs()
		if a.IP != "127.0.0.1" || a.TCP != 0 {
			t.Errorf("%+v, want media on loopback and no TCP port, which would be open to everybody", a)
		}
		for _, port := range []int{a.UDP, a.STUN} {
			if port == 0 || seen[port] {
				t.Errorf("%+v: port %d is not a port of its own", a, port)
			}
			seen[port] = true
		}
		p.mustJoin(p.answered("alice", "bob"), "bob")
	}
}

func TestTheSamePortsServeAgainAfterAStop(t *testing.T) {
	ports := livekit.Addrs{}
	for range 3 {
		p := newPlane(t, func(cfg *livekit.Config) { cfg.UDPPort, cfg.STUNPort = ports.UDP, ports.STUN })
		ports = p.server.Addrs()
		bob := p.mustJoin(p.answered("alice", "bob"), "bob")
		begun := time.Now()
		p.stop()
		receive(t, "the stop", p.stopped)
		receive(t, "bob's disconnection", bob.gone)
		if why := bob.DisconnectReason(); why != lk.DisconnectReason_SERVER_SHUTDOWN {
			t.Errorf("bob was disconnected because of %v, want SERVER_SHUTDOWN", why)
		}
		t.Logf("stopped in %v", time.Since(begun))
	}
}

func TestTakenPortsAreExplained(t *testing.T) {
	udp, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = udp.Close() }()
	taken := udp.LocalAddr().(*net.UDPAddr).Port

	for setting, set := range map[string]func(*livekit.Config){
		"media.udp_port":  func(c *livekit.Config) { c.UDPPort = taken },
		"media.stun_port": func(c *livekit.Config) { c.STUNPort = taken },
	} {
		cfg := livekit.Default()
		cfg.NodeIP, cfg.UDPPort, cfg.STUNPort = "127.0.0.1", 0, 0
		set(&cfg)
		_, err := livekit.New(cfg, livekit.Options{Gate: gate(func() error { return nil }), Log: slog.New(slog.DiscardHandler)})
		if err == nil || !strings.Contains(err.Error(), setting) || !strings.Contains(err.Error(), strconv.Itoa(taken)) {
			t.Errorf("error %v, want one that names %s and port %d", err, setting, taken)
		}
	}
}

func TestMetricsAreLiveKitsOwnOnly(t *testing.T) {
	p := newPlane(t, nil)
	p.mustJoin(p.answered("alice", "bob"), "bob")
	ours := prometheus.NewRegistry()
	ours.MustRegister(collectors.NewGoCollector())
	all, err := prometheus.Gatherers{ours, livekit.Metrics()}.Gather()
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, f := range all {
		found = found || f.GetName() == "livekit_room_total"
	}
	if !found {
		t.Error("livekit_room_total is not among the metrics")
	}
}

// P13: between the gate's word and LiveKit's work a member may leave. They are thrown out as soon as they are in.
func TestAJoinThatOvertookTheEndIsUndone(t *testing.T) {
	p := newPlaneBehind(t, gate(func() error { return nil }), nil)
	ref := p.answered("alice", "bob")
	bob := p.mustJoin(ref, "bob")

	over := call.Ref{App: app, ID: "over"}
	for name, tc := range map[string]struct {
		call   call.Ref
		undone media.EventType
	}{
		"left the call": {ref, media.Left},
		"call was over": {over, media.RoomClosed},
	} {
		t.Run(name, func(t *testing.T) {
			var joining sync.WaitGroup
			joining.Go(func() { // the client may be thrown out before it knows that it is in, so its word does not count
				_, _ = p.join(p.ticket(tc.call, "carol"), lksdk.WithConnectTimeout(time.Second))
			})
			defer joining.Wait()
			p.events.await(t, "carol's join", func(ev media.Event) bool {
				return ev.Type == media.Joined && ev.Call == tc.call && ev.Participant.User == "carol"
			})
			p.events.await(t, "carol's removal", func(ev media.Event) bool {
				return ev.Type == tc.undone && ev.Call == tc.call && ev.Participant.User != "bob"
			})
			p.awaitRooms(ref)
		})
	}
	if state := bob.ConnectionState(); state != lksdk.ConnectionStateConnected {
		t.Errorf("bob is %s, want him untouched", state)
	}
}
