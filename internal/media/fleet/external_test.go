package fleet_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"ringline/internal/call"
	"ringline/internal/cluster"
	"ringline/internal/control"
	"ringline/internal/media"
	"ringline/internal/media/fleet"
	"ringline/internal/store/memory"
	"ringline/internal/tenant"
)

// outside is a media server without media that is no node.
type outside struct {
	rooms

	mu      sync.Mutex
	host    media.Host
	counted time.Time
	away    []func(string)
}

func newOutside(name, region string) *outside {
	return &outside{rooms: rooms{name: name, open: map[call.Ref]bool{}}, host: media.Host{Name: name, Region: region, State: media.HostServing}}
}

func (o *outside) Host() media.Host {
	o.mu.Lock()
	defer o.mu.Unlock()
	if time.Since(o.counted) >= 5*time.Second { // as seldom as real ones
		o.host.Rooms, o.counted = o.rooms.Rooms(context.Background()), time.Now()
	}
	return o.host
}

func (o *outside) OnAway(f func(string)) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.away = append(o.away, f)
}

func (o *outside) Ticket(context.Context, call.Ref, call.UserID, call.DeviceID) (media.Ticket, error) {
	if h := o.Host(); !h.There() {
		return media.Ticket{}, call.ErrUnavailable
	}
	return media.Ticket{URL: "wss://" + o.name}, nil
}

// become has it be in a state, and tells.
func (o *outside) become(state media.HostState) {
	o.mu.Lock()
	o.host.State = state
	tell := o.away
	o.mu.Unlock()
	if state == media.HostAway {
		for _, f := range tell {
			f(o.name)
		}
	}
}

// single is a server without others, with external hosts.
type single struct {
	*fleet.Fleet
	calls *control.Control
	rooms *rooms // nil: it has no media
	store *memory.Store
}

func alone(t *testing.T, store *memory.Store, bare bool, hosts ...*outside) *single {
	t.Helper()
	members := cluster.Alone("me", "")
	var external []fleet.External
	sinks := []control.Sink{}
	s := &single{store: store}
	o := fleet.Options{Store: store, Keys: keys, Log: quiet}
	var parts []func(context.Context) error
	for _, h := range hosts {
		external = append(external, h)
		sink := media.NewSink(h, quiet).Only(func(c *call.Call) bool { return c.Host == h.name })
		sinks, parts = append(sinks, sink), append(parts, sink.Run)
	}
	if !bare {
		s.rooms = &rooms{name: "me", open: map[call.Ref]bool{}}
		sink := media.NewSink(s.rooms, quiet).Only(fleet.Here(members))
		o.Server, o.Sink, o.Sweep = s.rooms, sink, func() {}
		sinks, parts = append(sinks, sink), append(parts, sink.Run)
	}
	o.Tickets = &rooms{name: "me"}
	o.Chooser = fleet.NewChooser(members, bare, external...)
	apps, err := tenant.NewDirectory([]tenant.App{{ID: app, Secrets: []tenant.Secret{"0123456789abcdef0123456789abcdef"}}})
	if err != nil {
		t.Fatal(err)
	}
	s.calls = control.New(control.Options{Store: store, Apps: apps, Hosts: o.Chooser, Sink: deliver(func(ch call.Change) {
		for _, sink := range sinks {
			sink.Deliver(ch)
		}
	}), Now: time.Now, Node: "me", Log: quiet})
	o.Calls = s.calls
	s.Fleet = fleet.New(o)
	ctx, cancel := context.WithCancel(t.Context())
	var done sync.WaitGroup
	for _, part := range append(parts, s.Run) {
		done.Go(func() { _ = part(ctx) })
	}
	t.Cleanup(func() { cancel(); done.Wait() })
	return s
}

func (s *single) talk(t *testing.T, i int) call.Ref {
	t.Helper()
	n := &node{calls: s.calls}
	return n.talk(t, i)
}

