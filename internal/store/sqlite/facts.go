package sqlite

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"zombiezen.com/go/sqlite"

	"ringline/internal/call"
	"ringline/internal/record"
)

// AddFacts implements [record.Store].
func (s *Store) AddFacts(ctx context.Context, facts []record.Fact) error {
	if len(facts) == 0 {
		return nil
	}
	details := make([]string, len(facts))
	for i := range facts {
		var err error
		if details[i], err = encodeDetail(facts[i].Detail); err != nil {
			return fmt.Errorf("add facts: %w", err)
		}
	}
	return s.do(ctx, "add facts", func(conn *sqlite.Conn) error {
		stmt, err := conn.Prepare(`INSERT INTO facts (app, call, at, source, kind, user, device, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
		if err != nil {
			return err
		}
		for i := range facts {
			f := &facts[i]
			err := exec(stmt, int64(f.Call.App), string(f.Call.ID), f.At.UnixMilli(), f.Source, f.Kind, string(f.User), string(f.Device), details[i])
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Facts implements [record.Store].
func (s *Store) Facts(ctx context.Context, ref call.Ref) ([]record.Fact, error) {
	db, err := s.database()
	if err != nil {
		return nil, err
	}
	var facts []record.Fact
	err = s.read(ctx, db, "read facts", func(conn *sqlite.Conn) error {
		err := find(conn, `SELECT at, source, kind, user, device, detail FROM facts WHERE app = ? AND call = ? ORDER BY at, n`, ref,
			func(row *sqlite.Stmt) error {
				detail, err := decodeDetail(column(row, 5))
				facts = append(facts, record.Fact{
					Call: ref, At: time.UnixMilli(row.ColumnInt64(0)).UTC(), Source: row.ColumnText(1), Kind: row.ColumnText(2),
					User: call.UserID(row.ColumnText(3)), Device: call.DeviceID(row.ColumnText(4)), Detail: detail,
				})
				return err
			})
		if errors.Is(err, call.ErrNotFound) {
			return nil
		}
		return err
	})
	return facts, err
}

func encodeDetail(detail map[string]string) (string, error) {
	if len(detail) == 0 {
		return "", nil
	}
	text, err := json.Marshal(detail)
	return string(text), err
}

func decodeDetail(text []byte) (detail map[string]string, err error) {
	if len(text) > 0 {
		err = json.Unmarshal(text, &detail)
	}
	return detail, err
}
