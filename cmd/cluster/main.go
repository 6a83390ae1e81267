// Command cluster runs a whole cell on this machine until it is interrupted: nodes behind the balancer that deploy/ ships, PostgreSQL with
// a standby, and Redis. All of it is gone afterwards.
//
//	go run ./cmd/cluster -nodes 3 -listen 127.0.0.1:8080
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"ringline/internal/process/cell"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "cluster:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) (err error) {
	flags := flag.NewFlagSet("cluster", flag.ContinueOnError)
	o := cell.Options{Dev: true, Output: out}
	flags.StringVar(&o.Binary, "binary", "bin/ringline", "the program; make build makes it")
	flags.StringVar(&o.Listen, "listen", "127.0.0.1:8080", "where the balancer listens; empty takes a free port")
	flags.IntVar(&o.Nodes, "nodes", 3, "how many nodes, 1 to 3")
	flags.BoolVar(&o.Durable, "durable", false, "have the databases wait for the disk")
	if err := flags.Parse(args); err != nil {
		return ignoreHelp(err)
	}
	c, err := cell.Start(ctx, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	fmt.Fprintf(out, "\n  open       %s\n", c.URL)
	for _, n := range c.Nodes {
		fmt.Fprintf(out, "  %-10s %s  process %d\n", n.Name, n.Process().URL, n.Process().PID())
	}
	fmt.Fprintf(out, "  database   %s\n", c.Database())
	first, last := c.Nodes[0], c.Nodes[len(c.Nodes)-1]
	fmt.Fprintf(out, "\nTry this:\n  1. open %s in two windows, log in as alice and as bob, and call\n", c.URL)
	fmt.Fprintf(out, "  2. %s\n", strings.Join(first.Command(ctx, "node", "list").Args, " "))
	if first != last {
		fmt.Fprintf(out, "  3. kill -9 %d: the call goes on\n", last.Process().PID())
	}
	fmt.Fprint(out, "\nCtrl-C stops all of it.\n\n")
	<-ctx.Done()
	return nil
}

func ignoreHelp(err error) error {
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	return err
}
