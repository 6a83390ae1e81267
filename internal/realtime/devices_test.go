package realtime

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/store/memory"
)

// room is a node without a network in a bubble of time: sessions come and go by hand.
type room struct {
	t     *testing.T
	calls *control.Control
	node  *Node
	begun time.Time
}

// inRoom runs play in a bubble whose time passes only when everybody waits.
func inRoom(t *testing.T, store control.Store, play func(r *room)) {
	synctest.Test(t, func(t *testing.T) {
		sink, apps := &sinks{}, testApps(t)
		r := &room{t: t, begun: time.Now()}
		r.calls = control.New(control.Options{Store: store, Apps: apps, Sink: sink, Now: time.Now})
		var err error
		if r.node, err = New(Options{Config: Default(), Calls: r.calls, Apps: apps, Now: time.Now}); err != nil {
			t.Fatal(err)
		}
		sink.Sink = r.node
		ctx, cancel := context.WithCancel(t.Context())
		var running sync.WaitGroup
		for _, run := range []func(context.Context) error{r.calls.Run, r.node.Run} {
			running.Go(func() {
				if err := run(ctx); err != nil {
					t.Error(err)
				}
			})
		}
		synctest.Wait()
		play(r)
		cancel()
		running.Wait()
	})
}

// connect is a login without a connection.
func (r *room) connect(user call.UserID, device call.DeviceID) *session {
	s := &session{node: r.node, account: account{app1, user}, device: device, life: newPulse(time.Now()), limit: r.node.limiter()}
	r.node.devices.arrive(s.account, device, time.Now())
	r.node.devices.attach(s, false, time.Now())
	return s
}

func (r *room) pass(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

// talk begins a call between two sessions.
func (r *room) talk(caller, callee *session) call.Ref {
	r.t.Helper()
	c, err := r.calls.Start(r.t.Context(), call.Start{App: app1, By: caller.actor(), Callees: []call.UserID{callee.user}, Media: call.Audio}, call.Request{})
	if err != nil {
		r.t.Fatal(err)
	}
	if c, err = r.calls.Do(r.t.Context(), c.Ref(), call.Accept{By: callee.actor()}, call.Request{}); err != nil {
		r.t.Fatal(err)
	}
	return c.Ref()
}

// end is why the call is over; empty if it is not.
func (r *room) end(ref call.Ref) call.Reason {
	r.t.Helper()
	c, err := r.calls.Load(r.t.Context(), ref)
	if err != nil {
		r.t.Fatal(err)
	}
	if c.End == nil {
		return ""
	}
	return c.End.Reason
}

func (r *room) want(ref call.Ref, reason call.Reason) {
	r.t.Helper()
	if got := r.end(ref); got != reason {
		r.t.Errorf("after %v the call's end is %q, want %q", time.Since(r.begun), got, reason)
	}
}

// alive lets a session give signs of life until stop is called.
func (r *room) alive(s *session) (stop func()) {
	done, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		tick := time.NewTicker(4 * time.Second)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				s.life.beat()
			case <-done:
				return
			}
		}
	}()
	return func() { close(done); <-stopped }
}

const lease = 14 * time.Second

// P3: a lease ends 14 s after the last sign of life, however late the loss was noticed.
func TestLeaseRunsFromTheLastSignOfLife(t *testing.T) {
	inRoom(t, memory.New(), func(r *room) {
		alice, bob := r.connect("alice", "a1"), r.connect("bob", "b1")
		defer r.alive(alice)()
		ref := r.talk(alice, bob)
		r.pass(10 * time.Second)
		r.node.devices.detach(bob) // noticed late; he was last heard of when he logged in
		r.pass(lease - 10*time.Second - time.Millisecond)
		r.want(ref, "")
		r.pass(2 * time.Millisecond)
		r.want(ref, call.Offline)
	})
}

