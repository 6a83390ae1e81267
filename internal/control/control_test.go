package control_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/store/memory"
	"ringline/internal/tenant"
)

const app = call.AppID(1400000001)

// tape keeps what sinks hear.
type tape struct {
	mu      sync.Mutex
	changes []call.Change
}

func (t *tape) Deliver(ch call.Change) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.changes = append(t.changes, ch)
}

func (t *tape) heard() []call.Change {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]call.Change(nil), t.changes...)
}

func (t *tape) forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.changes = nil
}

type world struct {
	*control.Control
	store   *faulty
	tape    *tape
	metrics *prometheus.Registry
}

func newWorld(t testing.TB) *world {
	t.Helper()
	return newWorldWith(t, nil)
}

// newWorldWith has a node choose where the media of calls goes.
func newWorldWith(t testing.TB, hosts control.Hosts) *world {
	t.Helper()
	apps, err := tenant.NewDirectory([]tenant.App{{ID: int64(app), Secrets: []tenant.Secret{"s"}}})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{store: &faulty{Store: memory.New()}, tape: &tape{}, metrics: prometheus.NewRegistry()}
	w.Control = control.New(control.Options{
		Store: w.store, Apps: apps, Sink: w.tape, Hosts: hosts, Now: time.Now, Node: "n1", Metrics: w.metrics,
	})
	return w
}

// run looks after the deadlines until the test ends.
func (w *world) run(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- w.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	<-w.Ready()
}

func user(u, d string) call.Actor {
	return call.Actor{Kind: call.ByUser, User: call.UserID(u), Device: call.DeviceID(d)}
}

func start(by call.Actor, callees ...call.UserID) call.Start {
	return call.Start{App: app, By: by, Callees: callees, Media: call.Audio}
}

func (w *world) must(t testing.TB, c call.Call, err error) call.Call {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if err := call.Check(&c); err != nil {
		t.Fatal(err)
	}
	return c
}

var none call.Request

func TestStartFillsInTheAppsSettings(t *testing.T) {
	w := newWorld(t)
	c, err := w.Start(t.Context(), start(user("alice", "a1"), "bob"), none)
	w.must(t, c, err)
	if c.ID == "" || c.Max != 9 || !c.Room.Numeric || c.Legs[1].Deadline.Sub(c.Legs[1].InvitedAt) != 30*time.Second {
		t.Errorf("got %+v", c)
	}
	_, err = w.Start(t.Context(), start(user("carol", "c1"), "b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8", "b9"), none)
	if !errors.Is(err, &call.Error{Code: call.CodeInvalid}) {
		t.Errorf("nine callees: %v, want invalid", err)
	}
	_, err = w.Start(t.Context(), call.Start{App: 7}, none)
	if !errors.Is(err, &call.Error{Code: call.CodeInvalid}) {
		t.Errorf("an unknown app: %v, want invalid", err)
	}
}

// TestBusyUsers: P1 with the store as the judge.
func TestBusyUsers(t *testing.T) {
	w := newWorld(t)
	first, err := w.Start(t.Context(), start(user("alice", "a1"), "bob"), none)
	w.must(t, first, err)

	second, err := w.Start(t.Context(), start(user("carol", "c1"), "bob"), none)
	w.must(t, second, err)
	if second.End == nil || second.End.Result != call.ResultBusy {
		t.Errorf("a call to somebody for whom it rings: %+v, want busy", second.End)
	}
	_, err = w.Start(t.Context(), start(user("bob", "b2"), "dave"), none)
	var refused *call.Error
	if !errors.As(err, &refused) || refused.Code != call.CodeBusy || refused.Call != first.ID {
		t.Errorf("bob calls dave: %v, want busy because of %s", err, first.ID)
	}
	group, err := w.Start(t.Context(), start(user("dave", "d1"), "bob", "erin"), none)
	w.must(t, group, err)
	if group.End != nil || group.Leg("bob").Reason != call.Busy || group.Leg("erin").State != call.Ringing {
		t.Errorf("bob busy, erin not: %+v", group)
	}
	if got, err := w.HeldBy(t.Context(), app, "bob"); err != nil || got.ID != first.ID {
		t.Errorf("bob is held by %v, %v", got.ID, err)
	}
}

