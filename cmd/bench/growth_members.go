package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"ringline/internal/call"
	"ringline/internal/process"
)

const (
	membersAnswers = 400                   // about how many answers are measured at each size
	roomOpens      = 20 * time.Millisecond // in which the media room is opened after the first answer
)

// members measures what an answer costs in a call of so many: everybody in it is told of every answer.
func (o *growthOptions) members(ctx context.Context) (_ *growth, err error) {
	g := &growth{
		About: describe() + ". One call of so many members, each with a device; all but the caller answer one after the other, and every device is told of every " +
			"answer. The first one also opens the media room, which is most of what it costs; so it has a row of its own, two members, and is in no other. Messages and " +
			"bytes are what the devices got, processor time is the server's",
		Head: []string{"members", "CPU of an answer", "of a message", "messages of an answer", "bytes of an answer", "bytes of a message", "answer p50", "p99", "others"},
		X:    "members of one call", Y: "µs of processor; KB to devices",
	}
	most := min(100, o.most)
	dir, remove, err := o.workspace()
	if err != nil {
		return nil, err
	}
	defer remove()
	server, err := o.serve(ctx, dir)
	if err != nil {
		return nil, err
	}
	p := &party{server: server}
	defer func() { err = errors.Join(err, p.close(), server.Stop()) }()
	for i := range most {
		s, err := plug(ctx, server.URL, call.UserID(fmt.Sprintf("member-%d", i)), nil)
		if err != nil {
			return nil, err
		}
		p.all = append(p.all, s)
	}
	cpu := curve{Name: "The processor time of an answer (µs)", Says: "It is a part for the answer itself and a part for each who is told."}
	size := curve{Name: "The bytes of an answer to all devices (KB)", Says: "Everybody hears of everybody's answer: linear by nature, and quadratic for all answers of a call together. " +
		"A message names only who changed, so it does not grow with the call."}
	for _, n := range []int{2, 5, 10, 25, 50, 100} {
		if n > most {
			break
		}
		s, err := p.measure(ctx, n)
		if err != nil {
			return nil, err
		}
		progress("%d members: %s of processor, %.0f messages and %.0f bytes for each answer", n, micros(s.CPU), s.messages, s.bytes)
		g.Rows = append(g.Rows, []string{
			fmt.Sprint(n), micros(s.CPU), micros(time.Duration(float64(s.CPU) / s.messages)), fmt.Sprintf("%.1f", s.messages), fmt.Sprintf("%.0f", s.bytes),
			fmt.Sprintf("%.0f", s.bytes/s.messages), micros(s.P50), micros(s.P99), fmt.Sprintf("%.0f %%", 100*s.Others),
		})
		if n == 2 { // the first answer
			continue
		}
		cpu.Points = append(cpu.Points, point{float64(n), float64(s.CPU) / 1e3})
		size.Points = append(size.Points, point{float64(n), s.bytes / 1e3})
	}
	g.Curves = []curve{cpu, size}
	return g, nil
}

// party are the devices of those who are in one call.
type party struct {
	server *process.Server
	all    []*socket
	calls  int
}

// partySample is what the answers of calls with so many members took.
type partySample struct {
	sample
	messages, bytes float64 // of one answer
}

func (p *party) close() error {
	var errs []error
	for _, s := range p.all {
		errs = append(errs, s.close())
	}
	return errors.Join(errs...)
}

func (p *party) measure(ctx context.Context, n int) (s partySample, err error) {
	first := 1 // who is the first to be measured
	if n > 2 {
		first = 2
	}
	times := max(1, membersAnswers/(n-first))
	var spent, elapsed, machine, client time.Duration
	var took []time.Duration
	var messages, bytes int64
	l := load{target: serverTarget(p.server)}
	for range times {
		id, err := p.start(ctx, n)
		if err != nil {
			return s, err
		}
		if first == 2 {
			had, _ := p.heard()
			if _, err := p.accept(ctx, id, 1); err != nil {
				return s, err
			}
			if err := errors.Join(p.wait(ctx, had+int64(n)), pause(ctx, roomOpens)); err != nil {
				return s, err
			}
		}
		before, err := l.used()
		if err != nil {
			return s, err
		}
		cpu, err := process.Ran(p.server.PID())
		if err != nil {
			return s, err
		}
		hadMessages, hadBytes := p.heard()
		begun := time.Now()
		for i := first; i < n; i++ {
			answered, err := p.accept(ctx, id, i)
			if err != nil {
				return s, err
			}
			took = append(took, answered)
		}
		if err := p.wait(ctx, hadMessages+int64(n*(n-first))); err != nil {
			return s, err
		}
		elapsed += time.Since(begun)
		ran, err := process.Ran(p.server.PID())
		if err != nil {
			return s, err
		}
		spent += ran - cpu
		after, err := l.used()
		if err != nil {
			return s, err
		}
		machine, client = machine+after.machine-before.machine, client+after.client-before.client
		m, b := p.heard()
		messages, bytes = messages+m-hadMessages, bytes+b-hadBytes
		if err := p.end(ctx, id, n); err != nil {
			return s, err
		}
	}
	answers := float64(len(took))
	s.P50, s.P99 = percentiles(took)
	s.CPU = time.Duration(float64(spent) / answers)
	s.Others = used{server: spent, client: client, machine: machine}.others(used{}, elapsed)
	s.messages, s.bytes = float64(messages)/answers, float64(bytes)/answers
	return s, nil
}

// start has the first one call the others, and waits until it rings at all of them.
func (p *party) start(ctx context.Context, n int) (call.ID, error) {
	p.calls++
	had, _ := p.heard()
	var callees []string
	for _, s := range p.all[1:n] {
		callees = append(callees, fmt.Sprintf("%q", s.user))
	}
	id, err := p.all[0].rpc(ctx, "call.start", fmt.Sprintf(`{"request":"start-%d","callees":[%s],"media":"audio","group":true}`, p.calls, strings.Join(callees, ",")))
	if err != nil {
		return "", err
	}
	return id, p.wait(ctx, had+int64(n))
}

// accept has the i-th one answer, and tells how long that took.
func (p *party) accept(ctx context.Context, id call.ID, i int) (time.Duration, error) {
	begun := time.Now()
	_, err := p.all[i].rpc(ctx, "call.accept", fmt.Sprintf(`{"request":"accept-%d","call":%q}`, p.calls, id))
	return time.Since(begun), err
}

// end has the back end end the call, and waits until all know.
func (p *party) end(ctx context.Context, id call.ID, n int) error {
	had, _ := p.heard()
	c, err := dial(ctx, p.server.URL)
	if err != nil {
		return err
	}
	if _, err := answer(c, post(query(), "end_call", fmt.Sprintf(`{"CallId":%q}`, id))); err != nil {
		return errors.Join(err, c.Close())
	}
	return errors.Join(p.wait(ctx, had+int64(n)), c.Close())
}

// heard counts what all devices were told so far.
func (p *party) heard() (messages, bytes int64) {
	for _, s := range p.all {
		messages, bytes = messages+s.messages.Load(), bytes+s.bytes.Load()
	}
	return messages, bytes
}

// wait returns when all devices together were told so many messages.
func (p *party) wait(ctx context.Context, messages int64) error {
	look := time.NewTicker(2 * time.Millisecond)
	defer look.Stop()
	late := time.NewTimer(time.Minute)
	defer late.Stop()
	for {
		if have, _ := p.heard(); have >= messages {
			return nil
		}
		select {
		case <-look.C:
		case <-late.C:
			have, _ := p.heard()
			return fmt.Errorf("%d messages less than there should be came within a minute", messages-have)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
