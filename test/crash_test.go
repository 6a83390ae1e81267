package test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os/exec"
	"slices"
	"sync"
	"testing"
	"time"

	"ringline/client"
	"ringline/internal/admin"
	"ringline/internal/audit"
	"ringline/internal/call"
	"ringline/internal/process"
	"ringline/internal/tenant"
)

var crashes = flag.Int("crashes", 5, "how often TestCrash kills the server")

const (
	crashWorkers = 32 // back ends that start and end calls over HTTP
	crashPhones  = 8  // people on real WebSockets
	crashConfig  = `
log: {level: warn}
realtime: {ping: 1s, pong: 900ms, command: 800ms, lease: 2s, rate: 1000, burst: 2000}
`
)

// TestCrash: a server is killed again and again in the middle of its work. What it acknowledged is there afterwards, and no
// promise is broken: P1–P5, P9, P14 and whatever else the auditor can see.
func TestCrash(t *testing.T) {
	app := &tenant.App{ID: 1400000002, Secrets: []tenant.Secret{"the-secret-of-the-crash-test"}}
	options := process.Options{
		Data: t.TempDir(), Config: crashConfig, Listen: reserve(t),
		Apps: func(ctx context.Context, apps *admin.Admin) error {
			_, _, err := apps.CreateApp(ctx, admin.By{Name: "test"}, admin.Spec{
				ID: app.ID, Secret: app.Secrets[0], Settings: tenant.Settings{RequestsPerSecond: 1_000_000, MultiDevice: true},
			})
			return err
		},
	}
	var diary diary
	server := launch(t, options)

	ctx, stop := context.WithCancel(t.Context())
	var people sync.WaitGroup
	for n := range crashWorkers {
		w := worker{api: newAPI(server.URL, app), diary: &diary, n: n}
		people.Go(func() { w.work(ctx) })
	}
	for n := range crashPhones {
		p := &phone{device: newDevice(t, server.URL, app, person(n), "d1"), diary: &diary}
		people.Go(func() { p.live(ctx) })
	}
	var down []audit.Interval
	for range *crashes {
		upFor(t, server, time.Duration(200+rand.IntN(700))*time.Millisecond)
		dying := time.Now()
		if err := server.Kill(); err != nil {
			t.Fatal(err)
		}
		server = launch(t, options)
		down = append(down, audit.Interval{From: dying, To: time.Now()})
	}
	upFor(t, server, 500*time.Millisecond)
	stop()
	people.Wait()

	// Nobody hangs up: leases and deadlines have to do it (P3).
	eventually(t, "every call comes to its end", func() bool { return len(liveCalls(t, options.Data)) == 0 })
	if err := server.Stop(); err != nil {
		t.Error(err)
	}
	h := readHistory(t, options.Data)
	h.Told, h.Down, h.Now, h.Over = diary.told, down, time.Now(), true
	broken := audit.Audit(h)
	for _, b := range broken[:min(len(broken), 20)] {
		t.Error(b)
	}
	if len(broken) > 20 {
		t.Errorf("and %d more", len(broken)-20)
	}
	story(t, &h)
}

// story says what happened, and fails if too little did for the test to mean anything.
func story(t *testing.T, h *audit.History) {
	t.Helper()
	rules, results := map[string]int{}, map[call.Result]int{}
	for i := range h.Log {
		rules[h.Log[i].Rule]++
	}
	for i := range h.Calls {
		if e := h.Calls[i].End; e != nil {
			results[e.Result]++
		}
	}
	t.Logf("%d crashes, %d calls, %d changes, %d things told", len(h.Down), len(h.Calls), len(h.Log), len(h.Told))
	t.Logf("commands %v", rules)
	t.Logf("results %v", results)
	for _, rule := range crowdRules {
		if rules[rule] == 0 {
			t.Errorf("nobody did %s: the test shows nothing about it", rule)
		}
	}
	if len(h.Calls) < 20**crashes || len(h.Told) < 2*len(h.Calls) {
		t.Errorf("too little happened")
	}
}

// upFor lets a server work for a while.
func upFor(t *testing.T, s *process.Server, d time.Duration) {
	t.Helper()
	select {
	case <-s.Exited():
		t.Fatal("the server ended by itself")
	case <-time.After(d):
	}
}

// reserve finds an address that stays the server's through its restarts.
func reserve(t *testing.T) string {
	t.Helper()
	address, err := process.Address()
	if err != nil {
		t.Fatal(err)
	}
	return address
}

// liveCalls asks the command line: an answer for each page of each app.
func liveCalls(t *testing.T, data string) []client.Call {
	t.Helper()
	out, err := exec.Command(binary, "call", "list", "--json", "--limit", "0", "--data", data).Output()
	if err != nil {
		t.Fatalf("call list: %v", err)
	}
	var all []client.Call
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var list client.CallList
		switch err := d.Decode(&list); {
		case errors.Is(err, io.EOF):
			return all
		case err != nil:
			t.Fatalf("call list: %v in %s", err, out)
		}
		all = append(all, list.Calls...)
	}
}

// diary keeps what people were told.
type diary struct {
	mu   sync.Mutex
	told []audit.Told
}

func (d *diary) note(id call.ID, w audit.Told) {
	w.Call = call.Ref{App: 1400000002, ID: id}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.told = append(d.told, w)
}

// len is how many things were told.
func (d *diary) len() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.told)
}

// copy is what was told so far.
func (d *diary) copy() []audit.Told {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.told)
}

