package load

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"ringline/client"
)

// Options say what to play where.
type Options struct {
	Target   Target
	Scenario Scenario
	Progress func(Second) // gets every second; nil drops them
}

// run is one scenario under way.
type run struct {
	scenario Scenario
	tag      string // makes its users' names its own
	line     *line
	api      *client.V4
	http     *http.Client
	hearing  *Hearing // nil without
	meter    *meter
	clock    *clockwork
	people   []*person
	crowd    *crowd
	ctx      context.Context // ends when the run is given up; reading goroutines have no other

	calls    sync.WaitGroup
	others   sync.WaitGroup // what goes on beside them, see aside
	closing  sync.Mutex
	closed   bool
	requests atomic.Uint64
	tally    tally
	errs     errorBook
	begun    time.Time // when the first call was to start
	seconds  []Second
}

// Run plays a scenario. When ctx ends no more calls start, those that run are given up, and the result is what was measured so far.
// An error means that there was nothing to measure; broken promises and limits are in the result.
func Run(ctx context.Context, o Options) (*Result, error) {
	if err := o.Scenario.Check(); err != nil {
		return nil, err
	}
	r := &run{scenario: o.Scenario, clock: newClockwork()}
	if r.scenario.Seed == 0 {
		r.scenario.Seed = rand.Uint64() >> 11 // as large as JSON's numbers are exact
	}
	r.tag = "load" + strconv.FormatInt(time.Now().UnixMilli()%1e10, 36)
	inner, give := context.WithCancel(context.WithoutCancel(ctx))
	defer give()
	r.ctx = inner
	if err := r.connect(ctx, &o.Target); err != nil {
		return nil, err
	}
	defer r.http.CloseIdleConnections()
	generator := startGenerator()
	failed := r.populate(ctx)
	if failed == nil {
		r.play(ctx, give, o.Progress)
	}
	give()
	r.settle()
	r.depart()
	if err := r.closeHearing(ctx); err != nil {
		r.errs.add("webhook", err)
	}
	if failed != nil {
		return nil, failed
	}
	return r.result(&o.Target, generator, ctx.Err() != nil), nil
}

// aside does something beside the calls. Nothing begins any more once the run is over.
func (r *run) aside(f func()) {
	r.closing.Lock()
	defer r.closing.Unlock()
	if !r.closed {
		r.others.Go(f)
	}
}

// settle waits for what goes on beside the calls.
func (r *run) settle() {
	r.closing.Lock()
	r.closed = true
	r.closing.Unlock()
	r.others.Wait()
}

// populate makes the people and logs them in.
func (r *run) populate(ctx context.Context) error {
	r.crowd = &crowd{rand: rand.New(rand.NewPCG(r.scenario.Seed, 2))} //nolint:gosec // it is to be repeatable
	if r.scenario.Robots {
		return nil
	}
	var logins errgroup.Group
	logins.SetLimit(64)
	gap := time.Second / time.Duration(r.scenario.Logins)
	next := time.Now()
	for n := range r.scenario.Users {
		p := r.newPerson(n)
		r.people = append(r.people, p)
		for _, phone := range p.phones {
			rest(ctx, time.Until(next))
			if ctx.Err() != nil {
				_ = logins.Wait() // it is given up
				return ctx.Err()
			}
			at := next
			next = next.Add(gap)
			logins.Go(func() error {
				if err := phone.login(ctx); err != nil {
					return fmt.Errorf("%s on %s: %w", phone.user, phone.device, err)
				}
				r.clock.took(timeLogin, time.Since(at))
				return nil
			})
		}
	}
	r.crowd.back(r.people...)
	return logins.Wait()
}

// depart logs everybody off.
func (r *run) depart() {
	var group errgroup.Group
	group.SetLimit(256)
	for _, p := range r.people {
		for _, phone := range p.phones {
			group.Go(func() error { phone.leave(); return nil })
		}
	}
	_ = group.Wait() // none fails
}

