package test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"ringline/internal/admin"
	"ringline/internal/audit"
	"ringline/internal/call"
	"ringline/internal/dialect"
	"ringline/internal/process"
	"ringline/internal/tenant"
)

const (
	crowdBackEnds = 8 // back ends that start and end calls over HTTP
	crowdPhones   = 6 // people on real WebSockets
	crowdConfig   = crashConfig + `
webhook: {allow_networks: [127.0.0.0/8]}
`
)

// crowd is everybody who uses one server while it is treated badly: back ends, people with phones, and a receiver of webhooks that
// fails at times. Whatever they are told they write down, and at the end the auditor holds it all against the store.
type crowd struct {
	t       *testing.T
	fault   string // what the server goes through, for the story
	times   int    // how often it did
	app     *tenant.App
	options process.Options
	server  *process.Server
	backend *backend
	hooks   string // where it is reached
	diary   diary
	down    []audit.Interval // when the server could not act, through no fault of its own
	part    func()           // sends everybody home; returns when they are
}

// gather starts a server and lets everybody in. Nothing in options need be set.
func gather(t *testing.T, fault string, options process.Options) *crowd {
	t.Helper()
	c := &crowd{t: t, fault: fault, app: crowdApp(), options: options}
	if c.options.Data == "" {
		c.options.Data = t.TempDir()
	}
	if c.options.Config == "" {
		c.options.Config = crowdConfig
	}
	c.options.Listen, c.options.Apps = reserve(t), crowdApps
	c.backend = &backend{t: t, app: c.app}
	receiver := httptest.NewServer(c.backend)
	t.Cleanup(receiver.Close)
	c.hooks = receiver.URL
	c.server = launch(t, c.options)
	c.hooksTo(c.hooks)

	ctx, stop := context.WithCancel(t.Context())
	var people sync.WaitGroup
	for n := range crowdBackEnds {
		w := worker{api: newAPI(c.server.URL, c.app), diary: &c.diary, n: n}
		people.Go(func() {
			for ctx.Err() == nil { // at a pace that leaves the server time for the receiver
				w.call(context.WithoutCancel(ctx))
				w.lost++
				pause(ctx, time.Duration(rand.IntN(20))*time.Millisecond)
			}
		})
	}
	for n := range crowdPhones {
		p := &phone{device: newDevice(t, c.server.URL, c.app, person(n), "d1"), diary: &c.diary}
		people.Go(func() { p.live(ctx) })
	}
	c.part = sync.OnceFunc(func() {
		stop()
		people.Wait()
	})
	t.Cleanup(c.part)
	return c
}

// hooksTo has the app's messages sent to a receiver.
func (c *crowd) hooksTo(url string) {
	c.t.Helper()
	newAPI(c.server.URL, c.app).must(c.t, "set_callback", object{
		"Url": url + "/rtc?token=s%2Fcret", "CallbackCommandList": dialect.Webhooks(),
	})
}

func crowdApp() *tenant.App {
	return &tenant.App{ID: 1400000002, Secrets: []tenant.Secret{"the-secret-of-the-crash-test"}}
}

func crowdApps(ctx context.Context, apps *admin.Admin) error {
	app := crowdApp()
	_, _, err := apps.CreateApp(ctx, admin.By{Name: "test"}, admin.Spec{
		ID: app.ID, Secret: app.Secrets[0], Settings: tenant.Settings{RequestsPerSecond: 1_000_000, MultiDevice: true, WebhookRequests: 64},
	})
	if err != nil {
		return err
	}
	small := overloadApp()
	_, _, err = apps.CreateApp(ctx, admin.By{Name: "test"}, admin.Spec{
		ID: small.ID, Secret: small.Secrets[0], Settings: tenant.Settings{RequestsPerSecond: perSecond},
	})
	return err
}

// during lets something happen to the server. For that long its clock may be late.
func (c *crowd) during(happens func()) {
	from := time.Now()
	happens()
	c.times++
	c.down = append(c.down, audit.Interval{From: from, To: time.Now()})
}