// message notes an update or an answer.
func (d *diary) message(m *callMessage, rule string) {
	w := audit.Told{Version: m.Version, Rule: rule, Ended: m.End != nil}
	for _, e := range m.Events {
		w.Events = append(w.Events, call.Event{Type: e.Type, At: time.UnixMilli(e.At), User: e.User, Device: e.Device})
	}
	d.note(m.ID, w)
}

// pause waits a little, as people do, and while a server is away.
func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// worker is a back end that starts calls and ends them. Mostly it has its callees to itself; some it shares, so that they are busy at times.
type worker struct {
	*api
	diary *diary
	n     int
	lost  int // calls that were left to themselves
}

func (w *worker) work(ctx context.Context) {
	for ctx.Err() == nil {
		if !w.call(context.WithoutCancel(ctx)) {
			w.lost++
			pause(ctx, 10*time.Millisecond)
		}
	}
}

// call starts a call, looks at it, and ends it. It reports false if the callee may still be rung.
func (w *worker) call(ctx context.Context) bool {
	callees := []call.UserID{call.UserID(fmt.Sprintf("w%d-%d", w.n, w.lost))}
	if rand.IntN(4) == 0 {
		callees = append(callees, call.UserID(fmt.Sprintf("shared%d", rand.IntN(3))))
		rand.Shuffle(len(callees), func(i, j int) { callees[i], callees[j] = callees[j], callees[i] })
		callees = callees[:1+rand.IntN(2)]
	}
	r, err := w.do(ctx, "start_call_by_robot", start(callees...))
	if err != nil || r.ErrorCode != 0 {
		return false
	}
	id := r.Response.CallId
	w.diary.note(id, audit.Told{Version: 1})
	if rand.IntN(3) == 0 {
		r, err := w.do(ctx, "get_call_info", object{"CallId": id})
		if err == nil {
			w.diary.note(id, audit.Told{Ended: r.ErrorCode == 101004})
		}
	}
	if rand.IntN(100) == 0 {
		return false // nobody answers
	}
	switch r, err := w.do(ctx, "end_call", object{"CallId": id}); {
	case err != nil:
		return false
	case r.ErrorCode == 0:
		w.diary.note(id, audit.Told{Ended: true, Rule: call.EndCall{}.Rule()})
	case r.ErrorCode == 101004:
		w.diary.note(id, audit.Told{Ended: true})
	default:
		return false
	}
	return true
}

// person names one of those with a phone.
func person(n int) call.UserID { return call.UserID(fmt.Sprintf("person%d", n)) }

// phone is somebody who calls others and answers, or not.
type phone struct {
	*device
	diary    *diary
	requests int
	in       call.ID // the call it is in as far as it knows
	calling  bool    // that is one which it started, and nobody was heard to answer
	knows    call.ID // one that it heard of, to come back to

	noted func(failed bool) // hears of every answer; nil is for nobody
}

func (p *phone) live(ctx context.Context) {
	if err := p.Connect(); err != nil {
		return // the test will miss what this one did
	}
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case m := <-p.heard:
			p.hear(ctx, &m)
		case <-time.After(time.Duration(5+rand.IntN(60)) * time.Millisecond):
			p.act(ctx)
		}
	}
	p.Close()
}

// hear takes an update, and answers if it rings.
func (p *phone) hear(ctx context.Context, m *callMessage) {
	p.diary.message(m, "")
	l := m.leg(p.user)
	p.knows = m.ID
	if m.ID == p.in && m.AnsweredAt != 0 {
		p.calling = false
	}
	switch {
	case m.End != nil || l != nil && l.State == call.Gone:
		if m.ID == p.in {
			p.in = ""
		}
	case l != nil && l.State == call.Ringing:
		switch rand.IntN(5) {
		case 0:
			p.tell(ctx, "call.reject", "reject", object{"call": m.ID})
		case 1: // does not hear it
		default:
			if p.tell(ctx, "call.accept", "accept", object{"call": m.ID}) {
				p.in, p.calling = m.ID, false
			}
		}
	}
}

// act calls somebody, or leaves.
func (p *phone) act(ctx context.Context) {
	switch {
	case p.in == "" && rand.IntN(2) == 0:
		callees := []call.UserID{person(rand.IntN(crashPhones + 2))} // some are never there
		if rand.IntN(3) == 0 {
			callees = append(callees, person(rand.IntN(crashPhones+2)))
		}
		p.tell(ctx, "call.start", "", object{"callees": callees, "media": "audio", "timeout": 1000 + rand.IntN(500)})
	case p.in == "" && p.knows != "" && rand.IntN(4) == 0:
		if p.tell(ctx, "call.join", "", object{"call": p.knows}) {
			p.in, p.calling = p.knows, false
		}
	case p.calling && rand.IntN(4) == 0:
		p.tell(ctx, "call.cancel", "", object{"call": p.in})
		p.in = ""
	case p.in != "" && rand.IntN(4) == 0:
		p.tell(ctx, "call.hangup", "", object{"call": p.in})
		p.in = ""
	case rand.IntN(200) == 0: // a tunnel; the lease may be over at the end of it
		_ = p.Disconnect()
		pause(ctx, time.Duration(rand.IntN(3000))*time.Millisecond)
		_ = p.Connect()
	}
}

// tell sends a command and notes what is acknowledged. Refusals and lost answers are part of life here.
func (p *phone) tell(ctx context.Context, method, rule string, data object) bool {
	p.requests++
	data["request"] = fmt.Sprint(p.requests)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	a, err := p.do(ctx, method, data)
	if p.noted != nil {
		p.noted(failed(err))
	}
	if err != nil || a.Call.ID == "" {
		return false
	}
	p.diary.message(&a.Call, rule)
	if method == "call.start" && a.Call.End == nil {
		p.in, p.calling = a.Call.ID, true
	}
	return true
}
