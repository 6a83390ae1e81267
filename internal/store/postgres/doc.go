// Package postgres keeps calls in a PostgreSQL database (15 or newer); it is the store of a server that runs on many machines.
//
// What it guarantees on top of [ringline/internal/control.Store] and [ringline/internal/record.Store]:
//
//   - Nothing is true in memory. Any number of processes use one database at the same time, each sees what the others have
//     committed, and unique keys judge between them: the version of a call, the claim of a user, the id of a request.
//   - Changes that wait share a transaction, and a transaction is one round trip (commit.go, migrations/0004_commit.sql). Several
//     connections commit at once, so that few changes do not wait for each other.
//   - A change whose answer was lost is tried again under its token until it is known what became of it, or the time of
//     [Config.Timeout] is over. Then it fails with call.ErrUnavailable, as everything does while the primary is away.
//   - No session holds anything: no temporary tables, no session locks, no LISTEN on the connections that do the work. So a
//     pooler such as PgBouncer may stand in between, in transaction mode.
//   - [Store.Changes] hears what other processes commit, and says when it may have missed something.
//   - What is kept for long lies in partitions of a week, made ahead, and a week that is past keeping is dropped (partitions.go).
//   - What is needed to count and to find the records of a user is written a moment after the end of a call, for many calls at once
//     (filing.go). Who looks for records never notices.
//
// What it does not do: it does not keep the database alive. Backups are pg_dump's and pg_basebackup's, failover is the operator's;
// after one the pool finds the new primary among the hosts of the URL.
package postgres
