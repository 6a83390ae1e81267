package main

import (
	"context"
	"debug/elf"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/centrifugal/centrifuge-go"

	"ringline/internal/auth"
	"ringline/internal/call"
	"ringline/internal/process"
	"ringline/internal/tenant"
)

// footprint is what a server takes before it does anything.
type footprint struct {
	Machine      string        `json:"machine"`
	Static       bool          `json:"static"` // the binary needs no library of the system
	BinaryBytes  int64         `json:"binary_bytes"`
	Ready        time.Duration `json:"ready_ns"`              // from the start of the process to its being ready, the slowest of several
	IdleBytes    int64         `json:"idle_bytes"`            // resident, media embedded, nobody connected
	Clients      int           `json:"clients"`               // logged in and idle
	ClientsBytes int64         `json:"clients_bytes"`         // resident with all of them, more than before
	SettledBytes int64         `json:"clients_settled_bytes"` // the same after the pings of half a minute
}

// starts is how often the start is timed.
const starts = 5

func benchFootprint(ctx context.Context, args []string, out io.Writer) error {
	var o common
	f := flag.NewFlagSet("bench footprint", flag.ContinueOnError)
	o.register(f)
	clients := f.Int("clients", 1000, "WebSocket clients to log in")
	settle := f.Duration("settle", 30*time.Second, "how long the memory may settle, before and after they log in")
	if err := f.Parse(args); err != nil {
		return err
	}
	p := footprint{Machine: describe(), Clients: *clients}
	if err := p.file(o.binary); err != nil {
		return err
	}
	if err := p.process(ctx, &o, *settle); err != nil {
		return err
	}
	return o.report("footprint", &p, out)
}

// file looks at the binary: a static one asks for no loader and no libraries.
func (p *footprint) file(binary string) error {
	info, err := os.Stat(binary)
	if err != nil {
		return fmt.Errorf("%w (make build makes it)", err)
	}
	p.BinaryBytes = info.Size()
	f, err := elf.Open(binary)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // it was only read
	libraries, err := f.ImportedLibraries()
	if err != nil {
		return err
	}
	p.Static = len(libraries) == 0 && f.Section(".interp") == nil
	return nil
}

func (p *footprint) process(ctx context.Context, o *common, settle time.Duration) (err error) {
	dir, remove, err := o.workspace()
	if err != nil {
		return err
	}
	defer remove()
	var server *process.Server
	for n := range starts {
		if server, err = process.Start(ctx, process.Options{Binary: o.binary, Data: dir, Config: benchConfig, Apps: makeBenchApp}); err != nil {
			return err
		}
		p.Ready = max(p.Ready, server.Ready)
		if n < starts-1 {
			if err := server.Stop(); err != nil {
				return err
			}
		}
	}
	defer func() { err = errors.Join(err, server.Stop()) }()
	if p.IdleBytes, err = restingMemory(ctx, server, settle); err != nil {
		return err
	}
	for n := range p.Clients {
		client, err := connect(ctx, server.URL, n)
		if err != nil {
			return err
		}
		defer client.Close()
	}
	full, err := process.Memory(server.PID())
	if err != nil {
		return err
	}
	p.ClientsBytes = full - p.IdleBytes
	if full, err = restingMemory(ctx, server, settle); err != nil {
		return err
	}
	p.SettledBytes = full - p.IdleBytes
	return nil
}

// restingMemory measures after a while in which nothing was asked of the server.
func restingMemory(ctx context.Context, s *process.Server, settle time.Duration) (int64, error) {
	select {
	case <-time.After(settle):
	case <-s.Exited():
		return 0, errors.New("the server ended by itself")
	case <-ctx.Done():
		return 0, ctx.Err()
	}
	return process.Memory(s.PID())
}

// connect logs one user in, as an app would.
func connect(ctx context.Context, base string, n int) (*centrifuge.Client, error) {
	user := call.UserID(fmt.Sprintf("idle-%d", n))
	app := &tenant.App{ID: benchApp, Secrets: []tenant.Secret{benchSecret}}
	client := centrifuge.NewJsonClient("ws"+strings.TrimPrefix(base, "http")+"/connection/websocket", centrifuge.Config{
		Token: auth.Sign(app, user, time.Now(), time.Hour),
		Data:  fmt.Appendf(nil, `{"app":%d,"user":%q,"device":"d1","platform":"linux"}`, benchApp, user),
	})
	in, refused := make(chan struct{}, 1), make(chan string, 1)
	client.OnConnected(func(centrifuge.ConnectedEvent) {
		select {
		case in <- struct{}{}:
		default:
		}
	})
	client.OnDisconnected(func(e centrifuge.DisconnectedEvent) {
		select {
		case refused <- e.Reason:
		default:
		}
	})
	if err := client.Connect(); err != nil {
		client.Close()
		return nil, err
	}
	select {
	case <-in:
		return client, nil
	case reason := <-refused:
		client.Close()
		return nil, fmt.Errorf("%s cannot log in: %s", user, reason)
	case <-ctx.Done():
		client.Close()
		return nil, ctx.Err()
	}
}

// rows are what was measured, what came out and what the aim is.
func (p *footprint) rows() [][]string {
	kind := "static"
	if !p.Static {
		kind = "not static"
	}
	return [][]string{
		{"binary", kind + ", " + megabytes(p.BinaryBytes), "static"},
		{"start to ready", fmt.Sprintf("%v, the slowest of %d", p.Ready.Round(time.Millisecond), starts), "under 500 ms"},
		{"idle memory, media embedded", megabytes(p.IdleBytes), "under 120 MB"},
		{
			fmt.Sprintf("%d idle clients more", p.Clients),
			megabytes(p.ClientsBytes) + " at once, " + megabytes(p.SettledBytes) + " settled", "under 80 MB",
		},
	}
}

func (p *footprint) table() string {
	var b strings.Builder
	fmt.Fprintln(&b, p.Machine)
	for _, row := range p.rows() {
		fmt.Fprintf(&b, "%-28s %s (aim: %s)\n", row[0], row[1], row[2])
	}
	return b.String()
}

func (p *footprint) block() string {
	return fmt.Sprintf("%s.\n\n%s", p.Machine, markdown(append([][]string{{"what", "measured", "aim"}}, p.rows()...), 3))
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }
