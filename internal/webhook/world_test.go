package webhook_test

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"ringline/internal/audit"
	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/dialect"
	"ringline/internal/outbox"
	"ringline/internal/store/memory"
	"ringline/internal/tenant"
	"ringline/internal/webhook"
	"ringline/internal/webhook/hooktest"
)

// The apps of the tests, each with a receiver of its own: number n at 8.8.0.n.
const app, otherApp call.AppID = 1400000001, 1400000002

// world is calls, a queue and receivers on a virtual clock, joined by pipes.
type world struct {
	duties webhook.Duties // of the next queue; nil: it is alone
	slots  int            // of the next queue; 0 is 20
	testing.TB
	store   *flaky
	control *control.Control
	queue   *webhook.Queue
	nodes   []*node // instead of queue, where there are several
	apps    *apps
	metrics *prometheus.Registry
	logged  bytes.Buffer
	nets    map[string]*receiver // by address
	stop    func()               // the queue
	callers int

	mu  sync.Mutex
	log []audit.Commit
}

// inWorld runs f on a clock of its own.
func inWorld(t *testing.T, f func(w *world)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := &world{TB: t, store: &flaky{Store: memory.New()}, nets: map[string]*receiver{}}
		w.apps = &apps{all: map[int64]*tenant.App{}}
		for i, id := range []call.AppID{app, otherApp} {
			address := fmt.Sprintf("8.8.0.%d:80", i+1)
			w.apps.set(id, &tenant.Webhook{URL: "http://" + address + "/hook?token=t0ken", Events: dialect.Webhooks()})
			w.nets[address] = newReceiver(t, id)
		}
		ctx, end := context.WithCancel(t.Context())
		relay := outbox.NewRelay()
		w.control = control.New(control.Options{
			Store: w.store, Apps: w.apps, Hooks: webhook.V4{}, Sink: relay, Now: time.Now,
		})
		relay.Attach(w)
		var group sync.WaitGroup
		group.Go(func() { w.must(relay.Run(ctx)) })
		group.Go(func() { w.must(w.control.Run(ctx)) })
		w.begin()
		defer func() {
			end()
			group.Wait()
			w.stop()
			for _, r := range w.nets {
				r.server.Close()
			}
			synctest.Wait()
		}()
		f(w)
	})
}

// begin starts a queue, the first or one after another.
func (w *world) begin() {
	w.metrics = prometheus.NewRegistry()
	config := webhook.Default()
	config.Requests = cmp.Or(w.slots, 20)
	queue, err := webhook.New(webhook.Options{
		Duties: w.duties, Store: w.store, Apps: w.apps, Config: config, Now: time.Now, Node: "n1", Dial: w.dial, Random: func() float64 { return 0.5 },
		Log: slog.New(slog.NewTextHandler(&w.logged, nil)), Metrics: w.metrics,
	})
	w.must(err)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	w.mu.Lock()
	w.queue, w.stop = queue, func() { cancel(); <-done }
	w.mu.Unlock()
	go func() { // it hears of everything from its first moment on
		defer close(done)
		w.must(queue.Run(ctx))
	}()
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Error(err)
	}
}

// Deliver keeps the history, and hands on to the queue of the moment.
func (w *world) Deliver(ch call.Change) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.log = append(w.log, audit.Commit{Call: ch.To.Ref(), Entry: control.Entry{
		Version: ch.To.Version, Rule: ch.Rule, Origin: ch.Origin, Events: slices.Clone(ch.Events),
	}})
	if w.nodes != nil {
		w.share(ch)
		return
	}
	w.queue.Deliver(ch)
}

func (w *world) dial(ctx context.Context, _, address string) (net.Conn, error) {
	r := w.nets[address]
	if r == nil {
		return nil, errors.New("no route to host")
	}
	return r.dial(ctx)
}

func on(user call.UserID) call.Actor {
	return call.Actor{Kind: call.ByUser, User: user, Device: "phone", From: call.Origin{IP: "192.0.2.1", Platform: "web"}}
}

var admin = call.Actor{Kind: call.ByAdmin, User: "administrator", From: call.Origin{IP: "203.0.113.9", Platform: call.FromAPI}}

