package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"ringline/internal/call"
	"ringline/internal/record"
)

// SaveReports implements [record.Store].
func (s *Store) SaveReports(ctx context.Context, reports []record.Report) error {
	type leg struct {
		call.Ref
		n int
	}
	last := map[leg]int{} // a statement may not change a row twice
	for i := range reports {
		last[leg{reports[i].Call, reports[i].Leg}] = i
	}
	var apps, legs, ats []int64
	var calls, docs []string
	for i := range reports {
		r := &reports[i]
		if last[leg{r.Call, r.Leg}] != i {
			continue
		}
		doc, err := r.Encode()
		if err != nil {
			return fmt.Errorf("save reports: %w", err)
		}
		apps, calls, legs = append(apps, int64(r.Call.App)), append(calls, Keep(r.Call.ID)), append(legs, int64(r.Leg))
		ats, docs = append(ats, r.At.UnixMilli()), append(docs, doc)
	}
	if len(apps) == 0 {
		return nil
	}
	_, err := s.update(ctx, "save reports", `INSERT INTO reports (app, call, leg, at, doc)
		SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::text[]) AS r(app, call, leg, at, doc)
		WHERE EXISTS (SELECT 1 FROM calls c WHERE c.app = r.app AND c.id = r.call) OR EXISTS (SELECT 1 FROM records c WHERE c.app = r.app AND c.id = r.call)
		ORDER BY app, call, leg
		ON CONFLICT (app, call, leg) DO UPDATE SET at = excluded.at, doc = excluded.doc`, apps, calls, legs, ats, docs)
	return err
}

// Reports implements [record.Store].
func (s *Store) Reports(ctx context.Context, app call.AppID, calls []call.ID) (reports []record.Report, err error) {
	if len(calls) == 0 {
		return nil, nil
	}
	// Call by call: of a list the planner may think that all of the app is read as fast.
	const text = `SELECT r.call, r.leg, r.at, r.doc FROM (SELECT DISTINCT unnest($2::text[])) u(call)
		CROSS JOIN LATERAL (SELECT call, leg, at, doc FROM reports WHERE app = $1 AND call = u.call OFFSET 0) r ORDER BY r.call, r.leg`
	err = s.list(ctx, "read reports", text, func(row pgx.Rows) error {
		var id string
		var at int64
		var doc []byte
		r := record.Report{Call: call.Ref{App: app}}
		if err := row.Scan(&id, &r.Leg, &at, &doc); err != nil {
			return err
		}
		r.Call.ID, r.At = call.ID(id), time.UnixMilli(at).UTC()
		reports = append(reports, r)
		return json.Unmarshal(doc, &reports[len(reports)-1].Statistics)
	}, int64(app), keepAll(calls))
	return reports, err
}

// eraseReports forgets what the devices of the erased user reported of a call, which bears the alias by now.
func eraseReports(ctx context.Context, q querier, c *call.Call, alias call.UserID) error {
	var legs []int64
	for i := range c.Legs {
		if c.Legs[i].User == alias {
			legs = append(legs, int64(c.Legs[i].N))
		}
	}
	_, err := q.Exec(ctx, `DELETE FROM reports WHERE app = $1 AND call = $2 AND leg = ANY ($3)`, int64(c.App), string(c.ID), filled(legs))
	return err
}
