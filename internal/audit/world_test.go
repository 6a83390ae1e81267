package audit

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/dialect"
	"ringline/internal/store/memory"
	"ringline/internal/tenant"
	"ringline/internal/webhook"
)

// Two apps, whose users and calls bear the same names.
const (
	app   = call.AppID(1400000001)
	other = call.AppID(1400000002)
)

// world makes real histories: control, the rules and the memory store, with everything that is committed on a tape, and devices
// and back ends that are told of it. A [mutant] puts something broken in the place of one of its parts.
type world struct {
	*control.Control
	testing.TB

	broken  bool // a mutant is in it
	random  *rand.Rand
	luck    *rand.Rand // of the mutant, under mu
	store   control.Store
	apply   control.Rules
	render  func(control.Webhooks) control.Webhooks
	tell    func(Told) []Told         // on the way to a device; nil: at once, once
	post    func(Heard) []Heard       // on the way to a back end
	screens map[screen]*call.Call     // what each device shows
	calls   map[call.AppID][]call.Ref // in the order of their start

	mu    sync.Mutex
	log   []Commit
	heard []Heard
	told  []Told
}

// tape is the store that is believed.
type tape struct {
	control.Store
	w *world
}

func (s tape) Commit(ctx context.Context, ch call.Change) error {
	err := s.Store.Commit(ctx, ch)
	if err == nil {
		s.w.record(&ch)
	}
	return err
}

func (w *world) record(ch *call.Change) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.log = append(w.log, Commit{Call: ch.To.Ref(), Entry: control.Entry{
		Version: ch.To.Version, Rule: ch.Rule, Node: ch.Node, Request: ch.Request, Events: slices.Clone(ch.Events),
	}})
}

// Deliver tells everybody of a change.
func (w *world) Deliver(ch call.Change) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, d := range ch.Deliveries {
		h := []Heard{{ch.To.App, string(d.Body)}}
		if w.post != nil {
			h = w.post(h[0])
		}
		w.heard = append(w.heard, h...)
	}
	w.show(&ch)
}

// show tells the devices as realtime does: newcomers get the whole call, the others what changed.
func (w *world) show(ch *call.Change) {
	newcomers := ch.Newcomers()
	for _, user := range ch.Audience() {
		for _, d := range devices {
			at := screen{Device{ch.To.App, user, d}, ch.To.Ref()}
			is := ch.To
			is.Legs = slices.Clone(ch.To.Legs)
			if shown := w.screens[at]; shown != nil && !slices.Contains(newcomers, user) {
				for n := range min(len(shown.Legs), len(is.Legs)) {
					if !slices.Contains(ch.Legs, n) {
						is.Legs[n] = shown.Legs[n]
					}
				}
			}
			w.screens[at] = &is
			told := Told{Call: ch.To.Ref(), Version: ch.To.Version, Events: ch.Events, Ended: ch.To.End != nil, To: at.Device, Shows: &is}
			if l := ch.To.Leg(user); l.State == call.Ringing && l.N >= ch.Known {
				told.Rings, told.Until = true, l.Deadline
			}
			all := []Told{told}
			if w.tell != nil {
				all = w.tell(told)
			}
			w.told = append(w.told, all...)
		}
	}
}

// inWorld runs f on a clock of its own, with the sweeper at work.
func inWorld(t *testing.T, seed uint64, broken func(*world), f func(w *world)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		hook := &tenant.Webhook{URL: "https://example.com", Events: dialect.Webhooks()}
		apps, err := tenant.NewDirectory([]tenant.App{
			{ID: int64(app), Secrets: []tenant.Secret{"s"}, Webhook: hook}, {ID: int64(other), Secrets: []tenant.Secret{"s"}, Webhook: hook},
		})
		if err != nil {
			t.Fatal(err)
		}
		w := &world{TB: t, random: rand.New(rand.NewPCG(seed, 1)), luck: rand.New(rand.NewPCG(seed, 2)), screens: map[screen]*call.Call{}, calls: map[call.AppID][]call.Ref{}}
		w.store, w.broken = tape{memory.New(), w}, broken != nil
		if broken != nil {
			broken(w)
		}
		hooks := control.Webhooks(webhook.V4{})
		if w.render != nil {
			hooks = w.render(hooks)
		}
		w.Control = control.New(control.Options{Store: w.store, Apps: apps, Hooks: hooks, Sink: w, Apply: w.apply, Now: time.Now, Node: "n1"})
		ctx, stop := context.WithCancel(t.Context())
		defer synctest.Wait()
		defer stop()
		go func() {
			if err := w.Run(ctx); err != nil {
				t.Error(err)
			}
		}()
		f(w)
	})
}

func on(user call.UserID, device call.DeviceID) call.Actor {
	return call.Actor{Kind: call.ByUser, User: user, Device: device}
}

var admin = call.Actor{Kind: call.ByAdmin, User: "administrator"}

func (w *world) start(by call.Actor, callees ...call.UserID) call.Ref {
	w.Helper()
	c, err := w.Start(w.Context(), call.Start{App: app, By: by, Callees: callees, Media: call.Video}, call.Request{})
	if err != nil {
		w.Fatal(err)
	}
	return c.Ref()
}

func (w *world) do(ref call.Ref, cmd call.Command) {
	w.Helper()
	if _, err := w.Do(w.Context(), ref, cmd, call.Request{}); err != nil {
		w.Fatalf("%s: %v", cmd.Rule(), err)
	}
}

// pass lets time pass and the clock act.
func (w *world) pass(d time.Duration) {
	time.Sleep(d) // on the world's own clock
	synctest.Wait()
}

// history is what the world has seen so far, free to be damaged.
func (w *world) history() History {
	w.Helper()
	h := History{
		Log: slices.Clone(w.log), Now: time.Now(), Heard: slices.Clone(w.heard),
		Hooks: map[call.AppID][]string{app: dialect.Webhooks(), other: dialect.Webhooks()},
	}
	for i := range h.Log {
		h.Log[i].Events = slices.Clone(h.Log[i].Events)
		if c := h.Log[i]; c.Version == 1 {
			now, err := w.Load(w.Context(), c.Call)
			if errors.Is(err, call.ErrNotFound) {
				continue
			}
			if err != nil {
				w.Fatal(err)
			}
			now.Legs = slices.Clone(now.Legs)
			if now.End != nil {
				end := *now.End
				now.End = &end
			}
			h.Calls = append(h.Calls, now)
		}
	}
	return h
}
