package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"ringline/internal/call"
	"ringline/internal/record"
	"ringline/internal/store/counts"
)

// eraseLot is in how many calls a user is erased in one transaction.
const eraseLot = 50

// EraseUser implements [record.Store], lot by lot so that others can write in between.
func (s *Store) EraseUser(ctx context.Context, app call.AppID, user, alias call.UserID) (int, error) {
	e := record.Erasure{User: user, Alias: alias}
	if err := e.Check(); err != nil {
		return 0, err
	}
	if err := s.aliasIsFree(ctx, app, e); err != nil {
		return 0, err
	}
	for total := 0; ; {
		n, err := s.erasePass(ctx, app, e)
		total += n
		if err != nil || n == 0 {
			return total, err
		}
	}
}

// aliasIsFree refuses an alias that somebody else bears in one of the user's calls, before anything is changed.
func (s *Store) aliasIsFree(ctx context.Context, app call.AppID, e record.Erasure) error {
	if err := s.filed(ctx); err != nil {
		return err
	}
	var both string
	err := s.list(ctx, "look for the alias", `SELECT u.id FROM record_users u WHERE u.app = $1 AND u."user" = $2 AND EXISTS (
		SELECT 1 FROM record_users a WHERE a.app = $1 AND a."user" = $3 AND a.result = u.result AND a.kind = u.kind AND a.media = u.media
			AND a.started_at = u.started_at AND a.id = u.id) LIMIT 1`, scan(&both), int64(app), Keep(e.User), Keep(e.Alias))
	if err == nil && both != "" {
		err = e.Taken(call.ID(both))
	}
	return err
}

// erasePass goes once through the user's records, the oldest first. Some may have been added behind it in the meantime.
func (s *Store) erasePass(ctx context.Context, app call.AppID, e record.Erasure) (total int, err error) {
	var found []listed
	for {
		var behind *listed
		if len(found) > 0 {
			behind = &found[len(found)-1]
		}
		err := s.search(ctx, "look for a user's records", record.Filter{App: app, User: e.User}, func(q *search) (err error) {
			q.behind = behind
			found, err = q.places(eraseLot)
			return err
		})
		if err != nil || len(found) == 0 {
			return total, err
		}
		var n int
		err = s.do(ctx, "erase a user", func(ctx context.Context, q querier) error {
			n = 0
			for _, p := range found {
				there, err := erase(ctx, q, app, p.id, e)
				if err != nil {
					return err
				}
				if there {
					n++
				}
			}
			return nil
		})
		if err != nil {
			return total, err
		}
		total += n
	}
}

// erase takes the user out of one ended call and all that belongs to it, if it is there.
func erase(ctx context.Context, q querier, app call.AppID, id string, e record.Erasure) (there bool, err error) {
	var c call.Call
	err = each(ctx, q, func(row pgx.Rows) error { return decode(row, &c) }, `SELECT doc FROM records WHERE app = $1 AND id = $2 FOR UPDATE`, int64(app), id)
	if err != nil || c.ID == "" || c.Leg(e.User) == nil {
		return false, err // purged, or erased by somebody else, in the meantime
	}
	if c, err = e.Call(&c); err != nil {
		return false, err
	}
	doc, err := json.Marshal(&c)
	if err != nil {
		return false, fmt.Errorf("encode call: %w", err)
	}
	if _, err := q.Exec(ctx, `UPDATE records SET doc = $1 WHERE app = $2 AND id = $3`, string(doc), int64(app), id); err != nil {
		return false, err
	}
	class := counts.ClassOf(&c)
	for _, table := range []string{"record_users", "record_missed"} {
		_, err := q.Exec(ctx, `UPDATE `+table+` SET "user" = $1 WHERE app = $2 AND "user" = $3 AND result = $4 AND kind = $5 AND media = $6
			AND started_at = $7 AND id = $8`,
			Keep(e.Alias), int64(app), Keep(e.User), string(class.Result), string(class.Kind), string(class.Media), c.StartedAt.UnixMilli(), id)
		if err != nil {
			return false, err
		}
	}
	if err := eraseTimeline(ctx, q, app, id, e); err != nil {
		return false, err
	}
	gone := e.Fact(record.Fact{User: e.User, Device: "any"})
	_, err = q.Exec(ctx, `UPDATE facts SET "user" = $1, device = CASE device WHEN '' THEN '' ELSE $2 END, detail = ''
		WHERE app = $3 AND call = $4 AND "user" = $5`, Keep(gone.User), Keep(gone.Device), int64(app), id, Keep(e.User))
	if err != nil {
		return false, err
	}
	if err := eraseReports(ctx, q, &c, e.Alias); err != nil {
		return false, err
	}
	_, err = q.Exec(ctx, `UPDATE deliveries SET body = '', due = NULL, settled_at = coalesce(settled_at, $1),
		state = CASE state WHEN 'pending' THEN 'canceled' ELSE state END WHERE app = $2 AND call = $3`, time.Now().UnixMilli(), int64(app), id)
	return true, err
}

// eraseTimeline takes the user out of the changes of a call, and forgets what they asked for.
func eraseTimeline(ctx context.Context, q querier, app call.AppID, id string, e record.Erasure) error {
	type entry struct {
		version int64
		events  []call.Event
	}
	var entries []entry
	err := each(ctx, q, func(row pgx.Rows) error {
		var r entry
		var events []byte
		if err := row.Scan(&r.version, &events); err != nil {
			return err
		}
		entries = append(entries, r)
		return json.Unmarshal(events, &entries[len(entries)-1].events)
	}, `SELECT version, events FROM changes WHERE app = $1 AND call = $2`, int64(app), id)
	if err != nil {
		return err
	}
	for _, r := range entries {
		events, err := json.Marshal(e.Events(r.events))
		if err != nil {
			return fmt.Errorf("encode events: %w", err)
		}
		if _, err := q.Exec(ctx, `UPDATE changes SET events = $1 WHERE app = $2 AND call = $3 AND version = $4`, string(events), int64(app), id, r.version); err != nil {
			return err
		}
		if !e.Asked(r.events) {
			continue
		}
		for _, text := range []string{
			`DELETE FROM requests r USING changes c WHERE c.app = $1 AND c.call = $2 AND c.version = $3 AND r.app = c.app AND r.request = c.request`,
			`UPDATE changes SET ip = NULL, platform = NULL, request = NULL WHERE app = $1 AND call = $2 AND version = $3`,
		} {
			if _, err := q.Exec(ctx, text, int64(app), id, r.version); err != nil {
				return err
			}
		}
	}
	return nil
}
