package fleet

import (
	"context"
	"errors"
	"hash/fnv"
	"log/slog"
	"slices"
	"sync"
	"syscall"
	"time"

	"ringline/internal/call"
	"ringline/internal/cluster"
)

const (
	overdue    = cluster.BeatEvery * 3 / 2 // since a node last said that it lives, from then on its door is knocked at
	knockEvery = 250 * time.Millisecond
	knockFor   = 500 * time.Millisecond
)

// watch moves this node's share of the calls of nodes that are gone, until ctx is done: as soon as it hears that one is dead, and before that
// if two agree that it is gone. The database must not have been told in time that it lives, and its machine must say that nobody listens there any
// more. One alone is not believed: a database may be slow, and a network may refuse one node for another. What is believed has no other
// consequence than moves, which do no harm to a call whose host lives after all: its members go to another room.
func (f *Fleet) watch(ctx context.Context) {
	tick := time.NewTicker(knockEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case name := <-f.died:
			f.share(ctx, name)
		case <-tick.C:
			f.knock(ctx)
		}
	}
}

// knock tries the doors of all who are late.
func (f *Fleet) knock(ctx context.Context) {
	var doors sync.WaitGroup
	for _, n := range f.members.Nodes() {
		if n.Name == f.members.Self().Name || n.Inner == "" || !f.late(n) || f.Chooser.doubts(n) {
			continue
		}
		doors.Go(func() {
			if f.refuses(ctx, n.Inner) && f.silent(ctx, n) {
				f.Log.Info("media: a node is late and its machine refuses connections, moving its calls", slog.String("node", n.Name))
				f.Chooser.doubt(n)
				f.cut(n.Name)
				f.share(ctx, n.Name)
			}
		})
	}
	doors.Wait()
}

func (f *Fleet) late(n cluster.Node) bool { return f.members.Now().Sub(n.Seen) >= overdue }

// refuses reports whether a machine says that nobody listens. That it says nothing does not count.
func (f *Fleet) refuses(ctx context.Context, address string) bool {
	ctx, cancel := context.WithTimeout(ctx, knockFor)
	defer cancel()
	conn, err := f.Dial(ctx, "tcp", address)
	if err == nil {
		_ = conn.Close()
	}
	return errors.Is(err, syscall.ECONNREFUSED)
}

// silent asks the database anew: what is known here may be older than a node's last word.
func (f *Fleet) silent(ctx context.Context, was cluster.Node) bool {
	if err := f.members.Look(ctx); err != nil {
		return false
	}
	is, living := f.members.Node(was.Name)
	return living && is.Incarnation == was.Incarnation && is.Seen.Equal(was.Seen)
}

// share moves this node's part of the calls of a node that is gone. Every node that is left does, so that nobody waits for the one with the
// duty, which may be the one that is gone. Calls that are left over, or that come later, are found by that.
func (f *Fleet) share(ctx context.Context, name string) {
	refs, err := f.Store.Hosted(ctx, name)
	if err != nil {
		if ctx.Err() == nil {
			f.Log.Warn("media: cannot look for the calls of a node that is gone, others will", slog.String("node", name), slog.Any("error", err))
		}
		return
	}
	heirs := slices.DeleteFunc(f.members.Nodes(), func(n cluster.Node) bool {
		return n.Name == name || n.State != cluster.Serving || f.Chooser.doubts(n)
	})
	me := f.members.Self().Name
	f.moveLost(ctx, name, slices.DeleteFunc(refs, func(ref call.Ref) bool { return len(heirs) == 0 || heirOf(ref, heirs) != me }))
}

// heirOf names the node that sees to a call. Those who agree on who is left agree on that, too.
func heirOf(ref call.Ref, heirs []cluster.Node) string {
	hash := fnv.New32a()
	_, _ = hash.Write([]byte(ref.ID))
	return heirs[int(hash.Sum32()%uint32(len(heirs)))].Name //nolint:gosec // there are few nodes
}
