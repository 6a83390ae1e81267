package postgres

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"ringline/internal/call"
)

// Each transaction of changes ends with one notification, which names them. PostgreSQL lets one transaction with a notification
// commit at a time, so there is one for a batch and not one for a change, and it can be turned off.
//
// A notification has a line for each thing:
//
//	c APP CALL VERSION STORE   a change was committed by a store
//	a STORE                    apps or tokens were changed
//	w APP STORE                webhooks of an app are to be sent again
//
// Servers of two versions hear each other. So a line may get more words at its end, and there may be lines of other kinds: who does not know
// them takes no notice. What a version before has to hear is told as it knows it.
const channel = "ringline"

// How often a feed looks whether its connection is alive, how long it waits before it connects again, and how often it says that
// everything should be looked at anew when notifications are turned off.
const (
	aliveEvery  = 10 * time.Second
	againAfter  = 500 * time.Millisecond // doubling up to longestDeaf
	longestDeaf = 5 * time.Second
	lookEvery   = 2 * time.Second
)

// News is something that another store on the same database has committed.
type News struct {
	Call    call.Ref   // zero: it is about something else
	Version int64      // of the call
	Apps    bool       // apps or tokens have changed
	Webhook call.AppID // of which app webhooks are to be sent again
	Missed  bool       // something may have been missed: look at everything anew
}

// Changes hands over what other stores commit until ctx is done, in the order of their commits. It does not repeat what this store
// did. The first news is that something may have been missed, and so is that after each time that the database was away; without
// notifications it is all there is, every few seconds. It must not be relied upon alone: who listens also looks, now and then.
func (s *Store) Changes(ctx context.Context, f func(News)) error {
	if s.channel == "" {
		return s.lookAnew(ctx, f)
	}
	pause, deaf := againAfter, false
	hears := func(n News) {
		pause, deaf = againAfter, false
		f(n)
	}
	for ctx.Err() == nil {
		if err := s.listen(ctx, hears); ctx.Err() == nil && !deaf { // said once, however long it takes
			deaf = true
			s.away.Inc()
			s.log.Warn("cannot hear what other servers commit, trying again", "err", err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
			pause = min(2*pause, longestDeaf)
		}
	}
	return nil
}

func (s *Store) lookAnew(ctx context.Context, f func(News)) error {
	t := time.NewTicker(lookEvery)
	defer t.Stop()
	for {
		f(News{Missed: true})
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
		}
	}
}

// listen listens on a connection of its own until it breaks.
func (s *Store) listen(ctx context.Context, f func(News)) (err error) {
	url := s.cfg.Notify
	if url == "" {
		url = s.cfg.URL
	}
	cfg, err := settings(url, s.cfg.Timeout, 1, pgx.QueryExecModeExec)
	if err != nil {
		return err
	}
	conn, err := pgx.ConnectConfig(ctx, cfg.ConnConfig)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close(context.WithoutCancel(ctx))) }()
	var pid uint32
	if _, err := conn.Exec(ctx, "LISTEN "+channel); err != nil {
		return err
	}
	if err := each(ctx, conn, scan(&pid), "SELECT pg_backend_pid()"); err != nil {
		return err
	}
	if pid != conn.PgConn().PID() {
		return errors.New("there is a pooler in between, which cannot listen: set store.notify to the address of the database behind it, or to off")
	}
	f(News{Missed: true})
	for {
		if err := s.hear(ctx, conn, f); err != nil {
			return err
		}
	}
}

// hear waits for one notification, or looks whether the connection is alive.
func (s *Store) hear(ctx context.Context, conn *pgx.Conn, f func(News)) error {
	quiet, cancel := context.WithTimeout(ctx, aliveEvery)
	defer cancel()
	n, err := conn.WaitForNotification(quiet)
	if err != nil && quiet.Err() != nil && ctx.Err() == nil && !conn.IsClosed() {
		ping, cancel := context.WithTimeout(ctx, s.cfg.Timeout)
		defer cancel()
		return conn.Ping(ping)
	}
	if err != nil {
		return err
	}
	for line := range strings.SplitSeq(n.Payload, "\n") {
		switch news, err := s.read(line); {
		case err != nil:
			s.log.Warn("another server tells what cannot be understood", "line", line, "err", err)
			f(News{Missed: true})
		case news != News{}:
			f(news)
		}
	}
	return nil
}

// read understands a line. What this store did is no news, and neither is what this version knows nothing of.
func (s *Store) read(line string) (news News, err error) {
	words := strings.Split(line, " ")
	by := map[string]int{"a": 1, "w": 2, "c": 4}[words[0]] // where the store stands
	switch {
	case by == 0:
		return News{}, nil
	case by >= len(words):
		return News{}, errors.New("words are missing")
	case words[by] == s.id:
		return News{}, nil
	case words[0] == "a":
		return News{Apps: true}, nil
	}
	app, err := strconv.ParseInt(words[1], 10, 64)
	if err != nil || words[0] == "w" {
		return News{Webhook: call.AppID(app)}, err
	}
	version, err := strconv.ParseInt(words[3], 10, 64)
	return News{Call: call.Ref{App: call.AppID(app), ID: call.ID(words[2])}, Version: version}, err
}

// tellApps tells other stores, with the commit, that apps or tokens have changed.
func (s *Store) tellApps(ctx context.Context, q querier) error {
	if s.channel == "" {
		return nil
	}
	_, err := q.Exec(ctx, "SELECT pg_notify($1, $2)", s.channel, "a "+s.id)
	return err
}

// tellWebhook tells other stores that webhooks of an app are to be sent again. Who does not hear it looks now and then.
func (s *Store) tellWebhook(ctx context.Context, app call.AppID) {
	if s.channel == "" {
		return
	}
	if _, err := s.update(ctx, "tell other servers", "SELECT pg_notify($1, $2)", s.channel, fmt.Sprintf("w %d %s", app, s.id)); err != nil {
		s.log.Warn("webhooks that are to be sent again may wait a while", "app", app, "err", err)
	}
}
