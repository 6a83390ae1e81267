package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// inWhoseWay says who keeps the schema from being changed, as far as the database tells: another one who changes it, or else whoever has used our
// tables for the longest time, by a transaction that has not ended.
func inWhoseWay(ctx context.Context, cfg *pgx.ConnConfig) string {
	const text = `SELECT l.locktype = 'advisory', a.pid, coalesce(nullif(a.application_name, ''), a.backend_type, ''), coalesce(host(a.client_addr), ''),
			coalesce(extract(epoch FROM clock_timestamp() - a.xact_start), 0)::bigint
		FROM pg_locks l JOIN pg_stat_activity a USING (pid)
		WHERE l.granted AND l.pid <> pg_backend_pid() AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
		AND (l.locktype = 'advisory' AND l.objsubid = 1 AND l.classid::bigint << 32 | l.objid::bigint = $1
			OR l.locktype = 'relation' AND (a.xact_start IS NULL OR a.xact_start < clock_timestamp() - $2::bigint * interval '1 millisecond')
			AND l.relation IN (SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema()))
		ORDER BY 1 DESC, a.xact_start LIMIT 1`
	var changes bool
	var pid, seconds int64
	var program, from string
	err := connected(ctx, cfg, func(conn *pgx.Conn) error {
		return each(ctx, conn, scan(&changes, &pid, &program, &from, &seconds), text, migrating, lockFor.Milliseconds())
	})
	if err != nil || pid == 0 { // it has just ended
		return "another server changes the schema, or a long transaction, such as a backup, is in the way"
	}
	who := fmt.Sprintf("%q, process %d of the database", program, pid)
	if from != "" {
		who += ", from " + from
	}
	if seconds > 0 {
		who += fmt.Sprintf(", for %v", time.Duration(seconds)*time.Second)
	}
	if changes {
		return "another server, or ringline migrate, is changing the schema (" + who + ")"
	}
	return "a long transaction is in the way, such as a backup's (" + who + ")"
}
