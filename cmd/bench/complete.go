package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"ringline/internal/admin"
	"ringline/internal/call"
	"ringline/internal/dialect"
	loadtest "ringline/internal/load"
	"ringline/internal/process"
	"ringline/internal/tenant"
)

// complete makes whole calls between two devices on real WebSockets, with everything that belongs to one:
//
//	start → it rings at the callee's device, which says so → accept → both know → hang up → both know → its record is read
//
// and three webhooks, of which the back end is told meanwhile. A media room is opened and closed besides.
type complete struct {
	ctx   context.Context //nolint:containedctx // that of the measurement, which steps have no other way to
	base  string
	query string
	heard *loadtest.Hearing

	mu      sync.Mutex
	pairs   []*pair
	ids     []string
	ringing []time.Duration // since the last settle: from sending the start until the callee's device hears it
}

// pair is two users who call each other again and again.
type pair struct {
	of             *complete
	caller, callee *socket
	toCaller       chan news
	toCallee       chan news
	calls          int
}

// completeConfig lifts the limit of one connection's commands, since each makes as many calls as it can.
const completeConfig = hookConfig + "realtime: {rate: 1000000, burst: 1000000}\n"

// completeTarget is a server with an app whose back end hears of everything. stop ends what is not the server.
func completeTarget(ctx context.Context, o process.Options) (t *target, c *complete, err error) {
	o.Config, o.Apps = completeConfig, func(ctx context.Context, apps *admin.Admin) error {
		_, _, err := apps.CreateApp(ctx, admin.By{Name: "bench"}, admin.Spec{
			ID: benchApp, Secret: benchSecret, Settings: tenant.Settings{RequestsPerSecond: 1_000_000, WebhookRequests: 64},
		})
		return err
	}
	server, err := process.Start(ctx, o)
	if err != nil {
		return nil, nil, err
	}
	c = &complete{ctx: ctx, base: server.URL, query: query()}
	if c.heard, err = loadtest.Listen(ctx, "", ""); err == nil {
		err = c.subscribe()
	}
	if err != nil {
		return nil, nil, errors.Join(err, c.close(), server.Stop())
	}
	return &target{name: "ringline, complete calls", server: server, worker: c.worker, settle: c.settle}, c, nil
}

func (c *complete) subscribe() error {
	body, err := json.Marshal(map[string]any{"Url": c.heard.URL, "CallbackCommandList": dialect.Webhooks()})
	if err != nil {
		return err
	}
	conn, err := dial(c.ctx, c.base)
	if err != nil {
		return err
	}
	_, err = answer(conn, postTo("call_config", c.query, "set_callback", string(body)))
	return errors.Join(err, conn.Close())
}

func (c *complete) close() error {
	var errs []error
	for _, p := range c.pairs {
		for _, s := range []*socket{p.caller, p.callee} {
			if s != nil {
				errs = append(errs, s.close())
			}
		}
	}
	if c.heard != nil {
		errs = append(errs, c.heard.Close())
	}
	return errors.Join(errs...)
}

// worker is one more pair. It logs in with its first call.
func (c *complete) worker() step {
	p := &pair{of: c, toCaller: make(chan news, 64), toCallee: make(chan news, 64)}
	c.pairs = append(c.pairs, p)
	n := len(c.pairs)
	return func(http *conn) error {
		if p.callee == nil {
			if err := p.login(n); err != nil {
				return err
			}
		}
		return p.call(http)
	}
}

func (p *pair) login(n int) (err error) {
	if p.caller, err = plug(p.of.ctx, p.of.base, call.UserID(fmt.Sprintf("caller-%d", n)), func(t news) { p.toCaller <- t }); err != nil {
		return err
	}
	p.callee, err = plug(p.of.ctx, p.of.base, call.UserID(fmt.Sprintf("callee-%d", n)), func(t news) { p.toCallee <- t })
	return err
}

// call is one operation.
func (p *pair) call(http *conn) error {
	ctx := p.of.ctx
	p.calls++
	request := func(what string) string { return fmt.Sprintf(`"request":"%s-%d"`, what, p.calls) }
	begun := time.Since(epoch)
	id, err := p.caller.rpc(ctx, "call.start", fmt.Sprintf(`{%s,"callees":[%q],"media":"audio"}`, request("start"), p.callee.user))
	if err != nil {
		return err
	}
	rings, err := p.wait(p.toCallee, id, func(t *news) bool { return t.has(call.Started) })
	if err != nil {
		return fmt.Errorf("the ring: %w", err)
	}
	if _, err := p.callee.rpc(ctx, "call.rang", fmt.Sprintf(`{"call":%q}`, id)); err != nil {
		return err
	}
	if _, err := p.callee.rpc(ctx, "call.accept", fmt.Sprintf(`{%s,"call":%q}`, request("accept"), id)); err != nil {
		return err
	}
	if _, err := p.wait(p.toCaller, id, func(t *news) bool { return t.has(call.Answered) }); err != nil {
		return fmt.Errorf("the answer: %w", err)
	}
	if _, err := p.caller.rpc(ctx, "call.hangup", fmt.Sprintf(`{%s,"call":%q}`, request("hangup"), id)); err != nil {
		return err
	}
	if _, err := p.wait(p.toCallee, id, func(t *news) bool { return t.End != nil }); err != nil {
		return fmt.Errorf("the end: %w", err)
	}
	if _, err := answer(http, postTo("call_record_http_srv", p.of.query, "get_record_by_callid", fmt.Sprintf(`{"CallId":%q}`, id))); err != nil {
		return fmt.Errorf("the record: %w", err)
	}
	p.of.mu.Lock()
	defer p.of.mu.Unlock()
	p.of.ids = append(p.of.ids, string(id))
	p.of.ringing = append(p.of.ringing, rings.Took-begun)
	return nil
}

// wait returns the first message like that about a call, and passes over others.
func (p *pair) wait(from chan news, id call.ID, like func(*news) bool) (news, error) {
	late := time.NewTimer(time.Minute)
	defer late.Stop()
	for {
		select {
		case t := <-from:
			if t.ID == id && like(&t) {
				return t, nil
			}
		case <-late.C:
			return news{}, errors.New("not heard within a minute")
		case <-p.of.ctx.Done():
			return news{}, p.of.ctx.Err()
		}
	}
}

// settle waits until the back end was told of the end of every call: that belongs to the round that made them.
func (c *complete) settle(ctx context.Context) error {
	_, err := c.heard.Wait(ctx, len(c.ids))
	return err
}

// rings returns p50 and p99 of the rings since it was last asked.
func (c *complete) rings() (p50, p99 time.Duration) {
	p50, p99 = percentiles(c.ringing)
	c.ringing = nil
	return p50, p99
}
