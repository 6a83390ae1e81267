package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	loadtest "ringline/internal/load"
	local "ringline/internal/process/cell"
)

// statementsResult says which statements a complete call takes, by the number of nodes.
type statementsResult struct {
	Machine string               `json:"machine"`
	Each    float64              `json:"seconds"`
	Conns   int                  `json:"connections"`
	Rows    map[string][]float64 `json:"statements"`   // how often each is run for a call, on 1, 2, … nodes
	Took    map[string]float64   `json:"milliseconds"` // one run of each, on the most nodes
	Idle    map[string][]float64 `json:"idle"`         // how often each is run in a second in which nobody calls
}

// statementNodes is on how many nodes they are counted.
const statementNodes = 3

// seldom is how often a statement is run for a call at least to have a row of its own.
const seldom = 0.02

// benchStatements counts what cluster measures: the statements of a complete call. It is another command, because the counting costs
// the database something.
func benchStatements(ctx context.Context, args []string, out io.Writer) error {
	var o clusterOptions
	f := flag.NewFlagSet("bench statements", flag.ContinueOnError)
	o.register(f)
	f.DurationVar(&o.each, "each", 6*time.Second, "how long each number of nodes is driven")
	f.IntVar(&o.conns, "conns", 8, "connections, spread over the nodes")
	if err := f.Parse(args); err != nil {
		return err
	}
	r := &statementsResult{
		Machine: describe(), Each: o.each.Seconds(), Conns: o.conns, Rows: map[string][]float64{}, Took: map[string]float64{}, Idle: map[string][]float64{},
	}
	for nodes := 1; nodes <= statementNodes; nodes++ {
		if err := o.count(ctx, r, nodes); err != nil {
			return fmt.Errorf("%d nodes: %w", nodes, err)
		}
	}
	return o.reportBlock("statements", r, out)
}

// count runs a cell of so many nodes, and counts.
func (o *clusterOptions) count(ctx context.Context, r *statementsResult, nodes int) (err error) {
	c, err := local.Start(ctx, local.Options{
		Binary: o.binary, Nodes: nodes, Config: completeConfig, Apps: makeBenchApp,
		Settings: []string{"shared_preload_libraries=pg_stat_statements", "pg_stat_statements.track=top", "shared_buffers=256MB"},
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	conn, err := pgx.Connect(ctx, c.Database())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close(ctx)) }()
	if _, err := conn.Exec(ctx, "CREATE EXTENSION pg_stat_statements"); err != nil {
		return err
	}
	quiet := time.NewTimer(time.Second) // what a start leads to
	defer quiet.Stop()
	<-quiet.C
	if _, err := conn.Exec(ctx, "SELECT pg_stat_statements_reset()"); err != nil {
		return err
	}
	idle, err := o.idle(ctx, c)
	if err != nil {
		return err
	}
	runs, err := statementRuns(ctx, conn)
	if err != nil {
		return err
	}
	for what, one := range runs {
		note(r.Idle, what, nodes, one.n/o.each.Seconds())
	}
	note(r.Idle, transactions, nodes, idle.Transactions)
	all := &complete{ctx: ctx, base: c.Nodes[0].Process().URL, query: query()}
	if all.heard, err = loadtest.Listen(ctx, "", ""); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, all.close()) }()
	if err := all.subscribe(); err != nil {
		return err
	}
	all.base = c.URL
	l := &load{target: &target{name: "ringline", server: c.Nodes[0].Process(), worker: all.worker}}
	defer func() { err = errors.Join(err, l.close()) }()
	for i := range o.conns {
		one, err := dial(ctx, c.Nodes[i%len(c.Nodes)].Process().URL)
		if err != nil {
			return err
		}
		l.conns, l.steps = append(l.conns, one), append(l.steps, all.worker())
	}
	if _, err := l.run(ctx, o.each/4); err != nil { // warm up
		return err
	}
	before, err := spentBy(ctx, c)
	if err != nil {
		return err
	}
	if _, err := conn.Exec(ctx, "SELECT pg_stat_statements_reset()"); err != nil {
		return err
	}
	s, err := l.run(ctx, o.each)
	if err != nil {
		return err
	}
	if runs, err = statementRuns(ctx, conn); err != nil {
		return err
	}
	after, err := spentBy(ctx, c)
	if err != nil {
		return err
	}
	calls := after.calls - before.calls
	note(r.Rows, transactions, nodes, (after.transactions-before.transactions)/calls)
	note(r.Rows, rate, nodes, s.Rate)
	for what, one := range runs {
		n := one.n
		r.Took[what] = one.took / n
		note(r.Rows, what, nodes, n/calls)
	}
	return nil
}

