package redis

import (
	"context"
	"time"

	"github.com/redis/rueidis"
)

const (
	mostQueued = 16 << 20 // bytes that wait to be sent; then words are missed
	mostPacked = 1 << 20  // bytes in a pack, about
	mostSent   = 512      // entries in a pack
)

// Tell has all other nodes hear a word. It does not wait. What cannot be sent, as the link is cut off or too much waits already, is counted, and
// the others learn that they missed something.
func (l *Link) Tell(word []byte) { l.enqueue(entry{kind: kindWord, body: word}) }

// Count is [Link.Tell] for those who hear counts.
func (l *Link) Count(count []byte) { l.enqueue(entry{kind: kindCount, body: count}) }

func (l *Link) enqueue(e entry) bool {
	l.mu.Lock()
	ok := l.enqueueLocked(e)
	l.mu.Unlock()
	if ok {
		l.hurry()
	}
	return ok
}

func (l *Link) enqueueLocked(e entry) bool {
	e.number = l.next
	l.next++ // also of what is not sent: the hole is how the others know
	if !l.whole || l.bytes+len(e.body) > mostQueued {
		l.metrics.unsent.Inc()
		return false
	}
	l.queue = append(l.queue, e)
	l.bytes += len(e.body)
	return true
}

func (l *Link) hurry() {
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

// talk sends what is queued, and a pulse every second, until ctx is done.
func (l *Link) talk(ctx context.Context) {
	var client rueidis.Client
	defer func() {
		if client != nil {
			client.Close()
		}
	}()
	send := func(ctx context.Context, p pack) {
		var err error
		if client == nil {
			client, err = l.connect()
		}
		if err == nil {
			err = l.publish(ctx, client, p.encode())
		}
		if err != nil {
			l.unsent(len(p.entries))
			select {
			case l.faults <- err:
			default: // one waits to be told already
			}
		} else {
			l.metrics.sent.Add(float64(len(p.entries)))
		}
	}
	pulse := time.NewTicker(beat)
	defer pulse.Stop()
	for {
		select {
		case <-ctx.Done():
			late, cancel := context.WithTimeout(context.WithoutCancel(ctx), l.config.Timeout)
			defer cancel()
			l.enqueue(entry{kind: kindBye})
			for p, ok := l.take(); ok && late.Err() == nil; p, ok = l.take() {
				send(late, p)
			}
			return
		case <-pulse.C:
			l.mu.Lock()
			l.pulse = true
			l.mu.Unlock()
		case <-l.wake:
		}
		for p, ok := l.take(); ok && ctx.Err() == nil; p, ok = l.take() {
			send(ctx, p)
		}
	}
}

// take takes the next pack from the queue. Its entries have no hole.
func (l *Link) take() (pack, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	p := pack{name: l.name, process: l.process, first: l.next}
	if len(l.queue) == 0 {
		due := l.pulse
		l.pulse = false
		return p, due
	}
	p.first = l.queue[0].number
	n, size := 0, 0
	for n < len(l.queue) && n < mostSent && size < mostPacked && l.queue[n].number == p.first+uint64(n) {
		size += len(l.queue[n].body)
		n++
	}
	p.entries = l.queue[:n:n]
	l.queue = l.queue[n:]
	if len(l.queue) == 0 {
		l.queue = nil
		l.pulse = false // it says as much as a pulse would
	}
	l.bytes -= size
	return p, true
}

func (l *Link) publish(ctx context.Context, client rueidis.Client, data []byte) error {
	ctx, cancel := context.WithTimeout(ctx, l.config.Timeout)
	defer cancel()
	message := rueidis.BinaryString(data)
	if client.Mode() == rueidis.ClientModeCluster {
		return client.Do(ctx, client.B().Spublish().Channel(l.channel).Message(message).Build()).Error()
	}
	return client.Do(ctx, client.B().Publish().Channel(l.channel).Message(message).Build()).Error()
}

// unsent counts words that Redis did not take. The link is cut off until a pulse comes back.
func (l *Link) unsent(n int) {
	l.metrics.unsent.Add(float64(n))
	l.mu.Lock()
	l.cutLocked()
	l.mu.Unlock()
}

// cutLocked notes that the link is cut off: who asked is told, and what waits to be sent is given up.
func (l *Link) cutLocked() {
	if !l.whole {
		return
	}
	l.whole = false
	l.metrics.unsent.Add(float64(len(l.queue)))
	l.queue, l.bytes = nil, 0
	for id, q := range l.questions {
		delete(l.questions, id)
		q.end(ErrAway)
	}
	l.log.Warn("the other servers cannot be reached: Redis is away; calls go on, and clients are told to look again when it is back")
}
