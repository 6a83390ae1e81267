package fleet

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"ringline/internal/call"
	"ringline/internal/cluster"
	"ringline/internal/media"
)

const (
	movers    = 64              // calls that are moved at once
	lookEvery = 2 * time.Second // how often calls are looked for that have to be moved
	// looksFor is how often that is done after a node's death: a call may name it that was begun before that was known.
	looksFor = 15
	// searchEvery is how often all calls are held against the nodes that live: whoever had to see to it may be gone as well.
	searchEvery = 30 * time.Second

	waves     = 20 // in which a host that leaves gives its calls away
	leastWave = 25 // calls in one
	wavePause = 300 * time.Millisecond

	emptyEvery = 50 * time.Millisecond // how often a node that leaves looks whether anybody is left
	arriveFor  = time.Second           // how long after that it passes clients on who enter the other rooms through it
)

// lost notes that a node is gone. Everybody who is left hears of it.
func (f *Fleet) lost(name string) {
	f.cut(name)
	f.mu.Lock()
	f.gone[name] = looksFor
	f.mu.Unlock()
	select {
	case f.died <- name:
	default: // so many at once are found by the next look
	}
}

// away notes that a host that is no node is away, for this node at least. One node decides for all, so that a network which fails a single
// one moves nothing.
func (f *Fleet) away(name string) {
	f.mu.Lock()
	f.gone[name] = looksFor
	f.mu.Unlock()
	token(f.wake)
}