// What is in the tables beside statements.
const (
	transactions = "**transactions**"
	rate         = "calls a second meanwhile"
)

// note puts a number into a row.
func note(rows map[string][]float64, what string, nodes int, n float64) {
	if rows[what] == nil {
		rows[what] = make([]float64, statementNodes)
	}
	rows[what][nodes-1] = n
}

// statementRun is how often a statement was run, and how many milliseconds that took.
type statementRun struct{ n, took float64 }

// statementRuns says how often each statement was run since the last reset.
func statementRuns(ctx context.Context, conn *pgx.Conn) (map[string]statementRun, error) {
	const text = `SELECT query, calls::float8, total_exec_time FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
		WHERE d.datname = current_database() AND query NOT LIKE '%pg_stat_%' AND toplevel`
	rows, err := conn.Query(ctx, text)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	runs := map[string]statementRun{}
	for rows.Next() {
		var text string
		var n, took float64
		if err := rows.Scan(&text, &n, &took); err != nil {
			return nil, err
		}
		was := runs[nameOf(text)]
		runs[nameOf(text)] = statementRun{was.n + n, was.took + took}
	}
	return runs, rows.Err()
}

var (
	spaces = regexp.MustCompile(`\s+`)
	tables = regexp.MustCompile(`(?i)\b(?:FROM|INTO|UPDATE|JOIN) +(?:ONLY )?([a-z_]+)`)
)

// nameOf says what a statement does to what: enough of it to find it in the code, and short enough for a table.
func nameOf(text string) string {
	text = spaces.ReplaceAllString(strings.TrimSpace(text), " ")
	const most = 70
	short := text
	if runes := []rune(text); len(runes) > most {
		short = string(runes[:most]) + "…"
	}
	if m := tables.FindStringSubmatch(text); m != nil && !strings.Contains(short, m[1]) {
		short += " " + m[1]
	}
	return short
}

// block is the result, for a page or a terminal.
func (r *statementsResult) block() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s. %.0f s on each number of nodes, %d connections; what goes on beside calls is in it.\n\n", r.Machine, r.Each, r.Conns)
	r.table(&b, "statement, runs for a complete call", r.Rows, seldom)
	b.WriteString("\nIn a second in which nobody calls:\n\n")
	r.table(&b, "statement, runs in a second", r.Idle, 10*seldom)
	return b.String()
}

// table lists what is run, most often on the most nodes first.
func (r *statementsResult) table(b *strings.Builder, head string, rows map[string][]float64, least float64) {
	fmt.Fprintf(b, "| %s | 1 node | 2 nodes | 3 nodes | ms each |\n| --- | ---: | ---: | ---: | ---: |\n", head)
	var names []string
	rest := make([]float64, statementNodes)
	for name, runs := range rows {
		switch {
		case name == transactions || name == rate:
		case slices.Max(runs) >= least:
			names = append(names, name)
		default:
			for i, n := range runs {
				rest[i] += n
			}
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(rows[b][statementNodes-1], rows[a][statementNodes-1]), strings.Compare(a, b))
	})
	row := func(name, took string, runs []float64) {
		fmt.Fprintf(b, "| %s |", name)
		for _, n := range runs {
			fmt.Fprintf(b, " %.2f |", n)
		}
		fmt.Fprintf(b, " %s |\n", took)
	}
	for _, name := range names {
		took := ""
		if ms, counted := r.Took[name]; counted {
			took = fmt.Sprintf("%.2f", ms)
		}
		row("`"+name+"`", took, rows[name])
	}
	row("others", "", rest)
	for _, name := range []string{transactions, rate} {
		if rows[name] != nil {
			row(name, "", rows[name])
		}
	}
}
