package sqlite

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"

	"zombiezen.com/go/sqlite"

	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/store/metrics"
)

// Store is a [control.Store] in a file. It is also a prometheus.Collector of its metrics.
type Store struct {
	cfg      Config
	log      *slog.Logger
	lock     *sqlite.Conn
	db       atomic.Pointer[database] // nil while there is none to be trusted; set by the writer
	full     atomic.Bool              // the disk is: reads go on; set by the writer
	queue    *queue
	metrics  *metrics.Metrics
	closing  sync.Once
	closed   chan struct{} // closed when the writer is gone
	closeErr error
}

var _ control.Store = (*Store)(nil)

// Open opens the database, makes it if there is none and brings it to this version's schema. The context is for the
// opening alone. The caller must close the store.
//
// It refuses a file that another ringline has open ([ErrLocked]), one of a newer version and one that is damaged;
// the error says what to do.
func Open(ctx context.Context, cfg Config, log *slog.Logger) (*Store, error) {
	if err := cfg.Validate(); err != nil {
		return nil, fmt.Errorf("database: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	held, err := lock(cfg.Path)
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", cfg.Path, err)
	}
	db, err := openWhole(ctx, cfg, log)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open database %s: %w", cfg.Path, err), held.Close())
	}
	s := &Store{cfg: cfg, log: log, lock: held, queue: newQueue(cfg.Queue), closed: make(chan struct{})}
	s.metrics = newMetrics(s)
	s.db.Store(db)
	go s.write()
	return s, nil
}

// openWhole opens a database for the first time.
func openWhole(ctx context.Context, cfg Config, log *slog.Logger) (*database, error) {
	if err := notHalfRestored(cfg.Path); err != nil {
		return nil, err
	}
	if err := whole(ctx, cfg.Path, log); err != nil {
		return nil, err
	}
	if err := begin(cfg.Path); err != nil {
		return nil, explain(err)
	}
	return openDatabase(cfg.Path, cfg.Readers, log)
}

// Close writes what waits, empties the WAL into the file and lets go of it. It waits for all of that. Afterwards
// every method answers call.ErrUnavailable.
func (s *Store) Close() error {
	s.closing.Do(func() {
		s.queue.close()
		<-s.closed
		if db := s.db.Swap(nil); db != nil {
			s.closeErr = db.close()
		}
		s.closeErr = errors.Join(s.closeErr, s.lock.Close())
	})
	return s.closeErr
}

// Ping returns nil while the store can answer, and call.ErrUnavailable while its disk cannot be written.
func (s *Store) Ping(context.Context) error {
	_, err := s.database()
	if err == nil && s.full.Load() {
		err = fmt.Errorf("the disk is full: %w", call.ErrUnavailable)
	}
	return err
}

// Commit implements [control.Store]. Who gives up waiting before the change is being written takes it back; after that
// the answer is waited for. An error means that nothing was changed, unless the database failed and could not be opened
// again: then only the next opening, before anything else is answered, shows what became of the change.
func (s *Store) Commit(ctx context.Context, change call.Change) error {
	return s.enqueue(ctx, newPending(change))
}

// enqueue hands something to the writer and waits for what becomes of it.
func (s *Store) enqueue(ctx context.Context, p *pending) error {
	if _, err := s.database(); err != nil {
		return err
	}
	if !s.queue.add(p) {
		return fmt.Errorf("too many changes are waiting for the disk: %w", call.ErrUnavailable)
	}
	select {
	case err := <-p.done:
		return err
	case <-ctx.Done():
		if p.take() {
			return fmt.Errorf("%s: %w", p.what, ctx.Err())
		}
		return <-p.done
	}
}

// database returns what there is to read from.
func (s *Store) database() (*database, error) {
	if db := s.db.Load(); db != nil {
		return db, nil
	}
	return nil, fmt.Errorf("the database cannot be used: %w", call.ErrUnavailable)
}
