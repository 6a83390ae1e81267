package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"ringline/internal/call"
	loadtest "ringline/internal/load"
	"ringline/internal/process"
	local "ringline/internal/process/cell"
)

// clusterResult says what calls cost on one, two and three nodes.
type clusterResult struct {
	Machine string        `json:"machine"`
	Load    string        `json:"load_average"`
	Each    float64       `json:"seconds"`
	Conns   int           `json:"connections"`
	Rows    []clusterCost `json:"rows"`
	Idle    []idleCost    `json:"idle"`
	Device  float64       `json:"bytes_per_device"` // of a node's memory
}

// clusterCost is what one kind of call costs on so many nodes, for each call.
type clusterCost struct {
	Kind         string        `json:"kind"`
	Nodes        int           `json:"nodes"`
	Rate         float64       `json:"calls_per_second"`
	P99          time.Duration `json:"p99_ns"`
	NodeCPU      time.Duration `json:"node_cpu_ns"` // of all nodes together
	DatabaseCPU  time.Duration `json:"database_cpu_ns"`
	Transactions float64       `json:"transactions"`
	WAL          float64       `json:"wal_bytes"`
	Stored       float64       `json:"stored_bytes"` // by which the database grows, with indexes
}

// idleCost is what so many nodes do in a second in which nobody calls. It is not in the costs of calls.
type idleCost struct {
	Nodes        int           `json:"nodes"`
	NodeCPU      time.Duration `json:"node_cpu_ns"` // of all nodes together
	DatabaseCPU  time.Duration `json:"database_cpu_ns"`
	Transactions float64       `json:"transactions"`
	WAL          float64       `json:"wal_bytes"`
}

// The kinds of calls.
const (
	kindShort    = "start and end over HTTP"
	kindComplete = "complete call"
)

type clusterOptions struct {
	common
	each    time.Duration
	conns   int
	devices int
}

func benchCluster(ctx context.Context, args []string, out io.Writer) error {
	var o clusterOptions
	f := flag.NewFlagSet("bench cluster", flag.ContinueOnError)
	o.register(f)
	f.DurationVar(&o.each, "each", 6*time.Second, "how long each number of nodes is driven with each kind of call")
	f.IntVar(&o.conns, "conns", 32, "connections, spread over the nodes; a quarter of them for complete calls")
	f.IntVar(&o.devices, "devices", 5000, "devices that are connected to one node for measuring its memory")
	if err := f.Parse(args); err != nil {
		return err
	}
	r := &clusterResult{Machine: describe(), Load: loadAverage(), Each: o.each.Seconds(), Conns: o.conns}
	for nodes := 1; nodes <= 3; nodes++ {
		if err := o.measure(ctx, r, nodes); err != nil {
			return fmt.Errorf("%d nodes: %w", nodes, err)
		}
	}
	return o.reportBlock("cluster", r, out)
}

// measure runs a cell of so many nodes.
func (o *clusterOptions) measure(ctx context.Context, r *clusterResult, nodes int) (err error) {
	c, err := local.Start(ctx, local.Options{
		Binary: o.binary, Nodes: nodes, Config: completeConfig, Apps: makeBenchApp, Durable: true, Settings: []string{"shared_buffers=256MB", "max_wal_size=4GB"},
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	if nodes == 1 { // before there is memory that is free for anybody
		if r.Device, err = o.memory(ctx, c); err != nil {
			return err
		}
	}
	idle, err := o.idle(ctx, c)
	if err != nil {
		return err
	}
	r.Idle = append(r.Idle, idle)
	signed, workers := query(), 0
	short := &target{name: "ringline", server: c.Nodes[0].Process(), worker: func() step {
		workers++
		return calls(signed, workers)
	}}
	if err := o.drive(ctx, r, c, kindShort, short, o.conns, 2); err != nil {
		return err
	}
	all := &complete{ctx: ctx, base: c.Nodes[0].Process().URL, query: signed} // the requests of this client are not for a balancer
	if all.heard, err = loadtest.Listen(ctx, "", ""); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, all.close()) }()
	if err := all.subscribe(); err != nil {
		return err
	}
	all.base = c.URL // devices come through it
	whole := &target{name: "ringline", server: c.Nodes[0].Process(), worker: all.worker}
	if err := o.drive(ctx, r, c, kindComplete, whole, max(1, o.conns/4), 1); err != nil {
		return err
	}
	return nil
}

// drive has a target's calls made, each in so many operations, and adds what they cost.
func (o *clusterOptions) drive(ctx context.Context, r *clusterResult, c *local.Cell, kind string, t *target, conns int, operations float64) (err error) {
	l := &load{target: t}
	defer func() { err = errors.Join(err, l.close()) }()
	for i := range conns {
		at := c.Nodes[i%len(c.Nodes)].Process().URL // the balancer would take a part of the machine
		one, err := dial(ctx, at)
		if err != nil {
			return err
		}
		l.conns, l.steps = append(l.conns, one), append(l.steps, t.worker())
	}
	if _, err := l.run(ctx, o.each/4); err != nil { // warm up
		return err
	}
	before, err := spentBy(ctx, c)
	if err != nil {
		return err
	}
	s, err := l.run(ctx, o.each)
	if err != nil {
		return err
	}
	after, err := spentBy(ctx, c)
	if err != nil {
		return err
	}
	n := after.calls - before.calls // as the database counts them
	idle, took := r.Idle[len(r.Idle)-1], after.at.Sub(before.at).Seconds()
	r.Rows = append(r.Rows, clusterCost{
		Kind: kind, Nodes: len(c.Nodes), Rate: s.Rate / operations, P99: s.P99,
		NodeCPU:      time.Duration((float64(after.nodes-before.nodes) - took*float64(idle.NodeCPU)) / n),
		DatabaseCPU:  time.Duration((float64(after.database-before.database) - took*float64(idle.DatabaseCPU)) / n),
		Transactions: (after.transactions - before.transactions - took*idle.Transactions) / n,
		WAL:          (after.wal - before.wal - took*idle.WAL) / n, Stored: (after.size - before.size) / n,
	})
	return nil
}

