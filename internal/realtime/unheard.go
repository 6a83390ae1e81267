package realtime

import (
	"context"
	"log/slog"
	"maps"
	"slices"
	"time"

	"ringline/internal/call"
	"ringline/internal/cluster"
)

// While a node cannot be heard through Redis, the store's feed still tells that it changed a call, though not how: the devices here of those
// whom it concerns are told to sync.

const (
	unheardMost = 1024        // calls that wait; what is more is left to the wave that comes with Redis
	unheardOnce = 256         // calls that are asked for at once
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
			o.tellToSync(ctx, o.more(ref))
		case <-tick.C:
			is := o.deaf()
			if is && !was {
				nudge(o.wave)
			}
			was = is
		}
	}
}

// more adds to a call those that wait behind it, each once.
func (o *others) more(first call.Ref) []call.Ref {
	refs := map[call.Ref]struct{}{first: {}}
	for len(refs) < unheardOnce {
		select {
		case ref := <-o.unheard:
			refs[ref] = struct{}{}
			continue
		default:
		}
		break
	}
	return slices.Collect(maps.Keys(refs))
}

// tellToSync has the devices here of the calls' users ask for the truth, each once.
func (o *others) tellToSync(ctx context.Context, refs []call.Ref) {
	n := o.node
	ctx, cancel := context.WithTimeout(ctx, n.config.Command)
	defer cancel()
	calls, err := o.calls.LoadAll(ctx, refs)
	if err != nil {
		if ctx.Err() == nil {
			n.log.Warn("look at calls that another server changed", slog.Int("calls", len(refs)), slog.Any("error", err))
		}
		return
	}
	told := map[account]struct{}{}
	for i := range calls {
		for j := range calls[i].Legs {
			who := account{calls[i].App, calls[i].Legs[j].User}
			if _, is := told[who]; !is && n.devices.reachable(who) {
				n.publishSync(who)
			}
			told[who] = struct{}{}
		}
	}
}
