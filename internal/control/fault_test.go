package control_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"ringline/internal/call"
	"ringline/internal/store/memory"
)

// faulty is a store whose commits go through a hook, if there is one.
type faulty struct {
	*memory.Store
	mu   sync.Mutex
	hook func(call.Change, func() error) error // gets the change and what commits it
	mute error                                 // what the store says when it is asked for a request; nil: the truth
	due  func()                                // is waited for when the store is asked for what is overdue; nil: it answers at once
}

func (s *faulty) Due(ctx context.Context, now time.Time, limit int) ([]call.Ref, error) {
	s.mu.Lock()
	due := s.due
	s.mu.Unlock()
	if due != nil {
		due()
	}
	return s.Store.Due(ctx, now, limit)
}

func (s *faulty) Requested(ctx context.Context, app call.AppID, request call.Request) (call.ID, error) {
	s.mu.Lock()
	mute := s.mute
	s.mu.Unlock()
	if mute != nil {
		return "", mute
	}
	return s.Store.Requested(ctx, app, request)
}

func (s *faulty) Commit(ctx context.Context, change call.Change) error {
	s.mu.Lock()
	hook := s.hook
	s.mu.Unlock()
	commit := func() error { return s.Store.Commit(ctx, change) }
	if hook == nil {
		return commit()
	}
	return hook(change, commit)
}

// during sets the hook; nil heals the store.
func (s *faulty) during(hook func(call.Change, func() error) error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hook = hook
}

var errDisk = errors.New("input/output error")

// lost commits and does not say so; refused does neither.
func lost(_ call.Change, commit func() error) error { return errors.Join(errDisk, commit()) }
func refused(_ call.Change, _ func() error) error   { return errDisk }
func overload(_ call.Change, _ func() error) error  { return call.ErrUnavailable }
func (w *world) versions() (versions []int64) {
	for _, ch := range w.tape.heard() {
		versions = append(versions, ch.To.Version)
	}
	return versions
}

// TestCommitInDoubt: P6, P10, P12. A commit that failed, yet happened, is told of: to others when they act, or soon after the
// store answers again.
func TestCommitInDoubt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.run(t)
		w.store.during(lost)
		ask := call.Request{User: "alice", Device: "a1", ID: "r1"}
		c, err := w.Start(t.Context(), start(user("alice", "a1"), "bob"), ask)
		if w.must(t, c, err); len(w.versions()) != 1 {
			t.Fatalf("a start that found itself repeated told of versions %v, want 1", w.versions())
		}
		if _, err := w.Start(t.Context(), start(user("carol", "c1"), "dave"), none); !errors.Is(err, errDisk) {
			t.Fatalf("start: %v", err)
		}
		w.store.during(nil)
		time.Sleep(1100 * time.Millisecond)
		synctest.Wait()
		other, err := w.HeldBy(t.Context(), app, "dave")
		if w.must(t, other, err); len(w.versions()) != 2 {
			t.Fatalf("a second after a start in doubt versions %v were told, want 1 of each call", w.versions())
		}
		other, err = w.Do(t.Context(), other.Ref(), call.Cancel{By: user("carol", "c1")}, none)
		w.must(t, other, err)
		w.tape.forget()

		w.store.during(lost)
		if _, err := w.Do(t.Context(), c.Ref(), call.Accept{By: user("bob", "b1")}, none); !errors.Is(err, errDisk) {
			t.Fatalf("accept: %v", err)
		}
		w.store.during(nil)
		c, err = w.Do(t.Context(), c.Ref(), call.Hangup{By: user("alice", "a1")}, none)
		if w.must(t, c, err); c.End.Result != call.Completed {
			t.Errorf("result %s, want completed", c.End.Result)
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		for i, v := range w.versions() {
			if v != int64(i+2) {
				t.Fatalf("versions %v were told, want 2, 3", w.versions())
			}
		}
		if got := w.versions(); len(got) != 2 {
			t.Errorf("versions %v were told, want 2, 3", got)
		}
		w.gauges(t, 0, 0)
	})
}