// Back within the lease, with the same device id, all is well; with another id it is another device.
func TestLeaseIsTheDevices(t *testing.T) {
	inRoom(t, memory.New(), func(r *room) {
		alice, bob := r.connect("alice", "a1"), r.connect("bob", "b1")
		defer r.alive(alice)()
		ref := r.talk(alice, bob)
		r.node.devices.detach(bob)
		r.pass(lease - time.Millisecond)
		again := r.connect("bob", "b1")
		stop := r.alive(again)
		r.pass(time.Minute)
		r.want(ref, "")

		stop()
		r.node.devices.detach(again)
		other := r.connect("bob", "b2")
		defer r.alive(other)()
		r.pass(lease + time.Millisecond)
		r.want(ref, call.Offline)
	})
}

// Whoever is connected and alive keeps the place for hours; nobody is looked at in vain.
func TestLeaseOfTheLiving(t *testing.T) {
	inRoom(t, memory.New(), func(r *room) {
		alice, bob := r.connect("alice", "a1"), r.connect("bob", "b1")
		defer r.alive(alice)()
		defer r.alive(bob)()
		ref := r.talk(alice, bob)
		r.pass(3 * time.Hour)
		r.want(ref, "")
	})
}

// Ringing is not bound to a lease.
func TestRingingNeedsNoLease(t *testing.T) {
	inRoom(t, memory.New(), func(r *room) {
		alice, bob := r.connect("alice", "a1"), r.connect("bob", "b1")
		defer r.alive(alice)()
		c, err := r.calls.Start(t.Context(), call.Start{App: app1, By: alice.actor(), Callees: []call.UserID{"bob"}, Media: call.Audio}, call.Request{})
		if err != nil {
			t.Fatal(err)
		}
		r.node.devices.detach(bob)
		r.pass(lease + time.Second)
		r.want(c.Ref(), "")
		r.pass(30*time.Second - lease)
		r.want(c.Ref(), call.NoAnswer)
	})
}

// A device in a call that never connected here gets a lease when the change is delivered.
func TestUnknownDeviceIsExpected(t *testing.T) {
	inRoom(t, memory.New(), func(r *room) {
		alice := r.connect("alice", "a1")
		defer r.alive(alice)()
		ghost := &session{node: r.node, account: account{app1, "bob"}, device: "b1"}
		ref := r.talk(alice, ghost)
		r.pass(lease - time.Millisecond)
		r.want(ref, "")
		r.pass(2 * time.Millisecond)
		r.want(ref, call.Offline)
	})
}

// After a restart everybody has a lease to come back; the service takes the blame for the rest.
func TestLeasesAfterARestart(t *testing.T) {
	store := memory.New()
	var lost, kept call.Ref
	inRoom(t, store, func(r *room) {
		lost = r.talk(r.connect("alice", "a1"), r.connect("bob", "b1"))
		kept = r.talk(r.connect("carol", "c1"), r.connect("dave", "d1"))
	})
	inRoom(t, store, func(r *room) {
		for _, s := range []*session{r.connect("alice", "a1"), r.connect("carol", "c1"), r.connect("dave", "d1")} {
			defer r.alive(s)()
		}
		r.pass(lease - time.Millisecond)
		r.want(lost, "")
		r.pass(time.Second)
		r.want(lost, call.Interrupted)
		r.want(kept, "")
	})
}

// unsure is a store that cannot commit for a while.
type unsure struct {
	control.Store
	mu     sync.Mutex
	failed int // commits that fail from now on
}

func (s *unsure) Commit(ctx context.Context, change call.Change) error {
	s.mu.Lock()
	fails := s.failed > 0
	if fails {
		s.failed--
	}
	s.mu.Unlock()
	if fails {
		return call.ErrUnavailable
	}
	return s.Store.Commit(ctx, change)
}

