package load

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"
)

// person is a user with their devices. They are in one call at a time: who calls whom is chosen among those who are free, so that
// what has to become of a call is known beforehand.
type person struct {
	name   string
	phones []*phone // the first one acts, the others ring along

	mu   sync.Mutex
	now  *attempt // nil while free
	past []string // the last calls that ended
}

// remembered is how many ended calls a person knows of, to notice when one rings again.
const remembered = 16

func (r *run) newPerson(n int) *person {
	p := &person{name: fmt.Sprintf("%s-%d", r.tag, n)}
	for d := range r.scenario.Devices {
		p.phones = append(p.phones, newPhone(r.line, p.name, fmt.Sprintf("d%d", d+1), func(from *phone, m *message, at time.Time, fresh bool) {
			p.hear(r, from, m, at, fresh)
		}, func(from *phone) {
			at := time.Now()
			r.aside(func() {
				if r.ctx.Err() == nil {
					r.errs.add("connection", errLost)
					r.comeBack(r.ctx, from, p, at)
				}
			})
		}))
	}
	return p
}

// hear takes what a device is told.
func (p *person) hear(r *run, from *phone, m *message, at time.Time, fresh bool) {
	p.mu.Lock()
	now, over := p.now, slices.Contains(p.past, m.ID)
	p.mu.Unlock()
	switch {
	case over:
		if m.End == nil && fresh && m.state(p.name) == "ringing" {
			r.broke("P7: a device is told that call %s rings, whose end it knew", m.ID)
		}
	case now != nil:
		now.hear(from, m, at, fresh)
	}
}

func (p *person) attempt() *attempt {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.now
}

// take puts the person into a call.
func (p *person) take(a *attempt) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.now = a
}

// release takes them out of it again.
func (p *person) release(id string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.now = nil
	if id != "" {
		p.past = append(p.past, id)
		p.past = p.past[max(0, len(p.past)-remembered):]
	}
}

// crowd are those who are free. It is safe for concurrent use.
type crowd struct {
	mu   sync.Mutex
	free []*person
	rand *rand.Rand
}

// pick takes n of them by chance; none if there are not so many.
func (c *crowd) pick(n int) []*person {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.free) < n {
		return nil
	}
	var picked []*person
	for range n {
		i := c.rand.IntN(len(c.free))
		last := len(c.free) - 1
		picked = append(picked, c.free[i])
		c.free[i] = c.free[last]
		c.free = c.free[:last]
	}
	return picked
}

func (c *crowd) back(p ...*person) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.free = append(c.free, p...)
}

// comeBack logs a phone in again, and again until it works, and sees to it that it knows how its call is. It measures from when the
// connection was lost.
func (r *run) comeBack(ctx context.Context, p *phone, owner *person, lost time.Time) {
	for pause := 50 * time.Millisecond; ctx.Err() == nil; pause = min(2*pause, 2*time.Second) {
		if err := p.login(ctx); err != nil {
			if ctx.Err() == nil {
				r.errs.add("log in again", err)
			}
			p.cut()
			rest(ctx, pause+time.Duration(rand.Int64N(int64(pause)+1)))
			continue
		}
		r.clock.took(timeBack, time.Since(lost))
		if a := owner.attempt(); a != nil {
			if id := a.name(); id != "" {
				if got, err := p.call(ctx, "call.get", map[string]any{"call": id}); err == nil && got.Call != nil {
					p.hear(p, got.Call, time.Now(), false)
				}
			}
		}
		return
	}
}

// rest waits, unless the run is over.
func rest(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}
