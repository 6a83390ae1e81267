package postgres_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ringline/internal/audit"
	"ringline/internal/audit/history"
	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/store/postgres"
	"ringline/internal/tenant"
)

// nobody hears nothing.
type nobody struct{}

func (nobody) Deliver(call.Change) {}

// ringers is a node's control on a store of its own, and what looks after its deadlines.
func ringers(t *testing.T, store *postgres.Store, name string) (c *control.Control, kill func()) {
	t.Helper()
	apps, err := tenant.NewDirectory([]tenant.App{{ID: int64(app), Secrets: []tenant.Secret{"s"}}})
	if err != nil {
		t.Fatal(err)
	}
	c = control.New(control.Options{Store: store, Apps: apps, Sink: nobody{}, Now: time.Now, Node: name, Others: func() bool { return true }, Far: true})
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- c.Run(ctx) }()
	return c, sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

// audited reads the history of a database. Transactions that touch the same users have their numbers in the order of their commits.
func audited(t *testing.T, store *postgres.Store, url string) audit.History {
	t.Helper()
	h, err := history.ReadShared(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	order, err := store.Written(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	number := func(c *audit.Commit) int64 { return order[fmt.Sprint(c.Call.ID, " ", c.Version)] }
	slices.SortStableFunc(h.Log, func(a, b audit.Commit) int {
		return cmp.Or(cmp.Compare(number(&a), number(&b)), cmp.Compare(a.Version, b.Version))
	})
	h.Now = time.Now()
	return h
}

// crowd gives commands, each on one of several nodes.
type crowd struct {
	nodes []*control.Control
	users []call.UserID

	mu        sync.Mutex
	calls     []call.Ref
	done      atomic.Int64
	wrong     atomic.Pointer[error]
	conflicts atomic.Int64
}

func (w *crowd) command(r *rand.Rand) error {
	node := w.nodes[r.IntN(len(w.nodes))]
	who := call.Actor{Kind: call.ByUser, User: w.users[r.IntN(len(w.users))], Device: call.DeviceID(fmt.Sprint("d", r.IntN(2)))}
	other := w.users[r.IntN(len(w.users))]
	w.mu.Lock()
	var ref call.Ref
	if n := len(w.calls); n > 0 {
		ref = w.calls[n-1-r.IntN(min(n, 3))] // all go for the last few
	}
	w.mu.Unlock()
	request := call.Request{User: who.User, Device: who.Device, ID: fmt.Sprint(r.IntN(1 << 30))}
	commands := []call.Command{
		call.Accept{By: who},
		call.Accept{By: who},
		call.Accept{By: who},
		call.Reject{By: who},
		call.Hangup{By: who},
		call.Invite{By: who, Users: []call.UserID{other}},
		call.Join{By: who},
		call.Rang{By: who},
	}
	k := r.IntN(len(commands) + 4)
	if ref == (call.Ref{}) || k >= len(commands)+1 {
		m := starting(0)
		m.ID, m.By, m.Callees, m.RingFor, m.Group = "", who, nil, time.Second, true
		for _, u := range w.users {
			if u != who.User && r.IntN(3) == 0 {
				m.Callees = append(m.Callees, u)
			}
		}
		if len(m.Callees) == 0 {
			return nil
		}
		c, err := node.Start(context.Background(), m, request)
		if err == nil {
			w.mu.Lock()
			w.calls = append(w.calls, c.Ref())
			w.mu.Unlock()
			again, err := w.nodes[r.IntN(len(w.nodes))].Start(context.Background(), m, request)
			if err != nil || again.ID != c.ID {
				return fmt.Errorf("P12: the same request again: call %s instead of %s, %w", again.ID, c.ID, err)
			}
		}
		return err
	}
	if k == len(commands) {
		_, err := node.Do(context.Background(), ref, call.EndCall{By: call.Actor{Kind: call.ByAdmin, User: "root"}}, call.Request{})
		return err
	}
	_, err := node.Do(context.Background(), ref, commands[k], request)
	return err
}

// work gives commands at least until then, and until there have been enough calls, however slow the machine is.
func (w *crowd) work(seed uint64, until time.Time) {
	r := rand.New(rand.NewPCG(seed, seed))
	for (time.Now().Before(until) || !w.enough()) && w.wrong.Load() == nil {
		err := w.command(r)
		w.done.Add(1)
		var refused *call.Error
		switch {
		case err == nil:
		case errors.Is(err, call.ErrConflict):
			w.conflicts.Add(1)
		case !errors.As(err, &refused) || refused.Code == call.CodeInternal || refused.Code == call.CodeUnavailable:
			w.wrong.CompareAndSwap(nil, &err)
		}
	}
}

const callsWanted = 50

func (w *crowd) enough() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.calls) >= callsWanted
}

// TestTwoControls: P1 to P5, P11, P12, P14 and P15 while two nodes get commands for the same calls at the same moment.
func TestTwoControls(t *testing.T) {
	url := shared.Database(t)
	one, two := open(t, url), open(t, url)
	w := &crowd{users: []call.UserID{"ann", "bob", "cid", "dan", "eve", "fay", "gil"}}
	for i, store := range []*postgres.Store{one, two} {
		c, kill := ringers(t, store, fmt.Sprint("node-", i))
		defer kill()
		w.nodes = append(w.nodes, c)
	}
	var group sync.WaitGroup
	until := time.Now().Add(5 * time.Second)
	for n := range 16 {
		group.Go(func() { w.work(uint64(n), until) })
	}
	group.Wait()
	if err := w.wrong.Load(); err != nil {
		t.Fatal(*err)
	}
	t.Logf("%d commands, %d gave up because of too many changes at once", w.done.Load(), w.conflicts.Load())
	if w.conflicts.Load()*100 > w.done.Load() {
		t.Errorf("%d of %d commands gave up", w.conflicts.Load(), w.done.Load())
	}
	h := audited(t, one, url)
	nodes := map[string]int{}
	for i := range h.Log {
		nodes[h.Log[i].Node]++
	}
	if len(nodes) != 2 || len(h.Calls) < callsWanted {
		t.Errorf("%d calls, changes by node: %v", len(h.Calls), nodes)
	}
	for _, b := range audit.Audit(h) {
		t.Error(b)
	}
}

// TestDeadNode: P3. What a node had to act on others do, within a second, when it is dead.
func TestDeadNode(t *testing.T) {
	url := shared.Database(t)
	one, two := open(t, url), open(t, url)
	dead, kill := ringers(t, one, "dead")
	other, stop := ringers(t, two, "other")
	defer stop()
	var refs []call.Ref
	for n := range 20 {
		m := starting(int64(n))
		m.RingFor = time.Second
		c, err := dead.Start(t.Context(), m, call.Request{})
		if err != nil {
			t.Fatal(err)
		}
		refs = append(refs, c.Ref())
	}
	kill()
	for _, ref := range refs {
		c := ended(t, other, ref)
		if late := c.End.At.Sub(c.Legs[1].Deadline); c.End.Result != call.ResultNoAnswer || late > time.Second {
			t.Errorf("%s, %v late", c.End.Result, late)
		}
	}
}

// ended waits for the end of a call.
func ended(t *testing.T, c *control.Control, ref call.Ref) call.Call {
	t.Helper()
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for range look.C {
		now, err := c.Load(t.Context(), ref)
		if err != nil {
			t.Fatal(err)
		}
		if now.End != nil {
			return now
		}
	}
	panic("unreachable")
}
