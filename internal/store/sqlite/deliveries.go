package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"time"

	"zombiezen.com/go/sqlite"

	"ringline/internal/call"
	"ringline/internal/webhook"
)

var _ webhook.Store = (*Store)(nil)

// writeDeliveries adds what back ends are to be told of a change.
func (db *database) writeDeliveries(change *call.Change) error {
	c := &change.To
	for n := range change.Deliveries {
		d := &change.Deliveries[n]
		if err := db.one(db.stmts.insertDelivery, int64(c.App), string(c.ID), c.Version, int64(n), d.Event, d.At.UnixMilli(),
			string(d.Body), d.At.Add(webhook.GiveUpAfter).UnixMilli()); err != nil {
			return err
		}
	}
	return nil
}

// Backlogs implements [webhook.Store].
func (s *Store) Backlogs(ctx context.Context) ([]webhook.Backlog, error) {
	const text = `SELECT app, count(*), min(at) FROM deliveries INDEXED BY deliveries_pending WHERE state = 'pending' GROUP BY app ORDER BY app`
	var list []webhook.Backlog
	err := s.rows(ctx, "count what webhooks have to send", text, func(row *sqlite.Stmt) error {
		list = append(list, webhook.Backlog{App: call.AppID(row.ColumnInt64(0)), Pending: row.ColumnInt(1), Oldest: moment(row, 2)})
		return nil
	})
	return list, err
}

// PendingDeliveries implements [webhook.Store].
func (s *Store) PendingDeliveries(ctx context.Context, app call.AppID, behind webhook.Position, limit int) ([]webhook.Position, error) {
	of, version, n := rowOf(behind)
	var list []webhook.Position
	err := s.rows(ctx, "look for webhooks to send", pendingDeliveries, func(row *sqlite.Stmt) error {
		d := webhook.Delivery{Call: call.Ref{ID: call.ID(row.ColumnText(1))}, Version: row.ColumnInt64(2), N: row.ColumnInt(3)}
		list = append(list, webhook.Position{At: moment(row, 0), ID: d.ID()})
		return nil
	}, int64(app), milli(behind.At), of, version, n, int64(limit))
	return list, err
}

// PostponedDeliveries implements [webhook.Store].
func (s *Store) PostponedDeliveries(ctx context.Context, app call.AppID, limit int) ([]webhook.Postponed, error) {
	var list []webhook.Postponed
	err := s.rows(ctx, "look for webhooks that are due", postponedDeliveries, func(row *sqlite.Stmt) error {
		list = append(list, webhook.Postponed{Call: call.ID(row.ColumnText(0)), Due: moment(row, 1)})
		return nil
	}, int64(app), int64(limit))
	return list, err
}

// NextDeliveries implements [webhook.Store].
func (s *Store) NextDeliveries(ctx context.Context, ref call.Ref, limit int) ([]webhook.Delivery, error) {
	return s.deliveries(ctx, "read webhooks to send", nextDeliveries, int64(ref.App), string(ref.ID), int64(limit))
}

// Delivery implements [webhook.Store].
func (s *Store) Delivery(ctx context.Context, app call.AppID, id string) (webhook.Delivery, error) {
	of, version, n, err := webhook.ParseID(id)
	if err != nil {
		return webhook.Delivery{}, err
	}
	return s.delivery(ctx, "read a webhook", oneDelivery, int64(app), string(of), version, int64(n))
}

// Deliveries implements [webhook.Store].
func (s *Store) Deliveries(ctx context.Context, f webhook.Filter, behind webhook.Position, limit int) ([]webhook.Delivery, error) {
	text, args := selectFiltered(selectDelivery, withOrigin, f, behind, limit)
	return s.deliveries(ctx, "list webhooks", text, args...)
}

// SettleDelivery implements [webhook.Store].
func (s *Store) SettleDelivery(ctx context.Context, d *webhook.Delivery, state webhook.State, due, now time.Time) error {
	attempts, err := json.Marshal(d.Attempts)
	if err != nil {
		return fmt.Errorf("encode attempts: %w", err)
	}
	var dueAt, settledAt any
	if state == webhook.Pending {
		dueAt = due.UnixMilli()
	} else {
		settledAt = now.UnixMilli()
	}
	const text = `UPDATE deliveries SET state = ?, due = ?, settled_at = ?, tries = ?, attempts = ?
		WHERE app = ? AND call = ? AND version = ? AND n = ? AND state = 'pending'`
	_, err = s.update(ctx, "settle webhook", text, string(state), dueAt, settledAt, int64(d.Tries), string(attempts),
		int64(d.Call.App), string(d.Call.ID), d.Version, int64(d.N))
	return err
}

// CancelDeliveries implements [webhook.Store].
func (s *Store) CancelDeliveries(ctx context.Context, app call.AppID, now time.Time) (int, error) {
	const text = `UPDATE deliveries SET state = 'canceled', due = NULL, settled_at = ? WHERE id IN
		(SELECT id FROM deliveries INDEXED BY deliveries_pending WHERE state = 'pending' AND app = ? ORDER BY at LIMIT ?)`
	sum := 0
	for {
		n, err := s.update(ctx, "cancel webhooks", text, now.UnixMilli(), int64(app), int64(lot))
		if err != nil {
			return sum, err
		}
		if sum += n; n < lot {
			return sum, nil
		}
	}
}