// busy waits until the crowd has got something done, n more things told than before.
func (c *crowd) busy(n int) {
	c.t.Helper()
	before := c.diary.len()
	eventually(c.t, "the crowd gets something done", func() bool { return c.diary.len() >= before+n })
}

// everything waits until the crowd did a bit of all that it can.
func (c *crowd) everything() {
	c.t.Helper()
	rules := "'" + strings.Join(crowdRules, "', '") + "'"
	eventually(c.t, "everything was done once", func() bool {
		return countRows(c.t, c.options.Data, "SELECT count(DISTINCT rule) FROM changes WHERE rule IN ("+rules+")") == len(crowdRules)
	})
}

// crowdRules is what the crowd has to have done for a test to say anything.
var crowdRules = []string{"start", "end", "accept", "hangup", "ring_timeout"}

// end sends everybody home, waits until all calls and messages have come to their end, and has everything audited. It fails if too
// little happened for that to mean anything.
func (c *crowd) end() audit.History {
	c.t.Helper()
	c.everything()
	c.part()
	return c.over()
}

// over is end for those who have gone.
func (c *crowd) over() audit.History {
	c.t.Helper()
	t := c.t
	eventually(t, "every call comes to its end", func() bool { return len(liveCalls(t, c.options.Data)) == 0 })
	c.backend.recover()
	eventually(t, "every message is taken", func() bool { return unsent(t, c.options.Data) == 0 })
	if err := c.server.Stop(); err != nil {
		t.Error(err)
	}
	h := readHistory(t, c.options.Data)
	h.Hooks, h.Heard = map[call.AppID][]string{call.AppID(c.app.ID): dialect.Webhooks()}, c.backend.heard
	h.Told, h.Down, h.Now, h.Over = c.diary.told, c.down, time.Now(), true
	broken := audit.Audit(h)
	for _, b := range broken[:min(len(broken), 20)] {
		t.Error(b)
	}
	if len(broken) > 20 {
		t.Errorf("and %d more", len(broken)-20)
	}
	rules := map[string]int{}
	for i := range h.Log {
		rules[h.Log[i].Rule]++
	}
	sum := row{times: c.times, calls: len(h.Calls), changes: len(h.Log), messages: len(h.Heard), broken: len(broken)}
	t.Logf("%s %d times; %d calls, %d changes, %d things told, %d messages heard", c.fault, sum.times, sum.calls, sum.changes, len(h.Told), sum.messages)
	t.Logf("commands %v", rules)
	remember(c.fault, sum)
	for _, rule := range crowdRules {
		if rules[rule] == 0 {
			t.Errorf("nobody did %s: the test shows nothing about it", rule)
		}
	}
	told := 0 // calls of which the receiver hears
	for i := range h.Calls {
		if h.Calls[i].App == call.AppID(c.app.ID) {
			told++
		}
	}
	if sum.times == 0 || told < 20*sum.times || sum.messages < 2*told {
		t.Error("too little happened")
	}
	return h
}

// apart names somebody whom the crowd does not call.
func apart(name string, n int) call.UserID { return call.UserID(fmt.Sprintf("%s-%d", name, n)) }

// talk puts two people who are not of the crowd into a call, in which they stay.
func (c *crowd) talk(a, b *device) call.ID { return c.talkAgain(a, b, -1) }

// talkAgain is talk for those who did before: each time has a number.
func (c *crowd) talkAgain(a, b *device, n int) call.ID {
	c.t.Helper()
	id := a.must(c.t, "call.start", object{"request": fmt.Sprint("talk", n), "callees": []call.UserID{b.user}, "media": "audio"}).Call.ID
	b.hears(c.t, id, "the ring", rings(b.user))
	b.must(c.t, "call.accept", object{"request": fmt.Sprint("answer", n), "call": id})
	a.hears(c.t, id, "the answer", func(m *callMessage) bool {
		l := m.leg(b.user)
		return l != nil && l.State == call.Joined
	})
	return id
}