// TestGlareBecomesOneCall: P11, many times with both sides at once.
func TestGlareBecomesOneCall(t *testing.T) {
	for i := range 50 {
		w := newWorld(t)
		var got [2]call.Call
		var group sync.WaitGroup
		for side, who := range [][2]string{{"alice", "bob"}, {"bob", "alice"}} {
			group.Go(func() {
				c, err := w.Start(t.Context(), start(user(who[0], "x1"), call.UserID(who[1])), none)
				if err != nil {
					t.Errorf("round %d, %s: %v", i, who[0], err)
				}
				got[side] = c
			})
		}
		group.Wait()
		if got[0].ID != got[1].ID || (!got[0].Answered() && !got[1].Answered()) {
			t.Fatalf("round %d: two calls %s and %s", i, got[0].ID, got[1].ID)
		}
		if live, _ := w.Live(t.Context(), app); len(live) != 1 {
			t.Fatalf("round %d: %d live calls", i, len(live))
		}
	}
}

// TestTheClockGoesFirst: an answer after the deadline is late, whether or not the sweeper came by (P3, P8).
func TestTheClockGoesFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t) // nobody runs its sweeper
		c, err := w.Start(t.Context(), start(user("alice", "a1"), "bob"), none)
		w.must(t, c, err)
		time.Sleep(31 * time.Second)
		if _, err := w.Do(t.Context(), c.Ref(), call.Accept{By: user("bob", "b1")}, none); !errors.Is(err, call.ErrEnded) {
			t.Errorf("a late accept: %v, want ended", err)
		}
		c, err = w.Load(t.Context(), c.Ref())
		if w.must(t, c, err); c.End.Result != call.ResultNoAnswer {
			t.Errorf("result %s", c.End.Result)
		}
	})
}

// TestAnOverdueCallHoldsNobody: the call in the way is brought up to date before anybody is told busy.
func TestAnOverdueCallHoldsNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		c, err := w.Start(t.Context(), start(user("alice", "a1"), "bob"), none)
		w.must(t, c, err)
		time.Sleep(31 * time.Second)
		c, err = w.Start(t.Context(), start(user("bob", "b1"), "carol"), none)
		if w.must(t, c, err); c.End != nil {
			t.Errorf("bob's call ended at once: %+v", c.End)
		}
	})
}

// TestSweeperMeetsDeadlines: P3 and P14; a deadline is acted upon at its moment, also one from before the start.
func TestSweeperMeetsDeadlines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		ctx, cancel := context.WithCancel(t.Context())
		old := start(user("early", "e1"), "bird")
		old.RingFor = 5 * time.Second
		first, err := w.Start(ctx, old, none)
		w.must(t, first, err)
		time.Sleep(10 * time.Second) // the server was away

		done := make(chan error)
		go func() { done <- w.Run(ctx) }()
		synctest.Wait()
		if c, _ := w.Load(ctx, first.Ref()); c.End == nil {
			t.Error("an old deadline was not acted upon at start")
		}
		var refs []call.Ref
		for i, ring := range []time.Duration{9, 3, 6} {
			m := start(user(fmt.Sprint("caller", i), "d"), call.UserID(fmt.Sprint("callee", i)))
			m.RingFor = ring * time.Second
			c, err := w.Start(ctx, m, none)
			w.must(t, c, err)
			refs = append(refs, c.Ref())
		}
		time.Sleep(9*time.Second + 100*time.Millisecond)
		synctest.Wait()
		for _, ref := range refs {
			c, err := w.Load(ctx, ref)
			if w.must(t, c, err); c.End == nil {
				t.Fatalf("%s still rings", ref.ID)
			}
			if late := c.End.At.Sub(c.Legs[1].Deadline); late > 10*time.Millisecond {
				t.Errorf("acted %v after the deadline", late)
			}
		}
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