func (w *world) do(ref call.Ref, cmd call.Command) {
	w.Helper()
	if _, err := w.control.Do(w.Context(), ref, cmd, call.Request{}); err != nil {
		w.Fatalf("%s: %v", cmd.Rule(), err)
	}
}

// start begins a call between people whom nobody else calls.
func (w *world) start(app call.AppID) call.Ref {
	w.Helper()
	w.callers++
	name := func(s string) call.UserID { return call.UserID(fmt.Sprintf("%s-%d", s, w.callers)) }
	c, err := w.control.Start(w.Context(), call.Start{App: app, By: on(name("ann")), Callees: []call.UserID{name("bob")}, Media: call.Audio}, call.Request{})
	if err != nil {
		w.Fatal(err)
	}
	return c.Ref()
}

// call is one with five messages: start, answer, hang-up, end, of which two are of one change.
func (w *world) call(app call.AppID) call.Ref {
	w.Helper()
	ref := w.start(app)
	w.do(ref, call.Accept{By: on(call.UserID(fmt.Sprintf("bob-%d", w.callers)))})
	w.do(ref, call.Hangup{By: on(call.UserID(fmt.Sprintf("ann-%d", w.callers)))})
	return ref
}

// calls are several at a time, one ended by the app, one whose callee does not answer.
func (w *world) calls(app call.AppID, n int) {
	w.Helper()
	for range n {
		w.call(app)
	}
	w.do(w.start(app), call.EndCall{By: admin})
	w.start(app)
}

// pass lets time pass and everybody act.
func (w *world) pass(d time.Duration) {
	time.Sleep(d) // on the world's own clock
	synctest.Wait()
}

// check holds what receivers took against the history (P6): the same set, in order per call, byte for byte.
func (w *world) check() {
	w.Helper()
	w.mu.Lock()
	h := audit.History{Log: slices.Clone(w.log), Hooks: map[call.AppID][]string{}}
	w.mu.Unlock()
	for i := range h.Log {
		if c := h.Log[i]; c.Version == 1 {
			now, err := w.store.Load(w.Context(), c.Call)
			w.must(err)
			h.Calls = append(h.Calls, now)
		}
	}
	for _, r := range w.nets {
		h.Hooks[r.app] = dialect.Webhooks()
		h.Heard = append(h.Heard, r.heard()...)
	}
	for i, b := range audit.Audit(h) {
		if i == 10 {
			w.Error("and more")
			break
		}
		w.Error(b)
	}
	if len(h.Heard) == 0 {
		w.Error("nobody heard anything")
	}
}

func (w *world) pending() (n int) {
	w.Helper()
	all, err := w.store.Backlogs(w.Context())
	w.must(err)
	for _, b := range all {
		n += b.Pending
	}
	return n
}

// settled is how many deliveries of an app have a state.
func (w *world) settled(app call.AppID, state webhook.State) int {
	w.Helper()
	list, err := w.store.Deliveries(w.Context(), webhook.Filter{App: app, State: state}, webhook.Position{}, 100_000)
	w.must(err)
	return len(list)
}

// metric reads a metric: its name, and the value of its label if it has one. Of a histogram it is the count.
func (w *world) metric(name string) float64 {
	w.Helper()
	name, label, _ := strings.Cut(name, " ")
	families, err := w.metrics.Gather()
	w.must(err)
	for _, f := range families {
		for _, m := range f.GetMetric() {
			if f.GetName() != name || len(m.GetLabel()) > 0 && m.GetLabel()[0].GetValue() != label {
				continue
			}
			return m.GetCounter().GetValue() + m.GetGauge().GetValue() + float64(m.GetHistogram().GetSampleCount())
		}
	}
	return -1
}

// apps is a directory that changes.
type apps struct {
	mu  sync.Mutex
	all map[int64]*tenant.App
}

func (a *apps) App(id int64) *tenant.App {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.all[id]
}

func (a *apps) set(id call.AppID, hook *tenant.Webhook) {
	a.change(id, func(app *tenant.App) { app.Webhook = hook })
}

func (a *apps) change(id call.AppID, f func(*tenant.App)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	next := tenant.App{ID: int64(id), Secrets: []tenant.Secret{"s"}}.WithDefaults()
	if was := a.all[int64(id)]; was != nil {
		next = *was
	}
	f(&next)
	a.all[int64(id)] = &next
}

