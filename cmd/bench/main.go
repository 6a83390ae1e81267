// Command bench measures Ringline against the bare minimum, on this machine and in one run.
//
//	go run ./cmd/bench             complete durable calls per second over HTTP, next to a bare net/http hello
//	go run ./cmd/bench peers       the same next to rooms of LiveKit and of Janus, and complete calls between devices
//	go run ./cmd/bench growth      how cost grows with live calls, deadlines, devices and members of a call
//	go run ./cmd/bench footprint   start-up time, memory, and what the binary needs
//	go run ./cmd/bench records     questions about records, among a million and among a thousand
//	go run ./cmd/bench stores      changes that SQLite and PostgreSQL make durable, by callers, with and without group commit
//	go run ./cmd/bench cluster     what a call costs on one, two and three nodes with PostgreSQL and Redis
//	go run ./cmd/bench statements  which statements of the database a call is made of, on one, two and three nodes
//	go run ./cmd/bench capacity    what so many calls a day need, by what cluster measured
//	go run ./cmd/bench webhooks    what it adds to a call that a back end is told of it, next to calls of which nobody is
//	go run ./cmd/bench levels      the service levels, with the aim of each
//	go run ./cmd/bench rush        500 calls a second among 2,000 devices, and when they hear of them
//	go run ./cmd/bench soak        half an hour of everything, and what grows by it
//	go run ./cmd/bench summary     what the page says of all of these, beside the aims
//
// The load comes from this process, the servers are two others. All three share the machine, so absolute numbers say little
// and ratios of the same run say most. Records are asked of the store itself, without a server.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	what := "calls"
	if len(args) > 0 && args[0] != "" && args[0][0] != '-' {
		what, args = args[0], args[1:]
	}
	switch what {
	case "calls":
		return benchCalls(ctx, args, out)
	case "peers":
		return benchPeers(ctx, args, out)
	case "growth":
		return benchGrowth(ctx, args, out)
	case "footprint":
		return benchFootprint(ctx, args, out)
	case "records":
		return benchRecords(ctx, args, out)
	case "stores":
		return benchStores(ctx, args, out)
	case "cluster":
		return benchCluster(ctx, args, out)
	case "statements":
		return benchStatements(ctx, args, out)
	case "capacity":
		return benchCapacity(args, out)
	case "webhooks":
		return benchWebhooks(ctx, args, out)
	case "levels":
		return benchLevels(ctx, args, out)
	case "rush":
		return benchRush(ctx, args, out)
	case "soak":
		return benchSoak(ctx, args, out)
	case "summary":
		return benchSummary(ctx, args, out)
	case "hello": // the yardstick's own process, see hello.go
		return serveHello(ctx, out)
	default:
		return fmt.Errorf("%q: there is calls (the default), capacity, cluster, peers, growth, footprint, levels, records, rush, soak, statements, stores, webhooks and summary", what)
	}
}

// common are the flags of every measurement.
type common struct {
	binary string
	data   string
	asJSON bool
	write  string
}

func (c *common) register(f *flag.FlagSet) {
	f.StringVar(&c.binary, "binary", "bin/ringline", "the server to measure; make build makes it")
	f.StringVar(&c.data, "data", "build", "folder to make the database in: on a real disk, since a call is on it before it is answered")
	f.BoolVar(&c.asJSON, "json", false, "print JSON instead of a table")
	f.StringVar(&c.write, "write", "", "also put the result into this page, docs/benchmarks.md")
}

// workspace makes a fresh folder for one measurement.
func (c *common) workspace() (dir string, remove func(), err error) {
	if err := os.MkdirAll(c.data, 0o700); err != nil {
		return "", nil, err
	}
	dir, err = os.MkdirTemp(c.data, "bench-")
	if err != nil {
		return "", nil, err
	}
	return dir, func() { _ = os.RemoveAll(dir) }, nil // left-overs under build/ are nobody's loss
}
