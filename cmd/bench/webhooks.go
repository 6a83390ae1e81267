package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"ringline/internal/admin"
	"ringline/internal/dialect"
	loadtest "ringline/internal/load"
	"ringline/internal/process"
	"ringline/internal/tenant"
)

// hookResult is what a run found out about webhooks.
type hookResult struct {
	Machine     string        `json:"machine"`
	Sync        time.Duration `json:"sync_ns"`
	Connections int           `json:"connections"`
	Calls       int           `json:"calls"` // with webhooks; as many were made without
	Heard       int           `json:"heard"` // messages that arrived
	Repeated    int           `json:"repeated"`
	Rounds      []hookRound   `json:"rounds"`
	Median      hookRound     `json:"median"` // of each column by itself
}

// hookRound is the same number of calls on both servers, one after the other.
type hookRound struct {
	Off   hookSample `json:"off"`
	On    hookSample `json:"on"`
	Added float64    `json:"added_cpu_ns"`     // processor time of a call with webhooks, more than of one without
	Ratio float64    `json:"wall_ratio"`       // time of a call with them for one without
	Told  float64    `json:"told_after_ns"`    // from the answer to the last request until the last message was taken
	CPU   float64    `json:"cpu_ratio"`        // processor time of a call with them for one without
	Rate  float64    `json:"messages_per_sec"` // from the first call to the last message
}

// hookSample is one server in one round.
type hookSample struct {
	Wall float64 `json:"wall_per_call_ns"` // of the whole, calls side by side
	CPU  float64 `json:"cpu_per_call_ns"`  // of the server's process, with what is told of the call
}

type webhooksOptions struct {
	common
	calls, rounds, conns int
}

func benchWebhooks(ctx context.Context, args []string, out io.Writer) error {
	var o webhooksOptions
	f := flag.NewFlagSet("bench webhooks", flag.ContinueOnError)
	o.register(f)
	f.IntVar(&o.calls, "calls", 10_000, "calls with webhooks, and as many without")
	f.IntVar(&o.rounds, "rounds", 5, "rounds, each with both servers")
	f.IntVar(&o.conns, "conns", 32, "keep-alive connections")
	if err := f.Parse(args); err != nil {
		return err
	}
	if o.calls < o.rounds || o.rounds < 1 || o.conns < 1 {
		return errors.New("-calls, -rounds and -conns must be positive, and there must be a call for each round")
	}
	r, err := o.measure(ctx)
	if err != nil {
		return err
	}
	return o.report("webhooks", r, out)
}

// hookConfig lets webhooks come to this process.
const hookConfig = benchConfig + "webhook: {allow_networks: [127.0.0.0/8]}\n"

func makeHookApp(ctx context.Context, apps *admin.Admin) error {
	_, _, err := apps.CreateApp(ctx, admin.By{Name: "bench"}, admin.Spec{
		ID: benchApp, Secret: benchSecret, Settings: tenant.Settings{RequestsPerSecond: 1_000_000, WebhookRequests: 64},
	})
	return err
}

func (o *webhooksOptions) measure(ctx context.Context) (_ *hookResult, err error) {
	heard, err := loadtest.Listen(ctx, "", "")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, heard.Close()) }()
	r := &hookResult{Machine: describe(), Connections: o.conns, Calls: o.calls}
	var sides [2]*hookSide
	for i := range sides {
		dir, remove, err := o.workspace()
		if err != nil {
			return nil, err
		}
		defer remove()
		if i == 0 {
			if r.Sync, err = syncTime(dir); err != nil {
				return nil, err
			}
		}
		server, err := process.Start(ctx, process.Options{Binary: o.binary, Data: dir, Config: hookConfig, Apps: makeHookApp})
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, server.Stop()) }()
		if sides[i], err = newHookSide(ctx, server, o.conns); err != nil {
			return nil, err
		}
		defer sides[i].close()
	}
	off, on := sides[0], sides[1]
	if err := on.subscribe(heard.URL); err != nil {
		return nil, err
	}
	for n := range o.rounds {
		calls := (n+1)*o.calls/o.rounds - n*o.calls/o.rounds
		var round hookRound
		for k := range 2 { // who goes first changes
			if (n+k)%2 == 0 {
				round.Off, _, err = off.round(ctx, calls, nil)
			} else {
				var told time.Duration
				round.On, told, err = on.round(ctx, calls, heard)
				round.Told = float64(told)
			}
			if err != nil {
				return nil, err
			}
		}
		round.derive(calls)
		r.Rounds = append(r.Rounds, round)
	}
	r.sum()
	if err := off.check(ctx); err != nil {
		return nil, fmt.Errorf("without webhooks: %w", err)
	}
	if err := on.check(ctx); err != nil {
		return nil, fmt.Errorf("with webhooks: %w", err)
	}
	r.Heard, r.Repeated, err = heard.Check(on.ids)
	return r, err
}

