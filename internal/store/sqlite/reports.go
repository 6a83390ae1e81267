package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"zombiezen.com/go/sqlite"

	"ringline/internal/call"
	"ringline/internal/record"
)

// SaveReports implements [record.Store].
func (s *Store) SaveReports(ctx context.Context, reports []record.Report) error {
	if len(reports) == 0 {
		return nil
	}
	docs := make([]string, len(reports))
	for i := range reports {
		var err error
		if docs[i], err = reports[i].Encode(); err != nil {
			return fmt.Errorf("save reports: %w", err)
		}
	}
	return s.do(ctx, "save reports", func(conn *sqlite.Conn) error {
		stmt, err := conn.Prepare(`INSERT INTO reports (app, call, leg, at, doc) SELECT ?1, ?2, ?3, ?4, ?5
			WHERE EXISTS (SELECT 1 FROM calls WHERE app = ?1 AND id = ?2) OR EXISTS (SELECT 1 FROM records WHERE app = ?1 AND id = ?2)
			ON CONFLICT (app, call, leg) DO UPDATE SET at = excluded.at, doc = excluded.doc`)
		if err != nil {
			return err
		}
		for i := range reports {
			r := &reports[i]
			if err := exec(stmt, int64(r.Call.App), string(r.Call.ID), int64(r.Leg), r.At.UnixMilli(), docs[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// Reports implements [record.Store].
func (s *Store) Reports(ctx context.Context, app call.AppID, calls []call.ID) (reports []record.Report, err error) {
	if len(calls) == 0 {
		return nil, nil
	}
	ids, err := json.Marshal(calls)
	if err != nil {
		return nil, fmt.Errorf("encode calls: %w", err)
	}
	err = s.look(ctx, "read reports", func(conn *sqlite.Conn) error {
		reports = nil
		return rows(conn, `SELECT call, leg, at, doc FROM reports WHERE app = ? AND call IN (SELECT value FROM json_each(?)) ORDER BY call, leg`,
			func(row *sqlite.Stmt) error {
				r := record.Report{
					Call: call.Ref{App: app, ID: call.ID(row.ColumnText(0))}, Leg: row.ColumnInt(1), At: time.UnixMilli(row.ColumnInt64(2)).UTC(),
				}
				if err := json.Unmarshal(column(row, 3), &r.Statistics); err != nil {
					return fmt.Errorf("read reports: %w", err)
				}
				reports = append(reports, r)
				return nil
			}, int64(app), string(ids))
	})
	return reports, err
}

// eraseReports forgets what the devices of the erased user reported of a call, which bears the alias by now.
func eraseReports(conn *sqlite.Conn, c *call.Call, alias call.UserID) error {
	for i := range c.Legs {
		if c.Legs[i].User != alias {
			continue
		}
		if err := run(conn, `DELETE FROM reports WHERE app = ? AND call = ? AND leg = ?`, int64(c.App), string(c.ID), int64(c.Legs[i].N)); err != nil {
			return err
		}
	}
	return nil
}
