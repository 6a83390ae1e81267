package realtime

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"ringline/internal/call"
	"ringline/internal/cluster"
)

// Peers are the other nodes, reached through Redis; *redis.Link is them. It has to be told who hears: [Node.Hearer].
type Peers interface {
	// Tell has all of them hear a word. It does not wait; whoever misses one learns that.
	Tell(word []byte)
	// Ask returns the answers by the nodes' names; with an error some are missing, or all.
	Ask(ctx context.Context, question []byte) (map[string][]byte, error)
	// Whole reports whether they can be reached.
	Whole() bool
	// Peers lists those that are heard of.
	Peers() []string
}

// Members says who the nodes are; *cluster.Members does.
type Members interface {
	Self() cluster.Node
	Nodes() []cluster.Node // the living, by name
	Now() time.Time        // a clock that all nodes share
}

// Leases are the rows of devices in calls, each with the node that keeps it; *cluster.Members has them.
type Leases interface {
	KeepLeases(ctx context.Context, leases []cluster.Lease) error
	DropLeases(ctx context.Context, leases []cluster.Lease) error
	KeptLeases(ctx context.Context) ([]cluster.Lease, error)
	KeepsLease(ctx context.Context, lease cluster.Lease) (bool, error)
	TakeLeases(ctx context.Context, from string) ([]cluster.Lease, error)
}

// Batches reads many calls at once. Every store that nodes can share passes storetest.RunBatches.
type Batches interface {
	// LoadAll returns calls, live or ended, in no order; those that there are not are left out.
	LoadAll(ctx context.Context, refs []call.Ref) ([]call.Call, error)
}

// Cluster is what a node needs to be one of several.
type Cluster struct {
	Peers   Peers
	Members Members
	Leases  Leases
	Calls   Batches
}

// others is what a node knows and does because there are others.
type others struct {
	node    *Node
	peers   Peers
	members Members
	calls   Batches
	name    string // of this node
	keeper  *keeper

	elsewhere elsewhere
	unheard   chan call.Ref // calls that were changed by nodes that cannot be heard
	wave      chan struct{} // has a token if the clients have to be told to sync
	search    chan struct{} // has a token if devices may be without a keeper

	mu     sync.Mutex
	dead   map[string]bool     // nodes whose leases are to be taken over
	bury   chan struct{}       // has a token if there are dead
	closed map[call.AppID]bool // apps whose users are to be thrown out, as another node says
	throw  chan struct{}       // has a token if there are any
}

func newOthers(n *Node, c *Cluster) *others {
	return &others{
		node: n, peers: c.Peers, members: c.Members, calls: c.Calls, name: c.Members.Self().Name, keeper: newKeeper(c.Leases, n.log),
		elsewhere: elsewhere{nodes: map[string]map[account]bool{}, users: map[call.AppID]map[call.UserID]int{}},
		unheard:   make(chan call.Ref, unheardMost),
		wave:      make(chan struct{}, 1), search: make(chan struct{}, 1), bury: make(chan struct{}, 1),
		dead: map[string]bool{}, closed: map[call.AppID]bool{}, throw: make(chan struct{}, 1),
	}
}

// run does what has to be done because there are others, until ctx is done.
func (o *others) run(ctx context.Context) {
	var parts sync.WaitGroup
	parts.Go(func() { o.keeper.run(ctx) })
	parts.Go(func() { o.sendWaves(ctx) })
	parts.Go(func() { o.catchUp(ctx) })
	parts.Go(func() { o.buryDead(ctx) })
	parts.Go(func() { o.searchLost(ctx) })
	parts.Go(func() { o.throwUsersOut(ctx) })
	parts.Wait()
}

// tell has all other nodes hear a word.
func (o *others) tell(w *word) { o.peers.Tell(encode(w)) }

// missing says which living nodes are not among those who answered.
func (o *others) missing(answers map[string][]byte) (names []string) {
	for _, node := range o.members.Nodes() {
		if _, ok := answers[node.Name]; !ok && node.Name != o.name {
			names = append(names, node.Name)
		}
	}
	return names
}

// ask asks all other nodes. complete says that every living one answered, and knew the question.
func (o *others) ask(ctx context.Context, q *question) (answers []reply, complete bool) {
	return o.askIn(ctx, encode(q))
}

// askIn is ask in the words that travel.
func (o *others) askIn(ctx context.Context, words []byte) (answers []reply, complete bool) {
	ctx, cancel := context.WithTimeout(ctx, askFor)
	defer cancel()
	raw, err := o.peers.Ask(ctx, words)
	for name, data := range raw {
		var r reply
		if wrong := decode(data, &r); wrong != nil {
			o.node.log.Error("read the answer of another server", slog.String("server", name), slog.Any("error", wrong))
			delete(raw, name)
			continue
		}
		if r.Unknown {
			delete(raw, name)
			continue
		}
		answers = append(answers, r)
	}
	return answers, err == nil && len(o.missing(raw)) == 0
}

// askFor is how long other nodes may take for an answer.
const askFor = time.Second

// nudge puts a token into a channel that holds one.
func nudge(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// rowOf is the row of a device.
func rowOf(who account, id call.DeviceID) cluster.Lease {
	return cluster.Lease{App: who.app, User: who.user, Device: id}
}

func whose(l cluster.Lease) account { return account{l.App, l.User} }
