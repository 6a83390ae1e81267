package postgres

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"sync/atomic"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/prometheus/client_golang/prometheus"

	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/store/metrics"
	"ringline/internal/webhook"
)

// Store is a [control.Store] in a database. It is also a prometheus.Collector of its metrics.
type Store struct {
	cfg     Config
	log     *slog.Logger
	id      string        // of this store among those that use the database
	channel string        // where changes are told of; empty for nowhere
	commits *pgxpool.Pool // the writers' connections, so that nobody else keeps them waiting
	pool    *pgxpool.Pool
	beats   *pgxpool.Pool // one connection, for saying that we live, however busy the others are
	duties  *pgxpool.Pool // one connection, so that neither waits for what everybody does
	queue   *queue
	loads   *gather[call.Ref, *call.Call] // nil: there is none
	nexts   *gather[nextOf, []webhook.Delivery]
	settles *gather[settling, error]
	metrics *metrics.Metrics
	away    prometheus.Counter // times that the others could not be heard
	ended   chan struct{}      // has an element when there may be something to file
	always  context.Context    // for what is done to its end, whoever gives up
	down    atomic.Bool        // the database did not answer the last time
	heard   atomic.Int64       // when it did last by the pool, in nanoseconds

	closing sync.Once
	closed  atomic.Bool
	stop    context.CancelFunc // ends what runs in the background
	group   sync.WaitGroup
}

var _ control.Store = (*Store)(nil)

// Open connects to the database and brings its schema to what this version needs, without taking away what an older one needs.
// The context is for the opening alone. The caller must close the store.
func Open(ctx context.Context, cfg Config, log *slog.Logger) (*Store, error) {
	if err := cfg.Validate(); err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	base, err := settings(cfg.URL, max(cfg.Timeout, patience), 1, 0)
	if err != nil {
		return nil, fmt.Errorf("store.url %w", err)
	}
	mode, err := greet(ctx, base.ConnConfig)
	if err != nil {
		return nil, Unreachable("store.url", err)
	}
	if err := expand(ctx, base.ConnConfig, log); err != nil {
		return nil, fmt.Errorf("prepare the database: %w", err)
	}
	s := &Store{cfg: cfg, log: log, id: fmt.Sprintf("%08x", rand.Uint32()), queue: newQueue(cfg.Queue), ended: make(chan struct{}, 1)}
	if cfg.Shared && cfg.Notify != silent {
		s.channel = channel
	}
	s.always = context.WithoutCancel(ctx)
	s.loads, s.nexts, s.settles = newGather(cfg.lanes(), s.loadEach), newGather(cfg.lanes(), s.nextAll), newGather(cfg.lanes(), s.settleAll)
	s.away = newAway()
	s.metrics = newMetrics(s)
	if s.commits, err = connect(ctx, cfg, cfg.writers(), mode); err != nil {
		return nil, err
	}
	if s.pool, err = connect(ctx, cfg, cfg.Pool-cfg.writers(), mode); err != nil {
		s.commits.Close()
		return nil, err
	}
	if s.beats, err = connect(ctx, cfg, 1, mode); err != nil {
		s.commits.Close()
		s.pool.Close()
		return nil, err
	}
	if s.duties, err = connect(ctx, cfg, 1, mode); err != nil {
		s.commits.Close()
		s.pool.Close()
		s.beats.Close()
		return nil, err
	}
	background, stop := context.WithCancel(s.always)
	s.stop = stop
	if err := s.ahead(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("prepare the database: %w", err), s.Close())
	}
	for range cfg.writers() {
		s.group.Go(s.write)
	}
	s.group.Go(func() { s.loads.serve(background) })
	s.group.Go(func() { s.nexts.serve(background) })
	s.group.Go(func() { s.settles.serve(background) })
	s.group.Go(func() { s.keepFiling(background) })
	s.group.Go(func() { s.keepAhead(background) })
	return s, nil
}

// Close writes what waits and closes the connections. Afterwards every method answers call.ErrUnavailable.
func (s *Store) Close() error {
	s.closing.Do(func() {
		s.queue.close()
		s.stop()
		s.group.Wait()
		s.unsweep()
		s.closed.Store(true)
		s.commits.Close()
		s.pool.Close()
		s.beats.Close()
		s.duties.Close()
	})
	return nil
}

// Ping returns nil while the database answers and can be written to, and call.ErrUnavailable otherwise.
func (s *Store) Ping(ctx context.Context) error {
	var standby bool
	err := s.ask(ctx, "ask the database", "SELECT pg_is_in_recovery()", scan(&standby))
	if err == nil && standby {
		err = fmt.Errorf("the database is a standby: %w", call.ErrUnavailable)
	}
	return err
}
