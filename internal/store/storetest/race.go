package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"ringline/internal/call"
	"ringline/internal/control"
)

// obey runs a command as control does: decide on the truth, and on a newer one if that was stale.
func obey(ctx context.Context, store control.Store, ref call.Ref, cmd call.Command, now time.Time) (call.Call, error) {
	for {
		c, err := store.Load(ctx, ref)
		if err != nil {
			return c, fmt.Errorf("load: %w", err)
		}
		if err := call.Check(&c); err != nil {
			return c, fmt.Errorf("call %s is broken: %w", c.ID, err)
		}
		change, err := call.Apply(c, cmd, now)
		if err != nil || change.Empty() {
			return c, err
		}
		switch err = store.Commit(ctx, change); {
		case err == nil:
			return change.To, nil
		case !errors.Is(err, call.ErrConflict):
			return c, err
		}
	}
}

// testEveryone has every user call every other one at the same time, again and again. P1 must hold at
// every moment that anybody looks.
func testEveryone(s *suite) {
	var started atomic.Int64
	group, ctx := errgroup.WithContext(s.Context())
	for _, caller := range users {
		group.Go(func() error {
			for round := range 5 {
				for _, callee := range users {
					if caller == callee {
						continue
					}
					ok, err := ringOnce(ctx, s.store, caller, callee, round)
					if err != nil {
						return fmt.Errorf("%s calls %s: %w", caller, callee, err)
					}
					if ok {
						started.Add(1)
					}
				}
			}
			return nil
		})
	}
	group.Go(func() error {
		for range 100 {
			if err := oneCallEach(ctx, s.store); err != nil {
				return err
			}
		}
		return nil
	})
	if err := group.Wait(); err != nil {
		s.Fatal(err)
	}
	if started.Load() == 0 {
		s.Fatal("nobody ever got through")
	}
	same(s, "the calls left over", s.live(0), nil)
	s.everything()
}

// ringOnce starts a call and ends it, or learns that somebody is in another one.
func ringOnce(ctx context.Context, store control.Store, caller, callee call.UserID, round int) (started bool, err error) {
	change, err := call.Apply(call.Call{}, starting(app, caller, callee), at(round))
	if err != nil {
		return false, err
	}
	err = store.Commit(ctx, change)
	if claimed := (*call.Claimed)(nil); errors.As(err, &claimed) {
		for u := range claimed.Held {
			if u != caller && u != callee {
				return false, fmt.Errorf("%s is in the way and was not asked for", u)
			}
		}
		return false, nil
	}
	if err != nil {
		return false, err
	}
	for _, u := range []call.UserID{caller, callee} {
		if id, err := store.Held(ctx, app, u); err != nil || id != change.To.ID {
			return false, fmt.Errorf("P1: %s is held by %q (%w) right after %s was committed", u, id, err, change.To.ID)
		}
	}
	_, err = obey(ctx, store, change.To.Ref(), call.Hangup{By: phone(caller)}, at(round+1))
	return true, err
}

// oneCallEach checks P1 on one reading of all live calls.
func oneCallEach(ctx context.Context, store control.Store) error {
	calls, err := store.Live(ctx, 0)
	if err != nil {
		return err
	}
	in := map[call.UserID]call.ID{}
	for i := range calls {
		if err := call.Check(&calls[i]); err != nil {
			return err
		}
		for _, u := range calls[i].Holds() {
			if in[u] != "" {
				return fmt.Errorf("P1: %s is in %s and %s", u, in[u], calls[i].ID)
			}
			in[u] = calls[i].ID
		}
	}
	return nil
}

// testTwoDevices checks P2: of two devices that answer at the same moment one wins, and the other is told.
func testTwoDevices(s *suite) {
	for round := range 20 {
		c := s.start(starting(app, "ann", "bob"))
		var errs [2]error
		together(2, func(i int) {
			by := phone("bob")
			if i == 1 {
				by = tablet("bob")
			}
			_, errs[i] = obey(s.Context(), s.store, c.Ref(), call.Accept{By: by}, at(1))
		})
		winner, loser := errs[0], errs[1]
		device := phone("bob").Device
		if winner != nil {
			winner, loser, device = loser, winner, tablet("bob").Device
		}
		if winner != nil || !errors.Is(loser, call.ErrAnsweredElsewhere) {
			s.Fatalf("P2: round %d: the devices got %v and %v", round, errs[0], errs[1])
		}
		c = s.load(c.Ref())
		same(s, "the device in the call", c.Leg("bob").Device, device)
		s.do(c, call.Hangup{By: phone("ann")}, at(2))
	}
}