// play starts the calls at their times and waits for them.
func (r *run) play(ctx context.Context, give func(), progress func(Second)) {
	chance := rand.New(rand.NewPCG(r.scenario.Seed, 1)) //nolint:gosec // it is to be repeatable
	side, stop := context.WithCancel(ctx)
	r.begun = time.Now()
	r.aside(func() { r.watch(side, progress) })
	r.aside(func() { r.churn(side) })
	r.aside(func() { r.storms(side) })
	warm := r.begun.Add(r.scenario.WarmUp)
	end := warm.Add(r.scenario.Duration)
	for at := r.begun; ; {
		gap := 1 / r.scenario.Rate
		if r.scenario.Arrival == "poisson" {
			gap *= chance.ExpFloat64()
		}
		if at = at.Add(time.Duration(gap * float64(time.Second))); at.After(end) {
			break
		}
		p := r.draw(chance, at, !at.Before(warm))
		rest(ctx, time.Until(at))
		if ctx.Err() != nil {
			break
		}
		r.begin(p)
	}
	done := make(chan struct{})
	go func() { r.calls.Wait(); close(done) }()
	select {
	case <-done:
	case <-ctx.Done():
		give() // whoever still waits is not failed, only given up
		<-done
	}
	stop()
}

// draw decides what is to become of a call.
func (r *run) draw(chance *rand.Rand, at time.Time, measured bool) plan {
	s := &r.scenario
	p := plan{at: at, measured: measured, outcome: planRings, record: chance.Float64() < s.Records}
	x := chance.Float64()
	for _, o := range []struct {
		outcome string
		part    float64
	}{{planAnswer, s.Answer}, {planReject, s.Reject}, {planBusy, s.Busy}, {planCancel, s.Cancel}} {
		if x < o.part {
			p.outcome = o.outcome
			break
		}
		x -= o.part
	}
	for range s.GroupSize {
		p.ring = append(p.ring, s.Ring.draw(chance))
	}
	p.talk = s.Talk.draw(chance)
	answered := p.outcome == planAnswer
	p.invite = chance.Float64() < s.Invite && answered
	p.crash = chance.Float64() < s.Crash && answered && s.GroupSize == 2 && !p.invite
	p.reconnect = chance.Float64() < s.Reconnect && answered
	return p
}

// begin starts a call in a goroutine of its own.
func (r *run) begin(p plan) {
	a := &attempt{run: r, plan: p, views: map[*phone]*view{}, news: make(chan struct{})}
	if !r.scenario.Robots {
		people := r.crowd.pick(r.scenario.GroupSize)
		if people == nil {
			r.tally.starved.Add(1)
			return
		}
		a.caller, a.callees = people[0], people[1:]
		for _, one := range people {
			one.take(a)
		}
	}
	r.tally.asked(&p)
	r.calls.Go(func() {
		var err error
		if r.scenario.Robots {
			err = a.playRobot(r.ctx, fmt.Sprintf("%s-%d", r.tag, r.requests.Add(1)%uint64(r.scenario.Users)))
		} else {
			err = a.play(r.ctx)
		}
		r.ended(a, err)
	})
}

// ended counts a call and sets its people free.
func (r *run) ended(a *attempt, err error) {
	given := r.ctx.Err() != nil && err != nil
	r.tally.ended(&a.plan, a.joined, err, given)
	if err != nil && !given {
		r.errs.add(a.plan.outcome, fmt.Errorf("%w", err))
	}
	if r.scenario.Robots || given {
		return
	}
	id := a.name()
	people := append([]*person{a.caller}, a.callees...)
	if err == nil {
		for _, p := range people {
			p.release(id)
		}
		r.crowd.back(people...)
		return
	}
	// Nobody knows how that call is: it is ended, and its people wait until that is sure.
	r.aside(func() {
		if id != "" {
			_ = r.api.EndCall(r.ctx, id) // it may be over
		}
		rest(r.ctx, 2*time.Second)
		for _, p := range people {
			p.release("")
		}
		r.crowd.back(people...)
	})
}

// request makes an id for a command that is safe to repeat.
func (r *run) request() string { return strconv.FormatUint(r.requests.Add(1), 36) }

func (r *run) lease() time.Duration {
	return time.Duration(r.line.lease.Load()) * time.Millisecond
}

// broke notes a promise that was not kept.
func (r *run) broke(format string, args ...any) { r.errs.add(brokenKind, fmt.Errorf(format, args...)) }

// brokenKind is the kind of error that a broken promise is.
const brokenKind = "broken"

// refusedCode is the number of a refusal in an error; 0 if it is none.
func refusedCode(err error) uint32 {
	var refused *Refusal
	if errors.As(err, &refused) {
		return refused.Code
	}
	return 0
}
