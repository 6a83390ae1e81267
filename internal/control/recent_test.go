package control_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/store/memory"
	"ringline/internal/tenant"
)

// counted counts what a store is asked.
type counted struct {
	*memory.Store
	loads, commits atomic.Int64
}

func (s *counted) Load(ctx context.Context, ref call.Ref) (call.Call, error) {
	s.loads.Add(1)
	return s.Store.Load(ctx, ref)
}

func (s *counted) Commit(ctx context.Context, change call.Change) error {
	s.commits.Add(1)
	return s.Store.Commit(ctx, change)
}

// asked says how often the store was asked since the last time.
func (s *counted) asked(t *testing.T, what string, loads, commits int64) {
	t.Helper()
	if l, c := s.loads.Swap(0), s.commits.Swap(0); l != loads || c != commits {
		t.Errorf("%s took %d loads and %d commits, want %d and %d", what, l, c, loads, commits)
	}
}

// far are two nodes on one store that is far away.
func far(t *testing.T) (a, b *control.Control, store *counted) {
	t.Helper()
	apps, err := tenant.NewDirectory([]tenant.App{{ID: int64(app), Secrets: []tenant.Secret{"s"}}})
	if err != nil {
		t.Fatal(err)
	}
	store = &counted{Store: memory.New()}
	node := func(name string) *control.Control {
		return control.New(control.Options{Store: store, Apps: apps, Sink: &tape{}, Now: time.Now, Node: name, Far: true})
	}
	return node("a"), node("b"), store
}

// What a node committed last it need not load, and what another one has done to it since is found out (P2, P4).
func TestCallIsRemembered(t *testing.T) {
	a, b, store := far(t)
	ctx := t.Context()
	alice, bob := user("alice", "a1"), user("bob", "b1")
	c, err := a.Start(ctx, start(alice, "bob"), none)
	if err != nil {
		t.Fatal(err)
	}
	do := func(on *control.Control, cmd call.Command) call.Call {
		t.Helper()
		after, err := on.Do(ctx, c.Ref(), cmd, none)
		if err != nil {
			t.Fatal(err)
		}
		return after
	}
	do(a, call.Rang{By: bob})
	store.asked(t, "a call on one node", 0, 2)
	do(b, call.Accept{By: bob})
	store.asked(t, "a call that another node began", 1, 1)
	if c = do(a, call.Hangup{By: alice}); c.End == nil || !c.Answered() {
		t.Errorf("the call hung up is %+v: it was answered on the other node", c)
	}
	store.asked(t, "a call that another node changed unheard", 1, 2)
	do(b, call.Hangup{By: alice}) // nothing to do, which only the store may say
	if _, err := b.Do(ctx, c.Ref(), call.Accept{By: bob}, none); !errors.Is(err, call.ErrEnded) {
		t.Errorf("P4: an ended call is accepted: %v", err)
	}
}

// A refusal is the truth's, however old the guess is.
func TestGuessRefusesNothing(t *testing.T) {
	a, b, _ := far(t)
	ctx := t.Context()
	alice := user("alice", "a1")
	c, err := a.Start(ctx, start(alice, "bob"), none)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Do(ctx, c.Ref(), call.Invite{By: alice, Users: []call.UserID{"carol"}}, none); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Do(ctx, c.Ref(), call.Accept{By: user("carol", "c1")}, none); err != nil {
		t.Errorf("somebody whom another node invited cannot accept: %v", err)
	}
}

// What was heard to have changed is loaded, rather than tried in vain.
func TestHeardCallIsLoaded(t *testing.T) {
	a, b, store := far(t)
	ctx := t.Context()
	c, err := a.Start(ctx, start(user("alice", "a1"), "bob"), none)
	if err != nil {
		t.Fatal(err)
	}
	after, err := b.Do(ctx, c.Ref(), call.Accept{By: user("bob", "b1")}, none)
	if err != nil {
		t.Fatal(err)
	}
	store.asked(t, "so far", 1, 2)
	a.Heard(c.Ref(), c.Version) // an old one is no news
	a.Heard(after.Ref(), after.Version)
	if _, err := a.Do(ctx, c.Ref(), call.Hangup{By: user("alice", "a1")}, none); err != nil {
		t.Fatal(err)
	}
	store.asked(t, "a call that was heard of", 1, 1)
}
