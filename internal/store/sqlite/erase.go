package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"zombiezen.com/go/sqlite"

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
	var both []string
	err := s.search(ctx, "look for the alias", record.Filter{App: app}, func(q *search) (err error) {
		both, err = texts(q.conn, `SELECT id FROM record_users AS u WHERE app = ?1 AND user = ?2 AND EXISTS (
			SELECT 1 FROM record_users AS a WHERE a.app = ?1 AND a.user = ?3 AND a.result = u.result AND a.kind = u.kind AND a.media = u.media
				AND a.started_at = u.started_at AND a.id = u.id) LIMIT 1`, int64(app), string(e.User), string(e.Alias))
		return err
	})
	if err == nil && len(both) > 0 {
		err = e.Taken(call.ID(both[0]))
	}
	return err
}

// erasePass goes once through the user's records, the oldest first. Some may have been added behind it in the meantime.
func (s *Store) erasePass(ctx context.Context, app call.AppID, e record.Erasure) (total int, err error) {
	var found []listed
	look := func(q *search) (err error) {
		if len(found) > 0 {
			q.behind = &found[len(found)-1]
		}
		found, err = q.places(eraseLot)
		return err
	}
	for {
		err := s.search(ctx, "look for a user's records", record.Filter{App: app, User: e.User}, look)
		if err != nil || len(found) == 0 {
			return total, err
		}
		var n int
		err = s.do(ctx, "erase a user", func(conn *sqlite.Conn) error {
			n = 0
			for _, p := range found {
				there, err := erase(conn, app, p.id, e)
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
func erase(conn *sqlite.Conn, app call.AppID, id string, e record.Erasure) (there bool, err error) {
	read, err := conn.Prepare(`SELECT doc FROM records WHERE app = ? AND id = ?`)
	if err != nil {
		return false, err
	}
	var c call.Call
	n, err := query(read, func(row *sqlite.Stmt) error { return call.Decode(column(row, 0), &c) }, int64(app), id)
	if err != nil || n == 0 || c.Leg(e.User) == nil {
		return false, err // purged, or erased by somebody else, in the meantime
	}
	if c, err = e.Call(&c); err != nil {
		return false, err
	}
	doc, err := json.Marshal(&c)
	if err != nil {
		return false, fmt.Errorf("encode call: %w", err)
	}
	if err := run(conn, `UPDATE records SET doc = ? WHERE app = ? AND id = ?`, string(doc), int64(app), id); err != nil {
		return false, err
	}
	class := counts.ClassOf(&c)
	for _, table := range userTables {
		err = run(conn, `UPDATE `+table+` SET user = ? WHERE app = ? AND user = ? AND result = ? AND kind = ? AND media = ? AND started_at = ? AND id = ?`,
			string(e.Alias), int64(app), string(e.User), string(class.Result), string(class.Kind), string(class.Media), c.StartedAt.UnixMilli(), id)
		if err != nil {
			return false, err
		}
	}
	if err := eraseTimeline(conn, app, id, e); err != nil {
		return false, err
	}
	if err := eraseFacts(conn, app, id, e); err != nil {
		return false, err
	}
	if err := eraseReports(conn, &c, e.Alias); err != nil {
		return false, err
	}
	return true, eraseDeliveries(conn, c.Ref(), time.Now())
}

// eraseTimeline takes the user out of the changes of a call.
func eraseTimeline(conn *sqlite.Conn, app call.AppID, id string, e record.Erasure) error {
	read, err := conn.Prepare(`SELECT version, events FROM changes WHERE app = ? AND call = ?`)
	if err != nil {
		return err
	}
	type row struct {
		version int64
		events  []call.Event
	}
	var rows []row
	_, err = query(read, func(stmt *sqlite.Stmt) error {
		r := row{version: stmt.ColumnInt64(0)}
		err := json.Unmarshal(column(stmt, 1), &r.events)
		rows = append(rows, r)
		return err
	}, int64(app), id)
	if err != nil {
		return err
	}
	for _, r := range rows {
		events, err := json.Marshal(e.Events(r.events))
		if err != nil {
			return fmt.Errorf("encode events: %w", err)
		}
		if err := run(conn, `UPDATE changes SET events = ? WHERE app = ? AND call = ? AND version = ?`, string(events), int64(app), id, r.version); err != nil {
			return err
		}
		if !e.Asked(r.events) {
			continue
		}
		err = run(conn, `UPDATE changes SET ip = NULL, platform = NULL, request_user = NULL, request_device = NULL, request_id = NULL
			WHERE app = ? AND call = ? AND version = ?`, int64(app), id, r.version)
		if err != nil {
			return err
		}
	}
	return nil
}

// eraseFacts takes the user out of what was noted of a call.
func eraseFacts(conn *sqlite.Conn, app call.AppID, id string, e record.Erasure) error {
	gone := e.Fact(record.Fact{User: e.User, Device: "any"})
	return run(conn, `UPDATE facts SET user = ?, device = iif(device = '', '', ?), detail = '' WHERE app = ? AND call = ? AND user = ?`,
		string(gone.User), string(gone.Device), int64(app), id, string(e.User))
}
