package test

import (
	"context"
	"fmt"
	"net"
	"strings"
	"testing"

	"github.com/centrifugal/centrifuge-go"

	"ringline/client"
	"ringline/internal/admin"
	"ringline/internal/call"
	"ringline/internal/process"
	"ringline/internal/tenant"
)

const limitsConfig = `
log: {level: error}
http: {max_connections: 40}
realtime: {devices: 2, rate: 5, burst: 10, frame_bytes: 16384}
`

// The apps of the limits, each with one that it reaches before the others.
var (
	fewAtOnce = tenant.Settings{RequestsPerSecond: 5}
	fewInAll  = tenant.Settings{RequestsPerSecond: 1_000_000, TotalRequests: 5}
	smallCall = tenant.Settings{RequestsPerSecond: 1_000_000, MaxMembers: 3, MaxCallees: 2, MultiDevice: true}
)

// limits is a server with small limits, and what was granted by it.
type limits struct {
	*process.Server
	t       *testing.T
	data    string
	granted map[call.ID]bool
}

// TestLimits: who goes over a limit is told which, by its typed error, and nothing is half made (P20). How soon that is said is measured
// by `bench levels`. Two limits are not reached from here: the store's queue (store/sqlite.TestQueueFull, control.TestOverloadIsCalledThat)
// and that of each token (httpapi/v1.TestRate). A flood of calls and one of connections have tests of their own (TestOverload,
// TestNoDescriptors).
func TestLimits(t *testing.T) {
	l := &limits{t: t, data: t.TempDir(), granted: map[call.ID]bool{}}
	l.Server = launch(t, process.Options{
		Data: l.data, Config: limitsConfig, Apps: func(ctx context.Context, apps *admin.Admin) error {
			for i, s := range []tenant.Settings{fewAtOnce, fewInAll, smallCall} {
				app := limitsApp(i)
				if _, _, err := apps.CreateApp(ctx, admin.By{Name: "test"}, admin.Spec{ID: app.ID, Secret: app.Secrets[0], Settings: s}); err != nil {
					return err
				}
			}
			return nil
		},
	})
	for _, over := range []struct {
		limit  string
		says   string
		goOver func() string // goes over it and returns what is said, empty while nothing is
	}{
		{"requests of a command per second", "60007", func() string { return l.start(0, "busy") }},
		{"requests of an app per second", "60011", func() string { return l.start(1, "busy") }},
		{"users asked by a back end", "101002", func() string { return l.start(2, "a", "b", "c") }},
		{"size of a back end's request", "60003", func() string { return l.start(2, call.UserID(strings.Repeat("x", 1<<20))) }},
		{"size of a management request", "too_large", l.longName},
		{"users asked by a user", "1001", func() string {
			return l.rpc("ann", "call.start", object{"callees": []string{"b", "c", "d"}, "media": "audio"})
		}},
		{"members of a call", "1010", l.crowded},
		{"commands of a connection", "111", func() string { return l.rpc("dan", "call.sync", object{}) }},
		{"size of a command", "disconnected 3", func() string { return l.rpc("eve", "call.start", object{"data": strings.Repeat("x", 20_000)}) }},
		{"devices of a user", "disconnected 3504", l.thirdDevice},
		{"connections", "503 Service Unavailable", l.connections}, // the last: they stay open
	} {
		t.Run(over.limit, func(t *testing.T) {
			l.t = t
			said := ""
			for range 200 {
				if said = over.goOver(); said != "" {
					break
				}
			}
			if !strings.HasPrefix(said, over.says) {
				t.Errorf("over the limit of %s is said %q, want %q", over.limit, said, over.says)
			}
		})
	}
	l.t = t
	if err := l.Stop(); err != nil {
		t.Error(err)
	}
	for _, c := range readHistory(t, l.data).Calls {
		if !l.granted[c.ID] {
			t.Errorf("P20: call %s of app %d was made and not granted", c.ID, c.App)
		}
		delete(l.granted, c.ID)
	}
	if len(l.granted) > 0 {
		t.Errorf("P9: %d calls were granted and are not there", len(l.granted))
	}
}

