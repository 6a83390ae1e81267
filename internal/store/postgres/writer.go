package postgres

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"ringline/internal/call"
)

// pause is how long to leave a database alone that does not answer, or another transaction that is in the way.
const pause = 20 * time.Millisecond

// Commit implements [control.Store]. Who gives up waiting before the change is being written takes it back; after that the answer
// is waited for. An error other than a refusal means that nothing was changed, unless the database went away while it was written
// and did not come back in time: then it may have been, and whoever loads the call sees it.
func (s *Store) Commit(ctx context.Context, change call.Change) error {
	p := newPending(&change, time.Now().Add(s.cfg.Timeout))
	if !s.queue.add(p) {
		return fmt.Errorf("commit: too many changes wait for the database, or it is closed: %w", call.ErrUnavailable)
	}
	late := time.NewTimer(s.cfg.Timeout)
	defer late.Stop()
	select {
	case err := <-p.done:
		return err
	case <-ctx.Done():
		if p.take() {
			return fmt.Errorf("commit %s: %w", change.Rule, ctx.Err())
		}
	case <-late.C:
		if p.take() {
			return fmt.Errorf("commit %s: the database is too slow, or away: %w", change.Rule, call.ErrUnavailable)
		}
	}
	return <-p.done
}

// write is a writer: it commits what waits, again and again, until the queue is closed and empty. There are several: while few
// changes wait each gets a transaction of its own, at the same time, and when many do they share.
func (s *Store) write() {
	for {
		batch := s.queue.take(s.cfg.Batch)
		if len(batch) == 0 {
			return
		}
		s.commit(batch)
		s.queue.release(batch)
	}
}

// commit writes a batch and answers each of its changes.
func (s *Store) commit(batch []*pending) {
	begun := time.Now()
	verdicts, err := s.call(batch, false)
	if err != nil {
		s.metrics.Failures.Inc()
		if len(batch) > 1 && !collided(err) {
			s.log.Warn("changes could not be written together, trying each", "changes", len(batch), "err", err)
		}
		for _, p := range batch {
			s.settle(p, err)
		}
		return
	}
	s.answered()
	s.committed(verdicts, time.Since(begun))
	var unsure []*pending
	var theirs []verdict
	over := false
	for i, p := range batch {
		v := &verdicts[i]
		if v.premature(p, false) {
			unsure, theirs = append(unsure, p), append(theirs, *v)
			continue
		}
		over = over || v.refusal() == nil && p.change.To.End != nil
		p.done <- v.refusal()
	}
	if over {
		s.file()
	}
	if len(unsure) == 0 {
		return
	}
	err = s.judgeAgain(unsure, theirs)
	for i, p := range unsure {
		if err != nil {
			s.settle(p, err)
		} else {
			p.done <- theirs[i].refusal()
		}
	}
}

// settle answers a change whose transaction failed, by trying it until it is known what becomes of it. If it was written and only
// the answer was lost, its token says so: written twice it cannot be.
func (s *Store) settle(p *pending, err error) {
	alone := []*pending{p}
	for {
		if !s.worthIt(p, err) {
			p.done <- s.giveUp(p, err)
			return
		}
		var verdicts []verdict
		verdicts, err = s.call(alone, true)
		if err == nil && verdicts[0].premature(p, true) {
			err = s.judgeAgain(alone, verdicts)
		}
		if err == nil {
			s.answered()
			s.committed(verdicts, 0)
			if verdicts[0].refusal() == nil && p.change.To.End != nil {
				s.file()
			}
			p.done <- verdicts[0].refusal()
			return
		}
		s.metrics.Failures.Inc()
		if wait := pause/2 + rand.N(pause); time.Until(p.until) > wait {
			<-time.After(wait)
		}
	}
}

// worthIt reports whether a change that failed should be tried again.
func (s *Store) worthIt(p *pending, err error) bool {
	return time.Now().Before(p.until) && (collided(err) || !faulty(err))
}

// giveUp is the answer to a change of which nothing better is known than that it failed.
func (s *Store) giveUp(p *pending, err error) error {
	what := "commit " + p.change.Rule
	var e *pgconn.PgError
	switch {
	case collided(err): // for as long as anybody waits: it was undone each time
		return fmt.Errorf("%s: %w", what, call.ErrConflict)
	case errors.As(err, &e) && faulty(err): // our fault, not the database's
		s.log.Error("the database refuses a change", "call", p.change.To.ID, "app", p.change.To.App, "rule", p.change.Rule, "err", err)
		return fmt.Errorf("%s: %w", what, err)
	}
	return s.fail(s.always, what, err)
}
