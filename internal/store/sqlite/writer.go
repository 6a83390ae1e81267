package sqlite

import (
	"errors"
	"fmt"
	"time"

	"ringline/internal/call"
)

// most is how many changes share one transaction. More gain nothing and let the first ones wait.
const most = 512

// How long to leave a broken disk alone before the next try, doubling from the first to the second.
const firstPause, longestPause = 100 * time.Millisecond, 2 * time.Second

// write is the writer: the only goroutine that writes to the file and to the hot copy. It ends when the queue is closed
// and empty.
func (s *Store) write() {
	defer close(s.closed)
	pause := firstPause
	var file <-chan time.Time
	for {
		var again <-chan time.Time
		switch db := s.db.Load(); {
		case s.troubled():
			again = time.After(pause)
		case file == nil && len(db.ended) > 0:
			file = time.After(fileAfter)
		}
		select {
		case <-s.queue.ready:
		case <-file:
			file = nil
		case <-again:
			if s.tryAgain() {
				pause = firstPause
			} else {
				pause = min(2*pause, longestPause)
			}
		}
		s.queue.gather()
		batch, open := s.queue.take(most)
		if db := s.db.Load(); db != nil && len(db.ended) > 0 && (!open || db.mustFile(nil)) {
			batch = append(batch, filing())
		}
		if len(batch) > 0 {
			s.commit(batch, false)
		}
		if !open {
			return
		}
	}
}

// commit writes a batch and answers each of its changes by what became of it. A batch is tried again at most once.
func (s *Store) commit(batch []*pending, again bool) {
	db := s.db.Load()
	if db == nil {
		s.fail(batch, errors.New("the database cannot be used"))
		return
	}
	begun := time.Now()
	cause := db.commit(batch)
	if cause == nil {
		s.roomy()
		s.committed(batch, time.Since(begun))
		for _, p := range batch {
			p.answer(p.err)
		}
		db.copier.committed(len(batch), db.conn)
		return
	}

	s.metrics.Failures.Inc()
	if s.outOfRoom(db, cause) {
		s.fail(batch, cause)
		return
	}
	s.log.Error("the database failed, opening it again", "path", s.cfg.Path, "changes", len(batch), "err", cause)
	s.db.Store(nil)
	if err := db.close(); err != nil {
		s.log.Warn("closing the failed database", "path", s.cfg.Path, "err", err)
	}
	if !s.reopen() {
		s.fail(batch, cause)
		return
	}
	s.settle(batch, cause, again)
}

// settle answers a batch that failed. A transaction is committed whole or not at all, and the file, read anew, tells.
func (s *Store) settle(batch []*pending, cause error, again bool) {
	committed, err := s.db.Load().committed(batch)
	switch {
	case err != nil:
		s.fail(batch, err)
	case committed:
		for _, p := range batch {
			p.answer(p.err)
		}
	case !errors.Is(cause, errDisagree):
		s.fail(batch, cause)
	case !again: // one change spoiled it for all, or the hot copy was wrong: each gets a transaction of its own
		for _, p := range batch {
			s.commit([]*pending{p}, true)
		}
	default:
		batch[0].answer(cause) // our fault, not the disk's
	}
}

// fail answers that it is the disk. Nothing was changed, unless the file could not even be read afterwards: then
// nobody is answered anything else until it can, and what it says then holds.
func (s *Store) fail(batch []*pending, cause error) {
	for _, p := range batch {
		p.answer(fmt.Errorf("commit: %w: %w", call.ErrUnavailable, cause))
	}
}

// reopen opens the database anew after a fault.
func (s *Store) reopen() bool {
	begun := time.Now()
	db, err := openDatabase(s.cfg.Path, s.cfg.Readers, s.log)
	if err != nil {
		s.log.Error("the database cannot be opened again", "path", s.cfg.Path, "err", err)
		return false
	}
	s.log.Info("the database is back", "path", s.cfg.Path, "live_calls", db.live.Len(), "took", time.Since(begun))
	s.db.Store(db)
	s.roomy() // opening writes
	return true
}