func (s *single) ticket(t *testing.T, ref call.Ref) (string, error) {
	t.Helper()
	c, err := s.store.Load(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	ticket, err := s.Ticket(t.Context(), &c, "caller0", "caller0-phone")
	return ticket.URL + ticket.Token, err
}

// TestExternal: P18. A server alone shares its calls with a host that is no node. That one goes away: its calls move here, at once, and it is
// used again when it is back. What is moved away is closed there.
func TestExternal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, far := memory.New(), newOutside("far", "")
		s := alone(t, store, false, far)
		synctest.Wait() // nobody has counted rooms but those of now, which are none
		var refs []call.Ref
		for i := range 40 {
			refs = append(refs, s.talk(t, i))
		}
		synctest.Wait()
		if n := spread(t, store); n["me"] != 20 || n["far"] != 20 || len(far.open) != n["far"] || len(s.rooms.open) != n["me"] {
			t.Fatalf("new calls are spread %v, rooms %d and %d", n, len(far.open), len(s.rooms.open))
		}
		for _, ref := range refs[:2] {
			c, _ := store.Load(t.Context(), ref)
			want := map[string]string{"me": "me", "far": "wss://far"}[c.Host]
			if got, err := s.ticket(t, ref); got != want || err != nil {
				t.Errorf("the ticket of a call on %s is %q, %v", c.Host, got, err)
			}
			if err := s.Mute(t.Context(), ref, "caller0", media.Microphone); err != nil {
				t.Error(err)
			}
		}
		if len(far.muted) != 1 || len(s.rooms.muted) != 1 {
			t.Errorf("muted %v, here %v", far.muted, s.rooms.muted)
		}
		far.become(media.HostAway)
		synctest.Wait()
		if n := spread(t, store); n["me"] != 40 || len(s.rooms.open) != 40 {
			t.Errorf("after it went away calls are spread %v, rooms %d", n, len(s.rooms.open))
		}
		if got := lastRule(t, store, refs[0]) + lastRule(t, store, refs[1]); !strings.Contains(got, "move_after_loss") {
			t.Errorf("the rules were %s", got)
		}
		time.Sleep(media.Lingering + time.Second)
		if synctest.Wait(); len(far.open) != 0 {
			t.Errorf("%d rooms are left open there", len(far.open))
		}
		far.become(media.HostServing)
		time.Sleep(11 * time.Second)
		if s.talk(t, 50); spread(t, store)["far"] != 1 {
			t.Errorf("once it is back calls are spread %v", spread(t, store))
		}
	})
}

// TestDrain: a host that leaves gets no calls and gives away those that it has, in waves; if nobody else is there it keeps them.
func TestDrain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, far, near := memory.New(), newOutside("far", ""), newOutside("near", "")
		near.become(media.HostAway)
		s := alone(t, store, true, far, near)
		for i := range 60 {
			s.talk(t, i)
		}
		far.become(media.HostLeaving)
		time.Sleep(time.Minute)
		if n := spread(t, store); n["far"] != 60 {
			t.Errorf("with nobody else calls are spread %v", n)
		}
		near.become(media.HostServing)
		time.Sleep(40 * time.Second) // rooms stay a moment for those in them
		synctest.Wait()
		if n := spread(t, store); n["near"] != 60 || len(near.open) != 60 || len(far.open) != 0 {
			t.Errorf("calls are spread %v, rooms %d", n, len(near.open))
		}
		if s.talk(t, 60); spread(t, store)["near"] != 61 {
			t.Errorf("a new call is where calls are spread %v", spread(t, store))
		}
	})
}

