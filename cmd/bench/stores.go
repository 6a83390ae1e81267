package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"ringline/internal/call"
	"ringline/internal/store/postgres"
	"ringline/internal/store/postgres/pgtest"
	"ringline/internal/store/sqlite"
	"ringline/internal/tenant"
)

// stores says how many changes the stores make durable.
type stores struct {
	Machine    string     `json:"machine"`
	Rounds     int        `json:"rounds"`
	Each       float64    `json:"seconds"`
	Load       string     `json:"load_average"`
	Rows       []storeRow `json:"rows"`
	Statements float64    `json:"statements_per_call"` // round trips to PostgreSQL at the most callers
	WAL        float64    `json:"wal_bytes_per_call"`
}

// storeRow is changes per second, medians of the rounds.
type storeRow struct {
	Callers int     `json:"callers"`
	File    float64 `json:"sqlite"`
	Shared  float64 `json:"postgres"`
	Alone   float64 `json:"postgres_without_group_commit"`
}

type storesOptions struct {
	common
	rounds int
	each   time.Duration
}

// committer is what is measured of a store.
type committer interface {
	Commit(ctx context.Context, change call.Change) error
	Close() error
}

func benchStores(ctx context.Context, args []string, out io.Writer) (err error) {
	var o storesOptions
	f := flag.NewFlagSet("bench stores", flag.ContinueOnError)
	o.register(f)
	f.IntVar(&o.rounds, "rounds", 3, "rounds, in each of which every store has its turn")
	f.DurationVar(&o.each, "each", 2*time.Second, "how long a turn takes")
	if err := f.Parse(args); err != nil {
		return err
	}
	dir, remove, err := o.workspace()
	if err != nil {
		return err
	}
	defer remove()
	server, err := pgtest.New(ctx, "shared_buffers=256MB", "max_wal_size=4GB", "log_min_messages=fatal")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Remove()) }()
	r := &stores{Machine: describe(), Rounds: o.rounds, Each: o.each.Seconds(), Load: loadAverage()}
	if err := o.measure(ctx, r, server, dir); err != nil {
		return err
	}
	return r.report(&o.common, out)
}

func (o *storesOptions) measure(ctx context.Context, r *stores, server *pgtest.Server, dir string) (err error) {
	settings := sqlite.Default()
	settings.Path = filepath.Join(dir, "ringline.db")
	file, err := sqlite.Open(ctx, settings, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	all := []committer{file}
	defer func() {
		for _, s := range all {
			err = errors.Join(err, s.Close())
		}
	}()
	for _, batch := range []int{postgres.Default().Batch, 1} {
		name := fmt.Sprintf("batch%d", batch)
		if err := server.Exec(ctx, "postgres", "CREATE DATABASE "+name); err != nil {
			return err
		}
		cfg := postgres.Default()
		cfg.URL, cfg.Batch, cfg.Shared = tenant.Secret(server.URL(name)), batch, true // as servers that share it pay for it
		s, err := postgres.Open(ctx, cfg, slog.New(slog.DiscardHandler))
		if err != nil {
			return err
		}
		all = append(all, s)
	}
	for _, callers := range []int{1, 16, 64, 256} {
		var rates [3][]float64
		for range o.rounds {
			for i, s := range all {
				before, err := written(ctx, server)
				if err != nil {
					return err
				}
				n, took, err := o.turn(ctx, s, callers)
				if err != nil {
					return err
				}
				rates[i] = append(rates[i], n/took.Seconds())
				if i != 1 {
					continue
				}
				after, err := written(ctx, server)
				if err != nil {
					return err
				}
				calls := n / 2
				r.Statements, r.WAL = (after.transactions-before.transactions)/calls, (after.wal-before.wal)/calls
			}
		}
		row := storeRow{Callers: callers}
		for i, median := range []*float64{&row.File, &row.Shared, &row.Alone} {
			slices.Sort(rates[i])
			*median = rates[i][len(rates[i])/2]
		}
		r.Rows = append(r.Rows, row)
	}
	return nil
}

// turn has callers start and end calls, each in a change of its own, and counts the changes.
func (o *storesOptions) turn(ctx context.Context, s committer, callers int) (changes float64, took time.Duration, err error) {
	var done atomic.Int64
	var group sync.WaitGroup
	errs := make(chan error, callers)
	begun := time.Now()
	for n := range callers {
		group.Go(func() {
			for time.Since(begun) < o.each {
				if err := startAndEnd(ctx, s, n); err != nil {
					errs <- err
					return
				}
				done.Add(2)
			}
		})
	}
	group.Wait()
	took = time.Since(begun)
	close(errs)
	return float64(done.Load()), took, <-errs
}

func startAndEnd(ctx context.Context, s committer, n int) error {
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	m := call.Start{
		App: 1400000001, ID: call.ID(id.String()),
		By:      call.Actor{Kind: call.ByUser, User: call.UserID(fmt.Sprintf("caller-%d", n)), Device: "0198f2a0-phone"},
		Callees: []call.UserID{call.UserID(fmt.Sprintf("callee-%d", n))},
		Media:   call.Video, Room: call.Room{Name: "1", Numeric: true}, UserData: `{"reason":"support","ticket":4711}`, RingFor: 30 * time.Second, Max: 9,
	}
	start, err := call.Apply(call.Call{}, m, time.Now())
	if err != nil {
		return err
	}
	start.Request = call.Request{User: m.By.User, Device: m.By.Device, ID: string(m.ID)}
	if err := s.Commit(ctx, start); err != nil {
		return err
	}
	end, err := call.Apply(start.To, call.EndCall{By: call.Actor{Kind: call.ByAdmin, User: "administrator"}}, time.Now())
	if err != nil {
		return err
	}
	return s.Commit(ctx, end)
}

// activity is what a server of PostgreSQL has done since it started.
type activity struct{ transactions, wal float64 }

func written(ctx context.Context, server *pgtest.Server) (a activity, err error) {
	conn, err := pgx.Connect(ctx, server.URL("postgres"))
	if err != nil {
		return a, err
	}
	const text = `SELECT (SELECT sum(xact_commit) FROM pg_stat_database WHERE datname LIKE 'batch%')::float8, (pg_current_wal_lsn() - '0/0')::float8`
	err = conn.QueryRow(ctx, text).Scan(&a.transactions, &a.wal)
	return a, errors.Join(err, conn.Close(ctx))
}

func (r *stores) report(o *common, out io.Writer) error {
	return o.reportBlock("stores", r, out)
}

// block is the result, for a page or a terminal.
func (r *stores) block() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, load average %s before the run; PostgreSQL on the same machine, over TCP; %d rounds of %.0f s each, medians.\n\n", r.Machine, r.Load, r.Rounds, r.Each)
	b.WriteString("| changes per second | SQLite | PostgreSQL | of SQLite | without group commit | gained by it |\n| --- | ---: | ---: | ---: | ---: | ---: |\n")
	for _, row := range r.Rows {
		fmt.Fprintf(&b, "| %d callers | %.0f | %.0f | %.2f | %.0f | %.1f × |\n", row.Callers, row.File, row.Shared, row.Shared/row.File, row.Alone, row.Shared/row.Alone)
	}
	fmt.Fprintf(&b, "\nAt %d callers a call, its start and its end with what finds its record, takes %.2f transactions and %.1f KB of WAL.\n",
		r.Rows[len(r.Rows)-1].Callers, r.Statements, r.WAL/1000)
	return b.String()
}

// loadAverage is how busy the machine was in the last minute, as far as it tells.
func loadAverage() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	one, _, _ := strings.Cut(string(text), " ")
	return one
}
