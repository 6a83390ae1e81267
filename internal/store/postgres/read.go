package postgres

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"ringline/internal/call"
	"ringline/internal/control"
)

// Load implements [control.Store].
func (s *Store) Load(ctx context.Context, ref call.Ref) (call.Call, error) {
	c, err := s.loads.ask(ctx, s.cfg.Timeout, "load call", ref)
	switch {
	case err != nil:
		return call.Call{}, err
	case c == nil:
		return call.Call{}, call.ErrNotFound
	}
	return *c, nil
}

// LoadAll returns calls, live or ended, in no order; those that there are not are left out.
func (s *Store) LoadAll(ctx context.Context, refs []call.Ref) ([]call.Call, error) {
	const text = `SELECT d.doc FROM unnest($1::bigint[], $2::text[]) AS w(app, id) CROSS JOIN LATERAL (
		SELECT doc FROM calls WHERE app = w.app AND id = w.id UNION ALL SELECT doc FROM records WHERE app = w.app AND id = w.id) d`
	apps, ids := make([]int64, len(refs)), make([]string, len(refs))
	for i, ref := range refs {
		apps[i], ids[i] = int64(ref.App), Keep(ref.ID)
	}
	calls := make([]call.Call, 0, len(refs))
	err := s.askSoon(ctx, "load calls", text, func(row pgx.Rows) error {
		calls = append(calls, call.Call{})
		return decode(row, &calls[len(calls)-1])
	}, apps, ids)
	return calls, err
}

// loadEach loads calls for those who wait for one each. A call that there is not is nil.
func (s *Store) loadEach(refs []call.Ref) ([]*call.Call, error) {
	calls, err := s.LoadAll(s.always, refs)
	if err != nil {
		return nil, err
	}
	found := make(map[call.Ref]*call.Call, len(calls))
	for i := range calls {
		found[calls[i].Ref()] = &calls[i]
	}
	each := make([]*call.Call, len(refs))
	for i, ref := range refs {
		each[i] = found[ref]
	}
	return each, nil
}

// decode reads the row's only column, a call. Nothing of the row stays in it.
func decode(row pgx.Rows, c *call.Call) error { return call.Decode(row.RawValues()[0], c) }

// History implements [control.Store].
func (s *Store) History(ctx context.Context, ref call.Ref) ([]control.Entry, error) {
	var entries []control.Entry
	err := s.ask(ctx, "read history", `SELECT version, rule, node, request, ip, platform, events FROM changes
		WHERE app = $1 AND call = $2 ORDER BY version`, func(row pgx.Rows) error {
		e, err := scanEntry(row)
		entries = append(entries, e)
		return err
	}, int64(ref.App), Keep(ref.ID))
	if err == nil && len(entries) == 0 {
		err = call.ErrNotFound
	}
	return entries, err
}

// scanEntry reads version, rule, node, request, ip, platform and events.
func scanEntry(row pgx.Rows) (control.Entry, error) {
	var e control.Entry
	var node string
	var request, ip, platform *string
	var events []byte
	err := row.Scan(&e.Version, &e.Rule, &node, &request, &ip, &platform, &events)
	if err != nil {
		return e, err
	}
	e.Node, e.Origin = Kept[string](node), call.Origin{IP: some(ip), Platform: some(platform)}
	if e.Request, err = KeptRequest(request); err != nil {
		return e, err
	}
	return e, json.Unmarshal(events, &e.Events)
}

// Requested implements [control.Store].
func (s *Store) Requested(ctx context.Context, app call.AppID, request call.Request) (call.ID, error) {
	key := KeepRequest(request)
	if key == nil {
		return "", call.ErrNotFound
	}
	return s.one(ctx, "look for a request", `SELECT call FROM requests WHERE app = $1 AND request = $2`, int64(app), *key)
}

// Held implements [control.Store].
func (s *Store) Held(ctx context.Context, app call.AppID, user call.UserID) (call.ID, error) {
	return s.one(ctx, "look for a claim", `SELECT call FROM claims WHERE app = $1 AND "user" = $2`, int64(app), Keep(user))
}

// one runs a query that finds one call's id at most.
func (s *Store) one(ctx context.Context, what, text string, args ...any) (call.ID, error) {
	var id string
	err := s.ask(ctx, what, text, scan(&id), args...)
	if err == nil && id == "" {
		err = call.ErrNotFound
	}
	return call.ID(id), err
}

// Live implements [control.Store].
func (s *Store) Live(ctx context.Context, app call.AppID) ([]call.Call, error) {
	text, args := `SELECT doc FROM calls ORDER BY id, app`, []any(nil)
	if app != 0 {
		text, args = `SELECT doc FROM calls WHERE app = $1 ORDER BY id`, []any{int64(app)}
	}
	var calls []call.Call
	err := s.list(ctx, "list live calls", text, func(row pgx.Rows) error {
		calls = append(calls, call.Call{})
		return decode(row, &calls[len(calls)-1])
	}, args...)
	return calls, err
}

