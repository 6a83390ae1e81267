package test

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"ringline/internal/audit"
	"ringline/internal/audit/history"
	"ringline/internal/call"
	"ringline/internal/dialect"
	"ringline/internal/process"
)

// count asks the database for a number.
func (n *nodes) count(query string) (number int) {
	n.t.Helper()
	conn, err := pgx.Connect(n.t.Context(), n.database.URL("postgres"))
	if err != nil {
		n.t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if err := conn.QueryRow(n.t.Context(), query).Scan(&number); err != nil {
		n.t.Fatal(err)
	}
	return number
}

// history reads everything that was committed. Transactions that touch the same users are numbered in the order of their commits.
func (n *nodes) history() audit.History {
	n.t.Helper()
	h, err := history.ReadShared(n.t.Context(), n.database.URL("postgres"))
	if err != nil {
		n.t.Fatal(err)
	}
	conn, err := pgx.Connect(n.t.Context(), n.database.URL("postgres"))
	if err != nil {
		n.t.Fatal(err)
	}
	defer conn.Close(context.Background())
	rows, err := conn.Query(n.t.Context(), "SELECT call, version, xmin::text::bigint FROM changes")
	if err != nil {
		n.t.Fatal(err)
	}
	written := map[string]int64{}
	var id string
	var version, number int64
	_, err = pgx.ForEachRow(rows, []any{&id, &version, &number}, func() error {
		written[fmt.Sprint(id, " ", version)] = number
		return nil
	})
	if err != nil {
		n.t.Fatal(err)
	}
	at := func(c *audit.Commit) int64 { return written[fmt.Sprint(c.Call.ID, " ", c.Version)] }
	slices.SortStableFunc(h.Log, func(a, b audit.Commit) int {
		return cmp.Or(cmp.Compare(at(&a), at(&b)), cmp.Compare(a.Version, b.Version))
	})
	return h
}

// TestNodesKilled: one of two servers is killed again and again while people on both call each other, and back ends start and end calls.
// Whatever anybody was told is there afterwards, deadlines are acted upon by the server that is left, and the back end has heard every
// event of every call, in order: P1–P9, P14, P15, P18, P19.
func TestNodesKilled(t *testing.T) {
	n := newNodes(t)
	names := []string{"first", "second"}
	options, servers := map[string]process.Options{}, map[string]*process.Server{}
	for _, name := range names {
		o := n.options(name)
		o.Listen = reserve(t)
		options[name], servers[name] = o, launch(t, o)
	}
	n.subscribe(servers["first"])
	eventually(t, "the other server knows of the back end", func() bool {
		r, err := newAPI(servers["second"].URL, n.app).do(t.Context(), "get_callback", object{})
		return err == nil && r.ErrorCode == 0
	})
	n.backend.mu.Lock()
	n.backend.well = false
	n.backend.mu.Unlock()

	var diary diary
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var people sync.WaitGroup
	for i := range crashPhones {
		p := &phone{device: newDevice(t, servers[names[i%2]].URL, n.app, person(i), "d1"), diary: &diary}
		people.Go(func() { p.live(ctx) })
	}
	for i, name := range names {
		w := worker{api: newAPI(servers[name].URL, n.app), diary: &diary, n: i}
		people.Go(func() {
			for ctx.Err() == nil {
				w.call(context.WithoutCancel(ctx))
				w.lost++
				pause(ctx, time.Duration(20+rand.IntN(50))*time.Millisecond)
			}
		})
	}
	var down []audit.Interval
	for round := range 4 {
		name := names[round%2]
		upFor(t, servers[name], time.Duration(500+rand.IntN(1000))*time.Millisecond)
		died := time.Now()
		if err := servers[name].Kill(); err != nil {
			t.Fatal(err)
		}
		down = append(down, audit.Interval{From: died, To: died.Add(4 * time.Second)}) // a node that dies may have been given calls to act upon
		upFor(t, servers[names[1-round%2]], time.Duration(rand.IntN(5000))*time.Millisecond)
		servers[name] = launch(t, options[name])
	}
	upFor(t, servers["first"], time.Second)
	stop()
	people.Wait()

	eventually(t, "P3: every call comes to its end", func() bool { return n.count("SELECT count(*) FROM calls") == 0 })
	n.backend.recover()
	eventually(t, "P6: every message is taken", func() bool { return n.count("SELECT count(*) FROM deliveries WHERE state = 'pending'") == 0 })
	for _, s := range servers {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	}
	h := n.history()
	h.Hooks, h.Heard = map[call.AppID][]string{call.AppID(n.app.ID): dialect.Webhooks()}, n.backend.heard
	h.Told, h.Down, h.Now, h.Over = diary.told, down, time.Now(), true
	broken := audit.Audit(h)
	for _, b := range broken[:min(len(broken), 20)] {
		t.Error(b)
	}
	by := map[string]int{}
	for i := range h.Log {
		by[h.Log[i].Node]++
	}
	t.Logf("%d messages heard, %d promises broken, changes by node: %v", len(h.Heard), len(broken), by)
	if len(by) != 2 {
		t.Error("not both servers did something")
	}
	story(t, &h)
}
