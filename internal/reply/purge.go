package reply

import (
	"context"
	"log/slog"
	"time"
)

// How often old replies are looked for, and how many are forgotten at a time.
const (
	purgeEvery = 10 * time.Minute
	purgeBatch = 1000
)

// Purge forgets replies that are too old to be given again, until ctx is done.
func Purge(ctx context.Context, store Store, now func() time.Time, log *slog.Logger) error {
	t := time.NewTicker(purgeEvery)
	defer t.Stop()
	for {
		for {
			n, err := store.PurgeReplies(ctx, now().Add(-KeptFor), purgeBatch)
			if err != nil && ctx.Err() == nil {
				log.Warn("cannot forget old replies", slog.Any("error", err))
			}
			if err != nil || n < purgeBatch {
				break
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
		}
	}
}
