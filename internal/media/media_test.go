package media_test

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/media"
	"ringline/internal/store/memory"
	"ringline/internal/tenant"
)

const app = 1400000001

var errDown = errors.New("the media server is down")

// liar is a media server that does not do what it is told, or not always.
type liar struct {
	mu     sync.Mutex
	rooms  map[call.Ref][]media.Participant
	said   []string              // what it was asked for, in order
	down   bool                  // fails, having done nothing
	deaf   bool                  // says yes, having done nothing
	before func(context.Context) // called first, if set
}

func newLiar() *liar { return &liar{rooms: map[call.Ref][]media.Participant{}} }

func (l *liar) told(ctx context.Context, what string, obey func()) error {
	if l.before != nil {
		l.before(ctx)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.said = append(l.said, what)
	switch {
	case l.down:
		return errDown
	case !l.deaf:
		obey()
	}
	return nil
}

func (l *liar) Open(ctx context.Context, ref call.Ref) error {
	return l.told(ctx, "open", func() { l.rooms[ref] = append([]media.Participant{}, l.rooms[ref]...) })
}

func (l *liar) Close(ctx context.Context, ref call.Ref) error {
	return l.told(ctx, "close", func() { delete(l.rooms, ref) })
}

func (l *liar) Remove(ctx context.Context, ref call.Ref, p media.Participant) error {
	return l.told(ctx, "remove "+string(p.User)+" "+string(p.Device), func() {
		l.rooms[ref] = slices.DeleteFunc(l.rooms[ref], func(q media.Participant) bool { return p == q })
	})
}

func (l *liar) Mute(ctx context.Context, _ call.Ref, user call.UserID, source media.Source) error {
	return l.told(ctx, "mute "+string(user)+" "+string(source), func() {})
}

func (l *liar) List(context.Context) ([]media.Room, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.down {
		return nil, errDown
	}
	var all []media.Room
	for ref, there := range l.rooms {
		all = append(all, media.Room{Call: ref, Participants: slices.Clone(there)})
	}
	return all, nil
}

// claim makes the media server believe that these are in the room.
func (l *liar) claim(ref call.Ref, there ...media.Participant) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.rooms[ref] = there
}

func (l *liar) has() map[call.Ref][]media.Participant {
	l.mu.Lock()
	defer l.mu.Unlock()
	return maps.Clone(l.rooms)
}

func (l *liar) asked() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(l.said, ", ")
}

func (l *liar) opened() (n int) {
	for _, what := range strings.Split(l.asked(), ", ") {
		if what == "open" {
			n++
		}
	}
	return n
}

func (l *liar) set(change func(*liar)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	change(l)
}

type deliver func(call.Change)

func (f deliver) Deliver(ch call.Change) { f(ch) }

// newCalls returns real calls, kept in memory. Committed changes go to sink, if there is one.
func newCalls(t *testing.T, sink *media.Sink) *control.Control {
	t.Helper()
	apps, err := tenant.NewDirectory([]tenant.App{{ID: app, Secrets: []tenant.Secret{"0123456789abcdef0123456789abcdef"}}})
	if err != nil {
		t.Fatal(err)
	}
	return control.New(control.Options{Store: memory.New(), Apps: apps, Now: time.Now, Sink: deliver(func(ch call.Change) {
		if sink != nil {
			sink.Deliver(ch)
		}
	})})
}

func phone(user call.UserID) media.Participant {
	return media.Participant{User: user, Device: call.DeviceID(user + "-phone")}
}

func actor(user call.UserID) call.Actor {
	return call.Actor{Kind: call.ByUser, User: user, Device: phone(user).Device}
}

var admin = call.Actor{Kind: call.ByAdmin, User: "administrator"}

// ringing returns a call that rings for all but the first.
func ringing(t *testing.T, calls *control.Control, users ...call.UserID) call.Ref {
	t.Helper()
	c, err := calls.Start(t.Context(), call.Start{
		App: app, By: actor(users[0]), Callees: users[1:], Media: call.Audio,
	}, call.Request{})
	if err != nil {
		t.Fatal(err)
	}
	return c.Ref()
}

// answered returns a call that all have joined.
func answered(t *testing.T, calls *control.Control, users ...call.UserID) call.Ref {
	t.Helper()
	ref := ringing(t, calls, users...)
	for _, u := range users[1:] {
		do(t, calls, ref, call.Accept{By: actor(u)})
	}
	return ref
}

func do(t *testing.T, calls *control.Control, ref call.Ref, cmd call.Command) {
	t.Helper()
	if _, err := calls.Do(t.Context(), ref, cmd, call.Request{}); err != nil {
		t.Fatal(err)
	}
}

// run runs something until the test ends, and waits for it.
func run(t *testing.T, work func(context.Context) error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- work(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

var quiet = slog.New(slog.DiscardHandler)
