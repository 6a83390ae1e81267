package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringline/internal/call"
	"ringline/internal/cluster"
)

// Cluster is a store that knows the nodes, with a clock that can be moved.
type Cluster interface {
	cluster.Store
	Later(d time.Duration)
}

// RunCluster holds a store against the contract of [cluster.Store]. open returns an empty one and cleans up after it.
func RunCluster(t *testing.T, open func(t *testing.T) Cluster) {
	for _, test := range []struct {
		name string
		run  func(t *testing.T, s Cluster)
	}{
		{"nodes know each other", testBeat},
		{"a name is one process's", testIncarnations},
		{"who has left is not alive", testLeave},
		{"dead nodes are forgotten when nothing is kept for them", testForgotten},
		{"a duty has one owner", testDuty},
		{"of many who want a duty one gets it", testDutyRace},
		{"leases move from node to node", testLeases},
		{"of many who take a dead node's leases one gets each", testTakeRace},
		{"a node that is back keeps its leases, or finds that they are taken", testTakeBack},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, open(t)) })
	}
}

func node(name, incarnation string) cluster.Node {
	return cluster.Node{
		Name: name, Incarnation: incarnation, Inner: name + ":7000", Region: "here", State: cluster.Serving, Load: 7, Version: "v1", Single: name == "single",
	}
}

// beat returns the names of those that are alive.
func beat(t *testing.T, s Cluster, me cluster.Node) []string {
	t.Helper()
	all, now, err := s.Beat(t.Context(), me)
	if err != nil {
		t.Fatal(err)
	}
	return alive(all, now)
}

func alive(all []cluster.Node, now time.Time) (names []string) {
	for i := range all {
		if all[i].Alive(now) {
			names = append(names, all[i].Name)
		}
	}
	return names
}

