package realtime

import (
	"cmp"
	"context"
	"log/slog"
	"sync"
	"time"

	"ringline/internal/call"
	"ringline/internal/cluster"
)

// keeper writes down, behind the commands, which devices in calls this node keeps. Nobody waits for it; what cannot be written is tried
// again until it can.
type keeper struct {
	rows Leases
	log  *slog.Logger
	wake chan struct{}

	mu      sync.Mutex
	kept    map[cluster.Lease]keeping
	wishes  int64
	pending map[cluster.Lease]bool // true: to be kept, false: to be dropped; the latest wish counts
	writing map[cluster.Lease]bool // to be kept, and on their way into the store
}

// keeping is that a lease is kept here.
type keeping struct {
	in   call.ID // in which call the device is, as far as that is known here
	wish int64   // a number for each time that it was to be written
}

func newKeeper(rows Leases, log *slog.Logger) *keeper {
	return &keeper{
		rows: rows, log: log, wake: make(chan struct{}, 1),
		kept: map[cluster.Lease]keeping{}, pending: map[cluster.Lease]bool{},
	}
}

// keep has this node keep a lease, for a call; an empty one is not known. claim: also if it did already, since another node may have
// it by now.
func (k *keeper) keep(l cluster.Lease, in call.ID, claim bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	is, kept := k.kept[l]
	is.in = cmp.Or(in, is.in)
	if !kept || claim {
		k.wishes++
		is.wish = k.wishes
		k.pending[l] = true
		nudge(k.wake)
	}
	k.kept[l] = is
}

// drop has nobody keep a lease, if this node does, unless it does so for another call by now: what other nodes did is heard late. An
// empty call is any.
func (k *keeper) drop(l cluster.Lease, left call.ID) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if is, kept := k.kept[l]; kept && (is.in == left || is.in == "" || left == "") {
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
		if _, kept := k.kept[l]; !kept {
			k.kept[l] = keeping{}
		}
	}
}

// lost notes that another node kept a lease when it was looked at, which began with a wish of [keeper.wished]. If this node wishes to keep it
// anew by now, since the device came back to it meanwhile, it does.
func (k *keeper) lost(l cluster.Lease, wish int64) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.kept[l].wish == wish {
		delete(k.kept, l)
		delete(k.pending, l)
	}
}

// wished is the latest wish to keep a lease, if it is kept.
func (k *keeper) wished(l cluster.Lease) (wish int64, kept bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	is, kept := k.kept[l]
	return is.wish, kept
}

func (k *keeper) keeps(l cluster.Lease) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	_, kept := k.kept[l]
	return kept
}

// unwritten reports whether it is still to be written that this node keeps a lease, or just being so: what the store says of it then
// says nothing.
func (k *keeper) unwritten(l cluster.Lease) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.pending[l] || k.writing[l]
}

const (
	mostRows  = 1000                  // in a statement
	rowsFor   = time.Second           // a statement may take
	rowsAgain = time.Second           // until one that failed is tried again
	rowsPause = 20 * time.Millisecond // until more is written, together; if this node dies meanwhile, its devices are searched for, which takes longer
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
		pause(ctx, rowsPause)
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
		k.written(keep, drop, err)
		if err != nil {
			return err
		}
	}
}

func (k *keeper) take() (keep, drop []cluster.Lease) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.writing = map[cluster.Lease]bool{}
	for l, want := range k.pending {
		if want {
			keep = append(keep, l)
			k.writing[l] = true
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

// written notes what became of what was to be written. What could not be is noted again, unless something else is wanted by now.
func (k *keeper) written(keep, drop []cluster.Lease, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.writing = nil
	if err == nil {
		return
	}
	for _, l := range keep {
		_, newer := k.pending[l]
		if _, kept := k.kept[l]; !newer && kept {
			k.pending[l] = true
		}
	}
	for _, l := range drop {
		_, newer := k.pending[l]
		if _, kept := k.kept[l]; !newer && !kept {
			k.pending[l] = false
		}
	}
}