// lot is how many deliveries are changed at once: others who write must not wait long for it.
const lot = 500

// resend makes a delivery pending that has not been erased.
const resend = `UPDATE deliveries SET state = 'pending', due = NULL, settled_at = NULL, until = ? WHERE body <> '' AND `

// ResendDeliveries implements [webhook.Store].
func (s *Store) ResendDeliveries(ctx context.Context, f webhook.Filter, now time.Time) (int, error) {
	sum, behind := 0, webhook.Position{}
	for {
		text, args := selectFiltered(`SELECT d.id, d.at, d.call, d.version, d.n FROM deliveries d`, "", f, behind, lot)
		var ids []int64
		err := s.rows(ctx, "list webhooks to resend", text, func(row *sqlite.Stmt) error {
			d := webhook.Delivery{Call: call.Ref{ID: call.ID(row.ColumnText(2))}, Version: row.ColumnInt64(3), N: row.ColumnInt(4)}
			ids, behind = append(ids, row.ColumnInt64(0)), webhook.Position{At: moment(row, 1), ID: d.ID()}
			return nil
		}, args...)
		if err != nil || len(ids) == 0 {
			return sum, err
		}
		n := 0
		err = s.do(ctx, "resend webhooks", func(conn *sqlite.Conn) error {
			n = 0
			for _, id := range ids {
				if err := run(conn, resend+`id = ?`, now.Add(webhook.GiveUpAfter).UnixMilli(), id); err != nil {
					return err
				}
				n += conn.Changes()
			}
			return nil
		})
		if sum += n; err != nil || len(ids) < lot {
			return sum, err
		}
	}
}

// ResendDelivery implements [webhook.Store].
func (s *Store) ResendDelivery(ctx context.Context, app call.AppID, id string, now time.Time) error {
	of, version, n, err := webhook.ParseID(id)
	if err != nil {
		return err
	}
	rows, err := s.update(ctx, "resend webhook", resend+`app = ? AND call = ? AND version = ? AND n = ?`,
		now.Add(webhook.GiveUpAfter).UnixMilli(), int64(app), string(of), version, int64(n))
	if err == nil && rows == 0 {
		err = call.ErrNotFound
	}
	return err
}

// unsent is a condition on the rows of a table of calls: that there are deliveries which are still to be sent. Until they are, a
// call is not forgotten.
func unsent(table string) string {
	return fmt.Sprintf(`EXISTS (SELECT 1 FROM deliveries AS d WHERE d.app = %[1]s.app AND d.call = %[1]s.id AND d.state = 'pending')`, table)
}

// forgetDeliveries removes those of a call, within a task.
func forgetDeliveries(conn *sqlite.Conn, ref call.Ref) error {
	return run(conn, `DELETE FROM deliveries WHERE app = ? AND call = ?`, int64(ref.App), string(ref.ID))
}

// eraseDeliveries empties the bodies of a call's deliveries, within a task. What was not sent yet never is.
func eraseDeliveries(conn *sqlite.Conn, ref call.Ref, now time.Time) error {
	return run(conn, `UPDATE deliveries SET body = '', due = NULL, settled_at = coalesce(settled_at, ?),
		state = CASE state WHEN 'pending' THEN 'canceled' ELSE state END WHERE app = ? AND call = ?`,
		now.UnixMilli(), int64(ref.App), string(ref.ID))
}

// What a delivery is read from. Where its command came from stands with its change.
const (
	selectDelivery = `SELECT d.app, d.call, d.version, d.n, d.event, d.at, d.body, d.state, d.until, d.due, d.settled_at, d.tries, d.attempts,
		c.ip, c.platform FROM deliveries d`
	withOrigin = ` LEFT JOIN changes c ON c.app = d.app AND c.call = d.call AND c.version = d.version`
)

// What the sending reads. None of it grows with the backlog.
const (
	pendingDeliveries = `SELECT at, call, version, n FROM deliveries INDEXED BY deliveries_pending
		WHERE state = 'pending' AND app = ?1 AND (at, id) > (?2, ` + numbered + `) ORDER BY at, id LIMIT ?6`
	postponedDeliveries = `SELECT call, due FROM deliveries INDEXED BY deliveries_due WHERE due IS NOT NULL AND app = ? ORDER BY due, id LIMIT ?`
	nextDeliveries      = selectDelivery + withOrigin + `
		WHERE d.state = 'pending' AND d.app = ? AND d.call = ? ORDER BY d.version, d.n LIMIT ?`
	oneDelivery = selectDelivery + withOrigin + ` WHERE d.app = ? AND d.call = ? AND d.version = ? AND d.n = ?`
)

