package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"ringline/internal/call"
	"ringline/internal/cluster"
)

var _ cluster.Store = (*Store)(nil)

// Beat implements [cluster.Store].
func (s *Store) Beat(ctx context.Context, me cluster.Node) (nodes []cluster.Node, now time.Time, err error) {
	const text = `WITH me AS (
			INSERT INTO nodes AS n (name, incarnation, inner_at, region, single, state, load, version, seen)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp())
			ON CONFLICT (name) DO UPDATE SET incarnation = excluded.incarnation, inner_at = excluded.inner_at, region = excluded.region,
				single = excluded.single, state = excluded.state, load = excluded.load, version = excluded.version, seen = clock_timestamp()
			WHERE n.incarnation = excluded.incarnation OR n.state = 'left' OR n.seen <= clock_timestamp() - $9::bigint * interval '1 millisecond'
			RETURNING *),
		forgotten AS (
			DELETE FROM nodes n WHERE n.name <> $1 AND n.seen < clock_timestamp() - interval '1 hour'
			AND NOT EXISTS (SELECT FROM leases l WHERE l.node = n.name))
		SELECT name, incarnation, inner_at, region, single, state, load, version, seen, clock_timestamp()
		FROM (SELECT * FROM me UNION ALL SELECT * FROM nodes WHERE name <> $1) n ORDER BY name`
	there := false
	err = s.askFor(ctx, s.beats, s.cfg.Timeout, "tell that this node lives", text, func(row pgx.Rows) error {
		var n cluster.Node
		var name, region, state, version string
		var load int64
		err := row.Scan(&name, &n.Incarnation, &n.Inner, &region, &n.Single, &state, &load, &version, &n.Seen, &now)
		n.Name, n.Region, n.State, n.Load, n.Version = Kept[string](name), Kept[string](region), cluster.State(state), int(load), Kept[string](version)
		there = there || n.Name == me.Name
		nodes = append(nodes, n)
		return err
	}, Keep(me.Name), me.Incarnation, me.Inner, Keep(me.Region), me.Single, string(me.State), int64(me.Load), Keep(me.Version), cluster.Dead.Milliseconds())
	if err == nil && !there {
		err = cluster.ErrTaken
	}
	if err != nil {
		return nil, time.Time{}, err
	}
	return nodes, now, nil
}

// Leave implements [cluster.Store].
func (s *Store) Leave(ctx context.Context, me cluster.Node) error {
	return s.put(ctx, s.beats, "say that this node leaves", `UPDATE nodes SET state = 'left' WHERE name = $1 AND incarnation = $2`, nil, Keep(me.Name), me.Incarnation)
}

// Own implements [cluster.Store].
func (s *Store) Own(ctx context.Context, owner string, duties []string, d time.Duration) (owned []string, err error) {
	if len(duties) == 0 {
		return nil, nil
	}
	const text = `INSERT INTO duties AS d (name, owner, until)
		SELECT name, $2, clock_timestamp() + $3::bigint * interval '1 millisecond' FROM (SELECT DISTINCT unnest($1::text[]) AS name ORDER BY 1) w
		ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = clock_timestamp() + $3::bigint * interval '1 millisecond'
		WHERE d.owner = excluded.owner OR d.until < clock_timestamp() RETURNING name`
	err = s.put(ctx, s.duties, "take duties", text, func(row pgx.Rows) error {
		owned = append(owned, "")
		return row.Scan(&owned[len(owned)-1])
	}, duties, owner, d.Milliseconds())
	return owned, err
}

// Disown implements [cluster.Store].
func (s *Store) Disown(ctx context.Context, owner string, duties []string) error {
	return s.put(ctx, s.duties, "give back duties", `DELETE FROM duties WHERE owner = $1 AND name = ANY ($2)`, nil, owner, filled(duties))
}

