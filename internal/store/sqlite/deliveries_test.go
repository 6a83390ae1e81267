package sqlite

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"ringline/internal/call"
	"ringline/internal/webhook"
)

// fillDeliveries writes rows past the store: of a call three, all in the given state.
func fillDeliveries(t testing.TB, s *Store, calls int, state webhook.State) {
	t.Helper()
	err := s.do(t.Context(), "fill", func(conn *sqlite.Conn) error {
		return sqlitex.Execute(conn, `
			WITH RECURSIVE i(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM i WHERE n + 1 < ?1)
			INSERT INTO deliveries (app, call, version, n, event, at, body, until, state, settled_at)
			SELECT 1, printf('call-%09d', n / 3), 1 + n % 3, 0, 'e', 1000000 + n, '{}', 0, ?2, CASE WHEN ?2 <> 'pending' THEN 0 END FROM i`,
			&sqlitex.ExecOptions{Args: []any{3 * calls, string(state)}})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Each query of the sending, and each list, goes through an index and sorts nothing, so that a backlog of three days is no matter.
func TestDeliveriesAreFoundByIndex(t *testing.T) {
	s := open(t)
	plan := func(text string) (steps []string) {
		err := s.do(t.Context(), "explain", func(conn *sqlite.Conn) error {
			stmt, err := conn.Prepare("EXPLAIN QUERY PLAN " + text)
			if err != nil {
				return err
			}
			_, err = query(stmt, func(row *sqlite.Stmt) error {
				steps = append(steps, row.ColumnText(3))
				return nil
			})
			return err
		})
		if err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		return steps
	}
	place := webhook.Position{At: time.UnixMilli(7), ID: "c-1-0"}
	queries := map[string]string{
		"next": nextDeliveries, "pending": pendingDeliveries, "postponed": postponedDeliveries, "one": oneDelivery,
	}
	for _, f := range []webhook.Filter{
		{},
		{State: webhook.Pending},
		{State: webhook.Delivered},
		{State: webhook.GivenUp},
		{State: webhook.Canceled},
		{Call: "c"},
		{Call: "c", State: webhook.Pending},
		{From: time.UnixMilli(1), Until: time.UnixMilli(9)},
		{State: webhook.GivenUp, From: time.UnixMilli(1)},
	} {
		queries[fmt.Sprintf("list %+v", f)], _ = selectFiltered(selectDelivery, withOrigin, f, place, 10)
	}
	for name, text := range queries {
		steps := strings.Join(plan(text), "\n")
		if strings.Contains(steps, "SCAN") || strings.Contains(steps, "TEMP B-TREE") && !strings.Contains(name, "Call:c") {
			t.Errorf("%s:\n%s", name, steps)
		}
	}
}

// BenchmarkBacklog reads from a million pending rows what the sending needs for one message.
func BenchmarkBacklog(b *testing.B) {
	s := open(b)
	const calls = 333_334
	fillDeliveries(b, s, calls, webhook.Pending)
	middle := webhook.Position{At: time.UnixMilli(1_500_000), ID: "call-000166666-3-0"}
	for name, read := range map[string]func() (int, error){
		"next": func() (int, error) {
			_, err := s.NextDeliveries(b.Context(), call.Ref{App: 1, ID: "call-000200000"}, 1)
			return 1, err
		},
		"pending": func() (int, error) {
			list, err := s.PendingDeliveries(b.Context(), 1, middle, 256)
			return len(list), err
		},
		"list": func() (int, error) {
			list, err := s.Deliveries(b.Context(), webhook.Filter{App: 1, State: webhook.Pending}, middle, 100)
			return len(list), err
		},
		"backlogs": func() (int, error) {
			list, err := s.Backlogs(b.Context())
			return len(list), err
		},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if n, err := read(); n == 0 || err != nil {
					b.Fatal(n, err)
				}
			}
		})
	}
}
