// Package cell runs a whole cell on this machine: nodes, their PostgreSQL with a standby, their Redis, and the balancer in front with
// the configuration that ships, for `make cluster`, for tests and for measurements.
//
// Everything is a process, on free ports of 127.0.0.1, in one folder, and all of it is gone after [Cell.Close]. Between any two parts there is
// a [Wire] that can be cut. PostgreSQL, Redis and HAProxy are those of the machine; [ErrMissing] says that one is not installed.
package cell

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"

	"ringline/deploy"
	"ringline/internal/admin"
	"ringline/internal/process"
	"ringline/internal/store/postgres/pgtest"
)

// ErrMissing says that a program is not installed.
var ErrMissing = errors.New("is not installed")

// most is how many nodes the configuration of the balancer has places for.
const most = 3

// database is the name of the database.
const database = "ringline"

// Options says how to run a cell.
type Options struct {
	Binary string // path of ringline
	Nodes  int    // 1 to 3; one alone has no Redis
	Listen string // host:port of the balancer; empty takes a free port
	Apps   func(context.Context, *admin.Admin) error
	Config string    // text of the nodes' configuration file, beside what the cell sets; empty means none
	Dev    bool      // with the development app
	Env    []string  // added to the nodes' environment
	Output io.Writer // gets what all nodes print, each line with the node's name; nil drops it
	// Settings of the database servers, name=value. Durable are those that a cell for people needs; without it a power cut may damage the databases.
	Settings []string
	Durable  bool
}

// Cell is a running cell.
type Cell struct {
	URL   string // of the balancer
	Nodes []*Node

	options   Options
	dir       string
	databases [2]*pgtest.Server // the leader is the one at lead
	lead      int
	redis     *process.Server // nil if there is one node
	redisAt   string
	balancer  *process.Server
	wires     []*Wire
}

// Start starts a cell and returns when every node is ready and the balancer listens.
func Start(ctx context.Context, o Options) (*Cell, error) {
	if o.Nodes < 1 || o.Nodes > most {
		return nil, fmt.Errorf("a cell here has 1 to %d nodes, not %d", most, o.Nodes)
	}
	if o.Output != nil {
		o.Output = &onlyOne{to: o.Output}
	}
	if o.Dev {
		o.Env = append(o.Env, "RINGLINE_DEV_SECRET="+rand.Text()) // the same for all
	}
	c := &Cell{options: o}
	if err := c.start(ctx); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

func (c *Cell) start(ctx context.Context) (err error) {
	if c.dir, err = os.MkdirTemp("", "ringline-cell-"); err != nil {
		return err
	}
	key := make([]byte, 32)
	_, _ = rand.Read(key) // never fails
	if err := os.WriteFile(c.keyFile(), []byte(hex.EncodeToString(key)+"\n"), 0o600); err != nil {
		return err
	}
	if err := c.startDatabases(ctx); err != nil {
		return err
	}
	if c.options.Nodes > 1 {
		if err := c.startRedis(ctx); err != nil {
			return err
		}
	}
	for i := range c.options.Nodes {
		n, err := c.plan(fmt.Sprint("node", i+1))
		if err != nil {
			return err
		}
		c.Nodes = append(c.Nodes, n)
	}
	for _, n := range c.Nodes { // the first one makes the tables and the apps
		if err := n.Start(ctx); err != nil {
			return err
		}
	}
	return c.startBalancer(ctx)
}

func (c *Cell) keyFile() string { return filepath.Join(c.dir, "key") }

// startBalancer runs HAProxy with the configuration that ships.
func (c *Cell) startBalancer(ctx context.Context) error {
	program, err := find("haproxy", "/usr/sbin/haproxy")
	if err != nil {
		return err
	}
	file := filepath.Join(c.dir, "haproxy.cfg")
	if err := os.WriteFile(file, []byte(deploy.HAProxy), 0o600); err != nil {
		return err
	}
	listen := c.options.Listen
	if listen == "" {
		if listen, err = process.Address(); err != nil {
			return err
		}
	}
	env := []string{"BIND=" + listen}
	for i, n := range c.Nodes {
		env = append(env, fmt.Sprintf("NODE%d=%s", i+1, n.Door.Address()))
	}
	c.balancer, err = process.Start(context.WithoutCancel(ctx), process.Options{
		Binary: program, Args: []string{"-db", "-f", file}, Env: env, Open: "http://" + listen,
	})
	if err != nil {
		return fmt.Errorf("start the balancer: %w", err)
	}
	c.URL = c.balancer.URL
	return nil
}

// find looks for a program of Debian's, which need not be on a user's path.
func find(name, usual string) (string, error) {
	if path, err := exec.LookPath(name); err == nil {
		return path, nil
	}
	if _, err := os.Stat(usual); err != nil {
		return "", fmt.Errorf("%s %w: apt-get install %s", name, ErrMissing, name)
	}
	return usual, nil
}

// Close ends everything and removes the folder.
func (c *Cell) Close() error {
	var errs []error
	if c.balancer != nil {
		errs = append(errs, c.balancer.Kill())
	}
	var stopping sync.WaitGroup
	stopped := make([]error, len(c.Nodes))
	for i, n := range c.Nodes {
		stopping.Go(func() { stopped[i] = n.Stop() })
	}
	stopping.Wait()
	errs = append(errs, stopped...)
	for _, w := range c.wires {
		w.Cut()
	}
	if c.redis != nil {
		errs = append(errs, c.redis.Kill())
	}
	for _, d := range c.databases {
		if d != nil {
			errs = append(errs, d.Remove())
		}
	}
	if c.dir != "" {
		errs = append(errs, os.RemoveAll(c.dir))
	}
	return errors.Join(errs...)
}

// Heal makes every wire whole.
func (c *Cell) Heal(ctx context.Context) error {
	var errs []error
	for _, w := range c.wires {
		errs = append(errs, w.Heal(ctx))
	}
	return errors.Join(errs...)
}

// onlyOne lets one line be written at a time.
type onlyOne struct {
	mu sync.Mutex
	to io.Writer
}

func (o *onlyOne) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.to.Write(p)
}

// Missing reports whether a cell could not be started because a program is not installed.
func Missing(err error) bool { return errors.Is(err, ErrMissing) || errors.Is(err, pgtest.ErrMissing) }
