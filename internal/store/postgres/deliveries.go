package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/jackc/pgx/v5"

	"ringline/internal/call"
	"ringline/internal/webhook"
)

var _ webhook.Store = (*Store)(nil)

// Backlogs implements [webhook.Store].
func (s *Store) Backlogs(ctx context.Context) ([]webhook.Backlog, error) {
	var list []webhook.Backlog
	err := s.list(ctx, "count what webhooks have to send", `SELECT app, count(*), min(at) FROM deliveries WHERE state = 'pending' GROUP BY app ORDER BY app`,
		func(row pgx.Rows) error {
			var app, oldest int64
			var b webhook.Backlog
			err := row.Scan(&app, &b.Pending, &oldest)
			b.App, b.Oldest = call.AppID(app), time.UnixMilli(oldest).UTC()
			list = append(list, b)
			return err
		})
	return list, err
}

// PendingDeliveries implements [webhook.Store].
func (s *Store) PendingDeliveries(ctx context.Context, app call.AppID, behind webhook.Position, limit int) ([]webhook.Position, error) {
	of, version, n := rowOf(behind)
	var list []webhook.Position
	err := s.list(ctx, "look for webhooks to send", `SELECT at, call, version, n FROM deliveries
		WHERE state = 'pending' AND app = $1 AND (at, id) > ($2, `+numbered+`) ORDER BY at, id LIMIT $6`, func(row pgx.Rows) error {
		at, d, err := scanPlace(row)
		list = append(list, webhook.Position{At: at, ID: d.ID()})
		return err
	}, int64(app), milli(behind.At), of, version, n, int64(limit))
	return list, err
}

// scanPlace reads at, call, version and n.
func scanPlace(row pgx.Rows) (time.Time, webhook.Delivery, error) {
	var at int64
	var id string
	var d webhook.Delivery
	err := row.Scan(&at, &id, &d.Version, &d.N)
	d.Call.ID = call.ID(id)
	return time.UnixMilli(at).UTC(), d, err
}

// PostponedDeliveries implements [webhook.Store].
func (s *Store) PostponedDeliveries(ctx context.Context, app call.AppID, limit int) ([]webhook.Postponed, error) {
	var list []webhook.Postponed
	err := s.list(ctx, "look for webhooks that are due", `SELECT call, due FROM deliveries WHERE due IS NOT NULL AND app = $1 ORDER BY due, id LIMIT $2`,
		func(row pgx.Rows) error {
			var id string
			var due int64
			err := row.Scan(&id, &due)
			list = append(list, webhook.Postponed{Call: call.ID(id), Due: time.UnixMilli(due).UTC()})
			return err
		}, int64(app), int64(limit))
	return list, err
}

// NextDeliveries implements [webhook.Store].
func (s *Store) NextDeliveries(ctx context.Context, ref call.Ref, limit int) ([]webhook.Delivery, error) {
	return s.nexts.ask(ctx, longest, "read webhooks to send", nextOf{ref, limit})
}

// nextOf asks for what a call has to send, up to so much.
type nextOf struct {
	call  call.Ref
	limit int
}

// readNext and writeSettled say settled_at for the state, which a constraint makes the same: with the state the planner may take the index of all that
// is pending, when it knows of little, and go through all of an app's backlog for each call.
const (
	readNext = `SELECT d.*, u.i FROM unnest($1::bigint[], $2::text[], $3::bigint[]) WITH ORDINALITY AS u(app, call, most, i) CROSS JOIN LATERAL (
		` + selectDelivery + withOrigin + ` WHERE d.settled_at IS NULL AND d.app = u.app AND d.call = u.call ORDER BY d.version, d.n LIMIT u.most) d
		ORDER BY u.i, d.version, d.n`
	writeSettled = `UPDATE deliveries d SET state = u.state, due = u.due, settled_at = u.settled_at, tries = u.tries, attempts = u.attempts
		FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[], $9::text[])
			AS u(app, call, version, n, state, due, settled_at, tries, attempts)
		WHERE d.app = u.app AND d.call = u.call AND d.version = u.version AND d.n = u.n AND d.settled_at IS NULL`
)

// nextAll reads what calls have to send. All that a node sends waits for it, so it is not waited for longer than for a command.
func (s *Store) nextAll(all []nextOf) ([][]webhook.Delivery, error) {
	n := len(all)
	apps, calls, limits := make([]int64, n), make([]string, n), make([]int64, n)
	for i, one := range all {
		apps[i], calls[i], limits[i] = int64(one.call.App), Keep(one.call.ID), int64(one.limit)
	}
	lists := make([][]webhook.Delivery, n)
	err := s.askSoon(s.always, "read webhooks to send", readNext, func(row pgx.Rows) error {
		var i int
		d, err := scanDelivery(row, &i)
		if err == nil {
			lists[i-1] = append(lists[i-1], d)
		}
		return err
	}, apps, calls, limits)
	return lists, err
}

