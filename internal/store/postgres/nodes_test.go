package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"ringline/internal/admin"
	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/store/postgres"
	"ringline/internal/store/storetest"
	"ringline/internal/tenant"
)

const app call.AppID = 1400000001

// starting is a call between two users whom nobody else calls.
func starting(n int64) call.Start {
	return call.Start{
		App: app, ID: call.ID(uuid.Must(uuid.NewV7()).String()),
		By:      call.Actor{Kind: call.ByUser, User: call.UserID(fmt.Sprintf("caller-%d", n)), Device: "phone"},
		Callees: []call.UserID{call.UserID(fmt.Sprintf("callee-%d", n))},
		Media:   call.Video, Room: call.Room{Name: "1", Numeric: true}, RingFor: 30 * time.Second, Max: 9,
	}
}

func decide(t testing.TB, c call.Call, cmd call.Command, now time.Time) call.Change {
	t.Helper()
	change, err := call.Apply(c, cmd, now)
	if err != nil {
		t.Fatal(err)
	}
	return change
}

// pair is two nodes on one database: each question and each change goes to the other one of them. What is due is asked of one,
// since that is given to one.
type pair struct {
	nodes [2]*postgres.Store
	turn  atomic.Int64
}

func (p *pair) next() *postgres.Store { return p.nodes[p.turn.Add(1)%2] }

func (p *pair) Load(ctx context.Context, ref call.Ref) (call.Call, error) {
	return p.next().Load(ctx, ref)
}

func (p *pair) Commit(ctx context.Context, change call.Change) error {
	return p.next().Commit(ctx, change)
}

func (p *pair) Requested(ctx context.Context, app call.AppID, r call.Request) (call.ID, error) {
	return p.next().Requested(ctx, app, r)
}

func (p *pair) Held(ctx context.Context, app call.AppID, user call.UserID) (call.ID, error) {
	return p.next().Held(ctx, app, user)
}

func (p *pair) Live(ctx context.Context, app call.AppID) ([]call.Call, error) {
	return p.next().Live(ctx, app)
}

func (p *pair) Due(ctx context.Context, now time.Time, limit int) ([]call.Ref, error) {
	return p.nodes[0].Due(ctx, now, limit)
}

func (p *pair) History(ctx context.Context, ref call.Ref) ([]control.Entry, error) {
	return p.next().History(ctx, ref)
}

// TestTwoNodes holds two stores on one database against the contract: P1, P2, P11 and P12 between nodes.
func TestTwoNodes(t *testing.T) {
	storetest.Run(t, func(t *testing.T) control.Store {
		url := shared.Database(t)
		return &pair{nodes: [2]*postgres.Store{open(t, url), open(t, url)}}
	})
}

// TestSwaps has two nodes move users from call to call in opposite directions, so that each wants what the other one holds.
func TestSwaps(t *testing.T) {
	url := shared.Database(t)
	nodes := []*postgres.Store{open(t, url), open(t, url)}
	users := []call.UserID{"ann", "bob", "cid", "dan", "eve", "fay"}
	var group sync.WaitGroup
	var won atomic.Int64
	for n := range 12 {
		group.Go(func() {
			for i := range 30 {
				m := starting(0)
				at := (n + i) % len(users)
				m.By.User, m.Callees = users[at], []call.UserID{users[(at+1+n%2)%len(users)], users[(at+3)%len(users)]}
				start := decide(t, call.Call{}, m, time.Now())
				err := nodes[n%2].Commit(t.Context(), start)
				var claimed *call.Claimed
				if errors.As(err, &claimed) {
					continue
				}
				if err == nil {
					won.Add(1)
					err = nodes[(n+1)%2].Commit(t.Context(), decide(t, start.To, call.EndCall{By: call.Actor{Kind: call.ByAdmin, User: "root"}}, time.Now()))
				}
				if err != nil {
					t.Errorf("P1: %v", err)
					return
				}
			}
		})
	}
	group.Wait()
	n, err := nodes[0].Number(t.Context(), "SELECT (SELECT count(*) FROM claims) + (SELECT count(*) FROM calls)")
	if err != nil || n != 0 || won.Load() == 0 {
		t.Errorf("%d claims and calls are left of %d, %v", n, won.Load(), err)
	}
}

