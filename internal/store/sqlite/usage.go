package sqlite

import (
	"context"
	"fmt"
	"time"

	"zombiezen.com/go/sqlite"

	"ringline/internal/call"
	"ringline/internal/record"
)

// Usage implements [record.Store].
func (s *Store) Usage(ctx context.Context, app call.AppID, from, until time.Time) ([]record.Usage, error) {
	if err := s.filed(ctx); err != nil {
		return nil, fmt.Errorf("read usage: %w", err)
	}
	var days []record.Usage
	err := s.look(ctx, "read usage", func(conn *sqlite.Conn) error {
		stmt, err := conn.Prepare(`SELECT day, media, result, calls, answered, talk_ms, ring_ms, participant_ms
			FROM usage WHERE app = ? AND day >= ? AND day <= ? ORDER BY day, media, result`)
		if err != nil {
			return err
		}
		_, err = query(stmt, func(row *sqlite.Stmt) error {
			days = append(days, record.Usage{
				Day: time.UnixMilli(row.ColumnInt64(0)).UTC(), Media: call.Media(row.ColumnText(1)), Result: call.Result(row.ColumnText(2)),
				Calls: row.ColumnInt(3), Answered: row.ColumnInt(4),
				Talk: milliseconds(row, 5), Ring: milliseconds(row, 6), Participant: milliseconds(row, 7),
			})
			return nil
		}, int64(app), record.Day(from).UnixMilli(), record.Day(until).UnixMilli())
		return err
	})
	return days, err
}

func milliseconds(row *sqlite.Stmt, col int) time.Duration {
	return time.Duration(row.ColumnInt64(col)) * time.Millisecond
}