// KeepLeases implements [cluster.Store].
func (s *Store) KeepLeases(ctx context.Context, node string, leases []cluster.Lease) error {
	if len(leases) == 0 {
		return nil
	}
	const text = `INSERT INTO leases AS l (app, "user", device, node)
		SELECT DISTINCT app, who, device, $1 FROM unnest($2::bigint[], $3::text[], $4::text[]) AS w(app, who, device) ORDER BY 1, 2, 3
		ON CONFLICT (app, "user", device) DO UPDATE SET node = excluded.node WHERE l.node <> excluded.node`
	apps, users, devices := columns(leases)
	return s.put(ctx, s.pool, "keep leases", text, nil, Keep(node), apps, users, devices)
}

// DropLeases implements [cluster.Store].
func (s *Store) DropLeases(ctx context.Context, node string, leases []cluster.Lease) error {
	if len(leases) == 0 {
		return nil
	}
	const text = `DELETE FROM leases l USING unnest($2::bigint[], $3::text[], $4::text[]) AS w(app, who, device)
		WHERE l.node = $1 AND l.app = w.app AND l."user" = w.who AND l.device = w.device`
	apps, users, devices := columns(leases)
	return s.put(ctx, s.pool, "drop leases", text, nil, Keep(node), apps, users, devices)
}

func columns(leases []cluster.Lease) (apps []int64, users, devices []string) {
	for _, l := range leases {
		apps, users, devices = append(apps, int64(l.App)), append(users, Keep(l.User)), append(devices, Keep(l.Device))
	}
	return apps, users, devices
}

// KeptLeases implements [cluster.Store].
func (s *Store) KeptLeases(ctx context.Context, node string) (leases []cluster.Lease, err error) {
	err = s.list(ctx, "list leases", `SELECT app, "user", device FROM leases WHERE node = $1 ORDER BY 1, 2, 3`, scanLeases(&leases), Keep(node))
	return leases, err
}

func scanLeases(to *[]cluster.Lease) func(pgx.Rows) error {
	return func(row pgx.Rows) error {
		var app int64
		var user, device string
		err := row.Scan(&app, &user, &device)
		*to = append(*to, cluster.Lease{App: call.AppID(app), User: Kept[call.UserID](user), Device: Kept[call.DeviceID](device)})
		return err
	}
}

// KeepsLease implements [cluster.Store].
func (s *Store) KeepsLease(ctx context.Context, node string, lease cluster.Lease) (keeps bool, err error) {
	err = s.ask(ctx, "look for a lease", `SELECT EXISTS (SELECT FROM leases WHERE app = $1 AND "user" = $2 AND device = $3 AND node = $4)`, scan(&keeps),
		int64(lease.App), Keep(lease.User), Keep(lease.Device), Keep(node))
	return keeps, err
}

// TakeLeases implements [cluster.Store].
func (s *Store) TakeLeases(ctx context.Context, from, to string) (leases []cluster.Lease, err error) {
	// Its row is locked, so that it comes back before this, and keeps what it had, or behind it, and finds that it has nothing.
	const text = `WITH node AS MATERIALIZED (SELECT state, seen FROM nodes WHERE name = $1 FOR UPDATE),
		living AS (SELECT FROM node WHERE state <> 'left' AND seen > clock_timestamp() - $3::bigint * interval '1 millisecond'),
		taken AS (UPDATE leases SET node = $2 WHERE node = $1 AND NOT EXISTS (SELECT FROM living) RETURNING app, "user", device)
		SELECT * FROM taken ORDER BY 1, 2, 3`
	err = s.do(ctx, "take leases", func(ctx context.Context, q querier) error {
		leases = nil
		return each(ctx, q, scanLeases(&leases), text, Keep(from), Keep(to), cluster.Dead.Milliseconds())
	})
	if err != nil {
		return nil, err
	}
	return leases, nil
}

// put runs one statement by itself, again when another transaction was in its way or its answer was lost: it must do no harm twice.
func (s *Store) put(ctx context.Context, by *pgxpool.Pool, what, text string, row func(pgx.Rows) error, args ...any) (err error) {
	if row == nil {
		row = func(pgx.Rows) error { return nil }
	}
	for range tries {
		if err = s.askFor(ctx, by, s.cfg.Timeout, what, text, row, args...); !collided(err) {
			break
		}
	}
	return err
}
