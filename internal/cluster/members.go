package cluster

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"
)

// Options is what [Join] needs. Inner, Region, Log and Metrics may be empty.
type Options struct {
	Store   Store
	Name    string // of this node, stable
	Inner   string // host:port where others reach it
	Region  string
	Version string
	Single  bool // this node cannot share the service: it is refused where another one lives, and refuses others
	Log     *slog.Logger
	Metrics prometheus.Registerer
}

// Members is a node's view of all of them. Make it with [Join] or [Alone], and let its [Members.Run] work.
type Members struct {
	store   Store // nil: alone
	log     *slog.Logger
	metrics *metrics
	duties  duties
	calls   sync.WaitGroup // of those who are told that a node has gone, and of who renews the duties

	mu     sync.Mutex // guards what follows
	self   Node
	living []Node            // by name
	gone   map[string]string // incarnation by name, of those that are dead
	untold []string          // names that are still to be told
	onGone []func(name string)
	asked  time.Time // when the living were asked for, by our own clock
	base   time.Time // the database's time
	at     time.Time // when it was that, by our own clock
}

// Alone returns the members where there is one node, without a store. Its duties are its own, and so are all leases.
func Alone(name, region string) *Members {
	me := Node{Name: name, Region: region, Incarnation: uuid.NewString(), State: Serving}
	return &Members{log: slog.New(slog.DiscardHandler), metrics: newMetrics(nil), self: me, living: []Node{me}}
}

// Join makes a node one of the members. It waits for the death of an earlier process of the name; if that lives, or if a node is
// there that cannot share or this one cannot, it fails.
func Join(ctx context.Context, o Options) (*Members, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	m := &Members{
		store: o.Store, log: o.Log, metrics: newMetrics(o.Metrics), gone: map[string]string{},
		self: Node{
			Name: o.Name, Incarnation: uuid.NewString(), Inner: o.Inner, Region: o.Region, Single: o.Single, State: Serving, Version: o.Version,
		},
	}
	m.duties = duties{store: o.Store, owner: m.self.Name + " " + m.self.Incarnation, held: map[string]time.Time{}, wanted: map[string]chan struct{}{}}
	patience := time.Now().Add(Dead + 2*BeatEvery)
	for {
		err := m.beat(ctx)
		if err == nil { // once more: of two that start at the same moment, one sees the other then
			err = m.beat(ctx)
		}
		switch {
		case err == nil:
			if err := m.sharing(); err != nil {
				return nil, errors.Join(err, m.leave(ctx))
			}
			return m, nil
		case !errors.Is(err, ErrTaken):
			return nil, fmt.Errorf("join the other nodes: %w", err)
		case time.Now().After(patience):
			return nil, fmt.Errorf("a node %q lives already: give each its own cluster.name", o.Name)
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(BeatEvery / 4):
		}
	}
}

// sharing says why this node and the others cannot be together.
func (m *Members) sharing() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, n := range m.living {
		switch {
		case n.Name == m.self.Name:
		case m.self.Single:
			return fmt.Errorf("node %q uses this database as well, and without redis.url nobody would hear of what happens there: set redis.url on both, or stop one", n.Name)
		case n.Single:
			return fmt.Errorf("node %q uses this database without redis.url, so it would hear of nothing that happens here: set it there, too, and start it anew", n.Name)
		}
	}
	return nil
}

// Run says every second that this node lives, keeps its duties, and tells who has gone, until ctx is done; then the node has left.
// It fails when another process has taken the name, because this one stood still for too long.
func (m *Members) Run(ctx context.Context) error {
	defer m.calls.Wait()
	if m.store == nil {
		<-ctx.Done()
		return nil
	}
	tick := time.NewTicker(BeatEvery)
	defer tick.Stop()
	renewing := make(chan struct{}, 1) // not here: a store that takes long for the duties must not make this node look dead
	away := false
	for {
		m.told()
		select {
		case <-ctx.Done():
			return m.leave(ctx)
		case <-tick.C:
		}
		err := m.beat(ctx)
		switch {
		case errors.Is(err, ErrTaken):
			return fmt.Errorf("another process serves as node %q by now: this one stood still, or could not reach the database", m.Self().Name)
		case err == nil:
			away = false
		case !away && ctx.Err() == nil: // said once, however long it takes
			away = true
			m.log.Warn("cannot say in the database that this node lives, trying again", slog.Any("error", err))
		}
		if away { // what is not renewed ends by itself
			continue
		}
		select {
		case renewing <- struct{}{}:
			m.calls.Go(func() {
				m.duties.renew(ctx, m.log)
				m.metrics.duties.Set(float64(m.duties.count()))
				<-renewing
			})
		default: // it still does
		}
	}
}

