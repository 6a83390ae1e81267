package redis

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/redis/rueidis"
)

const (
	beat   = time.Second            // between two pulses
	silent = 3 * beat               // without our own pulse: we are cut off
	gone   = 5 * beat               // without a pulse of another node: it is
	look   = 250 * time.Millisecond // between two looks at all this
)

// ErrAway says that the link is cut off: nobody can be told or asked.
var ErrAway = errors.New("the other servers cannot be reached now: Redis is away")

// ErrSilent says that some of the nodes did not answer.
var ErrSilent = errors.New("not every server answered in time")

// Hearer hears what other nodes tell. Its methods are called one at a time, but for Asked, and must not wait for anything. A node is named as
// its [Link] is.
type Hearer interface {
	Told(from string, word []byte)
	// Asked answers a question. It is called beside the others, so that no word waits for an answer that takes long; one at a time as well.
	Asked(from string, question []byte) []byte
	// Joined says that a node is heard of that was not before, or was taken for gone.
	Joined(name string)
	// Lost says that a node has stopped or is not heard of any more.
	Lost(name string)
	// Missed says that words of others were lost, or may have been.
	Missed()
}

// Options is what [New] needs.
type Options struct {
	Config  Config
	Name    string                // of this node, stable
	Log     *slog.Logger          // nil logs nothing
	Metrics prometheus.Registerer // nil counts for nobody
}

// Link tells the other nodes and hears them while [Link.Run] runs.
type Link struct {
	config  Config
	options rueidis.ClientOption
	channel string
	name    string
	process uint64
	log     *slog.Logger
	metrics *metrics
	hearer  Hearer
	counter func(count []byte) // nil: nobody wants them

	// mind's alone:
	reason     error     // why Redis cannot be used, as the latest attempt says; nil while it can
	wrong      time.Time // the first of them was known
	complained bool

	heard  chan []byte   // packs, for mind
	asked  chan asked    // questions of others, for reply
	cuts   chan error    // subscriptions that ended, for mind
	faults chan error    // why something could not be sent, for mind
	wake   chan struct{} // has a token if there is something to send
	first  chan struct{} // closed once the link was whole

	mu         sync.Mutex
	whole      bool
	since      time.Time // it has been whole
	own        time.Time // our own pulse was heard last, or the subscription began
	unhear     context.CancelFunc
	pulse      bool // one is due
	next       uint64
	queue      []entry
	bytes      int // in the queue
	peers      map[uint64]*peer
	questions  map[uint64]*question
	questioned uint64
}

// New makes a link. It connects when it runs.
func New(o Options) (*Link, error) {
	if o.Name == "" {
		return nil, errors.New("redis: a link needs the name of its node")
	}
	if err := o.Config.Validate(); err != nil {
		return nil, fmt.Errorf("redis: %w", err)
	}
	options, err := o.Config.options()
	if err != nil {
		return nil, err
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	var process [8]byte
	_, _ = rand.Read(process[:])
	l := &Link{
		config: o.Config, options: options, name: o.Name, process: binary.BigEndian.Uint64(process[:]), log: o.Log,
		channel: "{" + o.Config.Prefix + "}:nodes", // in braces: of a Cluster, one slot has all that we use
		heard:   make(chan []byte, 256), asked: make(chan asked, 256), cuts: make(chan error, 1), faults: make(chan error, 1), wake: make(chan struct{}, 1), first: make(chan struct{}),
		peers: map[uint64]*peer{}, questions: map[uint64]*question{},
	}
	l.metrics = newMetrics(o.Metrics, l)
	return l, nil
}

// Hear says who hears. It comes before [Link.Run].
func (l *Link) Hear(h Hearer) { l.hearer = h }

// HearCounts says who hears the counts of other nodes. It is told as a [Hearer] is, and comes before [Link.Run].
func (l *Link) HearCounts(hear func(count []byte)) { l.counter = hear }

// Run links until ctx is done, then sends what is queued and says goodbye. It can run once. Redis may be away.
func (l *Link) Run(ctx context.Context) error {
	var parts sync.WaitGroup
	parts.Go(func() { l.listen(ctx) })
	parts.Go(func() { l.mind(ctx) })
	parts.Go(func() { l.reply(ctx) })
	parts.Go(func() { l.talk(ctx) })
	parts.Wait()
	return nil
}

// Ready is closed once the link was whole for the first time. A server need not wait for it.
func (l *Link) Ready() <-chan struct{} { return l.first }

// Whole reports whether the link works, in both directions.
func (l *Link) Whole() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.whole
}

// Ping is an error while the link is cut off.
func (l *Link) Ping(context.Context) error {
	if !l.Whole() {
		return ErrAway
	}
	return nil
}

// Peers lists the nodes that are heard of, without this one.
func (l *Link) Peers() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	names := make([]string, 0, len(l.peers))
	for _, p := range l.peers {
		if !p.gone {
			names = append(names, p.name)
		}
	}
	return names
}

// connect opens a connection. It may take twice the timeout.
func (l *Link) connect() (rueidis.Client, error) {
	client, err := rueidis.NewClient(l.options)
	if err != nil {
		return nil, fmt.Errorf("connect to Redis: %w", err)
	}
	return client, nil
}