// flaky is a store that fails when it is told to.
type flaky struct {
	*memory.Store
	mu   sync.Mutex
	down bool // reads and settling
	full bool // settling alone
	slow bool // does not say what there is to send

	onRead func() // called before it says what a call has to send
}

func (f *flaky) set(down, full bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.down, f.full = down, full
}

func (f *flaky) fails(writing bool) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.down || f.full && writing {
		return call.ErrUnavailable
	}
	return nil
}

// unlisted has it not say for a while what there is to send.
func (f *flaky) unlisted(slow bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.slow = slow
}

func (f *flaky) Backlogs(ctx context.Context) ([]webhook.Backlog, error) {
	f.mu.Lock()
	slow := f.slow
	f.mu.Unlock()
	if slow {
		return nil, call.ErrUnavailable
	}
	return f.Store.Backlogs(ctx)
}

func (f *flaky) NextDeliveries(ctx context.Context, ref call.Ref, limit int) ([]webhook.Delivery, error) {
	if err := f.fails(false); err != nil {
		return nil, err
	}
	list, err := f.Store.NextDeliveries(ctx, ref, limit)
	if f.onRead != nil {
		f.onRead()
	}
	return list, err
}

func (f *flaky) PendingDeliveries(ctx context.Context, app call.AppID, behind webhook.Position, limit int) ([]webhook.Position, error) {
	if err := f.fails(false); err != nil {
		return nil, err
	}
	return f.Store.PendingDeliveries(ctx, app, behind, limit)
}

func (f *flaky) PostponedDeliveries(ctx context.Context, app call.AppID, limit int) ([]webhook.Postponed, error) {
	if err := f.fails(false); err != nil {
		return nil, err
	}
	return f.Store.PostponedDeliveries(ctx, app, limit)
}

func (f *flaky) SettleDelivery(ctx context.Context, d *webhook.Delivery, state webhook.State, due, now time.Time) error {
	if err := f.fails(true); err != nil {
		return err
	}
	return f.Store.SettleDelivery(ctx, d, state, due, now)
}

// receiver is an app's back end behind a pipe.
type receiver struct {
	app    call.AppID
	server *hooktest.Server

	mu     sync.Mutex
	behave behaviour
	asked  []*asked
	open   int
	most   int // requests at once
}

// asked is a request that arrived.
type asked struct {
	at     time.Time
	header http.Header
	url    string
	body   string
	took   bool
}

// behaviour answers a request and says whether it took the message. A nil one takes everything.
type behaviour struct {
	dial   func() error // nil lets everybody connect
	answer func(w http.ResponseWriter, r *http.Request, body string) (took bool)
}

func newReceiver(t testing.TB, app call.AppID) *receiver {
	r := &receiver{app: app}
	r.server = hooktest.Serve(t, r)
	return r
}

func (r *receiver) set(b behaviour) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.behave = b
}

// heard is what it took, in the order of arrival.
func (r *receiver) heard() (took []audit.Heard) {
	for _, q := range r.requests() {
		if q.took {
			took = append(took, audit.Heard{App: r.app, Body: q.body})
		}
	}
	return took
}

func (r *receiver) requests() (all []asked) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, q := range r.asked {
		all = append(all, *q)
	}
	return all
}

func (r *receiver) dial(ctx context.Context) (net.Conn, error) {
	r.mu.Lock()
	behave := r.behave
	r.mu.Unlock()
	if behave.dial != nil {
		if err := behave.dial(); err != nil {
			return nil, err
		}
	}
	return r.server.Dial(ctx)
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	body, err := io.ReadAll(q.Body)
	if err != nil {
		return
	}
	r.mu.Lock()
	behave := r.behave
	this := &asked{at: time.Now(), header: maps.Clone(q.Header), url: q.URL.String(), body: string(body)}
	r.asked = append(r.asked, this)
	r.open++
	r.most = max(r.most, r.open)
	r.mu.Unlock()
	took := true
	if behave.answer != nil {
		took = behave.answer(w, q, string(body))
	} else {
		_, _ = io.WriteString(w, hooktest.Taken)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.open--
	this.took = took
}
