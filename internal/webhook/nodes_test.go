package webhook_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"ringline/internal/call"
	"ringline/internal/cluster"
	"ringline/internal/tenant"
	"ringline/internal/webhook"
)

// node is one of several on a store. Each of the world's changes is committed on one of them; the others hear of it, or do not.
type node struct {
	queue   *webhook.Queue
	members *cluster.Members
	store   *cut
	deaf    atomic.Bool // it hears nothing of the others
	dead    atomic.Bool // it commits nothing
	behind  atomic.Bool // it has not heard yet that apps have webhooks
	giving  func()      // called when it is about to give a duty back; nil: nothing is
	stop    func()
}

// cut is a store that a node may not reach, as far as nodes and duties go.
type cut struct {
	cluster.Store
	off  atomic.Bool
	owns atomic.Int64 // how often it was asked for duties
}

func (c *cut) Beat(ctx context.Context, me cluster.Node) ([]cluster.Node, time.Time, error) {
	if c.off.Load() {
		return nil, time.Time{}, errors.New("cut off")
	}
	return c.Store.Beat(ctx, me)
}

func (c *cut) Own(ctx context.Context, owner string, duties []string, d time.Duration) ([]string, error) {
	c.owns.Add(1)
	if c.off.Load() {
		return nil, errors.New("cut off")
	}
	return c.Store.Own(ctx, owner, duties, d)
}

// giver is a node's duties. It takes its time to give one back, as who has to wait for others to be renewed.
type giver struct {
	*cluster.Members
	node *node
}

func (g giver) Disown(ctx context.Context, duty string) {
	if g.node.giving != nil {
		g.node.giving()
	}
	g.Members.Disown(ctx, duty)
}

// view is what a node knows of the apps.
type view struct {
	*apps
	behind *atomic.Bool
}

func (v view) App(id int64) *tenant.App {
	a := v.apps.App(id)
	if a == nil || !v.behind.Load() {
		return a
	}
	old := *a
	old.Webhook = nil
	return &old
}

// several has n nodes send instead of one.
func (w *world) several(n int) {
	w.Helper()
	w.stop() // the one that the world began with
	w.stop = func() {}
	var nodes []*node
	for i := range n {
		one := &node{store: &cut{Store: w.store.Store}}
		var err error
		one.members, err = cluster.Join(w.Context(), cluster.Options{Store: one.store, Name: fmt.Sprintf("n%d", i)})
		w.must(err)
		config := webhook.Default()
		config.Requests = 20
		one.queue, err = webhook.New(webhook.Options{
			Store: w.store, Apps: view{w.apps, &one.behind}, Config: config, Now: time.Now, Node: one.members.Self().Name, Dial: w.dial, Duties: giver{one.members, one},
			Random: func() float64 { return 0.5 }, Log: slog.New(slog.NewTextHandler(&w.logged, nil)), Metrics: prometheus.NewRegistry(),
		})
		w.must(err)
		one.members.OnGone(func(string) { one.queue.Gone() })
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan error, 2)
		go func() { ended <- one.members.Run(ctx) }()
		sending, last := context.WithCancel(context.Background())
		go func() { ended <- one.queue.Run(sending) }()
		one.stop = func() {
			last()
			w.must(<-ended)
			cancel()
			w.must(<-ended)
		}
		before := w.stop
		w.stop = func() { before(); one.stop() }
		nodes = append(nodes, one)
	}
	w.mu.Lock()
	w.nodes = nodes
	w.mu.Unlock()
}

// share tells the nodes of a change. The lock is held.
func (w *world) share(ch call.Change) {
	at := rand.IntN(len(w.nodes))
	for w.nodes[at].dead.Load() {
		at = rand.IntN(len(w.nodes))
	}
	for i, n := range w.nodes {
		switch {
		case i == at:
			n.queue.Deliver(ch)
		case !n.deaf.Load():
			time.AfterFunc(rand.N(20*time.Millisecond), func() { n.queue.Heard(ch.To.Ref(), ch.To.Version) }) // later than what that node commits next
		}
	}
}