// beat tells the store that we live, and takes in who else does.
func (m *Members) beat(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, Dead)
	defer cancel()
	begun := time.Now()
	all, now, err := m.store.Beat(ctx, m.Self())
	if err != nil {
		return err
	}
	took := time.Since(begun)
	m.mu.Lock()
	defer m.mu.Unlock()
	if took < BeatEvery || m.at.IsZero() { // what is older says too little of the time
		m.base, m.at = now, begun.Add(took/2)
	}
	if begun.Before(m.asked) {
		return nil // somebody has asked since, and was answered
	}
	m.asked, m.living = begun, m.living[:0:0]
	for i := range all {
		if n := &all[i]; n.Alive(now) {
			m.living = append(m.living, *n)
		}
	}
	m.note(all, now)
	m.metrics.beaten(len(m.living), begun)
	return nil
}

// note finds out who has gone. The lock is held.
func (m *Members) note(all []Node, now time.Time) {
	dead := map[string]string{}
	for i := range all {
		n := &all[i]
		if n.Alive(now) {
			continue
		}
		dead[n.Name] = n.Incarnation
		if m.gone[n.Name] != n.Incarnation {
			m.untold = append(m.untold, n.Name)
		}
	}
	m.gone = dead
}

// told tells who has gone since the last time.
func (m *Members) told() {
	m.mu.Lock()
	names, tell := m.untold, m.onGone
	m.untold = nil
	m.mu.Unlock()
	for _, name := range names {
		for _, f := range tell {
			m.calls.Go(func() { f(name) })
		}
	}
}

// leave says that this node has left. A duty that somebody still does is not given back; its row runs out.
func (m *Members) leave(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), Dead)
	defer cancel()
	if err := m.store.Leave(ctx, m.Self()); err != nil {
		m.log.Warn("the other nodes take this one for dead, because it could not say that it leaves", slog.Any("error", err))
	}
	return nil
}

// Shared reports whether there may be other nodes.
func (m *Members) Shared() bool { return m.store != nil && !m.Self().Single }

// Self returns this node.
func (m *Members) Self() Node {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.self
}

// Nodes lists the living by name, this one among them. While the store is away it is what was known last.
func (m *Members) Nodes() []Node {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.living)
}

// Node finds a living one.
func (m *Members) Node(name string) (Node, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	i := slices.IndexFunc(m.living, func(n Node) bool { return n.Name == name })
	if i < 0 {
		return Node{}, false
	}
	return m.living[i], true
}

// Now is the database's time, going on by this machine's steady clock since the last beat; alone it is this machine's.
func (m *Members) Now() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.store == nil {
		return time.Now().Round(0)
	}
	return m.base.Add(time.Since(m.at))
}

// OnGone has f called with the name of each node that has died or left, in a goroutine of its own that [Members.Run] waits for.
// Every survivor is told, also of those that are dead already.
func (m *Members) OnGone(f func(name string)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.onGone = append(m.onGone, f)
	for name := range m.gone {
		if !slices.Contains(m.untold, name) {
			m.calls.Go(func() { f(name) })
		}
	}
}

// Others reports whether other nodes live.
func (m *Members) Others() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.living) > 1
}

// SetLoad says how many live calls have their room here. The others hear it with the next beat.
func (m *Members) SetLoad(n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.self.Load = n
	m.reflect()
}

// Look takes in who lives, without waiting for this node's next beat; it is one.
func (m *Members) Look(ctx context.Context) error {
	if m.store == nil {
		return nil
	}
	if err := m.beat(ctx); err != nil {
		return fmt.Errorf("look who lives: %w", err)
	}
	return nil
}

// Leaving tells the others at once that this node takes nothing new. It lives on until Run ends.
func (m *Members) Leaving(ctx context.Context) error {
	m.mu.Lock()
	m.self.State = Leaving
	m.reflect()
	m.mu.Unlock()
	if m.store == nil {
		return nil
	}
	if err := m.beat(ctx); err != nil {
		return fmt.Errorf("tell the other nodes that this one leaves: %w", err)
	}
	return nil
}

// reflect shows this node as it is among the living. The lock is held.
func (m *Members) reflect() {
	for i := range m.living {
		if m.living[i].Name == m.self.Name {
			m.living[i].State, m.living[i].Load = m.self.State, m.self.Load
		}
	}
}
