package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"ringline/internal/process"
)

type peersOptions struct {
	common
	rounds int
	round  time.Duration
	conns  int
}

// peer is a server of the comparison, and what has to be known of it to judge the numbers.
type peer struct {
	Name      string       `json:"name"`
	Operation string       `json:"operation"` // what one is
	Durable   string       `json:"durable"`
	Asks      string       `json:"asks"`              // whether it asks who is asking, and how
	Missing   string       `json:"missing,omitempty"` // why there are no numbers
	Rounds    []peerSample `json:"rounds"`

	start  func(ctx context.Context, dir string) (*target, error)
	target *target
	load   *load
	calls  *complete // if its operations are complete calls
}

// peerSample is one round of one server.
type peerSample struct {
	sample
	Memory  int64         `json:"memory_bytes"` // resident, at the end of the round
	RingP50 time.Duration `json:"ring_p50_ns,omitempty"`
	RingP99 time.Duration `json:"ring_p99_ns,omitempty"`
}

// comparison is what a run found out.
type comparison struct {
	Machine     string        `json:"machine"`
	Sync        time.Duration `json:"sync_ns"`
	Connections int           `json:"connections"`
	Round       time.Duration `json:"round_ns"`
	Peers       []*peer       `json:"peers"`
}

func benchPeers(ctx context.Context, args []string, out io.Writer) (err error) {
	var o peersOptions
	f := flag.NewFlagSet("bench peers", flag.ContinueOnError)
	o.register(f)
	f.IntVar(&o.rounds, "rounds", 5, "rounds, each with every server")
	f.DurationVar(&o.round, "round", 4*time.Second, "how long each server is driven in a round")
	f.IntVar(&o.conns, "conns", 32, "keep-alive connections, or pairs of devices")
	if err := f.Parse(args); err != nil {
		return err
	}
	if o.rounds < 1 || o.round <= 0 || o.conns < 1 {
		return errors.New("-rounds, -round and -conns must be positive")
	}
	dir, remove, err := o.workspace()
	if err != nil {
		return err
	}
	defer remove()
	if dir, err = filepath.Abs(dir); err != nil {
		return err
	}
	c := &comparison{Machine: describe(), Connections: o.conns, Round: o.round, Peers: o.peers()}
	if c.Sync, err = syncTime(dir); err != nil {
		return err
	}
	defer func() {
		for _, p := range c.Peers {
			err = errors.Join(err, p.stop())
		}
	}()
	for _, step := range []func(*peer) error{
		func(p *peer) error { return p.begin(ctx, dir) }, // all of them first: building one may take longer than an idle connection lives
		func(p *peer) error { return p.warm(ctx, &o) },
	} {
		for _, p := range c.Peers {
			if err := step(p); err != nil {
				return fmt.Errorf("%s: %w", p.Name, err)
			}
		}
	}
	if err := o.measure(ctx, c); err != nil {
		return err
	}
	return o.report("peers", c, out)
}

// peers are the servers, the bare minimum first.
func (o *peersOptions) peers() []*peer {
	whole := &peer{
		Name: "Ringline, complete calls", Durable: "yes, every step", Asks: "UserSig at login, and on the record's request",
		Operation: "a call between two devices on WebSockets: start, ring heard, rung, accept, both know, hang up, both know, " +
			"record read; its media room and its webhooks",
	}
	whole.start = func(ctx context.Context, dir string) (t *target, err error) {
		t, whole.calls, err = completeTarget(ctx, process.Options{Binary: o.binary, Data: filepath.Join(dir, "complete")})
		return t, err
	}
	return []*peer{
		{
			Name: "bare net/http hello", Operation: "a request", Durable: "nothing to keep", Asks: "no",
			start: func(ctx context.Context, _ string) (*target, error) { return helloTarget(ctx) },
		},
		{
			Name: "Ringline, create + end", Operation: "a request: `start_call_by_robot` or `end_call`", Durable: "yes", Asks: "UserSig, every request",
			start: func(ctx context.Context, dir string) (*target, error) {
				return ringlineTarget(ctx, process.Options{Binary: o.binary, Data: filepath.Join(dir, "calls")})
			},
		},
		{
			Name: "Janus video room", Operation: "a request: `create` or `destroy`, over a WebSocket", Durable: "no, in memory", Asks: "no",
			start: janusTarget,
		},
		{
			Name: "LiveKit room service", Operation: "a request: `CreateRoom` or `DeleteRoom`", Durable: "no, in memory", Asks: "JWT, every request",
			start: livekitTarget,
		},
		whole,
	}
}

// begin starts a server. One that is not installed has no numbers, and the rest goes on.
func (p *peer) begin(ctx context.Context, dir string) (err error) {
	progress("start %s", p.Name)
	p.target, err = p.start(ctx, dir)
	if errors.Is(err, errNotInstalled) {
		p.Missing = err.Error()
		return nil
	}
	return err
}

// warm connects, and drives the server for a while that does not count.
func (p *peer) warm(ctx context.Context, o *peersOptions) (err error) {
	if p.target == nil {
		return nil
	}
	if p.load, err = newLoad(ctx, p.target, o.conns); err != nil {
		return err
	}
	_, err = p.run(ctx, o.round/4)
	return err
}

// stop ends the server and what drives it.
func (p *peer) stop() error {
	var errs []error
	if p.load != nil {
		errs = append(errs, p.load.close())
	}
	if p.calls != nil {
		errs = append(errs, p.calls.close())
	}
	if p.target != nil {
		errs = append(errs, p.target.server.Stop())
	}
	return errors.Join(errs...)
}

// run drives a server for a round.
func (p *peer) run(ctx context.Context, d time.Duration) (s peerSample, err error) {
	if s.sample, err = p.load.run(ctx, d); err != nil {
		return s, err
	}
	if p.calls != nil {
		s.RingP50, s.RingP99 = p.calls.rings()
	}
	s.Memory, err = process.Memory(p.target.server.PID())
	return s, err
}

// measure runs the rounds. Who goes first, and who follows whom, changes from round to round.
func (o *peersOptions) measure(ctx context.Context, c *comparison) error {
	for n := range o.rounds {
		for k := range c.Peers {
			p := c.Peers[order(n, k, len(c.Peers))]
			if p.load == nil {
				continue
			}
			s, err := p.run(ctx, o.round)
			if err != nil {
				return err
			}
			p.Rounds = append(p.Rounds, s)
			progress("round %d of %d: %-26s %8.0f/s, p99 %s, %s of processor each", n+1, o.rounds, p.Name, s.Rate, micros(s.P99), micros(s.CPU))
		}
	}
	for _, p := range c.Peers {
		if p.calls == nil {
			continue
		}
		if _, _, err := p.calls.heard.Check(p.calls.ids); err != nil {
			return fmt.Errorf("%s: %w", p.Name, err)
		}
	}
	return nil
}

// order says who is the k-th of many in round n: forward from another one each time, and backward in every other round.
func order(n, k, many int) int {
	if n%2 == 1 {
		k = many - 1 - k
	}
	return (k + n/2 + n%2) % many
}