// TestNodes: P6 where each change of a call is committed on another node.
func TestNodes(t *testing.T) {
	inWorld(t, func(w *world) {
		w.several(3)
		for range 20 {
			w.calls(app, 10)
			w.calls(otherApp, 3)
			w.pass(300 * time.Millisecond)
		}
		w.pass(time.Minute)
		w.check()
		if n := w.pending(); n > 0 {
			t.Errorf("%d are pending", n)
		}
		owners := 0
		for _, n := range w.nodes {
			if n.members.Owns(fmt.Sprintf("webhooks of %d", app)) {
				owners++
			}
		}
		if owners > 1 {
			t.Errorf("%d nodes send", owners)
		}
		if n := w.twice(); n > 0 {
			t.Errorf("%d were sent more than once", n)
		}
	})
}

// twice counts the deliveries that were tried more than once.
func (w *world) twice() (n int) {
	w.Helper()
	for _, id := range []call.AppID{app, otherApp} {
		all, err := w.store.Deliveries(w.Context(), webhook.Filter{App: id}, webhook.Position{}, 100_000)
		w.must(err)
		for i := range all {
			if all[i].Tries > 1 {
				n++
			}
		}
	}
	return n
}

// TestDeafNodes: what a node does not hear of it finds.
func TestDeafNodes(t *testing.T) {
	inWorld(t, func(w *world) {
		w.several(2)
		for _, n := range w.nodes {
			n.deaf.Store(true)
		}
		for range 10 {
			w.calls(app, 5)
			w.pass(time.Second)
		}
		w.pass(40 * time.Second)
		for _, n := range w.nodes {
			n.queue.Look()
		}
		w.pass(40 * time.Second)
		w.check()
		if n := w.pending(); n > 0 {
			t.Errorf("%d are pending", n)
		}
	})
}

// TestNodeIsCutOff: another node goes on within seconds, in order, and the one that cannot say that it lives stops by itself.
func TestNodeIsCutOff(t *testing.T) {
	inWorld(t, func(w *world) {
		w.several(3)
		duty := fmt.Sprintf("webhooks of %d", app)
		for range 6 {
			w.calls(app, 10)
			w.pass(100 * time.Millisecond)
			for _, n := range w.nodes {
				if n.members.Owns(duty) {
					n.store.off.Store(true)
					n.deaf.Store(true)
					n.dead.Store(true)
					time.AfterFunc(20*time.Second, func() {
						n.store.off.Store(false)
						n.deaf.Store(false)
						n.dead.Store(false)
					})
				}
			}
			w.calls(app, 10)
			w.pass(10 * time.Second)
			if n := w.pending(); n > 0 {
				t.Errorf("%d are pending", n)
			}
			w.pass(30 * time.Second)
		}
		w.check()
	})
}

// TestAppOfNobody: what a dead node left of an app that no other one ever had to do with is sent by another.
func TestAppOfNobody(t *testing.T) {
	inWorld(t, func(w *world) {
		w.several(2)
		w.apps.change(app, func(a *tenant.App) { a.Disabled = true }) // nothing is sent
		w.nodes[0].dead.Store(true)
		w.call(app)
		w.pass(time.Second)
		w.nodes[1].store.off.Store(true)
		w.pass(10 * time.Second)
		w.apps.change(app, func(a *tenant.App) { a.Disabled = false })
		w.pass(time.Minute)
		w.check()
		if n := w.pending(); n > 0 {
			t.Errorf("%d are pending", n)
		}
	})
}

// TestNodeIsBehind: P6. A node that has not heard yet that an app has a webhook does not give up what one that knew it left.
func TestNodeIsBehind(t *testing.T) {
	inWorld(t, func(w *world) {
		w.several(2)
		w.nodes[1].dead.Store(true)
		w.nodes[1].behind.Store(true)
		w.nodes[0].store.off.Store(true) // it may not send what it commits
		w.pass(10 * time.Second)
		w.call(app)
		w.pass(30 * time.Second)
		w.nodes[1].behind.Store(false)
		w.pass(2 * time.Minute)
		w.check()
		all, err := w.store.Deliveries(w.Context(), webhook.Filter{App: app}, webhook.Position{}, 1000)
		w.must(err)
		for i := range all {
			if all[i].State != webhook.Delivered {
				t.Errorf("a message is %s", all[i].State)
			}
		}
	})
}

