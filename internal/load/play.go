package load

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// play leads one call from the wish to its record, and says what it came to. An error says why it did not come to what was planned.
func (a *attempt) play(ctx context.Context) error {
	a.took(timeLate, time.Since(a.plan.at))
	data := map[string]any{"callees": names(a.callees), "media": "audio", "timeout": a.run.scenario.RingTimeout.Milliseconds()}
	if len(a.callees) > 1 {
		data["group"] = true
	}
	got, err := a.tell(ctx, a.caller, "call.start", data, a.plan.at, timeStart)
	if err != nil {
		return err
	}
	a.answered = time.Now()
	if got.Call == nil || got.Call.ID == "" {
		return errors.New("call.start: the answer names no call")
	}
	a.mu.Lock()
	known := a.id
	a.id = got.Call.ID
	a.mu.Unlock()
	if known != "" && known != got.Call.ID {
		return fmt.Errorf("devices heard of call %s, and it was %s", known, got.Call.ID)
	}
	if got.Call.End != nil {
		return fmt.Errorf("ended at once as %s", got.Call.End.Result)
	}
	if err := a.ring(ctx); err != nil {
		return err
	}
	return a.finish(ctx)
}

// ring lets it ring on every device of every callee, and then happen what is planned.
func (a *attempt) ring(ctx context.Context) error {
	for _, p := range a.callees {
		if _, err := a.until(ctx, p.phones[0], newsPatience, "rang", rings); err != nil {
			return err
		}
	}
	switch a.plan.outcome {
	case planReject, planBusy:
		for i, p := range a.callees {
			a.wait(ctx, a.plan.ring[i])
			if err := a.over(ctx, p, "call.reject", map[string]any{"busy": a.plan.outcome == planBusy}); err != nil {
				return err
			}
		}
		return nil
	case planCancel:
		a.wait(ctx, a.plan.ring[0])
		return a.over(ctx, a.caller, "call.cancel", map[string]any{})
	case planRings:
		return nil
	}
	var accepting sync.WaitGroup
	failed := make([]error, len(a.callees))
	for i, p := range a.callees {
		accepting.Go(func() { failed[i] = a.accept(ctx, p, a.answered.Add(a.plan.ring[i])) })
	}
	accepting.Wait()
	if err := errors.Join(failed...); err != nil {
		return err
	}
	a.joined = true
	return a.talk(ctx)
}

// wait waits until so long after the start was answered.
func (a *attempt) wait(ctx context.Context, d time.Duration) {
	rest(ctx, time.Until(a.answered.Add(d)))
}

// accept answers for a callee at a time, and waits until both sides know.
func (a *attempt) accept(ctx context.Context, p *person, at time.Time) error {
	rest(ctx, time.Until(at))
	at = latest(at, a.view(p.phones[0]).rang)
	if _, err := a.tell(ctx, p, "call.accept", map[string]any{}, at, timeAccept); err != nil {
		return err
	}
	now := time.Now()
	v, err := a.until(ctx, a.caller.phones[0], newsPatience, "was answered", isOn)
	if err == nil && v.sawOn && len(a.callees) == 1 {
		a.took(timeConnect, latest(now, v.on).Sub(at))
	}
	return err
}

// talk is the time from the answer until somebody leaves.
func (a *attempt) talk(ctx context.Context) error {
	begun := time.Now()
	end := begun.Add(a.plan.talk)
	if a.plan.invite {
		rest(ctx, a.plan.talk/3)
		if err := a.invite(ctx, begun.Add(a.plan.talk/3)); err != nil {
			return err
		}
	}
	if a.plan.reconnect {
		rest(ctx, time.Until(begun.Add(a.plan.talk/2)))
		p := a.callees[0]
		lost := time.Now()
		p.phones[0].cut()
		a.run.comeBack(ctx, p.phones[0], p, lost)
	}
	rest(ctx, time.Until(end))
	if a.plan.crash {
		return a.vanish(ctx)
	}
	// They leave one after the other; when the last but one has gone it is over.
	a.mu.Lock()
	members := append([]*person{a.caller}, a.callees...)
	a.mu.Unlock()
	for i, p := range members[:len(members)-1] {
		if i < len(members)-2 {
			if _, err := a.tell(ctx, p, "call.hangup", map[string]any{}, latest(end, time.Now()), timeEnd); err != nil {
				return err
			}
			continue
		}
		return a.overAt(ctx, p, "call.hangup", map[string]any{}, latest(end, begun))
	}
	return nil
}

// invite asks one more into the call, who accepts.
func (a *attempt) invite(ctx context.Context, at time.Time) error {
	more := a.run.crowd.pick(1)
	if more == nil {
		return nil // nobody is free
	}
	p := more[0]
	p.take(a)
	a.mu.Lock()
	a.callees = append(a.callees, p)
	a.mu.Unlock()
	if _, err := a.tell(ctx, a.caller, "call.invite", map[string]any{"users": []string{p.name}}, at, timeInvite); err != nil {
		return err
	}
	if _, err := a.until(ctx, p.phones[0], newsPatience, "rang", rings); err != nil {
		return err
	}
	return a.accept(ctx, p, time.Now().Add(a.plan.ring[len(a.plan.ring)-1]))
}

// vanish lets a callee's devices go without a word. They come back when the call is over without them.
func (a *attempt) vanish(ctx context.Context) error {
	p := a.callees[0]
	at := time.Now()
	for _, phone := range p.phones {
		phone.cut()
	}
	v, err := a.until(ctx, a.caller.phones[0], a.run.lease()+newsPatience, "ended without the one who vanished", isOver)
	for _, phone := range p.phones {
		a.run.comeBack(ctx, phone, p, time.Now())
	}
	if err == nil && v.sawEnd {
		a.took(timeVanished, v.over.Sub(at))
	}
	return err
}

// over sends the command that ends the call, now.
func (a *attempt) over(ctx context.Context, p *person, method string, data map[string]any) error {
	return a.overAt(ctx, p, method, data, time.Now())
}

func (a *attempt) overAt(ctx context.Context, p *person, method string, data map[string]any, at time.Time) error {
	a.endAt = at
	if _, err := a.tell(ctx, p, method, data, at, timeEnd); err != nil {
		return err
	}
	a.ended = time.Now()
	return nil
}

func names(people []*person) (all []string) {
	for _, p := range people {
		all = append(all, p.name)
	}
	return all
}

func latest(x, y time.Time) time.Time {
	if y.After(x) {
		return y
	}
	return x
}
