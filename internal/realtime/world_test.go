package realtime

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	sdk "github.com/centrifugal/centrifuge-go"
	"github.com/prometheus/client_golang/prometheus"
	"go.uber.org/goleak"

	"ringline/internal/auth"
	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/store/memory"
	"ringline/internal/tenant"
)

// Nothing of ours outlives its test. The libraries let some goroutines run out by themselves, within seconds, or leave one behind (RPC).
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m,
		goleak.IgnoreAnyFunction("github.com/centrifugal/centrifuge/internal/dissolve.(*Dissolver).runWorker"),
		goleak.IgnoreAnyFunction("github.com/centrifugal/centrifuge-go.(*Client).sendAsync.func1"),
		goleak.IgnoreAnyFunction("github.com/centrifugal/centrifuge-go.(*Client).RPC.func1"))
}

// patience is how long a test waits for what should come at once.
const patience = 20 * time.Second

// world is a server with real parts: rules, control and memory store behind a node on a real socket.
type world struct {
	t     testing.TB
	apps  *tenant.Directory
	calls *control.Control
	node  *Node
	http  *httptest.Server
	stop  func() // stops the node and waits

	metrics *prometheus.Registry
}

// metric is the value of a counter or gauge that has the given label value, or how much a histogram has counted.
func (w *world) metric(name, label string) float64 {
	w.t.Helper()
	families, err := w.metrics.Gather()
	if err != nil {
		w.t.Fatal(err)
	}
	for _, f := range families {
		if f.GetName() != name {
			continue
		}
		for _, m := range f.GetMetric() {
			if len(m.GetLabel()) == 0 && label == "" || len(m.GetLabel()) > 0 && m.GetLabel()[0].GetValue() == label {
				return m.GetCounter().GetValue() + m.GetGauge().GetValue() + float64(m.GetHistogram().GetSampleCount())
			}
		}
	}
	return 0
}

// quick is a configuration that makes leases short enough to wait for.
func quick() Config {
	c := Default()
	c.Ping, c.Pong, c.Command, c.Lease = time.Second, 500*time.Millisecond, 400*time.Millisecond, 3*time.Second
	return c
}

func newWorld(t testing.TB, config Config) *world {
	return newWorldOver(t, config, memory.New())
}

func newWorldOver(t testing.TB, config Config, store *memory.Store) *world {
	t.Helper()
	w := &world{t: t, apps: testApps(t), metrics: prometheus.NewRegistry()}
	sink := &sinks{}
	now := control.SteadyClock()
	w.calls = control.New(control.Options{Store: store, Apps: w.apps, Sink: sink, Now: now})
	var err error
	w.node, err = New(Options{
		Config: config, Calls: w.calls, Apps: w.apps, Sigs: auth.NewVerifier(time.Now), Tickets: tickets{},
		Profiles: store, Records: store, Reports: written{store}, Now: now, Metrics: w.metrics,
	})
	if err != nil {
		t.Fatal(err)
	}
	sink.Sink = w.node
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	for _, run := range []func(context.Context) error{w.calls.Run, w.node.Run} {
		running.Go(func() {
			if err := run(ctx); err != nil {
				t.Error(err)
			}
		})
	}
	w.http = httptest.NewServer(w.node)
	w.stop = sync.OnceFunc(func() {
		cancel()
		running.Wait()
		w.http.Close()
	})
	t.Cleanup(w.stop)
	eventually(t, "the node runs", w.node.sockets.open)
	return w
}