// What a node sends it reads once, and not at all if it heard of it whole; who has nothing to send does not ask again and again whether it may.
func TestNodesAskLittle(t *testing.T) {
	inWorld(t, func(w *world) {
		var reads atomic.Int64
		w.store.onRead = func() { reads.Add(1) }
		w.several(2)
		w.nodes[1].dead.Store(true) // commits nothing
		w.pass(time.Second)
		w.call(app)
		w.pass(5 * time.Second)
		reads.Store(0)
		for range 10 {
			w.call(app)
			w.pass(time.Second)
		}
		if n := reads.Load(); n > 0 {
			t.Errorf("%d reads for ten calls that the node that sends committed itself", n)
		}
		w.nodes[0].dead.Store(true)
		w.nodes[1].dead.Store(false)
		const changes = 3
		for range 10 {
			w.call(app)
			w.pass(time.Second)
		}
		if n := reads.Load(); n > 10*changes {
			t.Errorf("%d reads for ten calls of the other node, of %d changes each", n, changes)
		}
		w.pass(10 * time.Second)
		w.nodes[1].store.owns.Store(0)
		w.pass(30 * time.Second) // within a minute of the last message, so the other one has the duty
		if n := w.nodes[1].store.owns.Load(); n > 0 {
			t.Errorf("a node that has nothing to send asked %d times whether it may", n)
		}
		w.check()
		if n := w.pending(); n > 0 {
			t.Errorf("%d are pending", n)
		}
	})
}

// turns are whose turn it is, as the test says.
type turns struct{ mine atomic.Bool }

func (t *turns) Own(context.Context, string) (bool, error) { return t.mine.Load(), nil }
func (t *turns) Owns(string) bool                          { return t.mine.Load() }
func (t *turns) Disown(context.Context, string)            {}

// P6: who waits for a request to end, and loses the turn meanwhile, begins no other one: whose turn it is now does, and the two would get into
// each other's way.
func TestTurnIsLostWhileWaiting(t *testing.T) {
	inWorld(t, func(w *world) {
		mine := &turns{}
		mine.mine.Store(true)
		w.stop()
		w.duties, w.slots = mine, 1
		w.begin()
		r := w.nets["8.8.0.1:80"]
		let := make(chan struct{})
		r.set(behaviour{answer: func(rw http.ResponseWriter, _ *http.Request, _ string) bool {
			<-let
			_, _ = io.WriteString(rw, "{}")
			return true
		}})
		for range 3 {
			w.start(app)
		}
		w.pass(500 * time.Millisecond)
		if n := len(r.requests()); n != 1 {
			t.Errorf("%d requests have begun, want the one that there is a place for", n)
		}
		mine.mine.Store(false)
		close(let)
		w.pass(time.Second)
		if n := len(r.requests()); n != 1 {
			t.Errorf("%d requests, of which only the first was begun while it was its turn", n)
		}
		mine.mine.Store(true)
		w.pass(time.Minute)
		if n := w.pending(); n > 0 {
			t.Errorf("%d are pending when it has the turn again", n)
		}
		w.check()
	})
}

// P6: who loses the turn between the decision to send and the writing, as a process that stands still just then, sends nothing any more: another
// one has sent it since, and what comes after it.
func TestTurnIsLostBeforeWriting(t *testing.T) {
	inWorld(t, func(w *world) {
		mine := &turns{}
		mine.mine.Store(true)
		w.stop()
		w.duties = mine
		w.begin()
		r := w.nets["8.8.0.1:80"]
		r.set(behaviour{dial: func() error {
			mine.mine.Store(false)
			return nil
		}})
		w.start(app)
		w.pass(time.Second)
		if n := len(r.requests()); n > 0 {
			t.Errorf("%d requests were written", n)
		}
		r.set(behaviour{})
		mine.mine.Store(true)
		w.pass(time.Minute)
		if n := w.pending(); n > 0 {
			t.Errorf("%d are pending when it has the turn again", n)
		}
		if n := w.twice(); n > 0 {
			t.Errorf("%d count what was not written as a try", n)
		}
		w.check()
	})
}