// rescue moves the calls of hosts that are gone and that nobody has moved yet, until ctx is done. One node does so at a time.
func (f *Fleet) rescue(ctx context.Context) error {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	var searched time.Time
	for {
		if time.Since(searched) >= searchEvery && f.search(ctx) {
			searched = time.Now()
		}
		for _, name := range f.dead() {
			if done := f.empty(ctx, name); done {
				f.looked(name)
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-f.wake:
		case <-tick.C:
		}
	}
}

// search suspects the hosts that calls name and that are not there, as far as is known here: their death may have been noticed by
// somebody who is gone as well, or by nobody. One that has just come is known a moment later.
func (f *Fleet) search(ctx context.Context) bool {
	hosts, err := f.Store.Hosts(ctx)
	if f.fails(ctx, err) {
		return false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, name := range hosts {
		if !f.Chooser.there(name) && f.suspects[name].IsZero() {
			f.suspects[name] = time.Now()
		}
	}
	return true
}

// dead lists the hosts whose calls have to be looked for. One that is back has them again.
func (f *Fleet) dead() (names []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for name, since := range f.suspects {
		there := f.Chooser.there(name)
		if gone := time.Since(since) >= cluster.Dead; gone && !there {
			f.gone[name] = max(f.gone[name], 1)
		} else if !there {
			continue
		}
		delete(f.suspects, name)
	}
	for name := range f.gone {
		if f.Chooser.there(name) {
			delete(f.gone, name)
		} else {
			names = append(names, name)
		}
	}
	return names
}

// looked notes that a host has no calls at the moment.
func (f *Fleet) looked(name string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.gone[name]--; f.gone[name] <= 0 {
		delete(f.gone, name)
	}
}

// empty moves all calls of a host that is gone, and reports whether none was left for the next look.
func (f *Fleet) empty(ctx context.Context, name string) (done bool) {
	refs, err := f.Store.Hosted(ctx, name)
	if f.fails(ctx, err) {
		return false
	}
	return f.moveLost(ctx, name, refs)
}

// fails reports whether rescue gets no answer from the store, and says so once until it does.
func (f *Fleet) fails(ctx context.Context, err error) bool {
	if ctx.Err() == nil && f.blind.News(err) {
		f.Log.Warn("media: cannot look for the calls of hosts that are gone, trying again", slog.Any("error", err))
	}
	return err != nil
}

// moveLost moves calls of a node that is gone, and reports whether all are.
func (f *Fleet) moveLost(ctx context.Context, name string, refs []call.Ref) (done bool) {
	if len(refs) == 0 {
		return true
	}
	begun := time.Now()
	n := f.move(ctx, refs, call.Move{From: name, Lost: name != ""})
	f.Log.Info("media: moved the calls of a host that is gone", slog.String("node", name), slog.Int("calls", n), slog.Int("left", len(refs)-n),
		slog.Duration("took", time.Since(begun)))
	return n == len(refs)
}

// move gives calls another host, each its own, and counts them. What fails stays for the next look.
func (f *Fleet) move(ctx context.Context, refs []call.Ref, from call.Move) int {
	moved := make(chan struct{}, len(refs))
	var group errgroup.Group
	group.SetLimit(movers)
	region := f.Chooser.regionOf(from.From)
	for _, ref := range refs {
		if ctx.Err() != nil {
			break
		}
		to := f.Chooser.pick(region)
		if to == "" {
			break // nobody serves: the call waits
		}
		group.Go(func() error {
			m := from
			m.To = to
			c, err := f.Calls.Do(ctx, ref, m, call.Request{})
			if err != nil {
				if ctx.Err() == nil {
					f.Log.Warn("media: cannot move a call, trying again",
						slog.Int64("app", int64(ref.App)), slog.String("call", string(ref.ID)), slog.Any("error", err))
				}
				return nil
			}
			if c.Host == to { // else somebody was faster
				f.metrics.moved(m.Lost)
			}
			moved <- struct{}{}
			return nil
		})
	}
	_ = group.Wait() // no move fails
	return len(moved)
}

// Leave gives the calls of this node away, in waves, so that not all members come to the others at once. The others must know that it
// leaves ([cluster.Members.Leaving]). Their members hear each other here until they are in the other rooms, and for that it waits. It ends when
// nobody is left, when no other host serves, or with ctx.
func (f *Fleet) Leave(ctx context.Context) error {
	if all, err := f.giveAway(ctx, f.members.Self().Name); err != nil || !all {
		return err
	}
	return f.emptied(ctx)
}

// drain gives the calls of external hosts that leave away, until ctx is done.
func (f *Fleet) drain(ctx context.Context) error {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	var searched time.Time
	for {
		if leaving := f.leaving(); len(leaving) > 0 && time.Since(searched) >= searchEvery {
			searched = time.Now()
			hosts, err := f.Store.Hosts(ctx)
			for _, name := range leaving {
				if err == nil && slices.Contains(hosts, name) {
					_, err = f.giveAway(ctx, name)
				}
			}
			if err != nil && ctx.Err() == nil {
				f.Log.Warn("media: cannot give the calls of a drained host away, trying again", slog.Any("error", err))
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// leaving lists the external hosts that are there and leave.
func (f *Fleet) leaving() (names []string) {
	for _, e := range f.Chooser.external {
		if h := e.Host(); h.State == media.HostLeaving {
			names = append(names, h.Name)
		}
	}
	return names
}

// giveAway gives the calls of a host away, in waves, until none is left, no other host serves, or ctx is done. It reports whether none is left.
func (f *Fleet) giveAway(ctx context.Context, name string) (all bool, err error) {
	for ctx.Err() == nil && f.others(name) {
		refs, err := f.Store.Hosted(ctx, name)
		if err != nil || len(refs) == 0 {
			return err == nil, err
		}
		size := max(leastWave, (len(refs)+waves-1)/waves)
		for len(refs) > 0 && ctx.Err() == nil {
			n := min(size, len(refs))
			f.move(ctx, refs[:n], call.Move{From: name})
			refs = refs[n:] // what could not be moved is found again
			pause(ctx, wavePause)
		}
	}
	return false, ctx.Err()
}

// emptied waits until nobody is in a room here, for as long as rooms stay that were given away.
func (f *Fleet) emptied(ctx context.Context) error {
	for late := time.Now().Add(media.Lingering); f.Server != nil && f.Server.Busy() && time.Now().Before(late) && ctx.Err() == nil; {
		pause(ctx, emptyEvery)
	}
	if f.passing() {
		pause(ctx, arriveFor) // a connection that breaks is mended with the media going on, but not while it is made
	}
	return ctx.Err()
}

// passing reports whether clients of this node are passed on.
func (f *Fleet) passing() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.passed) > 0
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// others reports whether another host serves.
func (f *Fleet) others(name string) bool {
	return slices.ContainsFunc(f.Chooser.serving(), func(h media.Host) bool { return h.Name != name })
}
