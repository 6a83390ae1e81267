package cell

import (
	"context"
	"errors"
	"fmt"
	"net"

	"ringline/internal/process"
	"ringline/internal/store/postgres/pgtest"
)

// follower is the name by which the leader knows its standby.
const follower = "standby"

// settings of both database servers. The history of a cell is told in the order of the commits, which PostgreSQL keeps if it is asked to.
func (c *Cell) settings() []string {
	all := append([]string{"track_commit_timestamp=on", "wal_retrieve_retry_interval=200ms", "log_min_messages=fatal"}, c.options.Settings...)
	if !c.options.Durable {
		all = append(all, "fsync=off")
	}
	return all
}

// startDatabases starts a leader and a standby. What is acknowledged is on both.
func (c *Cell) startDatabases(ctx context.Context) (err error) {
	if c.databases[0], err = pgtest.New(ctx, c.settings()...); err != nil {
		return err
	}
	if err := c.databases[0].Exec(ctx, "postgres", "CREATE DATABASE "+database); err != nil {
		return err
	}
	return c.follow(ctx)
}

// follow gives the leader a standby.
func (c *Cell) follow(ctx context.Context) (err error) {
	leader, at := c.databases[c.lead], 1-c.lead
	if c.databases[at], err = leader.Standby(ctx, follower, c.settings()...); err != nil {
		return err
	}
	err = leader.Exec(ctx, "postgres", "ALTER SYSTEM SET synchronous_standby_names = '"+follower+"'")
	if err == nil {
		err = leader.Exec(ctx, "postgres", "SELECT pg_reload_conf()")
	}
	for _, n := range c.Nodes {
		err = errors.Join(err, n.Databases[at].lead(c.databases[at].Address()))
	}
	return err
}

// Database is the address of the database as it is now, not through a wire.
func (c *Cell) Database() string { return c.databases[c.lead].URL(database) }

// RestartDatabase restarts the leader: as an operator does, or as after a crash.
func (c *Cell) RestartDatabase(ctx context.Context, crash bool) error {
	leader := c.databases[c.lead]
	end := leader.Stop
	if crash {
		end = leader.Crash
	}
	if err := end(); err != nil {
		return err
	}
	return leader.Start(ctx)
}

// Promote has the leader crash for good and its standby take its place. Afterwards [Cell.Follow] gives the new leader a standby.
func (c *Cell) Promote(ctx context.Context) error {
	old := c.lead
	// Nothing is acknowledged any more that only one of them has: it would wait for a standby that is none.
	if err := c.databases[old].Crash(); err != nil {
		return err
	}
	if err := c.databases[1-old].Promote(ctx); err != nil {
		return fmt.Errorf("promote the standby: %w", err)
	}
	c.lead = 1 - old
	return nil
}

// Follow replaces the server that crashed in [Cell.Promote] by a standby of the new leader.
func (c *Cell) Follow(ctx context.Context) error {
	if err := c.databases[1-c.lead].Remove(); err != nil {
		return err
	}
	return c.follow(ctx)
}

// startRedis starts a Redis that keeps nothing on disk.
func (c *Cell) startRedis(ctx context.Context) error {
	program, err := find("redis-server", "/usr/bin/redis-server")
	if err != nil {
		return err
	}
	if c.redisAt == "" {
		if c.redisAt, err = process.Address(); err != nil {
			return err
		}
	}
	host, port, err := net.SplitHostPort(c.redisAt)
	if err != nil {
		return err
	}
	c.redis, err = process.Start(context.WithoutCancel(ctx), process.Options{
		Binary: program, Open: "http://" + c.redisAt,
		Args: []string{"--bind", host, "--port", port, "--save", "", "--appendonly", "no", "--dir", c.dir, "--loglevel", "warning"},
	})
	if err != nil {
		return fmt.Errorf("start Redis: %w", err)
	}
	return nil
}

// StopRedis ends Redis, with all that it had.
func (c *Cell) StopRedis() error { return c.redis.Kill() }

// StartRedis starts it again, empty.
func (c *Cell) StartRedis(ctx context.Context) error { return c.startRedis(ctx) }

// Leader is the process of the database server that is written to, whose children do its work.
func (c *Cell) Leader() int { return c.databases[c.lead].PID() }