// Delivery implements [webhook.Store].
func (s *Store) Delivery(ctx context.Context, app call.AppID, id string) (webhook.Delivery, error) {
	of, version, n, err := webhook.ParseID(id)
	if err != nil {
		return webhook.Delivery{}, err
	}
	return s.delivery(ctx, "read a webhook", selectDelivery+withOrigin+` WHERE d.app = $1 AND d.call = $2 AND d.version = $3 AND d.n = $4`,
		int64(app), Keep(of), version, int64(n))
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
	err = s.list(ctx, what, text, func(row pgx.Rows) error {
		d, err := scanDelivery(row)
		list = append(list, d)
		return err
	}, args...)
	return list, err
}

// Deliveries implements [webhook.Store].
func (s *Store) Deliveries(ctx context.Context, f webhook.Filter, behind webhook.Position, limit int) ([]webhook.Delivery, error) {
	text, args := selectFiltered(selectDelivery+withOrigin, f, behind, limit)
	return s.deliveries(ctx, "list webhooks", text, args...)
}

// SettleDelivery implements [webhook.Store].
func (s *Store) SettleDelivery(ctx context.Context, d *webhook.Delivery, state webhook.State, due, now time.Time) error {
	attempts, err := json.Marshal(d.Attempts)
	if err != nil {
		return fmt.Errorf("encode attempts: %w", err)
	}
	is := settling{call: d.Call, version: d.Version, n: d.N, state: state, tries: d.Tries, attempts: string(attempts)}
	if state == webhook.Pending {
		at := due.UnixMilli()
		is.due = &at
	} else {
		at := now.UnixMilli()
		is.settled = &at
	}
	refused, err := s.settles.ask(ctx, longest, "settle webhook", is)
	return errors.Join(refused, err)
}

// settling is what became of a delivery.
type settling struct {
	call         call.Ref
	version      int64
	n, tries     int
	state        webhook.State
	due, settled *int64
	attempts     string
}

// settleAll writes down what became of deliveries, as soon as nextAll reads. If they cannot be written together, each gets its own answer.
func (s *Store) settleAll(all []settling) ([]error, error) {
	n := len(all)
	apps, versions, ns, tries, dues, settled := make([]int64, n), make([]int64, n), make([]int64, n), make([]int64, n), make([]*int64, n), make([]*int64, n)
	calls, states, attempts := make([]string, n), make([]string, n), make([]string, n)
	for i := range all {
		is := &all[i]
		apps[i], calls[i], versions[i], ns[i] = int64(is.call.App), Keep(is.call.ID), is.version, int64(is.n)
		states[i], dues[i], settled[i], tries[i], attempts[i] = string(is.state), is.due, is.settled, int64(is.tries), is.attempts
	}
	err := s.taskFor(s.always, s.cfg.Timeout, "settle webhooks", func(ctx context.Context) error {
		_, err := run(ctx, s.pool, writeSettled, apps, calls, versions, ns, states, dues, settled, tries, attempts)
		return err
	})
	refusals := make([]error, n)
	if err == nil || n == 1 || !faulty(err) {
		return refusals, err
	}
	for i := range all {
		_, refusals[i] = s.settleAll(all[i : i+1])
	}
	return refusals, nil
}

// lot is how many deliveries are changed at once: others who write must not wait long for it.
const lot = 500

// CancelDeliveries implements [webhook.Store].
func (s *Store) CancelDeliveries(ctx context.Context, app call.AppID, now time.Time) (int, error) {
	sum := 0
	for {
		n, err := s.update(ctx, "cancel webhooks", `UPDATE deliveries SET state = 'canceled', due = NULL, settled_at = $1 WHERE (app, call, version, n) IN
			(SELECT app, call, version, n FROM deliveries WHERE state = 'pending' AND app = $2 ORDER BY at, id LIMIT $3)`, now.UnixMilli(), int64(app), int64(lot))
		if err != nil {
			return sum, err
		}
		if sum += n; n < lot {
			return sum, nil
		}
	}
}

// resend makes deliveries pending that have not been erased.
const resend = `UPDATE deliveries d SET state = 'pending', due = NULL, settled_at = NULL, until = $1`

