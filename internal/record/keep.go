package record

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"ringline/internal/call"
	"ringline/internal/tenant"
)

const (
	purgeEvery = time.Minute // so much longer than it should a record may be kept
	purgeLot   = 100         // calls that are forgotten in one transaction
	// After each lot the store's other callers have it for themselves for so many times as long as the lot took.
	purgePause = 3
)

// Purger forgets records, see [Store].
type Purger interface {
	PurgeRecords(ctx context.Context, app call.AppID, endedBefore time.Time, limit int) (int, error)
}

// Apps lists the apps of this server.
type Apps interface {
	All() []*tenant.App
}

// KeeperOptions is what [NewKeeper] needs. Log and Metrics may be empty.
type KeeperOptions struct {
	Store   Purger
	Apps    Apps
	Now     func() time.Time
	Log     *slog.Logger
	Metrics prometheus.Registerer // nil counts for nobody
}

// Keeper lets records go when their app's time for them is over (settings: records_for), counted from the end of the call.
// Records of an app that this server no longer has are kept: nobody says for how long.
type Keeper struct {
	store  Purger
	apps   Apps
	now    func() time.Time
	log    *slog.Logger
	purged prometheus.Counter
	failed prometheus.Counter
	last   prometheus.Gauge
}

// NewKeeper makes a Keeper. It does nothing until [Keeper.Run].
func NewKeeper(o KeeperOptions) *Keeper {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	k := &Keeper{
		store: o.Store, apps: o.Apps, now: o.Now, log: o.Log,
		purged: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "ringline_records_purged_total", Help: "Records forgotten because their app's time for them was over.",
		}),
		failed: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "ringline_records_purge_failures_total", Help: "Rounds of an app in which records could not be forgotten.",
		}),
		last: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "ringline_records_purge_time_seconds", Help: "When all apps were last gone through without a failure, Unix time.",
		}),
	}
	if o.Metrics != nil {
		o.Metrics.MustRegister(k.purged, k.failed, k.last)
	}
	return k
}

// Run lets records go, at once and every few minutes, until ctx is done. What fails is tried again the next time.
func (k *Keeper) Run(ctx context.Context) error {
	again := time.NewTicker(purgeEvery)
	defer again.Stop()
	for {
		k.round(ctx)
		select {
		case <-ctx.Done():
			return nil
		case <-again.C:
		}
	}
}

// round goes through the apps once.
func (k *Keeper) round(ctx context.Context) {
	fine := true
	for _, app := range k.apps.All() {
		n, err := k.purge(ctx, app)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			fine = false
			k.failed.Inc()
			k.log.WarnContext(ctx, "cannot forget old records, trying again later", slog.Int64("app", app.ID), slog.Any("err", err))
		}
		if n > 0 {
			k.log.InfoContext(ctx, "forgot old records", slog.Int64("app", app.ID), slog.Int("records", n))
		}
	}
	if fine {
		k.last.Set(float64(k.now().Unix()))
	}
}

// purge forgets all that is over of one app, in small lots.
func (k *Keeper) purge(ctx context.Context, app *tenant.App) (total int, err error) {
	before := k.now().Add(-app.Settings.RecordsFor)
	for {
		begun := time.Now()
		n, err := k.store.PurgeRecords(ctx, call.AppID(app.ID), before, purgeLot)
		total += n
		k.purged.Add(float64(n))
		if err != nil {
			return total, fmt.Errorf("purge records: %w", err)
		}
		if n < purgeLot {
			return total, nil
		}
		select {
		case <-ctx.Done():
			return total, ctx.Err()
		case <-time.After(purgePause * time.Since(begun)):
		}
	}
}
