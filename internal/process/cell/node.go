package cell

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"

	"ringline/internal/process"
)

// Node is one server of a cell. It may be running or not; its name, its addresses and its wires stay.
type Node struct {
	Name      string
	Door      *Wire    // from the balancer
	Inner     *Wire    // from the other nodes
	Redis     *Wire    // to Redis; nil if it is the only node
	Databases [2]*Wire // to the database servers

	cell    *Cell
	listen  string // where clients find it, through the door
	inner   string // where the other nodes do
	options process.Options

	mu      sync.Mutex
	process *process.Server // the last one; nil if there was none yet
}

// plan makes a node that is not running yet, and its wires.
func (c *Cell) plan(name string) (n *Node, err error) {
	n = &Node{Name: name, cell: c}
	for _, at := range []*string{&n.listen, &n.inner} {
		if *at, err = process.Address(); err != nil {
			return nil, err
		}
	}
	wire := func(what, to string) (w *Wire) {
		if err == nil {
			w, err = lay(name+" "+what, to)
		}
		if err == nil {
			c.wires = append(c.wires, w)
		}
		return w
	}
	n.Door, n.Inner = wire("door", n.listen), wire("inner", n.inner)
	for i := range n.Databases {
		n.Databases[i] = wire(fmt.Sprint("database ", i), c.databases[i].Address())
	}
	if c.redisAt != "" {
		n.Redis = wire("redis", c.redisAt)
	}
	if err != nil {
		return nil, err
	}
	n.options = process.Options{
		Binary: c.options.Binary, Listen: n.listen, Data: filepath.Join(c.dir, name), Key: c.keyFile(), Config: c.options.Config, Apps: c.options.Apps,
		Store: "postgres://postgres@" + n.Databases[0].Address() + "," + n.Databases[1].Address() + "/" + database,
		Env:   append(n.env(), c.options.Env...), Dev: c.options.Dev,
	}
	if c.options.Output != nil {
		n.options.Output = &labelled{name: name, to: c.options.Output}
	}
	return n, nil
}

// env is what a node is told of its place.
func (n *Node) env() []string {
	env := []string{"RINGLINE_HTTP_TRUSTED_PROXIES=127.0.0.0/8"}
	if n.Redis == nil {
		return env
	}
	return append(env, "RINGLINE_CLUSTER_NAME="+n.Name, "RINGLINE_CLUSTER_LISTEN="+n.inner, "RINGLINE_CLUSTER_ADVERTISE="+n.Inner.Address(),
		"RINGLINE_REDIS_URL=redis://"+n.Redis.Address())
}

// Start starts the node and returns when it is ready and can be reached.
func (n *Node) Start(ctx context.Context) error {
	if n.Running() {
		return errors.New(n.Name + " is running")
	}
	p, err := process.Start(context.WithoutCancel(ctx), n.options)
	if err != nil {
		return fmt.Errorf("start %s: %w", n.Name, err)
	}
	n.mu.Lock()
	n.process = p
	n.mu.Unlock()
	ctx = context.WithoutCancel(ctx)
	return errors.Join(n.Door.Heal(ctx), n.Inner.Heal(ctx))
}

// gone has connections to the node refused, as its machine does when there is no process. The wires would take them.
func (n *Node) gone() {
	n.Door.Cut()
	n.Inner.Cut()
}

// Use has the node be another binary from its next start on.
func (n *Node) Use(binary string) { n.options.Binary = binary }

// Command runs the node's binary for something else than to serve: with its data folder, its database and its key.
func (n *Node) Command(ctx context.Context, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, n.options.Binary, append(args, "--data", n.options.Data)...)
	c.Env = append(os.Environ(), "RINGLINE_STORE_URL="+n.options.Store, "RINGLINE_SECRETS_KEY_FILE="+n.options.Key)
	return c
}

// Process is the server as it is now; nil if the node was never started.
func (n *Node) Process() *process.Server {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.process
}

// Running reports whether its process is there.
func (n *Node) Running() bool {
	p := n.Process()
	if p == nil {
		return false
	}
	select {
	case <-p.Exited():
		return false
	default:
		return true
	}
}

// Stop has the node leave as an operator would.
func (n *Node) Stop() error {
	if !n.Running() {
		return nil
	}
	defer n.gone()
	if err := n.Process().Stop(); err != nil {
		return fmt.Errorf("%s: %w", n.Name, err)
	}
	return nil
}

// Kill ends the node without any warning.
func (n *Node) Kill() error {
	defer n.gone()
	return n.Process().Kill()
}

// Pause has the node stand still until [Node.Resume]: it is there, and answers nobody.
func (n *Node) Pause() error { return syscall.Kill(n.Process().PID(), syscall.SIGSTOP) }

// Resume lets a node that stood still go on. It does not know that it did.
func (n *Node) Resume() error { return syscall.Kill(n.Process().PID(), syscall.SIGCONT) }

// labelled puts a name in front of each line.
type labelled struct {
	name string
	mu   sync.Mutex
	rest string // begins a line
	to   io.Writer
}

func (l *labelled) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.rest += string(p)
	for {
		line, rest, whole := strings.Cut(l.rest, "\n")
		if !whole {
			return len(p), nil
		}
		l.rest = rest
		if _, err := fmt.Fprintf(l.to, "%s: %s\n", l.name, line); err != nil {
			return 0, err
		}
	}
}