// idle looks for a while at nodes that nobody asks anything.
func (o *clusterOptions) idle(ctx context.Context, c *local.Cell) (idleCost, error) {
	before, err := spentBy(ctx, c)
	if err != nil {
		return idleCost{}, err
	}
	wait := time.NewTimer(o.each)
	defer wait.Stop()
	select {
	case <-ctx.Done():
		return idleCost{}, ctx.Err()
	case <-wait.C:
	}
	after, err := spentBy(ctx, c)
	if err != nil {
		return idleCost{}, err
	}
	took := after.at.Sub(before.at).Seconds()
	return idleCost{
		Nodes: len(c.Nodes), NodeCPU: time.Duration(float64(after.nodes-before.nodes) / took), DatabaseCPU: time.Duration(float64(after.database-before.database) / took),
		Transactions: (after.transactions - before.transactions) / took, WAL: (after.wal - before.wal) / took,
	}, nil
}

// spent is what a cell has used up to a moment.
type spent struct {
	at                             time.Time
	nodes, database                time.Duration
	calls, transactions, wal, size float64
}

func spentBy(ctx context.Context, c *local.Cell) (s spent, err error) {
	s.at = time.Now()
	for _, n := range c.Nodes {
		used, err := process.CPU(n.Process().PID())
		if err != nil {
			return s, err
		}
		s.nodes += used
	}
	if s.database, err = process.FamilyCPU(c.Leader()); err != nil {
		return s, err
	}
	conn, err := pgx.Connect(ctx, c.Database())
	if err != nil {
		return s, err
	}
	const text = `SELECT (SELECT count(*) FROM records)::float8, xact_commit::float8, (pg_current_wal_lsn() - '0/0')::float8, pg_database_size(datname)::float8
		FROM pg_stat_database WHERE datname = current_database()`
	err = conn.QueryRow(ctx, text).Scan(&s.calls, &s.transactions, &s.wal, &s.size)
	return s, errors.Join(err, conn.Close(ctx))
}

// memory is how much a node's memory grows by for each device that is connected and does nothing.
func (o *clusterOptions) memory(ctx context.Context, c *local.Cell) (each float64, err error) {
	node := c.Nodes[0].Process()
	before, err := process.Memory(node.PID())
	if err != nil {
		return 0, err
	}
	var all []*socket
	defer func() {
		for _, s := range all {
			err = errors.Join(err, s.close())
		}
	}()
	for i := range o.devices {
		s, err := plug(ctx, node.URL, call.UserID(fmt.Sprintf("idle-%d", i)), func(news) {})
		if err != nil {
			return 0, err
		}
		all = append(all, s)
	}
	after, err := process.Memory(node.PID())
	return float64(after-before) / float64(o.devices), err
}

// block is the result, for a page or a terminal.
func (r *clusterResult) block() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, load average %s before the run. Nodes, PostgreSQL with its standby, Redis and the load share these cores, so more nodes cannot be faster here: what "+
		"more of them cost is what the table shows. %.0f s each, %d connections (a quarter for complete calls).\n\n", r.Machine, r.Load, r.Each, r.Conns)
	b.WriteString("| calls | nodes | calls/s | p99 | CPU of nodes | CPU of PostgreSQL | transactions | WAL | kept |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n")
	for _, c := range r.Rows {
		fmt.Fprintf(&b, "| %s | %d | %.0f | %.1f ms | %.0f µs | %.0f µs | %.2f | %.1f KB | %.1f KB |\n", c.Kind, c.Nodes, c.Rate, float64(c.P99)/1e6,
			float64(c.NodeCPU)/1e3, float64(c.DatabaseCPU)/1e3, c.Transactions, c.WAL/1e3, c.Stored/1e3)
	}
	b.WriteString("\nIn a second in which nobody calls, which is not in the costs of calls above:\n\n" +
		"| nodes | CPU of nodes | CPU of PostgreSQL | transactions | WAL |\n| ---: | ---: | ---: | ---: | ---: |\n")
	for _, c := range r.Idle {
		fmt.Fprintf(&b, "| %d | %.1f ms | %.1f ms | %.1f | %.1f KB |\n", c.Nodes, float64(c.NodeCPU)/1e6, float64(c.DatabaseCPU)/1e6, c.Transactions, c.WAL/1e3)
	}
	fmt.Fprintf(&b, "\nA connected device that does nothing takes %.1f KB of a node's memory.\n", r.Device/1e3)
	return b.String()
}
