package load

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// What a call is to come to.
const (
	planAnswer = "answered"
	planReject = "rejected"
	planBusy   = "busy"
	planCancel = "canceled"
	planRings  = "no_answer"
)

// plan is what is to become of a call, drawn before it begins.
type plan struct {
	at        time.Time // when it starts, whether or not anybody keeps up
	outcome   string
	ring      []time.Duration // of each callee, and of who is asked in later
	talk      time.Duration
	invite    bool
	crash     bool
	reconnect bool
	record    bool
	measured  bool // it begins after the warm-up
}

// attempt is one call, from the wish to the record.
type attempt struct {
	run     *run
	plan    plan
	caller  *person
	callees []*person

	mu    sync.Mutex
	id    string // empty until known
	views map[*phone]*view
	news  chan struct{} // closed, and made anew, when a device hears something

	answered time.Time // the start was
	joined   bool      // somebody accepted, and both sides know
	endAt    time.Time // to end
	ended    time.Time // the end was answered
}

// view is what a device knows of the call.
type view struct {
	version               int64
	rang, rung, on, over  time.Time // zero until it was told: it rings, somebody's rings, it is answered, it has ended
	ring, sawEnd, sawOn   bool      // told as news, and not because the device asked
	result                string
	startedAt, finishedAt int64 // by the server's clock, ms
}

var errNoNews = errors.New("was not told in time")

// newsPatience is how long a device may wait for news before the call counts as failed.
const newsPatience = 10 * time.Second

func (a *attempt) name() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.id
}

// hear takes what a device is told of the call, by the rules for clients (api/realtime.md §2).
func (a *attempt) hear(from *phone, m *message, at time.Time, fresh bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.id == "" {
		a.id = m.ID
	}
	if a.id != m.ID {
		return
	}
	v := a.views[from]
	if v == nil {
		v = &view{}
		a.views[from] = v
	}
	if m.Version <= v.version {
		return
	}
	v.version = m.Version
	if !v.over.IsZero() {
		a.run.broke("P4: a device is told of version %d of call %s, after its end", m.Version, m.ID)
		return
	}
	if m.state(from.user) == "ringing" && v.rang.IsZero() {
		v.rang, v.ring = at, fresh
		if from == a.of(from.user).phones[0] {
			a.run.aside(func() { _, _ = from.call(a.run.ctx, "call.rang", map[string]any{"call": m.ID}) }) // told by nobody's hearing it ring
		}
	}
	if v.rung.IsZero() && m.event("rung") && fresh {
		v.rung = at
	}
	if m.AnsweredAt > 0 && v.on.IsZero() {
		v.on, v.sawOn = at, fresh
	}
	if m.End != nil {
		v.over, v.sawEnd, v.result, v.startedAt, v.finishedAt = at, fresh, m.End.Result, m.StartedAt, m.End.At
	}
	close(a.news)
	a.news = make(chan struct{})
}

// of finds a member by name. The caller holds the lock.
func (a *attempt) of(user string) *person {
	for _, p := range a.callees {
		if p.name == user {
			return p
		}
	}
	return a.caller
}

// view returns what a device knows now.
func (a *attempt) view(p *phone) view {
	a.mu.Lock()
	defer a.mu.Unlock()
	if v := a.views[p]; v != nil {
		return *v
	}
	return view{}
}

// until waits until a device knows something, or the call is over for it.
func (a *attempt) until(ctx context.Context, p *phone, d time.Duration, what string, known func(*view) bool) (view, error) {
	late := time.NewTimer(d)
	defer late.Stop()
	for {
		a.mu.Lock()
		news := a.news
		var v view
		if is := a.views[p]; is != nil {
			v = *is
		}
		a.mu.Unlock()
		switch {
		case known(&v):
			return v, nil
		case !v.over.IsZero():
			return v, fmt.Errorf("ended as %s before it %s", v.result, what)
		}
		select {
		case <-news:
		case <-late.C:
			return v, fmt.Errorf("%w that it %s", errNoNews, what)
		case <-ctx.Done():
			return v, ctx.Err()
		}
	}
}

func rings(v *view) bool  { return !v.rang.IsZero() }
func isOn(v *view) bool   { return !v.on.IsZero() }
func isOver(v *view) bool { return !v.over.IsZero() }

// took records a time of this call, if it counts.
func (a *attempt) took(name string, d time.Duration) {
	if a.plan.measured {
		a.run.clock.took(name, d)
	}
}

// tell sends a command of a member of the call. The time counts from when it was to be sent.
func (a *attempt) tell(ctx context.Context, p *person, method string, data map[string]any, at time.Time, name string) (answer, error) {
	data["request"] = a.run.request()
	if id := a.name(); id != "" {
		data["call"] = id
	}
	got, err := p.phones[0].call(ctx, method, data)
	if err != nil {
		return got, err
	}
	a.took(name, time.Since(at))
	return got, nil
}
