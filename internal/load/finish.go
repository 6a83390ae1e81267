package load

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ringline/client"
)

// finish waits until every device knows the end, holds it against the plan, and looks for what is kept of the call.
func (a *attempt) finish(ctx context.Context) error {
	patience := newsPatience
	if a.plan.outcome == planRings {
		patience += a.run.scenario.RingTimeout
	}
	a.mu.Lock()
	members := append([]*person{a.caller}, a.callees...)
	a.mu.Unlock()
	if n := len(members); n > 2 && a.plan.outcome == planAnswer {
		members = members[n-2:] // the others had left
	}
	last, timed := time.Time{}, true
	for _, p := range members {
		for _, phone := range p.phones {
			v, err := a.until(ctx, phone, patience, "ended", isOver)
			if err != nil {
				return err
			}
			last, timed = latest(last, v.over), timed && v.sawEnd
			if err := a.judge(&v); err != nil {
				return err
			}
		}
	}
	if !a.ended.IsZero() && timed {
		a.took(timeEndKnown, last.Sub(a.ended))
	}
	a.heard()
	return a.kept(ctx)
}

// judge holds the end that a device was told of against what was played.
func (a *attempt) judge(v *view) error {
	want := a.plan.outcome
	if want == planAnswer {
		want = "completed" // also if the last one who left had vanished
	}
	if v.result != want && (len(a.callees) == 1 || a.plan.outcome == planAnswer) {
		return fmt.Errorf("ended as %s and not as %s", v.result, want)
	}
	rang := time.Duration(v.finishedAt-v.startedAt) * time.Millisecond
	if most := a.run.scenario.RingTimeout + time.Second; a.plan.outcome == planRings && rang > most {
		a.run.broke("P3: call %s rang for %v, more than %v", a.name(), rang, most)
	}
	return nil
}

// heard records how long it took until devices heard of the call's ringing.
func (a *attempt) heard() {
	for _, p := range a.callees {
		for _, phone := range p.phones {
			if v := a.view(phone); v.ring && p == a.callees[0] {
				a.took(timeRing, v.rang.Sub(a.answered))
			}
		}
	}
	caller := a.view(a.caller.phones[0])
	if !caller.rung.IsZero() {
		a.took(timeSRD, caller.rung.Sub(a.plan.at))
	}
	if a.plan.outcome == planRings && caller.sawEnd {
		a.took(timeRangOut, caller.over.Sub(a.plan.at.Add(a.run.scenario.RingTimeout)))
	}
}

// kept asks for the record, and whether the back end heard.
func (a *attempt) kept(ctx context.Context) error {
	id := a.name()
	if a.plan.record && !a.ended.IsZero() {
		if err := a.record(ctx, id); err != nil {
			return err
		}
	}
	if h := a.run.hearing; h != nil {
		start, end, err := h.of(ctx, id)
		if err != nil {
			return err
		}
		a.took(timeWebhook, start.Sub(a.plan.at))
		if !a.endAt.IsZero() {
			a.took(timeWebhook, end.Sub(a.endAt))
		}
	}
	return nil
}

// record asks until the record is there.
func (a *attempt) record(ctx context.Context, id string) error {
	for pause := 5 * time.Millisecond; ; pause = min(2*pause, 200*time.Millisecond) {
		_, err := a.run.api.GetRecordByCallID(ctx, id)
		var refused *client.V4Error
		switch {
		case err == nil:
			a.took(timeRecord, time.Since(a.ended))
			return nil
		case !errors.As(err, &refused) || time.Since(a.ended) > newsPatience:
			return fmt.Errorf("read the record: %w", err)
		}
		rest(ctx, pause)
	}
}

// playRobot lets the back end start a call and end it again.
func (a *attempt) playRobot(ctx context.Context, callee string) error {
	a.took(timeLate, time.Since(a.plan.at))
	started, err := a.run.api.StartCallByRobot(ctx, client.V4Start{
		Robot: a.run.tag + "-robot", Callees: []string{callee}, Timeout: int(max(a.run.scenario.RingTimeout, robotRing).Milliseconds()),
		CallInfo: client.V4Room{MediaType: "Audio"},
	})
	if err != nil {
		return fmt.Errorf("start_call_by_robot: %w", err)
	}
	a.answered = time.Now()
	a.took(timeStart, a.answered.Sub(a.plan.at))
	a.id = started.CallID
	a.endAt = a.answered.Add(a.plan.talk)
	rest(ctx, a.plan.talk)
	if err := a.run.api.EndCall(ctx, a.id); err != nil {
		return fmt.Errorf("end_call: %w", err)
	}
	a.ended = time.Now()
	a.took(timeEnd, a.ended.Sub(a.endAt))
	return a.kept(ctx)
}

// robotRing is the least that the server API takes.
const robotRing = 10 * time.Second