// TestBare: a server without media is no host: what it has from before is moved, calls wait while nobody is there, and nobody gets in.
func TestBare(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, far := memory.New(), newOutside("far", "")
		far.become(media.HostAway)
		s := alone(t, store, true, far)
		ref := s.talk(t, 0)
		m := call.Start{App: app, ID: "earlier", By: actor("ann"), Callees: []call.UserID{"bob"}, Media: call.Audio, Host: "me", RingFor: 5 * time.Minute, Max: 9}
		ch, err := call.Apply(call.Call{}, m, time.Now())
		if err == nil {
			err = store.Commit(t.Context(), ch)
		}
		if err != nil {
			t.Fatal(err)
		}
		if n := spread(t, store); n[""] != 1 || n["me"] != 1 {
			t.Errorf("calls are spread %v", n)
		}
		for _, id := range []call.Ref{ref, {App: app, ID: "earlier"}} {
			if got, err := s.ticket(t, id); !errors.Is(err, call.ErrUnavailable) {
				t.Errorf("a ticket %q, %v", got, err)
			}
		}
		w := httptest.NewRecorder()
		s.Door().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/rtc?access_token="+string(ref.ID), http.NoBody))
		if w.Code != http.StatusServiceUnavailable {
			t.Errorf("the door answers %d", w.Code)
		}
		s.Missed()
		s.Heard(t.Context(), ref)
		far.become(media.HostServing)
		time.Sleep(40 * time.Second)
		if n := spread(t, store); n["far"] != 2 {
			t.Errorf("calls are spread %v", n)
		}
	})
}

// TestExternalRegions: an external host of the caller's region is chosen before our own of another one.
func TestExternalRegions(t *testing.T) {
	eu, us := newOutside("eu-1", "eu"), newOutside("us-1", "us")
	c := fleet.NewChooser(cluster.Alone("me", ""), false, eu, us)
	for region, want := range map[string]string{"eu": "eu-1", "us": "us-1", "": "me"} {
		if got := c.Choose(app, region); got != want {
			t.Errorf("in region %q: %s, want %s", region, got, want)
		}
	}
	eu.become(media.HostRefusing)
	if got := c.Choose(app, "eu"); got == "eu-1" {
		t.Error("one that refuses us was chosen")
	}
}

// TestLingersElsewhere: P13. The old room of a call that one node moved away from a host that is no node follows what another node does to the
// call: who is kicked leaves it, and the end closes it, at once.
func TestLingersElsewhere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, far, admin := memory.New(), newOutside("far", ""), call.Actor{Kind: call.ByAdmin}
		a := join(t, store, spec{name: "a", outside: []*outside{far}})
		b := join(t, store, spec{name: "b", outside: []*outside{far}})
		time.Sleep(1500 * time.Millisecond)
		var ref call.Ref
		for i := 0; ref.ID == ""; i++ {
			us := []call.UserID{call.UserID(fmt.Sprint("one", i)), call.UserID(fmt.Sprint("two", i)), "third"}
			c, err := b.calls.Start(t.Context(), call.Start{App: app, By: actor(us[0]), Callees: us[1:], Media: call.Audio, Group: true}, call.Request{})
			for _, u := range us[1:] {
				if err == nil {
					c, err = b.calls.Do(t.Context(), c.Ref(), call.Accept{By: actor(u)}, call.Request{})
				}
			}
			if err == nil && c.Host != "far" {
				_, err = b.calls.Do(t.Context(), c.Ref(), call.EndCall{By: admin}, call.Request{})
			} else {
				ref = c.Ref()
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		synctest.Wait()
		if _, err := a.calls.Do(t.Context(), ref, call.Move{From: "far", To: "b"}, call.Request{}); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if !far.Has(t.Context(), ref) {
			t.Fatal("the old room is closed at once")
		}
		if _, err := b.calls.Do(t.Context(), ref, call.Kick{By: admin, User: "third"}, call.Request{}); err != nil {
			t.Fatal(err)
		}
		a.Heard(t.Context(), ref)
		synctest.Wait()
		if len(far.gone) == 0 || far.gone[0] != "third" {
			t.Errorf("who was kicked is in the old room still: %v were removed", far.gone)
		}
		if _, err := b.calls.Do(t.Context(), ref, call.EndCall{By: admin}, call.Request{}); err != nil {
			t.Fatal(err)
		}
		a.Heard(t.Context(), ref)
		synctest.Wait()
		if far.Has(t.Context(), ref) {
			t.Error("the old room is open after the end")
		}
	})
}