// ResendDeliveries implements [webhook.Store].
func (s *Store) ResendDeliveries(ctx context.Context, f webhook.Filter, now time.Time) (sum int, err error) {
	defer func() {
		if sum > 0 {
			s.tellWebhook(ctx, f.App)
		}
	}()
	behind := webhook.Position{}
	for {
		text, args := selectFiltered(`SELECT d.at, d.call, d.version, d.n FROM deliveries d`, f, behind, lot)
		var calls []string
		var versions, ns []int64
		err := s.list(ctx, "list webhooks to resend", text, func(row pgx.Rows) error {
			at, d, err := scanPlace(row)
			calls, versions, ns = append(calls, string(d.Call.ID)), append(versions, d.Version), append(ns, int64(d.N))
			behind = webhook.Position{At: at, ID: d.ID()}
			return err
		}, args...)
		if err != nil || len(calls) == 0 {
			return sum, err
		}
		n, err := s.update(ctx, "resend webhooks", resend+` FROM unnest($3::text[], $4::bigint[], $5::bigint[]) AS u(call, version, n)
			WHERE d.body <> '' AND d.app = $2 AND d.call = u.call AND d.version = u.version AND d.n = u.n`,
			now.Add(webhook.GiveUpAfter).UnixMilli(), int64(f.App), calls, versions, ns)
		if sum += n; err != nil || len(calls) < lot {
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
	rows, err := s.update(ctx, "resend webhook", resend+` WHERE d.body <> '' AND d.app = $2 AND d.call = $3 AND d.version = $4 AND d.n = $5`,
		now.Add(webhook.GiveUpAfter).UnixMilli(), int64(app), Keep(of), version, int64(n))
	if err == nil && rows == 0 {
		err = call.ErrNotFound
	}
	if err == nil {
		s.tellWebhook(ctx, app)
	}
	return err
}

// What a delivery is read from. Where its command came from stands with its change, which is looked up for each: what is joined to a page of a list
// the planner may take for few, and read it all.
const (
	selectDelivery = `SELECT d.app, d.call, d.version, d.n, d.event, d.at, d.body, d.state, d.until, d.due, d.settled_at, d.tries, d.attempts,
		c.ip, c.platform FROM deliveries d`
	withOrigin = ` LEFT JOIN LATERAL (SELECT ip, platform FROM changes WHERE app = d.app AND call = d.call AND version = d.version LIMIT 1) c ON true`
)

// scanDelivery reads what selectDelivery lists, and what stands behind it.
func scanDelivery(row pgx.Rows, behind ...any) (webhook.Delivery, error) {
	var d webhook.Delivery
	var app, at, until int64
	var id string
	var due, settledAt *int64
	var ip, platform *string
	var attempts []byte
	err := row.Scan(append([]any{
		&app, &id, &d.Version, &d.N, &d.Event, &at, &d.Body, &d.State, &until, &due, &settledAt, &d.Tries, &attempts, &ip, &platform,
	}, behind...)...)
	if err != nil {
		return d, err
	}
	d.Call = call.Ref{App: call.AppID(app), ID: call.ID(id)}
	d.At, d.Until, d.Due, d.SettledAt = time.UnixMilli(at).UTC(), time.UnixMilli(until).UTC(), moment(due), moment(settledAt)
	d.Origin = call.Origin{IP: some(ip), Platform: some(platform)}
	if len(attempts) > 0 {
		err = json.Unmarshal(attempts, &d.Attempts)
	}
	return d, err
}

// numbered is the number of a position's row, by its call, version and n; behind all of its time if there is no such row.
const numbered = `coalesce((SELECT id FROM deliveries WHERE app = $1 AND call = $3 AND version = $4 AND n = $5), 9223372036854775807)`

// rowOf takes a position apart for [numbered].
func rowOf(p webhook.Position) (of string, version, n int64) {
	id, version, number, err := webhook.ParseID(p.ID)
	if err != nil {
		return "", 0, 0 // there is no such row
	}
	return Keep(id), version, int64(number)
}

// selectFiltered lists what a filter picks, the newest first. A partial index is taken only if its very words stand in the query, and that of an
// app's times only for what is ordered by them: the few of a call are found by the call.
func selectFiltered(columns string, f webhook.Filter, behind webhook.Position, limit int) (string, []any) {
	where, at, number := "", "d.at", "d.id"
	if f.Call != "" {
		at, number = "d.at + 0", "d.id + 0"
	}
	args := []any{int64(f.App)}
	add := func(condition string, value any) {
		args = append(args, value)
		where += fmt.Sprintf(condition, len(args))
	}
	if behind != (webhook.Position{}) {
		of, version, n := rowOf(behind)
		args = append(args, behind.At.UnixMilli(), of, version, n)
		where += ` AND (` + at + `, ` + number + `) < ($2, ` + numbered + `)`
	}
	switch f.State {
	case webhook.Delivered: // most of them
	case webhook.Pending:
		where += ` AND d.state = 'pending'`
	case webhook.GivenUp, webhook.Canceled:
		where += ` AND d.state IN ('given_up', 'canceled')`
	}
	if f.Call != "" {
		add(` AND d.call = $%d`, Keep(f.Call))
	}
	if f.State != "" {
		add(` AND d.state = $%d`, Keep(f.State))
	}
	if f.Event != "" {
		add(` AND d.event = $%d`, Keep(f.Event))
	}
	if !f.From.IsZero() {
		add(` AND d.at >= $%d`, f.From.UnixMilli())
	}
	if !f.Until.IsZero() {
		add(` AND d.at <= $%d`, f.Until.UnixMilli())
	}
	add(` ORDER BY `+at+` DESC, `+number+` DESC LIMIT $%d`, int64(limit))
	return columns + ` WHERE d.app = $1` + where, args
}

// milli is a time as a number; the zero one comes before all.
func milli(t time.Time) int64 {
	if t.IsZero() {
		return math.MinInt64
	}
	return t.UnixMilli()
}
