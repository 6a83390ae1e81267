package sim

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/media"
	"ringline/internal/outbox"
	"ringline/internal/webhook"
)

// server is one life of the process: the real parts, joined as package server does.
type server struct {
	w       *world
	n       int // which life, from 1
	dead    atomic.Bool
	ctx     context.Context
	cancel  context.CancelFunc
	group   sync.WaitGroup
	control *control.Control
	relay   *outbox.Relay
	gate    *media.Gate
	recon   *media.Reconciler
	metrics *prometheus.Registry
	leases  map[seat]*lease
	told    map[call.Ref]int64 // the version that sinks heard last
	toldMu  sync.Mutex
	connsMu sync.Mutex
	conns   []net.Conn // to webhook receivers
	born    time.Time
}

// machine is the clock of the computer: it can be set.
type machine struct {
	step atomic.Int64 // how far the wall clock is off
	down []interval   // by the world's own clock: when no server could act
}

type interval struct{ from, to time.Time }

// boot starts a process.
func (w *world) boot() {
	n := 1
	if w.server != nil {
		n = w.server.n + 1
	}
	s := &server{w: w, n: n, metrics: prometheus.NewRegistry(), leases: map[seat]*lease{}, told: map[call.Ref]int64{}, born: time.Now()}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	w.server, w.lives = s, append(w.lives, s)
	store := &desk{store: w.disk.open(), s: s}
	now := s.clock()
	quiet := slog.New(slog.DiscardHandler)
	relay := outbox.NewRelay()
	s.relay = relay
	s.control = control.New(control.Options{
		Store: store, Apps: w, Hooks: webhook.V4{}, Sink: w.meddle(relay), Now: now, Node: fmt.Sprintf("life%d", n), Log: quiet, Metrics: s.metrics,
	})
	s.gate = media.NewGate(s.control)
	rooms := media.NewSink(w.media, quiet)
	s.recon = media.NewReconciler(w.media, s.control, s.metrics, quiet)
	config := webhook.Default()
	config.Requests = 64
	queue, err := webhook.New(webhook.Options{
		Store: store, Apps: wrongApps{w}, Config: config, Now: now, Node: "n", Dial: s.dial, Random: func() float64 { return 0.5 }, Log: quiet, Metrics: s.metrics,
	})
	if err != nil {
		w.Fatal(err)
	}
	for _, sink := range []outbox.Sink{outlet{s}, rooms, queue} {
		relay.Attach(alive{s, sink})
	}
	s.recall(store)
	for name, run := range map[string]func(context.Context) error{
		"relay": relay.Run, "control": s.control.Run, "rooms": rooms.Run, "reconciler": s.recon.Run, "queue": queue.Run,
	} {
		if w.omits(name) {
			continue
		}
		s.group.Go(func() {
			if err := run(s.ctx); err != nil && !s.dead.Load() {
				w.fail(0, "%s: %v", name, err)
			}
		})
	}
	synctest.Wait()
}

// clock is the steady clock of control over the machine's.
func (s *server) clock() func() time.Time {
	start := s.born.Add(time.Duration(s.w.clock.step.Load()))
	read := func() (time.Time, time.Duration) {
		return time.Now().Add(time.Duration(s.w.clock.step.Load())), time.Since(s.born)
	}
	if s.w.broke == "raw clock" {
		return func() time.Time { wall, _ := read(); return wall }
	}
	return control.Steady(start, read)
}

// kill ends the process at once: from here on it reads, writes and tells nothing. It returns when it is gone.
func (s *server) kill() {
	s.dead.Store(true)
	s.cancel()
	s.w.trouble.letGo()
	s.connsMu.Lock()
	for _, c := range s.conns {
		_ = c.Close()
	}
	s.connsMu.Unlock()
	s.group.Wait()
}

// open notes a connection, which will not outlast the process.
func (s *server) open(c net.Conn) {
	s.connsMu.Lock()
	defer s.connsMu.Unlock()
	s.conns = append(s.conns, c)
	if s.dead.Load() {
		_ = c.Close()
	}
}

// crashed has the process be dead for a while, and everybody lose their connection.
func (w *world) crashed(s *server) {
	if s != w.server || w.healed {
		return
	}
	w.fault("process killed")
	gone := time.Now()
	s.kill()
	for _, d := range w.people {
		d.lost()
	}
	w.clock.step.Store(0) // it is right when a process starts
	w.disk.crashed()
	w.after(w.between(10*time.Millisecond, 4*time.Second), func() {
		w.clock.down = append(w.clock.down, interval{gone, time.Now()})
		w.boot()
		for _, d := range w.people {
			w.after(w.upTo(3*time.Second), d.connect)
		}
	})
}

// drift is what the reconcilers of all lives counted.
func (w *world) drift() (n int) {
	for _, s := range w.lives {
		families, err := s.metrics.Gather()
		if err != nil {
			w.Fatal(err)
		}
		for _, f := range families {
			for _, m := range f.GetMetric() {
				if f.GetName() == "ringline_media_drift_total" {
					n += int(m.GetCounter().GetValue())
				}
			}
		}
	}
	return n
}

// up is whether a process runs.
func (w *world) up() bool { return !w.server.dead.Load() }

// alive is a sink of a process, as long as that lives.
type alive struct {
	s    *server
	sink outbox.Sink
}

func (a alive) Deliver(ch call.Change) {
	if !a.s.dead.Load() {
		a.sink.Deliver(ch)
	}
}

// outlet is where clients are told: a model of the sink of package realtime.
type outlet struct{ s *server }

// published is a change on its way to the devices.
type published struct {
	s      *server
	change call.Change
}

func (p published) compare(q published) int {
	return cmp.Or(cmp.Compare(p.change.To.App, q.change.To.App), strings.Compare(string(p.change.To.ID), string(q.change.To.ID)),
		cmp.Compare(p.change.To.Version, q.change.To.Version))
}

func (o outlet) Deliver(ch call.Change) {
	s, w := o.s, o.s.w
	s.toldMu.Lock()
	last, known := s.told[ch.To.Ref()]
	s.told[ch.To.Ref()] = ch.To.Version
	s.toldMu.Unlock()
	if known && ch.To.Version != last+1 { // in their order, each of them, also after a commit in doubt
		w.fail(6, "sinks heard version %d of %s after version %d", ch.To.Version, ch.To.ID, last)
	}
	w.inbox.mu.Lock()
	defer w.inbox.mu.Unlock()
	w.inbox.published = append(w.inbox.published, published{s, ch})
	w.wake()
}
