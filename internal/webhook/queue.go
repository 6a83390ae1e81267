package webhook

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/netip"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"

	"ringline/internal/call"
	"ringline/internal/tenant"
)

// How often the store is asked what is pending, for the metrics, and where there are other nodes for what they left; less often where
// that takes long.
const (
	recount       = 15 * time.Second
	recountShared = 5 * time.Second
)

// Apps tells an app's settings; nil means that there is no such app.
type Apps interface {
	App(id int64) *tenant.App
}

// Options is what [New] needs. Duties, Resolver, Dial, Random, Log and Metrics may be left out.
type Options struct {
	Store    Store
	Apps     Apps
	Config   Config
	Allow    []netip.Prefix   // networks allowed beside those of Config, see [Inside]
	Now      func() time.Time // the clock of the calls' events
	Node     string           // this process, in attempts
	Duties   Duties           // which apps' messages this node sends; nil: all
	Resolver Resolver         // nil asks the system
	Dial     Dial             // nil dials
	Random   func() float64   // 0 to 1, spreads retries; nil is random
	Log      *slog.Logger
	Metrics  prometheus.Registerer
}

// Queue sends what the store has pending. It is a sink of the outbox. Make it with [New] and let its [Queue.Run] work.
type Queue struct {
	store   Store
	apps    Apps
	sender  *sender
	duties  Duties        // nil: there is one node
	anew    chan struct{} // has a token when the backlog is to be looked at
	now     func() time.Time
	random  func() float64
	log     *slog.Logger
	metrics *metrics
	slots   chan struct{} // one element for each request under way

	mu    sync.Mutex
	lanes map[call.AppID]*lane // of apps that have something to send
	start func(*lane)          // runs a lane; nil unless Run does
	known bool                 // what an earlier process left has been looked up
	hurry time.Time            // until when what is pending counts as overdue
	over  bool                 // Run has ended: what comes is in the store, for the next one
}

// New makes a queue.
func New(o Options) (*Queue, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Random == nil {
		o.Random = rand.Float64
	}
	sender, err := newSender(&o)
	if err != nil {
		return nil, fmt.Errorf("webhook: %w", err)
	}
	return &Queue{
		store: o.Store, apps: o.Apps, sender: sender, duties: o.Duties, anew: make(chan struct{}, 1), now: o.Now, random: o.Random, log: o.Log, metrics: newMetrics(o.Metrics),
		slots: make(chan struct{}, o.Config.Requests), lanes: map[call.AppID]*lane{},
	}, nil
}

// Run sends until ctx is done: what is pending in the store already, and what [Queue.Deliver] tells of. At its end it waits
// for the requests under way and notes what became of them; the rest is in the store. It must be called once.
func (q *Queue) Run(ctx context.Context) error {
	var group sync.WaitGroup
	defer q.sender.close()
	defer group.Wait()
	q.begin(func(l *lane) { group.Go(func() { l.run(ctx) }) })
	defer q.end()

	for known, told := false, false; ; {
		begun := time.Now()
		all, err := q.store.Backlogs(ctx)
		again := max(q.often(), 100*time.Since(begun))
		switch {
		case err == nil:
			told = false
			q.metrics.backlog(all, q.now())
			if !known {
				q.recall(all)
				known = true
			} else if q.duties != nil {
				q.adopt(all)
			}
		case ctx.Err() == nil:
			if !told {
				q.log.Error("cannot look for webhooks to send, trying again", slog.Any("error", err))
			}
			told, again = true, trouble
		}
		look := time.NewTimer(again)
		select {
		case <-ctx.Done():
			look.Stop()
			return nil
		case <-q.anew:
			look.Stop()
		case <-look.C:
		}
	}
}

func (q *Queue) begin(start func(*lane)) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.start = start
	for _, l := range q.lanes {
		start(l)
	}
}

func (q *Queue) end() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.start, q.over = nil, true
}

// recall takes up what an earlier process left.
func (q *Queue) recall(all []Backlog) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.known = true
	for _, b := range all {
		l := q.lane(b.App)
		l.failingSince = q.now().Add(-outage) // for all we know
		l.search(Position{}, false, q.now())
	}
}

// Deliver hears of a committed change. What there is to send of it is in the store by now.
func (q *Queue) Deliver(change call.Change) {
	if len(change.Deliveries) == 0 {
		return
	}
	q.metrics.pending.Add(float64(len(change.Deliveries)))
	q.mu.Lock()
	defer q.mu.Unlock()
	if !q.over {
		q.lane(change.To.App).arrived(&change)
	}
}

// Wake has everything that an app has pending tried soon: somebody changed its webhook, or has messages sent again.
func (q *Queue) Wake(app call.AppID) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if !q.over {
		q.lane(app).recovered(q.now())
	}
}

// Resend has what the filter picks sent again, and says how many that are.
func (q *Queue) Resend(ctx context.Context, f Filter) (int, error) {
	n, err := q.store.ResendDeliveries(ctx, f, q.now())
	if n > 0 {
		q.Wake(f.App)
	}
	return n, err
}

// ResendOne does the same for one, or says call.ErrNotFound.
func (q *Queue) ResendOne(ctx context.Context, app call.AppID, id string) error {
	err := q.store.ResendDelivery(ctx, app, id, q.now())
	if err == nil {
		q.Wake(app)
	}
	return err
}

// PingEvent is what a test message announces. It is ours, no event of a call, and sent whatever the app subscribes to.
const PingEvent = "Ringline.Ping"

// Ping sends the app's receiver a test message, signed and guarded like every other, and tells how it went. It is kept nowhere
// and not tried again. An app without a webhook is call.ErrNotFound.
func (q *Queue) Ping(ctx context.Context, id call.AppID) (Attempt, error) {
	app := q.apps.App(int64(id))
	if app == nil || app.Webhook == nil {
		return Attempt{}, &call.Error{Code: call.CodeNotFound, Text: "the app has no webhook"}
	}
	unique, err := uuid.NewV7()
	if err != nil {
		return Attempt{}, fmt.Errorf("make a message id: %w", err)
	}
	a, what := q.sender.send(ctx, app, &message{
		id: "ping-" + unique.String(), event: PingEvent, origin: call.Origin{Platform: call.FromAPI},
		body: pingBody(q.now()),
	})
	q.metrics.attempted(what, a.Took)
	return a, nil
}

// MayCall says why no request would go to a URL: it leads where the operator has not allowed. Who sets a webhook hears it at
// once; each attempt asks anew.
func (q *Queue) MayCall(ctx context.Context, address string) error {
	if q.sender.guard == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	return q.sender.guard.mayAsk(ctx, address)
}

// lane finds or makes an app's lane. The lock is held.
func (q *Queue) lane(app call.AppID) *lane {
	l := q.lanes[app]
	if l == nil {
		l = newLane(q, app)
		q.lanes[app] = l
		if q.start != nil {
			q.start(l)
		}
	}
	return l
}
