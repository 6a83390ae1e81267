package redis

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/redis/rueidis"
)

// peer is another node.
type peer struct {
	name string
	next uint64    // the number of the entry that comes next
	last time.Time // it was heard
	gone bool      // not heard of any more; kept for its number
}

const (
	forget   = 10 * time.Minute // until a node that is gone is no longer remembered
	attempts = 2 * time.Second  // at connecting, until it is said why none succeeds
)

// listen keeps a subscription until ctx is done.
func (l *Link) listen(ctx context.Context) {
	for ctx.Err() == nil {
		err := l.subscribe(ctx)
		select {
		case l.cuts <- err:
		case <-ctx.Done():
			return
		}
		pause := time.NewTimer(100*time.Millisecond + rand.N(400*time.Millisecond))
		select {
		case <-ctx.Done():
		case <-pause.C:
		}
		pause.Stop()
	}
}

// subscribe hears until the connection breaks, or mind finds it dead.
func (l *Link) subscribe(ctx context.Context) error {
	client, err := l.connect()
	if err != nil {
		return err
	}
	defer client.Close()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	l.mu.Lock()
	l.own, l.unhear = time.Now(), cancel
	l.mu.Unlock()
	ctx = rueidis.WithOnSubscriptionHook(ctx, func(rueidis.PubSubSubscription) {
		l.mu.Lock()
		l.pulse = true // which comes back to us and says that both directions work
		l.mu.Unlock()
		l.hurry()
	})
	hear := func(m rueidis.PubSubMessage) {
		select {
		case l.heard <- []byte(m.Message):
		case <-ctx.Done():
		}
	}
	if client.Mode() == rueidis.ClientModeCluster {
		return client.Receive(ctx, client.B().Ssubscribe().Channel(l.channel).Build(), hear)
	}
	return client.Receive(ctx, client.B().Subscribe().Channel(l.channel).Build(), hear)
}

// mind takes in what is heard, and notices who is not heard any more, until ctx is done. Whoever hears is told from here alone.
func (l *Link) mind(ctx context.Context) {
	tick := time.NewTicker(look)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case data := <-l.heard:
			l.receive(data)
		case err := <-l.cuts:
			l.log.Debug("the subscription to Redis ended", slog.Any("error", err))
			l.mu.Lock()
			l.cutLocked()
			l.mu.Unlock()
			l.blame(err)
		case err := <-l.faults:
			if l.reason == nil { // a broken connection that sends does not say why
				l.blame(err)
			}
		case <-tick.C:
			l.lookAround(time.Now())
			l.complain(time.Now())
		}
	}
}

// blame notes why Redis cannot be used. What ended a connection says little; the attempts that follow tell why.
func (l *Link) blame(err error) {
	if err == nil || l.Whole() || errors.Is(err, context.Canceled) {
		return
	}
	if l.reason == nil {
		l.wrong = time.Now()
	}
	l.reason = err
}

// complain says why Redis cannot be used, once until it can.
func (l *Link) complain(now time.Time) {
	if l.reason == nil || l.complained || now.Sub(l.wrong) < attempts {
		return
	}
	l.complained = true
	l.log.Warn("Redis cannot be used: calls go on, and servers hear of each other's later; see redis.url", slog.Any("error", l.reason))
}

func (l *Link) receive(data []byte) {
	p, err := decodePack(data)
	if err != nil {
		l.metrics.strange.Inc()
		return
	}
	now := time.Now()
	if p.process == l.process {
		l.hearSelf(now)
		return
	}
	joined, left, missed := l.meet(&p, now)
	if left != "" {
		l.hearer.Lost(left)
	}
	if joined {
		l.log.Info("hears another server", slog.String("server", p.name))
		l.hearer.Joined(p.name)
	}
	if missed {
		l.metrics.holes.Inc()
		l.hearer.Missed()
	}
	for i := range p.entries {
		l.hear(&p, &p.entries[i])
	}
}

// hearSelf notes that both directions work.
func (l *Link) hearSelf(now time.Time) {
	l.mu.Lock()
	l.own = now
	back := !l.whole
	if back {
		l.whole, l.since = true, now
		l.pulse = true // the others learn at once what they missed
	}
	l.mu.Unlock()
	if !back {
		return
	}
	l.complained, l.reason = false, nil
	select {
	case <-l.first:
		l.log.Info("the other servers can be reached again")
	default:
		close(l.first)
	}
	l.hurry()
	l.hearer.Missed()
}

// meet notes that a node was heard. joined says that it was not before; left is the name of the one whose place it takes; missed that
// there is a hole before this pack.
func (l *Link) meet(p *pack, now time.Time) (joined bool, left string, missed bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	known := l.peers[p.process]
	if known == nil {
		for process, other := range l.peers {
			if other.name == p.name { // it was started anew
				if !other.gone {
					left = other.name
					l.strike(process)
				}
				delete(l.peers, process)
			}
		}
		known = &peer{name: p.name, gone: true}
		l.peers[p.process] = known
	}
	joined, missed = known.gone, p.first > known.next
	known.gone, known.last = false, now
	known.next = max(known.next, p.first+uint64(len(p.entries)))
	return joined, left, missed
}

func (l *Link) hear(p *pack, e *entry) {
	switch e.kind {
	case kindWord:
		l.metrics.heard.Inc()
		l.hearer.Told(p.name, e.body)
	case kindCount:
		if l.counter != nil {
			l.counter(e.body)
		}
	case kindQuestion:
		select {
		case l.asked <- asked{from: p.name, process: p.process, id: e.id, body: e.body}:
		default: // whoever asks so much gets no answer to this one, and asks again
		}
	case kindAnswer:
		if e.to == l.process {
			l.answered(e.id, p.process, p.name, e.body)
		}
	case kindBye:
		l.log.Info("another server stops", slog.String("server", p.name))
		l.mu.Lock()
		l.peers[p.process].gone = true
		l.strike(p.process)
		l.mu.Unlock()
		l.hearer.Lost(p.name)
	}
}

// asked is a question of another node.
type asked struct {
	from    string
	process uint64
	id      uint64
	body    []byte
}

// reply answers the others' questions until ctx is done.
func (l *Link) reply(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case q := <-l.asked:
			l.enqueue(entry{kind: kindAnswer, id: q.id, to: q.process, body: l.hearer.Asked(q.from, q.body)})
		}
	}
}

// lookAround notices that we are cut off, or that others are gone.
func (l *Link) lookAround(now time.Time) {
	var lost []string
	l.mu.Lock()
	if now.Sub(l.own) > silent && l.unhear != nil {
		l.cutLocked()
		l.unhear() // the connection is dead, or leads to a server that nobody else uses
	}
	for process, p := range l.peers {
		switch {
		case p.gone && now.Sub(p.last) > forget:
			delete(l.peers, process)
		case !p.gone && l.whole && now.Sub(later(p.last, l.since)) > gone:
			p.gone = true
			l.strike(process)
			lost = append(lost, p.name)
		}
	}
	l.mu.Unlock()
	slices.Sort(lost)
	for _, name := range lost {
		l.log.Info("does not hear another server any more", slog.String("server", name))
		l.hearer.Lost(name)
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
