package realtime

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"ringline/internal/cluster"
)

// keeper writes down, behind the commands, which devices in calls this node keeps. Nobody waits for it; what cannot be written is tried
// again until it can.
type keeper struct {
	rows Leases
	log  *slog.Logger
	wake chan struct{}

	mu      sync.Mutex
	kept    map[cluster.Lease]bool
	pending map[cluster.Lease]bool // true: to be kept, false: to be dropped; the latest wish counts
}

func newKeeper(rows Leases, log *slog.Logger) *keeper {
	return &keeper{
		rows: rows, log: log, wake: make(chan struct{}, 1),
		kept: map[cluster.Lease]bool{}, pending: map[cluster.Lease]bool{},
	}
}

// keep has this node keep a lease. claim: also if it did already, since another node may have it by now.
func (k *keeper) keep(l cluster.Lease, claim bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.kept[l] && !claim {
		return
	}
	k.kept[l], k.pending[l] = true, true
	nudge(k.wake)
}

// drop has nobody keep a lease, if this node does.
func (k *keeper) drop(l cluster.Lease) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.kept[l] {
		delete(k.kept, l)
		k.pending[l] = false
		nudge(k.wake)
	}
}

// found notes what is written already.
func (k *keeper) found(leases []cluster.Lease) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, l := range leases {
		k.kept[l] = true
	}
}

// lost notes that another node keeps a lease.
func (k *keeper) lost(l cluster.Lease) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.kept, l)
	delete(k.pending, l)
}

func (k *keeper) keeps(l cluster.Lease) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.kept[l]
}

// unwritten reports whether it is still to be written that this node keeps a lease.
func (k *keeper) unwritten(l cluster.Lease) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.pending[l]
}

const (
	mostRows  = 1000        // in a statement
	rowsFor   = time.Second // a statement may take
	rowsAgain = time.Second // until one that failed is tried again
)

// run writes until ctx is done, and then what is left.
func (k *keeper) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			_ = k.write(context.WithoutCancel(ctx)) // if not, others find the devices without a keeper
			return
		case <-k.wake:
		}
		if err := k.write(ctx); err != nil && ctx.Err() == nil {
			k.log.Error("write down which devices this server keeps; it will be tried again", slog.Any("error", err))
			pause := time.NewTimer(rowsAgain)
			select {
			case <-ctx.Done():
			case <-pause.C:
				nudge(k.wake)
			}
			pause.Stop()
		}
	}
}

func (k *keeper) write(ctx context.Context) error {
	for {
		keep, drop := k.take()
		if len(keep)+len(drop) == 0 {
			return nil
		}
		late, cancel := context.WithTimeout(ctx, rowsFor)
		err := k.rows.DropLeases(late, drop)
		if err == nil {
			drop = nil
			err = k.rows.KeepLeases(late, keep)
		}
		cancel()
		if err != nil {
			k.putBack(keep, drop)
			return err
		}
	}
}

func (k *keeper) take() (keep, drop []cluster.Lease) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for l, want := range k.pending {
		if want {
			keep = append(keep, l)
		} else {
			drop = append(drop, l)
		}
		delete(k.pending, l)
		if len(keep)+len(drop) == mostRows {
			break
		}
	}
	return keep, drop
}

// putBack notes again what could not be written, unless something else is wanted by now.
func (k *keeper) putBack(keep, drop []cluster.Lease) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, l := range keep {
		if _, newer := k.pending[l]; !newer && k.kept[l] {
			k.pending[l] = true
		}
	}
	for _, l := range drop {
		if _, newer := k.pending[l]; !newer && !k.kept[l] {
			k.pending[l] = false
		}
	}
}