// hookSide is one of the two servers with the calls that were made on it.
type hookSide struct {
	server *process.Server
	conns  []*conn
	signed string
	ids    []string
	users  int
}

func newHookSide(ctx context.Context, server *process.Server, conns int) (*hookSide, error) {
	s := &hookSide{server: server, signed: query()}
	for range conns {
		c, err := dial(ctx, server.URL)
		if err != nil {
			s.close()
			return nil, err
		}
		s.conns = append(s.conns, c)
	}
	return s, nil
}

func (s *hookSide) close() {
	for _, c := range s.conns {
		_ = c.Close() // nothing waits in them
	}
}

// subscribe sets the webhook as a back end would.
func (s *hookSide) subscribe(url string) error {
	body, err := json.Marshal(map[string]any{"Url": url, "CallbackCommandList": dialect.Webhooks()})
	if err == nil {
		_, err = answer(s.conns[0], postTo("call_config", s.signed, "set_callback", string(body)))
	}
	return err
}

// round makes calls, and waits until the back end has heard of all of them, if there is one.
func (s *hookSide) round(ctx context.Context, calls int, heard *loadtest.Hearing) (hookSample, time.Duration, error) {
	cpu, err := process.CPU(s.server.PID())
	if err != nil {
		return hookSample{}, 0, err
	}
	var left atomic.Int64
	left.Store(int64(calls))
	ids := make([][]string, len(s.conns))
	var group errgroup.Group
	begun := time.Now()
	for i, c := range s.conns {
		s.users++
		user := s.users
		group.Go(func() (err error) {
			ids[i], err = makeCalls(ctx, c, s.signed, user, &left)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return hookSample{}, 0, err
	}
	wall := time.Since(begun)
	for _, some := range ids {
		s.ids = append(s.ids, some...)
	}
	var told time.Duration
	if heard != nil {
		if told, err = heard.Wait(ctx, len(s.ids)); err != nil {
			return hookSample{}, 0, err
		}
	}
	after, err := process.CPU(s.server.PID())
	n := float64(calls)
	return hookSample{Wall: float64(wall) / n, CPU: float64(after-cpu) / n}, told, err
}

// makeCalls starts and ends calls on a connection while any are left, and returns their ids.
func makeCalls(ctx context.Context, c *conn, signed string, user int, left *atomic.Int64) (ids []string, err error) {
	create := createRequest(signed, user)
	for left.Add(-1) >= 0 && ctx.Err() == nil {
		body, err := answer(c, create)
		if err != nil {
			return nil, err
		}
		var made struct{ Response struct{ CallId string } }
		if err := json.Unmarshal(body, &made); err != nil {
			return nil, err
		}
		id := made.Response.CallId
		if _, err := answer(c, post(signed, "end_call", `{"CallId":"`+id+`"}`)); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, ctx.Err()
}

// check asks for the record of every call: each has one, and there are no others.
func (s *hookSide) check(ctx context.Context) error {
	body, err := answer(s.conns[0], postTo("call_record_http_srv", s.signed, "get_record_by_filter", `{"NumberPerPage":1}`))
	if err != nil {
		return err
	}
	var all struct{ Response struct{ TotalNum int } }
	if err := json.Unmarshal(body, &all); err != nil {
		return err
	}
	if all.Response.TotalNum != len(s.ids) {
		return fmt.Errorf("%d calls have %d records", len(s.ids), all.Response.TotalNum)
	}
	var next atomic.Int64
	var group errgroup.Group
	for _, c := range s.conns {
		group.Go(func() error {
			for i := next.Add(1) - 1; i < int64(len(s.ids)) && ctx.Err() == nil; i = next.Add(1) - 1 {
				if _, err := answer(c, postTo("call_record_http_srv", s.signed, "get_record_by_callid", `{"CallId":"`+s.ids[i]+`"}`)); err != nil {
					return fmt.Errorf("the record of %s: %w", s.ids[i], err)
				}
			}
			return ctx.Err()
		})
	}
	return group.Wait()
}