// A lapse that could not be committed is tried again until it is.
func TestLapseIsTriedAgain(t *testing.T) {
	store := &unsure{Store: memory.New()}
	inRoom(t, store, func(r *room) {
		alice, bob := r.connect("alice", "a1"), r.connect("bob", "b1")
		defer r.alive(alice)()
		ref := r.talk(alice, bob)
		store.mu.Lock()
		store.failed = 3
		store.mu.Unlock()
		r.node.devices.detach(bob)
		r.pass(lease + 2*time.Second + 500*time.Millisecond)
		r.want(ref, "")
		r.pass(time.Second)
		r.want(ref, call.Offline)
	})
}

// hanging is a store that keeps the commits of one call waiting.
type hanging struct {
	*memory.Store
	mu    sync.Mutex
	stuck call.ID
	until chan struct{}
}

func (s *hanging) Commit(ctx context.Context, change call.Change) error {
	s.mu.Lock()
	stuck := s.stuck == change.To.ID
	s.mu.Unlock()
	if stuck {
		<-s.until
	}
	return s.Store.Commit(ctx, change)
}

// P3, P17: while the lapse of one device hangs, the others' leases end at their time.
func TestHangingLapseDelaysNoOther(t *testing.T) {
	store := &hanging{Store: memory.New()}
	inRoom(t, store, func(r *room) {
		store.until = make(chan struct{}) // of the bubble, or its time stands still while somebody waits for it
		alice, bob := r.connect("alice", "a1"), r.connect("bob", "b1")
		defer r.alive(alice)()
		stuck := r.talk(alice, bob)
		carol, dave := r.connect("carol", "c1"), r.connect("dave", "d1")
		defer r.alive(carol)()
		other := r.talk(carol, dave)
		store.mu.Lock()
		store.stuck = stuck.ID
		store.mu.Unlock()
		r.node.devices.detach(bob)
		r.pass(5 * time.Second)
		dave.life.beat()
		r.node.devices.detach(dave)
		r.pass(lease - time.Millisecond)
		r.want(other, "")
		r.pass(2 * time.Millisecond)
		r.want(other, call.Offline)
		r.want(stuck, "")
		close(store.until)
		r.pass(time.Millisecond)
		r.want(stuck, call.Offline)
	})
}

// A pause of the process counts from the last look, whatever was being done when it began.
func TestStallIsSeenFromTheLastLook(t *testing.T) {
	inRoom(t, memory.New(), func(r *room) {
		alice := r.connect("alice", "a1")
		before := alice.life.seen()
		<-time.After(10 * time.Second)
		now := time.Now()
		r.node.excuseStall(now.Add(-stall-look), now, look)
		if !alice.life.seen().Equal(before) {
			t.Error("a lease began anew though nothing was late")
		}
		r.node.excuseStall(now.Add(-stall-look-time.Millisecond), now, look)
		if alice.life.seen().Equal(before) {
			t.Error("a lease did not begin anew after a pause")
		}
	})
}

// A process that stood still heard nobody; that is not the clients' fault.
func TestExcuse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ds := newDevices(lease, 8, func(account) {})
		who := account{app1, "alice"}
		ds.grant(who, "a1", time.Now(), false)
		s := &session{account: who, device: "a2", life: newPulse(time.Now())}
		ds.attach(s, false, time.Now())
		<-time.After(time.Minute)
		ds.excuse(time.Now())
		if over := ds.lapsed(time.Now(), 8); len(over) > 0 {
			t.Errorf("%+v lapsed though they could not be heard", over)
		}
		<-time.After(lease)
		over := ds.lapsed(time.Now(), 8)
		if len(over) != 2 || over[0].restart == over[1].restart {
			t.Errorf("lapsed are %+v", over)
		}
	})
}

