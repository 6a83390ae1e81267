package test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/centrifugal/centrifuge-go"
	"github.com/jackc/pgx/v5"

	"ringline/internal/audit"
	"ringline/internal/audit/history"
	"ringline/internal/call"
	"ringline/internal/dialect"
	"ringline/internal/process"
	"ringline/internal/redis/redistest"
	"ringline/internal/store/postgres/pgtest"
	"ringline/internal/tenant"
)

// nodesLease is how long a device keeps its place while its server is gone, or it is.
const nodesLease = 3 * time.Second

// nodes are servers on one database and one Redis.
type nodes struct {
	t        *testing.T
	app      *tenant.App
	database *pgtest.Server
	redis    *redistest.Server
	key      string // file with the key that they share
	backend  *backend
	hooks    string // where the app's messages go
}

func newNodes(t *testing.T) *nodes {
	t.Helper()
	n := &nodes{
		t: t, app: crowdApp(), database: pgtest.Own(t), redis: redistest.New(t),
		key: filepath.Join(t.TempDir(), "first", "master-key"),
	}
	n.backend = &backend{t: t, app: n.app, well: true}
	receiver := httptest.NewServer(n.backend)
	t.Cleanup(receiver.Close)
	n.hooks = receiver.URL
	return n
}

func (n *nodes) options(name string) process.Options {
	data := filepath.Dir(n.key)
	if name != "first" {
		data = n.t.TempDir()
	}
	return process.Options{Data: data, Store: n.database.URL("postgres"), Apps: crowdApps, Env: []string{
		"RINGLINE_REDIS_URL=" + n.redis.URL(), "RINGLINE_CLUSTER_NAME=" + name, "RINGLINE_CLUSTER_LISTEN=127.0.0.1:0",
		"RINGLINE_SECRETS_KEY_FILE=" + n.key, "RINGLINE_WEBHOOK_ALLOW_NETWORKS=127.0.0.0/8",
		"RINGLINE_REALTIME_PING=1s", "RINGLINE_REALTIME_PONG=900ms", "RINGLINE_REALTIME_COMMAND=800ms", "RINGLINE_REALTIME_LEASE=" + nodesLease.String(),
	}}
}

func (n *nodes) start(name string) *process.Server {
	n.t.Helper()
	return launch(n.t, n.options(name))
}

// subscribe has the back end told of everything.
func (n *nodes) subscribe(s *process.Server) {
	n.t.Helper()
	newAPI(s.URL, n.app).must(n.t, "set_callback", object{"Url": n.hooks + "/rtc?token=s%2Fcret", "CallbackCommandList": dialect.Webhooks()})
}

// audit holds everything that is in the database, and what the back end heard, against the promises. down are the times when the clock could
// not act in time.
func (n *nodes) audit(down ...audit.Interval) {
	n.t.Helper()
	h, err := history.ReadShared(n.t.Context(), n.database.URL("postgres"))
	if err != nil {
		n.t.Fatal(err)
	}
	n.backend.mu.Lock()
	defer n.backend.mu.Unlock()
	h.Hooks, h.Heard = map[call.AppID][]string{call.AppID(n.app.ID): dialect.Webhooks()}, n.backend.heard
	h.Down, h.Now = down, time.Now()
	by := map[string]int{}
	for i := range h.Log {
		by[h.Log[i].Node]++
	}
	n.t.Logf("%d calls, %d messages, changes by node: %v", len(h.Calls), len(h.Heard), by)
	for _, b := range audit.Audit(h) {
		n.t.Error(b)
	}
}

// said reports whether the back end heard of the end of a call.
func (n *nodes) said(id call.ID) bool {
	n.backend.mu.Lock()
	defer n.backend.mu.Unlock()
	return slices.ContainsFunc(n.backend.heard, func(h audit.Heard) bool {
		return strings.Contains(h.Body, string(id)) && strings.Contains(h.Body, "CallbackAfterEndCall")
	})
}

// keeps waits until a server has written down whose devices it keeps. What it has not when it dies is searched for, which takes longer
// (realtime.TestUnwrittenLeaseIsFound).
func (n *nodes) keeps(server string, users ...string) {
	n.t.Helper()
	conn, err := pgx.Connect(n.t.Context(), n.database.URL("postgres"))
	if err != nil {
		n.t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(n.t.Context())) }()
	eventually(n.t, "it is written down whom "+server+" keeps", func() bool {
		var there int
		err := conn.QueryRow(n.t.Context(), `SELECT count(*) FROM leases WHERE node = $1 AND "user" = ANY ($2)`, server, users).Scan(&there)
		return err == nil && there == len(users)
	})
}

