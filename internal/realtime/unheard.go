package realtime

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"ringline/internal/call"
	"ringline/internal/cluster"
)

// While a node cannot be heard through Redis, the store's feed still tells that it changed a call, though not how: the devices here of those
// whom it concerns are told to sync.

const (
	unheardMost = 1024        // calls that wait; what is more is left to the wave that comes with Redis
	listenEvery = time.Second // how often is looked whether all others are heard
)

// Heard takes in that another node has changed a call. As long as all nodes are heard this does nothing. It does not wait.
func (n *Node) Heard(ref call.Ref) {
	if n.others == nil || !n.others.deaf() {
		return
	}
	select {
	case n.others.unheard <- ref:
	default:
	}
}

// deaf reports whether a node serves that cannot be heard.
func (o *others) deaf() bool {
	if !o.peers.Whole() {
		return true
	}
	heard := o.peers.Peers()
	for _, node := range o.members.Nodes() {
		if node.Name != o.name && node.State == cluster.Serving && !slices.Contains(heard, node.Name) {
			return true
		}
	}
	return false
}

// catchUp has devices sync whose calls were changed unheard, until ctx is done. What was lost before that was noticed is made up
// for by a wave.
func (o *others) catchUp(ctx context.Context) {
	tick := time.NewTicker(listenEvery)
	defer tick.Stop()
	was := false
	for {
		select {
		case <-ctx.Done():
			return
		case ref := <-o.unheard:
			o.node.tellToSync(ctx, ref)
		case <-tick.C:
			is := o.deaf()
			if is && !was {
				nudge(o.wave)
			}
			was = is
		}
	}
}

// tellToSync has the devices here of a call's users ask for the truth.
func (n *Node) tellToSync(ctx context.Context, ref call.Ref) {
	ctx, cancel := context.WithTimeout(ctx, n.config.Command)
	defer cancel()
	c, err := n.calls.Load(ctx, ref)
	if err != nil {
		if ctx.Err() == nil {
			n.log.Warn("look at a call that another server changed", slog.String("call", string(ref.ID)), slog.Any("error", err))
		}
		return
	}
	for i := range c.Legs {
		if who := (account{c.App, c.Legs[i].User}); n.devices.reachable(who) {
			n.publishSync(who)
		}
	}
}
