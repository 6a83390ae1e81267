package fleet_test

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"ringline/internal/call"
	"ringline/internal/cluster"
	"ringline/internal/control"
	"ringline/internal/media"
	"ringline/internal/media/fleet"
	"ringline/internal/store/memory"
	"ringline/internal/tenant"
)

const app = 1400000001

var (
	quiet = slog.New(slog.DiscardHandler)
	keys  = []tenant.Secret{"the key that nodes know each other by", "an older one of them"}
)

// away is a store that a node cannot reach any more, as if it was dead.
type away struct {
	cluster.Store
	now atomic.Bool
}

var errAway = errors.New("the database is away")

func (s *away) Beat(ctx context.Context, me cluster.Node) ([]cluster.Node, time.Time, error) {
	if s.now.Load() {
		return nil, time.Time{}, errAway
	}
	return s.Store.Beat(ctx, me)
}

func (s *away) Own(ctx context.Context, owner string, duties []string, d time.Duration) ([]string, error) {
	if s.now.Load() {
		return nil, errAway
	}
	return s.Store.Own(ctx, owner, duties, d)
}

func (s *away) Disown(ctx context.Context, owner string, duties []string) error {
	if s.now.Load() {
		return errAway
	}
	return s.Store.Disown(ctx, owner, duties)
}

func (s *away) Leave(ctx context.Context, me cluster.Node) error {
	if s.now.Load() {
		return errAway
	}
	return s.Store.Leave(ctx, me)
}

// rooms is a media server without media. Its ticket is the number of an app and the id of a call.
type rooms struct {
	name  string
	mu    sync.Mutex
	open  map[call.Ref]bool
	muted []string
	fails error    // of a mute
	gone  []string // who was removed
	busy  atomic.Bool
}

func (r *rooms) Busy() bool { return r.busy.Load() }

func (r *rooms) set(ref call.Ref, open bool) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if open {
		r.open[ref] = true
	} else {
		delete(r.open, ref)
	}
	return nil
}

func (r *rooms) Open(_ context.Context, ref call.Ref) error { return r.set(ref, true) }

func (r *rooms) Close(_ context.Context, ref call.Ref) error { return r.set(ref, false) }
func (r *rooms) List(context.Context) ([]media.Room, error)  { return nil, nil }

func (r *rooms) Remove(_ context.Context, _ call.Ref, p media.Participant) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.gone = append(r.gone, string(p.User))
	return nil
}

func (r *rooms) Mute(_ context.Context, _ call.Ref, u call.UserID, s media.Source) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.muted = append(r.muted, string(u)+" "+string(s))
	return r.fails
}

func (r *rooms) Has(_ context.Context, ref call.Ref) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.open[ref]
}

func (r *rooms) Rooms(context.Context) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.open)
}

func (r *rooms) Ticket(call.Ref, call.UserID, call.DeviceID) (media.Ticket, error) {
	return media.Ticket{Token: r.name}, nil
}

func (r *rooms) CallOf(req *http.Request) (call.Ref, bool) {
	id := req.URL.Query().Get("access_token")
	return call.Ref{App: app, ID: call.ID(id)}, id != ""
}

func (r *rooms) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		if _, ok := r.CallOf(req); !ok && req.Method == http.MethodGet {
			http.Error(w, "no ticket", http.StatusUnauthorized)
			return
		}
		_, _ = w.Write([]byte(r.name + " " + req.Method + " " + req.URL.Path))
	})
}

// node is one of several servers, as far as media goes.
type node struct {
	*fleet.Fleet
	name    string
	members *cluster.Members
	calls   *control.Control
	rooms   *rooms
	store   *away
	stop    context.CancelFunc
	done    sync.WaitGroup
}

type spec struct {
	name, inner, region string
	dial                fleet.Dial
	outside             []*outside
	finds               fleet.Store  // nil: the store
	log                 *slog.Logger // nil: nobody reads it
}

// unreachable is a network in which nobody answers, and nobody refuses.
func unreachable(context.Context, string, string) (net.Conn, error) { return nil, errAway }

// refusing is a network in which the machines of some nodes refuse connections, and the others take them.
type refusing struct{ names sync.Map }