func scanDelivery(row *sqlite.Stmt) (webhook.Delivery, error) {
	d := webhook.Delivery{
		Call:      call.Ref{App: call.AppID(row.ColumnInt64(0)), ID: call.ID(row.ColumnText(1))},
		Version:   row.ColumnInt64(2),
		N:         row.ColumnInt(3),
		Delivery:  call.Delivery{Event: row.ColumnText(4), At: moment(row, 5), Body: column(row, 6)},
		State:     webhook.State(row.ColumnText(7)),
		Until:     moment(row, 8),
		Due:       moment(row, 9),
		SettledAt: moment(row, 10),
		Tries:     row.ColumnInt(11),
		Origin:    call.Origin{IP: row.ColumnText(13), Platform: row.ColumnText(14)},
	}
	if attempts := column(row, 12); len(attempts) > 0 {
		return d, json.Unmarshal(attempts, &d.Attempts)
	}
	return d, nil
}

// numbered is the row of a position, by its call, version and n; behind all of its time if there is no such row.
const numbered = `coalesce((SELECT id FROM deliveries WHERE app = ?1 AND call = ?3 AND version = ?4 AND n = ?5), 9223372036854775807)`

// rowOf takes a position apart for [numbered].
func rowOf(p webhook.Position) (of string, version, n int64) {
	id, version, number, err := webhook.ParseID(p.ID)
	if err != nil {
		return "", 0, 0 // there is no such row
	}
	return string(id), version, int64(number)
}

// selectFiltered lists what a filter picks, the newest first, each state by its own index: SQLite takes a partial index only
// if its very words stand in the query.
func selectFiltered(columns, join string, f webhook.Filter, behind webhook.Position, limit int) (string, []any) {
	var index, where string
	switch f.State {
	case webhook.Pending:
		index, where = " INDEXED BY deliveries_pending", ` AND d.state = 'pending'`
	case webhook.GivenUp, webhook.Canceled:
		index, where = " INDEXED BY deliveries_failed", ` AND d.state IN ('given_up', 'canceled')`
	default: // mostly they are delivered
		index = " INDEXED BY deliveries_at"
	}
	if f.Call != "" {
		index = "" // the unique one
	}
	of, version, n := rowOf(behind)
	args := []any{int64(f.App), nil, of, version, n}
	add := func(condition string, value any) {
		args = append(args, value)
		where += fmt.Sprintf(condition, len(args))
	}
	if behind != (webhook.Position{}) {
		args[1] = behind.At.UnixMilli()
		where += ` AND (d.at, d.id) < (?2, ` + numbered + `)`
	}
	if f.Call != "" {
		add(` AND d.call = ?%d`, string(f.Call))
	}
	if f.State != "" {
		add(` AND d.state = ?%d`, string(f.State))
	}
	if f.Event != "" {
		add(` AND d.event = ?%d`, f.Event)
	}
	if !f.From.IsZero() {
		add(` AND d.at >= ?%d`, f.From.UnixMilli())
	}
	if !f.Until.IsZero() {
		add(` AND d.at <= ?%d`, f.Until.UnixMilli())
	}
	add(` ORDER BY d.at DESC, d.id DESC LIMIT ?%d`, int64(limit))
	return columns + index + join + ` WHERE d.app = ?1` + where, args
}

// delivery runs a query that finds one at most.
func (s *Store) delivery(ctx context.Context, what, text string, args ...any) (webhook.Delivery, error) {
	list, err := s.deliveries(ctx, what, text, args...)
	if err == nil && len(list) == 0 {
		err = call.ErrNotFound
	}
	if err != nil {
		return webhook.Delivery{}, err
	}
	return list[0], nil
}

func (s *Store) deliveries(ctx context.Context, what, text string, args ...any) (list []webhook.Delivery, err error) {
	err = s.rows(ctx, what, text, func(row *sqlite.Stmt) error {
		d, err := scanDelivery(row)
		list = append(list, d)
		return err
	}, args...)
	return list, err
}

// rows hands over what a query finds.
func (s *Store) rows(ctx context.Context, what, text string, row func(*sqlite.Stmt) error, args ...any) error {
	db, err := s.database()
	if err != nil {
		return err
	}
	return s.read(ctx, db, what, func(conn *sqlite.Conn) error {
		stmt, err := conn.Prepare(text)
		if err != nil {
			return err
		}
		_, err = query(stmt, row, args...)
		return err
	})
}

// run runs a statement that the connection keeps prepared.
func run(conn *sqlite.Conn, text string, args ...any) error {
	stmt, err := conn.Prepare(text)
	if err != nil {
		return err
	}
	return exec(stmt, args...)
}

// moment reads a time; null is the zero one.
func moment(row *sqlite.Stmt, col int) time.Time {
	if row.ColumnIsNull(col) {
		return time.Time{}
	}
	return time.UnixMilli(row.ColumnInt64(col)).UTC()
}

// milli is a time as a number; the zero one comes before all.
func milli(t time.Time) int64 {
	if t.IsZero() {
		return math.MinInt64
	}
	return t.UnixMilli()
}