// TestDueOnce: what is due is given to one node, and to another when the first one is gone.
func TestDueOnce(t *testing.T) {
	url := shared.Database(t)
	one, two := open(t, url), open(t, url)
	const calls = 40
	now := time.Now()
	for n := range calls {
		if err := one.Commit(t.Context(), decide(t, call.Call{}, starting(int64(n)), now)); err != nil {
			t.Fatal(err)
		}
	}
	later := now.Add(time.Minute)
	var group sync.WaitGroup
	var mu sync.Mutex
	given := map[call.Ref]int{}
	for _, node := range []*postgres.Store{one, two} {
		group.Go(func() {
			for range 5 {
				refs, err := node.Due(t.Context(), later, 4)
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				for _, ref := range refs {
					if node == one {
						given[ref] |= 1
					} else {
						given[ref] |= 2
					}
				}
				mu.Unlock()
			}
		})
	}
	group.Wait()
	for ref, to := range given {
		if to == 3 {
			t.Errorf("call %s was given to both", ref.ID)
		}
	}
	mine, err := one.Due(t.Context(), later, calls)
	if err != nil {
		t.Fatal(err)
	}
	if err := one.Close(); err != nil {
		t.Fatal(err)
	}
	rest, err := two.Due(t.Context(), later, calls)
	if err != nil || len(mine) == 0 || len(rest) != calls {
		t.Errorf("the one had %d, the other has %d of %d, %v", len(mine), len(rest), calls, err)
	}
}

// TestChanges: a node hears what another one commits and not what it does itself, and is told when it may have missed something.
func TestChanges(t *testing.T) {
	url := shared.Database(t)
	one, two := open(t, url), open(t, url)
	news := make(chan postgres.News, 1000)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- one.Changes(ctx, func(n postgres.News) { news <- n }) }()
	is := func(want postgres.News) {
		t.Helper()
		select {
		case got := <-news:
			if got != want {
				t.Fatalf("heard %+v, want %+v", got, want)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("heard nothing, want %+v", want)
		}
	}
	tell := func(n int64) {
		t.Helper()
		if err := one.Commit(ctx, decide(t, call.Call{}, starting(-n), time.Now())); err != nil { // not heard
			t.Fatal(err)
		}
		change := decide(t, call.Call{}, starting(n), time.Now())
		if err := two.Commit(ctx, change); err != nil {
			t.Fatal(err)
		}
		is(postgres.News{Call: change.To.Ref(), Version: 1})
	}
	is(postgres.News{Missed: true})
	tell(1)
	stored := admin.Stored{ID: 7, Version: 1, CreatedAt: time.Now(), UpdatedAt: time.Now()}
	if err := two.SaveApp(ctx, stored, admin.Act{At: time.Now(), By: admin.By{Name: "operator"}, What: "app.create"}); err != nil {
		t.Fatal(err)
	}
	is(postgres.News{Apps: true})
	// P18: a version to come says more, and what nobody knows yet.
	if err := two.Exec(ctx, "SELECT pg_notify('ringline', E'z 1 2\\nz\\n\\nc 7 x 3 other more words\\nw 7 other more\\na other more\\nc 7 x')"); err != nil {
		t.Fatal(err)
	}
	is(postgres.News{Call: call.Ref{App: 7, ID: "x"}, Version: 3})
	is(postgres.News{Webhook: 7})
	is(postgres.News{Apps: true})
	is(postgres.News{Missed: true})
	// The connection that listens breaks.
	if err := two.Exec(ctx, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' OR query = 'SELECT pg_backend_pid()'"); err != nil {
		t.Fatal(err)
	}
	is(postgres.News{Missed: true})
	tell(2)
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// TestPooler holds the store against the contract behind a PgBouncer in transaction mode.
func TestPooler(t *testing.T) {
	server := shared.Server(t)
	behind := func(t *testing.T) (direct, pooled string) {
		direct = shared.Database(t)
		return direct, server.Pooled(t, direct[len(server.URL("")):])
	}
	storetest.Run(t, func(t *testing.T) control.Store {
		_, pooled := behind(t)
		return open(t, pooled)
	})
	t.Run("records", func(t *testing.T) {
		storetest.RunRecords(t, func(t *testing.T) storetest.Records {
			_, pooled := behind(t)
			return open(t, pooled)
		})
	})
	t.Run("listening goes around it", func(t *testing.T) {
		direct, pooled := behind(t)
		store := open(t, pooled, func(c *postgres.Config) { c.Notify = tenant.Secret(direct) })
		other := open(t, pooled)
		heard := make(chan postgres.News, 10)
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- store.Changes(ctx, func(n postgres.News) { heard <- n }) }()
		if n := <-heard; !n.Missed {
			t.Errorf("heard %+v first", n)
		}
		change := decide(t, call.Call{}, starting(1), time.Now())
		if err := other.Commit(ctx, change); err != nil {
			t.Fatal(err)
		}
		if n := <-heard; n.Call != change.To.Ref() {
			t.Errorf("heard %+v", n)
		}
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}