func (r *refusing) dial(_ context.Context, _, address string) (net.Conn, error) {
	name, _, _ := strings.Cut(address, ":")
	if _, ok := r.names.Load(name); ok {
		return nil, &net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
	}
	mine, theirs := net.Pipe()
	_ = theirs.Close()
	return mine, nil
}

// join makes a node of a store that others have as well.
func join(t *testing.T, store *memory.Store, s spec) *node {
	t.Helper()
	n := &node{name: s.name, rooms: &rooms{name: s.name, open: map[call.Ref]bool{}}, store: &away{Store: store}}
	ctx, cancel := context.WithCancel(t.Context())
	n.stop = cancel
	var err error
	if s.inner == "" {
		s.inner = s.name + ":1"
	}
	n.members, err = cluster.Join(ctx, cluster.Options{Store: n.store, Name: s.name, Inner: s.inner, Region: s.region})
	if err != nil {
		t.Fatal(err)
	}
	apps, err := tenant.NewDirectory([]tenant.App{{ID: app, Secrets: []tenant.Secret{"0123456789abcdef0123456789abcdef"}}})
	if err != nil {
		t.Fatal(err)
	}
	var hosts []fleet.External
	var outer []fleet.Outer
	sink := media.NewSink(n.rooms, quiet).Only(fleet.Here(n.members))
	sinks, parts := []control.Sink{sink}, []func(context.Context) error{n.members.Run, sink.Run}
	for _, h := range s.outside {
		of := media.NewSink(h, quiet).Only(func(c *call.Call) bool { return c.Host == h.name })
		hosts, outer, sinks, parts = append(hosts, h), append(outer, of), append(sinks, of), append(parts, of.Run)
	}
	chooser := fleet.NewChooser(n.members, false, hosts...)
	n.calls = control.New(control.Options{Store: store, Apps: apps, Hosts: chooser, Sink: deliver(func(ch call.Change) {
		for _, sink := range sinks {
			sink.Deliver(ch)
		}
	}), Now: time.Now, Node: s.name, Log: quiet})
	if s.dial == nil && s.inner == s.name+":1" {
		s.dial = unreachable
	}
	if s.finds == nil {
		s.finds = store
	}
	if s.log == nil {
		s.log = quiet
	}
	n.Fleet = fleet.New(fleet.Options{
		Chooser: chooser, Server: n.rooms, Tickets: n.rooms, Calls: n.calls, Store: s.finds, Sink: sink, Outside: outer, Sweep: func() {}, Keys: keys, Log: s.log, Dial: s.dial,
	})
	for _, part := range append(parts, n.Run) {
		n.done.Go(func() {
			if err := part(ctx); err != nil {
				t.Error(err)
			}
		})
	}
	t.Cleanup(n.end)
	return n
}

// end stops a node as it should.
func (n *node) end() {
	n.stop()
	n.done.Wait()
}

// kill has a node do and say nothing any more.
func (n *node) kill() {
	n.store.now.Store(true)
	n.end()
}

func actor(user call.UserID) call.Actor {
	return call.Actor{Kind: call.ByUser, User: user, Device: call.DeviceID(user + "-phone")}
}

// talk starts a call of two and has it answered.
func (n *node) talk(t *testing.T, i int) call.Ref {
	t.Helper()
	caller, callee := call.UserID("caller"+strconv.Itoa(i)), call.UserID("callee"+strconv.Itoa(i))
	c, err := n.calls.Start(t.Context(), call.Start{App: app, By: actor(caller), Callees: []call.UserID{callee}, Media: call.Audio}, call.Request{})
	if err == nil {
		_, err = n.calls.Do(t.Context(), c.Ref(), call.Accept{By: actor(callee)}, call.Request{})
	}
	if err != nil {
		t.Fatal(err)
	}
	return c.Ref()
}

// spread counts the live calls of each host.
func spread(t *testing.T, store *memory.Store) map[string]int {
	t.Helper()
	live, err := store.Live(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	n := map[string]int{}
	for i := range live {
		n[live[i].Host]++
		if err := call.Check(&live[i]); err != nil {
			t.Error(err)
		}
	}
	return n
}

// lastRule is the command that changed a call last.
func lastRule(t *testing.T, store *memory.Store, ref call.Ref) string {
	t.Helper()
	all, err := store.History(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Clone(all)[len(all)-1].Rule
}