// TestRepeatWhileTheStoreIsAway: P12. As long as it cannot be told whether a request was answered before, it is not refused for good:
// its first copy may have succeeded, and be what stands in its way.
func TestRepeatWhileTheStoreIsAway(t *testing.T) {
	w := newWorld(t)
	ask := call.Request{User: "alice", Device: "a1", ID: "r1"}
	first, err := w.Start(t.Context(), start(user("alice", "a1"), "bob"), ask)
	w.must(t, first, err)
	answer := call.Request{User: "bob", Device: "b1", ID: "r2"}
	accepted, err := w.Do(t.Context(), first.Ref(), call.Accept{By: user("bob", "b1")}, answer)
	w.must(t, accepted, err)
	over, err := w.Do(t.Context(), first.Ref(), call.Hangup{By: user("alice", "a1")}, none)
	w.must(t, over, err)
	for _, away := range []error{call.ErrUnavailable, errDisk} {
		w.store.mute = away
		if _, err := w.Start(t.Context(), start(user("alice", "a1"), "bob"), ask); !errors.Is(err, away) {
			t.Errorf("P12: a start that had succeeded got %v while the store said %v", err, away)
		}
		if _, err := w.Do(t.Context(), first.Ref(), call.Accept{By: user("bob", "b1")}, answer); !errors.Is(err, away) {
			t.Errorf("P12: an accept that had succeeded got %v while the store said %v", err, away)
		}
	}
	w.store.mute = nil
	again, err := w.Do(t.Context(), first.Ref(), call.Accept{By: user("bob", "b1")}, answer)
	if w.must(t, again, err); again.ID != first.ID {
		t.Errorf("P12: the repeat was answered with call %s, want %s", again.ID, first.ID)
	}
}

// TestCommitThatDidNotHappen: nobody hears of it, and the call's deadline stays.
func TestCommitThatDidNotHappen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.run(t)
		c, err := w.Start(t.Context(), start(user("alice", "a1"), "bob"), none)
		w.must(t, c, err)
		w.store.during(refused)
		if _, err := w.Do(t.Context(), c.Ref(), call.Accept{By: user("bob", "b1")}, none); !errors.Is(err, errDisk) {
			t.Fatalf("accept: %v", err)
		}
		if _, err := w.Start(t.Context(), start(user("carol", "c1"), "dave"), none); !errors.Is(err, errDisk) {
			t.Fatalf("start: %v", err)
		}
		w.store.during(nil)
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if got := w.versions(); len(got) != 1 {
			t.Errorf("versions %v were told, want the start alone", got)
		}
		time.Sleep(30 * time.Second)
		synctest.Wait()
		c, err = w.Load(t.Context(), c.Ref())
		if w.must(t, c, err); c.End == nil || c.End.At.Sub(c.Legs[1].Deadline) > time.Second {
			t.Errorf("P3: the end is %+v, the deadline was %v", c.End, c.Legs[1].Deadline)
		}
	})
}

// TestDeadlineDuringAnOutage: P3. What could not be acted upon in time is, within a second of the store's return.
func TestDeadlineDuringAnOutage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.run(t)
		c, err := w.Start(t.Context(), start(user("alice", "a1"), "bob"), none)
		w.must(t, c, err)
		time.Sleep(29 * time.Second)
		w.store.during(overload)
		time.Sleep(2500 * time.Millisecond)
		w.store.during(nil)
		back := time.Now()
		time.Sleep(1100 * time.Millisecond)
		synctest.Wait()
		c, err = w.Load(t.Context(), c.Ref())
		if w.must(t, c, err); c.End == nil || c.End.At.Sub(back) > time.Second {
			t.Errorf("the end is %+v, the store was back at %v", c.End, back)
		}
	})
}

// TestOverloadIsCalledThat: P20. Somebody whose way is blocked by an overdue call that cannot be brought up to date is told so,
// without trying again and again on a store that has enough to do.
func TestOverloadIsCalledThat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		_, err := w.Start(t.Context(), start(user("alice", "a1"), "bob"), none)
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(31 * time.Second)
		commits := 0
		w.store.during(func(ch call.Change, commit func() error) error {
			if commits++; ch.From == 0 {
				return commit() // refused: bob is held
			}
			return call.ErrUnavailable
		})
		if _, err := w.Start(t.Context(), start(user("bob", "b1"), "carol"), none); !errors.Is(err, call.ErrUnavailable) || commits > 2 {
			t.Errorf("%v after %d commits, want unavailable after 2", err, commits)
		}
	})
}