// TestStartBetweenUsers: a back end's call rings for its caller, too, as long as the app says, and a caller who is in another call is busy.
func TestStartBetweenUsers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.run(t)
		between := func(caller call.UserID, callees ...call.UserID) call.Start {
			m := start(call.Actor{Kind: call.ByAdmin, User: "administrator"}, callees...)
			m.Caller = caller
			return m
		}
		c, err := w.Start(t.Context(), between("alice", "bob"), none)
		w.must(t, c, err)
		if l := c.Caller(); l.User != "alice" || l.State != call.Ringing || l.Deadline.Sub(l.InvitedAt) != 30*time.Second {
			t.Errorf("the caller's leg is %+v", *l)
		}
		_, err = w.Start(t.Context(), between("bob", "carol"), none)
		var refused *call.Error
		if !errors.As(err, &refused) || refused.Code != call.CodeBusy || refused.Call != c.ID {
			t.Errorf("a caller for whom it rings: %v, want busy in %s", err, c.ID)
		}
		busy, err := w.Start(t.Context(), between("carol", "bob", "dave"), none)
		if w.must(t, busy, err); busy.Leg("bob").Reason != call.Busy || !busy.Live() {
			t.Errorf("a callee for whom it rings elsewhere: %+v", *busy.Leg("bob"))
		}
		// No glare: bob does not call alice, a back end calls both.
		if _, err = w.Start(t.Context(), start(user("bob", "b1"), "alice"), none); !errors.Is(err, call.ErrBusy) {
			t.Errorf("bob calls alice: %v, want busy", err)
		}
		time.Sleep(31 * time.Second)
		synctest.Wait()
		if c, err = w.Load(t.Context(), c.Ref()); err != nil || c.End == nil || c.End.Result != call.ResultNoAnswer {
			t.Errorf("P3: after the ring time: %+v, %v", c.End, err)
		}
	})
}

// TestRepeatedRequests: P12. The second copy gets the first one's outcome, alone or at the same time, early or late.
func TestRepeatedRequests(t *testing.T) {
	w := newWorld(t)
	ask := func(id string) call.Request { return call.Request{User: "alice", Device: "a1", ID: id} }
	var ids [8]call.ID
	var group sync.WaitGroup
	for i := range ids {
		group.Go(func() {
			c, err := w.Start(t.Context(), start(user("alice", "a1"), "bob"), ask("r1"))
			if err != nil {
				t.Error(err)
			}
			ids[i] = c.ID
		})
	}
	group.Wait()
	for _, id := range ids {
		if id != ids[0] {
			t.Fatalf("copies of one request made calls %v", ids)
		}
	}
	ref := call.Ref{App: app, ID: ids[0]}
	for range 2 {
		c, err := w.Do(t.Context(), ref, call.Hangup{By: user("alice", "a1")}, ask("r2"))
		if w.must(t, c, err); c.End == nil || c.End.Result != call.ResultCanceled {
			t.Errorf("hang up: %+v", c.End)
		}
	}
	again, err := w.Start(t.Context(), start(user("alice", "a1"), "bob"), ask("r1"))
	if err != nil || again.ID != ids[0] || again.End == nil {
		t.Errorf("the old request, much later: %v %v, want call %s as it is now", again.ID, err, ids[0])
	}
	_, err = w.Start(t.Context(), start(user("alice", "a1"), "bob"), ask(string(make([]byte, 65))))
	if !errors.Is(err, &call.Error{Code: call.CodeInvalid}) {
		t.Errorf("an endless request id: %v, want invalid", err)
	}
}