func limitsApp(n int) *tenant.App {
	return &tenant.App{ID: 1400000100 + int64(n), Secrets: []tenant.Secret{"the-secret-of-the-limits-test"}}
}

// start has a back end start a call.
func (l *limits) start(app int, callees ...call.UserID) string {
	r, err := newAPI(l.URL, limitsApp(app)).do(l.t.Context(), "start_call_by_robot", start(callees...))
	switch {
	case err != nil:
		l.t.Fatal(err)
	case r.ErrorCode != 0:
		return fmt.Sprint(r.ErrorCode, " ", r.ErrorInfo)
	}
	l.granted[r.Response.CallId] = true
	return ""
}

// longName makes an app whose name alone is longer than a request may be.
func (l *limits) longName() string {
	_, err := client.Local(l.data).CreateApp(l.t.Context(), client.CreateApp{Name: strings.Repeat("x", 300<<10)})
	return string(client.CodeOf(err))
}

// rpc has a user's device send a command, until that is refused or its connection cut.
func (l *limits) rpc(user call.UserID, method string, data object) string {
	d := login(l.t, l.URL, limitsApp(2), user, "d1")
	defer d.Close()
	cut := make(chan uint32, 8)
	note := func(code uint32) {
		select {
		case cut <- code:
		default:
		}
	}
	d.OnDisconnected(func(e centrifuge.DisconnectedEvent) { note(e.Code) })
	d.OnConnecting(func(e centrifuge.ConnectingEvent) { note(e.Code) })
	for range 200 {
		answer, err := d.do(l.t.Context(), method, data)
		if err == nil {
			if answer.Call.ID != "" {
				l.granted[answer.Call.ID] = true
			}
			continue
		}
		if code := refused(err); code != 0 {
			return fmt.Sprint(code)
		}
		return fmt.Sprint("disconnected ", <-cut)
	}
	return ""
}

// crowded has somebody ask one more into a call that is full.
func (l *limits) crowded() string {
	fay := login(l.t, l.URL, limitsApp(2), "fay", "d1")
	defer fay.Close()
	id := fay.must(l.t, "call.start", object{"callees": []string{"f1", "f2"}, "media": "audio"}).Call.ID
	l.granted[id] = true
	_, err := fay.do(l.t.Context(), "call.invite", object{"call": id, "users": []string{"f3"}})
	return fmt.Sprint(refused(err))
}

// thirdDevice logs one in more than a user may have.
func (l *limits) thirdDevice() string {
	for _, name := range []call.DeviceID{"d1", "d2"} {
		defer login(l.t, l.URL, limitsApp(2), "gus", name).Close()
	}
	d := newDevice(l.t, l.URL, limitsApp(2), "gus", "d3")
	defer d.Close()
	said := make(chan string, 1)
	d.OnDisconnected(func(e centrifuge.DisconnectedEvent) {
		select {
		case said <- fmt.Sprint("disconnected ", e.Code):
		default:
		}
	})
	d.OnConnected(func(centrifuge.ConnectedEvent) { said <- "let in" })
	if err := d.Connect(); err != nil {
		l.t.Fatal(err)
	}
	return <-said
}

// connections opens one, and keeps it until the test ends.
func (l *limits) connections() string {
	conn, err := net.DialTimeout("tcp", strings.TrimPrefix(l.URL, "http://"), soon)
	if err != nil {
		l.t.Fatal(err)
	}
	l.t.Cleanup(func() { conn.Close() })
	text, err := hello(conn)
	if err != nil {
		l.t.Fatal(err)
	}
	line, _, _ := strings.Cut(strings.TrimPrefix(text, "HTTP/1.1 "), "\r\n")
	if line == "200 OK" {
		return ""
	}
	return line
}
