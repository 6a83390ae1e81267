package load

import (
	"context"
	"math/rand/v2"
	"time"
)

// churn logs devices off and on again, those of people who are in no call.
func (r *run) churn(ctx context.Context) {
	if r.scenario.Churn == 0 || r.scenario.Robots {
		return
	}
	chance := rand.New(rand.NewPCG(r.scenario.Seed, 3)) //nolint:gosec // it is to be repeatable
	for next := time.Now(); ctx.Err() == nil; {
		next = next.Add(time.Duration(chance.ExpFloat64() / r.scenario.Churn * float64(time.Second)))
		rest(ctx, time.Until(next))
		one := r.crowd.pick(1)
		if one == nil {
			continue
		}
		at := next
		r.aside(func() {
			p := one[0]
			phone := p.phones[len(p.phones)-1]
			phone.leave()
			r.comeBack(r.ctx, phone, p, at)
			r.crowd.back(p)
		})
	}
}

// storms cut many devices at once, in a call or not.
func (r *run) storms(ctx context.Context) {
	if r.scenario.StormEvery == 0 || r.scenario.Robots {
		return
	}
	chance := rand.New(rand.NewPCG(r.scenario.Seed, 4)) //nolint:gosec // it is to be repeatable
	for {
		rest(ctx, r.scenario.StormEvery)
		if ctx.Err() != nil {
			return
		}
		at := time.Now()
		for _, p := range r.people {
			for _, phone := range p.phones {
				if chance.Float64() < r.scenario.StormPart && phone.connected() {
					r.aside(func() {
						phone.cut()
						r.comeBack(r.ctx, phone, p, at)
					})
				}
			}
		}
	}
}