// ringing starts a call and waits until it rings, on whichever node the callee is.
func ringing(t *testing.T, caller, callee *device, timeout time.Duration) call.ID {
	t.Helper()
	id := caller.must(t, "call.start", object{"callees": []call.UserID{callee.user}, "media": "audio", "timeout": timeout.Milliseconds()}).Call.ID
	callee.hears(t, id, "that it rings", rings(callee.user))
	return id
}

// talk is a call that was answered, and the caller knows.
func talk(t *testing.T, caller, callee *device) call.ID {
	t.Helper()
	id := ringing(t, caller, callee, time.Minute)
	callee.must(t, "call.accept", object{"call": id})
	caller.hears(t, id, "that it was answered", func(m *callMessage) bool { return m.AnsweredAt > 0 })
	return id
}

// TestNodes: two servers on one database ring each other's clients. When one is killed (P3, P9), what it had to act on the other does within
// five seconds, a device that comes back to the other is still in its call, one that does not is lost after its lease, and no message to the back end
// is lost or comes out of order (P6).
func TestNodes(t *testing.T) {
	n := newNodes(t)
	one := n.start("first")
	two := n.start("second")
	n.subscribe(one)
	eventually(t, "the other server knows of the back end", func() bool {
		r, err := newAPI(two.URL, n.app).do(t.Context(), "get_callback", object{})
		return err == nil && r.ErrorCode == 0
	})

	ann, bob := login(t, one.URL, n.app, "ann", "phone"), login(t, two.URL, n.app, "bob", "phone")
	there := talk(t, ann, bob)
	back := talk(t, login(t, two.URL, n.app, "cid", "phone"), login(t, one.URL, n.app, "dan", "phone"))
	bob.must(t, "call.hangup", object{"call": there})
	ann.hears(t, there, "that it is over", over)
	eventually(t, "P6: the back end hears of it", func() bool { return n.said(there) })

	stays := talk(t, ann, bob)
	eve := login(t, two.URL, n.app, "eve", "phone")
	lost := talk(t, login(t, one.URL, n.app, "fay", "phone"), eve)
	gus, hal := login(t, one.URL, n.app, "gus", "phone"), login(t, two.URL, n.app, "hal", "phone")
	rang := ringing(t, gus, hal, 3*time.Second)

	n.keeps("first", "ann", "dan", "fay")
	died := time.Now()
	if err := one.Kill(); err != nil {
		t.Fatal(err)
	}
	again := login(t, two.URL, n.app, "ann", "phone")
	var calls []callMessage
	if again.sync(t, &calls); len(calls) != 1 || calls[0].ID != stays {
		t.Errorf("P10: ann is told of %+v", calls)
	}
	login(t, two.URL, n.app, "dan", "phone")
	ended := hal.hears(t, rang, "P3: that nobody answered", over)
	if took := time.Since(died); took > 3*time.Second+5*time.Second {
		t.Errorf("P3: a call that rang for 3 s when its server died ended %v after that", took)
	}
	if ended.End.Result != call.ResultNoAnswer {
		t.Errorf("it ended with %+v", ended.End)
	}
	eve.hears(t, lost, "P3: that the one who did not come back is lost", over)
	if took := time.Since(died); took < nodesLease {
		t.Errorf("the device was given up %v after its server died", took)
	}
	for _, id := range []call.ID{lost, rang} {
		eventually(t, "P6: the back end hears of what the dead server had begun", func() bool { return n.said(id) })
	}
	for _, id := range []call.ID{stays, back} { // long after every lease
		if r := newAPI(two.URL, n.app).must(t, "get_call_info", object{"CallId": id}); len(r.Response.UserList) != 2 {
			t.Errorf("P3: in the call whose device came back are %+v", r.Response.UserList)
		}
	}
	again.must(t, "call.hangup", object{"call": stays})
	bob.hears(t, stays, "that it is over", over)
	eventually(t, "P6: the back end hears of it", func() bool { return n.said(stays) })
	n.audit(audit.Interval{From: died, To: time.Now()})
	if err := two.Stop(); err != nil {
		t.Error(err)
	}
}