// testGlare checks what a store does for P11: of two people who call each other one start wins, and the
// other one learns of exactly that call, so that it can become an accept.
func testGlare(s *suite) {
	for range 20 {
		starts := [2]call.Start{starting(app, "ann", "bob"), starting(app, "bob", "ann")}
		var errs [2]error
		together(2, func(i int) {
			change, err := call.Apply(call.Call{}, starts[i], at(0))
			if err == nil {
				err = s.store.Commit(s.Context(), change)
			}
			errs[i] = err
		})
		won, lost := 0, 1
		if errs[won] != nil {
			won, lost = 1, 0
		}
		if errs[won] != nil {
			s.Fatalf("P11: neither came through: %v and %v", errs[0], errs[1])
		}
		id := starts[won].ID
		s.isRefusal(errs[lost], &call.Claimed{Held: map[call.UserID]call.ID{"ann": id, "bob": id}})
		c := s.load(call.Ref{App: app, ID: id})
		if !call.Glare(&c, starts[lost]) {
			s.Fatal("P11: the rules do not see that the two call each other")
		}
		c = s.do(c, call.Accept{By: starts[lost].By}, at(1))
		same(s, "the live calls", s.live(app), []call.Call{c})
		s.do(c, call.Hangup{By: phone("ann")}, at(2))
	}
}

// testOneCall has many writers change one call: each version is decided once and none is lost.
func testOneCall(s *suite) {
	callees := users[1:]
	c := s.start(starting(app, "ann", callees...))
	group, ctx := errgroup.WithContext(s.Context())
	for _, u := range callees {
		group.Go(func() error {
			for i, cmd := range []call.Command{
				call.Rang{By: phone(u)}, call.Accept{By: phone(u)}, call.Hangup{By: phone(u)},
			} {
				if _, err := obey(ctx, s.store, c.Ref(), cmd, at(i+1)); err != nil {
					return fmt.Errorf("%s of %s: %w", cmd.Rule(), u, err)
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		s.Fatal(err)
	}
	c = s.load(c.Ref())
	same(s, "the call's version", c.Version, int64(1+3*len(callees)))
	s.checkHistory(&c, s.history(c.Ref()))
	if c.Live() {
		s.Fatal("everybody left and the call goes on")
	}
	s.everything()
}

// testOneRequest checks P12 under pressure: one wish, sent many times at once, comes true once.
func testOneRequest(s *suite) {
	wish := call.Request{User: "ann", Device: "ann-phone", ID: "r1"}
	var errs [8]error
	var ids [8]call.ID
	together(len(errs), func(i int) {
		m := starting(app, "ann", "bob")
		ids[i] = m.ID
		change, err := call.Apply(call.Call{}, m, at(0))
		if err == nil {
			change.Request = wish
			err = s.store.Commit(s.Context(), change)
		}
		errs[i] = err
	})
	id := s.requested(app, wish)
	same(s, "the live calls", s.live(app), []call.Call{s.load(call.Ref{App: app, ID: id})})
	for i, err := range errs {
		if ids[i] == id && err != nil {
			s.Fatalf("the first wish was refused: %v", err)
		}
		if ids[i] != id {
			s.isRefusal(err, &call.Repeated{Call: id})
		}
	}
}

// testReaders reads while others write: versions never go back, and each reading is whole.
func testReaders(s *suite) {
	c := s.start(starting(app, "ann", "bob"))
	ref := c.Ref()
	done := make(chan struct{})
	group, ctx := errgroup.WithContext(s.Context())
	group.Go(func() error {
		defer close(done)
		media := c.Media
		for i := range 200 {
			media = flip(media)
			if _, err := obey(ctx, s.store, ref, call.SwitchMedia{By: phone("ann"), Media: media}, at(i)); err != nil {
				return err
			}
		}
		_, err := obey(ctx, s.store, ref, call.EndCall{By: admin()}, at(300))
		return err
	})
	for range 2 {
		group.Go(func() error {
			var last int64
			for open := true; open; {
				select {
				case <-done:
					open = false // one more time, to see the end
				default:
				}
				c, err := s.store.Load(ctx, ref)
				if err != nil {
					return err
				}
				if err := call.Check(&c); err != nil {
					return err
				}
				if c.Version < last {
					return fmt.Errorf("version %d was read after version %d", c.Version, last)
				}
				last = c.Version
				// What was read is committed, so the history has it already.
				entries, err := s.store.History(ctx, ref)
				if err != nil {
					return err
				}
				if int64(len(entries)) < last {
					return fmt.Errorf("the history ends at %d, but version %d was read", len(entries), last)
				}
			}
			if last != 202 {
				return fmt.Errorf("the last version read is %d", last)
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		s.Fatal(err)
	}
}

// together runs n functions at the same moment and waits for them.
func together(n int, f func(i int)) {
	var group sync.WaitGroup
	gate := make(chan struct{})
	for i := range n {
		group.Go(func() {
			<-gate
			f(i)
		})
	}
	close(gate)
	group.Wait()
}