// Hosted lists the live calls whose room a node has, in order of their ids; of those without a host if it is empty. It reads all live
// calls, which is fine for what is asked when a node is gone: an index would have to be kept by every change.
func (s *Store) Hosted(ctx context.Context, host string) ([]call.Ref, error) {
	// Within a text quotes are escaped, so this is the field and nothing that anybody chose.
	text, mark := `SELECT doc FROM calls WHERE strpos(doc, $1) > 0 ORDER BY id, app`, `,"host":"`
	if host == "" {
		text = `SELECT doc FROM calls WHERE strpos(doc, $1) = 0 ORDER BY id, app`
	} else {
		name, err := json.Marshal(host)
		if err != nil {
			return nil, err
		}
		mark = `,"host":` + string(name)
	}
	var refs []call.Ref
	err := s.list(ctx, "list the calls of a host", text, func(row pgx.Rows) error {
		var c call.Call
		err := decode(row, &c)
		if err == nil && c.Host == host {
			refs = append(refs, c.Ref())
		}
		return err
	}, mark)
	return refs, err
}

// Hosts lists the nodes that have rooms of live calls, in no order; an empty name is among them if calls have no host. It reads all
// live calls: ask it now and then.
func (s *Store) Hosts(ctx context.Context) ([]string, error) {
	const text = `SELECT DISTINCT coalesce(substring(doc from ',"host":("(?:[^"\\]|\\.)*")'), '""') FROM calls`
	var hosts []string
	err := s.list(ctx, "list the hosts of calls", text, func(row pgx.Rows) error {
		var name, host string
		if err := row.Scan(&name); err != nil {
			return err
		}
		err := json.Unmarshal([]byte(name), &host)
		hosts = append(hosts, host)
		return err
	})
	return hosts, err
}

// Count counts the live calls of all apps, by whether they were answered. It reads them all: ask it now and then.
func (s *Store) Count(ctx context.Context) (ringing, connected int, err error) {
	err = s.list(ctx, "count live calls", `SELECT count(*) FILTER (WHERE NOT answered), count(*) FILTER (WHERE answered)
		FROM (SELECT doc LIKE '%,"answered_at":%' AS answered FROM calls) c`, scan(&ringing, &connected))
	return ringing, connected, err
}

// sweptFor is how long calls that are due are this store's alone. A store that dies with them keeps them no longer, and one that
// is slower than that loses nothing: the versions judge.
const sweptFor = 3 * time.Second

// Due implements [control.Store]. Of several stores that ask, each gets other calls: what one has been given the others are not, for
// a few seconds. Who asks again gets its own again.
func (s *Store) Due(ctx context.Context, now time.Time, limit int) ([]call.Ref, error) {
	if limit <= 0 {
		return nil, nil
	}
	const text = `WITH due AS (
			SELECT app, id FROM calls WHERE deadline <= $1 AND (swept_by = $2 OR swept_until IS NULL OR swept_until < clock_timestamp())
			ORDER BY deadline, id, app LIMIT $3 FOR UPDATE SKIP LOCKED)
		UPDATE calls c SET swept_by = $2, swept_until = clock_timestamp() + $4::bigint * interval '1 millisecond'
		FROM due WHERE c.app = due.app AND c.id = due.id RETURNING c.app, c.id, c.deadline`
	type due struct {
		ref call.Ref
		at  int64
	}
	var found []due
	err := s.ask(ctx, "look for overdue calls", text, func(row pgx.Rows) error {
		var app, at int64
		var id string
		err := row.Scan(&app, &id, &at)
		found = append(found, due{call.Ref{App: call.AppID(app), ID: call.ID(id)}, at})
		return err
	}, now.UnixMilli(), s.id, int64(limit), sweptFor.Milliseconds())
	slices.SortFunc(found, func(a, b due) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.ref.ID, b.ref.ID), cmp.Compare(a.ref.App, b.ref.App))
	})
	var refs []call.Ref
	for _, d := range found {
		refs = append(refs, d.ref)
	}
	return refs, err
}

// unsweep gives back what this store was given to act on, when it is closed.
func (s *Store) unsweep() {
	ctx, cancel := context.WithTimeout(s.always, s.cfg.Timeout)
	defer cancel()
	const text = `UPDATE calls SET swept_by = NULL, swept_until = NULL WHERE deadline IS NOT NULL AND swept_by = $1`
	if _, err := s.pool.Exec(ctx, text, s.id); err != nil {
		s.log.Warn("cannot give back the calls that were due; others take them in a moment", "err", err)
	}
}