// TestRollingRestart: P18. One server after the other is stopped and started anew while calls go on: clients are sent to the other one,
// and no call is lost.
func TestRollingRestart(t *testing.T) {
	n := newNodes(t)
	servers := map[string]*process.Server{"first": n.start("first"), "second": n.start("second")}
	n.subscribe(servers["first"])
	ann, bob := login(t, servers["first"].URL, n.app, "ann", "phone"), login(t, servers["second"].URL, n.app, "bob", "phone")
	id := talk(t, ann, bob)
	begun := time.Now()
	for _, name := range []string{"first", "second"} {
		other := map[string]string{"first": "second", "second": "first"}[name]
		unready := make(chan bool, 1)
		go func() { unready <- n.turnsUnready(servers[name].URL) }()
		if err := servers[name].Stop(); err != nil {
			t.Fatal(err)
		}
		if !<-unready {
			t.Errorf("%s answered that it is ready until it was gone", name)
		}
		for _, user := range []call.UserID{"ann", "bob"} { // as clients behind a balancer come back
			login(t, servers[other].URL, n.app, user, "phone")
		}
		servers[name] = n.start(name)
	}
	eventually(t, "every lease of before is over", func() bool { return time.Since(begun) > 3*nodesLease })
	for _, s := range servers {
		if r := newAPI(s.URL, n.app).must(t, "get_call_info", object{"CallId": id}); len(r.Response.UserList) != 2 {
			t.Errorf("P18: in the call are %+v", r.Response.UserList)
		}
	}
	newAPI(servers["first"].URL, n.app).must(t, "end_call", object{"CallId": id})
	eventually(t, "P6: the back end hears of it", func() bool { return n.said(id) })
	n.audit()
	for _, s := range servers {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	}
}

// turnsUnready waits until a server is gone, and reports whether it said before that it is not ready, and went on serving then: who is
// sent there before the balancer has noticed must not be refused.
func (n *nodes) turnsUnready(base string) (said bool) {
	for {
		response, err := http.Get(base + "/readyz")
		if err != nil {
			return said
		}
		_ = response.Body.Close()
		if response.StatusCode == http.StatusServiceUnavailable && !said {
			said = true
			r, err := newAPI(base, n.app).do(n.t.Context(), "start_call_by_robot", start("nobody"))
			if err != nil || r.ErrorCode != 0 {
				n.t.Errorf("P18: a call on a server that stops: %+v, %v", r, err)
				continue
			}
			n.end(base, r.Response.CallId)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// end ends a call.
func (n *nodes) end(base string, id call.ID) {
	if r, err := newAPI(base, n.app).do(n.t.Context(), "end_call", object{"CallId": id}); err != nil || r.ErrorCode != 0 {
		n.t.Errorf("end it there: %+v, %v", r, err)
	}
}

// TestDisabledEverywhere: an app that is disabled on one server is disabled on all, and its users are thrown out there.
func TestDisabledEverywhere(t *testing.T) {
	n := newNodes(t)
	n.start("first")
	two := n.start("second")
	ann := newDevice(t, two.URL, n.app, "ann", "phone")
	in, out := make(chan struct{}), make(chan uint32, 1)
	ann.OnConnected(func(centrifuge.ConnectedEvent) { close(in) })
	ann.OnDisconnected(func(e centrifuge.DisconnectedEvent) { out <- e.Code })
	if err := ann.Connect(); err != nil {
		t.Fatal(err)
	}
	<-in
	disable := exec.CommandContext(t.Context(), binary, "app", "disable", fmt.Sprint(n.app.ID), "--data", filepath.Dir(n.key))
	if text, err := disable.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	select {
	case <-out:
	case <-time.After(soon):
		t.Fatal("a user of a disabled app stays on the other server")
	}
	if r, err := newAPI(two.URL, n.app).do(t.Context(), "get_callback", object{}); err != nil || r.ErrorCode == 0 {
		t.Errorf("the other server answers the disabled app: %+v, %v", r, err)
	}
}

// TestNodesRefused: a server does not start where it could not work with the others, and says why.
func TestNodesRefused(t *testing.T) {
	n := newNodes(t)
	n.start("first")
	for _, c := range []struct {
		name, set, want string
	}{
		{"second", "RINGLINE_REDIS_URL=", "redis.url"},
		{"first", "", "cluster.name"},
	} {
		o := n.options(c.name)
		o.Binary, o.Data = binary, t.TempDir()
		o.Env = append(o.Env, c.set)
		ctx, cancel := context.WithCancel(t.Context())
		s, err := process.Start(ctx, o)
		if err == nil {
			t.Errorf("%v: it starts", c)
			_ = s.Kill()
		} else if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v", c, err)
		}
		cancel()
	}
	login(t, n.start("third").URL, n.app, "ann", "phone") // the refused are not in the way
}