// TestDeliveryKeepsTheOrder: P6, P10. Many commands of one call at once; sinks hear versions 1, 2, 3 …
func TestDeliveryKeepsTheOrder(t *testing.T) {
	w := newWorld(t)
	c, err := w.Start(t.Context(), start(user("alice", "a1"), "b0", "b1", "b2", "b3", "b4", "b5", "b6", "b7"), none)
	w.must(t, c, err)
	var group sync.WaitGroup
	for i := range 8 {
		for device := range 3 {
			group.Go(func() {
				by := user(fmt.Sprint("b", i), fmt.Sprint("d", device))
				_, _ = w.Do(t.Context(), c.Ref(), call.Rang{By: by}, none)
				_, err := w.Do(t.Context(), c.Ref(), call.Accept{By: by}, none)
				if err != nil && !errors.Is(err, call.ErrAnsweredElsewhere) {
					t.Error(err)
				}
			})
		}
	}
	group.Wait()
	answers := map[call.UserID]int{}
	for i, ch := range w.tape.heard() {
		if ch.From != int64(i) || ch.To.Version != int64(i+1) || ch.Node != "n1" {
			t.Fatalf("delivery %d is version %d from %d on node %q", i, ch.To.Version, ch.From, ch.Node)
		}
		for _, e := range ch.Events {
			if e.Type == call.Answered {
				answers[e.User]++
			}
		}
	}
	if len(answers) != 8 {
		t.Errorf("answers: %v", answers)
	}
	for u, n := range answers {
		if n != 1 {
			t.Errorf("P2: %s answered %d times", u, n)
		}
	}
}

func TestLapse(t *testing.T) {
	w := newWorld(t)
	if err := w.Lapse(t.Context(), app, "nobody", "d", false); err != nil {
		t.Errorf("a lapse without a call: %v", err)
	}
	c, err := w.Start(t.Context(), start(user("alice", "a1"), "bob"), none)
	w.must(t, c, err)
	if err := w.Lapse(t.Context(), app, "alice", "a2", false); err != nil {
		t.Error(err)
	}
	if c, _ := w.Load(t.Context(), c.Ref()); c.End != nil {
		t.Error("another device's lapse ended the call")
	}
	if err := w.Lapse(t.Context(), app, "alice", "a1", true); err != nil {
		t.Error(err)
	}
	if c, _ := w.Load(t.Context(), c.Ref()); c.End == nil || c.End.Result != call.ResultInterrupted {
		t.Errorf("end %+v, want interrupted", c.End)
	}
}

func TestDrainTakesNoNewCalls(t *testing.T) {
	w := newWorld(t)
	c, err := w.Start(t.Context(), start(user("alice", "a1"), "bob"), none)
	w.must(t, c, err)
	w.Drain()
	w.Drain()
	if _, err := w.Start(t.Context(), start(user("carol", "c1"), "dave"), none); !errors.Is(err, call.ErrUnavailable) {
		t.Errorf("a start while draining: %v, want unavailable", err)
	}
	c, err = w.Do(t.Context(), c.Ref(), call.Accept{By: user("bob", "b1")}, none)
	w.must(t, c, err)
}

func TestHistoryTellsTheStory(t *testing.T) {
	w := newWorld(t)
	c, err := w.Start(t.Context(), start(user("alice", "a1"), "bob"), none)
	w.must(t, c, err)
	c, err = w.Do(t.Context(), c.Ref(), call.Accept{By: user("bob", "b1")}, call.Request{User: "bob", Device: "b1", ID: "r9"})
	w.must(t, c, err)
	entries, err := w.History(t.Context(), c.Ref())
	if err != nil || len(entries) != 2 || entries[0].Rule != "start" || entries[1].Rule != "accept" ||
		entries[1].Node != "n1" || entries[1].Request.ID != "r9" {
		t.Errorf("history %+v, %v", entries, err)
	}
}

// TestRequestOfAnotherCall: P12. A request id that is used again for another call is no repetition, and does not look like success.
func TestRequestOfAnotherCall(t *testing.T) {
	w := newWorld(t)
	first, err := w.Start(t.Context(), start(user("alice", "a1"), "bob"), none)
	w.must(t, first, err)
	ask := call.Request{User: "bob", Device: "b1", ID: "1"}
	first, err = w.Do(t.Context(), first.Ref(), call.Reject{By: user("bob", "b1")}, ask)
	w.must(t, first, err)
	second, err := w.Start(t.Context(), start(user("alice", "a1"), "bob"), none)
	w.must(t, second, err)
	if got, err := w.Do(t.Context(), second.Ref(), call.Accept{By: user("bob", "b1")}, ask); !errors.Is(err, &call.Error{Code: call.CodeInvalid}) {
		t.Errorf("an accept gets %v of call %s, want invalid", err, got.ID)
	}
	// Another device's request of the same id is its own.
	ask.Device = "b2"
	second, err = w.Do(t.Context(), second.Ref(), call.Accept{By: user("bob", "b2")}, ask)
	if w.must(t, second, err); second.Leg("bob").Device != "b2" {
		t.Errorf("bob is %+v", second.Leg("bob"))
	}
}