// eventually waits for what a test cannot be told of.
func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	late := time.NewTimer(patience)
	defer late.Stop()
	for !holds() {
		select {
		case <-tick.C:
		case <-late.C:
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

func (w *world) sig(app int64, user call.UserID, ttl time.Duration) string {
	return auth.Sign(w.apps.App(app), user, time.Now(), ttl)
}

// client is a device with the real SDK and the documented reducer.
type client struct {
	t    testing.TB
	user call.UserID
	dev  call.DeviceID
	sdk  *sdk.Client
	wire *wire

	mu       sync.Mutex
	changed  chan struct{} // closed, and made anew, whenever something below changes
	login    *loginReply   // of the latest connect; nil while there is none
	logins   int
	lost     int  // how often it has been without a connection, also before the first
	told     int  // to sync
	recover  bool // the latest connect brought back what was missed
	calls    map[call.ID]*callMessage
	outcomes []string // of the reducer
	online   map[call.UserID]bool
	gone     *sdk.DisconnectedEvent // for good
	dropped  uint32                 // code of the latest connection that ended, and the SDK tries again
	failed   error                  // the latest connect error
}

type clientOptions struct {
	protobuf bool
	token    string
	getToken func() (string, error)
	app      int64
}

// device connects a device of a user and waits until it has synced.
func (w *world) device(user call.UserID, id call.DeviceID, with ...func(*clientOptions)) *client {
	w.t.Helper()
	c := w.dial(user, id, with...)
	c.await("connected", func() bool { return c.login != nil })
	return c
}

func inApp(app int64) func(*clientOptions) { return func(o *clientOptions) { o.app = app } }
func protobuf(o *clientOptions)            { o.protobuf = true }
func token(sig string) func(*clientOptions) {
	return func(o *clientOptions) { o.token = sig }
}

// dial begins to connect a device.
func (w *world) dial(user call.UserID, id call.DeviceID, with ...func(*clientOptions)) *client {
	w.t.Helper()
	o := clientOptions{app: app1}
	for _, f := range with {
		f(&o)
	}
	if o.token == "" {
		o.token = w.sig(o.app, user, time.Hour)
	}
	c := &client{
		t: w.t, user: user, dev: id, wire: &wire{open: make(chan struct{}), over: make(chan struct{})},
		changed: make(chan struct{}), calls: map[call.ID]*callMessage{}, online: map[call.UserID]bool{},
	}
	c.wire.set(true)
	config := sdk.Config{
		Token: o.token,
		Data:  encode(loginData{App: o.app, User: user, Device: id, Platform: "linux"}),
		NetDialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			return c.wire.dial(ctx, network, addr)
		},
		HandshakeTimeout: patience, ReadTimeout: patience,
	}
	if o.getToken != nil {
		config.GetToken = func(sdk.ConnectionTokenEvent) (string, error) { return o.getToken() }
	}
	url := "ws" + strings.TrimPrefix(w.http.URL, "http") + "/connection/websocket"
	if o.protobuf {
		c.sdk = sdk.NewProtobufClient(url, config)
	} else {
		c.sdk = sdk.NewJsonClient(url, config)
	}
	c.sdk.OnConnected(func(e sdk.ConnectedEvent) {
		var login loginReply
		if err := json.Unmarshal(e.Data, &login); err != nil {
			w.t.Errorf("connect reply %s: %v", e.Data, err)
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		go c.sync(&login, c.lost) // an RPC cannot be waited for in a callback
	})
	c.sdk.OnSubscribed(func(e sdk.ServerSubscribedEvent) {
		if e.Recoverable { // the presence channel is not
			c.change(func() { c.recover = e.Recovered })
		}
	})
	c.sdk.OnPublication(func(e sdk.ServerPublicationEvent) { c.hear(e.Data) })
	c.sdk.OnConnecting(func(e sdk.ConnectingEvent) {
		c.change(func() {
			c.login, c.dropped = nil, e.Code
			c.lost++
		})
	})
	c.sdk.OnDisconnected(func(e sdk.DisconnectedEvent) {
		c.change(func() {
			c.login, c.gone = nil, &e
			c.lost++
		})
	})
	c.sdk.OnError(func(e sdk.ErrorEvent) { c.change(func() { c.failed = e.Error }) })
	w.t.Cleanup(c.close)
	_ = c.sdk.Connect() // a first failure is retried, and shows in failed
	return c
}

func (c *client) close() {
	c.sdk.Close()
	c.wire.end()
}

// sync is what every client does after each connect, and when it is told to (login is nil then), again until it is answered. The answer
// may be late: that of a connection which is lost is no login.
func (c *client) sync(login *loginReply, lost int) {
	var out syncAnswer
	for c.rpc("call.sync", nil, &out) != 0 { // a busy machine does not answer in time
		if c.sdk.State() != sdk.StateConnected {
			return
		}
	}
	var over []call.ID
	c.change(func() {
		for _, m := range out.Calls {
			c.take(m)
		}
		for id, mine := range c.calls {
			if mine.End == nil && !slices.ContainsFunc(out.Calls, func(m *callMessage) bool { return m.ID == id }) {
				over = append(over, id)
			}
		}
		if login != nil && c.login == nil && c.lost == lost {
			c.login = login
			c.logins++
		}
	})
	for _, id := range over {
		var how answer
		if c.rpc("call.get", callData{id}, &how) == 0 {
			c.change(func() { c.take(how.Call) })
		}
	}
}

func (c *client) hear(data []byte) {
	var p publication
	if err := json.Unmarshal(data, &p); err != nil {
		c.t.Errorf("publication %s: %v", data, err)
	}
	c.change(func() {
		switch {
		case p.Call != nil:
			c.take(p.Call)
		case p.Sync:
			c.told++
			go c.sync(nil, c.lost)
		case p.Presence != nil:
			c.online[p.Presence.User] = p.Presence.Online
		}
	})
}

func (c *client) take(m *callMessage) {
	state, outcome := reduce(c.calls[m.ID], m)
	if state != nil {
		c.calls[m.ID] = state
	}
	c.outcomes = append(c.outcomes, outcome)
}

func (c *client) change(do func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	do()
	close(c.changed)
	c.changed = make(chan struct{})
}

// await waits until something is true of the client. holds is called with the client's lock held.
func (c *client) await(what string, holds func() bool) {
	c.t.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		c.mu.Lock()
		ok, changed := holds(), c.changed
		c.mu.Unlock()
		if ok {
			return
		}
		select {
		case <-changed:
		case <-late.C:
			c.mu.Lock()
			defer c.mu.Unlock()
			c.t.Fatalf("%s/%s waited in vain: %s; gone %+v, dropped %d, failed %v, calls %s", c.user, c.dev, what, c.gone, c.dropped, c.failed, encode(c.calls))
		}
	}
}

// leg waits until the client's own leg of a call is as it should be.
func (c *client) leg(id call.ID, what string, holds func(l legMessage, m *callMessage) bool) {
	c.t.Helper()
	c.await(what, func() bool {
		m := c.calls[id]
		if m == nil {
			return false
		}
		for _, l := range m.Legs {
			if l.User == c.user && holds(l, m) {
				return true
			}
		}
		return false
	})
}

func (c *client) rings(id call.ID) {
	c.t.Helper()
	c.leg(id, "it rings", func(l legMessage, m *callMessage) bool { return l.State == call.Ringing && m.End == nil })
}

func (c *client) ended(id call.ID, reason call.Reason) {
	c.t.Helper()
	c.await("the call ended as "+string(reason), func() bool {
		m := c.calls[id]
		return m != nil && m.End != nil && m.End.Reason == reason
	})
}

// rpc runs a command and returns the number of its refusal, or 0. 1 is the SDK's own failure.
func (c *client) rpc(method string, in, out any) uint32 {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	var data []byte
	if in != nil {
		data = encode(in)
	}
	var res sdk.RPCResult
	var err error
	told := make(chan struct{})
	go func() { // the SDK waits for ever if the connection breaks as it sends
		res, err = c.sdk.RPC(ctx, method, data)
		close(told)
	}()
	select {
	case <-told:
	case <-ctx.Done():
		return 1
	}
	var refused *sdk.Error
	switch {
	case errors.As(err, &refused):
		return refused.Code
	case err != nil:
		return 1
	case out == nil:
		return 0
	}
	if err := json.Unmarshal(res.Data, out); err != nil {
		c.t.Errorf("%s is answered %s: %v", method, res.Data, err)
	}
	return 0
}

// must runs a command that has to succeed and returns its answer.
func (c *client) must(method string, in any) answer {
	c.t.Helper()
	var out answer
	if code := c.rpc(method, in, &out); code != 0 {
		c.t.Fatalf("%s of %s/%s is told %d", method, c.user, c.dev, code)
	}
	return out
}

func (c *client) start(callees ...call.UserID) call.ID {
	c.t.Helper()
	return c.must("call.start", startData{Callees: callees, Media: call.Video}).Call.ID
}

func (c *client) code() uint32 {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.gone == nil {
		return 0
	}
	return c.gone.Code
}

// wire is a client's network. It can be cut, so that connections break and none comes about, or frozen,
// so that nothing arrives any more and nobody is told.
type wire struct {
	mu    sync.Mutex
	whole bool
	open  chan struct{} // closed while whole
	over  chan struct{} // closed at the end
	conns []*frozenConn
	to    string // where new connections lead; empty: where the client wants
}

func (w *wire) set(whole bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if whole && !w.whole {
		close(w.open)
	} else if !whole && w.whole {
		w.open = make(chan struct{})
	}
	w.whole = whole
}

func (w *wire) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	w.mu.Lock()
	open := w.open
	w.mu.Unlock()
	select {
	case <-open:
	case <-w.over:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	w.mu.Lock()
	if w.to != "" {
		addr = w.to
	}
	w.mu.Unlock()
	conn, err := (&net.Dialer{}).DialContext(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	c := &frozenConn{Conn: conn, ice: make(chan struct{}), closed: make(chan struct{})}
	w.mu.Lock()
	w.conns = append(w.conns, c)
	w.mu.Unlock()
	return c, nil
}

// cut breaks the connections, and mend lets new ones come about.
func (w *wire) cut() {
	w.set(false)
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.conns {
		_ = c.Close()
	}
}

// end is a cut for good, through the ice.
func (w *wire) end() {
	w.cut()
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.conns {
		_ = c.Conn.Close()
	}
	select {
	case <-w.over:
	default:
		close(w.over)
	}
}

func (w *wire) mend() { w.set(true) }

// lead has new connections lead to another server.
func (w *wire) lead(to *world) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.to = strings.TrimPrefix(to.http.URL, "http://")
}

// freeze makes the network swallow everything, now and for new connections.
func (w *wire) freeze() {
	w.set(false)
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.conns {
		c.freeze()
	}
}

type frozenConn struct {
	net.Conn
	ice       chan struct{}
	freezing  sync.Once
	closed    chan struct{}
	closeOnce sync.Once
}

func (c *frozenConn) freeze() { c.freezing.Do(func() { close(c.ice) }) }

func (c *frozenConn) isFrozen() bool {
	select {
	case <-c.ice:
		return true
	default:
		return false
	}
}

func (c *frozenConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if c.isFrozen() {
		<-c.closed
		return 0, net.ErrClosed
	}
	return n, err
}

func (c *frozenConn) Write(b []byte) (int, error) {
	if c.isFrozen() {
		return len(b), nil
	}
	return c.Conn.Write(b)
}

// Close of a frozen connection tells the server nothing until the test is over.
func (c *frozenConn) Close() error {
	c.closeOnce.Do(func() { close(c.closed) })
	if c.isFrozen() {
		return nil
	}
	return c.Conn.Close()
}
