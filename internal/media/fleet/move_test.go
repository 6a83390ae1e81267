package fleet_test

import (
	"testing"
	"testing/synctest"
	"time"

	"ringline/internal/call"
	"ringline/internal/cluster"
	"ringline/internal/media"
	"ringline/internal/store/memory"
)

const patience = 8 * time.Second // a death is noticed after three seconds, and a dead node's duty is free after four

// TestRescue: P18. A node that is killed takes no call with it: those that are left share its calls, and those of nobody else move.
func TestRescue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memory.New()
		b := join(t, store, spec{name: "b"}) // which has the duty
		synctest.Wait()
		join(t, store, spec{name: "a"})
		join(t, store, spec{name: "c"})
		time.Sleep(1500 * time.Millisecond)
		hosts := map[call.Ref]string{}
		for i := range 300 {
			ref := b.talk(t, i)
			got, err := store.Load(t.Context(), ref)
			if err != nil {
				t.Fatal(err)
			}
			hosts[ref] = got.Host
		}
		if n := spread(t, store); n["a"] != 100 || n["b"] != 100 || n["c"] != 100 {
			t.Fatalf("new calls are spread %v", n)
		}
		time.Sleep(1500 * time.Millisecond)
		b.kill()
		time.Sleep(cluster.Dead) // since before its last word, and its duty is not free yet
		synctest.Wait()
		if n := spread(t, store); n["b"] != 0 || n["a"] < 140 || n["c"] < 140 {
			t.Errorf("after the death of b calls are spread %v, want them on a and c", n)
		}
		for ref, host := range hosts {
			got, err := store.Load(t.Context(), ref)
			if err != nil {
				t.Fatal(err)
			}
			switch rule := lastRule(t, store, ref); {
			case host == "b" && (got.Moves != 1 || rule != "move_after_loss"):
				t.Fatalf("a call of b has moved %d times, the last time by %s", got.Moves, rule)
			case host != "b" && got.Moves != 0:
				t.Fatalf("a call of %s was moved", host)
			}
		}
	})
}

// TestRescueOfLatecomers: a call that named a dead host before its death was known, or none at all, is moved as well.
func TestRescueOfLatecomers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memory.New()
		join(t, store, spec{name: "a"})
		b := join(t, store, spec{name: "b"})
		time.Sleep(1500 * time.Millisecond)
		b.kill()
		time.Sleep(patience)
		for i, host := range []string{"b", ""} {
			m := call.Start{
				App: app, ID: call.ID("late" + host), By: actor("ann"), Callees: []call.UserID{"bob"}, Media: call.Audio, Host: host, RingFor: 5 * time.Minute, Max: 9,
			}
			m.By, m.Callees[0] = actor(call.UserID("ann"+host)), call.UserID("bob"+host)
			ch, err := call.Apply(call.Call{}, m, time.Now())
			if err == nil {
				err = store.Commit(t.Context(), ch)
			}
			if err != nil {
				t.Fatal(i, err)
			}
		}
		time.Sleep(40 * time.Second)
		synctest.Wait()
		if n := spread(t, store); n["a"] != 2 {
			t.Errorf("calls are spread %v, want both on a", n)
		}
	})
}

// TestNobodyServes: a call whose host is gone waits while nobody can take it, and goes on when somebody can.
func TestNobodyServes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memory.New()
		a, b := join(t, store, spec{name: "a"}), join(t, store, spec{name: "b"})
		time.Sleep(1500 * time.Millisecond)
		for i := range 10 {
			a.talk(t, i)
		}
		if err := a.members.Leaving(t.Context()); err != nil {
			t.Fatal(err)
		}
		b.kill()
		time.Sleep(time.Minute)
		synctest.Wait()
		if n := spread(t, store); n["b"] != 5 || n["a"] != 5 {
			t.Fatalf("calls are spread %v, want those of b to wait", n)
		}
		join(t, store, spec{name: "c"})
		time.Sleep(patience)
		synctest.Wait()
		if n := spread(t, store); n["c"] != 5 || n["a"] != 5 {
			t.Errorf("calls are spread %v, want those of b on c", n)
		}
	})
}

// TestLeave: a node that leaves gives its calls away in waves, and the others' stay where they are.
func TestLeave(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memory.New()
		a, b := join(t, store, spec{name: "a"}), join(t, store, spec{name: "b"})
		time.Sleep(1500 * time.Millisecond)
		for i := range 200 {
			a.talk(t, i)
		}
		if err := a.members.Leaving(t.Context()); err != nil {
			t.Fatal(err)
		}
		time.Sleep(1500 * time.Millisecond)
		left := make(chan error, 1)
		go func() { left <- a.Leave(t.Context()) }()
		synctest.Wait()
		if n := spread(t, store); n["b"] != 125 {
			t.Errorf("after the first wave calls are spread %v, want 25 moved", n)
		}
		if err := <-left; err != nil {
			t.Fatal(err)
		}
		if n := spread(t, store); n["b"] != 200 {
			t.Errorf("afterwards calls are spread %v", n)
		}
		if err := b.members.Leaving(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := b.Leave(t.Context()); err != nil { // nobody is left to take them
			t.Error(err)
		}
		a.end()
	})
}

// TestLeaveWaits: a node that leaves waits until the members of its calls are in the other rooms, but not for ever.
func TestLeaveWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memory.New()
		a := join(t, store, spec{name: "a"})
		join(t, store, spec{name: "b"})
		time.Sleep(1500 * time.Millisecond)
		for i, stays := range []time.Duration{2 * time.Second, time.Hour} {
			a.talk(t, i)
			a.rooms.busy.Store(true)
			time.AfterFunc(stays, func() { a.rooms.busy.Store(false) })
			begun := time.Now()
			if err := a.Leave(t.Context()); err != nil {
				t.Fatal(err)
			}
			took := time.Since(begun)
			if want := min(stays, media.Lingering); took < want || took > want+time.Second {
				t.Errorf("its last member stays for %v, and it left after %v", stays, took)
			}
		}
	})
}

// TestComesBack: a node that was away for a moment keeps its calls.
func TestComesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memory.New()
		a, b := join(t, store, spec{name: "a"}), join(t, store, spec{name: "b"})
		time.Sleep(1500 * time.Millisecond)
		for i := range 10 {
			a.talk(t, i)
		}
		b.store.now.Store(true)
		time.Sleep(1400 * time.Millisecond)
		b.store.now.Store(false)
		time.Sleep(time.Minute)
		if n := spread(t, store); n["a"] != 5 || n["b"] != 5 {
			t.Errorf("calls are spread %v", n)
		}
	})
}

// TestSearch: calls of a node whose death nobody has seen, because all were away, are found as well.
func TestSearch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memory.New()
		a, b := join(t, store, spec{name: "a"}), join(t, store, spec{name: "b"})
		time.Sleep(1500 * time.Millisecond)
		for i := range 10 {
			a.talk(t, i)
		}
		a.kill()
		b.kill()
		time.Sleep(2 * time.Hour) // and is forgotten
		join(t, store, spec{name: "c"})
		time.Sleep(patience)
		synctest.Wait()
		if n := spread(t, store); n["c"] != 10 {
			t.Errorf("calls are spread %v, want all on the only node", n)
		}
	})
}
