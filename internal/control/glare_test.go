package control_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/page"
	"ringline/internal/store/memory"
	"ringline/internal/tenant"
)

var (
	everyOrder = flag.Bool("every-order", false, "also what takes a minute")
	write      = flag.String("write", "", "write what TestGlare tried into this page")
)

// gate is a store that lets one operation pass at a time, of whom the test chooses.
type gate struct {
	*memory.Store
	mu      sync.Mutex
	waiting map[string]chan struct{} // by who waits
}

type whoKey struct{}

func (g *gate) pass(ctx context.Context) {
	who, ok := ctx.Value(whoKey{}).(string)
	if !ok {
		return
	}
	turn := make(chan struct{})
	g.mu.Lock()
	g.waiting[who] = turn
	g.mu.Unlock()
	<-turn
}

func (g *gate) Load(ctx context.Context, ref call.Ref) (call.Call, error) {
	g.pass(ctx)
	return g.Store.Load(ctx, ref)
}

func (g *gate) Commit(ctx context.Context, ch call.Change) error {
	g.pass(ctx)
	return g.Store.Commit(ctx, ch)
}

// open lets the n-th of those who wait go on, and returns how many there were.
func (g *gate) open(n int) int {
	g.mu.Lock()
	defer g.mu.Unlock()
	names := make([]string, 0, len(g.waiting))
	for who := range g.waiting {
		names = append(names, who)
	}
	slices.Sort(names)
	if len(names) > 0 {
		close(g.waiting[names[n%len(names)]])
		delete(g.waiting, names[n%len(names)])
	}
	return len(names)
}

// TestGlare: P11. Two people call each other at the same moment, on one node or on two: in every order in which the store is asked,
// they end up in one and the same call, connected, and neither is told that the other is busy. If a third one calls one of
// them meanwhile, or the callers give up at once, nobody is in two calls (P1), and who is refused is told why.
func TestGlare(t *testing.T) {
	var table strings.Builder
	fmt.Fprintf(&table, "| two call each other on | orders tried |\n| --- | --- |\n")
	for _, tc := range []scene{
		{name: "one node", nodes: 1, people: 2},
		{name: "two nodes", nodes: 2, people: 2},
		{name: "two nodes and a third caller", nodes: 2, people: 3},
		{name: "two nodes, and both give up", nodes: 2, people: 2, giveUp: true},
		{name: "one node, and all three do", nodes: 1, people: 3, giveUp: true},
		{name: "three nodes, and all three do", nodes: 3, people: 3, giveUp: true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if tc.nodes > 2 && !*everyOrder {
				t.Skip("has more than 80,000 orders: make model")
			}
			orders := 0
			for path := []int{}; path != nil; orders++ {
				synctest.Test(t, func(t *testing.T) { path = tc.play(t, path) })
				if t.Failed() {
					return
				}
			}
			t.Logf("%d orders", orders)
			fmt.Fprintf(&table, "| %s | %d |\n", tc.name, orders)
			if orders < 2 {
				t.Errorf("only %d orders", orders)
			}
		})
	}
	if *write != "" && !t.Failed() {
		if err := page.Write(*write, "glare", table.String()); err != nil {
			t.Fatal(err)
		}
	}
}

type scene struct {
	name          string
	nodes, people int
	giveUp        bool // each caller cancels as soon as the call has begun
}

// play plays one order, given by who goes on at each step, the first beyond it; it returns the next order, nil after the last.
func (s scene) play(t *testing.T, path []int) (next []int) {
	apps, err := tenant.NewDirectory([]tenant.App{{ID: int64(app), Secrets: []tenant.Secret{"s"}}})
	if err != nil {
		t.Fatal(err)
	}
	g := &gate{Store: memory.New(), waiting: map[string]chan struct{}{}}
	var node []*control.Control
	for range s.nodes {
		node = append(node, control.New(control.Options{Store: g, Apps: apps, Sink: &tape{}, Now: time.Now, Node: fmt.Sprint("n", len(node))}))
	}
	starts := []call.Start{start(user("alice", "a1"), "bob"), start(user("bob", "b1"), "alice"), start(user("carol", "c1"), "bob")}[:s.people]
	calls, errs := make([]call.Call, s.people), make([]error, s.people)
	var all sync.WaitGroup
	for i, m := range starts {
		ctx := context.WithValue(t.Context(), whoKey{}, string(m.By.User))
		on := node[i%s.nodes]
		all.Go(func() {
			if calls[i], errs[i] = on.Start(ctx, m, none); errs[i] == nil && s.giveUp {
				calls[i], errs[i] = on.Do(ctx, calls[i].Ref(), call.Hangup{By: m.By}, none)
			}
		})
	}
	var choices []int // how many could go on at each step
	for step := 0; ; step++ {
		synctest.Wait()
		if step == len(path) {
			path = append(path, 0)
		}
		n := g.open(path[step])
		if n == 0 {
			path = path[:step]
			break
		}
		choices = append(choices, n)
	}
	all.Wait()
	s.judge(t, g, calls, errs, path)
	for i := len(path) - 1; i >= 0; i-- {
		if path[i]+1 < choices[i] {
			return append(slices.Clone(path[:i]), path[i]+1)
		}
	}
	return nil
}

func (s scene) judge(t *testing.T, g *gate, calls []call.Call, errs []error, path []int) {
	live, err := g.Live(t.Context(), app)
	if err != nil {
		t.Fatal(err)
	}
	seats := map[call.UserID]call.ID{}
	for i := range live {
		for _, u := range live[i].Holds() {
			if first, twice := seats[u]; twice {
				t.Errorf("P1: order %v: %s is in %s and %s", path, u, first, live[i].ID)
			}
			seats[u] = live[i].ID
		}
	}
	for i, err := range errs {
		if refused := (*call.Error)(nil); err != nil && !errors.As(err, &refused) {
			t.Errorf("order %v: caller %d gets %v", path, i, err)
		}
	}
	switch {
	case s.giveUp && len(live) > 0:
		t.Errorf("P3: order %v: all gave up and %d calls live", path, len(live))
	case s.giveUp || s.people > 2: // who meets whom depends on the order
		return
	}
	if errs[0] != nil || errs[1] != nil || calls[0].ID != calls[1].ID || len(live) != 1 || !live[0].Answered() {
		t.Errorf("P11: order %v: alice gets %v, %v, bob %v, %v; %d calls live", path, calls[0].ID, errs[0], calls[1].ID, errs[1], len(live))
	}
}