// Only the newest session of a device counts; the end of an older one changes nothing.
func TestNewestSessionCounts(t *testing.T) {
	ds := newDevices(lease, 8, func(account) {})
	now := time.Now()
	session := func(device call.DeviceID) *session {
		return &session{account: account{app1, "alice"}, device: device, life: newPulse(now)}
	}
	older, newer := session("a1"), session("a1")
	if replaced, _ := ds.attach(older, false, now); replaced != nil {
		t.Error("the first one replaced somebody")
	}
	if replaced, kicked := ds.attach(newer, true, now); replaced != older || len(kicked) > 0 {
		t.Errorf("replaced %p, kicked %v", replaced, kicked)
	}
	ds.detach(older)
	if connected, away := ds.count(); connected != 1 || away != 0 {
		t.Errorf("%d connected, %d away", connected, away)
	}
	other := session("a2")
	if _, kicked := ds.attach(other, true, now); len(kicked) != 1 || kicked[0] != newer {
		t.Errorf("kicked %v", kicked)
	}
	if over := ds.lapsed(now, 8); len(over) != 1 || over[0].device != "a1" {
		t.Errorf("the kicked device keeps its lease: %+v", over)
	}
	ds.detach(newer)
	ds.detach(other)
	if connected, away := ds.count(); connected != 0 || away != 1 {
		t.Errorf("%d connected, %d away", connected, away)
	}
	if over := ds.lapsed(now.Add(lease), 8); len(over) != 1 || len(ds.apps) != 0 {
		t.Errorf("something is left: %+v, %v", over, ds.apps)
	}
}

// Users who are not there cost nothing.
func TestNobodyIsReached(t *testing.T) {
	inRoom(t, memory.New(), func(r *room) {
		alice := r.connect("alice", "a1")
		defer r.alive(alice)()
		if _, err := r.calls.Start(t.Context(), call.Start{App: app1, By: alice.actor(), Callees: []call.UserID{"bob"}, Media: call.Audio}, call.Request{}); err != nil {
			t.Fatal(err)
		}
		for user, want := range map[call.UserID]int{"alice": 1, "bob": 0} {
			stream, err := r.node.library.History(channel(account{app1, user}))
			if err != nil || int(stream.Offset) != want {
				t.Errorf("%s was published %d messages, want %d (%v)", user, stream.Offset, want, err)
			}
		}
	})
}

func TestConfig(t *testing.T) {
	good := Default()
	if err := good.Validate(); err != nil {
		t.Fatal(err)
	}
	for want, change := range map[string]func(*Config){
		"ping must be whole seconds, at least 1s, not 1.5s: clients are told so":                                       func(c *Config) { c.Ping = 1500 * time.Millisecond; c.Pong = c.Ping - 1; c.Command = time.Second },
		"pong must be positive and shorter than ping (4s), not 4s":                                                     func(c *Config) { c.Pong = 4 * time.Second; c.Lease = time.Minute },
		"lease must be longer than ping + pong (7s), not 7s: a device would be given up before it is known to be gone": func(c *Config) { c.Lease = 7 * time.Second },
		"command must be positive and shorter than pong (3s), not 3s: a client that waits for an answer would be cut":  func(c *Config) { c.Command = 3 * time.Second },
		"history_size must be 1 to 10000, not 0":                                                                       func(c *Config) { c.HistorySize = 0 },
		"history_ttl must be at least 1s, not 0s":                                                                      func(c *Config) { c.HistoryTTL = 0 },
		"queue_bytes must be at least 16384, not 1: a single answer may take that much":                                func(c *Config) { c.QueueBytes = 1 },
		"frame_bytes must be 16384 to 1048576, not 1":                                                                  func(c *Config) { c.FrameBytes = 1 },
		"devices must be 1 to 1000, not 0":                                                                             func(c *Config) { c.Devices = 0 },
		"rate must be at least 1 and burst at least rate, not 20 and 1":                                                func(c *Config) { c.Burst = 1 },
		`origins[1] must look like https://host or https://host:port, not "app.example"`:                               func(c *Config) { c.Origins = []string{"https://app.example", "app.example"} },
	} {
		c := Default()
		change(&c)
		err := c.Validate()
		if err == nil || !cmp.Equal(err.Error(), want) {
			t.Errorf("got %v\nwant %s", err, want)
		}
	}
}
