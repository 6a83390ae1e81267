package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"ringline/internal/call"
)

// verdict is what stands against a change.
type verdict struct {
	done     bool // it is there already, because an earlier try wrote it
	repeated *call.Repeated
	conflict bool
	held     map[call.UserID]call.ID
}

func (v *verdict) add(what string, id call.ID, user call.UserID) error {
	switch what {
	case "done":
		v.done = true
	case "repeated":
		v.repeated = &call.Repeated{Call: id}
	case "conflict":
		v.conflict = true
	case "claimed":
		if v.held == nil {
			v.held = map[call.UserID]call.ID{}
		}
		v.held[user] = id
	default:
		return fmt.Errorf("the database says %q of a change", what)
	}
	return nil
}

// refusal is what the change is refused with; nil if it is written.
func (v *verdict) refusal() error {
	switch {
	case v.done:
		return nil
	case v.repeated != nil:
		return v.repeated
	case v.conflict:
		return call.ErrConflict
	case v.held != nil:
		return &call.Claimed{Held: v.held}
	}
	return nil
}

// verdicts reads rows of the type of that name.
func verdicts(all []verdict) func(pgx.Rows) error {
	return func(row pgx.Rows) error {
		var n int
		var what, id, user string
		if err := row.Scan(&n, &what, &id, &user); err != nil {
			return err
		}
		return all[n-1].add(what, call.ID(id), Kept[call.UserID](user))
	}
}

// premature reports that a change may have been judged too early. Its own earlier try is looked for first, then its request, then claims; what is
// committed between two of these looks is seen by the second alone. So whose claim is in the way may be the request's first copy, and any
// refusal of a change that was tried before may be due to that try.
func (v *verdict) premature(p *pending, careful bool) bool {
	return careful && !v.done && v.refusal() != nil || v.held != nil && v.repeated == nil && p.request != nil
}

const lookAgain = `SELECT a.n::int, d.what, d.call, '' FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::text[])
	WITH ORDINALITY AS a(app, id, was, token, request, n) CROSS JOIN LATERAL (
		(SELECT 'done' AS what, c.call FROM changes c WHERE c.app = a.app AND c.call = a.id AND c.version = a.was + 1 AND c.token = a.token LIMIT 1)
		UNION ALL (SELECT 'repeated', r.call FROM requests r WHERE r.app = a.app AND r.request = a.request LIMIT 1)) d`

// judgeAgain looks for earlier tries and copies of changes once more. What they were refused for is committed, so all that came with it is seen now.
func (s *Store) judgeAgain(batch []*pending, all []verdict) error {
	ctx, cancel := context.WithDeadline(s.always, batch[len(batch)-1].until)
	defer cancel()
	n := len(batch)
	apps, froms, tokens, ids, requests := make([]int64, n), make([]int64, n), make([]int64, n), make([]string, n), make([]*string, n)
	for i, p := range batch {
		c := &p.change.To
		apps[i], ids[i], froms[i], tokens[i], requests[i] = int64(c.App), string(c.ID), p.change.From, p.token, p.request
	}
	return each(ctx, s.commits, verdicts(all), lookAgain, apps, ids, froms, tokens, requests)
}