// TestCalleesTakenOneAfterTheOther: P1, P20. While a start goes on, its callees come and go; it neither forgets who is busy nor
// gives up.
func TestCalleesTakenOneAfterTheOther(t *testing.T) {
	w := newWorld(t)
	bob, err := w.Start(t.Context(), start(user("x", "x1"), "bob"), none)
	w.must(t, bob, err)
	tries := 0
	w.store.during(func(ch call.Change, commit func() error) error {
		if tries++; tries == 2 {
			w.store.during(nil)
			carol, err := w.Start(t.Context(), start(user("y", "y1"), "carol"), none)
			w.must(t, carol, err)
		}
		return commit()
	})
	c, err := w.Start(t.Context(), start(user("alice", "a1"), "bob", "carol", "dave"), none)
	if w.must(t, c, err); c.Leg("bob").Reason != call.Busy || c.Leg("carol").Reason != call.Busy || c.Leg("dave").State != call.Ringing {
		t.Errorf("legs %+v", c.Legs)
	}
}

// TestHangingLookDelaysNoDeadline: P3, P14. While the store does not say what is overdue, what this process knows ends at its time.
func TestHangingLookDelaysNoDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		healed := make(chan struct{})
		defer close(healed)
		w.store.due = func() { <-healed }
		w.run(t)
		c, err := w.Start(t.Context(), start(user("alice", "a1"), "bob"), none)
		w.must(t, c, err)
		time.Sleep(31 * time.Second)
		synctest.Wait()
		c, err = w.Load(t.Context(), c.Ref())
		if w.must(t, c, err); c.End == nil || c.End.At.Sub(c.Legs[1].Deadline) > time.Millisecond {
			t.Errorf("the end is %+v, the deadline was %v", c.End, c.Legs[1].Deadline)
		}
	})
}

// TestHangingCommitDelaysNoDeadline: P3, P14, P17. While the commit of one call hangs, all others end at their time, also those that
// are due later and those that this process has not heard of; and the hanging one takes one sweeper and no more.
func TestHangingCommitDelaysNoDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.run(t)
		var calls []call.Call
		for i := range 5 * 60 {
			m := start(user(fmt.Sprintf("caller-%d", i), "d"), call.UserID(fmt.Sprintf("callee-%d", i)))
			m.RingFor = 30*time.Second + time.Duration(i/60)*time.Second // sixty at a time
			c, err := w.Start(t.Context(), m, none)
			calls = append(calls, w.must(t, c, err))
		}
		stuck, healed := calls[0], make(chan struct{})
		heal := sync.OnceFunc(func() { close(healed) })
		defer heal()
		w.tape.forget()
		w.store.during(func(ch call.Change, commit func() error) error {
			if ch.To.ID == stuck.ID {
				<-healed
			}
			return commit()
		})
		time.Sleep(20 * time.Minute) // the store is asked often for what is overdue
		synctest.Wait()
		ends := w.tape.heard()
		if len(ends) != len(calls)-1 {
			t.Fatalf("%d calls are over, want all but one of %d", len(ends), len(calls))
		}
		for _, ch := range ends {
			if late := ch.To.End.At.Sub(ch.To.Legs[1].Deadline); late > time.Millisecond { // the end comes after the leg's
				t.Errorf("call %s ended %v late", ch.To.ID, late)
			}
		}
		unheard := call.Start{App: app, ID: "unheard", By: user("zoe", "z1"), Callees: []call.UserID{"yan"}, Media: call.Audio, RingFor: time.Minute, Max: 9}
		ch, err := call.Apply(call.Call{}, unheard, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		if err := w.store.Store.Commit(t.Context(), ch); err != nil { // as another process would
			t.Fatal(err)
		}
		time.Sleep(time.Minute + 6*time.Second)
		synctest.Wait()
		if c, err := w.Load(t.Context(), ch.To.Ref()); err != nil || c.End == nil {
			t.Errorf("a call that another process began: %+v, %v; want ended", c.End, err)
		}
		heal()
		synctest.Wait()
		if c, err := w.Load(t.Context(), stuck.Ref()); err != nil || c.End == nil {
			t.Errorf("the call whose commit hung: %+v, %v; want ended", c.End, err)
		}
	})
}