func TestInviteKeepsToTheAppsSettings(t *testing.T) {
	w := newWorld(t)
	c, err := w.Start(t.Context(), start(user("alice", "a1"), "bob"), none)
	w.must(t, c, err)
	invite := call.Invite{By: user("alice", "a1"), Users: []call.UserID{"b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8", "b9"}}
	if _, err := w.Do(t.Context(), c.Ref(), invite, none); !errors.Is(err, &call.Error{Code: call.CodeInvalid}) {
		t.Errorf("nine are invited: %v, want invalid", err)
	}
	invite.Users = invite.Users[:7]
	c, err = w.Do(t.Context(), c.Ref(), invite, none)
	if w.must(t, c, err); c.Members() != 9 || c.Legs[2].Deadline.Sub(c.Legs[2].InvitedAt) != 30*time.Second {
		t.Errorf("got %+v", c.Legs)
	}
}

// TestGaugesAfterARestart: they count the calls of before, once each.
func TestGaugesAfterARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		before := newWorld(t)
		talking, err := before.Start(t.Context(), start(user("alice", "a1"), "bob"), none)
		before.must(t, talking, err)
		talking, err = before.Do(t.Context(), talking.Ref(), call.Accept{By: user("bob", "b1")}, none)
		before.must(t, talking, err)
		ringing, err := before.Start(t.Context(), start(user("carol", "c1"), "dave"), none)
		before.must(t, ringing, err)
		before.gauges(t, 1, 1)

		after := newWorld(t)
		after.store.Store = before.store.Store
		after.run(t)
		after.gauges(t, 1, 1)
		ringing, err = after.Do(t.Context(), ringing.Ref(), call.Accept{By: user("dave", "d1")}, none)
		after.must(t, ringing, err)
		after.gauges(t, 0, 2)
		talking, err = after.Do(t.Context(), talking.Ref(), call.EndCall{By: call.Actor{Kind: call.ByAdmin}}, none)
		after.must(t, talking, err)
		after.gauges(t, 0, 1)
	})
}

func (w *world) gauges(t *testing.T, ringing, connected float64) {
	t.Helper()
	families, err := w.metrics.Gather()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]float64{}
	for _, f := range families {
		if f.GetName() == "ringline_calls" {
			for _, m := range f.GetMetric() {
				got[m.GetLabel()[0].GetValue()] = m.GetGauge().GetValue()
			}
		}
	}
	if got["ringing"] != ringing || got["connected"] != connected {
		t.Errorf("gauges %v, want %v ringing and %v connected", got, ringing, connected)
	}
}

// TestAppsMaySetWhatTheRulesAllow: an app's bounds and those of the rules are written in two places, and must agree.
func TestAppsMaySetWhatTheRulesAllow(t *testing.T) {
	for name, tc := range map[string]struct {
		settings tenant.Settings
		fine     bool
	}{
		"most members":  {tenant.Settings{MaxMembers: call.MaxMembers}, true},
		"one too many":  {tenant.Settings{MaxMembers: call.MaxMembers + 1}, false},
		"shortest ring": {tenant.Settings{RingTimeout: call.MinRing}, true},
		"too short":     {tenant.Settings{RingTimeout: call.MinRing - 1}, false},
		"longest ring":  {tenant.Settings{RingTimeout: call.MaxRing}, true},
		"too long":      {tenant.Settings{RingTimeout: call.MaxRing + 1}, false},
	} {
		_, err := tenant.NewDirectory([]tenant.App{{ID: int64(app), Secrets: []tenant.Secret{"s"}, Settings: tc.settings}})
		if (err == nil) != tc.fine {
			t.Errorf("%s: %v", name, err)
		}
	}
}
