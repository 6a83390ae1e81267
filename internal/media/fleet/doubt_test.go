package fleet_test

import (
	"testing"
	"testing/synctest"
	"time"

	"ringline/internal/store/memory"
)

// trio is three nodes in a network that can refuse, ten calls on each.
func trio(t *testing.T, net *refusing) (store *memory.Store, a, b, c *node) {
	t.Helper()
	store = memory.New()
	var all [3]*node
	for i, name := range []string{"a", "b", "c"} {
		all[i] = join(t, store, spec{name: name, dial: net.dial})
		time.Sleep(300 * time.Millisecond) // their beats do not come at the same moment
	}
	time.Sleep(1500 * time.Millisecond)
	for i := range 30 {
		all[0].talk(t, i)
	}
	time.Sleep(1500 * time.Millisecond)
	if n := spread(t, store); n["a"] != 10 || n["b"] != 10 || n["c"] != 10 {
		t.Fatalf("calls are spread %v", n)
	}
	return store, all[0], all[1], all[2]
}

// TestRefused: P18. Where a node's process has died and its machine says so, its calls are moved before all take it for dead, by all who
// are left, and it gets no new ones. It is believed again when it says that it lives.
func TestRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var net refusing
		store, a, b, c := trio(t, &net)
		net.names.Store("b", true)
		b.kill()
		time.Sleep(1800 * time.Millisecond)
		synctest.Wait()
		if n := spread(t, store); n["b"] != 0 || n["a"]+n["c"] != 30 {
			t.Fatalf("after 1.8 s calls are spread %v", n)
		}
		if _, ok := a.members.Node("b"); !ok {
			t.Error("everybody takes it for dead by now: that proves nothing")
		}
		for i := range 10 {
			a.talk(t, 100+i)
		}
		if n := spread(t, store); n["b"] != 0 {
			t.Errorf("%d new calls were given to it", n["b"])
		}
		movers := map[string]int{}
		refs, err := store.Live(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		for i := range refs {
			all, err := store.History(t.Context(), refs[i].Ref())
			if err != nil {
				t.Fatal(err)
			}
			if last := all[len(all)-1]; last.Rule == "move_after_loss" {
				movers[last.Node]++
			}
		}
		if movers["a"] == 0 || movers["c"] == 0 || movers["a"]+movers["c"] != 10 {
			t.Errorf("moved by %v, want each call once, and each node to take part", movers)
		}
		time.Sleep(patience)
		net.names.Delete("b")
		join(t, store, spec{name: "b", dial: net.dial})
		time.Sleep(1500 * time.Millisecond)
		for i := range 30 {
			c.talk(t, 200+i)
		}
		if n := spread(t, store); n["b"] < 10 {
			t.Errorf("it is back, and calls are spread %v", n)
		}
	})
}

// TestOneWordIsNotEnough: nothing is moved from a node that refuses connections but says in the database that it lives, nor from one that is
// late there but takes connections.
func TestOneWordIsNotEnough(t *testing.T) {
	for name, spoil := range map[string]func(*refusing, *node){
		"refuses": func(net *refusing, b *node) {
			net.names.Store("b", true)
			time.Sleep(time.Minute)
		},
		"is late": func(_ *refusing, b *node) {
			b.store.now.Store(true)
			time.Sleep(1900 * time.Millisecond)
			b.store.now.Store(false)
			time.Sleep(time.Minute)
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var net refusing
				store, _, b, _ := trio(t, &net)
				spoil(&net, b)
				synctest.Wait()
				if n := spread(t, store); n["b"] != 10 {
					t.Errorf("calls are spread %v", n)
				}
			})
		})
	}
}

// TestDoubtedLives: a node that is doubted and lives, because the database was slow and a network refuses one for another, keeps serving: its
// calls were moved, and it gets new ones as soon as it has said that it lives.
func TestDoubtedLives(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var net refusing
		store, a, b, _ := trio(t, &net)
		net.names.Store("b", true)
		b.store.now.Store(true)
		time.Sleep(1900 * time.Millisecond)
		b.store.now.Store(false)
		time.Sleep(1500 * time.Millisecond)
		if n := spread(t, store); n["b"] != 0 {
			t.Fatalf("calls are spread %v", n)
		}
		for i := range 10 {
			a.talk(t, 100+i)
		}
		if n := spread(t, store); n["b"] != 10 {
			t.Errorf("it has nothing to do, and new calls are spread %v", n)
		}
	})
}
