package postgres_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"ringline/internal/store/postgres"
)

// TestBacklogIsNotReadForEachCall: P17. What webhooks read and write of a call does not take longer the more its app has to send, also when the
// planner was last told that there is nothing to send.
func TestBacklogIsNotReadForEachCall(t *testing.T) {
	url := shared.Database(t)
	open(t, url)
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	do := func(text string) {
		t.Helper()
		if _, err := conn.Exec(t.Context(), text); err != nil {
			t.Fatal(err)
		}
	}
	const insert = `INSERT INTO deliveries (app, call, version, n, event, at, body, until, state, settled_at)
		SELECT 1400000001, 'call-' || i, 1, 0, 'e', i, 'body', 0, %s FROM generate_series(%d, %d) i`
	do(fmt.Sprintf(insert, "'delivered', i", 1, 5000))
	do("ANALYZE deliveries_other") // where ids go that have no time in them
	do(fmt.Sprintf(insert, "'pending', NULL", 5001, 20000))
	for name, question := range map[string]struct{ text, types, args string }{
		"read":   {postgres.ReadNext, "bigint[], text[], bigint[]", "'{1400000001}', '{call-7000}', '{16}'"},
		"settle": {postgres.WriteSettled, "bigint[], text[], bigint[], bigint[], text[], bigint[], bigint[], bigint[], text[]", "'{1400000001}', '{call-7000}', '{1}', '{0}', '{delivered}', '{NULL}', '{9}', '{1}', '{[]}'"},
	} {
		for _, mode := range []string{"force_generic_plan", "force_custom_plan"} {
			t.Run(name+" "+mode, func(t *testing.T) {
				do("SET plan_cache_mode = " + mode)
				do(fmt.Sprintf("PREPARE question(%s) AS %s", question.types, question.text))
				defer do("DEALLOCATE question")
				rows, err := conn.Query(t.Context(), "EXPLAIN EXECUTE question("+question.args+")", pgx.QueryExecModeSimpleProtocol)
				if err != nil {
					t.Fatal(err)
				}
				plan, err := pgx.CollectRows(rows, pgx.RowTo[string])
				if err != nil {
					t.Fatal(err)
				}
				for _, line := range plan {
					if strings.Contains(line, "Seq Scan on deliveries") || strings.Contains(line, "Index Cond") && !strings.Contains(line, "call") {
						t.Errorf("%s\n%s", strings.TrimSpace(line), strings.Join(plan, "\n"))
					}
				}
			})
		}
	}
}
