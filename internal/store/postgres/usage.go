package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"ringline/internal/call"
	"ringline/internal/record"
)

// Usage implements [record.Store].
func (s *Store) Usage(ctx context.Context, app call.AppID, from, until time.Time) ([]record.Usage, error) {
	if err := s.filed(ctx); err != nil {
		return nil, err
	}
	var days []record.Usage
	err := s.list(ctx, "read usage", `SELECT day, media, result, calls, answered, talk_ms, ring_ms, participant_ms
		FROM usage WHERE app = $1 AND day >= $2 AND day <= $3 ORDER BY day, media, result`, func(row pgx.Rows) error {
		var u record.Usage
		var day, talk, ring, participant int64
		err := row.Scan(&day, &u.Media, &u.Result, &u.Calls, &u.Answered, &talk, &ring, &participant)
		u.Day = time.UnixMilli(day).UTC()
		u.Talk, u.Ring, u.Participant = millis(talk), millis(ring), millis(participant)
		days = append(days, u)
		return err
	}, int64(app), record.Day(from).UnixMilli(), record.Day(until).UnixMilli())
	return days, err
}

func millis(n int64) time.Duration { return time.Duration(n) * time.Millisecond }