func is[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func testBeat(t *testing.T, s Cluster) {
	is(t, "the first", beat(t, s, node("b", "1")), []string{"b"})
	me := node("a", "1")
	me.State, me.Load = cluster.Leaving, 0
	all, now, err := s.Beat(t.Context(), me)
	if err != nil || len(all) != 2 {
		t.Fatalf("%d nodes, %v", len(all), err)
	}
	for i, want := range []cluster.Node{me, node("b", "1")} {
		if seen := all[i].Seen; seen.After(now) || now.Sub(seen) > time.Minute {
			t.Errorf("%s was seen at %v, now it is %v", want.Name, seen, now)
		}
		all[i].Seen = time.Time{}
		is(t, "node", all[i], want)
	}
	is(t, "single", beat(t, s, node("single", "1")), []string{"a", "b", "single"})
	s.Later(2 * time.Second)
	is(t, "soon", beat(t, s, node("a", "1")), []string{"a", "b", "single"})
	s.Later(cluster.Dead - 2*time.Second)
	is(t, "later", beat(t, s, node("a", "1")), []string{"a"})
	is(t, "back", beat(t, s, node("b", "1")), []string{"a", "b"})
}

func testIncarnations(t *testing.T, s Cluster) {
	beat(t, s, node("a", "1"))
	if _, _, err := s.Beat(t.Context(), node("a", "2")); !errors.Is(err, cluster.ErrTaken) {
		t.Errorf("another process of a living name: %v", err)
	}
	is(t, "the first goes on", beat(t, s, node("a", "1")), []string{"a"})
	s.Later(cluster.Dead)
	is(t, "the second after the first", beat(t, s, node("a", "2")), []string{"a"})
	if _, _, err := s.Beat(t.Context(), node("a", "1")); !errors.Is(err, cluster.ErrTaken) {
		t.Errorf("the first one comes back: %v", err)
	}
}

func testLeave(t *testing.T, s Cluster) {
	beat(t, s, node("a", "1"))
	beat(t, s, node("b", "1"))
	for _, n := range []cluster.Node{node("a", "2"), node("nobody", "1")} { // not theirs
		if err := s.Leave(t.Context(), n); err != nil {
			t.Fatal(err)
		}
	}
	is(t, "before", beat(t, s, node("b", "1")), []string{"a", "b"})
	if err := s.Leave(t.Context(), node("a", "1")); err != nil {
		t.Fatal(err)
	}
	is(t, "after", beat(t, s, node("b", "1")), []string{"b"})
	is(t, "another process need not wait", beat(t, s, node("a", "2")), []string{"a", "b"})
}

func testForgotten(t *testing.T, s Cluster) {
	names := func() (names []string) {
		all, _, err := s.Beat(t.Context(), node("z", "1"))
		if err != nil {
			t.Fatal(err)
		}
		for i := range all {
			names = append(names, all[i].Name)
		}
		return names
	}
	beat(t, s, node("a", "1"))
	beat(t, s, node("b", "1"))
	if err := s.KeepLeases(t.Context(), "b", []cluster.Lease{{App: app, User: "ann", Device: "phone"}}); err != nil {
		t.Fatal(err)
	}
	s.Later(time.Minute)
	is(t, "dead, and known", names(), []string{"a", "b", "z"})
	s.Later(2 * time.Hour)
	names() // may still have them
	is(t, "long dead", names(), []string{"b", "z"})
	if _, err := s.TakeLeases(t.Context(), "b", "z"); err != nil {
		t.Fatal(err)
	}
	names()
	is(t, "nothing is left of it", names(), []string{"z"})
}

func own(t *testing.T, s Cluster, owner string, duties ...string) []string {
	t.Helper()
	owned, err := s.Own(t.Context(), owner, duties, 4*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(owned)
	return owned
}

func testDuty(t *testing.T, s Cluster) {
	is(t, "nobody's", own(t, s, "a", "sweep", "send"), []string{"send", "sweep"})
	is(t, "another's", own(t, s, "b", "send", "count"), []string{"count"})
	s.Later(3 * time.Second)
	is(t, "one's own", own(t, s, "a", "sweep"), []string{"sweep"})
	s.Later(3 * time.Second)
	is(t, "one that was not renewed", own(t, s, "b", "sweep", "send"), []string{"send"})
	if err := s.Disown(t.Context(), "b", []string{"sweep", "send", "nothing"}); err != nil {
		t.Fatal(err)
	}
	is(t, "given back", own(t, s, "c", "sweep", "send"), []string{"send"})
	is(t, "none", own(t, s, "c"), nil)
}

func testDutyRace(t *testing.T, s Cluster) {
	duties := []string{"a", "b", "c", "d", "e", "f"}
	var group sync.WaitGroup
	var mu sync.Mutex
	owners := map[string]string{}
	for n := range 8 {
		group.Go(func() {
			mine := slices.Clone(duties)
			if n%2 == 0 {
				slices.Reverse(mine)
			}
			owned, err := s.Own(t.Context(), fmt.Sprint(n), mine, time.Minute)
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			for _, d := range owned {
				if by := owners[d]; by != "" {
					t.Errorf("%s has the duty %s, and so has %d", by, d, n)
				}
				owners[d] = fmt.Sprint(n)
			}
		})
	}
	group.Wait()
	if len(owners) != len(duties) {
		t.Errorf("%d of %d duties have an owner", len(owners), len(duties))
	}
}

func testLeases(t *testing.T, s Cluster) {
	ctx := t.Context()
	lease := func(n int) cluster.Lease {
		return cluster.Lease{App: app, User: "ann\x00é", Device: call.DeviceID(fmt.Sprintf("device-%03d", n))}
	}
	do := func(f func(context.Context, string, []cluster.Lease) error, node string, ls ...cluster.Lease) {
		t.Helper()
		if err := f(ctx, node, ls); err != nil {
			t.Fatal(err)
		}
	}
	kept := func(node string, want ...cluster.Lease) {
		t.Helper()
		got, err := s.KeptLeases(ctx, node)
		if err != nil {
			t.Fatal(err)
		}
		is(t, "kept by "+node, got, want)
		for _, l := range want {
			if yes, err := s.KeepsLease(ctx, node, l); err != nil || !yes {
				t.Errorf("%s does not keep %v, %v", node, l, err)
			}
		}
	}
	other := lease(1)
	other.App = otherApp
	do(s.KeepLeases, "a", lease(2), lease(1), other, lease(3), lease(3))
	kept("a", lease(1), lease(2), lease(3), other)
	do(s.KeepLeases, "b", lease(2), lease(4))
	do(s.KeepLeases, "b")
	kept("a", lease(1), lease(3), other)
	kept("b", lease(2), lease(4))
	if yes, err := s.KeepsLease(ctx, "a", lease(2)); err != nil || yes {
		t.Errorf("the one it was taken from keeps it, %v", err)
	}
	do(s.DropLeases, "a", lease(2), lease(1), lease(9))
	kept("a", lease(3), other)
	kept("b", lease(2), lease(4))
	taken, err := s.TakeLeases(ctx, "a", "b")
	if err != nil {
		t.Fatal(err)
	}
	is(t, "taken", taken, []cluster.Lease{lease(3), other})
	kept("a")
	kept("b", lease(2), lease(3), lease(4), other)
}

func testTakeRace(t *testing.T, s Cluster) {
	const leases, takers = 200, 6
	var all []cluster.Lease
	for n := range leases {
		all = append(all, cluster.Lease{App: app, User: "ann", Device: call.DeviceID(fmt.Sprintf("device-%03d", n))})
	}
	if err := s.KeepLeases(t.Context(), "dead", all); err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	var mu sync.Mutex
	by := map[cluster.Lease]int{}
	for n := range takers {
		group.Go(func() {
			taken, err := s.TakeLeases(t.Context(), "dead", fmt.Sprint(n))
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			for _, l := range taken {
				if was, there := by[l]; there {
					t.Errorf("%d and %d took %v", was, n, l)
				}
				by[l] = n
			}
		})
	}
	group.Wait()
	if len(by) != leases {
		t.Errorf("%d of %d were taken", len(by), leases)
	}
}

// Of a node that comes back at the moment when its leases are taken either it has a lease or the other one has: not both, and not nobody.
func testTakeBack(t *testing.T, s Cluster) {
	ctx := t.Context()
	lease := cluster.Lease{App: app, User: "ann", Device: "phone"}
	if err := s.KeepLeases(ctx, "a", []cluster.Lease{lease}); err != nil {
		t.Fatal(err)
	}
	beat(t, s, node("a", "0"))
	if taken, err := s.TakeLeases(ctx, "a", "b"); err != nil || len(taken) > 0 {
		t.Fatalf("%v were taken from a node that lives, %v", taken, err)
	}
	s.Later(cluster.Dead)
	if taken, err := s.TakeLeases(ctx, "a", "b"); err != nil || len(taken) != 1 {
		t.Fatalf("%v were taken from a dead node, %v", taken, err)
	}
	for n := range 50 {
		if err := s.KeepLeases(ctx, "a", []cluster.Lease{lease}); err != nil {
			t.Fatal(err)
		}
		s.Later(cluster.Dead)
		var group sync.WaitGroup
		var taken, kept []cluster.Lease
		var errTake, errKeep error
		group.Go(func() { taken, errTake = s.TakeLeases(ctx, "a", "b") })
		group.Go(func() {
			if _, _, errKeep = s.Beat(ctx, node("a", fmt.Sprint(n+1))); errKeep == nil {
				kept, errKeep = s.KeptLeases(ctx, "a")
			}
		})
		group.Wait()
		if errTake != nil || errKeep != nil || len(taken)+len(kept) != 1 {
			t.Fatalf("round %d: %v were taken, %v; the node that is back keeps %v, %v", n, taken, errTake, kept, errKeep)
		}
	}
}
