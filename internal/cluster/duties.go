package cluster

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"
)

// How long before its row may run out a duty is stopped, and how long it may take to give some back: rows run out by themselves, and who
// stops while the database is away should not wait for it long.
const (
	margin  = time.Second / 2
	giveFor = time.Second
)

// duties are those that this node has.
type duties struct {
	store Store
	owner string
	// writing is locked by who renews or gives back, so that nothing is renewed that was given back, and read-locked by who takes, so that
	// nothing is given back that was just taken.
	writing sync.RWMutex

	mu     sync.Mutex
	held   map[string]time.Time     // until when, by our own clock
	wanted map[string]chan struct{} // that others have, and this node would like to: closed when it has one
	back   []string                 // to be given back by whoever does that next
}

// until says until when a duty is ours; the zero time if it is not.
func (d *duties) until(duty string) time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.held[duty]
}

func (d *duties) count() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.held)
}

// take asks for duties, and notes those that are ours now; those that are not are no longer.
func (d *duties) take(ctx context.Context, names []string) error {
	until := time.Now().Add(dutyFor - margin) // before the row is written, so it ends before the row does
	owned, err := d.store.Own(ctx, d.owner, names, dutyFor)
	if err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, name := range names {
		if slices.Contains(owned, name) {
			d.held[name] = until
		} else {
			delete(d.held, name)
		}
	}
	return nil
}

// want waits until a duty is ours, or ctx is done. Whatever is wanted is asked for together, with what is renewed.
func (d *duties) want(ctx context.Context, duty string) {
	got := make(chan struct{})
	d.mu.Lock()
	d.wanted[duty] = got
	d.mu.Unlock()
	select {
	case <-ctx.Done():
	case <-got:
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.wanted, duty)
}

// got tells those who wanted what is ours now. What nobody wants any more is let go: its row runs out.
func (d *duties) got(asked []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, name := range asked {
		switch got, wanted := d.wanted[name]; {
		case d.held[name].IsZero():
		case wanted:
			close(got)
			delete(d.wanted, name)
		default:
			delete(d.held, name)
		}
	}
}

// renew keeps what is ours, and asks for what is wanted. What could not be renewed in time is not ours, even if nobody else has it.
func (d *duties) renew(ctx context.Context, log *slog.Logger) {
	d.writing.Lock()
	defer d.writing.Unlock()
	d.mu.Lock()
	now := time.Now()
	maps.DeleteFunc(d.held, func(_ string, until time.Time) bool { return now.After(until) })
	wanted := slices.DeleteFunc(slices.Collect(maps.Keys(d.wanted)), func(name string) bool { return !d.held[name].IsZero() })
	names := append(slices.Collect(maps.Keys(d.held)), wanted...)
	d.mu.Unlock()
	if len(names) == 0 {
		return
	}
	slices.Sort(names)
	defer d.got(wanted)
	ctx, cancel := context.WithTimeout(ctx, dutyFor)
	defer cancel()
	if err := d.take(ctx, names); err != nil && ctx.Err() == nil {
		log.Warn("cannot renew this node's duties", slog.Int("duties", len(names)), slog.Any("error", err))
	}
}

// give gives duties back. Nobody may still do them. Those that come while a store is slow are given back together.
func (d *duties) give(ctx context.Context, names []string) {
	d.mu.Lock()
	d.back = append(d.back, names...)
	d.mu.Unlock()
	d.writing.Lock()
	defer d.writing.Unlock()
	d.mu.Lock()
	names, d.back = d.back, nil
	for _, name := range names {
		delete(d.held, name)
	}
	d.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, giveFor)
	defer cancel()
	if len(names) > 0 {
		_ = d.store.Disown(ctx, d.owner, names) // the rows run out by themselves
	}
}

// Own takes a duty, if nobody else has it, and keeps it until it is given back or cannot be renewed: see [Members.Owns].
func (m *Members) Own(ctx context.Context, duty string) (bool, error) {
	if m.store == nil || m.Owns(duty) {
		return true, nil
	}
	m.duties.writing.RLock()
	defer m.duties.writing.RUnlock()
	ctx, cancel := context.WithTimeout(ctx, dutyFor)
	defer cancel()
	if err := m.duties.take(ctx, []string{duty}); err != nil {
		return false, fmt.Errorf("take the duty %s: %w", duty, err)
	}
	return m.Owns(duty), nil
}

// Owns reports whether a duty is this node's at this moment. It asks nobody.
func (m *Members) Owns(duty string) bool {
	return m.store == nil || time.Now().Before(m.duties.until(duty))
}

// Disown gives a duty back, so that others need not wait until its row has run out.
func (m *Members) Disown(ctx context.Context, duty string) {
	if m.store != nil {
		m.duties.give(ctx, []string{duty})
	}
}

// While runs f while this node has a duty, again each time that it gets it, until ctx is done or f ends by itself. The context of
// f is done when the duty is lost, and that is before another node can have it; f must end soon then.
func (m *Members) While(ctx context.Context, duty string, f func(context.Context) error) error {
	if m.store == nil {
		return f(ctx)
	}
	for ctx.Err() == nil {
		mine, err := m.Own(ctx, duty)
		if err == nil && mine {
			lost, err := m.during(ctx, duty, f)
			if !lost {
				return err
			}
		}
		m.duties.want(ctx, duty)
	}
	if m.Owns(duty) { // it came when nobody wanted it any more
		m.Disown(context.WithoutCancel(ctx), duty)
	}
	return nil
}

// during runs f until it ends, or the duty is lost.
func (m *Members) during(ctx context.Context, duty string, f func(context.Context) error) (lost bool, err error) {
	inner, cancel := context.WithCancel(ctx)
	var watch sync.WaitGroup
	watch.Go(func() {
		defer cancel()
		for {
			left := time.Until(m.duties.until(duty))
			if left <= 0 {
				return
			}
			select {
			case <-inner.Done():
				return
			case <-time.After(left):
			}
		}
	})
	err = f(inner)
	lost = inner.Err() != nil && ctx.Err() == nil
	cancel()
	watch.Wait()
	m.Disown(context.WithoutCancel(ctx), duty)
	return lost, err
}
